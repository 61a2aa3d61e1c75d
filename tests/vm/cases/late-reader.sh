# title: stdout and stderr are full when a run ends, and read later: both summaries still come
# needs: python3
# The command makes the stderr that it shares O_NONBLOCK, and fills it. The reader begins when
# the command has ended, and its run wants to write the summary.
mkfifo pipe
sleep 1000 <>pipe & # holds the pipe open
trap 'kill %1' EXIT
"$BUILD/skbclone" count -f csv -o rows.csv -- python3 -c '
import os
os.set_blocking(2, False)
try:
    while True:
        os.write(2, b"x" * 4095 + b"\n") # a page of the pipe
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

# stdout is a pipe of one page: with the row in it, it has no room for the summary.
python3 -c '
import fcntl, os, select, subprocess, sys
read, write = os.pipe()
fcntl.fcntl(write, 1031, 4096) # F_SETPIPE_SZ
run = subprocess.Popen(sys.argv[1:], stdout=write)
os.close(write)
select.select([read], [], [])
assert not select.select([os.pidfd_open(run.pid)], [], [], 2)[0] # it does not end
sys.stdout.write(open(read).read())
sys.exit(run.wait())' "$BUILD/skbclone" count -f json -- "$BUILD/workload" 5 >rows.json 2>run.err
equal "the last line" "$(tail -n 1 rows.json | cut -c 1-28)" '{"type":"summary","calls":5,'
