"""Reading order: full-width lines, then the left column, then the right one; boxes beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from planlink.documents.lines import line_of
from planlink.documents.runs import Run, merge
from planlink.records.documents import Block, Frame, Line, Table
from planlink.records.places import Box

GUTTER = 1.25  # letters of free width between two columns
FEW = 3  # lines that make a column
SHORT = 7.0  # letters: rows of pairs with such short partners are an unruled table, not columns


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be put in order: a run of letters, or a block that is ready. `box` is that of the ink."""

    box: Box
    content: Run | Block
    weight: int
    size: float

    @property
    def row(self) -> int | None:
        return self.content.row if isinstance(self.content, Run) else None


@dataclass(frozen=True, slots=True)
class Parting:
    """A region in four parts, read in this order."""

    above: list[Item]
    left: list[Item]
    right: list[Item]
    below: list[Item]


def item_of(content: Run | Block) -> Item | None:
    """A run or block with the box of its ink; None for a block without a place."""
    if isinstance(content, Run):
        box = Box(content.ink_x0, content.box.top, max(content.ink_x1, content.ink_x0), content.box.bottom)
        return Item(box, content, 1, content.size)
    if content.box is None:
        return None
    if isinstance(content, Table):
        return Item(content.box, content, content.rows, 0.0)
    if isinstance(content, Frame):
        return Item(content.box, content, max(1, len(content.lines)), 0.0)
    return Item(content.box, content, max(1, len(content.text)), content.size or 0.0)


def in_order(contents: Sequence[Run | Block], left: float, right: float) -> list[Block]:
    """Runs and blocks of a region from `left` to `right` as blocks in reading order."""
    items = [item for item in map(item_of, contents) if item is not None]
    return _region(sorted(items, key=lambda i: (i.box.top, i.box.x0)), left, right)


def _region(items: list[Item], left: float, right: float) -> list[Block]:
    parting = part(items)
    if parting is None:
        return _bands(items, left, right)
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
    if len(items) < 2 or sum(i.weight for i in items) < 2 * FEW or not sizes:
        return None
    width = GUTTER * median(sizes)
    best: tuple[int, Parting] | None = None
    for edge in sorted({round(i.box.x1, 1) for i in items}):
        for zone in _zones(items, edge, width):
            lines, parting = _parting(items, _reach(items, zone, edge, width), edge)
            if lines >= FEW and parting and (best is None or lines > best[0]):
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


def _parting(items: Sequence[Item], zone: list[Item], edge: float) -> tuple[int, Parting | None]:
    right = [i for i in zone if i.box.x0 > edge]
    left = [i for i in zone if i.box.x0 <= edge]
    if not left or not right:
        return 0, None
    left, right = _beside(left, right)
    lines = min(sum(i.weight for i in left), sum(i.weight for i in right))
    if lines < FEW or _is_grid(left, right):
        return 0, None
    inside = {id(i) for i in (*left, *right)}
    top = min(i.box.top for i in (*left, *right))
    rest = [i for i in items if id(i) not in inside]
    above = [i for i in rest if i.box.top < top]
    return lines, Parting(above, left, right, [i for i in rest if i.box.top >= top])


def _beside(left: list[Item], right: list[Item]) -> tuple[list[Item], list[Item]]:
    """Both sides without what stands above or below the other side and is set off from its own column."""
    top = max(min(i.box.top for i in left), min(i.box.top for i in right))
    bottom = min(max(i.box.bottom for i in left), max(i.box.bottom for i in right))
    if bottom <= top:
        return [], []
    return _set_off(left, top, bottom), _set_off(right, top, bottom)


def _set_off(side: list[Item], top: float, bottom: float) -> list[Item]:
    """Items from `top` on; below `bottom` up to a heading or a gap that is wider than those between lines."""
    kept = [i for i in side if i.box.bottom > top + 1]
    gaps = [b.box.top - a.box.bottom for a, b in pairwise(kept)]
    usual = max(median(gaps), 1.0) if gaps else 0.0
    for index in range(1, len(kept)):
        wide = gaps[index - 1] > 1.5 * usual
        if kept[index].box.top > bottom - 1 and (wide or _is_other(kept[index], kept)):
            return kept[:index]
    return kept


def _is_other(item: Item, side: Sequence[Item]) -> bool:
    """Another size than most lines of its side have."""
    return abs(item.size - median(i.size for i in side)) > 0.03 * item.size


def _is_grid(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Rows of pairs with short partners: an unruled table or a list of contents, to be read row by row."""
    rows = {i.row for i in left if i.row is not None}
    other = [i for i in right if i.row is not None]
    if not rows or not other:
        return False
    pairs = sum(i.row in rows for i in other)
    if pairs < 0.75 * min(len(rows), len(other)):
        return False
    return min(_length(left), _length(right)) < SHORT


def _length(side: Sequence[Item]) -> float:
    return median(i.box.width / (i.size or 10.0) for i in side)


def _bands(items: Sequence[Item], left: float, right: float) -> list[Block]:
    """One column: bands from top to bottom, what overlaps in height from left to right."""
    blocks: list[Block] = []
    band: list[Item] = []
    for item in items:
        if band and not _overlaps(band, item):
            blocks.extend(_band(band, left, right))
            band = []
        band.append(item)
    return blocks + _band(band, left, right)


def _overlaps(band: Sequence[Item], item: Item) -> bool:
    return any(
        min(b.box.bottom, item.box.bottom) - max(b.box.top, item.box.top)
        > 0.5 * min(b.box.height, item.box.height)
        or (b.row is not None and b.row == item.row)
        for b in band
    )


def _band(band: Sequence[Item], left: float, right: float) -> list[Block]:
    """Items of one band: runs of one row are one line; what is left stands in stacks beside each other."""
    joined = _join_rows(band)
    stacks: list[list[Item]] = []
    for item in sorted(joined, key=lambda i: (i.box.x0, i.box.top)):
        home = next((s for s in stacks if any(_above(other, item) for other in s)), None)
        if home is None:
            stacks.append([item])
        else:
            home.append(item)
    ordered = [i for stack in stacks for i in sorted(stack, key=lambda i: (i.box.top, i.box.x0))]
    return [_block(i, left, right) for i in ordered]


def _above(one: Item, other: Item) -> bool:
    return min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0) > 0


def _join_rows(band: Sequence[Item]) -> list[Item]:
    rows: dict[int, list[Run]] = {}
    joined: list[Item] = []
    for item in band:
        if isinstance(item.content, Run):
            rows.setdefault(item.content.row, []).append(item.content)
        else:
            joined.append(item)
    for runs in rows.values():
        whole = map(item_of, _mergeable(runs, joined))
        joined.extend(item for item in whole if item is not None)
    return joined


def _mergeable(runs: list[Run], blocks: Sequence[Item]) -> list[Run]:
    """Runs of a row joined to one where no block stands between them and their sizes agree."""
    done: list[Run] = []
    for run in sorted(runs, key=lambda r: r.box.x0):
        last = done[-1] if done else None
        if last and abs(last.size - run.size) <= 0.15 * run.size and not _between(last, run, blocks):
            done[-1] = merge([last, run])
        else:
            done.append(run)
    return done


def _between(one: Run, other: Run, blocks: Sequence[Item]) -> bool:
    return any(
        b.box.x0 >= one.ink_x1 - 1
        and b.box.x1 <= other.ink_x0 + 1
        and b.box.top < one.box.bottom
        and b.box.bottom > one.box.top
        for b in blocks
    )


def _block(item: Item, left: float, right: float) -> Block:
    return line_of(item.content, left, right) if isinstance(item.content, Run) else item.content


def lines_only(blocks: Sequence[Block]) -> tuple[Line, ...]:
    return tuple(b for b in blocks if isinstance(b, Line))
