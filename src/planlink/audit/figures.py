"""Checks on the same indicator in several places: values, years, and what became of the targets of the last term."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from planlink.audit.indicators import falls
from planlink.audit.matter import Draft, Matter, row_of, sheet, where
from planlink.japanese.dates import in_era
from planlink.japanese.text import search_key
from planlink.records.plans import Indicator, Quantity

EQUAL = 0.001
"""Values that lie so near (as a share) are the same, rounded."""
TELLING = 3  # digits: shorter values are the same by chance
KINDRED = 4  # letters that two names share in one stretch


def differing_values(matter: Matter) -> Iterator[Draft]:
    """An indicator has another value for the same year in another place (error)."""
    for one, other in _same(matter):
        for first, second in _pairs(one, other):
            if _when(first) == _when(second) and not _equal(first, second):
                yield _draft("indicator-value-differs", one, other, first, second)
                break


def differing_years(matter: Matter) -> Iterator[Draft]:
    """An indicator has the same value in two places, with another year."""
    for one, other in _same(matter):
        told = {_when(q) for q in _measured(one)} & {_when(q) for q in _measured(other)}
        for first, second in _pairs(one, other):
            both = first.calendar == second.calendar and first.year != second.year
            if both and not told and _telling(first) and _equal(first, second):
                yield _draft("indicator-year-differs", one, other, first, second)
                break


def carried_over(matter: Matter) -> Iterator[Draft]:
    """A target of the last term that was missed is the target of this term."""
    for past, live in _terms(matter):
        if past.target.text and _same_target(past.target, live.target) and not _reached(past):
            yield _draft("target-carried-over", past, live, past.target, live.target)


def lowered(matter: Matter) -> Iterator[Draft]:
    """The target of this term is below that of the last. A delicate matter: only shown where it is asked for."""
    for past, live in _terms(matter):
        old, new = past.target, live.target
        if _comparable(old, new) and old.value != new.value and (_value(new) > _value(old)) == bool(falls(live.name)):
            yield _draft("target-lowered", past, live, old, new, shown=False)


def other_definitions(matter: Matter) -> Iterator[Draft]:
    """Two indicators of much the same name count other ages: their values cannot be held against each other."""
    told = [(i, ages) for i in _all(matter) if (ages := re.findall(r"\d+(?:~\d+)?歳", search_key(i.name)))]
    for (one, ages), (other, others) in combinations(told, 2):
        if ages != others and one.kind != other.kind and _kindred(one.name, other.name):
            facts = {"first": one.name, "second": other.name}
            pages = {"first_page": sheet(one.page), "second_page": sheet(other.page)}
            yield Draft(
                "indicator-definition", f"{one.id}:{other.id}", {**facts, **pages}, (row_of(one), row_of(other))
            )


def _all(matter: Matter) -> list[Indicator]:
    return [indicator for plan in matter.plans for indicator in plan.indicators]


def _same(matter: Matter) -> Iterator[tuple[Indicator, Indicator]]:
    """Pairs of indicators of the same name with its qualifiers, in reading order."""
    named: dict[tuple[str, bool], list[Indicator]] = {}
    for indicator in _all(matter):
        named.setdefault((_key(indicator.name), indicator.cumulative), []).append(indicator)
    for same in named.values():
        yield from ((one, other) for one, other in combinations(same, 2) if one.id != other.id)


def _terms(matter: Matter) -> Iterator[tuple[Indicator, Indicator]]:
    """An indicator of the last term and the same of this one."""
    for one, other in _same(matter):
        if (one.kind == "past") != (other.kind == "past"):
            yield (one, other) if one.kind == "past" else (other, one)


def _key(name: str) -> str:
    return re.sub(r"[【〔\[].*?[】〕\]]", "", search_key(name))


def _kindred(one: str, other: str) -> bool:
    keys = [re.sub(r"\([^()]*\)|\d+(?:~\d+)?歳", "", search_key(name)) for name in (one, other)]
    return any(keys[0][n : n + KINDRED] in keys[1] for n in range(len(keys[0]) - KINDRED + 1))


def _measured(indicator: Indicator) -> list[Quantity]:
    """What was counted: the baseline, and what a review says was reached."""
    return [q for q in (indicator.baseline, indicator.actual) if q and q.value is not None and q.year is not None]


def _pairs(one: Indicator, other: Indicator) -> Iterator[tuple[Quantity, Quantity]]:
    for first in _measured(one):
        for second in _measured(other):
            if _comparable(first, second):
                yield first, second


def _comparable(one: Quantity, other: Quantity) -> bool:
    units = [q.base.unit if q.base else q.unit for q in (one, other)]
    counted = one.value is not None and other.value is not None and "range" not in (one.bound, other.bound)
    return counted and units[0] == units[1] and one.year_start == other.year_start


def _value(quantity: Quantity) -> float:
    return quantity.base.value if quantity.base else quantity.value or 0.0


def _equal(one: Quantity, other: Quantity) -> bool:
    first, second = _value(one), _value(other)
    return abs(first - second) <= EQUAL * max(abs(first), abs(second))


def _telling(quantity: Quantity) -> bool:
    return len(re.sub(r"\D", "", f"{quantity.value:g}").strip("0")) >= TELLING


def _when(quantity: Quantity) -> tuple[int | None, bool]:
    return quantity.year, quantity.calendar


def _same_target(one: Quantity, other: Quantity) -> bool:
    if one.value is None or other.value is None:
        return one.bound == other.bound == "words" and search_key(one.text or "") == search_key(other.text or "?")
    return _comparable(one, other) and _equal(one, other)


def _reached(past: Indicator) -> bool:
    """What was reached is at least the target; not known without a number."""
    if past.actual is None or not _comparable(past.actual, past.target):
        return past.target.bound != "words"
    reached, wanted = _value(past.actual), _value(past.target)
    return reached <= wanted if falls(past.name) else reached >= wanted


def _draft(
    check: str, one: Indicator, other: Indicator, first: Quantity, second: Quantity, shown: bool = True
) -> Draft:
    facts = {
        "name": other.name,
        "first": first.text or "",
        "first_year": _year(first),
        "first_page": where(one),
        "second": second.text or "",
        "second_year": _year(second),
        "second_page": where(other),
    }
    return Draft(check, f"{one.id}:{other.id}", facts, (row_of(one), row_of(other)), shown=shown)


def _year(quantity: Quantity) -> str:
    return in_era(quantity.year, quantity.calendar) if quantity.year is not None else "年度の記載なし"
