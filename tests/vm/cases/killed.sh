# title: SIGKILL leaves nothing attached; the next run removes the instance it left, no other
# limit: 120
start perf perf-output
stop perf KILL
await nothing_attached
start alive trace-fields
start killed trace-fields
dead=skbclone-${pid_of[killed]}
stop killed KILL
[[ -d $TRACEFS/instances/$dead ]] || fail "an instance that was left behind"
start next trace-fields
[[ ! -d $TRACEFS/instances/$dead ]] || fail "the dead run's instance to be gone"
"$BUILD/workload" 100
await has_rows alive 100
await has_rows next 100
stop alive
stop next
counts_run alive 100
counts_run next 100
