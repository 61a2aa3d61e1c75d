# title: rows are written at once, also into a pipe; a closed or full output ends the run
mkfifo rows
"$BUILD/skbclone" perf-output > rows 2> run.err &
pid_of[run]=$!
exec 3< rows
await ready run
"$BUILD/workload" 3
read -r -t 10 header <&3
for row in 1 2 3; do
	read -r -t 10 line <&3 || fail "row $row while the run goes on"
done
exec 3<&- # no more calls and no more writes, and yet the run ends
ended run
equal "the status after the pipe was closed" $status 0
contains run.err '3 calls, 3 shown, 0 lost'

launch quiet trace-fields -q -d 0.3
ended quiet
equal "the status" $status 0
equal "what -q leaves of stderr" "$(cat quiet.err)" ""

"$BUILD/skbclone" perf-output > /dev/full 2> full.err &
pid_of[full]=$!
ended full
equal "the status with a full disk" $status 1
contains full.err 'No space left on device'

"$BUILD/skbclone" trace-fields >&- 2> closed.err &
pid_of[closed]=$!
ended closed
equal "the status without a stdout" $status 1
contains closed.err 'skbclone: output: stdout is closed'
