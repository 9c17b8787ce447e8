"""The trial PDFs beside the project, read and held against what is truly in them, each figure with its bar.

`python bench/trials.py [--json] [FOLDER]`; exit status 1 where a figure misses its bar, 2 without the trials.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

from planlink.documents.reader import read_document
from planlink.errors import DocumentError
from planlink.outline.numbering import BULLETS
from planlink.outline.tree import outline
from planlink.records.documents import Document, Frame, Line, Page, Table

TRIALS = Path(__file__).resolve().parents[2] / "shared" / "documents" / "hard"
MAIN = ("trial_main", "trial_shuf", "trial_sups")
SCANNED = (2, 5)
"""The sheets of trial_main that trial_scan shows."""

Blocks = list[dict[str, Any]]
Cells = dict[tuple[int, int, int, int], tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. The bar is `least` and `most`, of `whole` things in all; `value` None: it could not be
    measured, and `why` says the reason."""

    trial: str
    what: str
    value: float | None
    least: float = 0.0
    most: float = float("inf")
    why: str = ""

    @property
    def fine(self) -> bool:
        return self.value is not None and self.least <= self.value <= self.most

    @property
    def bar(self) -> str:
        if self.least == self.most:
            return f"{self.least:g}"
        return f"≤ {self.most:g}" if self.most < float("inf") else f"≥ {self.least:g}"


def figures(folder: Path) -> Iterator[Figure]:
    """All figures of the trials in `folder`."""
    for name in MAIN:
        yield from _plain_trial(name, read_document(folder / f"{name}.pdf"), truth_of(folder, "trial_main"))
    yield from _grids(read_document(folder / "trial_lo.pdf"), truth_of(folder, "trial_lo"))
    wrong, _ = letters_wrong(read_document(folder / "trial_cid.pdf").pages, truth_of(folder, "trial_cid"))
    yield Figure("trial_cid", "letters wrong", wrong, most=0, least=0)
    yield from _scan(folder)


def _plain_trial(name: str, document: Document, truth: list[Blocks]) -> Iterator[Figure]:
    wrong, letters = letters_wrong(document.pages, truth)
    yield Figure(name, "letters wrong in reading order, %", round(100 * wrong / letters, 3), most=0.5)
    meant = Counter(_unsigned(b["text"]) for b in chain(*truth) if b["type"] == "heading")
    found = Counter(headings(document))
    yield Figure(name, "headings found", (meant & found).total(), meant.total(), meant.total())
    yield Figure(name, "headings false", (found - meant).total(), 0, 0)
    cells = [table for blocks in truth for table in true_cells(blocks)]
    found_cells = [table for page in document.pages for table in read_cells(page)]
    found_cells += [{}] * (len(cells) - len(found_cells))
    right = sum(map(cells_right, cells, found_cells))
    yield Figure(name, "table cells right", right, most=70, least=70)
    notes = [note_letters(blocks) for blocks in truth]
    marks = sum(map(marks_right, document.pages, notes))
    yield Figure(name, "footnote marks right", marks, sum(map(len, notes)), sum(map(len, notes)))


def _grids(document: Document, truth: list[Blocks]) -> Iterator[Figure]:
    meant = [table for blocks in truth for table in true_cells(blocks)]
    found = [table for page in document.pages for table in read_cells(page)]
    yield Figure("trial_lo", "tables with the right grid", sum(map(_same_grid, meant, found)), len(meant), len(meant))
    yield Figure("trial_lo", "tables found", len(found), len(meant), len(meant))


def _same_grid(one: Cells, other: Cells) -> bool:
    return set(one) == set(other)


def _scan(folder: Path) -> Iterator[Figure]:
    """Letters and numbers of the scan; a number that is wrong counts as marked where its page says that it was
    read from a picture."""
    truth = [truth_of(folder, "trial_main")[sheet - 1] for sheet in SCANNED]
    try:
        pages = read_document(folder / "trial_scan.pdf").pages
    except DocumentError as error:
        why = str(error) if find_spec("rapidocr") else "the extra `ocr` is not installed"
        yield Figure("trial_scan", "letters wrong in reading order, %", None, most=2.5, why=why)
        yield Figure("trial_scan", "numbers right or marked", None, 1, 1, why)
        return
    wrong, letters = letters_wrong(pages, truth)
    yield Figure("trial_scan", "letters wrong in reading order, %", round(100 * wrong / letters, 3), most=2.5)
    meant = [numbers(true_text(blocks)) for blocks in truth]
    right = [(one & numbers(whole(page))).total() for one, page in zip(meant, pages, strict=True)]
    safe = [
        count if page.quality.source == "ocr" else held
        for page, held, count in zip(pages, right, (one.total() for one in meant), strict=True)
    ]
    total = sum(one.total() for one in meant)
    yield Figure("trial_scan", "numbers right", sum(right))
    yield Figure("trial_scan", "numbers right or marked", sum(safe), total, total)


def truth_of(folder: Path, name: str) -> list[Blocks]:
    """What is truly on each page of a trial."""
    data = json.loads((folder / f"{name}.truth.json").read_text(encoding="utf-8"))
    return [page["blocks"] for page in data["pages"]]


def true_text(blocks: Blocks) -> str:
    """The letters of a page in reading order, without running heads and page numbers."""
    return plain("".join(b["text"] for b in blocks if b["type"] not in ("runhead", "pageno")))


def letters_wrong(pages: Sequence[Page], truth: Sequence[Blocks]) -> tuple[int, int]:
    """How many letters must be changed to get the truth, and how many letters the truth has."""
    meant = [true_text(blocks) for blocks in truth]
    wrong = sum(distance(text, whole(page)) for text, page in zip(meant, pages, strict=True))
    return wrong, sum(map(len, meant))


def headings(document: Document) -> list[str]:
    """The headings of the tree with their markers; a sign before a title (●) is no letter of it."""
    return [_unsigned(section.marker + section.title) for _, section in outline(document).root.walk()]


def _unsigned(text: str) -> str:
    return plain(text.lstrip(BULLETS))


def true_cells(blocks: Blocks) -> list[Cells]:
    """Each table of a page as (row, column, row span, column span) → its letters and whether they stand upright."""
    return [
        {(c["r"], c["c"], c["rs"], c["cs"]): (plain(c["text"]), c.get("vertical", False)) for c in block["cells"]}
        for block in blocks
        if block["type"] == "table"
    ]


def read_cells(page: Page) -> list[Cells]:
    """The same of a page that was read."""
    return [
        {
            (c.row, c.column, c.row_span, c.column_span): (plain("".join(x.text for x in c.lines)), c.vertical)
            for c in block.cells
        }
        for block in page.blocks
        if isinstance(block, Table)
    ]


def cells_right(meant: Cells, found: Cells) -> int:
    """Cells that have letters and have them at the right place with the right span."""
    return sum(found.get(place) == cell for place, cell in meant.items() if cell[0])


def note_letters(blocks: Blocks) -> list[str]:
    """The footnotes of a page with their marks."""
    return [plain(b["text"]) for b in blocks if b["type"] == "footnote"]


def marks_right(page: Page, notes: Sequence[str]) -> int:
    """Notes of a page that were read whole and whose mark was taken out of the text once."""
    marks = Counter(mark.label for line in lines_of(page) for mark in line.marks)
    return sum(plain(note.label + note.text) in notes and marks[note.label] == 1 for note in page.notes)


def plain(text: str) -> str:
    """Letters in normal form without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def numbers(text: str) -> Counter[str]:
    """The numbers of a text as printed, with their sign."""
    return Counter(re.findall(r"[▲△]?\d[\d,.]*", text))


def lines_of(page: Page) -> list[Line]:
    """All lines of a page in reading order."""
    lines: list[Line] = []
    for block in page.blocks:
        if isinstance(block, Table):
            lines.extend(line for cell in block.cells for line in cell.lines)
        else:
            lines.extend(block.lines if isinstance(block, Frame) else (block,))
    return lines


def printed(line: Line) -> str:
    """The line with its footnote marks where they stood."""
    text = line.text
    for mark in reversed(line.marks):
        text = text[: mark.offset] + mark.label + text[mark.offset :]
    return text


def whole(page: Page) -> str:
    """The letters of a page with marks and notes."""
    body = "".join(map(printed, lines_of(page)))
    return plain(body + "".join(n.label + n.text for n in page.notes))


def distance(one: str, two: str) -> int:
    """Levenshtein, with equal ends cut off."""
    while one and two and one[0] == two[0]:
        one, two = one[1:], two[1:]
    while one and two and one[-1] == two[-1]:
        one, two = one[:-1], two[:-1]
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, start=1):
        last, row[0] = row[0], i
        for j, b in enumerate(two, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def table(found: Iterable[Figure]) -> Iterator[str]:
    """The figures as lines of text."""
    for figure in found:
        value = "—" if figure.value is None else f"{figure.value:g}"
        said = "" if figure.fine else f"MISSED {figure.why}".rstrip()
        yield f"{figure.trial:<12} {figure.what:<36} {value:>8}   {figure.bar:<8} {said}".rstrip()


def _object(figure: Figure) -> dict[str, Any]:
    held = {name: value for name, value in asdict(figure).items() if name not in ("least", "most")}
    return {**held, "bar": figure.bar, "fine": figure.fine}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument("folder", nargs="?", type=Path, default=TRIALS)
    named = parser.parse_args(arguments)
    if not (named.folder / "trial_main.pdf").is_file():
        print(f"{named.folder}: no trials here", file=sys.stderr)
        return 2
    found = list(figures(named.folder))
    if named.json:
        for figure in found:
            print(json.dumps(_object(figure), ensure_ascii=False))
    else:
        print("\n".join(table(found)))
    return 0 if all(figure.fine for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
