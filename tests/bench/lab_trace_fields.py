#!/usr/bin/python3
"""Does the same as the lab's trace_fields script, written anew: the same include, one
counter with lookup and update, and the shared trace_pipe."""
import sys
from bcc import BPF

PROGRAM = r"""
#include <uapi/linux/ptrace.h>

BPF_HASH(total);

int on_clone(struct pt_regs *ctx) {
    u64 key = 0, number = 1, *seen = total.lookup(&key);

    if (seen)
        number = *seen + 1;
    total.update(&key, &number);
    bpf_trace_printk("%d\n", number);
    return 0;
}
"""

bpf = BPF(text=PROGRAM)
bpf.attach_kprobe(event="skb_clone", fn_name="on_clone")
print("%-18s %-19s %-6s %s" % ("TIME(s)", "COMM", "PID", "COUNT"), flush=True)
while True:
    try:
        (task, pid, cpu, flags, ts, message) = bpf.trace_fields()
        print("%-18.9f %-19s %-6d %s" % (ts, task.decode(), pid, message.decode()))
    except ValueError:
        continue  # a line that bcc cannot parse
    except KeyboardInterrupt:
        sys.exit(0)
