"""Entries of boxes, rows of tables and lines that a converter left, as indicators."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planlink.japanese.dates import find_years
from planlink.plans.entries import entry_row, frame_rows, placed_rows
from planlink.plans.flattened import text_rows
from planlink.plans.headers import table_columns
from planlink.plans.indicators import Row, split_baseline
from planlink.plans.rows import table_rows
from planlink.records.documents import Frame, Line
from planlink.records.outline import PlacedFrame
from planlink.records.places import Box
from planlink.records.plans import Quantity
from texts import frame, table

CASES: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "entries.json").read_text(encoding="utf-8"))


def short(quantity: Quantity | None) -> list[Any] | None:
    if quantity is None:
        return None
    return [quantity.value, quantity.unit, quantity.bound, quantity.year, quantity.year_start, quantity.calendar]


def fields(row: Row) -> list[Any]:
    return [row.name, short(row.target), short(row.baseline), row.cumulative]


@pytest.mark.parametrize("case", CASES["entries"], ids=lambda case: case[0])
def test_entries(case: list[Any]) -> None:
    row = entry_row(case[0])
    assert row is not None
    assert fields(row) == case[1:]
    assert row.raw == case[0]


def test_a_unit_on_the_next_line_of_a_full_line() -> None:
    lines = ("○港で扱う荷物の量：712,000", "トン（R11年度）←", "698,000", "トン（R5年度）", "○船の数：2隻")
    made = frame(*lines)
    made = replace(made, lines=tuple(replace(x, full=x.text[-1].isdigit()) for x in made.lines))
    assert [fields(row) for row in frame_rows(made)] == [
        [
            "港で扱う荷物の量",
            [712000, "トン", "exact", 2029, None, False],
            [698000, "トン", "exact", 2023, None, False],
            False,
        ],
        ["船の数", [2, "隻", "exact", None, None, False], None, False],
    ]


def test_entries_of_a_box_over_two_pages_know_their_page_and_place() -> None:
    lines = [
        Line("○船の数：2隻（R11年", Box(70, 700, 170, 710), full=True),
        Line("度）", Box(70, 80, 90, 90)),
        Line("○橋の数：3橋", Box(70, 96, 130, 106)),
    ]
    found = list(placed_rows(PlacedFrame(Frame(tuple(lines)), 1, pages=(1, 2, 2))))
    assert [(row.name, page, row.box) for row, page in found] == [
        ("船の数", 1, Box(70, 700, 170, 710)),
        ("橋の数", 2, Box(70, 96, 130, 106)),
    ]


def test_an_entry_without_a_mark_begins_behind_a_short_line() -> None:
    rows = frame_rows(frame("船の数：2", "橋の数：3"))
    assert [row.name for row in rows] == ["船の数", "橋の数"]


@pytest.mark.parametrize("text", CASES["nothing"])
def test_no_entry(text: str) -> None:
    assert entry_row(text) is None


@pytest.mark.parametrize("case", CASES["columns"], ids=lambda case: case["about"])
def test_tables(case: dict[str, Any]) -> None:
    made = table(*map(tuple, case["rows"]))
    columns = table_columns(made)
    assert columns is not None
    assert [fields(row) for _, row in table_rows(made, columns)] == case["found"]


@pytest.mark.parametrize("rows", CASES["no_columns"], ids=lambda rows: rows[0][0])
def test_other_tables(rows: list[list[str]]) -> None:
    assert table_columns(table(*map(tuple, rows))) is None


def test_rows_know_their_place_in_the_table() -> None:
    made = table(("指標", "現状値(R5)", "目標値(R11)"), ("橋の数", "3橋", ""), ("船の数", "1隻", "2隻"))
    columns = table_columns(made)
    assert columns is not None
    assert [(index, row.name) for index, row in table_rows(made, columns)] == [(2, "船の数")]


def test_entries_over_several_lines() -> None:
    rows = frame_rows(
        frame("【ＫＰＩ】", "○来場者数", "（アンケート）", "：20人（R9年度）←12人（R5年度）", "○売上：30千円（R9年度）")
    )
    assert [row.name for row in rows] == ["来場者数（アンケート）", "売上"]
    assert rows[0].target.value == 20
    assert [row.raw for row in rows] == [
        "○来場者数（アンケート）：20人（R9年度）←12人（R5年度）",
        "○売上：30千円（R9年度）",
    ]


def test_the_line_about_sharing_is_no_entry() -> None:
    assert [row.name for row in frame_rows(frame("【ＫＰＩ】", "※ア～ウ共通", "○売上：30千円（R9年度）"))] == ["売上"]


def test_the_headings_year_is_for_cells_without_one() -> None:
    (year,) = find_years("令和９年度")
    (row,) = frame_rows(frame("【ＫＰＩ】", "○売上：30千円"), year)
    assert row.target.year == 2027


@pytest.mark.parametrize(
    ("name", "plain", "value"),
    [
        ("①出生数（R５年現在：312人）", "出生数", 312),
        ("満足度（アンケート結果）", "満足度（アンケート結果）", None),
        ("出生率（R４年現在：全国1.24，道1.15，市1.37）", "出生率", 1.37),
        ("社会減（転入－転出）（R５年：▲83人）", "社会減（転入－転出）", -83),
    ],
)
def test_the_baseline_in_a_names_bracket(name: str, plain: str, value: float | None) -> None:
    rest, baseline = split_baseline(name)
    assert (rest, baseline and baseline.value) == (plain, value)


def test_rows_that_a_converter_left_as_lines() -> None:
    (year,) = find_years("令和９年度")
    rows = text_rows(
        [
            "指標 数値目標",
            "①出生数",
            "（R５年現在：312人）",
            "330人（R９年）",
            "②宿泊客数（R５年度：286千人泊）",
            "350千人泊",
        ],
        year,
    )
    assert [(r.name, r.target.value, r.target.year, r.baseline and r.baseline.value) for r in rows] == [
        ("出生数", 330, 2027, 312),
        ("宿泊客数", 350, 2027, 286),
    ]


def test_prose_gives_no_rows() -> None:
    assert text_rows(["港のまちの暮らしを守ります。", "人口は34,120人です。"], None) == ()
