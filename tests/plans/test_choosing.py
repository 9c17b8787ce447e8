"""Which rule finds the measures of a document, and which headings decided; against cases kept as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from grids import grid
from planlink.plans.choosing import Choice, choose
from planlink.plans.measures import measures
from planlink.plans.unfolding import unfold
from planlink.records.documents import Block
from planlink.settings import MeasureRule
from texts import tree

FILE = Path(__file__).parents[1] / "cases" / "choosing.json"
CASES: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


def choice(case: dict[str, Any]) -> Choice:
    blocks: list[Block | str] = [one if isinstance(one, str) else grid(one) for one in case["lines"]]
    said = case.get("set", {})
    rule = MeasureRule(tuple(said.get("under", ())), tuple(said.get("not_under", ())), said.get("level", ""))
    return choose(unfold(tree("みなと野市の計画を定めました。", *blocks)), rule)


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["about"])
def test_the_rule_and_what_it_finds(case: dict[str, Any]) -> None:
    found = choice(case)
    assert [m.title or m.text for m in measures("plan", found.entries)] == case["found"]
    assert (found.rule, list(found.told)) == (case["rule"], case["told"])


@pytest.mark.parametrize("case", CASES["none"], ids=lambda case: case["about"])
def test_no_rule_finds_anything(case: dict[str, Any]) -> None:
    assert choice(case) == Choice((), "none")
