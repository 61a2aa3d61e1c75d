# title: calls at which the kernel does not run the program are missed; every call is accounted for
# variants: perf-output trace-fields count
# needs: taskset
kernel_is 6.7 || skip "kernels before 6.7 do not tell"
mountpoint -q /sys/kernel/debug || mount -t debugfs debugfs /sys/kernel/debug
preempt=/sys/kernel/debug/sched/preempt
[[ -w $preempt ]] || skip "a kernel whose preemption cannot be chosen"
before=$(grep -o '(.*)' $preempt | tr -d '()')

start run $VARIANT
taskset -c 0 "$BUILD/in_bpf" >inside &
trap 'kill %%; echo $before > $preempt' EXIT
echo full > $preempt
await test -s inside
taskset -c 0 "$BUILD/workload" 5000
stop run
equal "the status" $status 0
tail -n 1 run.err
awk '/^skbclone: / { missed = $(NF - 1); exit !(missed > 0 && $2 + missed == 5000) }' run.err ||
	fail "5000 calls, some of them missed"
