"""縦組み: running text in columns that go down, from right to left, often in tiers (段) one above the other.

Such letters stand closer to those below them than to those beside them. The region that they fill is laid on its
side, read with the same geometry as level text, and set up again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from planlink.documents.columns import columns_of, in_order
from planlink.documents.glyphs import Glyph, box_of, is_blank, is_japanese
from planlink.documents.runs import Run, runs_of
from planlink.documents.vertical import laid_flat, set_up
from planlink.records.documents import Block, Frame
from planlink.records.places import Box

CLOSE = 1.35  # letters from middle to middle: the next one of the same line
CLOSER = 0.85  # … and by so much nearer than the neighbour in the other direction
LINE = 5  # letters that make a line
LINES = 3  # lines that make running text
APART = 4.0  # letters between two lines or tiers of one region
TIER = 0.6  # letters of free height between two tiers; and of a gap within a line that ends a run
PART = 1.2  # letters of free width between two parts of a tier
BUCKET = 4.0  # points


@dataclass(frozen=True, slots=True)
class Upright:
    """A region of running text that goes down, as blocks in reading order."""

    box: Box
    blocks: tuple[Block, ...]


def uprights(glyphs: Sequence[Glyph], boxes: Sequence[Block] = ()) -> tuple[list[Upright], list[Glyph], list[Block]]:
    """The regions of upright text, and the letters and ready `boxes` that belong to none of them."""
    lines = _lines(glyphs)
    if len(lines) < LINES:
        return [], list(glyphs), list(boxes)
    level_lines = _level_lines(glyphs)
    level = [_grown(box_of(line), 0.1) for line in level_lines]
    wide = sum(map(len, lines)) > sum(
        map(len, level_lines)
    )  # on such a page all boxes beside the text belong to its tiers
    found: list[Upright] = []
    free, left = list(glyphs), list(boxes)
    for area in _areas(lines):
        mine = [g for g in free if area.holds(*_middle(g)) and not any(box.holds(*_middle(g)) for box in level)]
        inside = [b for b in left if b.box and _belongs(b.box, area, wide)]
        taken, ids = set(map(id, mine)), set(map(id, inside))
        free, left = [g for g in free if id(g) not in taken], [b for b in left if id(b) not in ids]
        found.append(_read(mine, inside))
    return found, free, left


def in_place(upright: Sequence[Upright], contents: Sequence[Run | Block], left: float, right: float) -> list[Block]:
    """`contents` of a region from `left` to `right` in reading order, with those of upright regions among them."""
    return parted(upright, contents, left, right)[0]


def parted(
    upright: Sequence[Upright], contents: Sequence[Run | Block], left: float, right: float
) -> tuple[list[Block], tuple[Box, ...]]:
    """The same, and the boxes of the columns in their order."""
    held = [Frame((), one.box) for one in upright]
    inside = {id(frame): region.blocks for frame, region in zip(held, upright, strict=True)}
    columns = columns_of([*contents, *held], left, right)
    ordered = [block for column in columns for block in column.blocks]
    return [one for b in ordered for one in inside.get(id(b), (b,))], tuple(column.box for column in columns)


def _lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The lines that go down: at least LINE letters, most of them kana or ideographs."""
    letters = [g for g in glyphs if not g.turn and not is_blank(g) and is_japanese(g.text)]
    if len(letters) < LINE * LINES:
        return []
    down, side = _next(letters, lambda g: laid_flat(g, 1)), _next(letters, _as_it_is)
    follows = _linked(down, _nearest(side))
    return [line for line in _chains(letters, follows) if sum(g.text[0].isalnum() for g in line) >= 0.6 * len(line)]


def _level_lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Lines of a few letters or more that do not go down: headings above and within upright text."""
    letters = [g for g in glyphs if not g.turn and not is_blank(g)]
    side, down = _next(letters, _as_it_is), _next(letters, lambda g: laid_flat(g, 1))
    return _chains(letters, _linked(side, _nearest(down)))


def _as_it_is(glyph: Glyph) -> Glyph:
    return glyph


Span = tuple[float, float]
Step = tuple[float, int]
"""The distance to the next letter of a line in letters, and its index."""
_NONE: Step = (float("inf"), -1)


def _next(letters: Sequence[Glyph], placed: Callable[[Glyph], Glyph]) -> list[Step]:
    """For each letter the next one to its right at the same height, as `placed` turns them."""
    stand = [placed(g) for g in letters]
    middles = [_middle(g) for g in stand]
    rows: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for index, (x, y) in enumerate(middles):
        rows[int(y // BUCKET)].append((x, index))
    for row in rows.values():
        row.sort()
    return [_next_in(rows, index, stand, middles) for index in range(len(stand))]


def _next_in(
    rows: dict[int, list[tuple[float, int]]],
    index: int,
    stand: Sequence[Glyph],
    middles: Sequence[tuple[float, float]],
) -> Step:
    (x, y), size = middles[index], stand[index].size
    reach, best = 0.3 * size, _NONE
    for bucket in range(int((y - reach) // BUCKET), int((y + reach) // BUCKET) + 1):
        row = rows.get(bucket, ())
        for place in range(bisect_right(row, (x + reach, len(stand))), len(row)):
            far, other = row[place]
            if far - x >= min(best[0], 6) * size:
                break
            if abs(middles[other][1] - y) <= reach and 0.7 * size <= stand[other].size <= 1.4 * size:
                best = ((far - x) / size, other)
                break
    return best


def _nearest(steps: Sequence[Step]) -> list[float]:
    """The distance to the nearer of the letters before and behind each letter."""
    near = [distance for distance, _ in steps]
    for distance, other in steps:
        if other >= 0:
            near[other] = min(near[other], distance)
    return near


def _linked(steps: Sequence[Step], across: Sequence[float]) -> list[int]:
    """For each letter the one that follows it closely, closer than anything across; -1 where there is none."""
    return [
        other if other >= 0 and distance <= CLOSE and distance < CLOSER * min(across[index], across[other]) else -1
        for index, (distance, other) in enumerate(steps)
    ]


def _chains(letters: Sequence[Glyph], follows: Sequence[int]) -> list[list[Glyph]]:
    """Letters that follow each other, LINE at least."""
    later = {other for other in follows if other >= 0}
    chains: list[list[Glyph]] = []
    for start in range(len(letters)):
        if start in later:
            continue
        chain, index = [], start
        while index >= 0:
            chain.append(letters[index])
            index = follows[index]
        if len(chain) >= LINE:
            chains.append(chain)
    return chains


def _areas(lines: Sequence[Sequence[Glyph]]) -> list[Box]:
    """Where lines that go down stand together, LINES of them at least, with room for what hangs on to them."""
    groups: list[tuple[Box, int]] = []
    reach = APART * median(line[0].size for line in lines)
    for line in lines:
        box, count = box_of(line), 1
        met = [g for g in groups if _near(g[0], box, reach)]
        while met:
            for other, held in met:
                box, count = box.around(other), count + held
            groups = [g for g in groups if g not in met]
            met = [g for g in groups if _near(g[0], box, reach)]
        groups.append((box, count))
    return [_grown(box, 0.35 * reach) for box, count in groups if count >= LINES]


def _near(one: Box, other: Box, reach: float) -> bool:
    beside = max(one.x0, other.x0) - min(one.x1, other.x1)
    below = max(one.top, other.top) - min(one.bottom, other.bottom)
    return beside <= reach and below <= reach and min(beside, below) < 0


def _grown(box: Box, by: float) -> Box:
    return Box(box.x0 - by, box.top - by, box.x1 + by, box.bottom + by)


def _belongs(box: Box, area: Box, wide: bool) -> bool:
    """Whether a box stands in the area; `wide`: or beside it."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return area.holds(x, y) or (wide and area.top <= y <= area.bottom)


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2


def _read(glyphs: Sequence[Glyph], boxes: Sequence[Block]) -> Upright:
    """A region's letters and boxes, laid on their side, read and set up again."""
    own = {id(block): block for block in boxes}
    flat = [replace(block, box=_flat(block.box)) for block in boxes if block.box]
    back = {id(one): own[id(block)] for one, block in zip(flat, (b for b in boxes if b.box), strict=True)}
    letters = [laid_flat(g, 1) for g in _joined_digits(glyphs) if not is_blank(g)]
    blocks = [
        back.get(id(block)) or replace(block, box=set_up(block.box, 1) if block.box else None)
        for block in _in_tiers(letters, flat)
    ]
    box = box_of(glyphs)
    for block in boxes:
        box = box.around(block.box) if block.box else box
    return Upright(box, tuple(blocks))


def _flat(box: Box) -> Box:
    return Box(box.top, -box.x1, box.bottom, -box.x0)


def _joined_digits(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """縦中横: two or three narrow digits beside each other stand in one square."""
    held = sorted((g for g in glyphs if _is_narrow(g)), key=lambda g: (round(g.top), g.x0))
    groups: list[list[Glyph]] = []
    for glyph in held:
        if groups and _touches(groups[-1][-1], glyph):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    joined = [group for group in groups if 2 <= len(group) <= 3]
    gone = {id(g) for group in joined for g in group}
    return [*(g for g in glyphs if id(g) not in gone), *map(_square, joined)]


def _is_narrow(glyph: Glyph) -> bool:
    return not glyph.turn and glyph.text.isascii() and glyph.text.isalnum() and glyph.x1 - glyph.x0 < 0.7 * glyph.size


def _touches(one: Glyph, other: Glyph) -> bool:
    return abs(one.top - other.top) < 0.2 * one.size and -0.2 * one.size < other.x0 - one.x1 < 0.3 * one.size


def _square(group: Sequence[Glyph]) -> Glyph:
    first, middle = group[0], (group[0].x0 + group[-1].x1) / 2
    x0, x1 = middle - first.size / 2, middle + first.size / 2
    return first._replace(text="".join(g.text for g in group), x0=x0, x1=x1)


def _in_tiers(letters: Sequence[Glyph], boxes: Sequence[Block], edges: Span | None = None) -> list[Block]:
    """What lies on its side, in reading order: cut where a strip is free, between tiers first, then between the parts
    of a tier, which keep its `edges`."""
    if not letters:
        return list(boxes)
    size = median(g.size for g in letters)
    spans = [*((g.x0, g.x1) for g in letters), *((b.box.x0, b.box.x1) for b in boxes if b.box)]
    across = [*((g.top, g.bottom) for g in letters), *((b.box.top, b.box.bottom) for b in boxes if b.box)]
    cut = _free_strip(spans, TIER * size, LINE * size)
    if cut is not None:
        left, right = ([g for g in letters if (g.x0 < cut) is side] for side in (True, False))
        here, there = ([b for b in boxes if b.box and (b.box.x0 < cut) is side] for side in (True, False))
        return [*_in_tiers(left, here), *_in_tiers(right, there)]
    edges = edges or (min(s[0] for s in spans), max(s[1] for s in spans))
    cut = _free_strip(across, PART * size, 0.0)
    if cut is not None:
        upper, lower = ([g for g in letters if (g.top < cut) is side] for side in (True, False))
        here, there = ([b for b in boxes if b.box and (b.box.top < cut) is side] for side in (True, False))
        return [*_in_tiers(upper, here, edges), *_in_tiers(lower, there, edges)]
    return in_order([*boxes, *runs_of(letters)], *edges)


def _free_strip(spans: Iterable[Span], gap: float, least: float) -> float | None:
    """The middle of the first strip that is `gap` wide and has `least` on both sides; None where there is none."""
    ordered = sorted(spans)
    start, last = ordered[0][0], max(span[1] for span in ordered)
    end = ordered[0][1]
    for one, two in pairwise(ordered):
        end = max(end, one[1])
        if two[0] - end >= gap and end - start >= least and last - two[0] >= least:
            return (end + two[0]) / 2
    return None
