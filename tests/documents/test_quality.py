"""What could not be read."""

from __future__ import annotations

import pytest
from sheets import page, put, read, sheet

from planlink.documents.layout import page_of
from planlink.documents.quality import is_damaged, is_picture, measure, share, trouble
from planlink.records.documents import Line, Page, PageQuality


@pytest.mark.parametrize("letter", ["(cid:123)", "\ufffd", "\ue000", "\uf8ff", chr(0xD842)])
def test_damaged_letters_are_counted(letter: str) -> None:
    assert measure(["港", letter, " "], 0) == PageQuality(2, 1, 0)


@pytest.mark.parametrize("letter", ["𠮷", "髙", "①", "(", "神\U000e0100"])
def test_rare_letters_are_whole(letter: str) -> None:
    assert measure([letter], 2) == PageQuality(1, 0, 2)


def test_letters_that_only_look_like_the_drawn_ones_are_counted_as_mended() -> None:
    assert measure(["⽬", "標", "‧", "⻑"], 0) == PageQuality(4, 0, 0, mended=3)


def test_the_share_counts_all_pages() -> None:
    assert share([read(put("港の整備")), page_of(sheet(put("\ufffd\ufffd海町"), number=2))]) == 0.75
    assert share([]) == 1.0


def test_a_page_with_a_picture_only_is_a_scan() -> None:
    assert is_picture(page_of(sheet(images=1)))
    assert not is_picture(page_of(sheet(put("港"), images=1)))
    assert not is_picture(page())


def test_more_than_one_in_a_hundred_is_too_much() -> None:
    assert is_damaged(read(put("港\ufffd")))
    assert not is_damaged(read(put("港の整備")))
    assert not is_damaged(page())


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (Page(1, 1, 1, (Line("港"),), letters="港", quality=PageQuality(1, 0, 1)), None),
        (Page(1, 1, 1, (), quality=PageQuality(0, 0, 0)), None),
        (Page(1, 1, 1, (), quality=PageQuality(0, 0, 2)), "page-without-text"),
        (Page(1, 1, 1, (), letters="港のまち", quality=PageQuality(0, 0, 0)), "page-unread"),
        (Page(1, 1, 1, (Line("港"),), letters="港", quality=PageQuality(100, 2, 0)), "page-damaged"),
        (Page(1, 1, 1, (Line("港"),), letters="港", quality=PageQuality(100, 1, 0)), None),
    ],
    ids=["read", "empty", "picture", "letters that nobody read", "two in a hundred damaged", "one in a hundred"],
)
def test_trouble_of_a_page(found: Page, kind: str | None) -> None:
    assert trouble(found) == kind
