"""The SDG table against the measures."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factories import declaration, item, link, measure, plan, score
from planlink.audit import mapping
from planlink.audit.coverage import (
    coverage,
    goals_without_measures,
    group_score,
    themes_without_measures,
    viewpoints_without_measures,
)
from planlink.audit.matter import Draft, Matter
from planlink.records.links import Link

CASES = json.loads((Path(__file__).parents[1] / "cases" / "audit-evident.json").read_text(encoding="utf-8"))
GOAL = item(id="g", label="基本目標1", title="誰もが安心して移動できるまちをつくる")
MEASURES = tuple(measure(id=f"m{n}", title=f"施策{n}", goal="g", page=n) for n in range(1, 5))
SAID = declaration(subject_id="g", label="11", page=9, text="公共交通の確保")


def links(label: str, count: int, level: str | None = "primary", status: str = "linked") -> list[Link]:
    return [link(measure=f"m{n}", label=label, level=level, status=status) for n in range(1, count + 1)]


def found(*given: Link, declared: tuple[str, ...] = ("11",)) -> tuple[list[Draft], list[Draft]]:
    said = tuple(declaration(subject_id="g", label=label, page=9) for label in declared)
    matter = Matter((plan(items=(GOAL,), measures=MEASURES, declared=said),), tuple(given))
    return list(mapping.declared_unsupported(matter)), list(mapping.evident_undeclared(matter))


def test_declared_goal_that_no_measure_is_near() -> None:
    unsupported, _ = found(*links("3", 2))
    assert [draft.facts["label"] for draft in unsupported] == ["11"]


def test_a_measure_in_review_is_enough_to_say_nothing() -> None:
    assert found(*links("11", 1, None, "review"))[0] == []
    assert [d.facts["label"] for d in found(*links("11", 1, None, "rejected"))[0]] == ["11"]


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_evident_goals_that_are_not_declared(case: dict[str, Any]) -> None:
    level, status = case.get("level", "primary"), case.get("status", "linked")
    given = [one for label, count in case["links"].items() for one in links(label, count, level, status)]
    said = tuple(declaration(subject_id="g", label=label, page=9) for label in case.get("declared", ["11"]))
    matter = Matter((plan(items=(GOAL,), measures=MEASURES, declared=said),), tuple(given))
    drafts = [*mapping.evident_undeclared(matter), *mapping.evident_once(matter)]
    assert [draft.check for draft in drafts] == case["found"]


def test_one_finding_a_basic_goal_with_every_goal_and_measure() -> None:
    (draft,) = found(*links("7", 2), *links("3", 3), *links("9", 1))[1]
    assert draft.severity == "warning"
    assert "目標3（すべての人に健康と福祉を）は3件" in draft.facts["told"]
    assert "目標7" in draft.facts["told"]
    assert "目標9" not in draft.facts["told"]
    assert [place.page for place in draft.places] == [9, 1, 2, 3]
    assert [d.severity for d in found(*links("7", 2))[1]] == ["note"]


def test_rows_of_the_table() -> None:
    given = (*links("11", 2), *links("7", 1), *links("3", 1, "related"))
    given += (link(measure="m1", scheme="sdg-target", label="11.2", level=None, status="review", score=0.7),)
    items = (GOAL, item(id="h", label="基本目標2"), item(id="x", kind="group", title="港"))
    declared = (SAID, declaration(subject_id="g", label="14"), declaration(subject_id="h", label="14"))
    one = plan(items=items, measures=[replace(each, group="x") for each in MEASURES], declared=declared)
    scores = tuple(score(measure=k.measure, label=k.label) for k in given if k.scheme == "sdg")
    covered = coverage((one,), given, (*scores, score(measure="m1", label="14", score=0.01)))
    rows = mapping.mapping((one,), given, covered)
    assert [(row.label, row.state) for row in rows] == [("7", "proposed"), ("11", "match"), ("14", "unsupported")]
    match = rows[1]
    assert (match.primary, match.related, match.pages, match.printed) == (("m1", "m2"), (), (1, 2), ("公共交通の確保",))
    assert len(match.elements) == 1


def test_coverage_is_ranked_and_counts_the_best_three() -> None:
    scores = tuple(score(measure=f"m{n}", label="11", score=s) for n, s in enumerate((0.9, 0.6, 0.3, 0.1), start=1))
    scores += (score(measure="m1", label="3", score=0.95),)
    covered = coverage((plan(items=(GOAL,), measures=MEASURES),), (), scores)
    assert [row.label for row in covered] == ["11", "3"]
    assert abs(group_score([0.1, 0.9, 0.3, 0.6]) - 0.75) < 1e-9
    assert group_score([]) == 0.0


def test_goals_that_one_measure_serves_are_one_finding_that_is_not_shown() -> None:
    said = (declaration(subject_id="g", label="11", page=9),)
    given = (*links("11", 1), *links("7", 1), *links("3", 2), *links("9", 1, "related"), *links("12", 1))
    matter = Matter((plan(items=(GOAL,), measures=MEASURES, declared=said),), given)
    (draft,) = mapping.evident_once(matter)
    assert not draft.shown
    assert draft.facts["told"].startswith("目標7は「施策1」（1頁），目標12は")
    assert list(mapping.evident_once(Matter((plan(items=(GOAL,), measures=MEASURES),), given))) == []


def test_a_basic_goal_without_measures_is_named_where_others_have_some() -> None:
    other = item(id="g2", label="基本目標2", title="海と山を守る", page=12)
    group = item(id="x", kind="group", title="何もないまとまり")
    matter = Matter((plan(items=(GOAL, other, group), measures=MEASURES),), ())
    (draft,) = goals_without_measures(matter)
    assert (draft.check, draft.subject, draft.facts["name"]) == ("goal-without-measures", "g2", "海と山を守る")
    assert [place.page for place in draft.places] == [12]
    assert list(goals_without_measures(Matter((plan(items=(other,)),), ()))) == []


@pytest.mark.parametrize(
    ("kind", "check"), [("theme", themes_without_measures), ("viewpoint", viewpoints_without_measures)]
)
def test_what_no_measure_is_linked_to_is_named_once(kind: str, check: Any) -> None:
    printed = [item(id=f"{kind}{n}", kind=kind, label=label, title=f"題{n}") for n, label in enumerate(("A", "B", "B"))]
    printed.append(item(id="bare", kind=kind, label=None, title="名だけ"))
    given = [link(measure="m1", scheme=kind, label="A"), link(measure="m1", scheme=kind, label="B", status="review")]
    told = list(check(Matter((plan(items=tuple(printed), measures=MEASURES),), tuple(given))))
    assert [draft.subject for draft in told] == [f"{kind}.B", f"{kind}.名だけ"]
    assert {draft.check for draft in told} == {f"{kind}-without-measures"}
    assert list(check(Matter((plan(items=tuple(printed)),), ()))) == []
