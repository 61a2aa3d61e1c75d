# title: a COMMAND of another user cannot type into the terminal, by no kind of system call; job control works
# needs: script
chmod 755 .
cp "$BUILD/typing" .
[[ ! -e /proc/sys/dev/tty/legacy_tiocsti ]] || echo 1 > /proc/sys/dev/tty/legacy_tiocsti
on_terminal() { # COMMAND_LINE: run it on a terminal of its own; its output is in run.out
	script -qec "$1" run.log >/dev/null </dev/null || fail "to succeed: $1; it printed: $(cat run.log)"
	tr -d '\r' < run.log | grep -v '^Script ' > run.out
}
unseen() {
	! grep -q "$1" run.out || fail "no '$1' in what is printed"
}
on_terminal "setpriv --reuid 65534 --clear-groups ./typing"
contains run.out 'native: typed' # else this kernel shows nothing
on_terminal "'$BUILD/skbclone' count -q -u nobody -- ./typing"
contains run.out 'native: Operation not permitted'
contains run.out 'high bits: Operation not permitted'
contains run.out 'paste: Operation not permitted'
unseen typed
if [[ $(uname -m) == x86_64 ]]; then
	grep -qE '^compat: (Operation not permitted|Function not implemented)' run.out || fail "compat to be refused"
	grep -qE '^x32: (Operation not permitted|Function not implemented)' run.out || fail "x32 to be refused"
fi
on_terminal "SUDO_UID=65534 '$BUILD/skbclone' count -q -- ./typing"
contains run.out 'native: Operation not permitted'

# The terminal does everything else; and sudo(8) works, which new privileges need.
on_terminal "stty cols 123 rows 45; '$BUILD/skbclone' count -q -u nobody -- bash -ic 'id -un; sleep 0.1 & fg; stty size; grep ^NoNewPrivs /proc/self/status'"
contains run.out nobody
contains run.out 'sleep 0.1'
contains run.out '45 123'
grep -q '^NoNewPrivs:.*0$' run.out || fail "no_new_privs to be unset"
unseen 'job control'
unseen 'cannot set'

# Root may do what it wants.
on_terminal "'$BUILD/skbclone' count -q -- ./typing"
contains run.out 'native: typed'
