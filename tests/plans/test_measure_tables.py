"""Tables of measures: what their columns say, and which rows are measures, against grids kept as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from grids import HIGH, WIDE, grid
from planlink.plans.measure_tables import Roles, measure_roles, table_points
from planlink.records.outline import PlacedTable
from planlink.records.places import Box

FILE = Path(__file__).parents[1] / "cases" / "measure-tables.json"
CASES: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["roles"], ids=lambda case: case["about"])
def test_roles_of_columns(case: dict[str, Any]) -> None:
    rows, title, texts, number, department, levels, sure = case["roles"]
    expected = Roles(rows, title, tuple(texts), number, department, tuple(levels), sure)
    assert measure_roles(grid(case["rows"])) == expected


@pytest.mark.parametrize("case", CASES["no_roles"], ids=lambda case: case["about"])
def test_other_tables_have_no_such_columns(case: dict[str, Any]) -> None:
    assert measure_roles(grid(case["rows"])) is None


@pytest.mark.parametrize("case", CASES["points"], ids=lambda case: case["about"])
def test_measures_of_a_table(case: dict[str, Any]) -> None:
    found = table_points(PlacedTable(grid(case["rows"]), None), case.get("announced", False))
    assert [[".".join(p.marks), p.title, p.text, p.department] for p in found] == case["points"]


def test_a_measure_stands_where_its_rows_stand() -> None:
    rows = [["施策名", "内容"], ["船", "船を直します。"], ["灯台", "塔を塗ります。"], ["^", "明かりを替えます。"]]
    piece = PlacedTable(grid(rows), 4, (4, 4, 4, 5))
    places = [(p.paragraphs[0].page, p.paragraphs[0].page_end, p.paragraphs[0].box) for p in table_points(piece, False)]
    assert places[0] == (4, 4, Box(0, HIGH, 2 * WIDE, 2 * HIGH))
    assert places[1][:2] == (4, 5)


@pytest.mark.parametrize("case", CASES["known"], ids=lambda case: case["about"])
def test_known_failures(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    request.applymarker(pytest.mark.xfail(reason=case["reason"], strict=True))
    test_measures_of_a_table(case)
