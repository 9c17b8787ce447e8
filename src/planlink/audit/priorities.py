"""Checks on the priority policies (重点施策) of one plan against the measures of the others."""

from __future__ import annotations

from collections.abc import Iterator

from planlink.audit.matter import Draft, Matter, place_of, sheet
from planlink.japanese.tokens import content

COVERED = 0.6
"""A group of measures whose title has so many of the words of a policy answers it."""
MOST = 0.5
"""Where a larger share of the measures is outside, the plans are about other things."""
SHOWN = 8
"""How many names a message lists; the places have all."""


def policies_without_measures(matter: Matter) -> Iterator[Draft]:
    """A priority policy that no measure of the plans answers."""
    answered = {a.source: a.target for a in matter.alignments if a.document is None}
    titles = [content(item.title) for item in matter.items("group")]
    for policy in matter.items("policy"):
        words = content(policy.title)
        grouped = any(len(words & title) >= COVERED * len(words) for title in titles)
        if policy.id in answered and answered[policy.id] is None and not grouped:
            facts = {
                "label": policy.label or "",
                "name": policy.title,
                "page": f"{policy.document} {sheet(policy.page)}",
            }
            yield Draft("policy-without-measures", policy.id, facts, (place_of(policy),))


def measures_outside(matter: Matter) -> Iterator[Draft]:
    """Measures of a plan that are near no priority policy of another plan. One finding for each pair of plans."""
    for plan in matter.plans:
        for other in matter.plans:
            policies = {item.id for item in other.items if item.kind == "policy"}
            if plan.id == other.id or not policies or other.measures:
                continue
            outside = {a.source for a in matter.alignments if a.document == other.id and a.target is None}
            found = [measure for measure in plan.measures if measure.id in outside]
            if 0 < len(found) <= MOST * len(plan.measures):
                told = "，".join(f"「{m.title or m.text[:20]}」（{sheet(m.page)}）" for m in found[:SHOWN])
                facts = {"document": plan.id, "other": other.id, "count": str(len(found)), "told": told}
                places = tuple(place_of(measure) for measure in found)
                yield Draft("measures-outside-policies", f"{plan.id}.{other.id}", facts, places)
