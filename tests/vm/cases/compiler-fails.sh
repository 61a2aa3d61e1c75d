# title: if skbclone-cc is killed, hangs, loops or prints garbage: one clear line and status 1; a slow one is waited for
# needs: script
REAL=$BUILD

# launch_with NAME SCRIPT ARGUMENT...: launch a run whose skbclone-cc is this shell script.
launch_with() {
	local name=$1 script=$2
	shift 2
	mkdir -p "$name.bin"
	cp "$REAL/skbclone" "$name.bin/"
	printf '#!/bin/sh\n%s\n' "$script" > "$name.bin/skbclone-cc"
	chmod +x "$name.bin/skbclone-cc"
	BUILD=$PWD/$name.bin
	launch "$name" perf-output --no-cache "$@"
}

fails_with() { # NAME TEXT: it ends with status 1, and TEXT is in the one line that it prints
	ended "$1"
	equal "the status ($1)" $status 1
	equal "the lines printed ($1)" "$(wc -l < "$1.err")" 1
	contains "$1.err" "$2"
}

launch_with killed 'kill -KILL $$'
fails_with killed 'signal 9'
launch_with garbage 'echo garbage'
fails_with garbage 'invalid output from the compiler'
launch_with endless 'cat /dev/zero'
fails_with endless 'skbclone: skbclone-cc: '
launch_with silent 'exec >&-; exec 2>&-; exit 0'
fails_with silent 'invalid output from the compiler'

# The dynamic linker exits with 127 if libbcc is missing, or is one that does not fit.
launch_with unlinked 'exit 127'
ended unlinked
equal "the status without libbcc" $status 1
contains unlinked.err 'skbclone-cc: cannot be run, or a library of libbcc is missing'
contains unlinked.err 'hint: install libbpfcc'

# Ctrl-C during the compile ends the run without a failure.
launch_with interrupted "touch $PWD/compiling; sleep 1000"
await test -e compiling
stop interrupted
equal "the status after Ctrl-C" $status 0
equal "what is printed after Ctrl-C" "$(cat interrupted.err interrupted.out)" ""

# One that is only slow is waited for. Here the compiler is stopped, or skbclone itself is
# (Ctrl-Z does that), while a third run finds that its compiler hangs. One that loops is
# ended by its limit of CPU time, which is made shorter here.
state_is() { # PID STATE
	grep -q "^State:.$2" "/proc/$1/status"
}
waits() { # how often a run has waited, each time before it looked at its compiler
	awk '/^voluntary/ { print $2 }' "/proc/${pid_of[suspended]}/status"
}
await_looks() { # until the run has looked at its compiler, and once more
	local before
	before=$(waits)
	has_looked() {
		[[ $(waits) -gt $((before + 2)) ]]
	}
	await has_looked
}
mkfifo gate
launch_with stopped "echo \$\$ > $PWD/compiler; kill -STOP \$\$; exec $REAL/skbclone-cc \"\$@\"" -d 0.1
launch_with suspended "touch $PWD/waiting; read -r go < $PWD/gate; exec $REAL/skbclone-cc \"\$@\"" -d 0.1
await test -e waiting
await_looks
kill -STOP "${pid_of[suspended]}"
await state_is "${pid_of[suspended]}" T
await test -s compiler
await state_is "$(cat compiler)" T
grep -qE "^Max cpu time +120 +121 " "/proc/$(cat compiler)/limits" || fail "a limit of CPU time for the compiler"
launch_with loop 'ulimit -S -t 1; while :; do :; done'
launch_with hung 'sleep 1000'
fails_with hung 'no CPU time used for 10 s'
kill -CONT "${pid_of[suspended]}"
await_looks
echo go > gate
kill -CONT "$(cat compiler)"
for name in stopped suspended; do
	ended $name
	equal "the status of the run that was slow ($name)" $status 0
	equal "the first line printed ($name)" "$(head -n 1 $name.err)" 'Tracing skb_clone()... Ctrl-C to end'
done
fails_with loop 'skbclone-cc: the compiler was killed by signal 24 (CPU time limit exceeded)'

# A terminal is told, after 2 s, what it waits for.
script -qfec "'$PWD/suspended.bin/skbclone' perf-output --no-cache -d 0.1" /dev/null > terminal.out &
await grep -q 'compiling the BPF program' terminal.out
echo go > gate
wait $! || fail "status 0 of the run that a terminal waited for"
contains terminal.out 'Tracing skb_clone'
