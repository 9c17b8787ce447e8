"""Checks on what answers what: items of the viewpoint lists against the measures."""

from __future__ import annotations

from collections.abc import Iterator

from planlink.audit.matter import Draft, Matter, place_of, sheet


def viewpoint_items(matter: Matter) -> Iterator[Draft]:
    """An item listed under a viewpoint that no measure of the plans answers."""
    answered = {a.source: a.target for a in matter.alignments}
    items = {item.id: item for plan in matter.plans for item in plan.items}
    for item in matter.items("viewpoint-item"):
        if item.id in answered and answered[item.id] is None:
            viewpoint = items[item.parent].label if item.parent in items else None
            facts = {"viewpoint": viewpoint or "", "name": item.title, "page": sheet(item.page)}
            yield Draft("viewpoint-item-unsupported", item.id, facts, (place_of(item),))
