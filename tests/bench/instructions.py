#!/usr/bin/python3
"""instructions.py BUILD_DIR [--rounds N] [--calls N] [--tool NAME]...

Measures what skbclone and its peers add to a call of skb_clone(), in instructions. Runs as
root in a guest with one CPU whose clock counts instructions (tests/vm/vm --icount), so other
work of the host does not change the figures. Prints a line for each tool, and at the end all
of them as JSON, from which report.py makes a table.

For each tool, in instructions a call, the least of all rounds:
  adds     what a round takes with the tool, less what it takes without
  program  the BPF programs alone, as the kernel measures them (kernel.bpf_stats_enabled)
  reader   CPU time of the tool's process while it reads the calls
And of a minute without calls: the CPU time of the tool's process (idle), and how often it woke
up (wakeups).
"""
import argparse
import ctypes
import json
import os
import re
import signal
import subprocess
import time

ATTACHED = "/sys/kernel/tracing/enabled_functions"
STATISTICS = "/proc/sys/kernel/bpf_stats_enabled"
OUTPUT, ERRORS = "/tmp/bench.out", "/tmp/bench.err"
BPF_PROG_GET_NEXT_ID, BPF_PROG_GET_FD_BY_ID = 11, 13
SYS_BPF = {"x86_64": 321, "aarch64": 280}[os.uname().machine]


def tools(build):
    skbclone = build + "/skbclone"
    perf = [skbclone, "perf-output"]
    reference = [build + "/reference", build + "/reference.bpf.o"]
    bpftrace = ["bpftrace", "-e"]
    fentry = ["--probe", "fentry"]
    return {
        "empty kprobe": reference + ["empty_kprobe"],
        "empty fentry": reference + ["empty_fentry"],
        "perf-output -n (of others)": perf + ["-n", "nobody"],
        "perf-output -p (of others)": perf + ["-p", "1"],
        "perf-output -- COMMAND (of others)": perf + ["--", "sleep", "100000"],
        "count": [skbclone, "count"],
        "count -n": [skbclone, "count", "-n", "rounds"],
        "count -p": [skbclone, "count", "-p", "{pid}"],
        "count -- COMMAND": [skbclone, "count", "--", "{rounds}"],
        "perf-output": perf,
        "perf-output -n": perf + ["-n", "rounds"],
        "perf-output -p": perf + ["-p", "{pid}"],
        "perf-output -P": perf + ["-P"],
        "perf-output -- COMMAND": perf + ["--", "{rounds}"],
        "perf-output -s": perf + ["-s"],
        "perf-output -w": perf + ["-w"],
        "perf-output -w -s": perf + ["-w", "-s"],
        "why": [skbclone, "why"],
        "trace-fields": [skbclone, "trace-fields"],
        "perf-output -n (of others), fentry": perf + ["-n", "nobody"] + fentry,
        "count, fentry": [skbclone, "count"] + fentry,
        "count -n, fentry": [skbclone, "count", "-n", "rounds"] + fentry,
        "count -- COMMAND, fentry": [skbclone, "count"] + fentry + ["--", "{rounds}"],
        "perf-output, fentry": perf + fentry,
        "perf-output -P, fentry": perf + ["-P"] + fentry,
        "perf-output -w, fentry": perf + ["-w"] + fentry,
        "why, fentry": [skbclone, "why"] + fentry,
        "trace-fields, fentry": [skbclone, "trace-fields"] + fentry,
        "reference": reference,
        "bpftrace kprobe @[pid] = count()": bpftrace + ["kprobe:skb_clone { @[pid] = count(); }"],
        "bpftrace kfunc @[pid] = count()": bpftrace + ["kfunc:skb_clone { @[pid] = count(); }"],
        "bpftrace kprobe @[comm, pid] = count()": bpftrace + ["kprobe:skb_clone { @[comm, pid] = count(); }"],
        "bpftrace kprobe @[kstack] = count()": bpftrace + ["kprobe:skb_clone { @[kstack] = count(); }"],
        "bpftrace kprobe @[kstack, pid, comm] = count()":
            bpftrace + ["kprobe:skb_clone { @[kstack, pid, comm] = count(); }"],
        "bpftrace kprobe printf": bpftrace + [
            'kprobe:skb_clone { @c++; printf("%-18llu %-19s %-6d %d\\n", nsecs, comm, pid, @c); }'],
    }


def bpf(command, word):
    """The system call bpf(2) with an argument that begins with this word."""
    attribute = (ctypes.c_uint32 * 32)(word)
    return ctypes.CDLL(None, use_errno=True).syscall(SYS_BPF, command, attribute, 128), attribute


def programs():
    """The time in ns and the number of runs of each BPF program, by its id."""
    found, last = {}, 0
    while True:
        error, attribute = bpf(BPF_PROG_GET_NEXT_ID, last)
        if error:
            return found
        last = attribute[1]
        fd, _ = bpf(BPF_PROG_GET_FD_BY_ID, last)
        if fd < 0:
            continue
        with open("/proc/self/fdinfo/%d" % fd) as file:
            fields = dict(line.split(":\t") for line in file if ":\t" in line)
        os.close(fd)
        found[last] = int(fields["run_time_ns"]), int(fields["run_cnt"])


class Rounds:
    """The workload: a process that makes its calls when it is told to."""

    def __init__(self, command, calls):
        self.calls = calls
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, cwd="/tmp", text=True)

    def run(self):
        """Make one round. Returns ns a call. Afterwards the reader has time to read."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        time.sleep(0.3)
        return int(line) / self.calls


def wait_until(what):
    end = time.monotonic() + 3000  # the clock leaps while the guest waits for the host's files
    while not what():
        if time.monotonic() > end:
            raise RuntimeError("nothing came of it")
        time.sleep(0.05)


def attached():
    with open(ATTACHED) as file:
        return "skb_clone " in file.read()


def cpu_ns(pid):
    with open("/proc/%d/schedstat" % pid) as file:
        return int(file.read().split()[0])


def wakeups(pid):
    with open("/proc/%d/status" % pid) as file:
        return int(re.search(r"\nvoluntary_ctxt_switches:\s*(\d+)", file.read()).group(1))


def measure_idle(pid):
    time.sleep(3)  # until the run is quiet
    before = cpu_ns(pid), wakeups(pid)
    time.sleep(60)
    return {"idle": cpu_ns(pid) - before[0], "wakeups": wakeups(pid) - before[1]}


def program_ns(known):
    return sum(ns for number, (ns, runs) in programs().items() if number not in known)


def set_statistics(value):
    with open(STATISTICS, "w") as file:
        file.write(value)


def start(command, rounds):
    """Start the tool. With "{rounds}" it starts the workload itself."""
    if "{rounds}" in command:
        command = command[:-2] + ["-o", OUTPUT, "--force", "--"] + rounds.process.args
        tool = Rounds(command, rounds.calls)
        return tool.process, tool
    words = [word.format(pid=rounds.process.pid) if word == "{pid}" else word for word in command]
    with open(OUTPUT, "w") as output, open(ERRORS, "w") as errors:
        return subprocess.Popen(words, stdout=output, stderr=errors, cwd="/tmp"), rounds


def attach(command, rounds):
    """Start the tool, and wait until it traces. While the host reads files for the guest, the
    clock leaps, and a compiler seems to hang; so try again."""
    for _ in range(5):
        process, told = start(command, rounds)
        wait_until(lambda: attached() or process.poll() is not None)
        if process.poll() is None:
            time.sleep(1.0)
            return process, told
    with open(ERRORS, errors="replace") as file:
        raise RuntimeError("%s: %s" % (command, file.read()))


def measure(command, rounds, number):
    known = programs()
    base = min(rounds.run() for _ in range(number))
    process, rounds = attach(command, rounds)
    rounds.run()  # the first call of a process takes more
    times, readers, alone = [], [], []
    for _ in range(number):
        before = cpu_ns(process.pid)
        times.append(rounds.run())
        readers.append((cpu_ns(process.pid) - before) / rounds.calls)
    idle = measure_idle(process.pid)
    set_statistics("1")
    for _ in range(number):
        before = program_ns(known)
        rounds.run()
        alone.append((program_ns(known) - before) / rounds.calls)
    set_statistics("0")
    process.send_signal(signal.SIGINT)
    process.communicate()
    wait_until(lambda: not attached())
    return {"base": base, "adds": min(times) - base, "program": min(alone), "reader": min(readers),
            "times": times, **idle}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--calls", type=int, default=2000)
    parser.add_argument("--tool", action="append", help="default: all")
    arguments = parser.parse_args()
    all_tools = tools(arguments.build)
    names = arguments.tool or list(all_tools)
    rounds = Rounds([arguments.build + "/rounds", str(arguments.calls)], arguments.calls)
    rounds.run()
    measured = {}
    for name in names:
        measured[name] = result = measure(all_tools[name], rounds, arguments.rounds)
        print("%-46s adds %6.0f, program %6.0f, reader %6.0f, base %6.0f; idle %9d, %4d wake-ups" % (
            name, result["adds"], result["program"], result["reader"], result["base"],
            result["idle"], result["wakeups"]), flush=True)
    print("json " + json.dumps({"kernel": os.uname().release, "calls": arguments.calls,
                                "rounds": arguments.rounds, "instructions": measured}), flush=True)


if __name__ == "__main__":
    main()
