"""Checks on what answers what: items of the viewpoint lists against the measures, and the measures of two plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from planlink.audit.matter import Draft, Matter, place_of, sheet, told
from planlink.records.plans import Measure, Plan

MOST = 0.5
"""Where a larger share of the measures is alone, the plans are about other things."""
SHOWN = 8
"""How many names a message lists; the places have all."""


def viewpoint_items(matter: Matter) -> Iterator[Draft]:
    """An item listed under a viewpoint that no measure of the plans answers."""
    answered = {a.source: a.target for a in matter.alignments}
    items = {item.id: item for plan in matter.plans for item in plan.items}
    for item in matter.items("viewpoint-item"):
        if item.id in answered and answered[item.id] is None:
            viewpoint = items[item.parent].label if item.parent in items else None
            facts = {"viewpoint": viewpoint or "", "name": item.title, "page": sheet(item.page)}
            yield Draft("viewpoint-item-unsupported", item.id, facts, (place_of(item),))


def measures_without_counterpart(matter: Matter) -> Iterator[Draft]:
    """Measures of one plan that no measure of another answers, where most are answered. One finding a pair."""
    for plan, other, alone in unanswered(matter):
        if other.measures:
            yield of_pair("measures-without-counterpart", plan, other, alone)


def unanswered(matter: Matter) -> Iterator[tuple[Plan, Plan, list[Measure]]]:
    """A plan, another, and the measures of the one that nothing of the other answers, where these are not most."""
    for plan, other in permutations(matter.plans, 2):
        sources = {a.source for a in matter.alignments if a.document == other.id and a.target is None}
        alone = [measure for measure in plan.measures if measure.id in sources]
        if 0 < len(alone) <= MOST * len(plan.measures):
            yield plan, other, alone


def of_pair(check: str, plan: Plan, other: Plan, measures: Sequence[Measure]) -> Draft:
    """One finding on measures of a plan over against another."""
    facts = {"document": plan.id, "other": other.id, "count": str(len(measures)), "told": told(measures[:SHOWN])}
    return Draft(check, f"{plan.id}.{other.id}", facts, tuple(map(place_of, measures)))
