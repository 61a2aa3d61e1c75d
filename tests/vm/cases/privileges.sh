# title: once it traces, the reader has no capability, no new privilege, and a filter; and needs no more
# variants: perf-output trace-fields count
# needs: strace
# limit: 120
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
kernel_is 5.19 || kept=0000008000000000 # CAP_BPF: looking at a map takes it there
for name in CapPrm CapEff; do
	equal "$name" "$(field $pid $name)" $kept
done
for name in CapInh CapAmb; do
	equal "$name" "$(field $pid $name)" 0000000000000000
done
equal "no_new_privs" "$(field $pid NoNewPrivs)" 1
# It is not dumpable, so what is its own belongs to root, and strace may not look without a capability.
setpriv --bounding-set -all --inh-caps -all timeout 5 strace -p $pid 2>strace.err || true
contains strace.err 'Operation not permitted'

# Its helper, if it has one: no more than its task, and no file of the run.
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

# What is refused is what it tries itself, to see that the filter holds; and one file that jansson
# asks for chance.
strace -ff -qq -o calls "$BUILD/skbclone" $VARIANT -f json -P -o rows -- "$BUILD/workload" 300 2
awk 'FNR == 1 { on = 0 } /^seccomp\(SECCOMP_SET/ { on = 1 } on && /EPERM/' calls.* > refused
contains refused 'openat(AT_FDCWD, "/",'
equal "what else was refused" "$(grep -vE '^openat\(AT_FDCWD, "/("|dev/urandom")' refused || true)" ""
contains rows '"calls":300,"shown":300,"lost":0'
