# title: --strict: status 5 if a single call was lost, else 0 or the command's status
start run perf-output -b 1 --strict
kill -STOP "${pid_of[run]}"
"$BUILD/workload" 5000
kill -CONT "${pid_of[run]}"
stop run
equal "the status with lost calls" $status 5
launch run perf-output --strict -- sh -c "'$BUILD/workload' 500; exit 3"
ended run
equal "the status without" $status 3
