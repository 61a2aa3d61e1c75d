# title: --probe fentry: kprobes that are switched off do not matter; what fentry needs is named, and noticed during a run
# needs: jq
open_switches
replayed
trap 'close_switches; umount /sys/kernel/btf/vmlinux 2>/dev/null || true' EXIT
doctor_says() { # STATUS_AND_DETAIL
	"$BUILD/skbclone" doctor -f json > checks.out || true
	equal "what doctor says" "$(jq -r 'select(.check == "fentry") | .status + ": " + .detail' checks.out)" "$1"
}
refused() { # REASON
	for variant in perf-output trace-fields count why; do
		fails 3 "skbclone: fentry: $1" $variant -d 1 --probe fentry
		contains run.err 'hint: '
		equal "the lines printed" "$(wc -l < run.err)" 2
	done
}
if ! can_fentry; then
	refused 'this kernel is too old'
	doctor_says "ok: not on this machine: $(sed -n 's/^skbclone: fentry: //p' run.err)"
	exit
fi
doctor_says 'ok: available, switched on'

echo 0 > $enabled
for variant in perf-output trace-fields count; do
	start run $variant --probe fentry
	"$BUILD/workload" 100
	[[ $variant == count ]] || await has_rows run 100
	stop run
	equal "the status of $variant" $status 0
	contains run.err 'skbclone: 100 calls, 100 shown, 0 lost, 0 missed'
	! grep -q warning run.err || fail "no warning"
done
start run perf-output --probe fentry
echo 1 > $enabled
"$BUILD/workload" 10
await has_rows run 10
stop run

echo 0 > $ftrace
refused 'switched off: kernel.ftrace_enabled is 0'
doctor_says 'ok: not on this machine: switched off: kernel.ftrace_enabled is 0'
echo 1 > $ftrace
start run perf-output --probe fentry
"$BUILD/workload" 10
await has_rows run 10
echo 0 > $ftrace
await grep -q 'warning: fentry: was switched off' run.err
"$BUILD/workload" 10
echo 1 > $ftrace
"$BUILD/workload" 10
await has_rows run 20
stop run
equal "the status" $status 0
counts_run run 20
contains run.err 'skbclone: 20 calls, 20 shown, 0 lost, ? missed'

mount --bind /dev/null /sys/kernel/btf/vmlinux
refused '/sys/kernel/btf/vmlinux: '
doctor_says "ok: not on this machine: $(sed -n 's/^skbclone: fentry: //p' run.err)"
umount /sys/kernel/btf/vmlinux
