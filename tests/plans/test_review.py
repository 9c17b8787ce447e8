"""Reasons to hold a measure or an indicator against the original."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from factories import indicator, measure
from planlink.documents.quality import doubtful
from planlink.plans.review import reviewed
from planlink.read import plan_of, read
from planlink.records.documents import Document, Line, Page, PageQuality
from planlink.records.places import Box
from planlink.settings import Settings

PAGES: dict[str, set[int | None]] = {"ocr": {2, 3}, "damaged": {5, None}}


@pytest.mark.parametrize(
    ("page", "page_end", "reasons"),
    [
        (1, 1, ()),
        (2, 2, ("ocr",)),
        (1, 2, ("ocr",)),
        (3, 5, ("ocr", "damaged")),
        (4, None, ()),
        (None, None, ("damaged",)),
    ],
)
def test_measures_by_the_pages_they_stand_on(page: int | None, page_end: int | None, reasons: tuple[str, ...]) -> None:
    (found,) = reviewed([replace(measure(), page=page, page_end=page_end)], PAGES)
    assert found.review == reasons


def test_reasons_that_are_there_stay() -> None:
    (found,) = reviewed([replace(indicator(page=2), review=("unseen",))], PAGES)
    assert found.review == ("unseen", "ocr")
    assert reviewed([found], PAGES) == (found,)


def page(number: int, *texts: str, quality: PageQuality) -> Page:
    lines = (Line(text, Box(70, 100 + 20 * i, 400, 110 + 20 * i), 10, "M") for i, text in enumerate(texts))
    return Page(number, 595, 842, tuple(lines), quality=quality)


def test_a_plan_knows_how_its_sheets_were_read() -> None:
    """One measure on a page of the file, one on a page that was read from its picture."""
    first = page(
        1, "１　具体的な施策", "（１）坂道の手入れ", "手すりを置きます。", quality=PageQuality(30, 0, 0, "file", 1)
    )
    second = page(2, "（２）朝市の開催", "桟橋で朝市を開きます。", quality=PageQuality(20, 0, 1, "ocr", 2))
    plan = plan_of(Document("計画", "計画.pdf", "pdf", "0", (first, second)), Settings())
    assert [(one.title, one.review) for one in plan.measures] == [("坂道の手入れ", ()), ("朝市の開催", ("ocr",))]
    assert plan.sheets == (first.quality, second.quality)
    assert [(d.kind, d.place.page) for d in plan.doubts] == [("page-ocr", 2)]


def test_pages_are_doubtful_for_a_reason(tmp_path: Path) -> None:
    quality = [PageQuality(99, 0), PageQuality(99, 0, 1, "ocr"), PageQuality(99, 5), PageQuality(99, 5, 1, "ocr")]
    pages = [page(n, "港", quality=one) for n, one in enumerate(quality, 1)]
    assert doubtful(pages) == {"ocr": {2, 4}, "damaged": {3, 4}}
    (tmp_path / "a.txt").write_text("１　港\n港を守ります。\n", encoding="utf-8")
    assert [sheet.source for sheet in read(tmp_path / "a.txt").sheets] == ["file"]
