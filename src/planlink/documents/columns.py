"""Reading order: full-width lines, then the left column, then the right one; boxes beside each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from statistics import median

from planlink.documents.bands import in_bands
from planlink.documents.pieces import Item, item_of
from planlink.documents.runs import Run
from planlink.records.documents import Block
from planlink.records.places import Box

GUTTER = 1.25  # letters of free width between two columns
FEW = 3  # lines that make a column
NARROW = 0.65  # letters of free width that part columns of many long lines
MANY = 5  # lines that make a column beside a narrow gutter
LONG = 12.0  # letters of a line of running text
FREE = 3.0  # letters of free height that end a column
SHORT = 7.0  # letters: rows of pairs with such short partners are an unruled table, not columns
ENTRY = 14.0  # letters: rows of pairs without sentences up to this length are a list (name, telephone)
_REST = re.compile(r"[→⇒➡▶※]|[▲△]?[0-9０-９][0-9０-９,，.．]*[^0-9０-９\s.．、]{1,4}[（(]")
_PROSE = re.compile(r"[。、，]|^[・○●◎■□◆◇※]")


@dataclass(frozen=True, slots=True)
class Parting:
    """A region in four parts, read in this order."""

    above: list[Item]
    left: list[Item]
    right: list[Item]
    below: list[Item]


@dataclass(frozen=True, slots=True)
class Column:
    """What is read from top to bottom between two edges before anything beside it."""

    items: list[Item]
    left: float
    right: float

    @property
    def box(self) -> Box:
        return reduce(Box.around, (item.box for item in self.items))

    @property
    def blocks(self) -> list[Block]:
        return in_bands(self.items, self.left, self.right)


def in_order(contents: Sequence[Run | Block], left: float, right: float) -> list[Block]:
    """Runs and blocks of a region from `left` to `right` as blocks in reading order."""
    return [block for column in columns_of(contents, left, right) for block in column.blocks]


def columns_of(contents: Sequence[Run | Block], left: float, right: float) -> list[Column]:
    """The columns of a region from `left` to `right` in reading order; what spans several is one of its own."""
    items = [item for item in map(item_of, contents) if item is not None]
    return _region(sorted(items, key=lambda i: (i.box.top, i.box.x0)), left, right)


def _region(items: list[Item], left: float, right: float) -> list[Column]:
    parting = part(items)
    if parting is None:
        return [Column(items, left, right)] if items else []
    middle = max(i.box.x1 for i in parting.left)
    start = min(i.box.x0 for i in parting.right)
    return [
        *_region(parting.above, left, right),
        *_region(parting.left, left, middle),
        *_region(parting.right, start, right),
        *_region(parting.below, left, right),
    ]


def part(items: Sequence[Item]) -> Parting | None:
    """Find the gutter with the most lines beside it and part the region there; None without columns."""
    sizes = [i.size for i in items if i.size]
    if len(items) < 2 or sum(i.weight for i in items) < 2 * FEW - 1 or not sizes:
        return None
    parting = _widest(items, GUTTER * median(sizes), FEW)
    if parting is None and any(_is_cut(a, b) for a, b in pairwise(items)):
        parting = _widest(items, NARROW * median(sizes), MANY)
    return parting


def _is_cut(one: Item, other: Item) -> bool:
    """Two runs of a row that a narrow gutter parts."""
    return one.row is not None and one.row == other.row and other.box.x0 - one.box.x1 < GUTTER * one.size


def _widest(items: Sequence[Item], width: float, few: int) -> Parting | None:
    """The parting with the most lines at a gutter of a `width` in points."""
    best: tuple[int, Parting] | None = None
    for edge in sorted({round(i.box.x1, 1) for i in items}):
        for zone in _zones(items, edge, width):
            lines, parting = _parting(items, _reach(items, zone, edge, width), edge, few)
            if parting and (best is None or lines >= best[0]):  # of equals the one that holds more of the left column
                best = (lines, parting)
    return best[1] if best else None


def _zones(items: Sequence[Item], edge: float, width: float) -> list[list[Item]]:
    """Stretches of items, from top to bottom, that leave the strip from `edge` to `edge` + `width` free."""
    zones: list[list[Item]] = [[]]
    for item in items:
        if item.box.x0 < edge + width and item.box.x1 > edge + 0.1:
            zones.append([])
        else:
            zones[-1].append(item)
    return [zone for zone in zones if len(zone) > 1]


def _reach(items: Sequence[Item], zone: list[Item], edge: float, width: float) -> list[Item]:
    """The zone with the lines that hang into the gutter but end before the right column begins."""
    starts = [i.box.x0 for i in zone if i.box.x0 > edge]
    if not starts or len(starts) == len(zone):
        return zone
    wider = _zones(items, min(starts) - 0.3 * width, 0.2 * width)
    return next((z for z in wider if any(i is zone[0] for i in z)), zone)


def _parting(items: Sequence[Item], zone: list[Item], edge: float, few: int) -> tuple[int, Parting | None]:
    """Part the region at a gutter; 0 and None where the two sides are no columns."""
    lines, left, right = _beside([i for i in zone if i.box.x0 <= edge], [i for i in zone if i.box.x0 > edge])
    if not lines or lines < few - _are_long(left, right) or _is_grid(left, right):
        return 0, None
    inside = {id(i) for i in (*left, *right)}
    top = min(i.box.top for i in (*left, *right))
    rest = [i for i in items if id(i) not in inside]
    above = [i for i in rest if i.box.top < top]
    return lines, Parting(above, left, right, [i for i in rest if i.box.top >= top])


def _beside(left: list[Item], right: list[Item]) -> tuple[int, list[Item], list[Item]]:
    """The stretches of both sides that stand beside each other with the most lines, and how many these are."""
    best: tuple[int, list[Item], list[Item]] = (0, [], [])
    for one in _stretches(left):
        for two in _stretches(right):
            top = max(one[0].box.top, two[0].box.top)
            bottom = min(max(i.box.bottom for i in one), max(i.box.bottom for i in two))
            if bottom <= top:
                continue
            here, there = _set_off(left, top, bottom), _set_off(right, top, bottom)
            lines = min(sum(i.weight for i in here), sum(i.weight for i in there))
            if lines > best[0]:
                best = (lines, here, there)
    return best


def _stretches(side: Sequence[Item]) -> list[list[Item]]:
    """Items of a side, cut where more than two lines are free."""
    stretches: list[list[Item]] = []
    bottom = 0.0
    for item in side:
        if not stretches or item.box.top - bottom > FREE * (item.size or 10.0):
            stretches.append([])
        stretches[-1].append(item)
        bottom = max(bottom, item.box.bottom)
    return stretches


def _set_off(side: list[Item], top: float, bottom: float) -> list[Item]:
    """Items between `top` and `bottom` with those that go on above and below as lines of the same column do."""
    sure = [i for i, item in enumerate(side) if item.box.bottom > top + 1 and item.box.top < bottom - 1]
    if not sure:
        return []
    first, last = sure[0], sure[-1]
    usual = max(median([b.box.top - a.box.bottom for a, b in pairwise(side[first : last + 1])] or [0.0]), 1.0)
    size = median(i.size for i in side[first : last + 1])
    while first and _is_near(side[first - 1], side[first], usual) and _is_alike(side[first - 1], size):
        first -= 1
    while last + 1 < len(side) and _is_near(side[last], side[last + 1], usual) and _is_alike(side[last + 1], size):
        last += 1
    return side[first : max(last, _last_full(side, first, last, size)) + 1]


def _last_full(side: Sequence[Item], first: int, last: int, size: float) -> int:
    """The last line below a column that wraps where the column does, behind headings and blanks too, and what follows
    it closely; -1 where less than two lines do."""
    edge = max(i.box.x1 for i in side[first : last + 1])
    full: list[int] = []
    for index in range(last + 1, len(side)):
        if side[index].box.x1 > edge + 0.5 * size:
            break
        if _is_alike(side[index], size) and side[index].box.x1 > edge - 1.6 * size:
            full.append(index)
    if len(full) < 2 or not size:
        return -1
    end = full[-1]
    while end + 1 < len(side) and _follows(side[end], side[end + 1], edge, size):
        end += 1
    return end


def _follows(upper: Item, lower: Item, edge: float, size: float) -> bool:
    """The end of a paragraph, or what stands close below it within the column; no heading in larger letters."""
    inside = lower.box.x1 <= edge + 0.5 * size and lower.size <= 1.05 * size
    return inside and lower.box.top - upper.box.bottom <= FREE * size


def _is_near(upper: Item, lower: Item, usual: float) -> bool:
    return lower.box.top - upper.box.bottom <= 1.5 * usual


def _is_alike(item: Item, size: float) -> bool:
    return abs(item.size - size) <= 0.03 * size


def _is_grid(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Rows of pairs with short partners (an unruled table, a list of contents or of names), or boxes that belong to
    larger ones beside them: to be read row by row."""
    if _are_branches(left, right) or _are_branches(right, left):
        return True
    if sum(map(_is_rest, right)) >= len(right) / 2:
        return True
    rows = {i.row for i in left if i.row is not None}
    other = [i for i in right if i.row is not None]
    if not rows or not other:
        return False
    pairs = sum(i.row in rows for i in other)
    if pairs < 0.75 * min(len(rows), len(other)):
        return False
    shorter, longer = sorted((_length(left), _length(right)))
    return shorter < SHORT or (longer < ENTRY and not any(map(_is_prose, (*left, *right))))


def _is_rest(item: Item) -> bool:
    """A line that begins with an arrow or a value goes on with what stands to its left (来場者数 5人 → 8人)."""
    return bool(_REST.match(_said(item)))


def _is_prose(item: Item) -> bool:
    return bool(_PROSE.search(_said(item)))


def _said(item: Item) -> str:
    """The letters of a line; a block says nothing here."""
    return "".join(g.text for g in item.content.glyphs) if isinstance(item.content, Run) else ""


def _are_branches(stems: Sequence[Item], branches: Sequence[Item]) -> bool:
    """Boxes alone, several on one side, each beside a single one of the other side (施策の体系)."""
    if len(stems) < 2 or len(branches) < len(stems) or any(i.row is not None for i in (*stems, *branches)):
        return False
    return all(
        sum(s.box.top - FREE <= b.box.top and b.box.bottom <= s.box.bottom + FREE for s in stems) == 1 for b in branches
    )


def _are_long(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Lines of running text on both sides: one line fewer is enough to tell a column."""
    return min(len(left), len(right)) >= 2 and min(_length(left), _length(right)) >= LONG


def _length(side: Sequence[Item]) -> float:
    return median(i.box.width / (i.size or 10.0) for i in side)
