# title: the cause is right beside other tracers of skb_clone(), attached before and after: return probe, fexit, function graph
# needs: jq bpftrace
causes_of() { # NAME: the causes in the rows
	jq -r 'select(.type == "call").cause' "$1.out" | sort -u | tr '\n' ' '
}
trace() { # NAME
	start "$1" perf-output -w -f json
}
make_calls() { # NAME
	"$BUILD/workload" 10
	stop "$1"
}

# A return probe replaces the return address.
echo 'r:other skb_clone' > $TRACEFS/kprobe_events
echo 1 > $TRACEFS/events/kprobes/other/enable
trace before
make_calls before
echo 0 > $TRACEFS/events/kprobes/other/enable
trace after
echo 1 > $TRACEFS/events/kprobes/other/enable
make_calls after
echo 0 > $TRACEFS/events/kprobes/other/enable
echo > $TRACEFS/kprobe_events
if kernel_is 6.1; then
	expected='capture-transmit '
else
	expected='capture-transmit unknown ' # the caller is lost, and none is invented
fi
for run in before after; do
	[[ " $expected" == *" $(causes_of $run)"* ]] || fail "the causes beside a return probe ($run): $(causes_of $run)"
done

# The function tracer with its graph changes return addresses too.
graph_on() {
	echo skb_clone > $TRACEFS/set_graph_function
	echo function_graph > $TRACEFS/current_tracer
}
graph_off() {
	echo nop > $TRACEFS/current_tracer
	echo > $TRACEFS/set_graph_function
}
graph_on
trace graph-before
make_calls graph-before
graph_off
trace graph-after
graph_on
make_calls graph-after
graph_off
for run in graph-before graph-after; do
	equal "the causes beside $run" "$(causes_of $run)" 'capture-transmit '
done

# fexit calls the function from a trampoline. bpftrace ends when the process of -p ends: 0.17
# forgets a SIGINT that comes while it is not in epoll_wait(2).
start_fexit() {
	sleep infinity &
	pid_of[life]=$!
	bpftrace -p $! -e 'kretfunc:skb_clone { @calls = count(); } BEGIN { printf("attached\n"); }' >fexit 2>&1 &
	pid_of[fexit]=$!
	await fexit_ready
	grep -qx attached fexit || skip "bpftrace cannot attach fexit: $(head -n 1 fexit)"
}
fexit_ready() {
	grep -qx attached fexit || ! kill -0 "${pid_of[fexit]}" 2>/dev/null
}
stop_fexit() {
	kill "${pid_of[life]}"
	wait "${pid_of[life]}" "${pid_of[fexit]}" || true
	grep -q '^@calls: 1[0-9]$' fexit || fail "bpftrace to have seen the calls: $(cat fexit)"
}
start_fexit
trace fexit-before
make_calls fexit-before
stop_fexit
trace fexit-after
start_fexit
make_calls fexit-after
stop_fexit
for run in fexit-before fexit-after; do
	equal "the causes beside $run" "$(causes_of $run)" 'capture-transmit '
done
