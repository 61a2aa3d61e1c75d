# title: a run ends although its command is stopped, or leaves a daemon behind
mkfifo gate
launch daemon count -f csv -- sh -c "(read -r go < gate; exec '$BUILD/workload' 7 1 left) & exec '$BUILD/workload' 5 1 first"
ended daemon
equal "the status" $status 0
grep -qE '^first,[0-9]+,5$' daemon.out || fail "the command's own calls"
echo go > gate # the daemon is there, and ends

start stopped perf-output -d 1 -- sh -c 'kill -STOP $$'
ended stopped
equal "the status" $status 0
pkill -KILL -f 'kill -STOP'
