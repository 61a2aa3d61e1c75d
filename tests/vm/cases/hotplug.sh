# title: a CPU is offline at the start, comes online, goes and comes back: every call is accounted for
# needs: taskset
online=/sys/devices/system/cpu/cpu1/online
calls=0
on_cpu1() { # CALLS
	taskset -c 1 "$BUILD/workload" "$1"
	calls=$((calls + $1))
}
# The first calls show that the CPU has no ring. They are lost until the ring is open.
opens_a_ring() {
	local before
	before=$(rows run)
	on_cpu1 100
	has_another_row() {
		on_cpu1 1
		has_rows run $((before + 1))
	}
	await has_another_row
	on_cpu1 100
	await grep -q " $calls$" run.out
}
echo 0 > $online
start run perf-output
echo 1 > $online
opens_a_ring
echo 0 > $online
echo 1 > $online
opens_a_ring
stop run
shown=$(rows run)
[[ $shown -ge 200 ]] || fail "the rows of rings that were opened anew"
lost=$((calls - shown))
contains run.err "skbclone: $calls calls, $shown shown, $lost lost ($lost CPU online late)"
