"""The real documents beside the project, where they are: counts, facts, and two files that agree."""

from __future__ import annotations

import json
from dataclasses import asdict
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planlink.japanese.text import search_key
from planlink.links.choice import choose
from planlink.read import read
from planlink.records.findings import Analysis
from planlink.records.plans import BaseValue, Indicator, Period, Plan, Quantity
from planlink.relate import alignments, relate

ALIGNED = json.loads((Path(__file__).parent / "cases" / "alignments.json").read_text(encoding="utf-8"))["cases"]
REAL = Path(__file__).parents[2] / "shared" / "documents"
FACTS = json.loads((Path(__file__).parent / "cases" / "strategy-kpis.json").read_text(encoding="utf-8"))
STRATEGIES = ("strategy.pdf", "strategy.txt")
SUMMARIES = ("plan-summary.pdf", "plan-summary.txt")
VISIONS = ("vision.pdf", "vision.txt")
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real documents are not here")


@cache
def plan(file: str) -> Plan:
    return read(REAL / file)


def of_kind(file: str, kind: str) -> list[Indicator]:
    return [i for i in plan(file).indicators if i.kind == kind]


@pytest.mark.parametrize(
    ("file", "role", "measures"),
    [
        *((file, "strategy", 48) for file in STRATEGIES),
        *((file, "vision", 27) for file in VISIONS),
        *((file, "plan", 0) for file in SUMMARIES),
        ("achievements.txt", "achievements", 0),
        ("staff-proposals.txt", "proposals", 0),
    ],
)
def test_roles_and_numbers_of_measures(file: str, role: str, measures: int) -> None:
    assert (plan(file).role, len(plan(file).measures)) == (role, measures)


@pytest.mark.parametrize("file", ["achievements.txt", "staff-proposals.txt", *SUMMARIES, *VISIONS])
def test_no_indicators_where_there_are_none(file: str) -> None:
    assert plan(file).indicators == ()


@pytest.mark.parametrize("file", STRATEGIES)
def test_numbers_of_indicators_and_items(file: str) -> None:
    kinds = [item.kind for item in plan(file).items]
    assert [len(of_kind(file, kind)) for kind in ("kpi", "goal", "past")] == [32, 6, 4]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "goal": 4,
        "group": 20,
        "theme": 3,
        "viewpoint": 3,
        "viewpoint-item": 27,
    }
    assert plan(file).period == Period(2025, 2027)


@pytest.mark.parametrize("pair", [STRATEGIES, VISIONS], ids=lambda pair: pair[0])
def test_both_files_of_a_plan_give_the_same_measures(pair: tuple[str, str]) -> None:
    one, two = (plan(file).measures for file in pair)
    assert [m.numbering for m in one] == [m.numbering for m in two]
    assert [search_key(m.title) for m in one] == [search_key(m.title) for m in two]
    texts = [(search_key(a.text), search_key(b.text)) for a, b in zip(one, two, strict=True)]
    wrong = sum(differing(a, b) for a, b in texts)
    assert wrong <= 0.01 * sum(len(a) for a, _ in texts)


def differing(one: str, two: str) -> int:
    same = sum(match.size for match in SequenceMatcher(None, one, two, False).get_matching_blocks())
    return max(len(one), len(two)) - same


@pytest.mark.parametrize("place", range(len(FACTS["indicators"])), ids=lambda i: FACTS["indicators"][i]["name"])
@pytest.mark.parametrize("file", STRATEGIES)
def test_indicators(file: str, place: int) -> None:
    want, got = FACTS["indicators"][place], plan(file).indicators[place]
    assert key(got.name).startswith(key(want["name"].removesuffix("…")))
    assert want["name"].endswith("…") or key(got.name) == key(want["name"])
    assert got.kind == want["kind"]
    assert [search_key(g) for g in got.groups] == [search_key(g) for g in want["groups"]]
    assert got.cumulative == want["cumulative"]
    assert facts(got.target) == want["target"]
    assert facts(got.baseline) == want["baseline"]


def key(name: str) -> str:
    return search_key(name).replace(":", "").replace("ー", "-")


def facts(quantity: Quantity | None) -> dict[str, Any] | None:
    """All of a quantity but its printed text."""
    if quantity is None:
        return None
    base: BaseValue | None = quantity.base
    kept = {name: value for name, value in asdict(quantity).items() if name != "text"}
    return {**kept, "base": [base.value, base.unit] if base else None}


@pytest.mark.parametrize("file", STRATEGIES)
@pytest.mark.parametrize(("scheme", "name"), [("sdg", "sdgs"), ("theme", "themes")])
def test_what_the_basic_goals_declare(file: str, scheme: str, name: str) -> None:
    labels = {item.id: item.label or "" for item in plan(file).items}
    found: dict[str, list[str]] = {}
    for d in plan(file).declared:
        if d.scheme == scheme:
            found.setdefault(labels[d.subject_id], []).append(d.label)
    assert {goal: sorted(said) for goal, said in found.items()} == {
        goal: sorted(map(str, said)) for goal, said in FACTS[name].items()
    }


@pytest.mark.parametrize("file", SUMMARIES)
def test_themes_with_their_policies(file: str) -> None:
    themes = {item.id: item.label or "" for item in plan(file).items if item.kind == "theme"}
    found: dict[str, list[str]] = {label: [] for label in themes.values()}
    for item in plan(file).items:
        if item.kind == "policy":
            found[themes[item.parent or ""]].append(item.label or "")
    assert found == FACTS["policies"]
    assert [d.label for d in plan(file).declared] == [
        label for labels in FACTS["policies"].values() for label in labels
    ]


@pytest.mark.parametrize("file", [*STRATEGIES, *VISIONS, *SUMMARIES])
def test_ids_do_not_clash(file: str) -> None:
    ids = [m.id for m in plan(file).measures] + [i.id for i in plan(file).indicators]
    assert len(ids) == len(set(ids))


def test_measures_of_the_vision_find_their_answers_in_the_strategy() -> None:
    """With the encoder where it is installed, else with LSA: 24 are answered, three by nothing."""
    tools = choose("auto")
    found = alignments((plan("strategy.pdf"), plan("vision.pdf")), tools)
    first = {one.source: one.target for one in reversed(found) if one.document == "strategy"}
    answered = [first[case["source"]] in case["targets"] for case in ALIGNED if case["targets"]]
    nothing = [first[case["source"]] is None for case in ALIGNED if not case["targets"]]
    assert sum(answered) / len(answered) >= (0.75 if tools.model.name == "semantic" else 0.6)
    if tools.model.name == "semantic":
        assert all(nothing)


DOCUMENTS = ("strategy.pdf", "plan-summary.pdf", "vision.pdf", "achievements.txt", "staff-proposals.txt")
LINKED = ("sdg-e", "sdg-declared", "viewpoint-item", "viewpoint-unlisted", "policy-", "measures-")
"""How the codes of checks begin that rest on links or alignments, and so on the model."""


def test_what_was_found_by_eye_is_found_and_nothing_else_is_called_an_error_or_a_warning() -> None:
    judged = json.loads((Path(__file__).parent / "cases" / "real-findings.json").read_text(encoding="utf-8"))
    told = {entry["finding"]: entry["verdict"] for entry in judged if not entry["finding"].startswith(LINKED)}
    found = {f.id: f for f in analysis().findings if not f.id.startswith(LINKED)}
    assert [id for id in told if id not in found] == []
    assert [f.message for f in found.values() if f.severity != "note" and told.get(f.id) != "true"] == []


def test_what_each_basic_goal_declares_is_ranked_first_from_its_measures_alone() -> None:
    """Mean average precision of the goals of each basic goal against those that the city declares for it."""
    made = analysis()
    strategy = made.plans[0]
    precisions = []
    for goal in (item for item in strategy.items if item.kind == "goal"):
        declared = {d.label for d in strategy.declared if d.scheme == "sdg" and d.subject_id == goal.id}
        rows = [c for c in made.coverage if c.scheme == "sdg" and c.subject_id == goal.id]
        ranked = [c.label for c in sorted(rows, key=lambda c: -c.score)]
        places = sorted(ranked.index(label) + 1 for label in declared)
        precisions.append(sum(hit / place for hit, place in enumerate(places, 1)) / len(places))
        assert all(c.state == "match" for c in rows if c.label in declared)
    assert sum(precisions) / len(precisions) >= 0.85


@cache
def analysis() -> Analysis:
    return relate([plan(file) for file in DOCUMENTS])
