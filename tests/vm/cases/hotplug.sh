# title: a CPU that is offline at the start comes online, goes and comes again: all is accounted for
# needs: taskset
# limit: 120
online=/sys/devices/system/cpu/cpu1/online
on_cpu1() { # CALLS
	taskset -c 1 "$BUILD/workload" "$1"
	sleep 0.5
}
echo 0 > $online
start run perf-output
echo 1 > $online
on_cpu1 100 # the first of them tell that the CPU has no ring
on_cpu1 100
equal "COUNT once the ring is open" "$(tail -n 1 run.out | awk '{ print $NF }')" 200
echo 0 > $online
echo 1 > $online
on_cpu1 100
on_cpu1 100
stop run
equal "COUNT of the last row" "$(tail -n 1 run.out | awk '{ print $NF }')" 400
shown=$(rows run)
[[ $shown -ge 200 ]] || fail "the rows of rings that were opened anew"
lost=$((400 - shown))
contains run.err "skbclone: 400 calls, $shown shown, $lost lost ($lost CPU online late)"
