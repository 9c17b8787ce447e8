"""Checks on the priority policies (重点施策) of one plan against the measures of the others."""

from __future__ import annotations

from collections.abc import Iterator

from planlink.audit.matter import Draft, Matter, place_of, where
from planlink.audit.tracing import of_pair, unanswered
from planlink.japanese.tokens import content

COVERED = 0.6
"""A group of measures whose title has so many of the words of a policy answers it."""


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
                "page": where(policy),
            }
            yield Draft("policy-without-measures", policy.id, facts, (place_of(policy),))


def measures_outside(matter: Matter) -> Iterator[Draft]:
    """Measures of a plan that are near no priority policy of another plan. One finding for each pair of plans."""
    for plan, other, outside in unanswered(matter):
        if not other.measures and any(item.kind == "policy" for item in other.items):
            yield of_pair("measures-outside-policies", plan, other, outside)
