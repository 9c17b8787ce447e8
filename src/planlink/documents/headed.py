"""Tables whose head alone has drawn or shaded cells: level rules part the rows below it, no upright ones do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import pairwise

from planlink.documents.fields import strips_of
from planlink.documents.glyphs import Glyph
from planlink.documents.rules import NEAR
from planlink.documents.runs import runs_of
from planlink.documents.stripes import filled_columns, letters_between
from planlink.documents.tabular import name_columns
from planlink.records.places import Box

CLOSE = 0.3  # letters: what stands nearer to each other is one word
HEAD = 2  # rows of a head at most

Cells = list[Box]


def with_rows_below(groups: Sequence[Cells], rules: Sequence[Box], glyphs: Sequence[Glyph]) -> list[Cells]:
    """Groups of cells; one that is a head has cells for each row below it down to the last of the level `rules`, from
    above, that are as wide as it is."""
    heads = [_around(group) for group in groups]
    return [
        [*group, *_rows_below(group, head, [r for r in rules if _is_as_wide(r, head)], heads, glyphs)]
        for group, head in zip(groups, heads, strict=True)
    ]


def _around(cells: Cells) -> Box:
    return reduce(Box.around, cells)


def _is_as_wide(rule: Box, box: Box) -> bool:
    return abs(rule.x0 - box.x0) <= NEAR and abs(rule.x1 - box.x1) <= NEAR


def _rows_below(
    cells: Cells, head: Box, rules: Sequence[Box], heads: Sequence[Box], glyphs: Sequence[Glyph]
) -> list[Box]:
    """The cells of the rows below a head, until a band holds no row, or what stands in it belongs to the next head."""
    edges = sorted({round(x, 1) for c in cells if abs(c.bottom - head.bottom) <= NEAR for x in (c.x0, c.x1)})
    if len(edges) < 3 or len({round(c.top) for c in cells}) > HEAD:
        return []
    made: list[Box] = []
    top = head.bottom
    for rule in (r for r in rules if r.top > head.bottom + NEAR):
        met = any(abs(other.top - rule.top) <= NEAR or top + NEAR < other.top < rule.top for other in heads)
        if met or not _is_row(edges, letters_between(edges, top, rule.top, glyphs), first=not made):
            break
        made.extend(Box(x0, top, x1, rule.top) for x0, x1 in pairwise(edges))
        top = rule.top
    return made


def _is_row(edges: Sequence[float], letters: Sequence[Glyph], first: bool) -> bool:
    """Words stand in two columns, and do not end in the names of other ones; the `first` row may be the rest of a cut
    one, with words in a later column alone."""
    filled = filled_columns(edges, letters)
    if not filled or _is_joined(edges, letters) or _ends_in_names(letters):
        return False
    return len(filled) > 1 or (first and filled != {0})


def _ends_in_names(letters: Sequence[Glyph]) -> bool:
    """The last line has the names of columns: another table begins, with a rule below them alone."""
    last = strips_of(runs_of(letters))[-1]
    return name_columns(["".join(g.text for g in run.glyphs) for run in last.runs])


def _is_joined(edges: Sequence[float], letters: Sequence[Glyph]) -> bool:
    """A word goes on over an edge that stands between two of its letters."""
    ordered = sorted(letters, key=lambda g: (round(g.base), g.x0))
    return any(
        round(a.base) == round(b.base) and b.x0 - a.x1 < CLOSE * b.size
        for a, b in pairwise(ordered)
        if any(a.ink_x1 - 1 <= x <= b.ink_x0 + 1 for x in edges[1:-1])
    )
