"""Tables of indicators in many forms, and tables that are none, against grids kept as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from grids import HIGH, WIDE, grid
from planlink.japanese.dates import find_years
from planlink.plans.rows import indicators_in
from planlink.records.places import Box
from planlink.records.plans import BaseValue, Quantity

CASES: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "tables.json").read_text(encoding="utf-8"))
HEAD = ["指標", "現状値（R5）", "目標値（R11）"]


def told(quantity: Quantity | None) -> list[Any] | None:
    return None if quantity is None else [quantity.value, quantity.unit, quantity.bound, quantity.year]


@pytest.mark.parametrize("case", CASES["tables"], ids=lambda case: case["about"])
def test_tables(case: dict[str, Any]) -> None:
    found = indicators_in(grid(case["rows"]))
    assert [[f.row.name, told(f.row.target), told(f.row.baseline), f.row.cumulative] for f in found] == case["found"]
    assert {f.review for f in found} == {case.get("review", False)}


@pytest.mark.parametrize("case", CASES["nothing"], ids=lambda case: case["about"])
def test_tables_without_indicators(case: dict[str, Any]) -> None:
    assert indicators_in(grid(case["rows"])) == ()


def test_the_caption_and_the_heading_say_what_the_table_does_not() -> None:
    (year,) = find_years("令和11年度")
    (found,) = indicators_in(grid([["指標", "現状値", "目標値"], ["船", "31", "35"]]), year, "千隻")
    assert told(found.row.target) == [35, "千隻", "exact", 2029]
    assert told(found.row.baseline) == [31, "千隻", "exact", None]
    assert found.row.target.base == BaseValue(35000, "隻")


def test_what_is_printed_stays() -> None:
    (found,) = indicators_in(grid([HEAD, ["船の数（千隻）", "▲３．５（R4）", "１，２００以上"]]))
    assert (found.row.name, found.row.target.text) == ("船の数（千隻）", "１，２００以上")
    assert found.row.baseline is not None
    assert (found.row.baseline.text, found.row.baseline.value, found.row.baseline.year) == ("▲３．５", -3.5, 2022)
    assert found.row.raw == "船の数（千隻）｜▲３．５（R4）｜１，２００以上"


def test_a_row_has_its_box() -> None:
    rows = [HEAD, ["船の数", "31隻", "35隻"], ["橋の数", "3橋", "5橋"]]
    assert [f.row.box for f in indicators_in(grid(rows))] == [
        Box(0, HIGH, 3 * WIDE, 2 * HIGH),
        Box(0, 2 * HIGH, 3 * WIDE, 3 * HIGH),
    ]


def test_the_box_of_a_row_below_a_name_that_spans_rows() -> None:
    rows = [["指標", "<", "現状値", "目標値"], ["健康な期間", "男", "79年", "81年"], ["^", "女", "83年", "85年"]]
    assert [f.row.box for f in indicators_in(grid(rows))] == [
        Box(0, HIGH, 4 * WIDE, 2 * HIGH),
        Box(0, 2 * HIGH, 4 * WIDE, 3 * HIGH),
    ]


def test_the_box_in_a_table_on_its_side_is_a_column() -> None:
    rows = [["指標", "船の数", "橋の数"], ["現状値", "31隻", "3橋"], ["目標値", "35隻", "5橋"]]
    assert [f.row.box for f in indicators_in(grid(rows))] == [
        Box(WIDE, 0, 2 * WIDE, 3 * HIGH),
        Box(2 * WIDE, 0, 3 * WIDE, 3 * HIGH),
    ]


def test_every_indicator_knows_its_row() -> None:
    rows = [HEAD, ["船の数", "31隻", "35隻"], ["基本目標２", "<", "<"], ["橋の数", "3橋", "5橋"]]
    assert [f.place for f in indicators_in(grid(rows))] == [1, 3]
