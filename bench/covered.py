"""How much of planlink the tests run: lines and branches of all that is not the command line, at least 90 % of each.
`python bench/covered.py [--sample] [--json FILE] [--least SHARE]`; exit status 1 below the bar, 2 without the package
`coverage` or where a test fails. `--sample` asks the same of the checks and of the language alone, whose own tests take
seconds. Processes that the tests start are measured too.
"""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "planlink"
COMMAND_LINE = ("__main__.py", "cli.py", "commands/")
SAMPLE = ("audit", "japanese")
WHOLE = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "tests")
LEAST = 0.9
CONFIG = """[run]
branch = true
parallel = true
patch = subprocess
sigterm = true
source = {source}
data_file = {data}
disable_warnings = no-data-collected,module-not-measured
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What a file has and what of it ran: lines and branches."""

    file: str
    lines: int
    lines_run: int
    branches: int
    branches_run: int


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--least", type=float, default=LEAST)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(arguments)
    if find_spec("coverage") is None:
        print("the package coverage is not installed", file=sys.stderr)
        return 2
    tests = [f"tests/{name}" for name in SAMPLE] if asked.sample else WHOLE
    found = [one for one in measured(tests) if is_asked(one.file, asked.sample)]
    for line in short(found, asked.least):
        print(line)
    rows = [row(kind, found, asked.least) for kind in ("lines", "branches")]
    for told in rows:
        print(f"{told['what']}: {told['measured']} (asked {told['asked']})")
    if asked.json:
        asked.json.write_text(json.dumps({"rows": rows}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0 if all(told["holds"] for told in rows) else 1


def measured(tests: Sequence[str]) -> list[Run]:
    """What the tests run, file by file. Ends with status 2 where one of them fails: then they stop early."""
    with TemporaryDirectory() as folder:
        config = Path(folder) / "coverage.ini"
        config.write_text(CONFIG.format(source=SOURCE, data=Path(folder) / "data"), encoding="utf-8")
        told = ["--rcfile", str(config)]
        ran = _coverage("run", *told, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests)
        if ran.returncode:
            print(ran.stdout[-4000:], file=sys.stderr)
            raise SystemExit(2)
        _coverage("combine", *told)
        _coverage("json", *told, "-o", str(Path(folder) / "told.json"))
        return list(runs(json.loads((Path(folder) / "told.json").read_text(encoding="utf-8"))))


def _coverage(*arguments: str) -> subprocess.CompletedProcess[str]:
    asked = [sys.executable, "-m", "coverage", *arguments]
    return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")


def runs(told: dict[str, Any]) -> Iterator[Run]:
    """What a report of coverage says, with files as they stand below src/planlink."""
    for name, file in told["files"].items():
        said = file["summary"]
        yield Run(
            (ROOT / name).relative_to(SOURCE).as_posix(),
            said["num_statements"],
            said["covered_lines"],
            said["num_branches"],
            said["covered_branches"],
        )


def is_asked(file: str, sample: bool) -> bool:
    """Whether a file counts: nothing of the command line, and of a sample its own folders."""
    return file.split("/")[0] in SAMPLE if sample else not file.startswith(COMMAND_LINE)


def short(found: Iterable[Run], least: float) -> Iterator[str]:
    """A line for each file below the bar."""
    for one in found:
        if one.lines_run < least * one.lines or one.branches_run < least * one.branches:
            yield f"{one.file}: lines {one.lines_run}/{one.lines}, branches {one.branches_run}/{one.branches}"


def row(kind: str, found: Iterable[Run], least: float) -> dict[str, Any]:
    every = list(found)
    whole = sum(getattr(one, kind) for one in every)
    ran = sum(getattr(one, f"{kind}_run") for one in every)
    share = ran / whole if whole else 0.0
    return {
        "what": f"{kind} that the tests run",
        "asked": f"{least:.0%}",
        "measured": f"{share:.1%} of {whole:,}",
        "holds": share >= least,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
