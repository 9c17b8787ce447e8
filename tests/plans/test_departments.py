"""Departments that a plan prints, and brackets and lines that name none, against cases kept as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planlink.plans.departments import department_in, is_department_line, without_department
from texts import plan

FILE = Path(__file__).parents[1] / "cases" / "departments.json"
CASES: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "name"), CASES["lines"])
def test_a_line_of_its_own(text: str, name: str | None) -> None:
    assert department_in([text]) == name
    assert is_department_line(text) is (name is not None)


@pytest.mark.parametrize(("text", "name"), CASES["behind"])
def test_a_bracket_at_the_end(text: str, name: str | None) -> None:
    assert department_in([text]) == name
    assert not is_department_line(text)


@pytest.mark.parametrize(("text", "rest"), CASES["without"])
def test_a_labelled_bracket_comes_off(text: str, rest: str) -> None:
    assert without_department(text) == rest


def test_the_first_text_that_names_one_counts() -> None:
    assert department_in(["船の手入れ", "船を直します。［担当：港湾課］", "担当課：道路課"]) == "港湾課"


def said(*lines: str) -> list[tuple[str, str, str | None]]:
    found = plan("みなと野市の計画を定めました。", "１ 具体的な施策", *lines).measures
    return [(m.title, m.text, m.department) for m in found]


def test_the_line_below_a_measure_is_no_text() -> None:
    assert said("(1) 船", "船を直します。", "担当課：港湾課", "(2) 塔", "塔を塗ります。") == [
        ("船", "船を直します。", "港湾課"),
        ("塔", "塔を塗ります。", None),
    ]


def test_the_bracket_behind_a_sentence_is_no_text() -> None:
    assert said("(1) 船", "船を直します。［担当：港湾課］") == [("船", "船を直します。", "港湾課")]


def test_the_bracket_behind_a_title() -> None:
    assert [name for _, _, name in said("(1) 船の手入れ（港湾課）", "船を直します。")] == ["港湾課"]


def test_the_department_above_stands_for_what_is_below() -> None:
    below = ["ア 船", "船を直します。", "イ 塔", "塔を塗ります。", "担当課：道路課"]
    found = said("(1) 海", "担当課：港湾課", *below, "(2) 山", "ア 道", "道を直します。")
    assert found == [
        ("船", "船を直します。", "港湾課"),
        ("塔", "塔を塗ります。", "道路課"),
        ("道", "道を直します。", None),
    ]


def test_the_nearest_department_above_counts() -> None:
    found = said("担当課：企画課", "(1) 海（港湾課）", "ア 船", "船を直します。", "(2) 山", "ア 道", "道を直します。")
    assert [name for _, _, name in found] == ["港湾課", "企画課"]
