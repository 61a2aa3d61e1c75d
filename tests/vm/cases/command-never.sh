# title: a signal that came before its command was started: the command never runs; after Ctrl-C at any moment none is left
# needs: strace python3
# strace sends the signal at the Nth call of SYSCALL, to skbclone alone.
at() { # SIGNAL SYSCALL N
	status=0
	rm -f ran
	strace -qq -o calls -e trace="$2" -e signal=none -e "inject=$2:signal=SIG$1:when=$3" \
		"$BUILD/skbclone" count -q -- touch ran >run.out 2>run.err || status=$?
	equal "the status after SIG$1 at $2" $status 0
	[[ ! -e ran ]] || fail "no command after SIG$1 at $2"
	expect_nothing_left
}
"$BUILD/skbclone" count -q -- touch ran >run.out # fills the cache
[[ -e ran ]] || fail "the command to run"
for signal in INT TERM; do
	at $signal bpf 3
	at $signal perf_event_open 1
	at $signal socketpair 1 # before the fork
	at $signal '/^(clone3?|v?fork)$' 1 # in the fork itself
done

# At a terminal Ctrl-C goes to the command, too, once it is there. So one is enough, whenever it
# comes.
mkfifo keys
for ms in $(seq 0 50 1000); do
	on_pty shown "$BUILD/skbclone" count -- sleep 1000 <keys >pty.err 2>&1 &
	pty=$!
	exec 4>keys
	sleep "$((ms / 1000)).$(printf %03d $((ms % 1000)))"
	echo press >&4
	status=0
	wait $pty || status=$?
	exec 4>&-
	[[ $status == 0 || $status == 130 ]] || fail "status 0 or 130 after $ms ms, not $status"
	await nothing_attached
	equal "the commands left after $ms ms" "$(pgrep -x sleep || true)" ""
done
