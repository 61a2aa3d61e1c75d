# title: a process id that is used again is a new process, in -P, in count and in its report
# needs: jq
start total count -f json
start report count -f html
start perf perf-output -P -f json
start trace trace-fields -P -f json
sh -c 'exit 0' & # this process id will be free
pid=$!
wait $pid
for round in 1 2; do
	for attempt in $(seq 50); do # other processes fork too
		echo $((pid - 1)) > /proc/sys/kernel/ns_last_pid
		"$BUILD/workload" 3 1 "round $round" &
		[[ $! == "$pid" ]] && break
		wait $!
		[[ $attempt -lt 50 ]] || fail "process id $pid to be given again"
	done
	wait $pid
done
for name in perf trace; do
	await has_rows $name 5 # and one more: JSON has no header
	stop $name
	equal "the COUNTs of $name" "$(jq -c "select(.pid == $pid).count" $name.out | tr '\n' ' ')" "1 2 3 1 2 3 "
done
stop total
equal "the totals" "$(jq -c "select(.pid == $pid) | [.comm, .count]" total.out | sort | tr '\n' ' ')" \
	'["round 1",3] ["round 2",3] '
stop report
for round in 1 2; do
	equal "the calls of round $round in the report" \
		"$(sed -n "/id='processes'/,\$p" report.out | grep -oP "data-calls='\K[0-9]+(?='>.*>round $round<)")" 3
done
