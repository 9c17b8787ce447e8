"""A few of the made-up texts of bench/fuzz.py against every parser, and what they found."""

from __future__ import annotations

import fuzz
import pytest

import texts
from planlink.outline.tree import outline

FEW = 12


@pytest.mark.parametrize("name", fuzz.PARSERS)
def test_made_up_texts_break_no_parser(name: str) -> None:
    row = fuzz.fuzz(name, FEW)
    assert row.holds, row.measured


def test_a_case_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(text: str) -> None:
        raise KeyError(len(text))

    monkeypatch.setitem(fuzz.PARSERS, "numbers", (fuzz.TEXT, never))
    row = fuzz.fuzz("numbers", FEW)
    assert not row.holds
    assert "KeyError" in row.measured


def test_numbers_are_held_against_the_text() -> None:
    assert fuzz._occurs(1234.0, "１，２３４人")
    assert fuzz._occurs(0.0, "①0")
    assert fuzz._occurs(35000.0, "3万5千人")
    assert not fuzz._occurs(12.0, "1 または 3")
    assert not fuzz._occurs(12.0, "港")


def test_a_table_without_letters_in_its_first_row() -> None:
    assert outline(texts.document(texts.table(("", ""), ("", "")))).root.sections == ()
    assert outline(texts.document(texts.table(("", ""), ("港", "船")))).root.content
