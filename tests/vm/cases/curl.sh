# title: the calls of curl and its HTTP server are shown, and COUNT has no gap
# variants: perf-output trace-fields
# needs: curl busybox
serve
start run $VARIANT
curl -s -o fetched "$URL"
cmp fetched www/file
await grep -q ' curl ' run.out
stop run
equal "the status" $status 0
counts_run run "$(rows run)"
summary_is run "$(rows run)" "$(rows run)"
