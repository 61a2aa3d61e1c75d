# title: a time namespace whose monotonic clock is shifted is refused; any other one works
# needs: unshare jq
[[ -e /proc/self/ns/time ]] || skip "a kernel without time namespaces"
shifted() { # CLOCK ARGUMENT...: run skbclone with this clock a day ahead
	unshare --time "--$1" 86400 --fork "$BUILD/skbclone" "${@:2}"
}
for variant in perf-output trace-fields count why; do
	status=0
	shifted monotonic $variant -d 1 >run.out 2>run.err || status=$?
	equal "the status of $variant" $status 3
	contains run.err "skbclone: time namespace: its monotonic clock is not the kernel's"
	contains run.err 'hint: '
done
shifted monotonic doctor -f json > checks.out && fail "doctor to fail"
equal "doctor's status of it" "$(jq -r 'select(.check == "time namespace").status' checks.out)" failure

shifted boottime perf-output -M 10 >run.out 2>run.err &
pid_of[run]=$!
await ready run
"$BUILD/workload" 10
ended run
equal "the status" $status 0
counts_run run 10
