# title: a command makes the stderr that it shares O_NONBLOCK, and fills it: the summary still comes
# needs: python3
# The reader begins when the command has ended and its run wants to write the summary.
mkfifo pipe
sleep 1000 <>pipe & # holds the pipe open
holder=$!
"$BUILD/skbclone" count -f csv -o rows.csv -- python3 -c '
import os
os.set_blocking(2, False)
try:
    while True:
        os.write(2, b"x" * 100 + b"\n")
except BlockingIOError:
    pass
open("full", "w")' 2>pipe &
run=$!
await test -e full
ended_command() {
	[[ -z $(pgrep -x python3 || true) ]]
}
await ended_command
timeout 30 grep -m 1 'skbclone: .* calls, .* shown' < pipe > summary.out || fail "the summary"
wait $run || fail "status 0"
kill $holder
