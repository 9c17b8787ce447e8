"""Priority policies of one plan and the measures of others, and measures without a counterpart."""

from __future__ import annotations

from dataclasses import replace

from factories import alignment, item, measure, plan
from planlink.audit import priorities, tracing
from planlink.audit.matter import Matter
from planlink.records.links import Alignment

POLICY = item(id="計画.1", document="計画", kind="policy", label="基本政策1-施策1", title="港のにぎわいの創出")
GROUP = item(id="戦略.ア", kind="group", title="港のにぎわいを生む")
MEASURES = [measure(id=f"戦略.{n}") for n in range(4)]


def to(document: str, *targets: str | None) -> tuple[Alignment, ...]:
    found = [alignment(m.id, target) for m, target in zip(MEASURES, targets, strict=False)]
    return tuple(replace(one, document=document) for one in found)


def test_a_policy_that_nothing_answers() -> None:
    overall = plan(id="計画", items=(POLICY,))
    unanswered = (alignment(POLICY.id, None),)
    (draft,) = priorities.policies_without_measures(Matter((overall,), (), alignments=unanswered))
    assert draft.facts["name"] == POLICY.title
    grouped = plan(items=(GROUP,))
    assert list(priorities.policies_without_measures(Matter((overall, grouped), (), alignments=unanswered))) == []


def test_measures_outside_every_policy_are_one_finding() -> None:
    plans = (plan(measures=MEASURES), plan(id="計画", items=(POLICY,)))
    few = Matter(plans, (), alignments=to("計画", POLICY.id, None, POLICY.id, POLICY.id))
    (draft,) = priorities.measures_outside(few)
    assert draft.facts["count"] == "1"
    many = Matter(plans, (), alignments=to("計画", POLICY.id, None, None, None))
    assert list(priorities.measures_outside(many)) == []


def test_measures_without_a_counterpart_unless_the_plans_are_about_other_things() -> None:
    plans = (plan(measures=MEASURES), plan(id="計画", measures=(measure(id="計画.1", document="計画"),)))
    few = Matter(plans, (), alignments=to("計画", "計画.1", None, "計画.1", "計画.1"))
    (draft,) = tracing.measures_without_counterpart(few)
    assert (draft.facts["document"], draft.facts["other"], draft.facts["count"]) == ("戦略", "計画", "1")
    many = Matter(plans, (), alignments=to("計画", None, None, None, "計画.1"))
    assert list(tracing.measures_without_counterpart(many)) == []
