"""Every long measurement in one run: what was asked, what was measured, whether it holds.

`python bench/proofs.py [NAME …] [--sample] [--json FILE] [--table FILE]` runs the scripts named, without names all of
them; `--sample` a fixed small part of each, as `.ci/run` does. `--json` keeps every row with the machine and the day,
`--table` makes docs/proofs.md from it, `--from FILE` makes the table of a run that was kept. Exit status 1 where a row
does not hold or a script ends without rows.
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
from collections.abc import Mapping, Sequence
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
TIMED = frozenset({"reading", "whole", "linking", "search", "page"})
"""Those whose figures are times: nothing runs beside them."""

HEAD = """# What was measured

Made by `make proofs` (`bench/proofs.py`), not by hand: planlink {version}, {day}, {machine}, {hours} hours in all.
`.ci/run` runs a fixed sample of it. What falls short is told in [limits.md](limits.md) too.

| script | what | asked | measured | holds |
|---|---|---|---|---|
"""

HOLDS = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class Proof:
    """One script with the seconds that it took: on the clock, and of processors with all processes it started."""

    script: str
    seconds: float
    processor: float
    rows: tuple[Row, ...]


def proof(script: str, arguments: Sequence[str]) -> Proof:
    """Run a script of bench/. One that ends without rows has one row that does not hold."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as apart:
        file, said = Path(apart) / "rows.json", Path(apart) / "said.txt"
        command = [sys.executable, str(BENCH / f"{script}.py"), *arguments, "--json", str(file)]
        with said.open("wb") as output:
            running = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
            _, ended, used = os.wait4(running.pid, 0)
        running.returncode = status = os.waitstatus_to_exitcode(ended)
        told = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        print(f"== {script}\n{said.read_text(encoding='utf-8', errors='replace')}", end="")
    rows = tuple(Row(*(one[name] for name in Row.__slots__)) for one in told.get("rows", ()))
    if not rows or (status and all(row.holds for row in rows)):
        rows += (Row("the script ends well", "exit status 0", f"exit status {status}", False),)
    made = Proof(script, round(time.perf_counter() - begun), round(used.ru_utime + used.ru_stime), rows)
    print(f"({made.seconds:.0f} s, {made.processor:.0f} s of processors)", flush=True)
    return made


def table(kept: Mapping[str, Any]) -> str:
    """The page of a run that was kept."""
    hours = sum(one["seconds"] for one in kept["proofs"]) / 3600
    lines = [
        f"| `{one['script']}` | {row['what']} | {row['asked']} | {row['measured']} | {HOLDS[row['holds']]} |"
        for one in kept["proofs"]
        for row in one["rows"]
    ]
    head = HEAD.format(hours=f"{hours:.1f}", **{name: kept[name] for name in ("version", "day", "machine")})
    return head + "\n".join(lines) + "\n"


def run(names: Sequence[str], sample: bool) -> dict[str, Any]:
    """All rows of these scripts, printed as they come. Of samples two that no other one disturbs run at once."""
    calls = {name: (PROOFS[name][1] if sample else PROOFS[name][0]) for name in names}
    asked = {name: arguments for name, arguments in calls.items() if arguments is not None}
    alone = {name: arguments for name, arguments in asked.items() if name in TIMED or not sample}
    made = {name: proof(name, arguments) for name, arguments in alone.items()}
    with ThreadPoolExecutor(2) as pool:
        beside = {name: pool.submit(proof, name, asked[name]) for name in asked if name not in alone}
        made |= {name: future.result() for name, future in beside.items()}
    proofs = [asdict(made[name]) for name in asked]
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    day = datetime.now(UTC).date().isoformat()
    return {"version": planlink.__version__, "day": day, "machine": machine, "sample": sample, "proofs": proofs}


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
    kept = json.loads(told.kept.read_text(encoding="utf-8")) if told.kept else run(told.names or [*PROOFS], told.sample)
    if told.json:
        told.json.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if told.table:
        told.table.write_text(table(kept), encoding="utf-8")
    return int(not all(row["holds"] for one in kept["proofs"] for row in one["rows"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
