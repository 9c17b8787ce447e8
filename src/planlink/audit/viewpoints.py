"""Checks on the cross-cutting viewpoints (横断的視点): one that a plan lacks or explains otherwise, one without any
indicator, and measures that express one and stand in no list of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from planlink import knowledge
from planlink.audit.matter import Draft, Matter, live, place_of, sheet, told, where
from planlink.japanese.text import search_key
from planlink.japanese.tokens import content
from planlink.records.places import Place
from planlink.records.plans import Item, Plan

ALIKE = 0.5
"""Explanations that share a smaller part of their words say something else."""
LONGEST = 80
"""Letters of an explanation that are held against each other, and quoted."""
SHOWN = 8
"""How many names a message lists; the places have all."""


def missing(matter: Matter) -> Iterator[Draft]:
    """A plan names viewpoints, but not one that another plan names."""
    for one, other in permutations(matter.plans, 2):
        named, there = _named(one), _named(other)
        for label, item in named.items():
            if there and label not in there:
                facts = {"name": label, "document": one.id, "page": sheet(item.page), "other": other.id}
                facts |= {"others": "，".join(f"「{name}」" for name in there)}
                places = (place_of(item), *(place_of(i) for i in there.values()))
                yield Draft("viewpoint-missing", f"{one.id}.{other.id}.{label}", facts, places)


def definitions(matter: Matter) -> Iterator[Draft]:
    """Two plans explain a viewpoint in other words."""
    for one, other in combinations(matter.plans, 2):
        there = _named(other)
        for label, item in _named(one).items():
            twin = there.get(label)
            if twin and _said(item) and _said(twin) and _shared(_said(item), _said(twin)) < ALIKE:
                facts = {
                    "name": label,
                    "first": _said(item),
                    "first_page": where(item),
                    "second": _said(twin),
                    "second_page": where(twin),
                }
                places = (Place(one.id, item.page, _said(item)), Place(other.id, twin.page, _said(twin)))
                yield Draft("viewpoint-definition", f"{one.id}.{other.id}.{label}", facts, places)


def without_indicator(matter: Matter) -> Iterator[Draft]:
    """No indicator of a plan speaks of a viewpoint that the plan names, by its name or its terms."""
    for plan in matter.plans:
        names = [search_key(indicator.name) for indicator in live(plan)]
        for label, item in _named(plan).items():
            words = [search_key(word) for word in _words(label)]
            if names and not any(word in name for word in words for name in names):
                facts = {"name": label, "document": plan.id, "page": sheet(item.page)}
                yield Draft("viewpoint-without-indicator", item.id, facts, (place_of(item),))


def unlisted_measures(matter: Matter) -> Iterator[Draft]:
    """Measures express a viewpoint, and no item in the plan's list of it answers to them. One finding a viewpoint."""
    answering = {a.target for a in matter.alignments if a.document is None} - {None}
    for plan in matter.plans:
        listed = {i.parent for i in plan.items if i.kind == "viewpoint-item"}
        for label, item in _named(plan).items():
            linked = {link.measure for link in matter.settled("viewpoint", label)}
            found = [m for m in plan.measures if m.id in linked and m.id not in answering]
            if item.id in listed and found:
                facts = {"name": label, "count": str(len(found)), "told": told(found[:SHOWN]), "page": sheet(item.page)}
                yield Draft("viewpoint-unlisted", item.id, facts, (place_of(item), *(place_of(m) for m in found)))


def _named(plan: Plan) -> dict[str, Item]:
    """The viewpoints that a plan names, by label; the one with the longest explanation counts."""
    found: dict[str, Item] = {}
    for item in plan.items:
        label = item.label or item.title
        if item.kind == "viewpoint" and len(item.text) >= len(found[label].text if label in found else ""):
            found[label] = item
    return found


def _words(label: str) -> tuple[str, ...]:
    concept = next((v for v in knowledge.viewpoints() if v.label == label), None)
    return (label, *(concept.terms if concept else ()))


def _said(item: Item) -> str:
    """The first sentence of the explanation; what a table adds to it in brackets of its own is cut off."""
    return item.text.split("。")[0].split("「")[0].strip()[:LONGEST]


def _shared(one: str, other: str) -> float:
    first, second = content(one), content(other)
    return len(first & second) / max(1, min(len(first), len(second)))
