"""What a comparison of several cities says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Served:
    """How many measures of a city serve a goal: as ◎, as ○."""

    primary: int
    related: int


@dataclass(frozen=True, slots=True)
class CitySums:
    """One workspace: `with_kpi` counts the measures that have a KPI; `goals` by label, all seventeen."""

    city: str
    documents: int
    measures: int
    with_kpi: int
    kpis: int
    goals: Mapping[str, Served]


@dataclass(frozen=True, slots=True)
class CityMeasure:
    """A measure of a city that serves what was asked for, `level` primary (◎), related (○) or None; `name` is what it
    serves."""

    city: str
    measure: str
    title: str
    document: str
    page: int | None
    level: str | None
    name: str
