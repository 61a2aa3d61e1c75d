"""adds_up REPORT ROWS: compare each number of a report (html) with the rows that it was made of
(json). Print what differs; the status is 1 then."""
import collections
import html.parser
import json
import sys

# Elements that a report consists of. What a name smuggles in is another one.
KNOWN = set("html head meta link title style body h1 h2 h3 p section article table tr th td code pre div span i b "
            "small em dl dt dd svg g line text rect circle path".split())
PROBLEMS = []


def equal(what, got, wanted):
    if got != wanted:
        PROBLEMS.append(f"{what}: {got}, and the rows say {wanted}")


class Report(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.section = self.cause = self.key = None
        self.rest = 0
        self.ledger = collections.Counter()
        self.sums = collections.defaultdict(collections.Counter)
        self.order = collections.defaultdict(list)
        self.row = []
        self.marks = self.frames = 0
        self.root = None
        self.cell = False
        self.comments = 0
        self.feed(text)

    def handle_comment(self, data):
        self.comments += 1

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        calls = int(found.get("data-calls", 0))
        if tag not in KNOWN:
            PROBLEMS.append(f"an element <{tag}>")
        if any(name.startswith("on") or name in ("src", "href") and not found[name].startswith("data:") for name in found):
            PROBLEMS.append(f"<{tag}> with {found}")
        if tag == "section":
            self.section = found.get("id")
        if found.get("class") == "mark":
            self.marks += 1
            self.sums["ladder"][found["data-cause"]] += calls
        if tag == "rect" and self.section == "timeline":
            self.sums["timeline"][found["data-cause"]] += calls
        if found.get("class") == "cause":
            self.cause = found["data-cause"]
            self.sums["causes"][self.cause] += calls
            self.order["causes"].append(calls)
        self.rest += int(found.get("data-rest", 0))
        if tag == "span" and self.section == "causes" and calls:
            self.sums["shares"][self.cause] += calls
            if "data-pid" in found:
                self.sums["processes of causes"][self.cause, int(found["data-pid"])] += calls
        if found.get("class") == "frame":
            self.frames += 1
            self.root = calls if self.root is None else self.root
        if tag == "tr":
            self.key, self.row = found.get("data-key"), []
            if self.section == "processes" and calls:
                self.order["processes"].append(calls)
        self.cell = tag in ("td", "th", "code")

    def handle_data(self, data):
        if self.cell:
            self.row.append(data)
            self.cell = False

    def handle_endtag(self, tag):
        if tag != "tr":
            return
        if self.section == "ledger":
            self.ledger[self.row[0]] = self.row[1]
        if self.section == "processes" and self.order["processes"]:
            numbers = [text for text in self.row[1:] if text.isdigit()]
            pid = int(numbers[0]) if len(numbers) > 1 else None
            self.sums["processes"][pid] += int(numbers[-1])


def compare(report, rows, summary):
    rows = [row for row in rows if row.get("interval") == rows[-1].get("interval")]
    weights = [(row, row["count"] if row["type"] != "call" else 1) for row in rows]
    causes, processes, shares = collections.Counter(), collections.Counter(), collections.Counter()
    for row, weight in weights:
        if "cause" in row:
            causes[row["cause"]] += weight
            shares[row["cause"], row["pid"]] += weight
        processes[row.get("pid")] += weight
    for key in ("calls", "shown", "lost"):
        equal(key, report.ledger[key], str(summary[key]))
    equal("missed", report.ledger["missed"], "?" if summary["missed"] is None else str(summary["missed"]))
    for reason, count in summary["lost_reasons"].items():
        equal(reason, report.ledger[reason], str(count))
    equal("shown", sum(weight for _, weight in weights), summary["shown"])
    if causes:
        equal("causes", report.sums["causes"], causes)
        equal("the rest", report.rest, sum(weight for row, weight in weights if row["type"] == "other"))
        equal("processes of causes", report.sums["shares"], causes)
        for share, calls in report.sums["processes of causes"].items():
            equal(f"the calls of {share}", calls, shares[share])
    equal("the order of causes", report.order["causes"], sorted(report.order["causes"], reverse=True))
    # Small processes may be counted together.
    for pid, count in report.sums["processes"].items():
        if pid is not None:
            equal(f"process {pid}", count, processes[pid])
    equal("processes", sum(report.sums["processes"].values()), summary["shown"])
    if rows[0]["type"] == "call":
        equal("ladder", report.sums["ladder"], causes)
        equal("calls over time", sum(report.sums["timeline"].values()), summary["shown"])
        for cause, count in report.sums["timeline"].items():
            if cause != "...":
                equal(f"{cause} over time", count, causes[cause])
        if report.marks > 500 or summary["shown"] <= 500 and report.marks != summary["shown"]:
            PROBLEMS.append(f"{report.marks} marks for {summary['shown']} calls")
    if "stack" in rows[0]:
        equal("flame graph", report.root, summary["shown"])
    equal("comments", report.comments, 0)


def main(report_file, rows_file):
    with open(rows_file, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    with open(report_file, encoding="utf-8") as file:
        compare(Report(file.read()), rows[:-1], rows[-1])
    for problem in PROBLEMS:
        print(f"{report_file}: {problem}")
    return 1 if PROBLEMS else 0


sys.exit(main(*sys.argv[1:]))
