# title: the packet of each call is the one that tcpdump captures: tuple, flags and length, over IPv4 and IPv6
# needs: jq curl tcpdump ip ss
load veth
connect_namespace far veth5 10.4.0
ip addr add fd00:4::1/64 dev veth5 nodad
ip -n far addr add fd00:4::2/64 dev veth5-far nodad
mkdir www
head -c 200000 /dev/zero > www/file
ip netns exec far busybox httpd -p 10.4.0.2:8084 -h www
ip netns exec far busybox httpd -p '[fd00:4::2]:8085' -h www
ip netns exec far busybox httpd -p '[::]:8086' -h www # speaks IPv4 too, on a socket of IPv6
clean_up() {
	pkill -x busybox || true
	pkill -x tcpdump || true
	ip netns del far || true
}
trap clean_up EXIT
# Who looks for whom is over before the captures begin.
await curl -s -o got http://10.4.0.2:8084/file
await curl -s -g -o got 'http://[fd00:4::2]:8085/file'
all_closed() {
	[[ -z $(ss -Htn state connected exclude time-wait '( sport >= :8084 and sport <= :8086 ) or ( dport >= :8084 and dport <= :8086 )'
		ip netns exec far ss -Htn state connected exclude time-wait) ]]
}
await all_closed

capture() { # NAME OPTION...: ${pid_of[NAME]}.pcap
	local name=$1
	shift
	# Headers alone: a ring of large packets would have few slots.
	tcpdump -i veth5 --immediate-mode -s 128 -w "$name.pcap" "$@" 2>"$name.tcpdump" &
	pid_of[$name]=$!
	await grep -q listening "$name.tcpdump"
}
capture all
capture sent -Q out
start calls perf-output -w -f json
for _ in 1 2 3; do
	curl -s -o got http://10.4.0.2:8084/file
	curl -s -g -o got 'http://[fd00:4::2]:8085/file'
	curl -s -o got http://10.4.0.2:8086/file
done
await all_closed
# From now on nothing comes that TCP would answer after `calls` has ended, such as a FIN again.
ip -n far link set veth5-far down
stop calls
kill -INT "${pid_of[all]}" "${pid_of[sent]}"
wait "${pid_of[all]}" "${pid_of[sent]}"
contains calls.err ' 0 lost'
grep -q '^0 packets dropped by kernel' all.tcpdump || fail "tcpdump to have all packets: $(cat all.tcpdump)"

# A line for each segment: SOURCE PORT DESTINATION PORT FLAGS LENGTH
captured() { # NAME
	tcpdump -nn -t -r "$1.pcap" tcp 2>/dev/null | awk '{
		source = $2; destination = $4; sub(/:$/, "", destination)
		flags = $6; gsub(/[][,]/, "", flags)
		length_at = match($0, /length [0-9]+/)
		print endpoint(source), endpoint(destination), flags, substr($0, length_at + 7) + 0
	}
	function endpoint(text, parts, n) {
		n = split(text, parts, ".")
		sub(/\.[0-9]+$/, "", text)
		return text " " parts[n]
	}'
}
shown() { # CAUSE: a regular expression of jq
	jq -r --arg cause "$1" 'select(.type == "call" and .packet.protocol == "tcp" and (.cause | test($cause))).packet
		| select([.source_port, .destination_port] | any(. >= 8084 and . <= 8086))
		| [.source, .source_port, .destination, .destination_port, .flags, .length] | map(tostring) | join(" ")' calls.out
}
# TCP clones what it may have to send again: SYN, FIN and data; no listener's SYN-ACK.
same() { # WHAT: `shown` and `captured` hold the same lines, each as often
	sort shown > shown.sorted
	sort captured > captured.sorted
	diff shown.sorted captured.sorted || fail "$1 to be the same (<) as captured (>)"
}
# When it has cloned a segment that the device will cut, it sets PSH in the clone's header
# (__tcp_transmit_skb, for the receiver's GRO): the control block does not have it.
without_late_push() {
	awk '$6 > 1428 { sub(/P/, "", $5) } { print }'
}
shown '^tcp-' | without_late_push > shown
captured all | awk '$5 == "S" || $5 ~ /F/ || $6 > 0' | without_late_push > captured
same "the segments that TCP sent"
[[ $(shown '^tcp-data' | wc -l) -gt 18 ]] || fail "data in both directions, of nine connections"
# On a slow machine, timers of TCP expire.
equal "the causes" "$(jq -r 'select(.packet.protocol == "tcp").cause' calls.out | grep -vE '^tcp-(loss-probe|retransmit)$' | sort -u | tr '\n' ' ')" \
	'capture-transmit tcp-close tcp-connect tcp-data '
# The captures themselves make the kernel clone all that this device sends, from its headers.
shown '^capture-transmit' > shown
captured sent > captured
same "the segments that tcpdump made it clone"
equal "the connections" "$(shown '^tcp-connect' | cut -d ' ' -f 1,3,4 | sort | uniq -c | awk '{ print $1, $2, $3, $4 }')" \
	"$(printf '3 %s\n' '10.4.0.1 10.4.0.2 8084' '10.4.0.1 10.4.0.2 8086' 'fd00:4::1 fd00:4::2 8085')"
