# title: a silent run wakes up at most twice a second, and still shows a call at once
# variants: perf-output trace-fields count why
switches() {
	awk '/^voluntary_ctxt_switches/ { print $2 }' "/proc/${pid_of[run]}/status"
}
# A quiet run has looked by itself for a second after its last call.
quiet() {
	local before
	before=$(switches)
	sleep 1
	[[ $(($(switches) - before)) -le 3 ]]
}
start run $VARIANT
"$BUILD/workload" 10
await quiet
from=$(date +%s%N) before=$(switches)
sleep 10
woken=$(($(switches) - before))
most=$((2 * ($(date +%s%N) - from) / 1000000000 + 1))
echo "woken: $woken times, at most $most"
[[ $woken -le $most ]] || fail "at most 2 wake-ups a second, $most in all, it were $woken"

# The call itself wakes the run: it shows the row long before it would look by itself. An
# emulated machine may stall, so look at several calls.
if [[ $VARIANT == perf-output || $VARIANT == trace-fields ]]; then
	soon=0
	for calls in 11 12 13 14 15 16; do
		"$BUILD/workload" 1
		for _ in 1 2 3 4 5 6; do
			[[ $(rows run) -lt $calls ]] || break
			sleep 0.01
		done
		[[ $(rows run) -lt $calls ]] || soon=$((soon + 1))
		await has_rows run $calls
		await quiet
	done
	echo "shown at once: $soon of 6"
	[[ $soon -ge 4 ]] || fail "4 of 6 rows at once, it were $soon"
	counts_run run 16
fi
stop run
