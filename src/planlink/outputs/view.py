"""What an analysis shows to whom: with confirmed links alone, or for the public."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from planlink.records.findings import Analysis, MappingRow
from planlink.records.links import SETTLED, Link

PRINTED = ("match", "unsupported", "candidate")
"""States of a row of the SDG table that add nothing to what the plan itself prints."""


def confirmed_only(analysis: Analysis) -> Analysis:
    """Only links that a person has confirmed, in links and in the rows of the SDG table."""
    return _with(analysis, lambda link: link.status == "confirmed")


def for_the_public(analysis: Analysis) -> Analysis:
    """Without findings, without links that wait for a decision or were rejected, without the words they rest on, and
    without rows that the plan does not print itself."""
    shown = _with(analysis, lambda link: link.status in SETTLED)
    return replace(
        shown,
        links=tuple(replace(link, evidence=()) for link in shown.links),
        mapping=tuple(row for row in shown.mapping if row.state in PRINTED),
        findings=(),
        proposed=(),
    )


def _with(analysis: Analysis, counts: Callable[[Link], bool]) -> Analysis:
    links = tuple(link for link in analysis.links if counts(link))
    served = {(link.measure, link.label) for link in links if link.scheme == "sdg"}
    return replace(analysis, links=links, mapping=tuple(_row(row, served) for row in analysis.mapping))


def _row(row: MappingRow, served: set[tuple[str, str]]) -> MappingRow:
    def kept(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id for id in ids if (id, row.label) in served)

    return replace(row, primary=kept(row.primary), related=kept(row.related))
