"""Indicators that stand apart from the measures of their group."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from factories import indicator, measure, plan
from planlink.audit.apart import far_indicators
from planlink.audit.matter import Draft, Matter

CASES = json.loads((Path(__file__).parents[1] / "cases" / "audit-far.json").read_text(encoding="utf-8"))


def found(case: dict[str, Any]) -> list[Draft]:
    said = indicator(name=case["indicator"], kind=case.get("kind", "kpi"), owners=("g",), groups=("暮らしの守り",))
    own = measure(id="m", title="", text=case["own"], path=(case.get("group", "暮らしの守り"),), group="g")
    other = measure(id="n", title="他の施策", text=case["other"], path=("他の群",), group="h", page=7)
    return list(far_indicators(Matter((plan(indicators=(said,), measures=(own, other)),), ())))


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_indicators_and_measures(case: dict[str, Any]) -> None:
    assert [draft.check for draft in found(case)] == case["found"]


def test_the_other_measure_is_named_with_its_page() -> None:
    (draft,) = found(CASES[0])
    assert draft.facts["told"] == "「他の施策」（7頁）"
    assert [place.page for place in draft.places] == [4, 7]
