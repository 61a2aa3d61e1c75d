# title: two callers at once: every call has its own, as many as the kernel's own record of callers has
# needs: jq ip unshare
in_own_network() {
	unshare -n sh -c 'ip link set lo up; exec "$@"' own "$@"
}
start totals why -f json
start calls perf-output -w -f json
callers_start skb_clone

in_own_network "$BUILD/calls" multicast 10000 &
first=$!
"$BUILD/workload" 10000 2 tapper
wait $first
callers > record
all_written() { # as many rows as the record has
	[[ $(wc -l < calls.out) -ge $(wc -l < record) ]]
}
await all_written
callers_stop
stop totals
stop calls
contains totals.err ' 0 lost'
contains calls.err ' 0 lost'

of_both() { # the lines of our two callers: others may send packets too
	grep -E '^(dev_queue_xmit_nit|__udp4_lib_rcv|__udp4_lib_mcast_deliver|udp_rcv)( |$)'
}
number_each() { # how often each line is there
	sort | uniq -c | awk '{ print $2, $1 }'
}
of_both < record | number_each > oracle
# 10 000 taps, and not all datagrams: one that does not fit the receiving CPU's backlog is
# dropped before it is cloned.
[[ $(awk '{ n += $2 } END { print n }' oracle) -gt 11000 ]] || { head -n 40 record; fail "the oracle to have counted"; }
jq -r 'select(.type == "cause") | [.caller, .count] | @tsv' totals.out |
	awk '{ sub(/\..*/, "", $1); n[$1] += $2 } END { for (c in n) print c, n[c] }' | of_both | sort > callers
equal "the totals of each caller" "$(cat callers)" "$(cat oracle)"
jq -r 'select(.type == "call").caller.function' calls.out | sed 's/\..*//' | of_both | number_each > rows
equal "the rows of each caller" "$(cat rows)" "$(cat oracle)"
equal "the taps" "$(jq -s 'map(select(.type == "cause" and .cause == "capture-transmit" and .comm == "tapper").count) | add' totals.out)" 10000
equal "the sum" "$(jq -s '(map(select(.type == "cause").count) | add) == (.[-1].shown) and .[-1].shown == .[-1].calls' totals.out)" true

# A burst is not lost, with default buffers and larger events.
start burst perf-output -w -s -f csv
"$BUILD/workload" 20000 2
await has_rows burst 20000
stop burst
summary_is burst 20000 20000
equal "the callers" "$(tail -n +2 burst.out | cut -d , -f 9 | number_each)" 'dev_queue_xmit_nit 20000'
