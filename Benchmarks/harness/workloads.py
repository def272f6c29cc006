"""The workloads: what is asked, of which data, of whom. Each returns what it found as Markdown."""

import dataclasses
import os
import pathlib
import statistics
import subprocess
import sys

from .measure import Side, compare, timed

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HERE = ROOT / "Benchmarks"
MARTLET = ROOT / ".build/release/martlet"
PUBLISHED = ROOT / "Detections/published-revert-cloud-instance/query.cql"


@dataclasses.dataclass
class Setting:
    folder: pathlib.Path
    events: int
    rounds: int
    threads: int

    def flat(self):
        return self.made("flat", self.folder / f"flat-{self.events}.ndjson", self.events)

    def cloudtrail(self, count=None):
        count = count or self.events
        return self.made("cloudtrail", self.folder / f"gz-{count}", count)

    def rules(self, count=500):
        """A folder `rules` of rules, and the same as SQL."""
        folder = self.folder / f"rules-{count}"
        if not folder.exists():
            subprocess.run([HERE / "rules.py", folder, str(count)], check=True)
        return folder

    def made(self, kind, path, count):
        """Data of a kind; made under another name first, so that what is there is whole."""
        if not path.exists():
            unfinished = path.with_name(path.name + ".unfinished")
            subprocess.run([HERE / "generate.py", kind, unfinished, str(count)], check=True)
            unfinished.rename(path)
        return path

    def ten_times(self, file):
        """A folder in which one file has ten names."""
        folder = file.with_name(file.name + "-ten-times")
        folder.mkdir(exist_ok=True)
        for number in range(10):
            part = folder / f"part-{number}.ndjson"
            if not part.exists():
                os.link(file, part)
        return folder

    def martlet(self, *arguments):
        return [MARTLET, *arguments, "-q", "--threads", str(self.threads)]

    def peer(self, engine, workload, data):
        suffix = ".py" if engine == "polars" else ".sql"
        question = HERE / "workloads" / workload / (engine + suffix)
        return Side(engine, [sys.executable, HERE / "harness/ask", engine, question, data, str(self.threads)])

    def compare(self, title, sides):
        return compare(title, sides, self.rounds, self.folder)


NAMES = {"martlet": "Martlet", "duckdb": "DuckDB", "chdb": "chDB", "polars": "Polars", "inflate": "inflating alone"}


def table(comparison, ours="martlet"):
    """A row for each side: its time, how ours stands to it, processor time and memory."""
    lines = ["| | time | Martlet takes | processor | memory |", "|---|---|---|---|---|"]
    for side in comparison.sides:
        times = "" if side.name == ours else f"{comparison.ratio(ours, side.name):.2f} × that"
        lines.append(
            f"| {NAMES.get(side.name, side.name)} | {comparison.median(side.name):.2f} s | {times} | "
            f"{comparison.median(side.name, 'processor'):.2f} s | {comparison.median(side.name, 'megabytes'):.0f} MB |")
    return "\n".join(lines) + "\n"


def size(path):
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files)


def flat(setting):
    data = setting.flat()
    title = f"The published query over {setting.events:,} flat events"
    ours = Side("martlet", setting.martlet("query", "-f", PUBLISHED, "-o", "ndjson", data))
    peers = [setting.peer(engine, "flat", data) for engine in ("duckdb", "chdb", "polars")]
    found = setting.compare(title, [ours, *peers])
    return (f"### P1: {title}\n\n{size(data) / 1e9:.2f} GB of NDJSON, the columns declared to the peers; "
            f"{found.row_count:,} rows.\n\n{table(found)}")


def inflate(setting, data):
    program = setting.folder / "inflate"
    subprocess.run(["c++", "-O2", "-std=c++17", "-pthread", HERE / "harness/inflate.cpp", "-lisal", "-o", program], check=True)
    return Side("inflate", [program, str(setting.threads), *sorted(data.rglob("*.gz"))], gives_rows=False)


def cloudtrail(setting):
    data = setting.cloudtrail()
    title = f"The same question over {setting.events:,} CloudTrail records in .json.gz"
    ours = Side("martlet", setting.martlet("query", "-f", PUBLISHED, "-o", "ndjson", data))
    peers = [setting.peer(engine, "cloudtrail", f"{data}/**/*.json.gz") for engine in ("duckdb", "chdb")]
    found = setting.compare(title, [ours, *peers, inflate(setting, data)])
    return (f"### P2: {title}\n\n{len(list(data.rglob('*.gz')))} files, {size(data) / 1e6:.0f} MB; Martlet reads any record of "
            f"CloudTrail, the peers are told the columns of these; {found.row_count:,} rows. Polars has no form for one "
            f"array in each file.\n\n{table(found)}")


def rules(setting):
    data, folder = setting.flat(), setting.rules()
    title = f"500 rules at once over {setting.events:,} flat events"
    detect = lambda rules: setting.martlet("detect", "--detections", rules, "-o", "ndjson", data)
    one = sorted((folder / "rules").iterdir())[0]
    sides = [
        Side("martlet", detect(folder / "rules"), gives_findings=True),
        Side("Martlet, one rule", detect(one), gives_rows=False),
        *(Side(engine, [sys.executable, HERE / "harness/ask", engine, folder / "rules.sql.json", data, str(setting.threads)])
          for engine in ("chdb", "duckdb")),
    ]
    found = setting.compare(title, sides)
    return (f"### P3: {title}\n\nEvery engine counts what each rule matches; {found.row_count} rules match something.\n\n"
            f"{table(found)}")


def package(setting):
    data = setting.cloudtrail()
    title = f"All rules for T1578.004 over {setting.events:,} CloudTrail records in .json.gz"
    ours = Side("martlet", setting.martlet("detect", "-o", "ndjson", data), gives_rows=False)
    found = setting.compare(title, [ours, inflate(setting, data)])
    return f"### P4: {title}\n\n{table(found)}"


def growth(setting):
    """How time and memory grow with ten times the data."""
    flat = setting.flat()
    small, large = setting.cloudtrail(setting.events // 10), setting.cloudtrail()
    query = lambda path: setting.martlet("query", "-f", PUBLISHED, "-o", "ndjson", path)
    lines = ["| | time | ten times the data | ratio | memory | ten times the data |", "|---|---|---|---|---|---|"]
    for title, one, ten in (
        (f"{setting.events:,} flat events", flat, setting.ten_times(flat)), (f"{setting.events // 10:,} CloudTrail records", small, large)
    ):
        sides = [Side("one", query(one), gives_rows=False), Side("ten", query(ten), gives_rows=False)]
        found = setting.compare(title, sides)
        lines.append(
            f"| {title} | {found.median('one'):.2f} s | {found.median('ten'):.2f} s | {found.ratio('ten', 'one'):.2f} | "
            f"{found.median('one', 'megabytes'):.0f} MB | {found.median('ten', 'megabytes'):.0f} MB |")
    return "### P5 and P6: memory and time with ten times the data\n\n" + "\n".join(lines) + "\n"


def start(setting):
    runs = [timed([MARTLET, "check", "-q", PUBLISHED], setting.folder / "check.out").seconds for _ in range(4 * setting.rounds)]
    return f"### P7: start-up\n\n`martlet check` of one file: {statistics.median(runs) * 1000:.0f} ms.\n"


ALL = {"flat": flat, "cloudtrail": cloudtrail, "rules": rules, "package": package, "growth": growth, "start": start}
