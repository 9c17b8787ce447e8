"""Where something stands: boxes on a page, places in a document, and doubts about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in points (1/72 inch), measured from the upper left corner of the page."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


class Turn(NamedTuple):
    """Where a text goes on on another sheet: its first letter there, counted from 0, and the sheet."""

    start: int
    page: int


def turned(pieces: Iterable[tuple[int, int | None]], first: int | None) -> tuple[Turn, ...]:
    """The turns of a text that begins on the sheet `first`: of its pieces, given by first letter and sheet in their
    order, those that stand on another sheet than the one before; None is not known."""
    found: list[Turn] = []
    for start, page in pieces:
        if page is not None and page != (found[-1].page if found else first):
            found.append(Turn(start, page))
    return tuple(found)


SheetAt = Callable[[int], int | None]
"""The sheet on which a letter of a text stands, by its place."""


def unpaged(start: int) -> None:
    """A text that stands on no sheet."""


def sheet_at(start: int, first: int | None, turns: Sequence[Turn]) -> int | None:
    """The sheet on which a letter of a text stands that begins on the sheet `first`; `turns` in the text's order."""
    return next((turn.page for turn in reversed(turns) if turn.start <= start), first)


@dataclass(frozen=True, slots=True)
class Place:
    """A quotation and where it stands. `page` counts sheets from 1; None where a format has no pages."""

    document: str
    page: int | None
    text: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a stage is not sure of. `kind` is a short English code that the audit and the papers put into words."""

    kind: str
    place: Place
    detail: str = ""
