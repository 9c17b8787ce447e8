"""Where the text of a measure goes on on another sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planlink.records.outline import Paragraph
from planlink.records.places import Turn, turned

KNOWN_BY = 16
"""Letters by which a piece is known."""
SHORTEST = 4
"""Letters of a piece by which it is known without its marker."""
LONGEST_MARKER = 4
"""Letters at its head that the text may not have: ア, (1) with a blank."""


def turns(text: str, paragraphs: Sequence[Paragraph], first: int | None) -> tuple[Turn, ...]:
    """Where a text made of these paragraphs, that begins on the sheet `first`, goes on on another one. A piece that the
    text does not have tells nothing."""
    return turned(_starts(text, paragraphs), first)


def _starts(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int | None]]:
    """Where each piece begins in the text, and its sheet."""
    before = (0, 0)
    for page, piece in _pieces(paragraphs):
        place = _place(text, piece, *before)
        if place is not None:
            yield place[0], page
            before = place


def _pieces(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int | None, str]]:
    """The paragraphs cut where they go on on another sheet, each piece with its sheet."""
    for one in paragraphs:
        starts, pages = [0, *(turn.start for turn in one.turns)], [one.page, *(turn.page for turn in one.turns)]
        for page, start, end in zip(pages, starts, [*starts[1:], len(one.text)], strict=True):
            yield page, one.text[start:end].strip()


def _place(text: str, piece: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a piece begins and ends in the text: behind the one before, which begins at `start` and ends at `end`, or
    further on, where it can be no other piece."""
    for skipped in range(max(1, min(LONGEST_MARKER, len(piece) - SHORTEST) + 1) if piece else 0):
        known_by = piece[skipped : skipped + KNOWN_BY]
        at = end if text.startswith(known_by, end) else text.find(known_by, start)
        if at == end or (at >= 0 and (len(known_by) == KNOWN_BY or text.find(known_by, at + 1) < 0)):
            return at, at + len(piece) - skipped
    return None
