# title: a CPU is offline at the start, comes online, goes and comes back: every call is accounted for
# needs: taskset
online=/sys/devices/system/cpu/cpu1/online
on_cpu1() { # CALLS
	taskset -c 1 "$BUILD/workload" "$1"
}
echo 0 > $online
start run perf-output
echo 1 > $online
on_cpu1 100 # the first of these show that the CPU has no ring
sleep 0.5   # until the ring is opened
on_cpu1 100
await grep -q ' 200$' run.out
echo 0 > $online
echo 1 > $online
on_cpu1 100
sleep 0.5
on_cpu1 100
await grep -q ' 400$' run.out
stop run
shown=$(rows run)
[[ $shown -ge 200 ]] || fail "the rows of rings that were opened anew"
lost=$((400 - shown))
contains run.err "skbclone: 400 calls, $shown shown, $lost lost ($lost CPU online late)"
