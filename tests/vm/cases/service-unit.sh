# title: the unit of the service has no fault, and an exposure of 2.5 at most
# needs: cmake systemctl systemd-analyze
# boot: systemd
systemd=$(systemctl --version | sed -n '1s/^systemd \([0-9]*\).*/\1/p')
[[ $systemd -ge 250 ]] || skip "systemd $systemd does not know each of its settings, and cannot judge a file"
install_build --prefix /usr
systemd-analyze verify --man=no skbclone-metrics.service >verify.out 2>&1 || fail "a unit without a fault"
equal "what systemd-analyze says of the unit" "$(grep skbclone verify.out || true)" ""
systemd-analyze security --offline=yes --no-pager --threshold=25 /usr/lib/systemd/system/skbclone-metrics.service >security.out ||
	fail "an exposure of 2.5 at most"
tail -n 1 security.out
