"""Indicators for machines: values as numbers, Western years and Japanese ones in columns of their own."""

from __future__ import annotations

from planlink.outputs import words
from planlink.outputs.eras import era_year
from planlink.outputs.reading_rows import review
from planlink.outputs.rows import Cell, Column, Index, Table, neat, page_of
from planlink.records.findings import Analysis
from planlink.records.plans import Indicator, Quantity


def indicator_table(analysis: Analysis) -> Table:
    """One row an indicator; a span has its first year beside its last."""
    index = Index.of(analysis)
    columns = (
        Column("計画", 14),
        Column("区分", 6),
        Column("指標", 28),
        Column("対象", 22),
        *(column for side in ("目標", "基準") for column in _quantity_columns(side)),
        Column("累計", 4),
        Column("頁", 5, "number"),
        Column("要確認", 14),
    )
    rows = tuple(_indicator_row(one, index) for plan in analysis.plans for one in plan.indicators)
    return Table("指標", columns, rows)


def _indicator_row(one: Indicator, index: Index) -> tuple[Cell, ...]:
    return (
        index.document_title(one.document),
        words.INDICATORS.get(one.kind, one.kind),
        one.name,
        "／".join(one.groups),
        *_quantity_cells(one.target),
        *_quantity_cells(one.baseline),
        "累計" if one.cumulative else None,
        page_of(one),
        review(one),
    )


def _quantity_cells(quantity: Quantity | None) -> tuple[Cell, ...]:
    if quantity is None:
        return (None,) * len(_quantity_columns(""))
    return (
        neat(quantity.value),
        quantity.unit,
        words.BOUNDS.get(quantity.bound, quantity.bound) or None,
        *year_cells(quantity.year_start, quantity.calendar),
        *year_cells(quantity.year, quantity.calendar),
        quantity.text,
    )


def _quantity_columns(side: str) -> tuple[Column, ...]:
    return (
        Column(f"{side}値", 7, "number"),
        Column(f"{side}の単位", 5),
        Column(f"{side}の範囲", 5),
        *year_columns(f"{side}の始年"),
        *year_columns(f"{side}年"),
        Column(f"{side}の記載", 14),
    )


def year_columns(title: str) -> tuple[Column, Column]:
    """The columns of a year: its number (西暦), and its name (和暦)."""
    return Column(f"{title}（西暦）", 6, "number"), Column(f"{title}（和暦）", 8)


def year_cells(year: int | None, calendar: bool = False) -> tuple[int | None, str | None]:
    """What stands in the year's columns."""
    return year, None if year is None else era_year(year, calendar)


def era_span(quantity: Quantity) -> str | None:
    """「令和7年度～令和9年度」, 「令和9年度」 or None."""
    years = [year for year in (quantity.year_start, quantity.year) if year is not None]
    return "～".join(era_year(year, quantity.calendar) for year in years) or None
