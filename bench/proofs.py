"""Every long measurement in one run: what was asked, what was measured, whether it holds.

`python bench/proofs.py [NAME …] [--sample] [--json FILE] [--table FILE]` runs the scripts named, without names all of
them; `--sample` a fixed small part of each, as `.ci/run` does. `--json` keeps every row with the day and the machine as
soon as its script has ended; rows that the file has of scripts that are not run now stay. `--table` makes
docs/proofs.md from it all, `--from FILE` makes it of a run that was kept, without running anything. Exit status 1 where
a row does not hold or a script ends without rows.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from measured import Row

import planlink

BENCH = Path(__file__).parent
SAMPLE = ("--sample",)
PROOFS: Mapping[str, tuple[Sequence[str], Sequence[str] | None]] = {
    "reading": ((), SAMPLE),
    "whole": ((), None),
    "linking": ((), None),
    "letters": ((), None),
    "search": (("--speed", "100000"), None),
    "page": (("100000",), None),
    "broken": ((), SAMPLE),
    "fuzz": ((), SAMPLE),
    "kills": ((), SAMPLE),
    "many": ((), SAMPLE),
    "mutations": ((), SAMPLE),
    "covered": ((), None),
    "bundle": ((), (*SAMPLE, "--expected", "demo-out")),
}
"""Script → what it is called with for the whole proof, and for the sample; None: no part of it is short."""
TIMED = frozenset({"reading", "whole", "linking", "letters", "search", "page"})
"""Those whose figures are times: nothing runs beside them."""

HEAD = """# What was measured

What was asked of planlink and what it costs, each figure beside its bar and beside what one would run instead: a bare
pdfplumber loop (characters and tables) for reading, the same with the loading of the libraries for the whole job, a
plain sentence encoder with a logistic regression for links.

CPU seconds count all processes of a command. They and their ratios swell where other work shares the cores, and wall
times many times over: the table below says how many processes wanted the cores when a script began. Of "the libraries
alone", pdfplumber and pypdfium2 are counted once for each document, since each is read by a process of its own.

Made by `make proofs` (`bench/proofs.py`), not by hand. `.ci/run` runs a fixed
sample of it. What falls short is told in [limits.md](limits.md) too.

| script | what | asked | measured | holds |
|---|---|---|---|---|
"""
RAN = """
| script | day | hours | CPU hours | busy | part | planlink | machine |
|---|---|---|---|---|---|---|---|
"""

HOLDS = {True: "yes", False: "**no**"}
PARTS = {True: "sample", False: "whole"}
MACHINE = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


@dataclass(frozen=True, slots=True)
class Proof:
    """One script with the seconds that it took, on the clock and of processors with all processes it started; `busy`
    is how many processes wanted the cores when it began. Each says when, where and with what it was made, since those
    of several runs are kept together."""

    script: str
    day: str
    busy: float
    seconds: float
    processor: float
    sample: bool
    version: str
    machine: str
    rows: tuple[Row, ...]


def proof(script: str, sample: bool) -> Proof:
    """Run a script of bench/, or the sample that it has. One that ends without rows has one row that does not hold."""
    begun, busy = time.perf_counter(), round(os.getloadavg()[0], 1)
    with tempfile.TemporaryDirectory() as apart:
        file, said = Path(apart) / "rows.json", Path(apart) / "said.txt"
        command = [sys.executable, str(BENCH / f"{script}.py"), *(PROOFS[script][sample] or ()), "--json", str(file)]
        with said.open("wb") as output:
            running = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
            _, ended, used = os.wait4(running.pid, 0)
        running.returncode = status = os.waitstatus_to_exitcode(ended)
        told = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        print(f"== {script}\n{said.read_text(encoding='utf-8', errors='replace')}", end="")
    rows = tuple(Row(*(one[name] for name in Row.__slots__)) for one in told.get("rows", ()))
    if not rows or (status and all(row.holds for row in rows)):
        rows += (Row("the script ends well", "exit status 0", f"exit status {status}", False),)
    day, seconds = datetime.now(UTC).date().isoformat(), round(time.perf_counter() - begun)
    processor = round(used.ru_utime + used.ru_stime)
    made = Proof(script, day, busy, seconds, processor, sample, planlink.__version__, MACHINE, rows)
    print(f"({made.seconds:.0f} s, {made.processor:.0f} s of processors)", flush=True)
    return made


def table(kept: Mapping[str, Any]) -> str:
    """The page of a run that was kept."""
    rows = [
        f"| `{one['script']}` | {row['what']} | {row['asked']} | {row['measured']} | {_holds(row)} |"
        for one in kept["proofs"]
        for row in one["rows"]
    ]
    ran = [
        f"| `{one['script']}` | {one['day']} | {one['seconds'] / 3600:.2f} | {one['processor'] / 3600:.2f} |"
        f" {one['busy']:g} | {PARTS[one['sample']]} | {one['version']} | {one['machine']} |"
        for one in kept["proofs"]
    ]
    return HEAD + "\n".join(rows) + "\n" + RAN + "\n".join(ran) + "\n"


def _holds(row: Mapping[str, Any]) -> str:
    return "" if row["asked"] == "-" else HOLDS[row["holds"]]


def run(names: Sequence[str], sample: bool) -> Iterator[Proof]:
    """The proofs of these scripts, as they end. Of samples two that no other one disturbs run at once."""
    asked = [name for name in names if PROOFS[name][sample] is not None]
    alone = [name for name in asked if name in TIMED or not sample]
    for name in alone:
        yield proof(name, sample)
    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(lambda name: proof(name, sample), [name for name in asked if name not in alone])


def kept_with(made: Sequence[Proof], before: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept: the proofs made now, and those of other scripts that were kept before, in the order of PROOFS."""
    found = {one["script"]: one for one in [*before.get("proofs", ()), *map(asdict, made)]}
    return {"proofs": [found[name] for name in PROOFS if name in found]}


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PROOFS))
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--table", type=Path)
    parser.add_argument("--from", type=Path, dest="kept")
    told = parser.parse_args(arguments)
    unknown = sorted(set(told.names) - set(PROOFS))
    if unknown:
        parser.error(f"no such proof: {', '.join(unknown)}")
    if told.kept:
        kept = _read(told.kept)
        _write(kept, None, told.table)
        return int(not all(row["holds"] for one in kept["proofs"] for row in one["rows"]))
    made: list[Proof] = []
    for one in run(told.names or [*PROOFS], told.sample):
        made.append(one)
        others = _read(told.json) if told.json and told.json.is_file() else {}  # another run may have added to it
        _write(kept_with(made, others), told.json, told.table)
    return int(not made or not all(row.holds for one in made for row in one.rows))


def _read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def _write(kept: Mapping[str, Any], file: Path | None, page: Path | None) -> None:
    if file:
        file.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if page:
        page.write_text(table(kept), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
