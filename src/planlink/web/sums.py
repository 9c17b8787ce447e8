"""What a column of the review does to the basic goals: how many ◎ and ○ they have now, and what the SDG table makes of
that. The page's own code reckons the same after each key (static/sums.js)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from planlink.outputs.words import STATES
from planlink.records.links import SETTLED, Pair
from planlink.records.plans import Item, Measure, Plan
from planlink.web.city import Seen


@dataclass(frozen=True, slots=True)
class Sum:
    """A basic goal and a label: what the goal declares, whether that is the label, how many ◎ (or plain yes) and ○ its
    measures have now, of them those that do not stand on the page (`fixed`), and the state of its row in the SDG table,
    empty where there is no such row. `proposed` is how a row is called that the plan does not declare."""

    id: str
    title: str
    label: str
    declared: tuple[str, ...]
    declares: bool
    primary: int
    related: int
    fixed: tuple[int, int]
    state: str
    proposed: str


def of_column(seen: Seen, scheme: str, label: str, pairs: Collection[Pair]) -> list[Sum]:
    """The basic goals that a column is about, by its measures or since they declare its label."""
    wanted = {seen.index.measures[measure].goal for measure, _, _ in pairs}
    return [
        _sum(seen, plan, item, (scheme, label), pairs)
        for plan in seen.index.plans.values()
        for item in plan.items
        if item.kind == "goal" and (item.id in wanted or label in _declared(plan, item, scheme))
    ]


def of_measure(seen: Seen, measure: Measure, pairs: Collection[Pair]) -> dict[str, Sum]:
    """By SDG goal, what becomes of the row of the measure's basic goal; empty where it has none."""
    plan = seen.index.plans[measure.document]
    item = next((one for one in plan.items if one.kind == "goal" and one.id == measure.goal), None)
    if item is None:
        return {}
    return {label: _sum(seen, plan, item, (scheme, label), pairs) for _, scheme, label in pairs if scheme == "sdg"}


def _sum(seen: Seen, plan: Plan, item: Item, of: tuple[str, str], pairs: Collection[Pair]) -> Sum:
    scheme, label = of
    own = {measure.id for measure in plan.measures if measure.goal == item.id}
    now, fixed = Counter[str](), Counter[str]()
    for link in seen.analysis.links:
        if (link.scheme, link.label) == of and link.status in SETTLED and link.measure in own:
            level = "related" if link.level == "related" else "primary"
            now[level] += 1
            fixed[level] += link.pair not in pairs
    said = _declared(plan, item, scheme)
    rows = [row for row in seen.analysis.mapping if scheme == "sdg" and (row.subject_id, row.label) == (item.id, label)]
    prints = any(one.scheme == "sdg" for one in plan.declared)
    return Sum(
        id=item.id,
        title=item.title,
        label=label,
        declared=said,
        declares=label in said,
        primary=now["primary"],
        related=now["related"],
        fixed=(fixed["primary"], fixed["related"]),
        state=next((row.state for row in rows), ""),
        proposed=STATES["proposed" if prints else "candidate"],
    )


def _declared(plan: Plan, item: Item, scheme: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(d.label for d in plan.declared if d.scheme == scheme and d.subject_id == item.id))
