"""What reading costs beside a bare pdfplumber loop over the same pages: CPU seconds in one run, the ratio's median.

`python bench/reading.py [PDF …]`; without names the demo's three plans.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber

from planlink.documents.pdf import count_pages, read_pages

DEMO = Path(__file__).resolve().parents[1] / "corpus" / "demo"
ROUNDS = 3


def main(named: Sequence[str]) -> None:
    files = [Path(name) for name in named] or sorted(DEMO.glob("*.pdf"))
    ratios = []
    for _ in range(ROUNDS):
        bare, ours = _cost(_bare, files), _cost(_ours, files)
        ratios.append(ours / bare)
        print(f"bare loop {bare:.2f} s   planlink {ours:.2f} s   ratio {ratios[-1]:.2f}")
    print(f"median ratio {statistics.median(ratios):.2f}")


def _cost(work: Callable[[Path], None], files: Sequence[Path]) -> float:
    begun = time.process_time()
    for file in files:
        work(file)
    return time.process_time() - begun


def _bare(file: Path) -> None:
    with pdfplumber.open(file) as document:
        for page in document.pages:
            _ = page.chars, page.find_tables()
            page.close()


def _ours(file: Path) -> None:
    read_pages(file, 1, count_pages(file))


if __name__ == "__main__":
    main(sys.argv[1:])
