"""Views of the measures: what narrows them, how many each further choice would leave, and the address of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from planlink.knowledge import goal_name
from planlink.outputs.words import goal_title
from planlink.records.links import SETTLED, Link
from planlink.records.plans import Measure
from planlink.web.city import Seen
from planlink.web.words import FACETS, KPIS, NO_DEPARTMENT, PRIMARY_COUNTS, STANDS
from planlink.workspace import store, views

SHOWN = 100
"""Measures on a page."""
MANY = 4
"""From so many ◎ on a measure has too many."""


@dataclass(frozen=True, slots=True)
class Row:
    """A measure with its links that count, and the values that it has in each facet."""

    measure: Measure
    links: tuple[Link, ...]
    values: Mapping[str, tuple[str, ...]]

    def marked(self, level: str) -> list[str]:
        """The goals of a level, by number."""
        return sorted((one.label for one in self.links if one.scheme == "sdg" and one.level == level), key=int)

    def labels(self, scheme: str) -> list[str]:
        """The labels of a scheme."""
        return [one.label for one in self.links if one.scheme == scheme]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how many measures it leaves, whether it is chosen, and the address that turns it over."""

    value: str
    name: str
    count: int
    chosen: bool
    address: str


def rows(seen: Seen) -> list[Row]:
    """All measures in their order."""
    by_measure: dict[str, list[Link]] = {}
    for link in seen.analysis.links:
        by_measure.setdefault(link.measure, []).append(link)
    owners = kpi_owners(seen)
    return [_row(one, by_measure.get(one.id, []), owners, seen) for one in seen.index.measures.values()]


def kpi_owners(seen: Seen) -> frozenset[str]:
    """The ids of what has a KPI of this term."""
    found = (one for plan in seen.index.plans.values() for one in plan.indicators if one.kind == "kpi")
    return frozenset(owner for one in found for owner in one.owners)


def has_kpi(measure: Measure, owners: frozenset[str]) -> bool:
    """Whether a KPI belongs to a measure: to itself, or to its group, or to its basic goal where it has no group."""
    return not owners.isdisjoint((measure.id, measure.group or measure.goal))


def _row(measure: Measure, links: list[Link], owners: frozenset[str], seen: Seen) -> Row:
    kept = tuple(link for link in links if link.status in SETTLED)
    of = {scheme: tuple(one.label for one in kept if one.scheme == scheme) for scheme in ("theme", "sdg", "viewpoint")}
    primary = sum(one.scheme == "sdg" and one.level == "primary" for one in kept)
    values = {
        "document": (measure.document,),
        "goal": (measure.goal,) if measure.goal else (),
        "group": (measure.group,) if measure.group else (),
        **of,
        "department": (measure.department or NO_DEPARTMENT,),
        "kpi": ("yes" if has_kpi(measure, owners) else "no",),
        "stand": (stand(measure.id, links, seen),),
        "primary": ("none" if not primary else "few" if primary < MANY else "many",),
    }
    return Row(measure, kept, values)


def stand(id: str, links: Iterable[Link], seen: Seen) -> str:
    """How far the goals of a measure have been decided: all, some, none of them, or there is nothing to decide."""
    goals = [link for link in links if link.scheme == "sdg"]
    decided = sum(link.status in ("confirmed", "rejected") for link in goals)
    if not goals:
        return "none"
    return "done" if decided == len(goals) else "part" if decided else "open"


def chosen(asked: Mapping[str, str]) -> dict[str, str]:
    """The facets that an address names."""
    return {facet: asked[facet] for facet in FACETS if asked.get(facet)}


def kept(out: Path) -> list[tuple[str, str, dict[str, str]]]:
    """The views that were saved: name, address and facets."""
    with store.opened(out) as db:
        found = views.every(db)
    return [(one.name, address("/measures", one.wanted), chosen(one.wanted)) for one in found]


def narrowed(found: Iterable[Row], wanted: Mapping[str, str]) -> list[Row]:
    """The rows that have all the values."""
    return [row for row in found if all(value in row.values[facet] for facet, value in wanted.items())]


def choices(found: list[Row], wanted: Mapping[str, str], seen: Seen) -> Iterator[tuple[str, list[Choice]]]:
    """Each facet with its values, counted among the measures that the other facets leave."""
    for facet, title in FACETS.items():
        others = {name: value for name, value in wanted.items() if name != facet}
        counts = Counter(value for row in narrowed(found, others) for value in row.values[facet])
        if wanted.get(facet):
            counts.setdefault(wanted[facet], 0)
        values = sorted(counts, key=lambda value, facet=facet: _place(facet, value, seen))  # type: ignore[misc]
        if values:
            yield title, [_choice(facet, value, counts[value], wanted, seen) for value in values]


def _choice(facet: str, value: str, count: int, wanted: Mapping[str, str], seen: Seen) -> Choice:
    is_chosen = wanted.get(facet) == value
    turned = {name: one for name, one in wanted.items() if name != facet} | ({} if is_chosen else {facet: value})
    return Choice(value, named(facet, value, seen), count, is_chosen, address("/measures", turned))


def address(path: str, wanted: Mapping[str, object]) -> str:
    """A path with its query."""
    return f"{path}?{urlencode(wanted)}" if wanted else path


def named(facet: str, value: str, seen: Seen) -> str:
    """How a value is written."""
    if facet == "document":
        return seen.index.document_title(value)
    if facet in ("goal", "group"):
        return seen.index.subject_title(value)
    if facet == "sdg":
        return goal_title(value, goal_name(value)) if value.isdecimal() and 1 <= int(value) <= 17 else value
    if facet == "theme":
        name = next((one.name for one in seen.analysis.links if one.scheme == "theme" and one.label == value), value)
        return name if name == value else f"{value} {name}"
    return {"kpi": KPIS, "stand": STANDS, "primary": PRIMARY_COUNTS}.get(facet, {value: value}).get(value, value)


def _place(facet: str, value: str, seen: Seen) -> tuple[int, str]:
    orders = {"document": list(seen.index.plans), "goal": list(seen.index.items)}
    orders |= {
        "group": list(seen.index.items),
        "kpi": list(KPIS),
        "stand": list(STANDS),
        "primary": list(PRIMARY_COUNTS),
    }
    if facet in orders:
        return (orders[facet].index(value), value) if value in orders[facet] else (len(orders[facet]), value)
    return (int(value), "") if facet == "sdg" and value.isdecimal() else (0, value)
