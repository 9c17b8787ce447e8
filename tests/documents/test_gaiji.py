"""Letters that nobody knows: shown as 〓, quoted with their place, and found there again for their picture."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from sheets import put, read
from tiny import private_letter

from planlink.documents.gaiji import gaiji_doubts
from planlink.documents.pictures import clips
from planlink.documents.reader import read_document
from planlink.japanese.text import with_geta
from planlink.records.documents import Cell, Document, Line, Note, Page, PageQuality, Table
from planlink.records.places import Box, Doubt, Place

BOX = Box(70, 100, 170, 110)
PRIVATE = ("\ue000", "\uf8ff", "\U000f0000", "\U000fffee", "\U00100000", "\U0010fffd")
UNNAMED = ("(cid:12)", "\ufffd", chr(0xD842))


def quoted(*pages: Page) -> list[tuple[int | None, str]]:
    found = gaiji_doubts(Document("名簿", "名簿.pdf", "pdf", "0", pages))
    assert {doubt.kind for doubt in found} <= {"gaiji"}
    return [(doubt.place.page, doubt.place.text) for doubt in found]


def page(*lines: str, number: int = 1, letters: int = 1000, damaged: int = 1) -> Page:
    return Page(number, 595, 842, tuple(map(Line, lines)), quality=PageQuality(letters, damaged))


@pytest.mark.parametrize("letter", [*PRIVATE, *UNNAMED])
def test_it_is_shown_where_it_stands_and_counted(letter: str) -> None:
    assert with_geta(f"渡{letter}さん") == "渡〓さん"
    one, two, *rest = put("渡＿さんの会")
    found = read([one, two._replace(text=letter), *rest])
    assert [block.text for block in found.blocks if isinstance(block, Line)] == ["渡〓さんの会"]
    assert found.quality.damaged == 1


@pytest.mark.parametrize("text", ["髙橋と𠮷田", "﨑", "神\U000e0100", "ａ～㈱①Ⅳ", "😀", "()cid:1", "ﾌﾟﾗﾝ", "\uff5e"])
def test_letters_that_everybody_knows_stay(text: str) -> None:
    assert with_geta(text) == text


def test_each_stretch_is_quoted_once_with_what_stands_around_it() -> None:
    long = "一二三四五六七八九十〓十一十二十三十四十五"
    assert quoted(page(long), page("〓と〓", "港", number=2)) == [
        (1, "三四五六七八九十〓十一十二十三十四"),
        (2, "〓と〓"),
    ]
    assert quoted(page("〓" + "港" * 40 + "〓")) == [(1, "〓" + "港" * 8), (1, "港" * 8 + "〓")]


def test_cells_and_notes_are_looked_at_too() -> None:
    table = Table(1, 1, (Cell(0, 0, 1, 1, (Line("会長〓田", BOX),)),))
    one = Page(3, 595, 842, (table,), (Note("1", "〓沢の略", 3, BOX),), quality=PageQuality(1000, 2))
    doubts = gaiji_doubts(Document("名簿", "名簿.pdf", "pdf", "0", (one,)))
    assert doubts == tuple(Doubt("gaiji", Place("名簿", 3, text, BOX)) for text in ("会長〓田", "〓沢の略"))


def test_a_page_that_is_damaged_as_a_whole_is_named_as_such() -> None:
    assert quoted(page("〓〓〓の〓", letters=100, damaged=4)) == []


def test_the_picture_shows_the_letter_as_it_was_drawn(tmp_path: Path) -> None:
    rest = [f"line {number} of a page that is long enough to be trusted as a whole" for number in range(4)]
    path = private_letter(tmp_path / "a.pdf", *rest, "the name of the chair is X Suzuki", "and more words behind it")
    (doubt,) = gaiji_doubts(read_document(path))
    assert doubt.place.text == "hair is 〓 Suzuki"
    assert doubt.place.box is not None
    words = replace(doubt.place, box=None)  # found by what is quoted alone
    shown, nowhere = clips(path, [words, replace(words, text="nowhere 〓")])
    assert nowhere is None
    assert shown is not None
    assert Image.open(io.BytesIO(shown)).width > 0


@pytest.mark.parametrize(
    ("name", "text"), [("a.txt", "渡\ue123さん"), ("a.html", "<html><p>渡&#xe123;さん</p></html>")]
)
def test_other_files_show_it_too(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (found,) = read_document(tmp_path / name).pages
    assert [block.text for block in found.blocks if isinstance(block, Line)] == ["渡〓さん"]
    assert found.quality.damaged == 1
