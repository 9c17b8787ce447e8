"""Points of lists, of one and two levels, against cases kept as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planlink.plans.points import plain_points, points
from planlink.records.outline import Paragraph

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "points.json").read_text(encoding="utf-8")
)["cases"]


def content(lines: list[list[str]]) -> list[Paragraph]:
    return [Paragraph(text, 1, 1, bullet=mark) for mark, text in lines]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_points(case: dict[str, Any]) -> None:
    found = [[".".join(p.marks), p.title, p.text] for p in points(content(case["lines"]))]
    assert found == case["points"]


def test_the_point_above_is_in_the_path() -> None:
    found = points(content([["●", "橋を守る"], ["・", "点検する。"]]))
    assert [point.path for point in found] == [("橋を守る",)]


def test_signs_do_not_count_where_nothing_is_announced() -> None:
    assert plain_points(content([["○", "橋を直す。"]])) == ()
