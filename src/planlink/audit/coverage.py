"""How basic goals and groups stand to goals, viewpoints and themes, from their measures alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planlink.audit.matter import Draft, Matter, below, place_of, sheet
from planlink.records.findings import Coverage
from planlink.records.links import SETTLED, Link, Score
from planlink.records.plans import Declaration, Item, Plan


def coverage(plans: Sequence[Plan], links: Sequence[Link], scores: Sequence[Score]) -> tuple[Coverage, ...]:
    """For every basic goal and group its labels ranked by score (the best three measures count)."""
    by_measure: dict[str, list[Score]] = {}
    for score in scores:
        if score.scheme != "sdg-target":
            by_measure.setdefault(score.measure, []).append(score)
    linked = {(k.measure, k.scheme, k.label): k for k in links if k.status in SETTLED}
    made: list[Coverage] = []
    for plan in plans:
        for item in plan.items:
            if item.kind in ("goal", "group"):
                made.extend(_of_item(item, plan, by_measure, linked))
    return tuple(made)


def _of_item(
    item: Item, plan: Plan, by_measure: dict[str, list[Score]], linked: dict[tuple[str, str, str], Link]
) -> list[Coverage]:
    measures = [m.id for m in below(item, plan.measures)]
    values: dict[tuple[str, str], list[float]] = {}
    for measure in measures:
        for score in by_measure.get(measure, ()):
            values.setdefault((score.scheme, score.label), []).append(score.score)
    declared = {(d.scheme, d.label) for d in plan.declared if d.subject_id == item.id}
    rows = [_row(item, scheme, label, values[scheme, label], measures, declared, linked) for scheme, label in values]
    return sorted(rows, key=lambda row: (row.scheme, -row.score, row.label))


def _row(
    item: Item,
    scheme: str,
    label: str,
    values: list[float],
    measures: list[str],
    declared: set[tuple[str, str]],
    linked: dict[tuple[str, str, str], Link],
) -> Coverage:
    carrying = [m for m in measures if (m, scheme, label) in linked]
    direct = [m for m in carrying if linked[m, scheme, label].level != "related"]
    said = (scheme, label) in declared
    state = ("match" if carrying else "unsupported") if said else ("proposed" if direct else None)
    return Coverage(item.id, scheme, label, group_score(values), state, tuple(carrying))


def group_score(values: Sequence[float]) -> float:
    """One number for a group of measures: half the best, half the mean of the best three."""
    best = sorted(values, reverse=True)[:3]
    return 0.5 * best[0] + 0.5 * sum(best) / 3 if best else 0.0


def goals_without_measures(matter: Matter) -> Iterator[Draft]:
    """A basic goal of a plan with measures has none itself."""
    for plan in matter.plans:
        for item in plan.items:
            if item.kind == "goal" and plan.measures and not below(item, plan.measures):
                facts = {"name": item.title, "page": sheet(item.page)}
                yield Draft("goal-without-measures", item.id, facts, (place_of(item),))


def themes_without_measures(matter: Matter) -> Iterator[Draft]:
    """No measure of any plan is linked to a priority theme."""
    yield from _without(matter, "theme", "theme-without-measures")


def viewpoints_without_measures(matter: Matter) -> Iterator[Draft]:
    """No measure of any plan expresses a viewpoint that a plan names."""
    yield from _without(matter, "viewpoint", "viewpoint-without-measures")


def _without(matter: Matter, kind: str, check: str) -> Iterator[Draft]:
    if not any(plan.measures for plan in matter.plans):
        return
    seen: set[str] = set()
    for item in matter.items(kind):
        label = item.label or item.title
        if label not in seen and not matter.settled(kind, label):
            facts = {"name": item.title, "page": sheet(item.page)}
            yield Draft(check, f"{kind}.{label}", facts, (place_of(item),))
        seen.add(label)


def declared_sdgs(plan: Plan, item: Item) -> list[Declaration]:
    """The SDG goals that a plan prints for a basic goal or a group."""
    return [d for d in plan.declared if d.scheme == "sdg" and d.subject_id == item.id]
