#!/usr/bin/python3
"""report.py <bench.json: print the medians of every tool and the promised ratios, or what
instructions.py measured, as Markdown."""
import json
import statistics
import sys

FIELDS = [("ready", "ready s", "%.2f"), ("rows", "rows", "%d"), ("last", "last COUNT", "%d"),
          ("cpu", "reader's CPU s", "%.2f"), ("slowdown", "slowdown", "%.2f"),
          ("resident", "resident kB", "%d")]

# Title, tool, field, peer, the largest ratio promised.
RATIOS = [("warm start to attached", "perf-output", "ready", "reference", 1.25),
          ("cold start to attached", "perf-output-cold", "ready", "bpftrace-print", 1.0),
          ("resident memory while tracing", "perf-output", "resident", "reference", 2.0),
          ("reader's CPU time", "perf-output", "cpu", "reference", 0.6),
          ("slowdown by perf-output", "perf-output", "slowdown", "reference", 1.05),
          ("slowdown by count", "count", "slowdown", "bpftrace-count", 0.95)]


def median(rounds, field):
    values = [result[field] for result in rounds if result[field] is not None]
    return statistics.median(values) if values else None


def report_instructions(bench):
    tools = bench["instructions"]
    print("Kernel %s, one CPU, the least of %d rounds of %d calls. Without a tool a call and its "
          "datagram take %d instructions.\n" % (
              bench["kernel"], bench["rounds"], bench["calls"],
              statistics.median(tool["base"] for tool in tools.values())))
    print("| tool | adds to a call | its program alone | its reader, a call | "
          "its process, a minute without calls | wake-ups in it |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, tool in tools.items():
        print("| %s | %d | %d | %d | %d | %d |" % (
            name.replace("|", "\\|"), tool["adds"], tool["program"], tool["reader"], tool["idle"],
            tool["wakeups"]))


def main():
    bench = json.load(sys.stdin)
    if "instructions" in bench:
        report_instructions(bench)
        return
    rounds = bench["rounds"]
    print("Kernel %s, %d CPUs, medians of %d alternating rounds of %d calls.\n" % (
        bench["kernel"], bench["cpus"], len(next(iter(rounds.values()))), bench["calls"]))
    print("| tool | " + " | ".join(title for _, title, _ in FIELDS) + " |")
    print("| --- |" + " ---: |" * len(FIELDS))
    for name, results in rounds.items():
        cells = []
        for field, _, form in FIELDS:
            value = median(results, field)
            cells.append("–" if value is None else form % value)
        print("| %s | %s |" % (name, " | ".join(cells)))
    print("\n| figure | against | at most | measured |\n| --- | --- | ---: | ---: |")
    for what, name, field, peer, limit in RATIOS:
        if name in rounds and peer in rounds:
            ratio = median(rounds[name], field) / median(rounds[peer], field)
            print("| %s | %s | %.2f × | %.2f ×%s |" % (
                what, peer, limit, ratio, "" if ratio <= limit else ", missed"))
    lost = bench["calls"] - min(result["rows"] for result in rounds.get("perf-output", []))
    print("| rows lost of %d in a burst | | 0 | %d |" % (bench["calls"], lost))
    if bench.get("long"):
        print("| rows lost of %d in a long run | | 0 | %d |" % (
            bench["long_calls"], bench["long_calls"] - bench["long"]["rows"]))
        print("| growth of anonymous memory over it | | none | %d kB |" % bench["long"]["anonymous_growth"])


if __name__ == "__main__":
    main()
