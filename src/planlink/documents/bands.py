"""Reading order within one column: bands from top to bottom, in each band stacks from left to right."""

from __future__ import annotations

from collections.abc import Sequence

from planlink.documents.lines import line_of
from planlink.documents.pieces import Item, item_of
from planlink.documents.runs import Run, merge
from planlink.records.documents import Block, Line


def in_bands(items: Sequence[Item], left: float, right: float) -> list[Block]:
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
        min(b.box.bottom, item.box.bottom) - max(b.box.top, item.box.top) > 0.5 * min(b.box.height, item.box.height)
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
