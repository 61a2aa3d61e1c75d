#!/usr/bin/python3
"""Does the same as the lab's perf script, written anew: the same includes, one counter
with lookup and update, and a perf buffer of bcc's default size."""
import sys
from bcc import BPF

PROGRAM = r"""
#include <linux/sched.h>
#include <uapi/linux/ptrace.h>

struct call {
    u32 pid;
    u64 ns;
    u64 number;
    char comm[TASK_COMM_LEN];
};
BPF_PERF_OUTPUT(calls);
BPF_HASH(total);

int on_clone(struct pt_regs *ctx) {
    struct call call = {};
    u64 key = 0, one = 1, *seen = total.lookup(&key);

    call.number = seen ? *seen + 1 : one;
    total.update(&key, &call.number);
    call.pid = bpf_get_current_pid_tgid();
    call.ns = bpf_ktime_get_ns();
    bpf_get_current_comm(&call.comm, sizeof(call.comm));
    calls.perf_submit(ctx, &call, sizeof(call));
    return 0;
}
"""

bpf = BPF(text=PROGRAM)
bpf.attach_kprobe(event="skb_clone", fn_name="on_clone")
print("%-18s %-19s %-6s %s" % ("TIME(s)", "COMM", "PID", "COUNT"), flush=True)
start = None


def show(cpu, data, size):
    global start
    call = bpf["calls"].event(data)
    if start is None:
        start = call.ns
    print("%-18.9f %-19s %-6d %d" % ((call.ns - start) / 1e9, call.comm.decode(), call.pid, call.number))


bpf["calls"].open_perf_buffer(show)
try:
    while True:
        bpf.perf_buffer_poll()
except KeyboardInterrupt:
    sys.exit(0)
