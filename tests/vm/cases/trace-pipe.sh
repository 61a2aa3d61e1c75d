# title: foreign and very long lines in the trace, and tracing_on=0 during the run: every call is accounted for
# needs: taskset
calls() { # CALLS: on one CPU, whose next row adds its lost calls to COUNT
	taskset -c 0 "$BUILD/workload" "$1"
}
start run trace-fields
instance=$TRACEFS/instances/skbclone-${pid_of[run]}
calls 10
echo 'a line of somebody else' > $instance/trace_marker
echo 'x-1 [000] d... 9.000001: bpf_trace_printk: skbclone-0000000000000001 0 0 1' > $instance/trace_marker
for i in $(seq 64); do
	printf '%01000d' $i > $instance/trace_marker
done
calls 10
await has_rows run 20
echo 0 > $instance/tracing_on
calls 30
await grep -q 'tracing_on was set to 0' run.err
echo 1 > $instance/tracing_on
calls 10
await grep -q ' 60$' run.out
stop run
equal "the status" $status 0
contains run.err 'skbclone: 60 calls, 30 shown, 30 lost (30 buffer full)'
