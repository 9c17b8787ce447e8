"""PDFs that a gateway (無害化) rewrote: read as before, or named, and never taken for what they are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import gateway
import pytest

from planlink.documents import scan
from planlink.documents.pdf import count_pages, read_pages
from planlink.documents.quality import doubtful, trouble
from planlink.records.documents import Page, lines_of

PDFS = Path(__file__).parents[1] / "pdfs"
Way = Callable[[Path, Path], None]


@pytest.fixture(autouse=True)
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_there", lambda: False)


@pytest.fixture(params=["layout_plan", "office_plan"])
def source(request: pytest.FixtureRequest) -> Path:
    return PDFS / f"{request.param}.pdf"


def through(way: Way, source: Path, folder: Path) -> tuple[Page, ...]:
    way(source, folder / "計画.pdf")
    return pages_of(folder / "計画.pdf")


def pages_of(path: Path) -> tuple[Page, ...]:
    return read_pages(path, 1, count_pages(path))


def texts(page: Page) -> list[str]:
    """The lines in reading order, and the notes."""
    return [*(line.text for block in page.blocks for line in lines_of(block)), *(note.text for note in page.notes)]


def letters(pages: tuple[Page, ...]) -> list[str]:
    lines = (text for page in pages for text in (*(head.text for head in page.heads), *texts(page)))
    return sorted(letter for text in lines for letter in text if not letter.isspace())


def troubles(pages: tuple[Page, ...]) -> set[str | None]:
    return {trouble(page) for page in pages}


def test_what_was_saved_anew_is_read_as_before(source: Path, tmp_path: Path) -> None:
    assert [texts(page) for page in through(gateway.resaved, source, tmp_path)] == list(map(texts, pages_of(source)))


def test_pages_that_became_pictures_are_named(source: Path, tmp_path: Path) -> None:
    found = through(gateway.pictures, source, tmp_path)
    assert len(found) == count_pages(source)
    assert troubles(found) == {"page-without-text"}


@pytest.mark.parametrize("way", [gateway.lettered, gateway.under_pictures])
def test_letters_behind_a_picture_are_read_and_doubted(way: Way, source: Path, tmp_path: Path) -> None:
    found, before = through(way, source, tmp_path), pages_of(source)
    assert not Counter(letters(before)) - Counter(letters(found))
    assert troubles(found) == {"page-layered"}
    assert doubtful(found)["ocr"] == set(range(1, len(found) + 1))


def test_two_pages_on_a_sheet_lose_no_letter(tmp_path: Path) -> None:
    source = PDFS / "layout_plan.pdf"
    found = through(gateway.two_on_a_sheet, source, tmp_path)
    assert len(found) == count_pages(source) // 2
    assert letters(found) == letters(pages_of(source))
    assert troubles(found) == {None}


def test_letters_on_a_photograph_are_letters(source: Path, tmp_path: Path) -> None:
    found = through(gateway.on_a_photograph, source, tmp_path)
    assert letters(found) == letters(pages_of(source))
    assert troubles(found) == {None}
