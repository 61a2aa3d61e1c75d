# Without privileges: status 4, before any other check of the machine.
[[ $(id -u) == 0 ]] || exit 77
cp "$BUILD/skbclone" .
chmod 755 . skbclone
for variant in trace-fields perf-output count why; do
	status=0
	setpriv --reuid 65534 --regid 65534 --clear-groups ./skbclone $variant >run.out 2>run.err || status=$?
	equal "the status" $status 4
	contains run.err 'skbclone: privileges: not root'
	contains run.err 'hint: run it with sudo'
done

# At the limit of processes, doctor says so.
command -v prlimit >/dev/null || exit 0
setpriv --reuid 65534 --regid 65534 --clear-groups prlimit --nproc=0 ./skbclone doctor >run.out 2>run.err || true
contains run.out 'trace-fields: cannot start a process: Resource temporarily unavailable'
