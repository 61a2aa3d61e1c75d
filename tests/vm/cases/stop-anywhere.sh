# title: whatever a run waits for (a terminal, a pipe, a lock, a compiler, a helper), SIGINT and SIGTERM end it
# variants: INT TERM
# needs: python3 flock
holds() { # PID TEXT: has it opened a file of this name?
	[[ -n $(find "/proc/$1/fd" -lname "*$2" 2>/dev/null) ]]
}
stopped() { # COMM
	grep -q '^State:.T' "/proc/$(pgrep -x "$1" | head -n 1)/status" 2>/dev/null
}
wrote() { # PID
	awk '$1 == "wchar:" { print $2 }' "/proc/$1/io"
}
stalled() { # PID: it has written something, and then nothing for a second
	local before
	before=$(wrote "$1")
	sleep 1
	[[ $before -gt 4000 && $(wrote "$1") == "$before" ]]
}
writes() { # PID: is it in write(2), or between two tries?
	grep -qE '^(1|64) ' "/proc/$1/syscall"
}
"$BUILD/skbclone" trace-fields -q -d 0.01 # fills the cache
"$BUILD/skbclone" perf-output -q -d 0.01

# stdout is a terminal that nobody reads: it is full after some rows.
mkfifo keys
on_pty shown sh -c 'echo $$ > run.pid; exec "$@" 2>run.err' sh "$BUILD/skbclone" perf-output <keys &
pty=$!
exec 4>keys
await grep -q Tracing run.err
echo unread >&4
"$BUILD/workload" 20000 2
await stalled "$(cat run.pid)"
kill -$VARIANT "$(cat run.pid)"
wait $pty || fail "status 0 with a terminal that is not read"
exec 4>&-
contains run.err '20000 calls, '

# stderr is a full pipe: not even the banner goes out, and that is a failure.
full_pipe "$BUILD/skbclone" count >full.out &
pid_of[full]=$!
await writes "${pid_of[full]}"
stop full $VARIANT
equal "the status with a full stderr" $status 1

# Somebody else holds the lock on the trace instances.
flock $TRACEFS/instances sleep 1000 &
lock=$!
await pgrep -x sleep
launch locked trace-fields
await holds "${pid_of[locked]}" instances
stop locked $VARIANT
equal "the status without the lock" $status 0
pkill -x sleep
wait $lock || true
equal "what it says" "$(cat locked.err)" ""

# The helper is stopped: of a run that waits for the shared event, and of one that ends.
start helped trace-fields
pkill -STOP -x skb-trace
await stopped skb-trace
stop helped $VARIANT
equal "the status without the helper" $status 0
pkill -CONT -x skb-trace
contains helped.err '0 calls, '
await nothing_attached

# The compiler has closed its streams, and is stopped.
mkdir bin
cp "$BUILD/skbclone" bin/
printf '#!/bin/sh\nexec >&- 2>&-\nkill -STOP $$\n' > bin/skbclone-cc
chmod +x bin/skbclone-cc
BUILD=$PWD/bin
launch compiling perf-output --no-cache
await stopped skbclone-cc
stop compiling $VARIANT
equal "the status without the compiler" $status 0
equal "what it says" "$(cat compiling.err)" ""
