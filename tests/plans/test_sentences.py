"""Sentences that set a target, and those of which it is not certain, against cases kept as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planlink.plans.sentences import target_rows
from planlink.records.plans import Quantity

CASES: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "sentences.json").read_text(encoding="utf-8"))


def told(quantity: Quantity | None) -> list[Any] | None:
    return None if quantity is None else [quantity.value, quantity.unit, quantity.bound, quantity.year, quantity.text]


@pytest.mark.parametrize("case", CASES["found"], ids=lambda case: case[0])
def test_a_target_in_a_sentence(case: list[Any]) -> None:
    (row,) = target_rows(case[0])
    assert [row.name, told(row.target), told(row.baseline)] == case[1:]
    assert row.raw == case[0]


@pytest.mark.parametrize("text", CASES["nothing"])
def test_a_sentence_without_certainty(text: str) -> None:
    assert list(target_rows(text)) == []


def test_each_sentence_of_a_paragraph_stands_alone() -> None:
    text = "船が減りました。空き家の数を令和11年度までに150戸以下に減らします。声を聞きます。"
    assert [row.raw for row in target_rows(text)] == ["空き家の数を令和11年度までに150戸以下に減らします。"]
