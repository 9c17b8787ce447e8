"""The SDG mapping table in the plan's own form, and how it agrees with the measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planlink import knowledge
from planlink.audit.coverage import declared_sdgs
from planlink.audit.matter import Draft, Matter, below, place_of, sheet, told
from planlink.records.findings import Coverage, MappingRow
from planlink.records.links import SETTLED, Link
from planlink.records.places import Place
from planlink.records.plans import Declaration, Item, Measure, Plan

NEAR = 0.5
"""A target is named as an element when it has at least this share of the best one's score."""
ENOUGH = 3
"""So many measures must serve a goal directly before it is called evident though not declared."""


def mapping(plans: Sequence[Plan], links: Sequence[Link], coverage: Sequence[Coverage]) -> tuple[MappingRow, ...]:
    """Rows basic goal × SDG goal in the order of the plans: those printed and those that measures propose."""
    by_measure: dict[str, list[Link]] = {}
    for link in links:
        if link.status in SETTLED or (link.scheme == "sdg-target" and link.status == "review"):
            by_measure.setdefault(link.measure, []).append(link)
    states = {(c.subject_id, c.label): c for c in coverage if c.scheme == "sdg"}
    rows: list[MappingRow] = []
    for plan in plans:
        for item in plan.items:
            if item.kind == "goal" and below(item, plan.measures):
                rows.extend(_rows(plan, item, by_measure, states))
    return tuple(rows)


def _rows(
    plan: Plan, item: Item, by_measure: dict[str, list[Link]], states: dict[tuple[str, str], Coverage]
) -> Iterator[MappingRow]:
    measures = below(item, plan.measures)
    printed = {d.label: d for d in declared_sdgs(plan, item)}
    table = any(d.scheme == "sdg" for d in plan.declared)
    for goal in knowledge.goals():
        found = states.get((item.id, goal.label))
        said = printed.get(goal.label)
        if said is None and (found is None or found.state != "proposed"):
            continue
        primary = [m for m in measures if _level(m, goal.label, by_measure) == "primary"]
        related = [m for m in measures if _level(m, goal.label, by_measure) == "related"]
        yield MappingRow(
            document=plan.id,
            subject_id=item.id,
            subject=item.title,
            label=goal.label,
            name=goal.name,
            state=(found.state if found else None) or "unsupported" if table else "candidate",
            score=found.score if found else 0.0,
            printed=(said.elements or (said.text,)) if said else (),
            elements=_elements(goal.label, [*primary, *related], by_measure),
            primary=tuple(m.id for m in primary),
            related=tuple(m.id for m in related),
            pages=tuple(sorted({m.page for m in [*primary, *related] if m.page is not None})),
            printed_page=said.page if said else None,
        )


def _level(measure: Measure, label: str, by_measure: dict[str, list[Link]]) -> str | None:
    links = by_measure.get(measure.id, ())
    return next((k.level for k in links if k.scheme == "sdg" and k.label == label), None)


def _elements(label: str, measures: Sequence[Measure], by_measure: dict[str, list[Link]]) -> tuple[str, ...]:
    """The gists of the targets that fit the measures best: three at most, none far behind the first."""
    gists = {target.label: target.gist for target in knowledge.targets() if not target.national}
    scores: dict[str, float] = {}
    for measure in measures:
        for link in by_measure.get(measure.id, ()):
            if link.scheme == "sdg-target" and link.label in gists and link.label.split(".")[0] == label:
                scores[link.label] = scores.get(link.label, 0.0) + link.score
    best = sorted(scores, key=lambda target: (-scores[target], target))[:3]
    return tuple(gists[target] for target in best if scores[target] >= NEAR * scores[best[0]])


def declared_unsupported(matter: Matter) -> Iterator[Draft]:
    """The plan prints an SDG goal for a basic goal, and no measure there is even near it."""
    near = {(k.measure, k.label) for k in matter.links if k.scheme == "sdg" and k.status != "rejected"}
    for plan, item, measures in _goals(matter):
        for said in declared_sdgs(plan, item):
            if measures and not any((m.id, said.label) in near for m in measures):
                facts = _facts(item, said.label) | {"page": sheet(said.page)}
                place = Place(plan.id, said.page, said.text[:60])
                yield Draft("sdg-declared-unsupported", f"{item.id}.{said.label}", facts, (place, place_of(item)))


def evident_undeclared(matter: Matter) -> Iterator[Draft]:
    """SDG goals that several measures of a basic goal serve directly, and that the plan's table does not have for it.
    One finding a basic goal."""
    for item, row, serving in _undeclared(matter):
        several = {label: measures for label, measures in serving.items() if len(measures) >= 2}
        if several:
            said = "，".join(f"目標{g}（{knowledge.goal_name(g)}）は{len(m)}件＝{told(m)}" for g, m in several.items())
            facts = {"subject": item.title, "told": said, "page": sheet(row.page)}
            severity = "warning" if any(len(measures) >= ENOUGH for measures in several.values()) else "note"
            places = dict.fromkeys(place_of(measure) for measures in several.values() for measure in measures)
            row_place = Place(row.document, row.page, item.title)
            yield Draft("sdg-evident-undeclared", item.id, facts, (row_place, *places), severity)


def evident_once(matter: Matter) -> Iterator[Draft]:
    """SDG goals that only one measure of a basic goal serves directly, and that the plan's table does not have. Too
    little to be shown unasked; one finding a basic goal."""
    for item, row, serving in _undeclared(matter):
        once = {label: measures for label, measures in serving.items() if len(measures) == 1}
        if once:
            said = "，".join(f"目標{label}は{told(measures)}" for label, measures in once.items())
            places = tuple(place_of(measure) for (measure,) in once.values())
            facts = {"subject": item.title, "told": said, "page": sheet(row.page)}
            yield Draft("sdg-evident-once", item.id, facts, places, shown=False)


def _undeclared(matter: Matter) -> Iterator[tuple[Item, Declaration, dict[str, list[Measure]]]]:
    """For each basic goal with rows in the plan's table the last of them, and by SDG goal that it lacks the measures
    that serve that directly."""
    primary = {(k.measure, k.label) for k in matter.links if k.scheme == "sdg" and _direct(k)}
    for plan, item, measures in _goals(matter):
        printed = declared_sdgs(plan, item)
        lacking = [goal.label for goal in knowledge.goals() if goal.label not in {d.label for d in printed}]
        if printed:
            yield item, printed[-1], {g: [m for m in measures if (m.id, g) in primary] for g in lacking}


def _direct(link: Link) -> bool:
    return link.status in SETTLED and link.level == "primary"


def _goals(matter: Matter) -> Iterator[tuple[Plan, Item, list[Measure]]]:
    for plan in matter.plans:
        for item in plan.items:
            if item.kind == "goal":
                yield plan, item, below(item, plan.measures)


def _facts(item: Item, label: str) -> dict[str, str]:
    return {"subject": item.title, "label": label, "goal": knowledge.goal_name(label)}
