"""Tables without uprights whose level rules are drawn cell by cell: where the parts of a rule meet, columns meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from planlink.documents.glyphs import Glyph, is_blank
from planlink.documents.rules import LEVEL, NEAR
from planlink.records.places import Box

LEAST = 12.0  # points: a part of a rule is at least as long
LINES = 1.9  # letters from one line to the next within an open row
Parts = list[Box]
Cells = list[Box]


@dataclass(slots=True)
class _Table:
    """Rules of one table from above, each as its parts; `joints` are the inner edges of its columns."""

    rules: list[Parts] = field(default_factory=list)
    joints: set[float] = field(default_factory=set)

    @property
    def left(self) -> float:
        return min(part.x0 for rule in self.rules for part in rule)

    @property
    def right(self) -> float:
        return max(part.x1 for rule in self.rules for part in rule)


def jointed(strokes: Iterable[Box], groups: Sequence[Cells], glyphs: Sequence[Glyph]) -> list[Cells]:
    """The cells of such tables among the `strokes` of a sheet that belong to no group of cells; a row that the page
    end cuts has no rule there and ends with its letters."""
    letters = [g for g in glyphs if not is_blank(g)]
    free = [s for s in strokes if s.height <= NEAR < LEAST <= s.width and not any(_belongs(s, g) for g in groups)]
    made = (_cells(table, letters) for table in _tables(_rules(free), letters))
    return [cells for cells in made if len(cells) > 3]


def _belongs(stroke: Box, group: Cells) -> bool:
    """The stroke is an edge of one of several cells, or no more than that of a single one (a small box)."""
    y = (stroke.top + stroke.bottom) / 2
    beside = [c for c in group if min(abs(c.top - y), abs(c.bottom - y)) <= NEAR]
    if len(group) == 1:
        return any(c.x0 - 1 <= stroke.x0 and stroke.x1 <= c.x1 + 1 for c in beside)
    return any(stroke.x0 < c.x1 and stroke.x1 > c.x0 for c in beside)


def _rules(strokes: Sequence[Box]) -> list[Parts]:
    """Strokes of one height as the parts of a rule, from above; doubles count once."""
    rules: list[Parts] = []
    for stroke in sorted(strokes, key=lambda s: (s.top, s.x0)):
        if not rules or stroke.top - rules[-1][0].top > 2 * LEVEL:
            rules.append([])
        rules[-1].append(stroke)
    return [sorted({(round(p.x0), round(p.x1)): p for p in rule}.values(), key=lambda p: p.x0) for rule in rules]


def _joints(rule: Parts) -> list[float]:
    return [(a.x1 + b.x0) / 2 for a, b in pairwise(rule) if abs(a.x1 - b.x0) <= NEAR]


def _tables(rules: Sequence[Parts], letters: Sequence[Glyph]) -> Iterator[_Table]:
    """Rules that follow each other with the same joints; a rule without any belongs to what stands around it where it
    is as wide. No word may cross a joint between them: that would be a line of text between two tables."""
    table = _Table()
    for rule in rules:
        joints = _joints(rule)
        if table.rules and not _goes_on(table, rule, joints, letters):
            yield table
            table = _Table()
        if table.rules or joints:
            table.rules.append(rule)
            table.joints |= {x for x in joints if not any(abs(x - known) <= NEAR for known in table.joints)}
    if table.rules:
        yield table


def _goes_on(table: _Table, rule: Parts, joints: Sequence[float], letters: Sequence[Glyph]) -> bool:
    shared = [x for x in joints if any(abs(x - known) <= NEAR for known in table.joints)]
    edges = [table.left, *table.joints, table.right]
    fits = all(any(abs(x - edge) <= NEAR for edge in edges) for part in rule for x in (part.x0, part.x1))
    if not fits or (joints and not shared):
        return False
    top, bottom = table.rules[-1][0].bottom, rule[0].top
    return not _is_crossed([g for g in letters if top < (g.top + g.bottom) / 2 < bottom], sorted(table.joints))


def _is_crossed(letters: Sequence[Glyph], joints: Sequence[float]) -> bool:
    """A word goes on over a joint."""
    for _, row in groupby(sorted(letters, key=lambda g: (round(g.base), g.x0)), key=lambda g: round(g.base)):
        held = list(row)
        if any(g.ink_x0 + 1 < x < g.ink_x1 - 1 for g in held for x in joints):
            return True
        close = [(a, b) for a, b in pairwise(held) if b.x0 - a.x1 < 0.3 * b.size]
        if any(a.ink_x1 - 1 <= x <= b.ink_x0 + 1 for a, b in close for x in joints):
            return True
    return False


def _cells(table: _Table, letters: Sequence[Glyph]) -> Cells:
    """The cells above each part of a rule, as high as to the rule above it; none for a table of less than two rules
    with joints."""
    joints = sorted(table.joints)
    if not joints or sum(bool(_joints(rule)) for rule in table.rules) < 2:
        return []
    edges = [table.left, *joints, table.right]
    columns = _columns(edges)
    ends = {column: [_height(rule) for rule in table.rules if _covers(rule, a, b)] for column, (a, b) in columns}
    cells: Cells = []
    for rule in table.rules:
        for part in rule:
            first = next((column for column, (a, _) in columns if abs(a - part.x0) <= NEAR), None)
            above = [y for y in ends.get(first if first is not None else -1, ()) if y < _height(rule) - 1]
            if above:
                cells.append(Box(part.x0, max(above), part.x1, _height(rule)))
    return [*cells, *_open_rows(edges, ends, letters)]


def _columns(edges: Sequence[float]) -> list[tuple[int, tuple[float, float]]]:
    return list(enumerate(pairwise(edges)))


def _height(rule: Parts) -> float:
    return rule[0].top


def _covers(rule: Parts, x0: float, x1: float) -> bool:
    return any(part.x0 <= x0 + NEAR and part.x1 >= x1 - NEAR for part in rule)


def _open_rows(edges: Sequence[float], ends: dict[int, list[float]], letters: Sequence[Glyph]) -> Iterator[Box]:
    """The cells that the page end cuts, below the last rule of a column or above its first: of a row whose letters go
    on there, and those that go through several rows."""
    foot = max(heights[-1] for heights in ends.values() if heights)
    head = min(heights[0] for heights in ends.values() if heights)
    inside = [g for g in letters if edges[0] - NEAR <= g.x0 and g.x1 <= edges[-1] + NEAR]
    below = _following(sorted((g for g in inside if g.top > foot - 1), key=lambda g: g.top), foot, edges, down=True)
    above = _following(
        sorted((g for g in inside if g.bottom < head + 1), key=lambda g: -g.bottom), head, edges, down=False
    )
    start = min((g.top - 1 for g in above), default=head)
    end = max((g.bottom + 1 for g in below), default=foot)
    for column, (x0, x1) in _columns(edges):
        heights = ends[column]
        if heights and end - heights[-1] > LEAST / 2:
            yield Box(x0, heights[-1], x1, end)
        if heights and heights[0] - start > LEAST / 2:
            yield Box(x0, start, x1, heights[0])


def _following(letters: Sequence[Glyph], edge: float, edges: Sequence[float], down: bool) -> list[Glyph]:
    """The letters that follow a rule line by line, where they stand in the columns and not in the first alone."""
    taken: list[Glyph] = []
    reached = edge
    for glyph in letters:
        far = glyph.top - reached if down else reached - glyph.bottom
        if far > (LINES - 1) * glyph.size:
            break
        taken.append(glyph)
        reached = max(reached, glyph.bottom) if down else min(reached, glyph.top)
    later = any(glyph.x0 >= edges[1] - 1 for glyph in taken)
    return taken if later and not _is_crossed(taken, edges[1:-1]) else []
