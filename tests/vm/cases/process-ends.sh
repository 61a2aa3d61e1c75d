# title: -p: no such process, a thread's id, and the end of the run with the process
# limit: 90
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
contains run.err "hint: it belongs to process $threads"

start run count -p $threads
kill $threads
ended run
equal "the status when the process has ended" $status 0
equal "the processes" "$(tail -n +2 run.out | wc -l)" 1
