"""Running heads and page numbers come off; what only the whole document can tell about its pages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from statistics import median

from planlink.documents.notes import is_page_number, join_over_pages
from planlink.documents.notezones import body_size
from planlink.records.documents import Block, Frame, Line, Page
from planlink.records.places import Box

LARGE = 1.2  # of the letters of the text: those of titles
EDGE = 0.15  # share of the height at head and foot where running heads and page numbers stand
MANY = 0.3  # share of the pages on which heads stand that change with the chapter
SAME = 6.0  # points by which heads of the same height may differ


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block near the head (`upper`) or foot of the page `index`."""

    index: int
    block: Block
    box: Box
    upper: bool


def strip(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Look over all pages of a document: running heads and page numbers go to `heads`, and a note that goes on over
    a page end is joined. Pages that stem from texts without places are left as they are."""
    bare = tuple(_without(page, heads) for page, heads in zip(pages, _heads(pages), strict=True))
    return join_over_pages(_right_edges(bare))


def _without(page: Page, heads: Sequence[Block]) -> Page:
    taken = {id(h) for h in heads}
    lines = tuple(line for h in heads for line in (h.lines if isinstance(h, Frame) else (h,)) if isinstance(line, Line))
    blocks = tuple(b for b in page.blocks if id(b) not in taken)
    return replace(page, blocks=blocks, heads=(*page.heads, *lines), columns=_columns(page.columns, blocks))


def _columns(columns: Sequence[Box], blocks: Sequence[Block]) -> tuple[Box, ...]:
    """The columns as far as there are blocks in them: what was taken off does not widen them."""
    held: list[list[Box]] = [[] for _ in columns]
    for box in (b.box for b in blocks if b.box):
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        home = next((place for place, column in enumerate(columns) if column.holds(x, y)), None)
        if home is not None:
            held[home].append(box)
    return tuple(reduce(Box.around, boxes) for boxes in held if boxes)


def _heads(pages: Sequence[Page]) -> list[list[Block]]:
    """The blocks of each page that are running heads or page numbers, from the outermost level inwards."""
    found = _repeated(pages)
    taken: set[int] = set()
    for upper in (True, False):
        for level in _levels([p for p in found if p.upper is upper], upper):
            mine = {id(p.block) for p in level}
            if not _is_outside(level, pages, taken | mine):
                break
            taken |= mine
    return [_taken(page, taken) for page in pages]


def _taken(page: Page, taken: set[int]) -> list[Block]:
    heads = [b for b in page.blocks if id(b) in taken]
    return [*heads, *_numbers(page, taken)]


def _repeated(pages: Sequence[Page]) -> list[_Placed]:
    """Single lines near the edges that stand on several pages at the same height with the same words."""
    body = median([s for s in (body_size(p.blocks) for p in pages) if s] or [0.0])
    groups: dict[tuple[str, bool], list[_Placed]] = defaultdict(list)
    for index, page in enumerate(pages):
        for block in page.blocks:
            text = _head_text(block, body)
            if text and block.box and _at_edge(block.box, page):
                upper = block.box.top < page.height / 2
                groups[_pattern(text), upper].append(_Placed(index, block, block.box, upper))
    same = [p for group in groups.values() for level in _levels(group, True) if _repeats(level, pages) for p in level]
    return [*same, *_changing(groups, {id(p.block) for p in same}, pages, body)]


def _changing(
    groups: Mapping[tuple[str, bool], Sequence[_Placed]], known: set[int], pages: Sequence[Page], body: float
) -> list[_Placed]:
    """Running heads that change with the chapter: on many pages, at one height, in letters of one size that is not
    the text's; most of them stand on several pages."""
    found: list[_Placed] = []
    for upper in (True, False):
        placed = [p for (_, above), group in groups.items() if above is upper for p in group]
        for level in _levels(placed, True):
            alike = [p for p in level if _size(p) and abs(_size(p) - median(map(_size, level))) <= 0.3]
            texts = Counter(_pattern(_head_text(p.block, body)) for p in alike)
            again = sum(n for n in texts.values() if n > 1)
            many = len({p.index for p in alike}) >= max(3, MANY * len(pages))
            if many and again >= 0.5 * len(alike) and all(_size(p) < 0.95 * body for p in alike):
                found.extend(p for p in alike if id(p.block) not in known)
    return found


def _size(placed: _Placed) -> float:
    block = placed.block
    line = block.lines[0] if isinstance(block, Frame) else block
    return (line.size or 0.0) if isinstance(line, Line) else 0.0


def _levels(placed: Sequence[_Placed], downwards: bool) -> list[list[_Placed]]:
    """Blocks of the same height, level by level."""
    levels: list[list[_Placed]] = []
    for one in sorted(placed, key=lambda p: p.box.top, reverse=not downwards):
        if levels and abs(levels[-1][-1].box.top - one.box.top) <= SAME:
            levels[-1].append(one)
        else:
            levels.append([one])
    return levels


def _head_text(block: Block, body: float) -> str:
    """What a block says if it can be a running head: a single line that is not larger than the text."""
    lines = block.lines if isinstance(block, Frame) else (block,) if isinstance(block, Line) else ()
    if len(lines) != 1 or (lines[0].size or 0.0) > 1.15 * body:
        return ""
    return lines[0].text


def _at_edge(box: Box, page: Page) -> bool:
    return box.bottom < EDGE * page.height or box.top > (1 - EDGE) * page.height


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "#", "".join(unicodedata.normalize("NFKC", text).split()))


def _repeats(level: Sequence[_Placed], pages: Sequence[Page]) -> bool:
    count = len({p.index for p in level})
    return count >= 3 or (count >= 2 and count >= 0.5 * len(pages))


def _is_outside(level: Sequence[_Placed], pages: Sequence[Page], taken: set[int]) -> bool:
    """No other text stands at that height or further out, but for a few pages such as covers."""
    top, bottom = min(p.box.top for p in level), max(p.box.bottom for p in level)
    upper = level[0].upper
    intruders = 0
    for page in pages:
        others = [b.box for b in page.blocks if b.box and id(b) not in taken and not _is_number(b, page)]
        intruders += any(b.top < bottom - 2 if upper else b.bottom > top + 2 for b in others)
    return intruders <= max(1, 0.2 * len(pages))


def _is_number(block: Block, page: Page) -> bool:
    """Nothing but a number near the edge; one in the large letters of titles belongs to the title beside it."""
    if not isinstance(block, Line) or not block.box or not _at_edge(block.box, page):
        return False
    return is_page_number(block.text) and not _heads_title(block, page)


def _heads_title(line: Line, page: Page) -> bool:
    """Another line begins to the right at the same height, in letters larger than the text, those of the number too."""
    body = body_size(page.blocks) or 0.0
    if not line.box or (line.size or 0.0) <= LARGE * body:
        return False
    beside = (b for b in page.blocks if isinstance(b, Line) and b.box and b.box.x0 >= line.box.x1)
    middle = (line.box.top + line.box.bottom) / 2
    return any(b.box and b.box.top < middle < b.box.bottom and (b.size or 0.0) > LARGE * body for b in beside)


def _numbers(page: Page, taken: set[int]) -> list[Block]:
    """Page numbers: the outermost lines at head and foot that are nothing but a number."""
    rest = [(b.box, b) for b in page.blocks if b.box and id(b) not in taken]
    if not rest:
        return []
    first = min(rest, key=lambda pair: pair[0].top)[1]
    last = max(rest, key=lambda pair: pair[0].bottom)[1]
    return [b for b in ((first,) if first is last else (first, last)) if _is_number(b, page)]


def _right_edges(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """On pages with little text the longest line looks full: hold it against the right edge of the other pages."""
    edges = [max((b.box.x1 for b in p.blocks if b.box), default=0.0) for p in pages]
    by_width: dict[float, list[float]] = defaultdict(lambda: [0.0])
    for edge, page in zip(edges, pages, strict=True):
        if edge:
            by_width[page.width].append(edge)
    usual = {width: median(found[1:] or found) for width, found in by_width.items()}
    return tuple(
        _unfilled(page) if edge and edge < usual[page.width] - 16 else page
        for page, edge in zip(pages, edges, strict=True)
    )


def _unfilled(page: Page) -> Page:
    return replace(page, blocks=tuple(replace(b, full=False) if isinstance(b, Line) else b for b in page.blocks))
