# title: whose work a call is: the thread's own, its own softirq's, or an interrupt's on a bystander
# needs: jq taskset ip tcpdump
load veth sch_netem
# Loopback's receiving side runs at the end of the sender's own operation.
start own perf-output -w -f json -n calls
# (Not while ksoftirqd runs: then it is ksoftirqd's, which -n leaves out.)
receives() {
	unshare -n sh -c 'ip link set lo up; exec taskset 1 "$@"' x "$BUILD/calls" multicast 20
	grep -q udp-multicast own.out
}
await receives
unshare -n sh -c 'ip link set lo up; exec taskset 1 "$@"' x "$BUILD/calls" timestamp 20
stop own
equal "the context of the sending side" "$(jq -r 'select(.cause == "tx-timestamp").context' own.out | sort -u)" task
equal "the context of the receiving side" "$(jq -r 'select(.cause == "udp-multicast").context' own.out | sort -u)" own-softirq

# A timer's interrupt sends TCP's retransmissions on top of whatever runs.
connect_namespace far veth8 10.6.0
# TcpRetransSegs counts segments of the wire: each packet shall be one.
ip link set veth8 gso_max_segs 1
ip -n far link set veth8-far gso_max_segs 1
ip netns exec far busybox httpd -p 10.6.0.2:8083 -h .
trap 'pkill -x busybox || true; kill $spin1 $spin2 2>/dev/null || true; ip netns del far' EXIT
head -c 300000 /dev/zero > file
await curl -s -o got http://10.6.0.2:8083/file
sh -c 'while :; do :; done' & spin1=$!
sh -c 'while :; do :; done' & spin2=$!
# A retransmission whose earlier clone is still in use is a copy. The kernel counts these.
copied=$TRACEFS/events/kprobes/copied
echo 'p:copied __pskb_copy_fclone' > $TRACEFS/kprobe_events
echo "hist:keys=$(histogram_key)" > $copied/trigger
start lossy perf-output -w -f json
ip netns exec far tc qdisc add dev veth8-far root netem loss 20%
for _ in 1 2 3; do
	curl -s -m 20 -o got http://10.6.0.2:8083/file || true
done
has_retransmissions() {
	jq -e -s 'any(.[]; .cause == "tcp-retransmit" or .cause == "tcp-loss-probe")' lossy.out >/dev/null
}
await has_retransmissions
stop lossy
cp $copied/hist copies
echo "!hist:keys=$(histogram_key)" > $copied/trigger
echo > $TRACEFS/kprobe_events
contains lossy.err ' 0 lost'
equal "rows of the spinning shells that say task" "$(jq -c --argjson a $spin1 --argjson b $spin2 'select((.pid == $a or .pid == $b) and .context == "task")' lossy.out)" ""
equal "calls without a cause or context" "$(jq -c 'select(.cause == "unknown" or .context == "?")' lossy.out)" ""
# The tuple is the connection's, whoever was interrupted.
equal "the ports of retransmissions" "$(jq -r 'select(.cause == "tcp-retransmit") | [.packet.source_port, .packet.destination_port] | map(select(. == 8083)) | length' lossy.out | sort -u)" 1
# The kernel's own number of retransmissions is that of the calls, of the copies, and of
# repeated SYN-ACKs, which are made anew. A loss probe may also send new data.
of_both() { # COUNTER: its sum in both namespaces
	{ nstat -az "$1"; ip netns exec far nstat -az "$1"; } | awk -v name="$1" '$1 == name { n += $2 } END { print n + 0 }'
}
number_of() { # CAUSE
	jq -s --arg cause "$1" 'map(select(.cause == $cause)) | length' lossy.out
}
copies=$(awk '/__tcp_retransmit_skb/ { found = 1 } /hitcount:/ { sub(/.*hitcount:/, ""); if (found) n += $1; found = 0 } END { print n + 0 }' copies)
counted=$(of_both TcpRetransSegs)
again=$(number_of tcp-retransmit)
probes=$(number_of tcp-loss-probe)
remade=$(of_both TcpExtTCPSynRetrans)
echo "TcpRetransSegs $counted: $again calls, $probes loss probes, $copies copies, $remade of SYN or SYN-ACK"
[[ $again -le $counted ]] || fail "at most $counted retransmissions, and not $again"
[[ $counted -le $((again + probes + copies + remade)) ]] || fail "all $counted retransmissions"
