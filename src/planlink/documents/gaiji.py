"""Letters that only one machine or one font knows (外字): the file has a private number for them, or none at all. They
are shown as 〓, as printers set a sort that they lack, and where they stand is told, so that their picture can be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planlink.documents.quality import trouble
from planlink.japanese.text import GETA
from planlink.records.documents import Document, Line, Page, lines_of
from planlink.records.places import Doubt, Place

AROUND = 8
"""Letters that are quoted on each side."""


def gaiji_doubts(document: Document) -> tuple[Doubt, ...]:
    """Each line with such a letter, once for each stretch around one; pages that cannot be trusted as a whole are
    named as such (page-damaged) and left out here."""
    return tuple(
        Doubt("gaiji", Place(document.id, page.number, quoted, line.box))
        for page in document.pages
        if trouble(page) != "page-damaged"
        for line in _lines(page)
        if GETA in line.text
        for quoted in _quoted(line.text)
    )


def _lines(page: Page) -> Iterator[Line]:
    yield from (line for block in page.blocks for line in lines_of(block))
    yield from (Line(note.text, note.box) for note in page.notes)


def _quoted(text: str) -> Iterator[str]:
    """The letters around each 〓, in one piece where they touch."""
    stretch = rf".{{0,{AROUND}}}{GETA}(?:.{{0,{AROUND}}}{GETA})*.{{0,{AROUND}}}"
    yield from (found.group() for found in re.finditer(stretch, text))
