"""Tables without a grid: between level rules alone (三線表), or by the alignment of their letters alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from statistics import median

from planlink.documents.fields import Row, Strip, columns_of, gaps_of, rows_in, strips_of, table_of
from planlink.documents.glyphs import Sheet
from planlink.documents.rules import NEAR, levels_of, whole_rules
from planlink.documents.runs import Run
from planlink.documents.tabular import continues, has_header, is_even, is_name, is_table, name_columns
from planlink.records.documents import Table
from planlink.records.places import Box

GAP = 1.2  # letters between two columns; between rules a little less is enough
FAR = 3.0  # letters of free height that end a table


def unruled_tables(runs: Sequence[Run], rules: Sequence[Box], others: Sequence[Box]) -> tuple[list[Table], list[Run]]:
    """Tables among the `runs` of a sheet, and the runs that are left. `rules` are single level strokes and the edges
    of shaded lines; `others` are the boxes of blocks that are known already."""
    found: list[Table] = []
    rest = list(runs)
    for area in _ruled_areas(rules, others):
        tables, rest = _between_rules(rest, area)
        found.extend(tables)
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
    free = [r for r in whole_rules(rules) if r.width > 100 and not any(_touches(r, box) for box in others)]
    areas: list[list[Box]] = []
    for rule in sorted(free, key=lambda r: r.top):
        for area in areas:
            if abs(area[-1].x0 - rule.x0) <= NEAR and abs(area[-1].x1 - rule.x1) <= NEAR:
                area.append(rule)
                break
        else:
            areas.append([rule])
    return [area for area in areas if len(area) > 2]


def _touches(rule: Box, box: Box) -> bool:
    return box.top - NEAR <= rule.top <= box.bottom + NEAR and rule.x0 < box.x1 and rule.x1 > box.x0


def _between_rules(runs: list[Run], area: Sequence[Box]) -> tuple[list[Table], list[Run]]:
    """The tables among the bands between the rules of an area, from above, each as long as it can be."""
    x0, x1 = area[0].x0, area[0].x1
    inside = [r for r in runs if x0 - NEAR <= r.ink_x0 <= x1]
    levels = _with_open_heads(levels_of(r.top for r in area), strips_of(inside))
    bands = [[r for r in inside if top < (r.box.top + r.box.bottom) / 2 < bottom] for top, bottom in pairwise(levels)]
    found: list[Table] = []
    used: set[int] = set()
    first = 0
    while first < len(bands):
        ends = range(_last_band(bands, first), first + 1, -1)
        made = ((last, _ruled_table(bands[first:last], levels[first : last + 1], x0, x1)) for last in ends)
        last, table = next(((last, table) for last, table in made if table), (first + 1, None))
        if table:
            found.append(table)
            used |= {id(r) for band in bands[first:last] for r in band}
        first = last
    return found, [r for r in runs if id(r) not in used]


def _with_open_heads(levels: list[float], strips: Sequence[Strip]) -> list[float]:
    """The levels with one more above each line of names that stands right above a rule and has none above itself."""
    found = list(levels)
    for above, strip in zip([-inf, *(s.bottom for s in strips)], strips, strict=False):
        last = max((y for y in levels if y < strip.top + 1), default=-inf)
        rule = next((y for y in levels if y > strip.bottom - 1), inf)
        is_bare = above > last or last == -inf
        if is_bare and rule - strip.bottom <= strip.size and name_columns([_text(r) for r in strip.runs]):
            found.append((max(above, strip.top - strip.size) + strip.top) / 2)
    return sorted(found)


def _last_band(bands: Sequence[Sequence[Run]], first: int) -> int:
    """The band before which a table that begins in `first` ends at the latest: the next one that is a title alone above
    the names of columns."""
    rest = range(first + 1, len(bands) - 1)
    return next((i for i in rest if _is_alone(bands[i]) and _names(bands[i + 1])), len(bands))


def _is_alone(band: Sequence[Run]) -> bool:
    return 0 < len(band) == len({r.row for r in band})


def _names(band: Sequence[Run]) -> bool:
    """A line of several short names."""
    return len(band) > 1 and len({r.row for r in band}) == 1 and all(is_name(_text(r)) for r in band)


def _text(run: Run) -> str:
    return "".join(g.text for g in run.glyphs)


def _ruled_table(bands: Sequence[Sequence[Run]], levels: Sequence[float], x0: float, x1: float) -> Table | None:
    if not all(bands):
        return None
    strips = [strips_of(band) for band in bands]
    edges = _edges([s for band in strips for s in band], 0.75 * GAP, x0, x1)
    edges = _below_names(edges, strips[0], [s for band in strips[1:] for s in band])
    rows: list[Row] = []
    heights: list[float] = [levels[0]]
    for band, bottom in zip(strips, levels[1:], strict=True):
        parts = rows_in(band, edges, ruled=len(bands) > 2)
        if len(edges) < 3 or parts is None:
            return None
        rows.extend(parts)
        heights.extend([*_between(parts), bottom])
    table = table_of(rows, edges, heights)
    return table if is_table(table, least=2) or continues(table) else None


def _edges(strips: Sequence[Strip], gap: float, x0: float, x1: float) -> list[float]:
    size = median(s.size for s in strips)
    return [x0, *(sum(g) / 2 for g in gaps_of(strips, gap * size)), x1]


def _below_names(edges: list[float], head: Sequence[Strip], body: Sequence[Strip]) -> list[float]:
    """The edges without those between a name and the letters of its column: it stands in the middle, they at the
    side."""
    named, filled = ({column for s in strips for column in columns_of(s, edges)} for strips in (head, body))
    one_sided = [
        index
        for index in range(1, len(edges) - 1)
        if {index - 1 in named, index in named} == {True, False}
        and (index - 1 in named) != (index - 1 in filled)
        and (index in named) != (index in filled)
    ]
    return [x for index, x in enumerate(edges) if index not in one_sided]


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
    sure = is_table(table, least=3) and is_even(table) and has_header(table, rows, rules)
    return table if sure else None
