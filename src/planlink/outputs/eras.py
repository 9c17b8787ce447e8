"""Japanese era years (和暦) for papers."""

from __future__ import annotations

from datetime import date

from planlink.knowledge import Era, eras


def era_year(year: int, calendar: bool = False) -> str:
    """「令和9年度」 for 2027; a calendar year gives 「令和9年」. The year in which an era begins is its first."""
    suffix = "年" if calendar else "年度"
    era = next((era for era in eras() if year >= era.first), None)
    return f"{era.name}{_count(year, era)}{suffix}" if era else f"{year}{suffix}"


def era_date(day: date) -> str:
    """「令和7年11月21日」."""
    era = next((era for era in eras() if day >= era.begins), None)
    year = f"{era.name}{_count(day.year, era)}" if era else str(day.year)
    return f"{year}年{day.month}月{day.day}日"


def as_of_line(day: date | None) -> str:
    """「令和7年11月21日現在」, empty without a day."""
    return "" if day is None else f"{era_date(day)}現在"


def _count(year: int, era: Era) -> str:
    number = year - era.first + 1
    return "元" if number == 1 else str(number)
