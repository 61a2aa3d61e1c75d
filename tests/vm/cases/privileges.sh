# title: while it traces, the reader has no capability, cannot gain one, and has a filter that does not hinder it
# variants: perf-output trace-fields count
# needs: strace
field() { # PID NAME
	awk -v name="$2:" '$1 == name { print $2 }' "/proc/$1/status"
}
filtered() { # PID
	[[ $(field "$1" Seccomp) == 2 ]]
}
echo 0 > $SHARED_EVENT
start run $VARIANT
pid=${pid_of[run]}
await filtered $pid
kept=0000000000000000
kernel_is 5.19 || kept=0000008000000000 # CAP_BPF: those kernels ask for it at every look-up in a map
for name in CapPrm CapEff; do
	equal "$name" "$(field $pid $name)" $kept
done
for name in CapInh CapAmb; do
	equal "$name" "$(field $pid $name)" 0000000000000000
done
equal "no_new_privs" "$(field $pid NoNewPrivs)" 1
# The reader is not dumpable. So its files in /proc belong to root, and strace needs a
# capability to attach.
setpriv --bounding-set -all --inh-caps -all timeout 5 strace -p $pid 2>strace.err || true
contains strace.err 'Operation not permitted'

# Its helper, if it has one, has only the capabilities for its task, and no file of the run.
equal "its children" "$(pgrep -P $pid || true)" ""
for helper in $(pgrep -x "skb-.*"); do
	await filtered $helper
	case $(cat /proc/$helper/comm) in
	skb-ring) wanted=0000004000200000 files="0 1 2 3" ;; # CAP_PERFMON and CAP_SYS_ADMIN
	skb-trace) wanted=0000000000000000 files="0 1 2 3 4 5" ;;
	*) fail "a helper that is known, not $(cat /proc/$helper/comm)" ;;
	esac
	equal "the helper's capabilities" "$(field $helper CapPrm)" $wanted
	equal "its descriptors" "$(ls /proc/$helper/fd | xargs)" "$files"
done
stop run
equal "the status" $status 0

# With a command it keeps CAP_KILL: the command may become another user.
start command $VARIANT -- sleep 1000
await filtered "${pid_of[command]}"
equal "CapEff with a command" "$(field "${pid_of[command]}" CapEff)" "$(printf %016x $((0x$kept | 0x20)))"
stop command
equal "the status" $status 0

# The filter refuses two system calls: the one with which the reader verifies the filter, and
# the one with which jansson opens the source of random numbers.
strace -ff -qq -o calls "$BUILD/skbclone" $VARIANT -f json -P -o rows -- "$BUILD/workload" 300 2
awk 'FNR == 1 { on = 0 } /^seccomp\(SECCOMP_SET/ { on = 1 } on && /EPERM/' calls.* > refused
contains refused 'openat(AT_FDCWD, "/",'
equal "what else was refused" "$(grep -vE '^openat\(AT_FDCWD, "/("|dev/urandom")' refused || true)" ""
contains rows '"calls":300,"shown":300,"lost":0'
