# title: both variants and two perf-outputs at once: each is exact; one that ends does not disturb the others
start perf1 perf-output
start perf2 perf-output
start trace trace-fields
"$BUILD/workload" 5000 2
await has_rows perf1 5000
stop perf1
equal "the status of the first" $status 0
start trace2 trace-fields
"$BUILD/workload" 3000 2
for name in perf2 trace trace2; do
	await has_rows $name 3000
done
await has_rows perf2 8000
await has_rows trace 8000
for name in perf2 trace trace2; do
	stop $name
	equal "the status of $name" $status 0
done
counts_run perf1 5000
counts_run perf2 8000
counts_run trace 8000
counts_run trace2 3000
