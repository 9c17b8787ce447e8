"""Japanese era years (和暦) for papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Era:
    """An era and its first day."""

    name: str
    begins: date


ERAS = (
    Era("令和", date(2019, 5, 1)),
    Era("平成", date(1989, 1, 8)),
    Era("昭和", date(1926, 12, 25)),
)
"""Newest first."""


def era_year(year: int, calendar: bool = False, eras: tuple[Era, ...] = ERAS) -> str:
    """「令和9年度」 for 2027; a calendar year gives 「令和9年」. The year in which an era begins is its first."""
    suffix = "年" if calendar else "年度"
    for era in eras:
        if year >= era.begins.year:
            return f"{era.name}{_count(year, era)}{suffix}"
    return f"{year}{suffix}"


def era_date(day: date, eras: tuple[Era, ...] = ERAS) -> str:
    """「令和7年11月21日」."""
    for era in eras:
        if day >= era.begins:
            return f"{era.name}{_count(day.year, era)}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"


def as_of_line(day: date | None) -> str:
    """「令和7年11月21日現在」, empty without a day."""
    return "" if day is None else f"{era_date(day)}現在"


def _count(year: int, era: Era) -> str:
    number = year - era.begins.year + 1
    return "元" if number == 1 else str(number)
