"""Checks on indicators that stand beside each other: years of their baselines, calendars, shared blocks, periods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from planlink.audit.matter import Draft, Matter, live, place_of, row_of, sheet
from planlink.japanese.dates import in_era
from planlink.japanese.text import search_key
from planlink.records.plans import Indicator

OLD = 5
"""Fiscal years between a baseline and the first year of the plan from which on it is called old."""
LETTERS = 6
"""Different letters of a name that another has too by no chance."""
SHOWN = 6
"""How many names a message lists; the places have all."""


def baseline_years(matter: Matter) -> Iterator[Draft]:
    """The baselines of one group or basic goal are of different years."""
    for owner, together in _together(matter):
        dated = [i for i in together if i.baseline and i.baseline.year is not None]
        years = sorted({i.baseline.year for i in dated if i.baseline and i.baseline.year is not None})
        if len(years) > 1:
            told = "，".join(f"「{i.name}」は{_base_year(i)}" for i in dated[:SHOWN])
            facts = {"group": "」「".join(together[0].groups), "told": told}
            yield _draft("baseline-years-differ", owner, dated, facts)


def old_baselines(matter: Matter) -> Iterator[Draft]:
    """The baseline is of a year long before the plan begins."""
    for plan in matter.plans:
        period = plan.period
        if period:
            found = [i for i in live(plan) if i.baseline and (i.baseline.year or period.start) <= period.start - OLD]
            if found:
                told = "，".join(f"「{i.name}」は{_base_year(i)}" for i in found[:SHOWN])
                yield _draft("baseline-old", plan.id, found, {"start": in_era(period.start), "told": told})


def calendars(matter: Matter) -> Iterator[Draft]:
    """Some indicators of a plan are told by the calendar year (年), the others by the fiscal year (年度)."""
    for plan in matter.plans:
        dated = [i for i in live(plan) if i.target.year is not None]
        mixed = [i for i in dated if i.target.calendar or (i.baseline is not None and i.baseline.calendar)]
        if mixed and len(mixed) < len(dated):
            yield _draft("calendar-mixed", plan.id, mixed, {"count": str(len(mixed)), "told": _names(mixed)})


def shared_blocks(matter: Matter) -> Iterator[Draft]:
    """Several groups have the same indicators and none of their own."""
    for plan in matter.plans:
        shared: dict[tuple[str, ...], list[Indicator]] = {}
        for indicator in live(plan):
            if len(indicator.owners) > 1:
                shared.setdefault(indicator.owners, []).append(indicator)
        for owners, found in shared.items():
            facts = {"count": str(len(owners)), "groups": "，".join(f"「{group}」" for group in found[0].groups)}
            facts |= {"names": "，".join(f"「{i.name}」" for i in found), "page": sheet(found[0].page)}
            yield _draft("indicators-shared", owners[0], found, facts)


def cumulative_without_baseline(matter: Matter) -> Iterator[Draft]:
    """Cumulative counts of a plan without a value of before: nobody can tell how high they aim. One finding a plan."""
    for plan in matter.plans:
        summed = [i for i in live(plan) if i.cumulative]
        bare = [i for i in summed if i.baseline is None]
        if bare and any(i.baseline for i in live(plan)):
            yield _draft("cumulative-no-baseline", plan.id, bare, {"count": str(len(bare)), "told": _names(bare)})


def cumulative_without_start(matter: Matter) -> Iterator[Draft]:
    """Cumulative counts that do not say from which year on they count, beside others that do."""
    for plan in matter.plans:
        summed = [i for i in live(plan) if i.cumulative]
        bare = [i for i in summed if i.target.year_start is None]
        if bare and len(bare) < len(summed):
            yield _draft("cumulative-no-start", plan.id, bare, {"count": str(len(bare)), "told": _names(bare)})


def targets_in_words(matter: Matter) -> Iterator[Draft]:
    """Targets without a number of their own: in words, or by what they are compared with. One finding a plan."""
    for plan in matter.plans:
        found = [i for i in live(plan) if i.target.value is None and i.target.bound in ("words", "relative")]
        if found:
            told = "，".join(f"「{i.name}」は「{i.target.text}」" for i in found[:SHOWN])
            yield _draft("target-in-words", plan.id, found, {"count": str(len(found)), "told": told})


def scales(matter: Matter) -> Iterator[Draft]:
    """The same unit in several scales (百万円, 万円, 千円) in the indicators of one plan."""
    for plan in matter.plans:
        printed: dict[str, dict[str, list[Indicator]]] = {}
        for indicator in live(plan):
            if indicator.target.unit and indicator.target.base:
                by_unit = printed.setdefault(indicator.target.base.unit, {})
                by_unit.setdefault(indicator.target.unit, []).append(indicator)
        for base, by_unit in printed.items():
            if len(by_unit) > 1:
                found = [i for indicators in by_unit.values() for i in indicators]
                told = "，".join(f"{unit}は「{some[0].name}」など{len(some)}件" for unit, some in by_unit.items())
                yield _draft("unit-scales-mixed", f"{plan.id}.{base}", found, {"unit": base, "told": told})


def kindred_units(matter: Matter) -> Iterator[Draft]:
    """Two indicators of a plan of which one's name has all the letters of the other's are counted in units of which
    one ends as the other (千人泊, 千泊): it cannot be told whether the one is a part of the other."""
    for plan in matter.plans:
        named = [(i, set(_bare(i.name))) for i in live(plan) if i.target.unit]
        for (one, letters), (other, others) in combinations(named, 2):
            first, second = one.target.unit or "", other.target.unit or ""
            nested = letters <= others or others <= letters
            if first != second and first[-1] == second[-1] and nested and min(len(letters), len(others)) >= LETTERS:
                facts = {"first": one.name, "first_unit": first, "first_page": sheet(one.page)}
                facts |= {"second": other.name, "second_unit": second, "second_page": sheet(other.page)}
                yield _draft("unit-kindred-differs", f"{one.id}:{other.id}", [one, other], facts)


def plans_without_indicators(matter: Matter) -> Iterator[Draft]:
    """A plan with measures has no indicator though another plan has."""
    measured = any(live(plan) for plan in matter.plans)
    for plan in matter.plans:
        if measured and plan.measures and not live(plan):
            yield Draft("plan-without-indicators", plan.id, {"document": plan.id}, (place_of(plan.measures[0]),))


def goals_without_target(matter: Matter) -> Iterator[Draft]:
    """A basic goal has no numeric target though others, no fewer than those without, have. Where one alone of many
    has them, a list at the end of the plan stands for all."""
    for plan in matter.plans:
        aims = {owner for i in plan.indicators if i.kind == "goal" for owner in i.owners}
        goals = [item for item in plan.items if item.kind == "goal"]
        without = [goal for goal in goals if goal.id not in aims]
        for goal in without if 2 * len(without) <= len(goals) else ():
            facts = {"label": goal.label or "", "name": goal.title, "page": sheet(goal.page)}
            yield Draft("goal-without-target", goal.id, facts, (place_of(goal),))


def _together(matter: Matter) -> Iterator[tuple[str, list[Indicator]]]:
    """The indicators of each owner, by kind."""
    for plan in matter.plans:
        owned: dict[tuple[str, ...], list[Indicator]] = {}
        for indicator in live(plan):
            owned.setdefault((indicator.kind, *indicator.owners), []).append(indicator)
        for key, together in owned.items():
            if len(key) > 1:
                yield f"{key[1]}.{key[0]}", together


def _bare(name: str) -> str:
    return re.sub(r"\([^()]*\)|\W", "", search_key(name))


def _base_year(indicator: Indicator) -> str:
    baseline = indicator.baseline
    return in_era(baseline.year, baseline.calendar) if baseline and baseline.year is not None else ""


def _names(found: Sequence[Indicator]) -> str:
    return "，".join(f"「{i.name}」（{sheet(i.page)}）" for i in found[:SHOWN])


def _draft(check: str, subject: str, found: Sequence[Indicator], facts: dict[str, str]) -> Draft:
    return Draft(check, subject, {"page": sheet(found[0].page), **facts}, tuple(map(row_of, found)))
