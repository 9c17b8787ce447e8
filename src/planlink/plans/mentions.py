"""Where a document names its basic goals and the priority themes: headings, lines, boxes and cells.

Reviews of an earlier term are left out: they name the goals of that term.
"""

from __future__ import annotations

from collections.abc import Iterator

from planlink import knowledge
from planlink.japanese.text import join_lines
from planlink.outline.numbering import marker_label, numbering
from planlink.outline.titles import contains
from planlink.plans.levels import Level, levels
from planlink.records.outline import Outline, Paragraph, PlacedFrame, PlacedTable
from planlink.records.plans import Mention

_LONGEST = 80


def mentions(outline: Outline, document: str) -> tuple[Mention, ...]:
    """All mentions in reading order."""
    review = knowledge.section_words().review
    found: list[Mention] = []
    for level in levels(outline):
        if contains(" ".join((*level.path, level.title)), review):
            continue
        for text, page in _texts(level):
            mention = _mention(text, page, document)
            if mention:
                found.append(mention)
    return tuple(found)


def _texts(level: Level) -> Iterator[tuple[str, int | None]]:
    section = level.section
    yield f"{section.marker} {section.title}", section.page
    for piece in section.content:
        if isinstance(piece, Paragraph):
            yield piece.text, piece.page
        elif isinstance(piece, PlacedFrame):
            yield from ((line.text, piece.page_of(i)) for i, line in enumerate(piece.frame.lines))
        elif isinstance(piece, PlacedTable):
            pages = piece.pages
            for cell in piece.table.cells:
                page = pages[cell.row] if cell.row < len(pages) else piece.page
                yield join_lines(line.text for line in cell.lines), page
                yield from ((line.text, page) for line in cell.lines if len(cell.lines) > 3)


def _mention(text: str, page: int | None, document: str) -> Mention | None:
    kinds = knowledge.section_words().kinds
    bare = text.lstrip("●○■◆・ ⇒")
    for reading in numbering(bare):
        kind = next((k for k in ("goal", "theme") if reading.word in kinds[k]), None)
        if kind and reading.title and len(reading.title) <= _LONGEST:
            label = marker_label(reading.marker)
            label = label[len(reading.word) :] if kind == "theme" else label
            name = reading.title.split("～")[0].strip() if kind == "theme" else reading.title
            return Mention(document, kind, label, name, page, bare)
    return None
