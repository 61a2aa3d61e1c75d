# title: 40 short processes, one call each: trace-fields names every one
# limit: 60
start run trace-fields
for i in $(seq 40); do
	"$BUILD/workload" 1 1 "short $i" &
	workloads+=($!)
done
wait "${workloads[@]}"
await has_rows run 40
stop run
for i in $(seq 40); do
	contains run.out " short $i "
done
for pid in "${workloads[@]}"; do
	contains run.out " $pid "
done
counts_run run 40
! grep -q '<' run.out || fail "no forgotten names"
