# title: a run that ends first sends its command SIGTERM and waits 1 s; after Ctrl-C it sends nothing
# needs: script
cat > loop <<'END'
#!/bin/bash
trap 'echo terminated >> log; exit 3' TERM
echo $$ > loop.pid
while :; do sleep 0.1; done
END
chmod +x loop

start term perf-output -- ./loop
await test -s loop.pid
stop term TERM
equal "the status after SIGTERM" $status 0
equal "what the command got" "$(cat log)" terminated
equal "whether it lives" "$(kill -0 "$(cat loop.pid)" 2>/dev/null && echo yes || echo no)" no

rm log
start duration trace-fields -d 3 -- ./loop
ended duration
equal "the status after -d" $status 0
equal "what the command got" "$(cat log)" terminated

rm log
start rows perf-output -M 5 -- sh -c "'$BUILD/workload' 100; exec ./loop"
ended rows
equal "the status after -M" $status 0
equal "the rows" "$(rows rows)" 5
contains rows.err '5 calls, 5 shown'

# A command that ignores SIGTERM is left running after a second.
start stubborn count -- sh -c "trap '' TERM; echo \$\$ > stubborn.pid; while :; do sleep 1; done"
await test -s stubborn.pid
stop stubborn TERM
equal "the status" $status 0
kill -0 "$(cat stubborn.pid)" || fail "the stubborn command to live on"
kill -KILL "$(cat stubborn.pid)"

# The terminal sends SIGINT to both processes. skbclone sends nothing more.
cat > polite <<'END'
#!/bin/bash
trap 'echo interrupted >> polite.log; exit 0' INT
trap 'echo terminated >> polite.log; exit 0' TERM
touch polite.ready
while :; do sleep 0.1; done
END
chmod +x polite
script -qfec "'$BUILD/skbclone' count -o polite.csv -f csv -- ./polite" /dev/null < <(
	await test -e polite.ready
	sleep 0.5
	printf '\003'
	sleep 3
) > terminal.out || fail "status 0 after Ctrl-C"
equal "what the command got" "$(cat polite.log)" interrupted
