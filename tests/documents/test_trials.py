"""The trial PDFs with what is truly in them: letters in reading order, cells, footnote marks."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
from trials import (
    MAIN,
    TRIALS,
    Blocks,
    distance,
    letters_wrong,
    lines_of,
    plain,
    printed,
    read_cells,
    true_cells,
    truth_of,
)

from planlink.documents import scan
from planlink.documents.pdf import read_pages
from planlink.documents.zones import strip
from planlink.records.documents import Frame, Page, Table

pytestmark = pytest.mark.skipif(not TRIALS.is_dir(), reason="the trial documents are not here")

FILES = [*((name, "trial_main") for name in MAIN), ("trial_lo", "trial_lo")]


@cache
def pages_of(name: str) -> tuple[Page, ...]:
    return strip(read_pages(TRIALS / f"{name}.pdf", 1, 99))


@cache
def truth(name: str) -> list[Blocks]:
    return truth_of(TRIALS, name)


@pytest.mark.parametrize(("file", "meant"), FILES)
def test_letters_in_reading_order(file: str, meant: str) -> None:
    wrong, letters = letters_wrong(pages_of(file), truth(meant))
    assert wrong / letters <= 0.001


@pytest.mark.parametrize(("file", "meant"), FILES)
def test_running_heads_and_page_numbers(file: str, meant: str) -> None:
    for page, blocks in zip(pages_of(file), truth(meant), strict=True):
        expected = [plain(b["text"]) for b in blocks if b["type"] in ("runhead", "pageno")]
        assert [plain(line.text) for line in page.heads] == expected


@pytest.mark.parametrize(("file", "meant"), FILES)
def test_cells_with_their_spans(file: str, meant: str) -> None:
    for page, blocks in zip(pages_of(file), truth(meant), strict=True):
        assert read_cells(page) == true_cells(blocks)


@pytest.mark.parametrize("file", MAIN)
def test_footnote_marks_and_notes(file: str) -> None:
    for page, blocks in zip(pages_of(file), truth("trial_main"), strict=True):
        notes = [b for b in blocks if b["type"] == "footnote"]
        marks = [mark.label for line in lines_of(page) for mark in line.marks]
        assert marks == [n.label for n in page.notes]
        assert [plain(n.label + n.text) for n in page.notes] == [plain(n["text"]) for n in notes]


def test_headings_keep_their_blanks() -> None:
    """What parts a numbering from its title is kept; a few blanks that only spread a word are not."""
    for page, blocks in zip(pages_of("trial_main"), truth("trial_main"), strict=True):
        lines = {plain(line.text): line.text for line in lines_of(page)}
        for heading in (b["text"] for b in blocks if b["type"] == "heading"):
            assert lines[plain(heading)] == " ".join(heading.split())


def test_the_shuffled_file_gives_the_same_pages() -> None:
    """The second file was set again: text and structure are the same, places may differ by a hair."""
    for one, two in zip(pages_of("trial_main"), pages_of("trial_shuf"), strict=True):
        assert [type(b) for b in one.blocks] == [type(b) for b in two.blocks]
        assert [printed(line) for line in lines_of(one)] == [printed(line) for line in lines_of(two)]


def test_boxes_around_indicators() -> None:
    boxes = [b for b in pages_of("trial_main")[5].blocks if isinstance(b, Frame)]
    assert [len(b.lines) for b in boxes] == [5, 3]


def test_fonts_that_are_not_embedded() -> None:
    (page,) = pages_of("trial_cid")
    expected = [plain(b["text"]) for b in truth("trial_cid")[0]]
    assert [plain(line.text) for line in lines_of(page)] == expected
    assert page.quality.damaged == 0


@pytest.mark.skipif(not scan.is_there(), reason="the extra `ocr` is not installed")
def test_a_scan_is_read_with_its_numbers_and_tables() -> None:
    """Its first sheet shows what the second of trial_main does."""
    (page,) = read_pages(TRIALS / "trial_scan.pdf", 1, 1)
    blocks = truth("trial_main")[1]
    expected = plain("".join(b["text"] for b in blocks if b["type"] not in ("runhead", "pageno")))
    found = "".join(map(printed, lines_of(page)))
    body = plain(found.removeprefix(printed(lines_of(page)[0])))
    assert distance(expected, body) / len(expected) <= 0.025
    assert Counter(re.findall(r"[\d.,]*\d", expected)) <= Counter(re.findall(r"[\d.,]*\d", body))
    grids = [{(c["r"], c["c"], c["rs"], c["cs"]) for c in b["cells"]} for b in blocks if b["type"] == "table"]
    tables = [block for block in page.blocks if isinstance(block, Table)]
    assert [{(c.row, c.column, c.row_span, c.column_span) for c in t.cells} for t in tables] == grids
    assert page.quality.source == "ocr"


def test_a_scan_has_no_letters_but_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_there", lambda: False)
    (page, *_) = read_pages(TRIALS / "trial_scan.pdf", 1, 1)
    assert (page.quality.letters, page.quality.images, page.blocks) == (0, 1, ())
