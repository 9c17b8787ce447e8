"""Thumb tabs (つめ): coloured patches at the edge of a page that name the chapter and do not belong to the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planlink.documents.glyphs import Glyph, Sheet, is_blank
from planlink.documents.lines import lines_in
from planlink.documents.vertical import stacked_line, turned_lines
from planlink.records.documents import Line
from planlink.records.places import Box

TOUCH = 2.0  # points between a patch and the edge of the page
WIDEST = 0.12  # share of the page's width
TALLEST = 0.6  # share of the page's height


def without_tabs(glyphs: Iterable[Glyph], sheet: Sheet) -> tuple[list[Glyph], list[Line]]:
    """The letters that stand on no tab, and what the tabs say."""
    held = list(glyphs)
    patches = [p for p in sheet.shaded if _is_tab(p, sheet)]
    if not patches:
        return held, []
    lines: list[Line] = []
    for patch in patches:
        inside = [g for g in held if patch.holds((g.x0 + g.x1) / 2, (g.top + g.bottom) / 2)]
        held = [g for g in held if not patch.holds((g.x0 + g.x1) / 2, (g.top + g.bottom) / 2)]
        lines.extend(_said(inside))
    return held, lines


def _is_tab(patch: Box, sheet: Sheet) -> bool:
    at_edge = patch.x0 <= TOUCH or patch.x1 >= sheet.width - TOUCH
    return at_edge and patch.width <= WIDEST * sheet.width and patch.height <= TALLEST * sheet.height


def _said(letters: Sequence[Glyph]) -> list[Line]:
    level = [g for g in letters if not g.turn]
    upright = stacked_line(g for g in level if not is_blank(g))
    return [*turned_lines(letters), *([upright] if upright else lines_in(level))]
