# title: -p refuses a missing process and a thread's id; the run ends when the process ends
sleep 1000 &
gone=$!
kill $gone
wait $gone || true
launch run perf-output -p $gone
ended run
equal "the status of no such process" $status 1
contains run.err "skbclone: --pid: $gone: no such process"

"$BUILD/workload" 0 2 &
threads=$!
has_threads() {
	[[ $(ls /proc/$threads/task | wc -l) -gt 1 ]]
}
await has_threads
thread=$(ls /proc/$threads/task | tail -n 1)
launch run count -p "$thread"
ended run
equal "the status of a thread's id" $status 2
contains run.err "hint: the thread belongs to process $threads"

start run count -p $threads
kill $threads
ended run
equal "the status when the process has ended" $status 0
equal "the processes" "$(tail -n +2 run.out | wc -l)" 1

# The command did not end by itself, so its status does not count.
"$BUILD/workload" 0 1 &
process=$!
start run count -p $process -a -- sleep 1000
kill $process
ended run
equal "the status when the process has ended before the command" $status 0
