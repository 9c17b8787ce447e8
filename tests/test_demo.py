"""The three plans of the made-up city against what is truly in them, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from conftest import DEMO
from planlink.japanese.text import search_key
from planlink.records.plans import Period, Plan

CASES = Path(__file__).parent / "cases"
KNOWN = json.loads((CASES / "known-failures.json").read_text(encoding="utf-8"))["demo"]
TRUTH: dict[str, Any] = {
    stem: json.loads((DEMO / "truth" / f"{stem}.json").read_text(encoding="utf-8"))
    for stem in ("strategy", "vision", "plan-summary")
}
KINDS = ("items", "measures", "indicators", "declared")
# Fields of the truth that the records do not carry: they are said to be extra in corpus/demo/README.md.
EXTRA = ("subject_label",)


def plain(value: Any) -> Any:
    """Tuples as lists, as JSON has them."""
    return json.loads(json.dumps(value))


def records(plan: Plan, kind: str) -> list[dict[str, Any]]:
    return [plain(asdict(record)) for record in getattr(plan, kind)]


def fields() -> Iterator[tuple[str, str, str]]:
    for stem, truth in TRUTH.items():
        for kind in KINDS:
            names = dict.fromkeys(name for record in truth[kind] for name in record if name not in EXTRA)
            yield from ((stem, kind, name) for name in names)


@pytest.mark.parametrize("stem", TRUTH)
def test_what_the_document_is(demo_plans: dict[str, Plan], stem: str) -> None:
    plan, truth = demo_plans[stem], TRUTH[stem]
    assert plan.role == truth["role"]
    assert plan.period == Period(**truth["period"])
    assert plan.title is not None
    # Where a title breaks off on the cover no blank is printed, so blanks do not count.
    assert search_key(plan.title) == search_key(truth["title"])
    assert plan.quality == 1.0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stem", TRUTH)
def test_nothing_is_missing_and_nothing_made_up(demo_plans: dict[str, Plan], stem: str, kind: str) -> None:
    assert len(getattr(demo_plans[stem], kind)) == len(TRUTH[stem][kind])


@pytest.mark.parametrize(("stem", "kind", "field"), list(fields()))
def test_every_field(demo_plans: dict[str, Plan], stem: str, kind: str, field: str) -> None:
    known = [k["index"] for k in KNOWN if (k["plan"], k["kind"], k["field"]) == (stem, kind, field)]
    pairs = enumerate(zip(records(demo_plans[stem], kind), TRUTH[stem][kind], strict=True))
    wrong = [
        (i, got[field], want.get(field)) for i, (got, want) in pairs if got[field] != want.get(field) and i not in known
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "case", KNOWN, ids=lambda case: f"{case['plan']}-{case['kind']}-{case['index']}-{case['field']}"
)
def test_known_failures(demo_plans: dict[str, Plan], case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    request.applymarker(pytest.mark.xfail(reason=case["reason"], strict=True))
    place = case["index"]
    got = records(demo_plans[case["plan"]], case["kind"])[place]
    assert got[case["field"]] == TRUTH[case["plan"]][case["kind"]][place][case["field"]]


@pytest.mark.parametrize("stem", TRUTH)
def test_the_declared_subjects_are_items(demo_plans: dict[str, Plan], stem: str) -> None:
    items = {item.id: item for item in demo_plans[stem].items}
    for got, want in zip(demo_plans[stem].declared, TRUTH[stem]["declared"], strict=True):
        assert items[got.subject_id].title == got.subject
        assert items[got.subject_id].label == want.get("subject_label")


def test_measures_know_goal_and_group(demo_strategy: Plan) -> None:
    items = {item.id: item for item in demo_strategy.items}
    for measure in demo_strategy.measures:
        assert measure.goal is not None
        assert measure.group is not None
        assert items[measure.goal].title in measure.path
        assert items[measure.group].parent == measure.goal
        assert items[measure.group].title in (*measure.path, measure.title)


def test_ids_are_unique(demo_plans: dict[str, Plan]) -> None:
    for plan in demo_plans.values():
        ids = [*(i.id for i in plan.items), *(m.id for m in plan.measures), *(k.id for k in plan.indicators)]
        ids += [passage.id for passage in plan.passages]
        groups_that_are_measures = {i.id for i in plan.items} & {m.id for m in plan.measures}
        assert len(ids) == len(set(ids)) + len(groups_that_are_measures)
