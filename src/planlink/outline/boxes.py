"""Boxes that a page end cut are one box again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from planlink.outline.edges import SAME
from planlink.outline.numbering import bullet
from planlink.outline.stream import is_indicator_title, unfinished
from planlink.records.documents import Frame, Line
from planlink.records.outline import Content, PlacedFrame

_NUMBERED = re.compile(r"[^\d\s]{1,8}\d{1,2}(?:[－‐‑–ー―\-][^\d\s]{0,8}\d{1,2})*(?=[\s：:])")


def join_boxes(content: Sequence[Content]) -> list[Content]:
    """A box that opens a page and stands directly behind one of the same width on the page before becomes part of it
    where that one is open: in the middle of a sentence or value, or an indicator box or a titled list of numbered
    entries, whose title is not said again."""
    done: list[Content] = []
    for piece in content:
        above = done[-1] if done else None
        if isinstance(piece, PlacedFrame) and isinstance(above, PlacedFrame) and _goes_on(above, piece):
            done[-1] = _joined(above, piece)
        else:
            done.append(piece)
    return done


def _joined(above: PlacedFrame, below: PlacedFrame) -> PlacedFrame:
    lines = (*above.frame.lines, *below.frame.lines)
    pages = (*(above.page_of(i) for i in range(len(above.frame.lines))), *(below.page for _ in below.frame.lines))
    return replace(above, frame=Frame(lines, above.frame.box), pages=pages)


def _goes_on(above: PlacedFrame, below: PlacedFrame) -> bool:
    one, two = above.frame, below.frame
    if above.page is None or below.page is None or not one.lines or not two.lines:
        return False
    # A joined box keeps the place of its first part: parts on further pages follow that.
    if one.box is None or two.box is None or below.page <= above.page or two.box.top >= one.box.top:
        return False
    if abs(one.box.x0 - two.box.x0) > SAME or abs(one.box.x1 - two.box.x1) > SAME:
        return False
    if any(is_indicator_title(line.text) for line in two.lines[:2]):
        return False
    last, first = one.lines[-1], two.lines[0]
    listed = _form(first.text) and _form(one.lines[0].text) != _form(first.text) == _form(last.text)
    entry = is_indicator_title(one.lines[0].text) and bullet(first.text)
    return bool(listed or entry) or _is_open(last, first)


def _form(text: str) -> str:
    """How the entries of a list are numbered: 政策3－施策2 → 政策－施策; empty where no number and blank begin."""
    head = _NUMBERED.match(text)
    return re.sub(r"\d", "", head[0]) if head else ""


def _is_open(last: Line, first: Line) -> bool:
    opened = last.text.count("（") > last.text.count("）")
    return not bullet(first.text) and (opened or (last.full and unfinished(last.text)))
