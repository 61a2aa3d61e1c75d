"""made KIND: print rows as `-f json` does, of a run that is hard to record.

forty    40 processes, 12 causes, every context
hostile  names that try to be HTML, terminal codes or line ends
busy     30 000 calls of 1 500 processes, of 3 causes that take turns
why      totals of `why -s`, with processes that found no room
count    totals of `count -i`, in two intervals
"""
import json
import random
import sys

STACK = ["__tcp_transmit_skb", "tcp_write_xmit", "__tcp_push_pending_frames", "tcp_sendmsg_locked",
         "tcp_sendmsg", "__sys_sendto", "do_syscall_64"]
CLASSES = {"capture-transmit": "cost", "peek": "cost", "tcp-retransmit": "attention"}
NAMES = ["</title><b>", "\"'><svg", r"\x1b[31mred\x0a", "中文进程名", "&amp;&lt;", "a b;c", r"\x80" * 15,
         r"\xe2\x80\xae evil", "\ufffe\uffff\ufdd0", "-->", "<!--", "]]>", "😀😀😀", "'; alert(1)"]
DEVICES = ["<i>", r'"x\x09', r"\xff&"]


def packet(source_port, destination_port, device=None):
    made = {"family": "inet", "protocol": "tcp", "source": "10.0.0.1", "source_port": source_port,
            "destination": "10.0.0.1", "destination_port": destination_port, "flags": "P.", "length": 100,
            "from": "socket"}
    return made | ({"device": device} if device else {})


def call(number, time, comm, pid, cause, context, stack, made):
    return {"type": "call", "time": round(time, 9), "ts_ns": 10**12 + round(time * 1e9), "comm": comm,
            "pid": pid, "tid": pid, "cpu": 0, "count": number + 1, "context": context, "cause": cause,
            "class": CLASSES.get(cause, "normal"), "caller": {"function": stack[0], "offset": 16},
            "packet": made, "stack": [{"function": name, "offset": 16} for name in stack]}


def forty(chance):
    causes = ["tcp-data", "tcp-connect", "tcp-close", "tcp-retransmit", "capture-transmit", "udp-multicast",
              "netlink-broadcast", "bridge-flood", "peek", "tx-timestamp", "raw-socket", "neighbour"]
    contexts = ["task", "task", "own-softirq", "interrupt", "kthread", "?"]
    time = 0
    for i in range(400):
        time += chance.random() * 0.001
        yield call(i, time, f"worker-{i % 40}", 2000 + i % 40, chance.choice(causes), chance.choice(contexts),
                   STACK[:chance.randint(1, 7)], packet(5000 + i % 40, 5000 + (i + 1) % 40))


def hostile(_):
    count = len(NAMES)
    for i in range(60):
        yield call(i, i * 0.0001, NAMES[i % count], 100 + i % count, "tcp-data", "task",
                   ["<script>alert(1)</script>", "a&b;c d", "x" * 300] + STACK,
                   packet(6000 + i % count, 6000 + (i + 1) % count, DEVICES[i % 3]))


def busy(chance):
    time = 0
    for i in range(30000):
        time += chance.expovariate(1 / 0.00005)
        pid = chance.choice([1, 1, 1, 2, 2, 3, chance.randint(4, 1500)])
        yield call(i, time, f"p{pid}", pid, chance.choice(["tcp-data", "tcp-data", "capture-transmit", "tcp-retransmit"]),
                   chance.choice(["task", "interrupt"]), STACK[:chance.randint(1, 7)], packet(pid, 80))


def why(chance):
    for i in range(30):
        cause = chance.choice(["tcp-data", "peek", "netem"])
        yield {"type": "cause", "cause": cause, "class": "normal", "context": "task", "caller": STACK[0],
               "comm": "curl", "pid": 70 + i % 7, "count": 100 - i,
               "stack": [{"function": name, "offset": 16} for name in STACK[:1 + i % 7]]}
    yield {"type": "other", "count": 5}


def count(_):
    for interval in (1, 2):
        for i in range(20):
            yield {"type": "process", "comm": f"p{i}", "pid": i + 1, "count": interval * (30 - i), "interval": interval}
        yield {"type": "other", "count": 5, "interval": interval}


def main(kind):
    rows = list(globals()[kind](random.Random(1)))
    for row in rows:
        print(json.dumps(row, separators=(",", ":"), ensure_ascii=False))
    last = [row for row in rows if row.get("interval") == rows[-1].get("interval")]
    shown = sum(1 if row["type"] == "call" else row["count"] for row in last)
    print(json.dumps({"type": "summary", "calls": shown + 7, "shown": shown, "lost": 7,
                      "lost_reasons": {"buffer full": 7}, "missed": 0}))


main(sys.argv[1])
