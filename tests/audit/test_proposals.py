"""Papers of proposals against the measures; never shown unasked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from factories import measure, passage, plan
from planlink.audit.matter import Draft, Matter
from planlink.audit.proposals import unanswered

CASES = json.loads((Path(__file__).parents[1] / "cases" / "audit-proposals.json").read_text(encoding="utf-8"))
TEXTS = (
    "乗合船を増便し，待合所を整備します。",
    "灯台の公開を進めます。",
    "図書館の本を増やします。",
    "森を育てます。",
)


def found(case: dict[str, Any], measures: tuple[str, ...] = TEXTS) -> list[Draft]:
    path = (case["title"],) if case.get("chapter") else ("提言", case["title"])
    said = passage(id="提言.1", document="提言", path=path, text=case["text"])
    paper = plan(id="提言", role=case.get("role", "proposals"), passages=(said,))
    answers = [measure(id=f"m{n}", title="", text=text) for n, text in enumerate(measures)]
    return list(unanswered(Matter((plan(measures=answers), paper), ())))


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_proposals(case: dict[str, Any]) -> None:
    assert [draft.check for draft in found(case)] == case["found"]


def test_it_is_not_shown_and_says_nothing_without_measures() -> None:
    (draft,) = found(CASES[0])
    assert not draft.shown
    assert draft.places[0].text == CASES[0]["title"]
    assert found(CASES[0], ()) == []
