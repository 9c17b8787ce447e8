"""Marks of footnotes and the notes themselves: which have no counterpart."""

from __future__ import annotations

from planlink.records.documents import Document, lines_of
from planlink.records.places import Doubt, Place

FEWEST = 2
"""Pairs of mark and note that show that the document has numbered footnotes, and that they are read."""
QUOTED = 40  # letters


def footnote_doubts(document: Document) -> tuple[Doubt, ...]:
    """Numbered marks without a note (mark-without-note) and notes without a mark (note-without-mark)."""
    lines = ((page, line) for page in document.pages for block in page.blocks for line in lines_of(block))
    marks = {mark.label: (page, line) for page, line in lines for mark in line.marks}
    notes = {note.label: note for page in document.pages for note in page.notes}
    if len(marks.keys() & notes.keys()) < FEWEST:
        return ()
    missing = [
        Doubt("mark-without-note", Place(document.id, page.number, line.text[:QUOTED], line.box), label)
        for label, (page, line) in marks.items()
        if label not in notes and label.isdecimal()
    ]
    unmarked = [
        Doubt("note-without-mark", Place(document.id, note.page, note.text[:QUOTED], note.box), label)
        for label, note in notes.items()
        if label not in marks and label.isdecimal()
    ]
    return (*missing, *unmarked)
