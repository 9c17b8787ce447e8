"""Lines with labels (現状値 … → 目標値 …) against cases kept as data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlink.japanese.numbers import parse_quantity
from planlink.plans.labelled import is_indicator_line, labelled

CASES: list[tuple[str, list[str] | None]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "labelled.json").read_text(encoding="utf-8")
)["cases"]


@pytest.mark.parametrize(("text", "parts"), CASES)
def test_labelled(text: str, parts: list[str] | None) -> None:
    found = labelled(text)
    assert (found and [found.name, found.target, found.baseline]) == parts


def test_a_sentence_is_no_indicator_line() -> None:
    assert is_indicator_line("橋の数 現状値 3橋（R5） → 目標値 5橋（R11）")
    assert not is_indicator_line("橋の数 現状値 3橋（R5） → 目標値 5橋（R11）とします。")
    assert not is_indicator_line("橋の数 目標値 5橋（R11）")


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    st.integers(0, 99_999),
    st.integers(0, 99_999),
    st.sampled_from(["現状値", "現状", "基準値", "実績値", "【現状値】"]),
    st.sampled_from(["目標値", "目標", "数値目標", "【目標値】"]),
    st.sampled_from([" → ", "　⇒　", " ", "、", "／"]),
    st.booleans(),
)
def test_labels_in_any_words(base: int, target: int, now: str, then: str, between: str, years_first: bool) -> None:
    one, two = (
        (f"（R5）{base:,}人", f"（R11）{target:,}人") if years_first else (f"{base:,}人（R5）", f"{target:,}人（R11）")
    )
    found = labelled(f"橋を渡る人の数　{now}{one}{between}{then}{two}")
    assert found is not None
    assert found.name == "橋を渡る人の数"
    goal, start = parse_quantity(found.target), parse_quantity(found.baseline)
    assert (goal.value, goal.year, start.value, start.year) == (target, 2029, base, 2023)
