"""Rows of the comparison of cities: one row a city, or one a measure that serves what was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from planlink import knowledge
from planlink.outputs import words
from planlink.outputs.rows import Cell, Column, Table
from planlink.records.cities import CityMeasure, CitySums

COUNTED = (("文書", 4), ("施策", 4), ("ＫＰＩのある施策", 6), ("ＫＰＩ", 4))


def city_table(cities: Sequence[CitySums]) -> Table:
    """One row a city: what it has, and how many of its measures serve each goal as ◎ or ○."""
    goals = [goal.label for goal in knowledge.goals()]
    columns = (
        Column("市町村", 12),
        *(Column(title, width, "number") for title, width in COUNTED),
        *(Column(label, 3, "number") for label in goals),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.city,
            one.documents,
            one.measures,
            one.with_kpi,
            one.kpis,
            *(one.goals[label].primary + one.goals[label].related for label in goals),
        )
        for one in cities
    )
    return Table(words.CITIES, columns, rows, words.CITIES_NOTE)


def serving_table(measures: Sequence[CityMeasure]) -> Table:
    """One row a measure, city by city."""
    columns = (
        Column("市町村", 10),
        Column("施策", 30),
        Column("区分", 4, "mark"),
        Column("関連", 14),
        Column("文書", 12),
        Column("頁", 4, "number"),
        Column("施策ID", 16),
    )
    rows = tuple(
        (one.city, one.title, words.LEVELS.get(one.level or "", ""), one.name, one.document, one.page, one.measure)
        for one in measures
    )
    return Table(words.CITIES_SERVING, columns, rows, groups=1)
