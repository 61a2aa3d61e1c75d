# title: whose work a call is: the thread's own, its own softirq's, or an interrupt's on a bystander
# variants: ipv4 ipv6
# needs: jq curl taskset ip tc nstat
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
ip addr add fd00:6::1/64 dev veth8 nodad
ip -n far addr add fd00:6::2/64 dev veth8-far nodad
case $VARIANT in
ipv4) server=10.6.0.2 listen=10.6.0.2:8083 ;;
ipv6) server=fd00:6::2 listen='[fd00:6::2]:8083' ;;
esac
# TcpRetransSegs counts segments of the wire: each packet shall be one.
ip link set veth8 gso_max_segs 1
ip -n far link set veth8-far gso_max_segs 1
ip netns exec far busybox httpd -p "$listen" -h .
trap 'pkill -x busybox || true; kill $spin1 $spin2 2>/dev/null || true; ip netns del far' EXIT
head -c 300000 /dev/zero > file
await curl -s -g -o got "http://$listen/file"
sh -c 'while :; do :; done' & spin1=$!
sh -c 'while :; do :; done' & spin2=$!
# A retransmission whose earlier clone is still in use is a copy. The kernel counts these.
callers_start __pskb_copy_fclone
start lossy perf-output -w -f json
ip netns exec far tc qdisc add dev veth8-far root netem loss 20%
for _ in 1 2 3; do
	curl -s -g -m 20 -o got "http://$listen/file" || true
done
has_retransmissions() {
	jq -e -s 'any(.[]; .cause == "tcp-retransmit" or .cause == "tcp-loss-probe")' lossy.out >/dev/null
}
await has_retransmissions
stop lossy
copies=$(callers | grep -cx __tcp_retransmit_skb || true)
callers_stop
contains lossy.err ' 0 lost'
equal "rows of the spinning shells that say task" "$(jq -c --argjson a $spin1 --argjson b $spin2 'select((.pid == $a or .pid == $b) and .context == "task")' lossy.out)" ""
equal "calls without a cause or context" "$(jq -c 'select(.cause == "unknown" or .context == "?")' lossy.out)" ""
# The tuple is the connection's, whoever was interrupted.
equal "the packets of another connection" "$(jq -c --arg server $server 'select(.type == "call" and (.cause | test("^tcp-"))).packet
	| select([[.source, .source_port], [.destination, .destination_port]] | index([[$server, 8083]]) | not)' lossy.out)" ""
# A connection begins with one such call: a SYN that TCP sends again is a retransmission, and
# so is a FIN.
equal "the SYNs of those that connect" "$(jq -r 'select(.cause == "tcp-connect").packet | [.destination, .flags, .length] | map(tostring) | join(" ")' lossy.out | sort | uniq -c | awk '{ $1 = $1; print }')" "3 $server S 0"
jq -se 'any(.[]; .cause == "tcp-data" and .packet.length > 0)' lossy.out >/dev/null || fail "data"
equal "the ends without FIN" "$(jq -c 'select(.cause == "tcp-close" and (.packet.flags | test("F") | not))' lossy.out)" ""
jq -se 'any(.[]; .cause == "tcp-close")' lossy.out >/dev/null || fail "the end of a connection"
# The kernel's own number of retransmissions is that of the calls, of the copies, and of
# repeated SYN-ACKs, which are made anew. A loss probe may also send new data.
of_both() { # COUNTER: its sum in both namespaces
	{ nstat -az "$1"; ip netns exec far nstat -az "$1"; } | awk -v name="$1" '$1 == name { n += $2 } END { print n + 0 }'
}
number_of() { # CAUSE
	jq -s --arg cause "$1" 'map(select(.cause == $cause)) | length' lossy.out
}
counted=$(of_both TcpRetransSegs)
again=$(number_of tcp-retransmit)
probes=$(number_of tcp-loss-probe)
remade=$(of_both TcpExtTCPSynRetrans)
echo "TcpRetransSegs $counted: $again calls, $probes loss probes, $copies copies, $remade of SYN or SYN-ACK"
[[ $again -le $counted ]] || fail "at most $counted retransmissions, and not $again"
[[ $counted -le $((again + probes + copies + remade)) ]] || fail "all $counted retransmissions"
