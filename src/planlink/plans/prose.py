"""The running text of a section, without captions, notes and what stands behind a block of indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planlink.outline.stream import is_indicator_title
from planlink.outline.titles import excluded
from planlink.plans.labelled import is_indicator_line
from planlink.records.outline import Content, Paragraph, PlacedFrame, PlacedTable, Section


def prose(content: Sequence[Content]) -> list[Paragraph]:
    """The paragraphs that say something."""
    return [c for c in content if isinstance(c, Paragraph) and not is_caption(c) and len(c.text) > 8]


def has_prose(section: Section) -> bool:
    return bool(prose(section.content)) or any(has_prose(child) for child in section.sections)


def body(section: Section) -> Iterator[Paragraph]:
    """The paragraphs of a measure: its own, and those of unnumbered headings below."""
    behind = False
    for piece in section.content:
        if isinstance(piece, Paragraph):
            if is_indicator_title(piece.text):
                behind = True
            elif not is_caption(piece) and (not behind or piece.text.endswith("。")):
                yield piece
        elif not piece.floated and _is_indicator_block(piece):
            behind = True
    for child in section.sections:
        if child.number is None and not excluded(child.title):
            yield from body(child)


def is_caption(paragraph: Paragraph) -> bool:
    text = paragraph.text
    framed = text[:1] in "《〈＜" and text[-1:] in "》〉＞"
    return framed or paragraph.bullet in ("※", "⇒") or is_indicator_line(text)


def _is_indicator_block(piece: PlacedFrame | PlacedTable) -> bool:
    if isinstance(piece, PlacedTable):
        return True
    return any(is_indicator_title(line.text) for line in piece.frame.lines[:2])
