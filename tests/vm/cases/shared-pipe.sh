# title: a kernel without the printk event (before 5.9): the run reads the shared trace_pipe, and says so
mkdir none
mount --bind none $TRACEFS/events/bpf_trace
trap 'umount $TRACEFS/events/bpf_trace' EXIT
echo 4096 > $TRACEFS/buffer_size_kb
echo global > $TRACEFS/trace_clock
start run trace-fields
contains run.err "shared trace_pipe"
echo "a line of somebody else" > $TRACEFS/trace_marker
head -c 1000 /dev/zero | tr '\0' y > $TRACEFS/trace_marker
"$BUILD/workload" 500 2
await has_rows run 500
launch second trace-fields
ended second
equal "the status of a second reader" $status 1
contains second.err "another process is reading it"
stop run
counts_run run 500
contains $TRACEFS/trace_clock "[global]"
echo local > $TRACEFS/trace_clock
umount $TRACEFS/events/bpf_trace
trap - EXIT
echo 0 > $SHARED_EVENT
