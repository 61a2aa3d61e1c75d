# title: without root: CAP_BPF and CAP_PERFMON are enough at perf_event_paranoid 2; at 3, the error names the setting
# needs: setpriv
kernel_is 5.11 || skip "kernels before 5.11 count maps as locked memory"
add_student
chmod 755 .
cp -r "$BUILD/skbclone" "$BUILD/skbclone-cc" .
as_student() { # CAPABILITIES ARGUMENT...: replaces this shell
	local capabilities=$1
	shift
	HOME=/home/student exec setpriv --reuid 1234 --regid 1234 --clear-groups \
		--inh-caps "$capabilities" --ambient-caps "$capabilities" "$PWD/skbclone" "$@"
}
refused() { # STATUS TEXT CAPABILITIES ARGUMENT...
	local wanted=$1 text=$2
	shift 2
	status=0
	(as_student "$@") >run.out 2>run.err || status=$?
	equal "the status of: $*" $status "$wanted"
	contains run.err "$text"
}
bpf=+cap_39 perfmon=+cap_38 # an old setpriv(1) does not know their names
both=$bpf,$perfmon
echo 2 > /proc/sys/kernel/perf_event_paranoid
for arguments in perf-output count 'perf-output --probe fentry' 'count --probe fentry'; do
	[[ $arguments != *fentry ]] || can_fentry || continue
	: >run.err # see `launch`
	# shellcheck disable=SC2086 # words
	as_student $both $arguments >run.out 2>run.err &
	pid_of[run]=$!
	await ready run
	"$BUILD/workload" 500 2
	[[ $arguments == count* ]] || await has_rows run 500
	stop run
	equal "the status of $arguments" $status 0
	summary_is run 500 500
done
# A run that is killed while it compiles leaves no directory.
(as_student $both perf-output --no-cache) >run.out 2>run.err &
pid_of[run]=$!
directory() {
	ls -d /tmp/skbclone-*
}
await directory
stop run KILL
gone() {
	! directory
}
await gone

# The root of a container may have only these two.
: >run.err
setpriv --bounding-set -all,$both --inh-caps -all,$both \
	./skbclone perf-output --no-cache -M 100 >run.out 2>run.err &
pid_of[run]=$!
await ready run
"$BUILD/workload" 100
ended run
equal "the status of a root that has no more" $status 0
counts_run run 100

status=0
(as_student $both perf-output -q -- sh -c 'exit 5') >run.out 2>run.err || status=$?
equal "a command's status" $status 5
refused 4 /sys/kernel/tracing $both trace-fields # only root can enter it

echo 3 > /proc/sys/kernel/perf_event_paranoid
refused 4 'skbclone: perf_event_paranoid: level 3' $both perf-output
refused 4 'skbclone: privileges: not root' $bpf count
refused 4 'skbclone: privileges: not root' $perfmon count
