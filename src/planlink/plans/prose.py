"""The running text of a section, without captions, notes and what stands behind a block of indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest

from planlink.knowledge import section_words
from planlink.outline.legends import is_legend
from planlink.outline.numbering import numbering
from planlink.outline.stream import is_indicator_title
from planlink.outline.titles import announces, contains, excluded
from planlink.plans.labelled import is_indicator_line
from planlink.records.outline import Content, Paragraph, PlacedFrame, PlacedTable, Section

LONGEST_CAPTION = 40
COUNTED = ("paren", "kana", "paren-kana", "circled")
"""Markers that no word begins with."""


def prose(content: Sequence[Content]) -> list[Paragraph]:
    """The paragraphs that say something."""
    return [c for c in content if isinstance(c, Paragraph) and not is_caption(c) and len(c.text) > 8]


def has_prose(section: Section) -> bool:
    return bool(prose(section.content)) or any(has_prose(child) for child in section.sections)


def body(section: Section) -> Iterator[Paragraph]:
    """The paragraphs of a measure: its own, and those of unnumbered headings below."""
    behind = False
    for piece, below in zip_longest(section.content, section.content[1:]):
        if isinstance(piece, Paragraph):
            if is_indicator_title(piece.text) or _names_table(piece, below):
                behind = True
            elif not is_caption(piece) and (not behind or piece.text.endswith("。")):
                yield piece
        elif not piece.floated and _is_indicator_block(piece):
            behind = True
    for child in section.sections:
        if child.number is None and not excluded(child.title) and not names_alone(child):
            yield from body(child)


def names_alone(section: Section) -> bool:
    """A list of the names of projects below 主な事業 or the like: no sentence stands in it."""
    said = [piece for piece in section.content if not (isinstance(piece, Paragraph) and is_indicator_title(piece.text))]
    first = list(takewhile(lambda piece: isinstance(piece, Paragraph), said))
    listed = bool(first) and all(isinstance(p, Paragraph) and p.bullet and not p.text.endswith("。") for p in first)
    return announces(section.title) and listed and not section.sections


def _names_table(paragraph: Paragraph, below: Content | None) -> bool:
    """A line that is no sentence and speaks of indicators, right above a table."""
    told = isinstance(below, PlacedTable) and not below.floated and not paragraph.text.endswith("。")
    return told and len(paragraph.text) <= LONGEST_CAPTION and contains(paragraph.text, section_words().indicators)


def is_caption(paragraph: Paragraph) -> bool:
    text = paragraph.text
    framed = text[:1] in "《〈＜" and text[-1:] in "》〉＞"
    return framed or paragraph.bullet in ("※", "⇒") or is_legend(text) or is_indicator_line(text)


def without_marks(texts: Sequence[str]) -> list[str]:
    """The texts without the markers by which they are counted: ア …すること。 イ …すること。 A lone marker counts where
    it is the first of its kind."""
    expected: dict[str, int] = {}
    plain: list[str] = []
    for text in texts:
        reading = next((r for r in numbering(text) if r.number == expected.get(r.style, 1) and r.title), None)
        if reading is None or reading.style not in COUNTED or not text.endswith("。"):
            plain.append(text)
        else:
            expected[reading.style] = (reading.number or 0) + 1
            plain.append(reading.title)
    return plain


def _is_indicator_block(piece: PlacedFrame | PlacedTable) -> bool:
    if isinstance(piece, PlacedTable):
        return True
    return any(is_indicator_title(line.text) for line in piece.frame.lines[:2])
