"""Tables from grids of text: "<" goes on with the cell to the left, "^" with the one above, "/" parts lines."""

from __future__ import annotations

from collections.abc import Sequence

from planlink.records.documents import Cell, Line, Table
from planlink.records.places import Box

WIDE, HIGH = 100.0, 20.0


def grid(rows: Sequence[Sequence[str]]) -> Table:
    """A table whose columns are 100 points wide and whose rows are 20 points high."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text not in ("<", "^"):
                right = _run(row, c, "<")
                down = _run([other[c] if c < len(other) else "" for other in rows], r, "^")
                box = Box(c * WIDE, r * HIGH, (c + right) * WIDE, (r + down) * HIGH)
                lines = tuple(Line(part) for part in text.split(" / ")) if text else ()
                cells.append(Cell(r, c, down, right, lines, box))
    return Table(len(rows), max(map(len, rows)), tuple(cells), Box(0, 0, max(map(len, rows)) * WIDE, len(rows) * HIGH))


def _run(texts: Sequence[str], start: int, sign: str) -> int:
    end = start + 1
    while end < len(texts) and texts[end] == sign:
        end += 1
    return end - start
