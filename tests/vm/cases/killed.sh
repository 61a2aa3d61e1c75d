# title: SIGKILL leaves nothing; if the helper is killed too, the next run removes that run's instance and no other
start perf perf-output
stop perf KILL
await nothing_attached

instance_of() { # NAME
	echo "$TRACEFS/instances/skbclone-${pid_of[$1]}"
}
start alone trace-fields
start beside perf-output
pkill -KILL skbclone
ended alone
ended beside
await test ! -d "$(instance_of alone)"
await nothing_attached

start killed trace-fields
pkill -KILL -x skb-trace
stop killed KILL
[[ -d $(instance_of killed) ]] || fail "an instance that was left behind"
start alive trace-fields
[[ ! -d $(instance_of killed) ]] || fail "the dead run's instance to be gone"
start next trace-fields
"$BUILD/workload" 100
await has_rows alive 100
await has_rows next 100
stop alive
stop next
counts_run alive 100
counts_run next 100
