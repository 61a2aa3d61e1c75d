# title: --probe fentry: a call at which the program runs already on that CPU is missed; every call is accounted for
# variants: perf-output count
# needs: taskset python3
can_fentry || skip "a kernel that is too old for fentry"
mkdir debug
mount -t debugfs debugfs debug
trap 'umount $PWD/debug' EXIT
preempt=$PWD/debug/sched/preempt
[[ -w $preempt ]] || skip "a kernel whose preemption cannot be chosen"
before=$(grep -o '(.*)' "$preempt" | tr -d '()')
trap 'echo $before > $preempt; umount $PWD/debug' EXIT

# TCP sends in the process's own system call, with interrupts on.
send() { # on CPU 0
	taskset -c 0 python3 -c '
import socket
server = socket.create_server(("127.0.0.1", 0))
sender = socket.create_connection(server.getsockname())
receiver, _ = server.accept()
sender.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
for _ in range(300):
    sender.send(b"x")
    receiver.recv(1)'
}

# A program that takes so long that a process is often preempted in it.
edited 's/^	slot->done++;$/	for (u64 i = 0; i < 5000; i++) bpf_ktime_get_ns(); slot->done++;/'
start run $VARIANT --probe fentry --no-cache
oracle_start
echo full > "$preempt"
send &
send
wait $!
hits=$(oracle_hits)
oracle_stop
stop run
equal "the status" $status 0
tail -n 1 run.err
awk -v hits="$hits" '/^skbclone: / { missed = $(NF - 1); exit !(missed > 0 && $2 + missed == hits && $4 == $2) }' run.err ||
	fail "$hits calls, some of them missed"
