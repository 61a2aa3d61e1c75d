# title: the run restores the shared tracing state: the printk event, its lines, its readers
state() {
	cat $SHARED_EVENT $TRACEFS/tracing_on $TRACEFS/trace_clock $TRACEFS/current_tracer $TRACEFS/set_event
}
echo 0 > $SHARED_EVENT
before=$(state)
start run trace-fields
equal "the shared event while tracing" "$(cat $SHARED_EVENT)" 0
"$BUILD/workload" 100
await has_rows run 100
stop run
equal "the shared state afterwards" "$(state)" "$before"
! grep -q skbclone $TRACEFS/trace || fail "no line of ours in the shared trace"

# Another process reads the shared trace_pipe, and the event is on. The run changes neither.
echo 1 > $SHARED_EVENT
cat $TRACEFS/trace_pipe > reader.out &
reader=$!
trap 'kill $reader' EXIT
start run trace-fields
"$BUILD/workload" 100
await has_rows run 100
stop run
counts_run run 100
equal "the shared event" "$(cat $SHARED_EVENT)" 1
kill -0 $reader || fail "the other reader to go on"
echo 0 > $SHARED_EVENT
