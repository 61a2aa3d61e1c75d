# title: 20 000 calls that -n excludes cost skbclone no CPU time
ticks() {
	awk '{ print $14 + $15 }' "/proc/${pid_of[run]}/stat"
}
start run perf-output -n nobody
before=$(ticks)
"$BUILD/workload" 20000 2
spent=$(($(ticks) - before))
stop run
summary_is run 0 0
[[ $spent -le 3 ]] || fail "at most 3 ticks, it was $spent"
