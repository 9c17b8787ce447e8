"""Markers at the start of a line, and what only looks like one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planlink.outline.numbering import BULLETS, bullet, marker_label, numbering

CASES: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "headings.json").read_text(encoding="utf-8"))


def first(text: str) -> tuple[Any, ...] | None:
    reading = next(iter(numbering(text)), None)
    return (reading.style, reading.number, reading.label, reading.title) if reading else None


@pytest.mark.parametrize("case", CASES["markers"], ids=lambda case: case[0])
def test_markers(case: list[Any]) -> None:
    assert first(case[0]) == tuple(case[1:])


@pytest.mark.parametrize("text", CASES["none"])
def test_no_marker(text: str) -> None:
    assert numbering(text) == ()


@pytest.mark.parametrize("case", CASES["known"], ids=lambda case: case[0])
def test_known_failures(case: list[Any], request: pytest.FixtureRequest) -> None:
    request.applymarker(pytest.mark.xfail(reason=case[5], strict=True))
    assert first(case[0]) == tuple(case[1:5])


def test_goals_stand_further_out_than_measures() -> None:
    ranks = [numbering(text)[0].rank for text in ("第１章 港", "基本目標１ 港", "施策１ 港", "(1) 港", "ア 港")]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)


@pytest.mark.parametrize("mark", BULLETS)
def test_bullets(mark: str) -> None:
    assert bullet(f"{mark}港") == mark


@pytest.mark.parametrize("text", ["", "港", "1 港", "ー", "-", "(1) 港"])
def test_no_bullet(text: str) -> None:
    assert bullet(text) == ""


@pytest.mark.parametrize(
    ("printed", "label"),
    [("【第 １ 章】", "第1章"), ("(ｱ)", "(ア)"), ("⑵", "(2)"), ("１．", "1"), ("視点１：", "視点1"), ("", "")],
)
def test_labels(printed: str, label: str) -> None:
    assert marker_label(printed) == label
