"""Checks on what a review of the last term says of an indicator (達成, Ａ, ○) against its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planlink.audit.matter import Draft, Matter, row_of, sheet
from planlink.japanese.text import fold
from planlink.records.plans import Indicator, Plan, Quantity

_REACHED = re.compile(r"(?:目標)?達成(?:済み?)?")
_MISSED = re.compile(r"(?:目標)?未達成?")
_MARK = re.compile(r"[A-ES◎○〇△▲×]")
_PARTLY = re.compile(r"概ね|おおむね|割|見込|[\d一二三四五六七八九]")
_NOT = re.compile(r"未達|達成(?:でき|し|に至ら)な")


def differing_grades(matter: Matter) -> Iterator[Draft]:
    """The review calls a target reached that the figures miss, or missed that they reach."""
    for plan in matter.plans:
        for indicator in plan.indicators:
            said, reached = _said(indicator.grade, plan), _reached(indicator)
            if indicator.kind == "past" and None not in (said, reached) and said != reached:
                facts = {"name": indicator.name, "grade": indicator.grade, "page": sheet(indicator.page)}
                facts |= {
                    "target": indicator.target.text or "",
                    "actual": (indicator.actual or indicator.target).text or "",
                }
                yield Draft("grade-differs", indicator.id, facts, (row_of(indicator),))


def _said(grade: str, plan: Plan) -> bool | None:
    """Whether a grade says that the target was reached; None where it says neither."""
    said = fold(grade).strip(" 「」()")
    if _MARK.fullmatch(said):
        return _legend(said, plan)
    return True if _REACHED.fullmatch(said) else False if _MISSED.fullmatch(said) else None


def _legend(mark: str, plan: Plan) -> bool | None:
    """What the plan says that a mark stands for (Ａが目標を達成したもの); None where it says nothing plain, or two
    things."""
    pattern = re.compile(rf"(?<![A-Za-z]){mark}\s*(?:が|は|[:=…])\s*([^、。,]{{2,30}})")
    meanings = {_meaning(hit[1]) for passage in plan.passages for hit in pattern.finditer(fold(passage.text))}
    return meanings.pop() if len(meanings) == 1 else None


def _meaning(words: str) -> bool | None:
    if "達" not in words or _PARTLY.search(words):
        return None
    return not _NOT.search(words)


def _reached(indicator: Indicator) -> bool | None:
    """Whether the target was reached; None where figures, units or the direction leave a doubt."""
    target, actual = indicator.target, indicator.actual
    if actual is None or actual.bound != "exact" or actual.value is None or target.value is None:
        return None
    rising = _rising(target, indicator.baseline)
    if rising is None or actual.unit != target.unit:
        return None
    return actual.value >= target.value if rising else actual.value <= target.value


def _rising(target: Quantity, baseline: Quantity | None) -> bool | None:
    """Whether more is wanted, by the bound of the target or the way from the baseline to it."""
    if target.bound in ("min", "max"):
        return target.bound == "min"
    known = baseline is not None and baseline.bound == target.bound == "exact" and baseline.unit == target.unit
    if baseline is None or not known or baseline.value is None or target.value in (None, baseline.value):
        return None
    return (target.value or 0.0) > baseline.value
