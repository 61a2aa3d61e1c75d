# title: the first Ctrl-C is the command's, which stays traced while it lives; the second one ends the run; kill(1) ends it at once
# needs: python3
# at_terminal ARGUMENT...: run skbclone on a terminal. Press Ctrl-C there by `press`.
at_terminal() {
	rm -f keys log enough command.pid
	mkfifo keys
	on_pty shown sh -c 'echo $$ > run.pid; exec "$@" 2>run.err' sh "$BUILD/skbclone" "$@" <keys &
	pty=$!
	exec 4>keys
	await test -s command.pid
}
press() {
	echo press >&4
}
# Wait for the end of the run and of its command. $status is the run's status.
ends() {
	status=0
	wait $pty || status=$?
	exec 4>&-
	! kill -0 "$(cat command.pid)" 2>/dev/null || fail "the command to have ended"
	await nothing_attached
}

# It catches SIGINT, as an interpreter does: it makes calls then, and goes on.
cat > catches <<END
#!/usr/bin/env python3
import os, signal, subprocess, sys, time
def caught(*_):
    subprocess.run(["$BUILD/workload", "7", "1", "caught"], stdout=subprocess.DEVNULL)
    open("log", "a").write("caught\n")
signal.signal(signal.SIGINT, caught)
open("command.pid", "w").write(str(os.getpid()))
while not os.path.exists("enough"):
    time.sleep(0.1)
sys.exit(3)
END
chmod +x catches

at_terminal count -f csv -o caught.csv -- ./catches
press
await test -s log
kill -0 "$(cat run.pid)" || fail "the run to go on after the first Ctrl-C"
touch enough
ends
equal "the status of a command that ends by itself" $status 3
grep -qE '^caught,[0-9]+,7$' caught.csv || fail "the calls after Ctrl-C to be counted"

at_terminal count -f csv -o twice.csv -- ./catches
press
await test -s log
press
ends
equal "the status after the second Ctrl-C" $status 0
grep -qE '^caught,[0-9]+,7$' twice.csv || fail "the calls after the first Ctrl-C to be counted"

# SIGTERM, and a SIGINT that only skbclone gets, end the run at once.
for signal in TERM INT HUP; do
	at_terminal perf-output -- ./catches
	kill -$signal "$(cat run.pid)"
	ends
	equal "the status after SIG$signal" $status 0
	[[ ! -e log ]] || fail "no SIGINT for the command"
done

# For a command that lets Ctrl-C end it, one is enough.
at_terminal count -- sh -c 'echo $$ > command.pid; exec sleep 1000'
press
ends
equal "the status of a command that Ctrl-C has ended" $status 130
contains run.err ' calls, '
