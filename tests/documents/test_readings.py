"""Which reading of a page is kept, and what it costs to find out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sheets import paragraph, sheet

from planlink.documents.glyphs import Sheet
from planlink.documents.layout import page_of
from planlink.documents.quality import is_damaged, is_garbled, trouble
from planlink.documents.readings import best
from planlink.records.documents import Page
from planlink.records.places import Box

PLAIN = [
    "港の見える坂道に手すりと休むための椅子を置き、だれもが歩いて",
    "買い物に行けるようにします。通学路の街灯を取り替え、夜の桟橋",
    "では朝市と演奏会を開いて、にぎわいを取り戻します。",
]
LETTERS = "".join(PLAIN)
SOUP = ["硴驩霙籬闔鬯黐罅" * 4] * 3
PRIVATE = [line.replace("の", "\ue001") for line in PLAIN]


def made(lines: list[str], **told: object) -> Sheet:
    return replace(sheet(paragraph(lines)), **told)  # type: ignore[arg-type]


class Asked:
    """Another reading that notes whether it was asked for."""

    def __init__(self, answer: Sheet | None):
        self.answer, self.asked = answer, False

    def __call__(self) -> Sheet | None:
        self.asked = True
        return self.answer


FILE, SECOND, OCR = made(PLAIN, letters=LETTERS), made(PLAIN, source="second"), made(PLAIN, source="ocr")


def test_a_sound_page_asks_nobody() -> None:
    second, scanned = Asked(SECOND), Asked(OCR)
    assert best(FILE, second, scanned) is FILE
    assert (second.asked, scanned.asked) == (False, False)


@pytest.mark.parametrize("lines", [PRIVATE, SOUP], ids=["private use", "soup"])
def test_a_broken_page_is_read_by_pdfium_before_its_picture_is(lines: list[str]) -> None:
    scanned = Asked(OCR)
    assert best(made(lines, letters=LETTERS), Asked(SECOND), scanned) is SECOND
    assert not scanned.asked


@pytest.mark.parametrize("second", [None, made(PRIVATE), made(SOUP), made(["!\"#$%&'()*+,-./012"] * 5)])
def test_where_pdfium_sees_no_more_the_picture_is_read(second: Sheet | None) -> None:
    assert best(made(PRIVATE, letters=LETTERS), Asked(second), Asked(OCR)) is OCR


def test_without_the_extra_a_damaged_page_stays_and_is_named() -> None:
    kept = best(made(PRIVATE, letters=LETTERS), Asked(None), Asked(None))
    assert trouble(page_of(kept)) == "page-damaged"


def test_a_picture_is_read_and_an_empty_sheet_is_not() -> None:
    scanned = Asked(OCR)
    assert best(sheet(images=1), Asked(None), scanned) is OCR
    assert best(sheet(), Asked(None), (nobody := Asked(OCR))) == sheet()
    assert not nobody.asked


def test_two_readers_that_differ_let_the_picture_decide() -> None:
    """The file's letters look well but are others than pdfium's: the one that the picture shows is right."""
    other = made([line[::-1].translate(str.maketrans("のにをと", "はがもや")) for line in PLAIN])
    file = replace(other, letters=LETTERS)
    assert best(file, Asked(SECOND), Asked(OCR)) == replace(SECOND, confirmed=True)
    right = made(PLAIN, letters="".join(g.text for g in other.glyphs))
    assert best(right, Asked(replace(other, source="second")), Asked(OCR)) == replace(right, confirmed=True)


def test_ideographs_without_kana_are_right_where_the_picture_shows_them() -> None:
    names = ["委員長山田太郎港町商工会議所会頭副委員長高橋花子坂道自治会連合会長"] * 8
    file = made(names, letters="".join(names))
    assert is_damaged(page_of(best(file, Asked(None), Asked(None))))
    kept = best(file, Asked(replace(file, source="second")), Asked(made(names, source="ocr")))
    assert kept.source == "file"
    assert trouble(page_of(kept)) is None


LAYER = made(PLAIN, letters=LETTERS, source="layer", covered=True)


def test_letters_that_lie_on_a_picture_take_its_rules() -> None:
    rule = Box(70, 100, 500, 101)
    scan = replace(OCR, rules=(rule,), strokes=(rule,), cells=(Box(70, 100, 500, 200),))
    kept = best(LAYER, Asked(SECOND), Asked(scan))
    assert (kept.glyphs, kept.source) == (LAYER.glyphs, "layer")
    assert (kept.rules, kept.cells) == (scan.rules, scan.cells)
    assert trouble(page_of(kept)) == "page-layered"


def test_letters_that_are_others_than_the_picture_shows_give_way() -> None:
    other = made(["別の頁の文字が重ねてあるので、絵と少しも合いません。"] * 3, source="layer", covered=True)
    assert best(other, Asked(SECOND), Asked(OCR)) is OCR


def test_without_the_extra_they_stay_and_are_named() -> None:
    assert best(LAYER, Asked(SECOND), Asked(None)) is LAYER
    assert trouble(page_of(LAYER)) == "page-layered"


@pytest.mark.parametrize(("more", "kept"), [(20, "file"), (200, "ocr")])
def test_a_few_letters_on_a_picture_that_covers_the_sheet(more: int, kept: str) -> None:
    """A scan with a stamped page number is read as a picture, a cover with a photograph keeps its title."""
    cover = made(["第二次港町計画"], images=1, covered=True)
    assert best(cover, Asked(None), Asked(made(["港" * more], source="ocr"))).source == kept


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        (LETTERS, False),
        ("The harbour of the town is open from April to October, and ships call there every day.", False),
        ("縺薙ｌ縺ｯ譁?ｭ怜喧縺代＠縺滓枚遶?縺ｧ縺吶?" * 4, True),
        ("‚±‚ê‚Í•¶Žš‰»‚¯‚µ‚½•¶Í‚Å‚·" * 4, True),
        ("!\"#$%&'()*+,-./0123456789:;<=>?@ABC[\\]^_`" * 3, True),
        ("人口社会動態年度増減数値目標市町村" * 11, False),
        ("人口社会動態年度増減数値目標市町村" * 13, True),
        ("12,345 人 67.8％ 令和６年度 " * 20, False),
        ("硴驩霙", False),
    ],
)
def test_garbled_letters_are_known(text: str, garbled: bool) -> None:
    assert is_garbled(list(text)) is garbled


DOUBTS: list[tuple[Callable[[], Page], str | None]] = [
    (lambda: page_of(OCR), "page-ocr"),
    (lambda: page_of(SECOND), None),
    (lambda: page_of(made(PLAIN, letters="海" * 80)), "page-damaged"),
    (lambda: page_of(made(PLAIN, letters=LETTERS[5:])), None),
    (lambda: page_of(replace(sheet(images=1), source="ocr")), None),
]


@pytest.mark.parametrize(("page", "kind"), DOUBTS)
def test_what_is_said_of_a_reading(page: Callable[[], Page], kind: str | None) -> None:
    assert trouble(page()) == kind
