# Prometheus accepts the rules, and each alert fires for what it is about. The dashboard is
# JSON.
top=$here/../..
PATH=$PATH:$BUILD/prometheus/usr/bin
command -v jq >/dev/null || exit 77
jq -e '.panels | length > 5' "$top/contrib/skbclone-dashboard.json" >/dev/null || fail "a dashboard with panels"
command -v promtool >/dev/null || exit 77
promtool check rules "$top/contrib/skbclone.rules.yml" >rules.out 2>&1 || fail "rules without a fault"
promtool test rules "$top/tests/data/alerts.yml" >alerts.out 2>&1 || fail "the alerts that are listed"
