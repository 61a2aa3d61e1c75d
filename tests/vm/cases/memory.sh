# title: perf-output holds less than 8 MB while it traces
# limit: 60
start run perf-output
"$BUILD/workload" 20000 2
await has_rows run 20000
resident=$(awk '/VmRSS/ { print $2 }' "/proc/${pid_of[run]}/status")
stop run
echo "resident: $resident kB"
[[ $resident -lt 8192 ]] || fail "less than 8192 kB, it is $resident"
