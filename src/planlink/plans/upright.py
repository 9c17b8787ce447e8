"""Tables brought upright: with the words that say what stands where in a header on top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planlink.plans.cells import cell_at, text_of
from planlink.plans.headers import all_columns
from planlink.plans.roles import is_exact
from planlink.records.documents import Cell, Table

_LABELS = ("name", "target", "baseline", "actual", "unit", "other", "progress")


@dataclass(frozen=True, slots=True)
class Upright:
    """A table with its header on top; `places` are the rows that its rows have in the table as printed."""

    table: Table
    places: tuple[int, ...]


def upright(table: Table) -> tuple[Upright, ...]:
    """The table as it is where it has a header; else the forms it consists of (指標名｜…, 目標値｜…), or the table
    turned (指標 across the top, 現状値 and 目標値 as rows)."""
    if not all_columns(table):
        forms = tuple(_forms(table))
        if forms:
            return forms
        turned = _turned(table)
        if turned and all_columns(turned):
            return (Upright(turned, (0,) * turned.rows),)
    return (Upright(table, tuple(range(table.rows))),)


def _forms(table: Table) -> Iterator[Upright]:
    """One table for each indicator of a form in which a label stands before each value."""
    pairs = [pair for row in range(table.rows) for pair in _pairs(table, row)]
    starts = [i for i, (label, _) in enumerate(pairs) if _says(label, "name")]
    for start, end in zip(starts, [*starts[1:], len(pairs)][: len(starts)], strict=True):
        kept = pairs[start:end]
        told = [
            role for role in ("target", "baseline", "actual", "unit") if any(_says(label, role) for label, _ in kept)
        ]
        if "target" in told and len(told) > 1:
            yield _made(kept)


def _says(label: Cell, role: str) -> bool:
    return is_exact(text_of(label), role)


def _pairs(table: Table, row: int) -> Iterator[tuple[Cell, Cell]]:
    """Labels with their values in a row; nothing where a label has several values."""
    cells = sorted((c for c in table.cells if c.row == row), key=lambda c: c.column)
    told = [is_exact(text_of(c), *_LABELS) for c in cells]
    for place in range(len(cells) - 1):
        alone = place + 2 >= len(cells) or told[place + 2]
        if told[place] and not told[place + 1] and text_of(cells[place + 1]) and alone:
            yield cells[place], cells[place + 1]


def _made(pairs: Sequence[tuple[Cell, Cell]]) -> Upright:
    labels = [replace(label, row=0, column=i, row_span=1, column_span=1) for i, (label, _) in enumerate(pairs)]
    values = [replace(value, row=1, column=i, row_span=1, column_span=1) for i, (_, value) in enumerate(pairs)]
    place = pairs[0][1].row
    return Upright(Table(2, len(pairs), (*labels, *values)), (place, place))


def _turned(table: Table) -> Table | None:
    """The table with rows and columns changed, where its first column names the indicators, a target and a baseline."""
    labels = [text_of(cell_at(table, row, 0)) for row in range(table.rows)]
    told = {role for text in labels for role in ("target", "baseline", "actual") if is_exact(text, role)}
    if "target" not in told or len(told) < 2 or not is_exact(labels[0], "name", "item"):
        return None
    cells = [
        replace(c, row=c.column, column=c.row, row_span=c.column_span, column_span=c.row_span) for c in table.cells
    ]
    return Table(table.columns, table.rows, tuple(sorted(cells, key=lambda c: (c.row, c.column))), table.box)
