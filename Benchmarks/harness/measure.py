"""Runs commands side by side and says how long each took, and how much memory.

Figures are of whole processes, start to end. The commands of one comparison alternate (A B C A B C …), so that a
machine that gets slower gets slower for all of them, and what counts is the median of the ratios of one round.
"""

import dataclasses
import os
import statistics
import subprocess
import sys
import time


@dataclasses.dataclass
class Side:
    """One of the commands that are compared."""

    name: str
    command: list
    #: Whether its output must be that of the others.
    gives_rows: bool = True
    #: Whether its output is findings, of which the number for each rule is compared.
    gives_findings: bool = False


@dataclasses.dataclass
class Run:
    seconds: float
    processor: float
    megabytes: float


class Comparison:
    """What came of running several commands side by side."""

    def __init__(self, sides, runs):
        self.sides = sides
        self.runs = runs
        self.row_count = None

    def median(self, name, what="seconds"):
        return statistics.median(getattr(run, what) for run in self.runs[name])

    def ratio(self, name, other, what="seconds"):
        """The median of how the two stand to one another in each round."""
        return statistics.median(
            getattr(mine, what) / getattr(theirs, what) for mine, theirs in zip(self.runs[name], self.runs[other]))


def timed(command, output):
    with open(output, "wb") as out, open(str(output) + ".err", "wb") as errors:
        started = time.monotonic()
        process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if status != 0:
        with open(str(output) + ".err") as errors:
            sys.exit(f"{command[0]} ended with status {process.returncode}: {errors.read()[-2000:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def rows(path, are_findings):
    """How many rows a file has, and a digest of them whatever their order and that of their members.

    In a process of its own: the memory of this one would count as that of every command it starts.
    """
    kind = "findings" if are_findings else "rows"
    told = subprocess.run(
        [sys.executable, "-c", DIGEST, str(path), kind], check=True, capture_output=True, text=True).stdout
    count, digest = told.split()
    return int(count), digest


DIGEST = """
import collections, hashlib, json, sys
with open(sys.argv[1]) as lines:
    rows = map(json.loads, lines)
    if sys.argv[2] == "findings":
        counts = collections.Counter(row["detection"] for row in rows)
        rows = [{"rule": rule, "count": str(count)} for rule, count in counts.items()]
    rows = sorted(json.dumps(row, sort_keys=True) for row in rows)
print(len(rows), hashlib.sha256("\\n".join(rows).encode()).hexdigest())
"""


def compare(title, sides, rounds, folder):
    """Runs each command once to see that all give the same rows, then `rounds` times in turn."""
    outputs = {side.name: folder / f"{side.name}.out".replace(" ", "-") for side in sides}
    first = None
    for side in sides:
        timed(side.command, outputs[side.name])
        if not side.gives_rows:
            continue
        found = rows(outputs[side.name], side.gives_findings)
        if first is not None and found != first:
            sys.exit(f"{title}: {side.name} does not give the rows of the others; see {outputs[side.name]}")
        first = found
    runs = {side.name: [] for side in sides}
    for _ in range(rounds):
        for side in sides:
            runs[side.name].append(timed(side.command, outputs[side.name]))
    comparison = Comparison(sides, runs)
    comparison.row_count = None if first is None else first[0]
    return comparison
