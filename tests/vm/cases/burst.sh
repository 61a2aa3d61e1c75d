# title: trace-fields shows the name of each of 40 short processes that make one call each
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
