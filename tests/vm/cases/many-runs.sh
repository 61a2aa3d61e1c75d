# title: eight runs of all kinds at once: each is exact, and each can be stopped alone
for i in 1 2 3; do
	start perf$i perf-output
	start trace$i trace-fields
done
start count1 count
start count2 count -P
"$BUILD/workload" 4001 2
for i in 1 2 3; do
	await has_rows perf$i 4001
	await has_rows trace$i 4001
done
for name in perf1 trace1 count1 perf2 trace2 count2 perf3 trace3; do
	stop $name
	equal "the status of $name" $status 0
	summary_is $name 4001 4001
done
for i in 1 2 3; do
	counts_run perf$i 4001
	counts_run trace$i 4001
done
