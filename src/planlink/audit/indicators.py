"""Checks on indicators: baseline, direction, target year, cumulative period, groups without any."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planlink import knowledge
from planlink.audit.matter import Draft, Matter, below, live, place_of, row_of, sheet
from planlink.japanese.dates import in_era
from planlink.japanese.text import search_key
from planlink.records.plans import Indicator, Period, Quantity

_DASH = re.compile(r"(?<![^｜：:\s])[-－ー―‐–—−](?![^｜（(→\s])")
"""A dash in the place of a value."""


def without_baseline(matter: Matter) -> Iterator[Draft]:
    """An indicator has no baseline though one beside it (same owners) has. Cumulative counts start at nothing, targets
    without a number and those relative to a year (R5年度比) are held against something else, so they need none. Where
    the plan prints a dash, it says itself that there is none: a note."""
    for plan in matter.plans:
        counted = [i for i in live(plan) if not i.cumulative]
        for indicator in (i for i in counted if i.target.bound not in ("words", "relative") and "年度比" not in i.name):
            beside = [i for i in counted if i.owners == indicator.owners and i.baseline]
            if indicator.baseline is None and beside:
                yield _draft("indicator-no-baseline", indicator, {}, "note" if _DASH.search(indicator.raw) else None)


def not_better(matter: Matter) -> Iterator[Draft]:
    """The target equals the baseline, or lies on its wrong side for an indicator of which the direction is known."""
    for plan in matter.plans:
        for indicator in live(plan):
            relation = _relation(indicator)
            if relation:
                facts = {
                    "target": indicator.target.text or "",
                    "baseline": (indicator.baseline.text if indicator.baseline else None) or "",
                    "relation": relation,
                }
                yield _draft("indicator-not-better", indicator, facts)


def _relation(indicator: Indicator) -> str | None:
    target, baseline = indicator.target, indicator.baseline
    if baseline is None or target.value is None or baseline.value is None or not _comparable(target, baseline):
        return None
    directions = knowledge.directions()
    key = search_key(f"{indicator.name} {target.text or ''}")
    if target.value == baseline.value:
        kept = target.bound != "exact" or any(search_key(word) in key for word in directions.keep)
        return None if kept or target.value in (0, 100) else "同じ値です"
    if any(search_key(word) in search_key(target.text or "") for word in directions.keep):
        return None
    lower = falls(key) if target.value else True  # nobody aims at none of what is wanted
    if target.bound == "max" or lower is None:
        return None
    if lower and target.value > baseline.value and baseline.value >= 0:  # ▲184 of 転入超過 are wanted to be fewer
        return "比べて増えています（減ることが望まれる指標と読めます）"
    if not lower and target.value < baseline.value:
        return "比べて下がっています"
    return None


def falls(words: str) -> bool | None:
    """Whether less of what these words count is wanted; None where either may be."""
    key, directions = search_key(words), knowledge.directions()
    if any(search_key(word) in key for word in directions.unless):
        return None
    return any(search_key(word) in key for word in directions.lower)


def _comparable(target: Quantity, baseline: Quantity) -> bool:
    return target.bound != "range" and target.unit == baseline.unit


def target_years(matter: Matter) -> Iterator[Draft]:
    """The target year lies before the plan's period (error) or after it (warning)."""
    for plan in matter.plans:
        for indicator in live(plan):
            period, year = plan.period, indicator.target.year
            if period is None or year is None or period.start <= year <= period.end:
                continue
            early = year < period.start
            facts = {
                "year": in_era(year, indicator.target.calendar),
                "period": _period(period),
                "side": "前" if early else "後",
            }
            yield _draft("indicator-target-year", indicator, facts, None if early else "warning")


def cumulative_periods(matter: Matter) -> Iterator[Draft]:
    """A cumulative count starts before the plan or ends after it."""
    for plan in matter.plans:
        for indicator in live(plan):
            target, period = indicator.target, plan.period
            if period is None or target.year_start is None or target.year is None:
                continue
            if (target.year_start, target.year) == (period.start, period.end):
                continue
            if period.start <= target.year_start and target.year <= period.end:
                continue
            span = f"{in_era(target.year_start, target.calendar)}～{in_era(target.year, target.calendar)}"
            yield _draft("indicator-cumulative-period", indicator, {"span": span, "period": _period(period)})


def groups_without(matter: Matter) -> Iterator[Draft]:
    """A group has no indicator though other groups of the same basic goal have."""
    for plan in matter.plans:
        owners = {owner for i in plan.indicators for owner in i.owners}
        groups = [item for item in plan.items if item.kind == "group" and below(item, plan.measures)]
        measured = {group.parent for group in groups if group.id in owners}
        for group in groups:
            if group.id not in owners and group.parent in measured:
                facts = {"name": group.title, "page": sheet(group.page)}
                yield Draft("group-without-indicator", group.id, facts, (place_of(group),))


def _period(period: Period) -> str:
    return f"{in_era(period.start).removesuffix('年度')}～{in_era(period.end)}"


def _draft(check: str, indicator: Indicator, facts: dict[str, str], severity: str | None = None) -> Draft:
    said = {"name": indicator.name, "page": sheet(indicator.page), **facts}
    return Draft(check, indicator.id, said, (row_of(indicator),), severity)
