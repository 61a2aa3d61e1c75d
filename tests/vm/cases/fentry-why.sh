# title: --probe fentry: cause, context, caller, packet and stack of each call are those of a kprobe
# needs: jq curl ip
can_fentry || skip "a kernel that is too old for fentry"
load veth
connect_namespace other veth0 10.9.0
serve
trap 'pkill -x busybox; ip link del veth0; ip netns del other' EXIT
for probe in kprobe fentry; do
	start calls-$probe perf-output -w -s -f json --probe $probe
	start totals-$probe why -f json --probe $probe
done
for _ in 1 2 3; do
	curl -s -o got "$URL"
done
"$BUILD/calls" multicast
VIA=10.9.0.1 "$BUILD/calls" multicast
"$BUILD/calls" timestamp
busybox ping -c 1 127.0.0.1 >/dev/null
"$BUILD/workload" 100
for probe in kprobe fentry; do
	stop totals-$probe
	stop calls-$probe
	contains calls-$probe.err ' 0 lost'
	contains totals-$probe.err ' 0 lost'
	# The first run began earlier and the last one ended earlier: compare what all of them saw.
	jq -c 'select(.type == "call" and (.comm | test("^(curl|calls|busybox|workload|ping)$")))
		| [.cause, .context, .caller, .packet, .stack, .comm]' calls-$probe.out | sort > calls-$probe.list
	jq -c 'select(.type == "cause" and (.comm | test("^(curl|calls|busybox|workload|ping)$")))
		| [.cause, .context, .caller, .comm, .count]' totals-$probe.out | sort > totals-$probe.list
done
for cause in tcp-connect tcp-data tcp-close udp-multicast capture-transmit; do
	contains calls-fentry.list "\"$cause\""
	contains totals-fentry.list "\"$cause\""
done
! grep -E 'bpf_|"unknown"' calls-fentry.list totals-fentry.list || fail "no frame of a program, and no unknown cause"
cmp calls-kprobe.list calls-fentry.list || { diff calls-kprobe.list calls-fentry.list | head -n 8; fail "the same calls"; }
cmp totals-kprobe.list totals-fentry.list || { diff totals-kprobe.list totals-fentry.list | head -n 8; fail "the same totals"; }

# Without names the caller is still the caller, not the program or its trampoline.
if [[ $(uname -m) == x86_64 ]]; then
	echo 2 > /proc/sys/kernel/kptr_restrict
	start kprobe perf-output -w -f csv -n workload --probe kprobe
	start fentry perf-output -w -f csv -n workload --probe fentry
	"$BUILD/workload" 10
	await has_rows kprobe 10
	await has_rows fentry 10
	stop kprobe
	stop fentry
	echo 0 > /proc/sys/kernel/kptr_restrict
	callers_of() { # NAME
		awk -F , 'NR > 1 { print $9 }' "$1.out" | sort | uniq -c
	}
	grep -q 0xffff fentry.out || fail "addresses"
	equal "the callers without names" "$(callers_of fentry)" "$(callers_of kprobe)"
fi
