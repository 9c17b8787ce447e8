"""Indicators by fiscal year (指標の年表): where each one stands, what it reached, and what it is to reach when."""

from __future__ import annotations

from collections.abc import Iterator

from planlink.outputs import words
from planlink.outputs.eras import era_year
from planlink.outputs.rows import Cell, Column, Index, Ref, Table, page_of
from planlink.records.findings import Analysis
from planlink.records.plans import Indicator, Quantity

FIRST_YEAR = 3
"""The columns before the years."""


def timeline_table(analysis: Analysis) -> Table:
    """One row an indicator that names a year, one column a year that is named; an arrow stands between its first and
    its last year. A value is given as it is printed, that of a calendar year says so."""
    dated = [one for plan in analysis.plans for one in plan.indicators if _years(one)]
    years = sorted({year for one in dated for year in _years(one)})
    columns = (
        Column("計画", 12),
        Column("指標", 24),
        Column("頁", 4, "number"),
        *(Column(era_year(year), 8, "list") for year in years),
    )
    index = Index.of(analysis)
    rows = tuple(
        (index.document_title(one.document), one.name, page_of(one), *(_cell(one, year) for year in years))
        for one in dated
    )
    return Table("指標の年表", columns, rows, words.TIMELINE_NOTE, nothing=words.NOTHING)


def _cell(one: Indicator, year: int) -> Cell:
    said = tuple(Ref(_said(kind, quantity)) for kind, quantity in _dated(one) if quantity.year == year)
    if said:
        return said
    years = _years(one)
    return (Ref(words.BETWEEN),) if years[0] < year < years[-1] else None


def _said(kind: str, quantity: Quantity) -> str:
    told = f"{words.MOMENTS[kind]} {quantity.text or words.EMPTY}"
    if quantity.year_start is not None and quantity.year is not None:
        return f"{told}（{era_year(quantity.year_start, quantity.calendar)}から）"
    return f"{told}（{words.CALENDAR}）" if quantity.calendar else told


def _dated(one: Indicator) -> Iterator[tuple[str, Quantity]]:
    told = {"baseline": one.baseline, "actual": one.actual, "target": one.target}
    return ((kind, quantity) for kind, quantity in told.items() if quantity is not None and quantity.year is not None)


def _years(one: Indicator) -> list[int]:
    return sorted({quantity.year for _, quantity in _dated(one) if quantity.year is not None})
