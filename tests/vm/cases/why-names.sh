# title: names whatever kernel.kptr_restrict is, of modules that come and go, and beside other tracers; never a wrong one
# needs: jq ip modprobe
causes_of() { # NAME: the causes in the rows
	jq -r 'select(.type == "call").cause' "$1.out" | sort -u | tr '\n' ' '
}
load dummy
for restrict in 0 1; do
	echo $restrict > /proc/sys/kernel/kptr_restrict
	start "run$restrict" perf-output -w -f json
	"$BUILD/workload" 10
	stop "run$restrict"
	equal "the causes with kptr_restrict=$restrict" "$(causes_of "run$restrict")" 'capture-transmit '
done
echo 2 > /proc/sys/kernel/kptr_restrict
start run2 perf-output -w -s
"$BUILD/workload" 10
stop run2
echo 0 > /proc/sys/kernel/kptr_restrict
equal "the causes with kptr_restrict=2" "$(awk '$1 ~ /^[0-9]+[.]/ { print $6 }' run2.out | sort -u)" unknown
contains run2.err 'warning: names: the kernel hides its addresses'
contains run2.err 'hint: sysctl kernel.kptr_restrict=1'
grep -q '^    0xffffffff[0-9a-f]*$' run2.out || fail "addresses"
! grep -q '^    [a-z]' run2.out || fail "no name"

# A module that is loaded while we trace, and one that is gone before the end.
modprobe -r nlmon 2>/dev/null || true
start module perf-output -w -s -f json
modprobe nlmon
ip link add nlmon0 type nlmon
ip link set nlmon0 up
ip link show dev lo >/dev/null
ip link del nlmon0
modprobe -r nlmon
ip link add dummy9 type dummy
ip link del dummy9
stop module
contains module.out '"cause":"netlink-capture"'
equal "the callers without a name" "$(jq -c 'select(.caller.address)' module.out)" ""

# Another tool's return probe on skb_clone(), attached before us and after us.
echo 'r:other skb_clone' > $TRACEFS/kprobe_events
echo 1 > $TRACEFS/events/kprobes/other/enable
start before perf-output -w -f json
"$BUILD/workload" 10
stop before
echo 0 > $TRACEFS/events/kprobes/other/enable
start after perf-output -w -f json
echo 1 > $TRACEFS/events/kprobes/other/enable
"$BUILD/workload" 10
stop after
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

# The function tracer with its graph, which changes return addresses too.
echo skb_clone > $TRACEFS/set_graph_function
echo function_graph > $TRACEFS/current_tracer
start graph perf-output -w -f json
"$BUILD/workload" 10
stop graph
echo nop > $TRACEFS/current_tracer
echo > $TRACEFS/set_graph_function
equal "the causes beside the function graph tracer" "$(causes_of graph)" 'capture-transmit '
