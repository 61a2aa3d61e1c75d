# title: perf-output holds less than 8 MB while it traces
# variants: plain why
# limit: 90
options=()
[[ $VARIANT == plain ]] || options+=(-w -s -f csv) # with names in use
start run perf-output "${options[@]}"
"$BUILD/workload" 20000 2
await has_rows run 20000
resident=$(awk '/VmRSS/ { print $2 }' "/proc/${pid_of[run]}/status")
stop run
echo "resident: $resident kB"
[[ $resident -lt 8192 ]] || fail "less than 8192 kB, it is $resident"
