"""Whether fields of letters are a table: names above the columns, filled rows, even edges, no prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from statistics import median

from planlink import knowledge
from planlink.documents.fields import FIGURES, Row
from planlink.documents.rules import NEAR, whole_rules
from planlink.japanese.text import join_lines, search_key
from planlink.records.documents import Cell, Table
from planlink.records.places import Box

LISTED = 24  # letters of names in a row (港湾課、道路課) at most
TITLE = 16  # letters of a column's name at most
_STOPS = re.compile(r"[。、，]")
_LISTED = re.compile(r"[・○●◎■□◆◇※]|[①-⑳]|[(（]?[0-9０-９]{1,2}[)）.．]")


def is_table(table: Table, least: int) -> bool:
    """Names above the columns, rows with more than one filled field, and sentences in one column at most (between
    rules: in all but the first)."""
    head = [_text(c) for c in table.cells if c.row == 0]
    if table.rows < 3 or table.columns < least or not all(map(is_name, head)):
        return False
    rows = [[c for c in table.cells if c.row == row and c.lines] for row in range(1, table.rows)]
    named = sum(any(c.column == 0 for c in row) for row in rows)
    if any(len(row) < 2 for row in rows) or named < 0.7 * len(rows):
        return False
    prose = [column for column in range(table.columns) if _is_prose(table, column)]
    return 0 not in prose and len(prose) <= 1


def is_name(text: str) -> bool:
    """Short enough to name a column, without a stop, a list mark, and not a number alone."""
    listed = _STOPS.search(text) or _LISTED.match(text) or re.fullmatch(r"[0-9０-９,.％%]+", text)
    return 0 < len(text) <= TITLE and not listed


def name_columns(texts: Sequence[str]) -> bool:
    """All are names, and two at least are known ones of columns."""
    return all(map(is_name, texts)) and sum(map(_names_column, texts)) > 1


def continues(table: Table) -> bool:
    """A short table that is sure by the names of its columns: two of them are known, none is missing, and its rows are
    filled, but for the first, which may be the rest of one that a page end cut."""
    head = [_text(c) for c in table.cells if c.row == 0]
    if table.rows < 2 or table.columns < 3 or not name_columns(head):
        return False
    filled = [sum(c.row == row and bool(c.lines) for c in table.cells) for row in range(1, table.rows)]
    return filled[0] > 0 and all(count > 1 for count in filled[1:])


def _is_prose(table: Table, column: int) -> bool:
    texts = [_text(c) for c in table.cells if c.column == column and c.row and c.lines]
    told = [t for t in texts if _LISTED.match(t) or "。" in t or (len(t) > LISTED and _STOPS.search(t))]
    return len(told) > 0.3 * len(texts)


def is_even(table: Table) -> bool:
    """The lines of each column begin, end, or have their middle at the same place."""
    return all(_is_flush([c for c in table.cells if c.column == column and c.lines]) for column in range(table.columns))


def _is_flush(cells: Sequence[Cell]) -> bool:
    boxes = [line.box for cell in cells for line in cell.lines if line.box]
    places = ([b.x0 for b in boxes], [b.x1 for b in boxes], [(b.x0 + b.x1) / 2 for b in boxes])
    return any(sum(abs(x - median(xs)) <= NEAR for x in xs) >= 0.75 * len(xs) for xs in places)


def has_header(table: Table, rows: Sequence[Row], rules: Sequence[Box]) -> bool:
    """The first row is another kind than those below: words above figures, a rule below it, letters of another font,
    or words that name columns."""
    return (
        _is_above_figures(table)
        or _is_underlined(table, rows, rules)
        or _is_set_apart(table)
        or sum(_names_column(_text(c)) for c in table.cells if c.row == 0) >= 2
    )


def _is_above_figures(table: Table) -> bool:
    for column in range(1, table.columns):
        texts = [_text(c) for c in table.cells if c.column == column and c.row and c.lines]
        if len(texts) >= 2 and sum(bool(FIGURES.match(t)) for t in texts) >= 0.8 * len(texts):
            return True
    return False


def _is_underlined(table: Table, rows: Sequence[Row], rules: Sequence[Box]) -> bool:
    top, bottom = max(s.bottom for s in rows[0]) - 2, min(s.top for s in rows[1]) + 2
    box = table.box
    below = [r for r in whole_rules(rules) if top <= r.top <= bottom]
    return box is not None and any(min(r.x1, box.x1) - max(r.x0, box.x0) > 0.6 * box.width for r in below)


def _is_set_apart(table: Table) -> bool:
    fonts = [{line.font for c in table.cells if c.row == row for line in c.lines} for row in range(table.rows)]
    return not any(fonts[0] & other for other in fonts[1:])


def _names_column(text: str) -> bool:
    key = re.sub(r"[(\[].*?[)\]]", "", search_key(text))
    return key in _column_words()


@lru_cache(maxsize=1)
def _column_words() -> frozenset[str]:
    tables = knowledge.measure_tables()
    groups = (*knowledge.section_words().columns.values(), tables.number, tables.title, tables.text, tables.department)
    return frozenset(search_key(word) for group in groups for word in group)


def _text(cell: Cell) -> str:
    return join_lines(line.text for line in cell.lines)
