"""Tables that a page end cut are one table again: the repeated header goes, a cut row and a cut span are whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from planlink import knowledge
from planlink.japanese.text import join_lines, search_key
from planlink.outline.edges import leave_same_gaps, on_same_columns
from planlink.outline.numbering import bullet, numbering
from planlink.outline.stream import unfinished
from planlink.records.documents import Cell, Table
from planlink.records.outline import Content, Paragraph, PlacedTable

_MARKED = re.compile(r"(?:続き|つづき|続)[）)〕】]?$")
_OPEN = re.compile(r"[、，・をにがはのとへやでもて（「『＝=～\-‐]$")
_CLOSED = re.compile(r"[。．)）」％%]$")
_BRACKETS = (("（", "）"), ("(", ")"), ("「", "」"), ("【", "】"))
LONG = 15  # letters of a cell that holds more than a name


def join_tables(content: Sequence[Content]) -> list[Content]:
    """Tables that follow each other directly on two pages and stand on the same columns become one. A caption between
    them that says （続き） goes; any other text between them keeps them apart."""
    done: list[Content] = []
    for piece in content:
        caption = done[-1] if len(done) > 1 and _says_goes_on(done[-1]) else None
        above = done[-2] if caption else done[-1] if done else None
        whole = None
        if isinstance(piece, PlacedTable) and isinstance(above, PlacedTable):
            whole = _join(above, piece, caption is not None)
        if whole is None:
            done.append(piece)
        else:
            done[-2 if caption else -1 :] = [whole]
    return done


def _says_goes_on(piece: Content) -> bool:
    return isinstance(piece, Paragraph) and len(piece.text) <= 40 and bool(_MARKED.search(piece.text))


def _join(above: PlacedTable, below: PlacedTable, marked: bool) -> PlacedTable | None:
    """The two as one table, or None where they are two."""
    if above.page is None or below.page is None or (above.pages[-1] or 0) + 1 != below.page:
        return None
    pair = on_same_columns(above.table, below.table) or _on_same_names(above.table, below.table)
    if pair is None:
        return None
    first, second = pair
    skip = _repeated_rows(first, second)
    rest = replace(second, cells=tuple(replace(c, row=c.row - skip) for c in second.cells if c.row >= skip))
    rest = replace(rest, rows=second.rows - skip)
    cut = _is_cut(first, rest)
    sure = marked or skip or cut or _ends_in_names(first)
    if not sure and (above.table.columns != below.table.columns or _is_another(first, second)):
        return None
    pages = (*above.pages, *below.pages[skip + cut :])
    return PlacedTable(_stacked(first, rest, cut), above.page, pages, above.floated)


def _on_same_names(first: Table, second: Table) -> tuple[Table, Table] | None:
    """Both tables where the same names, be they two alone, stand above the same gaps."""
    same = _repeated_rows(first, second) and leave_same_gaps(first, second)
    return (first, second) if same else None


def _repeated_rows(first: Table, second: Table) -> int:
    """How many rows at the head of both say the same: the header that is printed again."""
    same = 0
    while same < min(first.rows, second.rows) and _row(first, same) == _row(second, same):
        same += 1
    while same and any(c.row < same < c.row + c.row_span for c in second.cells):
        same -= 1
    return same if same < second.rows and any(_text(c) for c in second.cells if c.row < same) else 0


def _ends_in_names(table: Table) -> bool:
    """The last row names columns: what stands below them is on the next page."""
    texts = [key for c in table.cells if c.row == table.rows - 1 and (key := search_key(_text(c)))]
    return len(texts) > 1 and all(key in _column_words() for key in texts)


@lru_cache(maxsize=1)
def _column_words() -> frozenset[str]:
    tables, columns = knowledge.measure_tables(), knowledge.section_words().columns
    words = [word for name in ("name", "target", "baseline", "year", "value", "unit") for word in columns[name]]
    return frozenset(map(search_key, (*words, *tables.number, *tables.title, *tables.text, *tables.department)))


def _row(table: Table, row: int) -> list[tuple[int, int, int, str]]:
    return [(c.column, c.column_span, c.row_span, _text(c)) for c in table.cells if c.row == row]


def _text(cell: Cell | None) -> str:
    return join_lines(line.text for line in cell.lines) if cell else ""


def _is_another(first: Table, second: Table) -> bool:
    """The second table names columns or rows of its own: short words above figures, a header in the letters of the
    header above, or a form whose first label returns."""
    head, below = [c for c in second.cells if c.row == 0], [c for c in second.cells if c.row == 1]
    texts = [_text(c) for c in head]
    top = [c for c in first.cells if c.row == 0]
    if top and texts and texts[0] and texts[0] == _text(top[0]) and head[0].row_span == top[0].row_span == 1:
        return True
    words = all(0 < len(text) <= 14 and not re.search(r"[0-9０-９。]", text) for text in texts)
    if not words or sum(c.column_span for c in head) < second.columns:
        return False
    return any(re.search(r"[0-9０-９]", _text(c)) for c in below) or _is_set_as_header(first, second)


def _is_set_as_header(first: Table, second: Table) -> bool:
    """The first row has the font of the header above, and the rows below it have another one."""
    heads, others = _fonts(second, 0), _fonts(second, 1)
    return bool(heads and others) and heads == _fonts(first, 0) and not heads & others


def _fonts(table: Table, row: int) -> set[str]:
    return {line.font for c in table.cells if c.row == row for line in c.lines if line.font}


def _foot(first: Table, cell: Cell) -> Cell | None:
    """The cell in the last row of the table above that stands over `cell`."""
    last = (c for c in first.cells if c.row + c.row_span == first.rows)
    return next((c for c in last if (c.column, c.column_span) == (cell.column, cell.column_span)), None)


def _is_cut(first: Table, rest: Table) -> bool:
    """The first row of `rest` is the rest of the last row above: a sentence stops at a comma there, or the name is
    empty here and what the row says goes on."""
    row = [c for c in rest.cells if c.row == 0 and c.row_span == 1]
    held = [(c, _foot(first, c)) for c in row if c.lines]
    if not held or any(foot is None or not foot.lines for _, foot in held):
        return False
    above = [_text(foot) for _, foot in held]
    if any(len(text) >= LONG and text.endswith(("、", "，")) for text in above):
        return True
    if any(_is_opened(text, _text(c)) for text, (c, _) in zip(above, held, strict=True)):
        return True
    if len(held) == rest.columns:
        return False
    if all(_OPEN.search(text) for text in above):
        return True
    if any(c.column and not c.lines and _is_always_filled(c.column, first, rest) for c in rest.cells if c.row == 0):
        return True
    if all(foot is not None and foot.lines[-1].full and unfinished(_text(foot)) for _, foot in held):
        return True
    if row[0].lines or (len(held) > 1 and any(text.endswith("。") for text in above)):
        return False
    return any(_goes_on(first, foot, len(held) == 1) for _, foot in held if foot)


def _is_opened(above: str, below: str) -> bool:
    """A bracket opens in one cell and closes at the head of the other."""
    open_above = any(above.count(one) > above.count(two) for one, two in _BRACKETS)
    first = re.search(f"[{''.join(map(''.join, _BRACKETS))}]", below)
    return open_above and first is not None and any(first[0] == two for _, two in _BRACKETS)


def _is_always_filled(column: int, first: Table, rest: Table) -> bool:
    """Every row but the first of `rest` says something in a column, and no cell of it is merged."""
    cells = [c for c in (*first.cells, *(c for c in rest.cells if c.row)) if c.column == column]
    return len(cells) > 3 and all(c.lines and c.row_span == c.column_span == 1 for c in cells)


def _goes_on(first: Table, foot: Cell, alone: bool) -> bool:
    """A cell is left open, or holds sentences and stands `alone` in its row on the next page."""
    text = _text(foot)
    if _OPEN.search(text):
        return True
    others = [_text(c) for c in first.cells if c.column == foot.column and c is not foot and c.row > 0]
    prose = sum(t.endswith("。") for t in others) >= max(1, len(others) / 2) or "。" in text
    return len(text) >= LONG and prose and (alone or not _CLOSED.search(text))


def _stacked(first: Table, rest: Table, cut: bool) -> Table:
    """The rows of `rest` below those of `first`; a `cut` row goes on in the last row above, and spans are whole."""
    upper = {id(c): c for c in first.cells}
    lower: list[Cell] = []
    merged = {c.column for c in (*first.cells, *rest.cells) if c.row_span > 1 and c.lines}
    offset = first.rows - cut
    for cell in rest.cells:
        foot = _foot(first, cell) if cell.row == 0 else None
        if foot is not None and ((cut and cell.row_span == 1) or _is_span(foot, cell, merged, cut)):
            more = cell.row_span - cut
            lines = cell.lines if _text(cell) != _text(foot) or cut else ()
            upper[id(foot)] = replace(foot, row_span=foot.row_span + more, lines=(*foot.lines, *lines))
        elif not (cut and cell.row == 0 and cell.row_span == 1):
            lower.append(_moved(cell, offset, cut))
    cells = sorted((*upper.values(), *lower), key=lambda c: (c.row, c.column))
    return Table(offset + rest.rows, first.columns, tuple(cells), first.box)


def _moved(cell: Cell, offset: int, cut: bool) -> Cell:
    """A cell `offset` rows further down; one that begins in a cut row begins below it."""
    if cut and cell.row == 0:
        return replace(cell, row=offset + 1, row_span=cell.row_span - 1)
    return replace(cell, row=cell.row + offset)


def _is_span(foot: Cell, cell: Cell, merged: set[int], cut: bool) -> bool:
    """A merged cell that the page end cut: one part is empty, or says the same again, or goes on with its words.
    `merged` are the columns that have such cells elsewhere; where the row is `cut`, words that fill their last line go
    on too."""
    if max(foot.row_span, cell.row_span) == 1 and (cell.lines or cell.column not in merged):
        return False
    text = _text(cell)
    if not text or not foot.lines or text == _text(foot) or _OPEN.search(_text(foot)):
        return True
    return cut and foot.lines[-1].full and not numbering(text) and not bullet(text)
