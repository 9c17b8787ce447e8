"""What a review says of an indicator against its figures, from the printed row on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from factories import indicator, passage, plan
from grids import grid
from planlink.audit.grades import differing_grades
from planlink.audit.matter import Draft, Matter
from planlink.plans.rows import indicators_in

CASES = json.loads((Path(__file__).parents[1] / "cases" / "audit-grades.json").read_text(encoding="utf-8"))
HEAD = ["指標", "基準値（R元年度）", "目標値（R6年度）", "実績値（R6年度）", "評価"]


def found(row: list[str], legend: str = "", kind: str = "past") -> list[Draft]:
    (read,) = indicators_in(grid([HEAD, row]))
    said = indicator(
        kind=kind,
        name=read.row.name,
        target=read.row.target,
        baseline=read.row.baseline,
        actual=read.row.actual,
        grade=read.row.grade,
    )
    return list(differing_grades(Matter((plan(indicators=(said,), passages=(passage(text=legend),)),), ())))


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_grades(case: dict[str, Any]) -> None:
    assert [draft.check for draft in found(case["row"], case.get("legend", ""))] == case["found"]


def test_facts_and_other_kinds() -> None:
    (draft,) = found(CASES[0]["row"])
    assert (draft.facts["grade"], draft.facts["target"], draft.facts["actual"]) == ("達成", "1.8万人", "1.5万人")
    assert found(CASES[0]["row"], kind="kpi") == []
