"""Checks on what answers what: items of the viewpoint lists against the measures, and the measures of two plans."""

from __future__ import annotations

from collections.abc import Iterator

from planlink.audit.matter import Draft, Matter, place_of, sheet

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
    """Measures of one plan that no measure of another answers, where some are answered. One finding a pair."""
    for plan in matter.plans:
        for other in matter.plans:
            pair = [a for a in matter.alignments if a.document == other.id and a.source.startswith(f"{plan.id}.")]
            alone = {a.source for a in pair if a.target is None}
            found = [measure for measure in plan.measures if measure.id in alone]
            if plan.id != other.id and other.measures and 0 < len(found) <= MOST * len(plan.measures):
                told = "，".join(f"「{m.title or m.text[:20]}」（{sheet(m.page)}）" for m in found[:SHOWN])
                facts = {"document": plan.id, "other": other.id, "count": str(len(found)), "told": told}
                places = tuple(place_of(measure) for measure in found)
                yield Draft("measures-without-counterpart", f"{plan.id}.{other.id}", facts, places)
