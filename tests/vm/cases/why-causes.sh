# title: known set-ups of the network: each call has its cause, caller, context and packet, and none is unknown
# needs: jq curl tcpdump nft tc ip bridge nstat
load veth dummy bridge nlmon macvlan sch_netem sch_ingress cls_matchall act_mirred nf_tables nft_dup_netdev
connect_namespace other veth0 10.9.0
serve
busybox httpd -p '[::1]:8081' -h www
ip netns exec other busybox httpd -p 10.9.0.2:8082 -h www
delete_devices() {
	local device
	for device in macvlan0 macvlan1 br0 sink0 end1 end2 end3 veth0; do
		ip link del $device 2>/dev/null || true
	done
}
clean_up() {
	pkill -x busybox || true
	pkill -x tcpdump || true
	pkill -KILL -x ip || true
	delete_devices
	ip netns del other || true
}
trap clean_up EXIT

start calls perf-output -w -f json -o calls.json
start totals why -f json -o totals.json

# --- what makes the kernel clone
curl -s -o got "$URL"
curl -s -g -o got 'http://[::1]:8081/file'
curl -s -o got http://10.9.0.2:8082/file
"$BUILD/calls" multicast
VIA=10.9.0.1 "$BUILD/calls" multicast
"$BUILD/calls" timestamp
busybox ping -c 1 127.0.0.1 >/dev/null

tcpdump -i lo -w lo.pcap 2>tcpdump.err &
await grep -q listening tcpdump.err
echo captured > /dev/udp/127.0.0.1/9
pkill -x tcpdump

ip link add sink0 type dummy # the module may have made a dummy0
ip monitor >monitor1 &
first=$!
ip monitor >monitor2 &
second=$!
both_hear() {
	ip link set sink0 mtu $((1300 + RANDOM % 100))
	grep -q sink0 monitor1 && grep -q sink0 monitor2
}
await both_hear
# A message that one of them has read before the other gets it is not cloned.
both_stopped() {
	[[ $(grep -l '^State:.T' /proc/$first/status /proc/$second/status | wc -l) -eq 2 ]]
}
kill -STOP $first $second
await both_stopped
ip link set sink0 mtu 1400
kill -KILL $first $second

ip link add nlmon0 type nlmon
ip link set nlmon0 up
ip link show dev lo >/dev/null
ip link del nlmon0

# A bridge with three ports, and a broadcast that comes in at one of them.
ip link add br0 type bridge
for port in 1 2 3; do
	ip link add "port$port" type veth peer name "end$port"
	ip link set "port$port" master br0 up
	ip link set "end$port" up
done
ip link set br0 up
ip addr add 10.8.0.1/24 dev end1
busybox ping -c 1 -W 1 -I end1 10.8.0.99 >/dev/null || true

tc qdisc add dev veth0 clsact
tc filter add dev veth0 egress matchall action mirred egress mirror dev sink0
ip link set sink0 up
busybox ping -c 1 10.9.0.2 >/dev/null
tc qdisc del dev veth0 clsact
ip netns exec other nft -f - <<-END
	table netdev copies {
		chain incoming {
			type filter hook ingress device "veth0-far" priority 0;
			dup to "lo"
		}
	}
END
busybox ping -c 1 10.9.0.2 >/dev/null
ip netns exec other nft delete table netdev copies

tc qdisc add dev veth0 root netem duplicate 100%
busybox ping -c 1 10.9.0.2 >/dev/null
tc qdisc del dev veth0 root

ip link add macvlan0 link end2 type macvlan mode bridge
ip link add macvlan1 link end2 type macvlan mode bridge
ip link set macvlan0 up
ip link set macvlan1 up
ip addr add 10.7.0.1/24 dev macvlan0
busybox ping -c 1 -W 1 -I macvlan0 10.7.0.99 >/dev/null || true

# --- what is seen of it
# A device sends on its own, for example to find neighbours; none may between the ends of
# the two runs.
delete_devices
stop calls
stop totals
contains calls.err ' 0 lost'
contains totals.err ' 0 lost'

seen() { # CAUSE CALLER CONTEXT PACKET: a row has these, each a regular expression of jq
	jq -e -s --arg cause "$1" --arg caller "$2" --arg context "$3" --arg packet "$4" '
		any(.[]; .type == "call" and .cause == $cause
			and (.caller.function | test("^(" + $caller + ")([.]|$)"))
			and (.context | test("^(" + $context + ")$"))
			and ((.packet // {} | [.protocol, .source, .source_port, .destination,
				.destination_port, .flags, .length, .from, .device]
				| map(. // "-" | tostring) | join(" ")) | test("^" + $packet + "$")))
	' calls.json >/dev/null || {
		jq -c --arg cause "$1" 'select(.cause == $cause) | [.context, .caller.function, .packet]' calls.json | head -n 5
		fail "a call with: $*"
	}
}
port='[0-9]{4,5}'
any='.*'
tcp=__tcp_transmit_skb
seen tcp-connect $tcp task "tcp 127.0.0.1 $port 127.0.0.1 8080 S 0 socket -"
seen tcp-data $tcp task "tcp 127.0.0.1 $port 127.0.0.1 8080 P\\. [0-9]+ socket -"
seen tcp-data $tcp 'task|own-softirq' "tcp 127.0.0.1 8080 127.0.0.1 $port P?\\. [0-9]+ socket -"
seen tcp-close $tcp task "tcp 127.0.0.1 $port 127.0.0.1 8080 F\\. 0 socket -"
seen tcp-connect $tcp task "tcp ::1 $port ::1 8081 S 0 socket -"
seen tcp-close $tcp task "tcp ::1 $port ::1 8081 F\\. 0 socket -"
seen tcp-connect $tcp task "tcp 10.9.0.1 $port 10.9.0.2 8082 S 0 socket -"
seen multicast-loop ip_mc_output task "udp 10.9.0.1 $port 239.1.2.3 7777 - 15 headers veth0"
seen udp-multicast '__udp4_lib_rcv|__udp4_lib_mcast_deliver|udp_rcv' own-softirq \
	"udp 127.0.0.1 $port 239.1.2.3 7777 - 15 headers lo"
seen tx-timestamp "$any" task "udp 127.0.0.1 $port 127.0.0.1 9 - 15 headers lo"
seen raw-socket 'raw_local_deliver|raw_v4_input' own-softirq 'icmp 127.0.0.1 - 127.0.0.1 - - - headers lo'
seen capture-transmit dev_queue_xmit_nit task "udp 127.0.0.1 $port 127.0.0.1 9 - 9 headers lo"
seen netlink-broadcast 'netlink_broadcast|netlink_broadcast_filtered|do_one_broadcast' task 'route - - - - - [0-9]+ - -|route - - - - - [0-9]+ socket -'
seen netlink-capture '__netlink_deliver_tap|netlink_deliver_tap|__netlink_deliver_tap_skb' task "(route|-) $any"
seen bridge-flood 'maybe_deliver|br_flood|deliver_clone' "$any" "arp - - - - - - headers $any"
seen mirror 'tcf_mirred_act|tcf_mirred_to_dev' task "icmp 10.9.0.1 - 10.9.0.2 - - - headers veth0"
seen mirror 'nf_dup_netdev_egress|nf_do_netdev_egress' "$any" "icmp 10.9.0.1 - 10.9.0.2 - - - headers veth0-far"
seen netem netem_enqueue task "icmp 10.9.0.1 - 10.9.0.2 - - - headers veth0"
seen macvlan "macvlan_$any" "$any" "arp $any"
equal "the calls without a cause" "$(jq -c 'select(.cause == "unknown")' calls.json)" ""
equal "the calls without a context" "$(jq -c 'select(.context == "?")' calls.json)" ""

# Totals and calls say the same.
sums() { # FILE: calls of each cause
	jq -rs 'map(select(.cause)) | group_by(.cause)[] | [.[0].cause, (map(if .type == "cause" then .count else 1 end) | add)] | @tsv' "$1"
}
equal "the totals" "$(sums totals.json)" "$(sums calls.json)"
equal "the summary's causes" "$(jq -r 'select(.type == "summary").causes | to_entries | sort_by(.key)[] | [.key, .value] | @tsv' totals.json)" "$(sums calls.json)"
for id in tcp-connect bridge-flood mirror; do
	grep -q "^$id: [A-Z]" totals.err || fail "a sentence about $id"
done
