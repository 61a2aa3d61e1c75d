# title: perf-output holds less than 8 MB while it traces, also with names in use
# variants: plain why
options=() calls=20000
if [[ $VARIANT == why ]]; then
	options+=(-w -s -f csv)
	calls=2000 # of 330 bytes each; what they touch of the rings is resident too
fi
start run perf-output "${options[@]}"
"$BUILD/workload" $calls 2
await has_rows run $calls
resident=$(awk '/VmRSS/ { print $2 }' "/proc/${pid_of[run]}/status")
stop run
echo "resident: $resident kB"
[[ $resident -lt 8192 ]] || fail "less than 8192 kB, it is $resident"
