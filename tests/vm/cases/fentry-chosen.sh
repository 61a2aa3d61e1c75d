# title: on a kernel without kprobes that can do fentry, each subcommand takes fentry by itself, and says so
# needs: jq
can_fentry || skip "a kernel that is too old for fentry"
replayed
ftrace=/proc/sys/kernel/ftrace_enabled
mount -t tmpfs tmpfs /sys/bus/event_source/devices # where the kernel says that it has kprobes
trap 'echo 1 > $ftrace; umount /sys/bus/event_source/devices' EXIT

for variant in perf-output trace-fields count why; do
	start run $variant
	contains run.err 'Tracing skb_clone()... Ctrl-C to end (by fentry: this kernel has no kprobes)'
	"$BUILD/workload" 100
	case $variant in perf-output | trace-fields) await has_rows run 100 ;; esac
	stop run
	equal "the status of $variant" $status 0
	contains run.err 'skbclone: 100 calls, 100 shown, 0 lost, 0 missed'
done
"$BUILD/skbclone" selftest > test.out 2> test.err
equal "the verdicts of selftest" "$(cut -d ' ' -f 1 test.out | tr '\n' ' ')" 'ok ok ok ok '
equal "what else it says" "$(cat test.err)" ''
"$BUILD/skbclone" doctor -f json > checks.out
equal "what is not ok" "$(jq -r 'select(.status != "ok") | .check + ": " + .status' checks.out)" 'kprobes: warning'

# What is asked for is not replaced.
fails 3 'skbclone: kprobes: this kernel was built without CONFIG_KPROBES' perf-output --probe kprobe
start run perf-output --probe fentry
grep -qx 'Tracing skb_clone()... Ctrl-C to end' run.err || fail "the usual banner"
stop run

# If fentry cannot do it either, the reason is that there are no kprobes.
echo 0 > $ftrace
fails 3 'skbclone: kprobes: this kernel was built without CONFIG_KPROBES' perf-output
equal "the lines printed" "$(wc -l < run.err)" 2
