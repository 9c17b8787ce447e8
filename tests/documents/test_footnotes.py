"""Marks without a note and notes without a mark."""

from __future__ import annotations

from planlink.documents.footnotes import footnote_doubts
from planlink.records.documents import Block, Cell, Document, Frame, Line, Mark, Note, Page, Table


def line(*labels: str) -> Line:
    return Line("港の乗降客", marks=tuple(Mark(2, label) for label in labels))


def told(blocks: tuple[Block, ...], *notes: str) -> list[tuple[str, str]]:
    made = tuple(Note(label, f"{label}の説明", 1) for label in notes)
    document = Document("戦略", "戦略.pdf", "pdf", "0", (Page(1, 600.0, 800.0, blocks, made),))
    return [(doubt.kind, doubt.detail) for doubt in footnote_doubts(document)]


def test_every_mark_has_its_note() -> None:
    assert told((line("1"), line("2", "3")), "1", "2", "3") == []


def test_a_mark_without_a_note_and_a_note_without_a_mark() -> None:
    assert told((line("1", "2", "3"),), "1", "2", "4") == [("mark-without-note", "3"), ("note-without-mark", "4")]


def test_marks_in_boxes_and_cells_count() -> None:
    table = Table(1, 1, (Cell(0, 0, 1, 1, (line("2"),)),))
    assert told((line("1"), Frame((line("3"),)), table), "1", "2", "3") == []


def test_a_document_whose_footnotes_are_not_read_says_nothing() -> None:
    assert told((line("1"),), "1", "2", "3") == []
    assert told((), "1", "2") == []


def test_signs_are_no_numbers() -> None:
    assert told((line("1", "2"),), "1", "2", "※") == []
