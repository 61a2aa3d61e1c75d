#!/usr/bin/python3
"""compile.py BUILD_DIR [--pairs N]

Compares what a cold start compiles: skbclone-cc with perf-output's program, and bpftrace with
the same job. Both run on this machine itself, in turn, as whole processes. `bpftrace -d` parses
and generates, and attaches nothing; but it loads tiny programs to learn what the kernel can, and
runs modprobe. So both run without any capability, and the kernel refuses that. Needs root, as
bpftrace does. Prints medians as Markdown.
"""
import argparse
import os
import resource
import statistics
import subprocess
import time

POWERLESS = ["setpriv", "--inh-caps=-all", "--bounding-set=-all", "--"]
JOB = 'kprobe:skb_clone { @c++; printf("%-18llu %-19s %-6d %d\\n", nsecs, comm, pid, @c); }'


def measure(command, text):
    """Elapsed and CPU seconds of one run."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(POWERLESS + command, input=text, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    elapsed, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return elapsed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--pairs", type=int, default=7)
    arguments = parser.parse_args()
    headers = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../programs/kernel")
    program = subprocess.run([arguments.build + "/skbclone", "perf-output", "--print-program"],
                             stdout=subprocess.PIPE, check=True).stdout
    commands = {"skbclone-cc": ([arguments.build + "/skbclone-cc", headers, "-g0"], program),
                "bpftrace -d": (["bpftrace", "-d", "-e", JOB], b"")}
    measured = {name: [] for name in commands}
    for number in range(arguments.pairs + 1):
        for name, command in commands.items():
            result = measure(*command)
            if number > 0:  # the first reads the files
                measured[name].append(result)
    print("| compiler | elapsed s | CPU s |\n| --- | ---: | ---: |")
    for name, results in measured.items():
        print("| %s | %.3f | %.3f |" % (name, statistics.median(result[0] for result in results),
                                        statistics.median(result[1] for result in results)))


if __name__ == "__main__":
    main()
