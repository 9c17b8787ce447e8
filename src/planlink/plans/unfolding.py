"""Headings that stand inside tables become sections: title rows, merged cells of basic goals and groups at the left of
a table of measures, and the labels of a sheet (施策シート)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from planlink import knowledge
from planlink.japanese.text import search_key
from planlink.outline.numbering import bullet, numbering
from planlink.outline.stream import is_indicator_title
from planlink.outline.titles import announces, contains, excluded
from planlink.outline.tree import running_text
from planlink.plans.cells import cell_at, key_of, row_cells, text_of, titled
from planlink.plans.departments import departments_of
from planlink.plans.entries import frame_rows
from planlink.plans.headers import table_columns
from planlink.plans.measure_tables import measure_roles
from planlink.records.documents import Cell, Line, Table
from planlink.records.outline import Content, Outline, Paragraph, PlacedFrame, PlacedTable, Section

_LONGEST = 60
_LABEL = "cell"
_MADE = "表の見出し"


def unfold(outline: Outline) -> Outline:
    """The outline with the headings that its tables hold as sections of their own."""
    return replace(outline, root=_unfolded(outline.root))


def _unfolded(section: Section) -> Section:
    """The section with the sections of its tables; those of a heading that has none below go to the level above."""
    below = [part for child in section.sections for part in _with_lifted(child)]
    content, made = _taken_apart(section)
    return replace(section, content=content, sections=(*made, *below))


def _with_lifted(child: Section) -> list[Section]:
    """The child itself, and behind it what its tables hold that does not belong below such a heading (数値目標)."""
    whole = _unfolded(child)
    if not excluded(child.title):
        following = [part for part in whole.sections if _follows(part, child)]
        kept = [part for part in whole.sections if part not in following]
        return [replace(whole, sections=tuple(kept)), *(replace(part, depth=child.depth) for part in following)]
    count = len(_taken_apart(child)[1])
    lifted = [replace(part, depth=child.depth) for part in whole.sections[:count] if part.style != _LABEL]
    kept = [part for part in whole.sections if not any(part.title == one.title for one in lifted)]
    return [replace(whole, sections=tuple(kept)), *lifted]


def _follows(part: Section, section: Section) -> bool:
    """A sheet that is numbered like the heading above it and later than it: it stands beside that one, not below."""
    numbered = part.number is not None and section.number is not None and part.why == _MADE
    return numbered and part.style == section.style and (part.number or 0) > (section.number or 0)


def _taken_apart(section: Section) -> tuple[tuple[Content, ...], list[Section]]:
    content: list[Content] = []
    made: list[Section] = []
    listed = announces(section.title)
    for piece in (part for held in section.content for part in _opened(held, listed)):
        parts = _parts(piece, section) if isinstance(piece, PlacedTable) else None
        content.extend((piece,) if parts is None else parts.content)
        made.extend(() if parts is None else parts.sections)
    return tuple(content), made


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a table holds: content that stays where it is, and sections."""

    content: tuple[Content, ...]
    sections: tuple[Section, ...]


def _parts(piece: PlacedTable, section: Section) -> _Parts | None:
    """The parts of a table that holds headings; None for any other table."""
    found = _sheet(piece, section) or _by_title_rows(piece, section)
    roles = measure_roles(piece.table) if found is None else None
    if roles is not None and roles.sure and roles.levels:
        return _by_levels(piece, roles.levels, roles.rows, section)
    return found


# ---------------------------------------------------------------- merged cells at the left
def _by_levels(piece: PlacedTable, levels: tuple[int, ...], header: int, section: Section) -> _Parts:
    """A section for each cell of the leftmost level; the columns up to it are cut off. Rows that several share (１～３
    共通) stay a table."""
    table, column = piece.table, levels[0]
    rows = range(header, table.rows)
    sections: list[Section] = []
    shared: list[Content] = []
    for cell, held in _runs(table, rows, column):
        if contains(text_of(cell), knowledge.section_words().shared):
            shared.append(_cut(piece, (*range(header), *held), range(column, table.columns)))
            continue
        rest = _cut(piece, (*range(header), *held), range(column + 1, table.columns))
        parts = _parts(rest, section) or _Parts((rest,), ())
        title = titled(cell)
        if not title:
            return _Parts((_cut(piece, range(table.rows), range(column + 1, table.columns)),), ())
        word = key_of(cell_at(table, header - 1, column))
        sections.append(_section(title, word, piece, held[0], cell, section.depth + 1, parts))
    return _Parts(tuple(shared), tuple(_merged(sections)))


def _runs(table: Table, rows: range, column: int) -> Iterator[tuple[Cell | None, list[int]]]:
    """The rows that each cell of a column covers; rows with an empty cell go on with the one above."""
    last: Cell | None = None
    owners: list[tuple[int, Cell | None]] = []
    for row in rows:
        cell = cell_at(table, row, column)
        last = cell if cell is not None and (text_of(cell) or last is None) else last
        owners.append((row, last))
    for _, held in groupby(owners, key=lambda pair: id(pair[1])):
        pairs = list(held)
        yield pairs[0][1], [row for row, _ in pairs]


def _merged(sections: Sequence[Section]) -> list[Section]:
    """Sections of the same title that follow each other (a cell that a page end cut) are one."""
    made: list[Section] = []
    for section in sections:
        if made and made[-1].title == section.title and made[-1].marker == section.marker:
            last = made[-1]
            content = (*last.content, *section.content)
            made[-1] = replace(last, content=content, sections=(*last.sections, *section.sections))
        else:
            made.append(section)
    return made


def _section(
    title: str, word: str, piece: PlacedTable, row: int, cell: Cell | None, depth: int, parts: _Parts
) -> Section:
    """A section whose title stands in a cell; the word above its column names the kind where the cell has none."""
    reading = next((r for r in numbering(title) if r.number is not None and r.title), None)
    marker, style, number = "", f"cell:{word}", None
    if reading is not None and _is_numbered(reading.marker, title):
        title, marker, style, number = reading.title, reading.marker, reading.style, reading.number
    page = piece.pages[row] if row < len(piece.pages) else piece.page
    box = cell.box if cell else None
    return Section(title, marker, style, number, depth, page, box, parts.content, parts.sections, _MADE)


def _is_numbered(marker: str, title: str) -> bool:
    return not marker[-1:].isdigit() or not title[len(marker) : len(marker) + 1].strip(" 　.．、") or len(marker) > 2


# ---------------------------------------------------------------- rows with a title alone
def _by_title_rows(piece: PlacedTable, section: Section) -> _Parts | None:
    """Rows that one cell fills are titles of the rows below, where these list measures under the header above."""
    table = piece.table
    titles = [row for row in range(table.rows) if _fills_row(table, row)]
    if not titles or table.columns < 2:
        return None
    first = next((row for row in range(table.rows) if row not in titles), table.rows)
    bare = _cut(piece, [row for row in range(table.rows) if row not in titles], range(table.columns))
    roles = measure_roles(bare.table)
    if roles is None or not roles.sure:
        return None
    header = list(range(first, first + roles.rows))
    sections: list[Section] = []
    starts = [row for row in titles if row >= first] or [titles[-1]]
    for start, end in zip(starts, [*starts[1:], table.rows], strict=True):
        cell = cell_at(table, start, 0)
        held = [row for row in range(start + 1, end) if row not in titles and row not in header]
        rest = _cut(piece, (*header, *held), range(table.columns))
        parts = _parts(rest, section) or _Parts((rest,), ())
        if held:
            sections.append(_section(titled(cell), "", piece, start, cell, section.depth + 1, parts))
    loose = [row for row in range(first, starts[0]) if row not in titles]
    before = (_cut(piece, loose, range(table.columns)),) if len(loose) > len(header) else ()
    return _Parts(before, tuple(sections)) if sections else None


def _fills_row(table: Table, row: int) -> bool:
    cell = cell_at(table, row, 0)
    filled = cell is not None and cell.column_span == table.columns and cell.row_span == 1
    return bool(filled and cell and cell.lines and len(text_of(cell)) <= _LONGEST and not text_of(cell).endswith("。"))


# ---------------------------------------------------------------- sheets
def _sheet(piece: PlacedTable, section: Section) -> _Parts | None:
    """A sheet: a title (施策名 | …) and labelled parts (現状と課題 | …, 主な取組 | …) one below the other."""
    table = piece.table
    if table_columns(table) is not None and not _is_label(key_of(cell_at(table, 0, 0)), titles=True):
        return None
    labels = [_Labelled(cell, rows) for cell, rows in _runs(table, range(table.rows), 0) if cell is not None]
    known = [one for one in labels if _is_label(one.key, titles=True)]
    parts = [one for one in known if not _is_title(one.key)]
    if len(known) < 2 or not parts or len(known) < 0.6 * len(labels):
        return None
    head = next((one for one in known if _is_title(one.key)), None)
    if head is None:
        return _Parts((), tuple(_part(piece, one, section.depth + 1) for one in labels))
    offices = [one for one in labels if _names_office(one.key)]
    made = [_part(piece, one, section.depth + 2) for one in labels if one is not head and one not in offices]
    behind = [c for c in row_cells(table, head.rows[0]) if c is not head.cell]
    value = next((c for c in behind if not _is_label(key_of(c), titles=False)), None)
    if value is None or not text_of(value) or text_of(value).endswith("。"):
        return None
    pairs = [(one, two) for one, two in pairwise(behind) if _is_label(key_of(one), titles=False)]
    told = [*(_joined(one, two) for one, two in pairs), *(_office(table, one) for one in offices)]
    said = tuple(p for line in told for p in running_text((line,), piece.pages[head.rows[0]]))
    whole = _section(titled(value), head.key, piece, head.rows[0], value, section.depth + 1, _Parts(said, tuple(made)))
    return _Parts((), (whole,))


def _names_office(key: str) -> bool:
    return key in {search_key(word) for word in knowledge.measure_tables().department}


def _office(table: Table, one: _Labelled) -> Line:
    """The department of a sheet, which has a row of its own, as the line 担当課：港湾課."""
    cells = dict.fromkeys(cell_at(table, row, one.cell.column + one.cell.column_span) for row in one.rows)
    return Line(f"{text_of(one.cell)}：{departments_of(cell for cell in cells if cell) or ''}", one.cell.box)


def _joined(label: Cell, value: Cell) -> Line:
    """A pair of label and value (担当課 | 港湾課) as the line 担当課：港湾課."""
    return Line(f"{text_of(label)}：{text_of(value)}", value.box)


def _opened(piece: Content, listed: bool) -> Sequence[Content]:
    """Sheets one by one; boxes with list marks are running text where the heading above announces measures."""
    if not isinstance(piece, PlacedFrame):
        return _single_sheets(piece)
    lines = piece.frame.lines
    told = listed and bullet(lines[0].text) and not any(is_indicator_title(line.text) for line in lines[:2])
    return running_text(lines, piece.page) if told and not frame_rows(piece.frame) else (piece,)


def _single_sheets(piece: Content) -> list[Content]:
    """Sheets that follow each other in one table, one by one: each begins with its title."""
    if not isinstance(piece, PlacedTable):
        return [piece]
    starts = [c.row for c in piece.table.cells if c.column == 0 and _is_title(key_of(c))]
    if len(starts) < 2 or starts[0] != 0 or _sheet_labels(piece.table) < 2 * len(starts):
        return [piece]
    ends = [*starts[1:], piece.table.rows]
    return [_cut(piece, range(a, b), range(piece.table.columns)) for a, b in zip(starts, ends, strict=True)]


def _sheet_labels(table: Table) -> int:
    return sum(c.column == 0 and _is_label(key_of(c), titles=True) for c in table.cells)


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A label of a sheet with the rows that it covers."""

    cell: Cell
    rows: list[int]

    @property
    def key(self) -> str:
        return key_of(self.cell)


def _part(piece: PlacedTable, one: _Labelled, depth: int) -> Section:
    """The part behind a label: its cells as running text, or the rows of a table of its own."""
    table = piece.table
    right = range(one.cell.column + one.cell.column_span, table.columns)
    page = piece.pages[one.rows[0]] if one.rows[0] < len(piece.pages) else piece.page
    rest = _cut(piece, one.rows, right)
    title = text_of(one.cell)
    content: tuple[Content, ...]
    if _names_office(one.key):
        title, content = f"{title}：" + "".join(text_of(c) for c in rest.table.cells), ()
    else:
        content = tuple(_told(rest, page))
    return Section(title, "", _LABEL, None, depth, page, one.cell.box, content, (), _MADE)


def _told(piece: PlacedTable, page: int | None) -> Iterator[Content]:
    """Rows of one cell as running text, what stands between them as tables."""
    table = piece.table
    for whole, rows in groupby(range(table.rows), key=lambda row: len(row_cells(table, row)) <= 1):
        part = _cut(piece, list(rows), range(table.columns))
        if alone := _text_alone(part, page):
            yield from alone
        elif whole:
            yield from (p for c in part.table.cells for p in running_text(c.lines, part.page or page))
        else:
            yield part


def _text_alone(piece: PlacedTable, page: int | None) -> tuple[Paragraph, ...]:
    """What a table of one text without a title says, and the department beside it: running text of the sheet."""
    table = piece.table
    roles = measure_roles(table)
    if roles is None or roles.title is not None or table.rows != roles.rows + 1:
        return ()
    texts = {id(cell): cell for column in roles.texts if (cell := cell_at(table, roles.rows, column))}
    text = next(iter(texts.values())) if len(texts) == 1 else None
    if text is None:
        return ()
    office = departments_of([cell] if (cell := _in_last_row(table, roles.department)) else ())
    lines = (*text.lines, *((Line(f"担当課：{office}"),) if office else ()))
    return running_text(lines, piece.pages[-1] if piece.pages else page)


def _in_last_row(table: Table, column: int | None) -> Cell | None:
    return None if column is None else cell_at(table, table.rows - 1, column)


def _is_title(key: str) -> bool:
    return key in {search_key(word) for word in knowledge.measure_tables().sheet_title}


def _is_label(key: str, titles: bool) -> bool:
    """A word by which plans name the parts of a group or a sheet."""
    words, tables = knowledge.section_words(), knowledge.measure_tables()
    known = (*words.announcing, *words.excluded, *words.directions, *words.indicators, *tables.text, *tables.department)
    bare = re.sub(r"[(（].*?[)）]|[【】■●○◆]", "", key)
    return bare in {search_key(word) for word in known} or "現状と課題" in bare or (titles and _is_title(bare))


# ---------------------------------------------------------------- cutting
def _cut(piece: PlacedTable, rows: Sequence[int], columns: range) -> PlacedTable:
    """The rows and columns as a table of their own; cells that reach in keep what they show."""
    table, places = piece.table, {row: place for place, row in enumerate(rows)}
    cells: list[Cell] = []
    for cell in table.cells:
        held = [places[r] for r in range(cell.row, cell.row + cell.row_span) if r in places]
        across = [c for c in range(cell.column, cell.column + cell.column_span) if c in columns]
        if held and across:
            cells.append(
                replace(
                    cell, row=held[0], column=across[0] - columns.start, row_span=len(held), column_span=len(across)
                )
            )
    pages = tuple(piece.pages[row] if row < len(piece.pages) else piece.page for row in rows)
    made = Table(len(rows), len(columns), tuple(sorted(cells, key=lambda c: (c.row, c.column))), table.box)
    return PlacedTable(made, pages[0] if pages else piece.page, pages, piece.floated)
