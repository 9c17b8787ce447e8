"""The tables that gave measures (施策), by what their columns are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planlink.outputs.listing_rows import form_of
from planlink.plans.cells import cell_at, text_of
from planlink.plans.choosing import Entry
from planlink.plans.measure_tables import Roles, measure_roles, table_points
from planlink.records.documents import Table
from planlink.records.outline import PlacedTable


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of tables with measures are called, empty where a table has no such column; the sheets on which
    these tables begin, and how many measures they gave."""

    number: str
    title: str
    texts: tuple[str, ...]
    department: str
    pages: tuple[int, ...]
    measures: int


def columns_of(entries: Sequence[Entry]) -> tuple[Columns, ...]:
    """The tables that gave measures; those with the same columns are told once."""
    rows = [entry for entry in entries if form_of(entry) == "row"]
    sections = {id(entry.level.section): entry.level.section for entry in rows}
    taken = {(id(entry.level.section), entry.point) for entry in rows}
    made: dict[tuple[str, str, tuple[str, ...], str], Columns] = {}
    for key, section in sections.items():
        for piece in (piece for piece in section.content if isinstance(piece, PlacedTable)):
            count = sum((key, point) in taken for point in table_points(piece, announced=True))
            roles = measure_roles(piece.table)
            if count and roles is not None:
                one = _named(piece, roles, count)
                heads = (one.number, one.title, one.texts, one.department)
                made[heads] = _together(made[heads], one) if heads in made else one
    return tuple(made.values())


def _named(piece: PlacedTable, roles: Roles, count: int) -> Columns:
    number, title, department = (_head(piece.table, roles, c) for c in (roles.number, roles.title, roles.department))
    texts = tuple(_head(piece.table, roles, column) for column in roles.texts)
    return Columns(number, title, texts, department, () if piece.page is None else (piece.page,), count)


def _head(table: Table, roles: Roles, column: int | None) -> str:
    """The lowest header cell above a column, as printed."""
    return "" if column is None or not roles.rows else text_of(cell_at(table, roles.rows - 1, column))


def _together(one: Columns, other: Columns) -> Columns:
    pages = tuple(dict.fromkeys((*one.pages, *other.pages)))
    return replace(one, pages=pages, measures=one.measures + other.measures)
