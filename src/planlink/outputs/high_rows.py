"""Rows of a paper that are higher than a program can show → several rows, so that no text is cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planlink.outputs.rows import Cell, Column, Table, again, breadth, continued, plain, shown

SAID_AGAIN = 2
"""A cell of so many lines says in the further rows of its row whose they are."""


def printed_rows(table: Table, most: int) -> Iterator[tuple[Cell, ...]]:
    """The rows as printed, none with more than `most` lines: what is longer goes on in a further row, whose leading
    cells say whose it is（続き）."""
    for cells in continued(table):
        lines = [lines_of(column, cell) for column, cell in zip(table.columns, cells, strict=True)]
        if max(map(len, lines)) <= most:
            yield cells
        else:
            yield from _split(table.columns, cells, lines, most)


def lines_of(column: Column, cell: Cell) -> list[str]:
    """A cell's lines at its column's width; the last of a paragraph ends with a line end."""
    return [line for part in shown(column, cell, column.width).split("\n") for line in _filled(part, column.width)]


def _filled(text: str, letters: float) -> list[str]:
    if breadth(text) <= letters:
        return [f"{text}\n"]
    starts, width = [0], 0.0
    for place, letter in enumerate(text):
        width += breadth(letter)
        if width > letters and place > starts[-1]:
            starts.append(place)
            width = breadth(letter)
    lines = [text[start:end] for start, end in pairwise([*starts, len(text)])]
    return [*lines[:-1], f"{lines[-1]}\n"]


def _split(
    columns: Sequence[Column], cells: Sequence[Cell], lines: Sequence[list[str]], most: int
) -> Iterator[tuple[Cell, ...]]:
    parts = [list(_parts(cell, most)) for cell in lines]
    long = next(number for number, cell in enumerate(parts) if len(cell) > 1)
    names = [_name(column, cell, of) for column, cell, of in zip(columns[:long], cells, lines, strict=False)]
    whole = [cell if len(of) == 1 else of[0] for cell, of in zip(cells, parts, strict=True)]
    yield tuple(whole)
    for turn in range(1, max(map(len, parts))):
        rest = [of[turn] if turn < len(of) else None for of in parts]
        yield (*names, *rest[long:])


def _parts(lines: Sequence[str], most: int) -> Iterator[str]:
    """Pieces of at most so many lines, cut at the end of a paragraph where one lies in their second half."""
    while len(lines) > most:
        ends = [place for place in range(most // 2, most) if lines[place].endswith("\n")]
        cut = ends[-1] + 1 if ends else most
        yield "".join(lines[:cut]).removesuffix("\n")
        lines = lines[cut:]
    yield "".join(lines).removesuffix("\n")


def _name(column: Column, cell: Cell, lines: Sequence[str]) -> str | None:
    """What a short cell says again in the further rows."""
    short = len(lines) <= SAID_AGAIN and column.kind in ("text", "number")
    return again(cell) if short and plain(cell) else None
