"""Lines with labels (現状値 … → 目標値 …) against cases kept as data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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
