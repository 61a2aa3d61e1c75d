#!/usr/bin/python3
"""bench.py BUILD_DIR [--rounds N] [--calls N] [--tools NAME,...] [--long N]

Compares skbclone with its peers. Runs as root in a guest that scripts/bench boots.
Each round measures each tool once, with the same deterministic workload. Prints
a line for each measurement, and at the end all of them as JSON. report.py makes
a table from the JSON.

For each tool and round:
  ready      seconds from exec until the probe is in the kernel's list of kprobes
  rows       rows delivered; `last` is the last COUNT shown
  cpu        seconds of the tool's CPU time while the calls are made and delivered
  slowdown   time of the workload, divided by its time without a tool
  resident   kB after the calls
"""
import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import time

KPROBES = "/sys/kernel/debug/kprobes/list"
TICK = os.sysconf("SC_CLK_TCK")


def tools(build):
    here = os.path.dirname(os.path.abspath(__file__))
    skbclone = build + "/skbclone"
    return {
        "reference": [build + "/reference", build + "/reference.bpf.o"],
        "perf-output": [skbclone, "perf-output"],
        "perf-output-cold": [skbclone, "perf-output", "--no-cache"],
        "trace-fields": [skbclone, "trace-fields"],
        "count": [skbclone, "count"],
        "perf-output-filtered": [skbclone, "perf-output", "-n", "nobody"],
        "bpftrace-print": ["bpftrace", "-e",
                           'kprobe:skb_clone { @c++; printf("%-18llu %-19s %-6d %d\\n", nsecs, comm, pid, @c); }'],
        "bpftrace-count": ["bpftrace", "-e", "kprobe:skb_clone { @[comm, pid] = count(); }"],
        "lab-perf-output": ["/usr/bin/python3", here + "/lab_perf_output.py"],
        "lab-trace-fields": ["/usr/bin/python3", here + "/lab_trace_fields.py"],
        "bcc-trace": ["trace-bpfcc", "skb_clone"],
        "bcc-funccount": ["funccount-bpfcc", "skb_clone"],
    }


def attached():
    with open(KPROBES) as file:
        return "skb_clone" in file.read()


def wait_until(what, limit):
    end = time.monotonic() + limit
    while not what():
        if time.monotonic() > end:
            raise RuntimeError("nothing came of it in %d s" % limit)
        time.sleep(0.005)


def cpu_seconds(pid):
    with open("/proc/%d/stat" % pid) as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def memory_kb(pid, field):
    """Not of /proc/PID/status: those numbers lag behind, because each thread adds its pages in batches."""
    with open("/proc/%d/smaps_rollup" % pid) as file:
        return int(re.search(r"\n" + field + r":\s*(\d+)", file.read()).group(1))


def workload(build, calls):
    """Seconds that the sending took, as the workload measured them."""
    output = subprocess.run([build + "/workload", str(calls), "2"], check=True,
                            stdout=subprocess.PIPE).stdout
    return int(output) / 1e9


def size_settles(path, limit):
    """Wait until the file has not grown for half a second, at most `limit` seconds."""
    end, last, since = time.monotonic() + limit, -1, time.monotonic()
    while time.monotonic() < end and time.monotonic() - since < 0.5:
        size = os.stat(path).st_size
        if size != last:
            last, since = size, time.monotonic()
        time.sleep(0.02)


def measure(command, build, calls, first_calls=0):
    """Measure the command once. first_calls are made before; memory that the tool
    touches for the first time in them does not count as growth."""
    path = "/tmp/bench.out"
    result = {"plain": workload(build, calls)}
    with open(path, "w") as output:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL,
                                   cwd="/tmp", env=dict(os.environ, BPFTRACE_MAX_MAP_KEYS="10240"))
        wait_until(attached, 300)
        result["ready"] = time.monotonic() - start
        time.sleep(1.0)  # the rest of the start is not part of the reader's CPU time
        if first_calls:
            workload(build, first_calls)
            size_settles(path, 60)
        before = cpu_seconds(process.pid)
        anonymous = memory_kb(process.pid, "Anonymous")
        result["traced"] = workload(build, calls)
        size_settles(path, 60)
        result["cpu"] = cpu_seconds(process.pid) - before
        result["resident"] = memory_kb(process.pid, "Rss")
        result["anonymous_growth"] = memory_kb(process.pid, "Anonymous") - anonymous
        process.send_signal(signal.SIGINT)
        process.wait(timeout=300)
        wait_until(lambda: not attached(), 300)
    result["slowdown"] = result["traced"] / result["plain"]
    with open(path, errors="replace") as output:
        rows = [line.split() for line in output if re.search(r"\bworkload\b", line)]
    result["rows"] = len(rows) - first_calls
    numbers = [int(row[-1].rstrip("b'")) for row in rows if row[-1].rstrip("b'").isdigit()]
    result["last"] = numbers[-1] if numbers else None
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--calls", type=int, default=20000)
    parser.add_argument("--tools", default="")
    parser.add_argument("--long", type=int, default=1000000,
                        help="calls of one long run of perf-output; 0: none")
    arguments = parser.parse_args()
    if not os.path.exists(KPROBES):
        subprocess.run(["mount", "-t", "debugfs", "debugfs", "/sys/kernel/debug"], check=True)

    all_tools = tools(arguments.build)
    names = arguments.tools.split(",") if arguments.tools else list(all_tools)
    measured = {name: [] for name in names}
    for name in names:  # a run to warm up: the first reads of the host's files are slow
        measure(all_tools[name], arguments.build, 100)
    for number in range(arguments.rounds):
        for name in names:
            result = measure(all_tools[name], arguments.build, arguments.calls)
            measured[name].append(result)
            print("round %d  %-22s ready %.2f s, %6d rows, cpu %.2f s, slowdown %.2f, %6d kB" %
                  (number + 1, name, result["ready"], result["rows"], result["cpu"],
                   result["slowdown"], result["resident"]), flush=True)
    long = measure(all_tools["perf-output"], arguments.build, arguments.long, 20000) if arguments.long else None
    print("json " + json.dumps({
        "kernel": os.uname().release, "cpus": os.cpu_count(), "calls": arguments.calls,
        "rounds": measured, "long_calls": arguments.long, "long": long}), flush=True)


if __name__ == "__main__":
    main()
