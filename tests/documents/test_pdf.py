"""Files on the disk: what can be opened, what is drawn on a page, pictures of pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from sheets import texts
from tiny import locked, rectangle, text, write

from planlink.documents.pdf import count_pages, read_pages, read_sheets
from planlink.documents.pictures import picture
from planlink.errors import DocumentError
from planlink.records.documents import Frame, Table


def test_pages_are_counted(tmp_path: Path) -> None:
    assert count_pages(write(tmp_path / "a.pdf", "", "", "")) == 3


@pytest.mark.parametrize("content", [b"", b"no pdf at all", b"%PDF-1.4\nbroken"])
def test_a_broken_file_is_named_in_japanese(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "計画.pdf"
    path.write_bytes(content)
    for open_it in (count_pages, lambda p: read_pages(p, 1, 1), lambda p: picture(p, 1)):
        with pytest.raises(DocumentError, match=r"計画\.pdf：PDFとして開くことができません"):
            open_it(path)


def test_a_file_with_a_password_is_named_in_japanese(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="パスワードで保護されている"):
        count_pages(locked(tmp_path / "a.pdf"))


def test_a_missing_file_is_named_in_japanese(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="見つかりません"):
        count_pages(tmp_path / "a.pdf")


def test_only_the_pages_asked_for_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", *(text(f"page {n}", 70, 700) for n in "abcd"))
    pages = read_pages(path, 2, 3)
    assert [(p.number, texts(p)) for p in pages] == [(2, ["page b"]), (3, ["page c"])]
    assert [p.number for p in read_pages(path, 4, 99)] == [4]


def test_places_count_from_the_upper_left(tmp_path: Path) -> None:
    (page,) = read_pages(write(tmp_path / "a.pdf", text("word", 70, 700)), 1, 1)
    box = page.blocks[0].box
    assert box is not None
    assert (page.width, page.height, round(box.x0)) == (595.0, 842.0, 70)
    assert box.top < 842 - 700 < box.bottom + 1


def test_the_second_reader_sees_the_same_letters(tmp_path: Path) -> None:
    (page,) = read_pages(write(tmp_path / "a.pdf", text("two words", 70, 700)), 1, 1)
    assert (page.letters, page.quality.letters) == ("twowords", 8)


def test_ruled_cells_are_a_table(tmp_path: Path) -> None:
    drawn = [rectangle(70, 700, 80, 20), rectangle(150, 700, 80, 20), text("a", 75, 706), text("b", 155, 706)]
    (page,) = read_pages(write(tmp_path / "a.pdf", "\n".join(drawn)), 1, 1)
    assert isinstance(page.blocks[0], Table)
    assert texts(page) == ["［a|b］"]


def test_a_stroked_rectangle_is_a_box_and_a_filled_one_is_not(tmp_path: Path) -> None:
    stroked = [rectangle(70, 700, 80, 20), text("a", 75, 706)]
    filled = ["0.8 g", rectangle(70, 600, 80, 20, "f"), "0 g", text("b", 75, 606)]
    (page,) = read_pages(write(tmp_path / "a.pdf", "\n".join([*stroked, *filled])), 1, 1)
    assert isinstance(page.blocks[0], Frame)
    assert texts(page) == ["〔a〕", "b"]


def test_four_thin_rectangles_are_a_box(tmp_path: Path) -> None:
    sides = [(70, 700, 80, 1), (70, 719, 80, 1), (70, 700, 1, 20), (149, 700, 1, 20)]
    drawn = [rectangle(*side, "f") for side in sides]
    (page,) = read_pages(write(tmp_path / "a.pdf", "\n".join([*drawn, text("a", 75, 706)])), 1, 1)
    assert texts(page) == ["〔a〕"]


def test_white_areas_are_no_table(tmp_path: Path) -> None:
    white = ["1 g", rectangle(70, 700, 80, 20, "f"), rectangle(150, 700, 80, 20, "f"), "0 g"]
    (page,) = read_pages(write(tmp_path / "a.pdf", "\n".join([*white, text("a", 75, 706)])), 1, 1)
    assert texts(page) == ["a"]


def test_sheets_are_read_one_by_one(tmp_path: Path) -> None:
    sheets = read_sheets(write(tmp_path / "a.pdf", text("a", 70, 700), text("b", 70, 700)), 1, 2)
    assert [g.text for g in next(sheets).glyphs] == ["a"]
    assert [g.text for g in next(sheets).glyphs] == ["b"]
