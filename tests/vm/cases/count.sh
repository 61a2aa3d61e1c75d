# title: count adds up per process in the kernel, with the same filters; totals at the end or every -i
# needs: jq
start all count
start json count -f json
start name count -n alpha -f csv
start often count -i 1
"$BUILD/workload" 7919 1 beta &
beta=$!
"$BUILD/workload" 10000 2 alpha &
alpha=$!
wait $alpha $beta
all_in_a_table() { # -i has shown both, before the run ends
	grep -q '^alpha .* 10000$' often.out && grep -q '^beta .* 7919$' often.out
}
await all_in_a_table
for name in all json name often; do
	stop $name
	equal "the status of $name" $status 0
done
printf '%-19s %-6s %s\n' COMM PID COUNT alpha $alpha 10000 beta $beta 7919 > wanted
diff wanted all.out || fail "two processes, the larger first"
summary_is all 17919 17919
jq -e . < json.out >/dev/null || fail "every line to be JSON"
equal "the summary" "$(tail -n 1 json.out)" \
	'{"type":"summary","calls":17919,"shown":17919,"lost":0,"lost_reasons":{},"missed":'"$(none_missed)}"
equal "the sum" "$(jq -s 'map(select(.type == "process").count) | add' json.out)" 17919
equal "the first" "$(head -n 1 json.out | jq -c '[.pid, .count]')" "[$alpha,10000]"
printf 'comm,pid,count\nalpha,%d,10000\n' $alpha | diff - name.out || fail "alpha alone"
summary_is often 17919 17919
tables=$(grep -c '^COMM' often.out)
equal "the blank lines between $tables tables" "$(grep -c '^$' often.out)" $((tables - 1))
equal "the sum of the last table" "$(awk '/^COMM/ { sum = 0 } { sum += $NF } END { print sum }' often.out)" 17919
