# title: a full map of why: the sum is exact, and the rest is counted together; interrupts do not fill the map
# needs: jq ip tc tcpdump
load dummy 8021q sch_prio veth sch_netem
clean_up() {
	kill $flood $bystander $capture 2>/dev/null || true
	ip netns del tree 2>/dev/null || true
	ip netns del far 2>/dev/null || true
}
flood='' bystander='' capture=''
trap clean_up EXIT

is_full() { # NAME CALLS: 10 240 rows, and one of the rest; together they have all CALLS
	awk -F , -v calls="$2" '
		NR == 1 { next }
		$5 == "" { rest = $6; next }
		{ rows++; sum += $6 }
		END { print rows, "rows,", sum, "calls,", rest, "others"; exit !(rows == 10240 && rest > 0 && sum + rest == calls) }
	' "$1.out" || fail "10240 rows and the rest of $2 calls in $1.out"
	summary_is "$1" "$2" "$2"
}

# --- many processes
start processes why -f csv
"$BUILD/workload" 1 1 many 10400
"$BUILD/workload" 5 1 late
stop processes
is_full processes 10405
contains processes.out ',,,[other],,165'

# --- many stacks
# A tree of VLANs, six deep, above one device. At each fork one VLAN has no queue, one has a
# queue that an idle device passes by, and one has a queue that is always used. The kernel's
# way down has other frames for each of them. At each device on its way, the packet is cloned for a
# packet socket. Six system calls from each device make 10 926 different stacks, of at most 49
# frames (measured on 6.1: rows of perf-output -s); two processes make twice as many keys.
ip netns add tree
ip netns exec tree sh -c 'echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6' # sends nothing by itself
ip -n tree link add w type dummy
ip -n tree link set w up
grow() { # DEVICE DEPTH: print what makes the devices above it
	local kind
	[[ $2 -gt 0 ]] || return 0
	for kind in 0 1 2; do
		echo "link add link $1 name $1$kind type vlan id 10$kind"
		echo "link set $1$kind up"
		grow "$1$kind" $(($2 - 1))
	done
}
grow w 6 > devices
ip -n tree -batch devices
awk '$2 == "add" && /1 type/ { print "qdisc add dev", $6, "root pfifo" }
	$2 == "add" && /2 type/ { print "qdisc add dev", $6, "root prio" }' devices > queues
tc -n tree -batch queues
# Each system call: through w alone from w; from the 3^N devices of depth N, through N + 1 devices.
calls=$((6 * (1 + 3 * 2 + 9 * 3 + 27 * 4 + 81 * 5 + 243 * 6 + 729 * 7)))
launch stacks why -s -f csv -- ip netns exec tree sh -c "'$BUILD/calls' stacks; '$BUILD/calls' stacks"
ended stacks
equal "the status" $status 0
is_full stacks $((2 * calls))

# --- interrupts
# A delay makes a timer send the packets, in interrupts of whatever runs. With -s the stacks
# go on with what was interrupted, and fill a map of 64. Without -s they end at the kernel's
# entry code.
connect_namespace far veth7 10.3.0
tc qdisc add dev veth7 root netem delay 1ms
tcpdump -i veth7 -w /dev/null 2>tcpdump.err &
capture=$!
await grep -q listening tcpdump.err
TO=10.3.0.2 "$BUILD/calls" flood &
flood=$!
dd if=/dev/zero of=/dev/null bs=1 2>/dev/null &
bystander=$!
sum() { # NAME: the calls in its last table
	jq -s 'map(select(.interval)) | (.[-1].interval) as $last | map(select(.interval == $last).count) | add // 0' "$1.out"
}
edited 's/SKBCLONE_MAX_ORIGINS, 0/64, 0/'
start whole why -s -i 1 -f json --no-cache
await grep -q '"type":"other"' whole.out
stop whole
start cut why -i 1 -f json --no-cache
wanted=$(sum whole)
enough() { # calls as those that filled the map with whole stacks
	[[ $(sum cut) -ge $wanted ]]
}
await enough
stop cut
jq -se 'any(.[]; .context == "interrupt")' cut.out > /dev/null || fail "calls in interrupts"
equal "what does not fit a map of 64" "$(grep '"type":"other"' cut.out)" ""
