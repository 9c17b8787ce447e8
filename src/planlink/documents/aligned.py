"""Tables without a grid: between level rules alone (三線表), or by the alignment of their letters alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from planlink import knowledge
from planlink.documents.fields import FIGURES, Row, Strip, columns_of, gaps_of, rows_in, strips_of, table_of
from planlink.documents.glyphs import Sheet
from planlink.documents.runs import Run
from planlink.japanese.text import join_lines, search_key
from planlink.records.documents import Cell, Table
from planlink.records.places import Box

NEAR = 3.0  # points by which ends of rules, and edges of a column, may differ
GAP = 1.2  # letters between two columns; between rules a little less is enough
FAR = 3.0  # letters of free height that end a table
TITLE = 16  # letters of a column's name at most
_STOPS = re.compile(r"[。、，]")
_LISTED = re.compile(r"[・○●◎■□◆◇※]|[①-⑳]|[(（]?[0-9０-９]{1,2}[)）.．]")


def unruled_tables(runs: Sequence[Run], rules: Sequence[Box], others: Sequence[Box]) -> tuple[list[Table], list[Run]]:
    """Tables among the `runs` of a sheet, and the runs that are left. `rules` are single level strokes and the edges
    of shaded lines; `others` are the boxes of blocks that are known already."""
    found: list[Table] = []
    rest = list(runs)
    for area in _ruled_areas(rules, others):
        table, rest = _between_rules(rest, area)
        found.extend([table] if table else [])
    table, rest = _first_by_alignment(rest, rules)
    while table:
        found.append(table)
        table, rest = _first_by_alignment(rest, rules)
    return found, rest


def level_edges(sheet: Sheet) -> list[Box]:
    """The level rules of a sheet, and the upper and lower edges of its shaded areas."""
    return [
        *(s for s in sheet.strokes if s.height <= NEAR < s.width),
        *(Box(c.x0, y, c.x1, y) for c in sheet.shaded for y in (c.top, c.bottom)),
    ]


def _ruled_areas(rules: Sequence[Box], others: Sequence[Box]) -> list[list[Box]]:
    """Three or more level rules of the same length below each other that belong to no block."""
    free = [r for r in _whole(rules) if r.width > 100 and not any(_touches(r, box) for box in others)]
    areas: list[list[Box]] = []
    for rule in sorted(free, key=lambda r: r.top):
        for area in areas:
            if abs(area[-1].x0 - rule.x0) <= NEAR and abs(area[-1].x1 - rule.x1) <= NEAR:
                area.append(rule)
                break
        else:
            areas.append([rule])
    return [area for area in areas if len(area) > 2]


def _whole(rules: Iterable[Box]) -> list[Box]:
    """Level strokes at one height that follow each other closely as one rule."""
    whole: list[Box] = []
    for rule in sorted((r for r in rules if r.height <= NEAR), key=lambda r: (round(r.top), r.x0)):
        last = whole[-1] if whole else None
        if last and abs(last.top - rule.top) <= 1.5 and rule.x0 <= last.x1 + 4 * NEAR:
            whole[-1] = last.around(rule)
        else:
            whole.append(rule)
    return whole


def _touches(rule: Box, box: Box) -> bool:
    return box.top - NEAR <= rule.top <= box.bottom + NEAR and rule.x0 < box.x1 and rule.x1 > box.x0


def _between_rules(runs: list[Run], area: Sequence[Box]) -> tuple[Table | None, list[Run]]:
    """The longest table among the bands between the rules of an area."""
    x0, x1 = area[0].x0, area[0].x1
    levels = _levels(r.top for r in area)
    bands = [
        [r for r in runs if top < (r.box.top + r.box.bottom) / 2 < bottom and x0 - NEAR <= r.ink_x0 <= x1]
        for top, bottom in pairwise(levels)
    ]
    for first in range(len(bands)):
        for last in range(len(bands), first + 1, -1):
            table = _ruled_table(bands[first:last], levels[first : last + 1], x0, x1)
            if table:
                used = {id(r) for band in bands[first:last] for r in band}
                return table, [r for r in runs if id(r) not in used]
    return None, runs


def _levels(values: Iterable[float]) -> list[float]:
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > NEAR:
            levels.append(value)
    return levels


def _ruled_table(bands: Sequence[Sequence[Run]], levels: Sequence[float], x0: float, x1: float) -> Table | None:
    if not all(bands):
        return None
    strips = [strips_of(band) for band in bands]
    edges = _edges([s for band in strips for s in band], 0.75 * GAP, x0, x1)
    rows: list[Row] = []
    heights: list[float] = [levels[0]]
    for band, bottom in zip(strips, levels[1:], strict=True):
        parts = rows_in(band, edges, ruled=len(bands) > 3)
        if len(edges) < 3 or parts is None:
            return None
        rows.extend(parts)
        heights.extend([*_between(parts), bottom])
    table = table_of(rows, edges, heights)
    return table if _is_table(table, least=2) else None


def _edges(strips: Sequence[Strip], gap: float, x0: float, x1: float) -> list[float]:
    size = median(s.size for s in strips)
    return [x0, *(sum(g) / 2 for g in gaps_of(strips, gap * size)), x1]


def _between(rows: Sequence[Row]) -> list[float]:
    """The heights halfway between rows."""
    return [(max(s.bottom for s in a) + min(s.top for s in b)) / 2 for a, b in pairwise(rows)]


def _first_by_alignment(runs: list[Run], rules: Sequence[Box]) -> tuple[Table | None, list[Run]]:
    """The first table that alignment alone makes, and the runs outside it."""
    strips = strips_of(runs)
    for start, strip in enumerate(strips):
        if len(strip.runs) < 3:
            continue
        for end in range(_reach(strips, start), start + 2, -1):
            table = _aligned_table(strips[start:end], rules)
            if table:
                used = {id(r) for s in strips[start:end] for r in s.runs}
                return table, [r for r in runs if id(r) not in used]
    return None, runs


def _reach(strips: Sequence[Strip], start: int) -> int:
    """How far the lines from `start` on leave two gaps free and follow each other closely."""
    end = start + 1
    while end < len(strips) and strips[end].top - strips[end - 1].bottom <= FAR * strips[end].size:
        if len(_edges(strips[start : end + 1], GAP, 0.0, 0.0)) < 4:
            break
        end += 1
    return end


def _aligned_table(strips: Sequence[Strip], rules: Sequence[Box]) -> Table | None:
    x0 = min(r.ink_x0 for s in strips for r in s.runs)
    x1 = max(r.ink_x1 for s in strips for r in s.runs)
    edges = _edges(strips, GAP, x0, x1)
    if len(columns_of(strips[0], edges)) < len(edges) - 1:
        return None
    rows = rows_in(strips, edges, ruled=False)
    if rows is None or len(rows) < 3:
        return None
    table = table_of(rows, edges, [strips[0].top, *_between(rows), strips[-1].bottom])
    sure = _is_table(table, least=3) and _is_even(table) and _has_header(table, rows, rules)
    return table if sure else None


def _is_table(table: Table, least: int) -> bool:
    """Names above the columns, rows with more than one filled field, and sentences in one column at most (between
    rules: in all but the first)."""
    head = [_text(c) for c in table.cells if c.row == 0]
    if table.rows < 3 or table.columns < least or not all(0 < len(t) <= TITLE for t in head):
        return False
    if any(_STOPS.search(t) or _LISTED.match(t) or re.fullmatch(r"[0-9０-９,.％%]+", t) for t in head):
        return False
    rows = [[c for c in table.cells if c.row == row and c.lines] for row in range(1, table.rows)]
    named = sum(any(c.column == 0 for c in row) for row in rows)
    if any(len(row) < 2 for row in rows) or named < 0.7 * len(rows):
        return False
    prose = [column for column in range(table.columns) if _is_prose(table, column)]
    return 0 not in prose and len(prose) <= 1


def _is_prose(table: Table, column: int) -> bool:
    texts = [_text(c) for c in table.cells if c.column == column and c.row and c.lines]
    return sum(bool(_STOPS.search(t)) or bool(_LISTED.match(t)) for t in texts) > 0.3 * len(texts)


def _is_even(table: Table) -> bool:
    """The lines of each column begin, end, or have their middle at the same place."""
    return all(_is_flush([c for c in table.cells if c.column == column and c.lines]) for column in range(table.columns))


def _is_flush(cells: Sequence[Cell]) -> bool:
    boxes = [line.box for cell in cells for line in cell.lines if line.box]
    places = ([b.x0 for b in boxes], [b.x1 for b in boxes], [(b.x0 + b.x1) / 2 for b in boxes])
    return any(sum(abs(x - median(xs)) <= NEAR for x in xs) >= 0.75 * len(xs) for xs in places)


def _has_header(table: Table, rows: Sequence[Row], rules: Sequence[Box]) -> bool:
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
    below = [r for r in _whole(rules) if top <= r.top <= bottom]
    return box is not None and any(min(r.x1, box.x1) - max(r.x0, box.x0) > 0.6 * box.width for r in below)


def _is_set_apart(table: Table) -> bool:
    fonts = [{line.font for c in table.cells if c.row == row for line in c.lines} for row in range(table.rows)]
    return not any(fonts[0] & other for other in fonts[1:])


def _names_column(text: str) -> bool:
    words = {search_key(word) for group in knowledge.section_words().columns.values() for word in group}
    return search_key(text) in words


def _text(cell: Cell) -> str:
    return join_lines(line.text for line in cell.lines)
