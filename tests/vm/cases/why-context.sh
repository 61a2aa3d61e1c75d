# title: whose work a call is: the thread's own, its own softirq's, or an interrupt's on a bystander
# needs: jq taskset ip tcpdump
load veth sch_netem
# Loopback's receiving side runs at the end of the sender's own operation.
start own perf-output -w -f json -n calls
unshare -n sh -c 'ip link set lo up; exec taskset 1 "$@"' x "$BUILD/calls" multicast 20
unshare -n sh -c 'ip link set lo up; exec taskset 1 "$@"' x "$BUILD/calls" timestamp 20
stop own
equal "the context of the sending side" "$(jq -r 'select(.cause == "tx-timestamp").context' own.out | sort -u)" task
equal "the context of the receiving side" "$(jq -r 'select(.cause == "udp-multicast").context' own.out | sort -u)" own-softirq

# A timer's interrupt sends TCP's retransmissions on top of whatever runs.
connect_namespace far veth8 10.6.0
ip netns exec far busybox httpd -p 10.6.0.2:8083 -h .
trap 'pkill -x busybox || true; kill $spin1 $spin2 2>/dev/null || true; ip netns del far' EXIT
head -c 300000 /dev/zero > file
await curl -s -o got http://10.6.0.2:8083/file
sh -c 'while :; do :; done' & spin1=$!
sh -c 'while :; do :; done' & spin2=$!
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
contains lossy.err ' 0 lost'
equal "rows of the spinning shells that say task" "$(jq -c --argjson a $spin1 --argjson b $spin2 'select((.pid == $a or .pid == $b) and .context == "task")' lossy.out)" ""
equal "calls without a cause or context" "$(jq -c 'select(.cause == "unknown" or .context == "?")' lossy.out)" ""
# The tuple is the connection's, whoever was interrupted.
equal "the ports of retransmissions" "$(jq -r 'select(.cause == "tcp-retransmit") | [.packet.source_port, .packet.destination_port] | map(select(. == 8083)) | length' lossy.out | sort -u)" 1
seen=$(jq -s 'map(select(.cause == "tcp-retransmit" or .cause == "tcp-loss-probe")) | length' lossy.out)
counted=$(($(ip netns exec far nstat -az TcpRetransSegs | awk '/TcpRetransSegs/ { print $2 }') + $(nstat -az TcpRetransSegs | awk '/TcpRetransSegs/ { print $2 }')))
[[ $seen -le $counted ]] || fail "at most $counted retransmissions, and not $seen"
