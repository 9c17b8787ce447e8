"""What a table of a paper is: titled columns and rows of cells. Excel, Word, HTML and screen print the same ones."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planlink.outputs import words
from planlink.records.findings import Analysis
from planlink.records.places import Place
from planlink.records.plans import Indicator, Item, Measure, Plan


@dataclass(frozen=True, slots=True)
class Ref:
    """A piece of text in a cell that may lead to a measure, or to a page of a document."""

    text: str
    measure: str | None = None
    document: str | None = None
    page: int | None = None


class PageNumber(int):
    """A sheet number in a cell: a number that knows its document, so that it can lead there."""

    document: str

    def __new__(cls, document: str, page: int) -> PageNumber:
        made = super().__new__(cls, page)
        made.document = document
        return made


def page_of(thing: Item | Measure | Indicator | Place) -> PageNumber | None:
    """The sheet on which something stands, None where its format has none."""
    return None if thing.page is None else PageNumber(thing.document, thing.page)


HEADLINE_LETTERS = 24
_NUMBERED = re.compile(r"基本目標\s?[^\s]{1,3}(?=\s)")

Cell = str | int | float | bool | None | tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its width in full-width letters, and its kind: text, number, mark, state,
    list (one piece a line, bulleted where there are several) or pages (pieces in one line)."""

    title: str
    width: float
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a title. `groups` is the number of leading columns whose repetition a paper may blank or shorten;
    `nothing` is what stands in place of rows where there are none."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    groups: int = 0
    nothing: str = words.NOTHING


@dataclass(frozen=True, slots=True)
class Index:
    """Where the records of an analysis are found by id, and in which order they stand."""

    plans: dict[str, Plan]
    measures: dict[str, Measure]
    items: dict[str, Item]
    order: dict[str, int]

    @classmethod
    def of(cls, analysis: Analysis) -> Index:
        measures = {one.id: one for one in analysis.measures}
        return cls(
            {plan.id: plan for plan in analysis.plans},
            measures,
            {one.id: one for plan in analysis.plans for one in plan.items},
            {id: place for place, id in enumerate(measures)},
        )

    def measure_title(self, id: str) -> str:
        """The measure's title, or how its text begins where it has none; an id that is not known stays itself."""
        found = self.measures.get(id)
        return id if found is None else headline(found)

    def document_title(self, id: str) -> str:
        """The plan's title, or its file where it has none."""
        plan = self.plans.get(id)
        return id if plan is None else plan.title or plan.file

    def subject_title(self, id: str) -> str:
        """The title of an item or a measure; an id that is not known stays itself."""
        return self.items[id].title if id in self.items else self.measure_title(id)

    def measure_refs(self, ids: Iterable[str]) -> tuple[Ref, ...]:
        """The titles of measures, each leading to its measure."""
        return tuple(Ref(self.measure_title(id), id if id in self.measures else None) for id in ids)

    def page_refs(self, document: str, pages: Iterable[int | None]) -> tuple[Ref, ...]:
        """Sheet numbers, each leading to its page."""
        return tuple(Ref(str(page), None, document, page) for page in pages if page is not None)


def without(table: Table, *titles: str) -> Table:
    """The table without the columns of these titles."""
    kept = [number for number, column in enumerate(table.columns) if column.title not in titles]
    return replace(
        table,
        columns=tuple(table.columns[number] for number in kept),
        rows=tuple(tuple(row[number] for number in kept) for row in table.rows),
    )


def headline(measure: Measure) -> str:
    """What a measure is called in a paper."""
    return measure.title or headed(measure.text)


def headed(text: str) -> str:
    """How a text begins, in the place of a title."""
    return text[:HEADLINE_LETTERS] + ("…" if len(text) > HEADLINE_LETTERS else "")


def plain(cell: Cell, joint: str = "\n") -> str:
    """A cell as text, several pieces joined; empty for None."""
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return joint.join(ref.text for ref in cell)
    return str(cell)


def shown(column: Column, cell: Cell, letters: float = math.inf) -> str:
    """A cell as a paper prints it below this column; pages are laid into lines of so many full-width letters, since
    some programs break a line inside a number."""
    if column.kind == "pages":
        return "\n".join(_filled([ref.text for ref in cell], letters)) if isinstance(cell, tuple) else plain(cell)
    if column.kind == "list" and isinstance(cell, tuple) and len(cell) > 1:
        return "\n".join(f"・{ref.text}" for ref in cell)
    return plain(cell)


def _filled(pieces: Sequence[str], letters: float) -> Iterator[str]:
    line = ""
    for place, piece in enumerate(pieces, 1):
        said = f"{piece}，" if place < len(pieces) else piece
        if line and breadth(line + said) > letters:
            yield line
            line = ""
        line += said
    yield line


class _Widths(dict[str, float]):
    """The width of each letter, asked once."""

    def __missing__(self, letter: str) -> float:
        width = self[letter] = 1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.5
        return width


_WIDTHS = _Widths()


def breadth(text: str) -> float:
    """The width of a text in full-width letters."""
    return sum(map(_WIDTHS.__getitem__, text))


def continued(table: Table) -> Iterator[tuple[Cell, ...]]:
    """The rows as printed: the cells of a group that goes on say whose it is, since a page may begin there."""
    before: tuple[Cell, ...] = ()
    for row in table.rows:
        same = next((n for n in range(table.groups) if row[n : n + 1] != before[n : n + 1]), table.groups)
        yield (*map(again, row[:same]), *row[same:])
        before = row


def again(cell: Cell) -> str:
    """A group's cell in its further rows: a basic goal by its number alone; what goes on already stays."""
    said = plain(cell)
    if said.endswith(words.GOES_ON):
        return said
    numbered = _NUMBERED.match(said)
    return f"{numbered[0] if numbered else said}{words.GOES_ON}"


def rounded(score: float) -> float:
    """Scores are shown with three digits, here and nowhere earlier."""
    return round(score, 3) + 0.0


def neat(value: float | None) -> float | int | None:
    """80.0 is 80."""
    return int(value) if value is not None and float(value).is_integer() else value


def texts(lines: Iterable[str], suffix: str = "") -> tuple[Ref, ...]:
    """Plain lines of a cell."""
    return tuple(Ref(line + suffix) for line in lines)


def dashed(refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """A dash where a printed cell would be empty."""
    return refs or (Ref(words.EMPTY),)
