# title: a file that is setuid, setgid or has capabilities gives no user any rights: refused first thing, with status 4
# needs: setpriv setcap
chmod 755 .
refuses() { # WHAT [ARGUMENT...]
	local what=$1
	shift
	status=0
	setpriv --reuid 65534 --regid 65534 --clear-groups ./skbclone "$@" >run.out 2>run.err </dev/null || status=$?
	equal "the status of $what: $*" $status 4
	contains run.err 'skbclone: privileges: must not come from the file'
	contains run.err 'hint: take them away with chmod ug-s and setcap -r'
	equal "what else is printed" "$(cat run.out; wc -l < run.err)" 2
}
fresh() {
	rm -f skbclone
	cp "$BUILD/skbclone" "$BUILD/skbclone-cc" .
}
fresh
chmod 4755 skbclone
for subcommand in trace-fields perf-output count why; do
	refuses setuid $subcommand -d 0.1
	refuses setuid $subcommand -d 0.1 -- id -u
done
refuses setuid doctor
refuses setuid selftest
refuses setuid count --print-program
refuses setuid
fresh
chmod 2755 skbclone
refuses setgid count -d 0.1
fresh
setcap cap_bpf,cap_perfmon+ep skbclone
echo 2 > /proc/sys/kernel/perf_event_paranoid
refuses 'file capabilities' count -d 0.1
setcap cap_sys_admin+p skbclone
refuses 'file capabilities' count -d 0.1

# Rights that the caller has, too, are the caller's own.
fresh
chmod 4755 skbclone
./skbclone count -q -- true >run.out 2>run.err
