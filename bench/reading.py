"""What reading costs: CPU seconds beside a bare pdfplumber loop over the same pages in the same run, and memory.

`python bench/reading.py [PDF …] [--sample] [--books 60 600] [--scans PDF …] [--json FILE]`; without names
the demo's three plans, and books of 60, 300 and 600 pages (`--sample`: 60 and 120).
`--scans` reads files of pictures (extra `ocr`): the peak of the process that reads pages and of the one that reads its
pictures. `--books` also typesets budget books of so many pages and reads each as planlink does, in processes of its
own: the peak of the process that reads pages and of the one that holds the plan, and the CPU seconds of outline and
plan. Exit status 1 above the budget.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pdfplumber
from measured import Row, at_most, tell

from planlink.documents.pdf import count_pages, read_pages
from planlink.documents.reader import PAGES_A_CHILD, read_document
from planlink.read import plan_of
from planlink.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "corpus" / "demo"
ROUNDS = 3
BOOKS, SAMPLE = (60, 300, 600), (60, 120)  # pages
RATIO = 1.5  # of the bare loop
MEMORY = 150  # MB in the process that reads pages
GROWTH = 1.3  # from the shortest book to the longest
THINKING = 20  # CPU seconds for outline and plan of 600 pages


@dataclass(frozen=True, slots=True)
class Cost:
    """One file: the median ratio of CPU seconds to those of the bare loop, and CPU seconds a page."""

    file: str
    pages: int
    ratio: float
    seconds_a_page: float


@dataclass(frozen=True, slots=True)
class Pictures:
    """One file of pictures: peaks in MB of the process that reads its pages and of the one that reads its pictures."""

    file: str
    peak_of_reader: int
    peak_of_sight: int


@dataclass(frozen=True, slots=True)
class Book:
    """One long file: CPU seconds of the processes that read its pages and of outline and plan; peaks in MB; what was
    made up from it."""

    pages: int
    reading: float
    thinking: float
    peak_of_readers: int
    peak_of_parent: int
    measures: int
    indicators: int


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--books", nargs="+", type=int, metavar="PAGES")
    parser.add_argument("--scans", nargs="+", type=Path, default=[], metavar="PDF")
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", type=Path, help="read this book alone and print its figures as JSON")
    parser.add_argument("--part", type=int, help="with --one: read the pages from this one on as a child process does")
    asked = parser.parse_args(arguments)
    if asked.part:
        read_pages(asked.one, asked.part, asked.part + PAGES_A_CHILD - 1)
        print(_peak())
        return 0
    if asked.one:
        print(json.dumps(asdict(_book(asked.one))))
        return 0
    costs = [_told(_cost(file)) for file in asked.files or sorted(DEMO.glob("*.pdf"))]
    ratio = round(statistics.median(cost.ratio for cost in costs), 2)
    wanted = SAMPLE if asked.sample else asked.books or ([] if asked.files or asked.scans else BOOKS)
    books = [_read_alone(pages) for pages in wanted]
    scans = [_pictures(file) for file in asked.scans]
    for cost in (*books, *scans):
        print(cost)
    costly: dict[str, Sequence[Any]] = {"files": costs, "books": books, "scans": scans}
    found = {"ratio": ratio, **{name: [asdict(cost) for cost in each] for name, each in costly.items()}}
    return tell([at_most("reading", ratio, RATIO, "bare loops"), *_rows(books, scans)], asked.json, found)


def _told(cost: Cost) -> Cost:
    print(f"{cost.file}: {cost.pages} pages, {cost.seconds_a_page:.3f} s a page, ratio {cost.ratio:.2f}")
    return cost


def _cost(file: Path) -> Cost:
    pages = count_pages(file)
    pairs = [(_seconds(_bare, file), _seconds(_ours, file)) for _ in range(ROUNDS)]
    ratio = statistics.median(ours / bare for bare, ours in pairs)
    return Cost(file.name, pages, round(ratio, 2), round(min(ours for _, ours in pairs) / pages, 4))


def _seconds(work: Callable[[Path], None], file: Path) -> float:
    begun = time.process_time()
    work(file)
    return time.process_time() - begun


def _bare(file: Path) -> None:
    with pdfplumber.open(file) as document:
        for page in document.pages:
            _ = page.chars, page.find_tables()
            page.close()


def _ours(file: Path) -> None:
    read_pages(file, 1, count_pages(file))


def _read_alone(pages: int) -> Book:
    """A budget book of so many pages, read in a process whose peak is that of this book."""
    sys.path.insert(0, str(ROOT / "tests"))
    import books

    with tempfile.TemporaryDirectory() as folder:
        file = books.budget(pages).save(Path(folder) / f"budget-{pages}.pdf")
        command = [sys.executable, __file__, "--one", str(file)]
        return Book(**json.loads(subprocess.run(command, capture_output=True, check=True).stdout))


def _book(file: Path) -> Book:
    document = read_document(file)
    readers, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.process_time()
    plan = plan_of(document, Settings())
    thinking, last = time.process_time() - begun, (len(document.pages) - 1) // PAGES_A_CHILD * PAGES_A_CHILD + 1
    return Book(
        len(document.pages),
        round(readers.ru_utime + readers.ru_stime, 1),
        round(thinking, 1),
        max(_peak_of_part(file, first) for first in {1, max(1, last - PAGES_A_CHILD), last}),
        _peak(),
        len(plan.measures),
        len(plan.indicators),
    )


def _pictures(file: Path) -> Pictures:
    """The second peak is the largest of all processes so far, which one that reads pictures always is."""
    reader = _peak_of_part(file, 1)
    return Pictures(file.name, reader, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)


def _peak_of_part(file: Path, first: int) -> int:
    command = [sys.executable, __file__, "--one", str(file), "--part", str(first)]
    return int(subprocess.run(command, capture_output=True, check=True).stdout)


def _peak() -> int:
    """The peak of this process in MB. Not from getrusage: a process inherits there what its parent had (Linux only)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024


def _rows(books: Sequence[Book], scans: Sequence[Pictures]) -> Iterator[Row]:
    peaks = [book.peak_of_readers for book in books]
    for scan in scans:
        yield at_most(f"peak reading {scan.file}", scan.peak_of_reader, MEMORY, "MB", 0)
    for book in books:
        yield at_most(f"peak of a reading process, {book.pages} pages", book.peak_of_readers, MEMORY, "MB", 0)
        yield at_most(f"outline and plan, {book.pages} pages", book.thinking, THINKING, "CPU s", 1)
        made_up = book.measures + book.indicators
        yield at_most(f"measures and indicators made up from {book.pages} pages", made_up, 0, "", 0)
    if len(peaks) > 1:
        yield at_most("peak of the largest book", max(peaks) / min(peaks), GROWTH, "of the smallest one")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
