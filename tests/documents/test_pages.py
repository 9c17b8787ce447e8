"""Made-up pages, each named by what it proves: words in reading order, tables cell by cell, headings, notes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from trials import distance, plain

from planlink.documents.reader import read_document
from planlink.japanese.text import join_lines
from planlink.outline.tree import outline
from planlink.records.documents import Cell, Table
from planlink.records.outline import Content, Outline, Paragraph, PlacedFrame, PlacedTable, Section

FOLDER = Path(__file__).parents[1] / "pdfs"
KNOWN = json.loads((FOLDER.parent / "cases" / "known-pages.json").read_text(encoding="utf-8"))["pages"]
TRUTH: dict[str, Any] = {
    file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted((FOLDER / "pages").glob("*.json"))
}
ALLOWED = 0.005  # share of the letters


@cache
def read(stem: str) -> Outline:
    return outline(read_document(FOLDER / f"{stem}.pdf"))


def words_of(found: Outline) -> str:
    """All words in reading order: cover, table of contents, tree."""
    contents = (re.sub(r"・{2,}", "", entry) for entry in found.contents)  # the dots of leaders
    return plain("".join((*found.cover, *contents, *_inside(found.root))))


def _inside(section: Section) -> Iterator[str]:
    yield section.marker + section.title
    for piece in section.content:
        yield from _texts(piece)
    for child in section.sections:
        yield from _inside(child)


def _texts(piece: Content) -> Iterator[str]:
    if isinstance(piece, Paragraph):
        yield piece.bullet + piece.text
    elif isinstance(piece, PlacedFrame):
        yield from (line.text for line in piece.frame.lines)
    else:
        yield from map(_words, piece.table.cells)


def _words(cell: Cell) -> str:
    return join_lines(line.text for line in cell.lines)


def headings_of(found: Outline) -> list[tuple[int, str]]:
    return [(s.depth, plain(s.marker + s.title)) for _, s in found.root.walk()]


def tables_of(found: Outline) -> list[list[tuple[Any, ...]]]:
    sections = (found.root, *(section for _, section in found.root.walk()))
    return [_cells(p.table) for s in sections for p in s.content if isinstance(p, PlacedTable)]


def _cells(table: Table) -> list[tuple[Any, ...]]:
    return [(c.row, c.column, c.row_span, c.column_span, plain(_words(c))) for c in table.cells]


def wrong_letters(stem: str) -> float:
    expected = plain(TRUTH[stem]["text"])
    return distance(expected, words_of(read(stem))) / len(expected)


def proves(stem: str, kind: str) -> None:
    found, truth = read(stem), TRUTH[stem]
    if kind == "text":
        assert wrong_letters(stem) <= ALLOWED
    elif kind == "headings":
        assert headings_of(found) == [(depth, plain(words)) for depth, words in truth["headings"]]
    elif kind == "tables":
        assert tables_of(found) == [[(*cell[:4], plain(cell[4])) for cell in table] for table in truth["tables"]]
    else:
        assert [[n.label, plain(n.text)] for n in found.notes] == [[x, plain(words)] for x, words in truth["notes"]]


def known(stem: str, kind: str) -> str:
    return "".join(k["reason"] for k in KNOWN if (k["page"], k["kind"]) == (stem, kind))


@pytest.mark.parametrize("kind", ["text", "headings", "tables", "notes"])
@pytest.mark.parametrize("stem", TRUTH)
def test_page(stem: str, kind: str, request: pytest.FixtureRequest) -> None:
    if reason := known(stem, kind):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    proves(stem, kind)


def test_known_failures_name_pages() -> None:
    assert {k["page"] for k in KNOWN} <= TRUTH.keys()
