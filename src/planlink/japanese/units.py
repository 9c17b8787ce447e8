"""Units behind numbers, and values without the scale of their unit (千円, 百万円, 万人)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from planlink import knowledge
from planlink.japanese.text import fold
from planlink.records.plans import BaseValue, Quantity


def unit_of(text: str) -> str | None:
    """A text that is a known unit and nothing else, in normal form: 千人 of 「来場者数（千人）」."""
    found = _unit_pattern().fullmatch(fold(text).strip())
    return found[1] if found else None


def with_unit(quantity: Quantity, unit: str | None) -> Quantity:
    """The quantity with the unit that its column or its name's bracket gives, where the cell prints none."""
    if unit is None or quantity.unit is not None or quantity.bound == "words":
        return quantity
    base = base_value(quantity.value, unit) if quantity.value is not None else None
    return replace(quantity, unit=unit, base=base)


def base_value(value: float, unit: str | None) -> BaseValue | None:
    """The value without the unit's scale (64 千円 → 64000 円); None for units without one."""
    facts = knowledge.units()
    for scale in sorted(facts.scales, key=len, reverse=True):
        if unit and unit.startswith(scale) and len(unit) > len(scale):
            return BaseValue(round(value * facts.scales[scale], 6), unit[len(scale) :])
    return None


def unit_at(rest: str) -> tuple[str | None, int]:
    """The unit at the start of `rest` and how many letters it takes with its blank."""
    known = _unit_pattern().match(rest)
    if known:
        return known[1], known.end()
    free = re.match(
        r"\s*([^\s\d()\[\]、,。.・:;←→⇒~=+「」以超未増減維向改低縮削拡程前余弱強ずのをにがはへとよりか]{1,8})(?=[\s(、,。←→⇒]|$|以上|以下|未満|超|増|減|維|向|改|低|縮|削|拡|程|前|余|弱|強|ず)",
        rest,
    )
    return (free[1], free.end()) if free else (None, 0)


@lru_cache(maxsize=1)
def scale_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(knowledge.units().scales, key=len, reverse=True)))


@lru_cache(maxsize=1)
def _unit_pattern() -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in sorted(knowledge.units().units, key=len, reverse=True))
    whole = r"(?:(?<![A-Za-z])|(?![A-Za-z]))"
    return re.compile(rf"\s*((?:{scale_pattern().pattern})?(?:{units})(?:/(?:{units})(?:・[人日])?)?){whole}")
