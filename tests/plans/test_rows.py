"""Tables of indicators in many forms, and tables that are none, against grids kept as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


EXTRA = {"番号": "1", "説明": "数えたもの", "方向性": "↑", "担当課": "港湾課", "出典": "統計の12頁", "備考": "5年ごと"}
CELLS = st.sampled_from(
    [
        "指標",
        "目標",
        "目標値",
        "現状値（R5）",
        "KPI",
        "単位",
        "年度",
        "値",
        "R7",
        "項目",
        "",
        "<",
        "^",
        "12人",
        "▲3.5％",
        "船の数",
        "合計",
        "12人 / 15人",
        "○船の数 / ○橋の数",
        "維持",
        "未定",
        "実績値",
        "達成度",
        "令和11年度",
        "基本目標１",
    ]
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    st.permutations(["指標", "現状値（R5）", "目標値（R11）", *EXTRA]),
    st.integers(0, 99_999),
    st.integers(0, 99_999),
    st.sampled_from(["人", "％", "千円", "か所"]),
)
def test_the_order_of_columns_changes_nothing(head: list[str], base: int, target: int, unit: str) -> None:
    cells = {**EXTRA, "指標": "船の数", "現状値（R5）": f"{base:,}{unit}", "目標値（R11）": f"{target:,}{unit}以上"}
    (found,) = indicators_in(grid([head, [cells[name] for name in head]]))
    row = found.row
    assert (row.name, row.target.value, row.target.bound, row.target.year) == ("船の数", target, "min", 2029)
    assert row.baseline is not None
    assert (row.baseline.value, row.baseline.year) == (base, 2023)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=2, max_size=6))
def test_any_table_gives_only_numbers_that_it_prints(rows: list[list[str]]) -> None:
    for found in indicators_in(grid(rows)):
        assert found.row.name
        assert 0 <= found.place < len(rows)
        assert found.row.target.value in (None, 12, 15, -3.5)
        assert found.row.baseline is None or found.row.baseline.value in (None, 12, 15, -3.5)
