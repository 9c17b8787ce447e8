"""Whole made-up plans of other towns, each in a layout of its own, against the bar of bench/layouts.py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import layouts
import pytest

from shelf import Shelf

TESTS = Path(__file__).parent
PLANS = {file.stem: file for file in sorted((TESTS / "pdfs" / "plans").glob("*/*.pdf"))}
KNOWN = json.loads((TESTS / "cases" / "known-plans.json").read_text(encoding="utf-8"))["plans"]
FIGURES = ("measures", "indicators", "items")


@pytest.fixture(scope="module")
def results(shelf: Shelf) -> dict[str, Any]:
    """Scores by plan and kind of record, and what is wrong about the document."""
    judged = {
        name: layouts._judge(shelf.plan(file), name, json.loads(file.with_suffix(".json").read_text("utf-8")))
        for name, file in PLANS.items()
    }
    return {
        name: dict(zip(FIGURES, scores, strict=True)) | {"facts": facts} for name, (_, scores, facts) in judged.items()
    }


def known(name: str, what: str) -> list[pytest.MarkDecorator]:
    reasons = [case["reason"] for case in KNOWN if (case["plan"], case["what"]) == (name, what)]
    return [pytest.mark.xfail(reason=reason, strict=True) for reason in reasons]


def cases(what: str) -> list[Any]:
    return [pytest.param(name, marks=known(name, what)) for name in PLANS]


@pytest.mark.parametrize("name", cases("measures"))
def test_measures(results: dict[str, Any], name: str) -> None:
    """Title, text and numbering together."""
    score = results[name]["measures"]
    f1 = layouts.Score(score.meant, score.found, score.rest["numbered"][0]).f1
    assert f1 >= layouts.MEASURES_BAR, "\n".join(score.differences)


@pytest.mark.parametrize("name", cases("indicators"))
def test_indicators(results: dict[str, Any], name: str) -> None:
    score = results[name]["indicators"]
    assert score.right >= layouts.INDICATORS_BAR * score.meant, "\n".join(score.differences)


@pytest.mark.parametrize("name", PLANS)
def test_no_number_is_wrong(results: dict[str, Any], name: str) -> None:
    assert results[name]["indicators"].rest["wrong numbers"] == (0, 0), results[name]["indicators"].differences


@pytest.mark.parametrize("name", cases("departments"))
def test_departments(results: dict[str, Any], name: str) -> None:
    right, asked = results[name]["measures"].rest["department"]
    assert right == asked


@pytest.mark.parametrize("name", cases("facts"))
def test_role_title_and_period(results: dict[str, Any], name: str) -> None:
    assert results[name]["facts"] == []
