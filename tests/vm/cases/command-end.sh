# title: a run that ends first sends its command SIGTERM and waits 1 s, also if the command has changed its user
# needs: setpriv
chmod 777 .
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

rm log loop.pid
start duration trace-fields -d 3 -- ./loop
await test -s loop.pid
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

# A command that has changed its user by itself is another user's process.
start other perf-output -- setpriv --reuid 1234 --clear-groups sh -c "echo \$\$ > other.pid; exec sleep 1000"
await test -s other.pid
stop other TERM
equal "the status" $status 0
! kill -0 "$(cat other.pid)" 2>/dev/null || fail "an end of the command that has changed its user"
