"""What is shared between the processes of a run is made once, whole or not at all, and is what it would be anew."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from planlink.read import read
from shelf import Shelf

PDF = Path(__file__).parent / "pdfs" / "layout_hyphen.pdf"


def test_two_that_want_it_at_once_get_the_same(tmp_path: Path) -> None:
    made: list[str] = []

    def slowly(half: Path) -> None:
        made.append(half.name)
        half.write_text("一", encoding="utf-8")
        sleep(0.2)
        half.write_text("一つ", encoding="utf-8")

    with ThreadPoolExecutor(2) as both:
        got = list(both.map(lambda _: Shelf(tmp_path).once("数", slowly).read_text(encoding="utf-8"), range(2)))
    assert (got, len(made)) == (["一つ", "一つ"], 1)


def test_what_failed_is_made_anew(tmp_path: Path) -> None:
    def broken(half: Path) -> None:
        half.write_text("半分", encoding="utf-8")
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        Shelf(tmp_path).once("数", broken)
    whole = Shelf(tmp_path).once("数", lambda half: half.write_text("全部", encoding="utf-8"))
    assert whole.read_text(encoding="utf-8") == "全部"


def test_a_plan_from_the_shelf_is_the_plan(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.plan(PDF) == shelf.plan(PDF) == read(PDF)
