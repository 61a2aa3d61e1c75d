# title: in -P the idle task is a process of its own, also when the map of processes is full
# variants: perf-output trace-fields
# needs: jq tc ip taskset
load sch_netem
tools=$BUILD
# Each attempt to have an idle CPU is a process, too; the idle task must be among the first.
edited 's/MAX_PROCESSES 10240/MAX_PROCESSES 64/'
ip netns add idle
trap 'ip netns del idle' EXIT
ip -n idle link set lo up
ip netns exec idle tc qdisc add dev lo root netem delay 50ms

of_idle() {
	jq -c 'select(.comm == "swapper/0")' run.out
}
# A timer sends the packets when CPU 0 has been idle for a while.
has_idle_calls() { # N
	ip netns exec idle taskset -c 0 "$tools/calls" timestamp 2
	[[ $(of_idle | wc -l) -ge $1 ]]
}
start run $VARIANT -P -f json --no-cache
await has_idle_calls 1
"$tools/workload" 1 1 many 80 # more processes than the map holds
await has_idle_calls "$(($(of_idle | wc -l) + 2))"
stop run
equal "the idle task's rows of a shared COUNT" "$(of_idle | jq -c 'select(.other)')" ""
of_idle | jq .count > counts
diff <(seq "$(wc -l < counts)") counts || fail "the idle task's COUNT to run"
jq 'select(.other).count' run.out > others
[[ $(wc -l < others) -ge 6 ]] || fail "rows of processes that the map does not hold"
diff <(seq "$(wc -l < others)") others || fail "their COUNT to run"
