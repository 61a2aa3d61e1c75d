# title: with more processes than the map holds, the sum is exact, and the rest is counted together
# needs: jq
start total count -f json
start perf perf-output -P -f json
start trace trace-fields -P -f csv
"$BUILD/workload" 1 1 many 10400
"$BUILD/workload" 5 1 late
stop total
for name in perf trace; do
	await has_rows $name 10404
	stop $name
done
equal "the sum" "$(jq -s 'map(select(.type != "summary").count) | add' total.out)" 10405
equal "the processes" "$(grep -c '"type":"process"' total.out)" 10240
equal "the rest" "$(grep '"type":"other"' total.out)" '{"type":"other","count":165}'
equal "the summary" "$(tail -n 1 total.out | jq -c '[.calls, .shown, .lost]')" '[10405,10405,0]'
equal "the rows that share a COUNT" "$(grep -c '"other":true' perf.out)" 165
equal "their last COUNT" "$(grep '"other":true' perf.out | tail -n 1 | jq -c '[.comm, .count]')" '["late",165]'
equal "the rows that do not" "$(jq -c 'select(.type == "call" and .other != true).count' perf.out | sort | uniq -c | awk '{ print $1, $2 }')" "10240 1"
equal "the last COUNT of trace-fields" "$(tail -n 1 trace.out | cut -d, -f6)" 165
