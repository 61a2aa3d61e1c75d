# title: json, csv and table show the same rows for the same workload
# needs: jq
for variant in perf-output trace-fields; do
	start table $variant
	start json $variant -f json
	start csv $variant -f csv -o csv.rows
	"$BUILD/workload" 500 2 'a,"b c'
	await grep -q ' 500$' table.out
	await grep -q '"count":500}' json.out
	await grep -q ',500$' csv.rows
	for name in table json csv; do
		stop $name
		summary_is $name 500 500
	done
	jq -e . < json.out >/dev/null || fail "every line to be JSON"
	equal "the summary" "$(tail -n 1 json.out)" \
		'{"type":"summary","calls":500,"shown":500,"lost":0,"lost_reasons":{},"missed":'"$(none_missed)}"
	head -n -1 json.out | jq -r '[.comm, .pid, .count] | map(tostring) | join(" ")' > json.plain
	tail -n +2 table.out | sed 's/^[0-9.]* *//; s/  */ /g' > table.plain
	equal "the header" "$(head -n 1 csv.rows)" time,comm,pid,tid,cpu,count
	tail -n +2 csv.rows | sed -E 's/^[0-9.]+,"a,""b c",([0-9]+),[0-9]+,[01],([0-9]+)$/a,"b c \1 \2/' > csv.plain
	cmp json.plain table.plain
	cmp json.plain csv.plain
	equal "ts_ns in order" "$(jq -s 'map(select(.ts_ns).ts_ns) | . == sort' json.out)" true
	rm csv.rows
done
