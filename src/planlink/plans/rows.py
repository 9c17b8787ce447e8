"""The rows of a table of indicators, also of one on its side, of forms with labels, and with several in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planlink.japanese.dates import Years, find_years
from planlink.japanese.numbers import parse_quantity
from planlink.japanese.text import fold, join_lines, search_key
from planlink.japanese.units import unit_of, with_unit
from planlink.knowledge import section_words
from planlink.plans.cells import cell_at, indicator_name, text_of
from planlink.plans.entries import frame_rows
from planlink.plans.headers import Columns, all_columns
from planlink.plans.indicators import MARKS, Given, Row, around, baseline_of, is_counted, row_of
from planlink.plans.roles import ARROW, ROLES, is_exact, role_of
from planlink.plans.upright import upright
from planlink.records.documents import Cell, Frame, Table
from planlink.records.places import Box

GRADE = 8  # letters of a grade at most


@dataclass(frozen=True, slots=True)
class Found:
    """An indicator with the index of its row in the table as printed; `review`: of a term that is over,
    `aims`: one of the numeric targets (数値目標)."""

    place: int
    row: Row
    review: bool = False
    aims: bool = False


def indicators_in(table: Table, year: Years | None = None, unit: str | None = None) -> tuple[Found, ...]:
    """All indicators of a table; none of another table. A cell without a year takes its column's, else the heading's
    (`year`); `unit` is the caption's."""
    found: list[Found] = []
    for turned in upright(table):
        several = all_columns(turned.table)
        for columns in several:
            rows = table_rows(turned.table, columns, _title_year(turned.table, columns) or year, unit)
            found += [Found(turned.places[place], row, columns.review, columns.aims) for place, row in rows]
        if not several:
            found += [Found(turned.places[place], row) for place, row in _cell_entries(turned.table, year)]
    return tuple(sorted(found, key=lambda f: f.place))


def _title_year(table: Table, columns: Columns) -> Years | None:
    """The year in a title that goes through all columns above the header: 数値目標（令和11年度）."""
    titles = [c for c in table.cells if c.row < columns.rows and c.column_span == table.columns]
    years = [year for c in titles for year in find_years(text_of(c)) if not year.span]
    return years[-1] if years else None


def table_rows(
    table: Table, columns: Columns, year: Years | None = None, unit: str | None = None
) -> tuple[tuple[int, Row], ...]:
    """The indicators below one header, each with the index of its row among all rows of the table, the header's too."""
    made: list[tuple[int, Row]] = []
    for rows in _together(table, columns):
        name = _name(table, rows[0], columns)
        if columns.labelled and not indicator_name(cell_at(table, rows[0], columns.name)):
            continue
        target = _text(table, rows, columns.target)
        said = re.search(r"\d" if columns.counted else r"\w", fold(target))
        if name and said and not _is_no_indicator(name, target):
            made += [(rows[0], row) for row in _rows(table, rows, columns, Given(year, None, unit, unit))]
    return tuple(made)


def _together(table: Table, columns: Columns) -> Iterator[tuple[int, ...]]:
    """Rows that share the cells of their name; a cell that goes through name and target is a title."""
    rows: list[int] = []
    for row in range(columns.rows, columns.end or table.rows):
        cells = _name_cells(table, row, columns)
        if rows and cells != _name_cells(table, rows[-1], columns):
            yield tuple(rows)
            rows = []
        if cells and cell_at(table, row, columns.target) not in cells:
            rows.append(row)
    if rows:
        yield tuple(rows)


def _name_cells(table: Table, row: int, columns: Columns) -> list[Cell]:
    return [cell for part in columns.parts or (columns.name,) if (cell := cell_at(table, row, part))]


def _name(table: Table, row: int, columns: Columns) -> str:
    """The name; behind one that spans rows the part that each row has of its own (健診の受診率 男)."""
    cells = list(dict.fromkeys(_name_cells(table, row, columns)))
    told = [c for c in cells if not re.fullmatch(r"(?:No\.?)?[\d()\-.\s]*", fold(text_of(c)))]
    told = [c for i, c in enumerate(told) if not i or not unit_of(text_of(c).strip("（）()"))]
    if len(told) > 1 and told[-2].row_span > told[-1].row_span and is_counted(text_of(told[-1])):
        told = told[-1:]
    return " ".join(text for c in told if (text := join_lines(t.text for t in c.lines if t.text[:1] not in "※注")))


def _part_unit(table: Table, row: int, columns: Columns) -> str | None:
    """The unit that stands in a part of the name: 来場者数 | 千人."""
    parts = dict.fromkeys(_name_cells(table, row, columns))
    return next((unit for c in list(parts)[1:] if (unit := unit_of(text_of(c).strip("（）()")))), None)


def _is_no_indicator(name: str, target: str) -> bool:
    """A sum, the header again, or a sentence."""
    sums = {search_key(word) for word in section_words().columns["total"]}
    return name.endswith("。") or search_key(name) in sums or (is_exact(name, *ROLES) and role_of(target) is not None)


def _rows(table: Table, rows: tuple[int, ...], columns: Columns, given: Given) -> Iterator[Row]:
    units = _text(table, rows, columns.unit)
    plain = not re.search(r"\d", fold(units)) or unit_of(units) is not None
    counted = units if len(units) <= 12 and plain and re.search(r"[\w%‰]", fold(units)) else ""
    unit, summed = _unit(counted) or _part_unit(table, rows[0], columns), columns.cumulative or "累計" in counted
    told = Given(
        columns.target_year or given.year,
        columns.baseline_year,
        unit or columns.target_unit or given.unit,
        unit or columns.baseline_unit or columns.target_unit or given.base_unit,
    )
    raw, box = _raw(table, rows, columns), _box(table, rows, columns)
    when, base_when = (_bracketed_year(table, rows, c) for c in (columns.target_when, columns.baseline_when))
    for printed, target, base in _parts(table, rows, columns):
        name = indicator_name(cell_at(table, rows[0], columns.name)) if columns.labelled else printed
        row = row_of(name, target + when, base + base_when if base else "", told, raw, box)
        beside = _beside(table, rows[0], columns)
        reached = _text(table, rows, columns.actual) if columns.review else ""
        actual = with_unit(value, row.target.unit) if (value := baseline_of(reached, columns.actual_year)) else None
        grade = _grade(table, rows, columns) if columns.review else ""
        yield Row(row.name, row.target, row.baseline, row.cumulative or summed, raw, box, beside, actual, grade)


def _grade(table: Table, rows: Sequence[int], columns: Columns) -> str:
    """What a review says in a few letters, without a number, of what was reached: 達成, Ａ, ○."""
    texts = (_text(table, rows, column) for column in columns.grades)
    return next((text for text in texts if 0 < len(text) <= GRADE and not re.search(r"\d", fold(text))), "")


def _beside(table: Table, row: int, columns: Columns) -> tuple[str, ...]:
    """What is said aside in the cell of the name (※), the texts of the cells left of it, from there outwards, and of
    the nearest row above that one cell fills. An empty cell takes the text above it."""
    asides = [line.text for cell in _name_cells(table, row, columns) for line in cell.lines if line.text[:1] == "※"]
    texts = asides + [_filled_above(table, row, column, columns.rows) for column in range(columns.name - 1, -1, -1)]
    cells = (cell_at(table, above, 0) for above in range(row - 1, -1, -1))
    titles = (text_of(c) for c in cells if c is not None and c.column_span == table.columns and text_of(c))
    return tuple(text for text in (*texts, next(titles, "")) if text)


def _filled_above(table: Table, row: int, column: int, first: int) -> str:
    texts = (text_of(cell_at(table, above, column)) for above in range(row, first - 1, -1))
    return next((text for text in texts if text), "")


def _unit(text: str) -> str | None:
    """The unit of a 単位 cell: 件（累計） → 件. A word that is no known unit counts as one there."""
    plain = re.sub(r"\([^()]*\)$", "", fold(text)).strip(" ()[]")
    return unit_of(plain) or plain or None


def _parts(table: Table, rows: tuple[int, ...], columns: Columns) -> list[tuple[str, str, str]]:
    """Name, target and baseline; several where the cells hold as many entries each."""
    name = _name(table, rows[0], columns)
    target, base = _text(table, rows, columns.target), _text(table, rows, columns.baseline)
    cells = [cell_at(table, rows[0], c) for c in (columns.name, columns.target, columns.baseline) if c is not None]
    pieces = [_marked(cell) or _lines(cell, place == 0) for place, cell in enumerate(cells) if cell]
    several = len(pieces[0]) if len(rows) == 1 and len(pieces) == len(cells) else 1
    if several < 2 or any(len(piece) != several for piece in pieces):
        return [(name, *_from_to(target, base, columns.both))]
    return [(each[0], each[1], each[2] if len(each) > 2 else "") for each in zip(*pieces, strict=True)]


def _from_to(target: str, base: str, said: bool = False) -> tuple[str, str]:
    """Target and baseline of a cell that goes from one to the other: 1,200人（R5）→2,000人（R11）. Where the header has
    `said` so, either may be in words or a dash."""
    left, arrow, right = ARROW.sub("→", target).partition("→")
    numbers = [bool(re.search(r"[\d０-９]", side)) for side in (left, right)]
    both = arrow and "→" not in right and (all(numbers) or (said and any(numbers)))
    return (right, left) if both and not base else (target, base)


def _marked(cell: Cell) -> list[str]:
    """The entries of a cell where each begins with a mark."""
    texts = [line.text for line in cell.lines]
    marked = [i for i, text in enumerate(texts) if text[:1] in MARKS]
    if not marked or marked[0]:
        return []
    ends = [*marked[1:], len(texts)]
    return [join_lines(texts[i:end]).lstrip(MARKS) for i, end in zip(marked, ends, strict=True)]


def _lines(cell: Cell, names: bool) -> list[str]:
    """The entries of a cell where each has a line of its own: none is full, and each is a name or a value."""
    texts = [line.text for line in cell.lines]
    whole = all(is_counted(t) if names else parse_quantity(t).value is not None for t in texts)
    apart = cell.box is not None and not any(line.full for line in cell.lines)
    return texts if apart and whole else ["".join(texts)]


def _text(table: Table, rows: Sequence[int], column: int | None) -> str:
    """The texts of the cells of a column in some rows, each once."""
    if column is None:
        return ""
    cells = dict.fromkeys(cell_at(table, row, column) for row in rows)
    return " ".join(text for cell in cells if (text := text_of(cell)))


def _bracketed_year(table: Table, rows: Sequence[int], column: int | None) -> str:
    """The year of a column of its own as values print theirs: （R10）. A cell with anything else says nothing."""
    text = _text(table, rows, column)
    text = f"{text}年度" if re.fullmatch(r"(?:19|20)\d\d", fold(text).strip()) else text
    return f"（{text}）" if find_years(text) and len(text) < 24 else ""


def _raw(table: Table, rows: Sequence[int], columns: Columns) -> str:
    """The cells of the row as printed, from its name on."""
    told = (columns.name, columns.target, columns.baseline, columns.unit, columns.target_when, columns.baseline_when)
    first, last = min(c for c in told if c is not None), max(c for c in told if c is not None)
    cells = dict.fromkeys(cell_at(table, row, c) for row in rows for c in range(first, last + 1))
    return "｜".join(text for cell in cells if (text := text_of(cell)))


def _box(table: Table, rows: Sequence[int], columns: Columns) -> Box | None:
    """The box around the row: as wide as its cells, as high as those that belong to it alone."""
    told = (columns.name, columns.target, columns.baseline)
    own = [c for row in rows for column in told if column is not None and (c := cell_at(table, row, column))]
    least = min((c.row_span for c in own), default=1)
    high = around(c.box for c in own if c.row_span == least)
    wide = around(c.box for column in range(table.columns) if (c := cell_at(table, rows[0], column)))
    return Box(wide.x0, high.top, wide.x1, high.bottom) if wide and high else None


def _heads_entries(cell: Cell) -> bool:
    """The cell, or its first line above what the entries are made of (指標名／現状値→目標値), names indicators."""
    return is_exact(text_of(cell), "name") or (len(cell.lines) > 1 and is_exact(cell.lines[0].text, "name"))


def _cell_entries(table: Table, year: Years | None) -> Iterator[tuple[int, Row]]:
    """Indicators that stand whole in the cells of a column of indicators (KPI: ○名称：現状→目標)."""
    heads = [c for c in table.cells if c.row < 2 and c.column_span == 1 and _heads_entries(c)]
    for head in heads[:1]:
        first = head.row + head.row_span
        cells = dict.fromkeys(cell_at(table, row, head.column) for row in range(first, table.rows))
        for cell in cells:
            rows = frame_rows(Frame(cell.lines, cell.box), year) if cell else ()
            yield from ((cell.row, row) for row in rows if cell and (row.target.bound != "words" or row.baseline))
