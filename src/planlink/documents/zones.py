"""Running heads and page numbers come off; what only the whole document can tell about its pages."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from planlink.documents.notes import body_size, is_page_number, join_over_pages
from planlink.records.documents import Block, Frame, Line, Page
from planlink.records.places import Box

EDGE = 0.12  # share of the height at head and foot where running heads and page numbers stand


def strip(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Look over all pages of a document: running heads and page numbers go to `heads`, and a note that goes on over
    a page end is joined. Pages that stem from texts without places are left as they are."""
    bare = tuple(_without(page, heads) for page, heads in zip(pages, _heads(pages), strict=True))
    return join_over_pages(_right_edges(bare))


def _without(page: Page, heads: Sequence[Block]) -> Page:
    taken = {id(h) for h in heads}
    lines = tuple(line for h in heads for line in (h.lines if isinstance(h, Frame) else (h,)) if isinstance(line, Line))
    return replace(page, blocks=tuple(b for b in page.blocks if id(b) not in taken), heads=(*page.heads, *lines))


def _heads(pages: Sequence[Page]) -> list[list[Block]]:
    """The blocks of each page that are running heads or page numbers."""
    body = median([s for s in (body_size(p.blocks) for p in pages) if s] or [0.0])
    found: dict[tuple[str, int, bool], dict[int, Block]] = defaultdict(dict)
    for index, page in enumerate(pages):
        for block in page.blocks:
            text = _head_text(block, body)
            if text and block.box and _at_edge(block.box, page):
                for slot in _slots(block.box, page):
                    found[_pattern(text), slot, block.box.top < page.height / 2].setdefault(index, block)
    heads: list[list[Block]] = [[] for _ in pages]
    for (_, _, upper), where in found.items():
        if _repeats(len(where), len(pages)) and _is_outside(where, pages, upper):
            for index, block in where.items():
                if not any(b is block for b in heads[index]):
                    heads[index].append(block)
    for index, page in enumerate(pages):
        heads[index].extend(b for b in _numbers(page, heads[index]) if not any(b is h for h in heads[index]))
    return heads


def _head_text(block: Block, body: float) -> str:
    """What a block says if it can be a running head: a single line that is not larger than the text."""
    lines = block.lines if isinstance(block, Frame) else (block,) if isinstance(block, Line) else ()
    if len(lines) != 1 or (lines[0].size or 0.0) > 1.15 * body:
        return ""
    return lines[0].text


def _at_edge(box: Box, page: Page) -> bool:
    return box.bottom < EDGE * page.height or box.top > (1 - EDGE) * page.height


def _slots(box: Box, page: Page) -> tuple[int, int]:
    """Heights in steps of 8 points, twice, so that neighbours on two sides of a step still meet."""
    return int(box.top // 8), int((box.top + 4) // 8) + 1000


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "#", "".join(unicodedata.normalize("NFKC", text).split()))


def _repeats(count: int, pages: int) -> bool:
    return count >= 3 or (count >= 2 and count >= 0.5 * pages)


def _is_outside(where: dict[int, Block], pages: Sequence[Page], upper: bool) -> bool:
    """No text of the type area stands at that height or further out, but for a few pages such as covers."""
    some = next(iter(where.values())).box
    if some is None:
        return False
    intruders = 0
    for index, page in enumerate(pages):
        if index in where:
            mine = where[index].box
            others = [b.box for b in page.blocks if b is not where[index] and b.box and mine]
            intruders += any(_beyond(b, mine, upper) for b in others if mine)
        elif any(b.box and _beyond(b.box, some, upper) and not _small_head(b, page) for b in page.blocks):
            intruders += 1
    return intruders <= max(1, 0.2 * len(pages))


def _small_head(block: Block, page: Page) -> bool:
    return isinstance(block, Line) and bool(block.box) and is_page_number(block.text)


def _beyond(box: Box, head: Box, upper: bool) -> bool:
    """Whether a box reaches over the head's line although it is text: it overlaps its height by half."""
    overlap = min(box.bottom, head.bottom) - max(box.top, head.top)
    return overlap > 0.5 * head.height and (box.height > 3 * head.height or abs(box.height - head.height) < 8) and (
        box.width > 0.3 * head.width if upper else box.width > 2 * head.width
    )


def _numbers(page: Page, heads: Sequence[Block]) -> list[Block]:
    """Page numbers: the outermost lines at head and foot that are nothing but a number."""
    rest = [b for b in page.blocks if b.box and not any(b is h for h in heads)]
    if not rest:
        return []
    first = min(rest, key=lambda b: b.box.top if b.box else 0.0)
    last = max(rest, key=lambda b: b.box.bottom if b.box else 0.0)
    return [
        b
        for b in (first, last)
        if isinstance(b, Line) and b.box and _at_edge(b.box, page) and is_page_number(b.text)
    ]


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
