# title: kprobes that are switched off are named before a run, and noticed during one
# needs: jq
umount /sys/kernel/debug 2>/dev/null || true
open_switches
trap close_switches EXIT
refused() { # REASON
	for variant in perf-output trace-fields count why; do
		fails 3 "skbclone: kprobes: switched off: $1" $variant -d 1
		contains run.err 'hint: '
	done
	"$BUILD/skbclone" doctor -f json > checks.out && fail "doctor to fail"
	equal "what doctor says" "$(jq -r 'select(.check == "kprobes") | .status + ": " + .detail' checks.out)" \
		"failure: switched off: $1"
}
echo 0 > $enabled
refused 'kprobes/enabled of debugfs is 0'
echo 1 > $enabled
if [[ $(uname -m) == x86_64 ]]; then
	echo 0 > $ftrace
	refused 'kernel.ftrace_enabled is 0'
	echo 1 > $ftrace
fi

switched_off_during_a_run() { # SWITCH
	start run perf-output
	"$BUILD/workload" 10
	await has_rows run 10
	echo 0 > "$1"
	await grep -q 'warning: kprobes: were switched off' run.err
	"$BUILD/workload" 10
	echo 1 > "$1"
	"$BUILD/workload" 10
	await has_rows run 20
	stop run
	equal "the status" $status 0
	counts_run run 20
	contains run.err 'skbclone: 20 calls, 20 shown, 0 lost, ? missed'
}
switched_off_during_a_run $enabled
[[ $(uname -m) != x86_64 ]] || switched_off_during_a_run $ftrace
