"""The tables of counts (`coverage_rows`) as a map: the larger the share of a subject's measures, the darker."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from planlink.outputs import words
from planlink.outputs.coverage_rows import SCHEMES, count_table, labels_of
from planlink.outputs.rows import Column
from planlink.records.findings import Analysis

STEPS = (0.0, 0.25, 0.5, 0.75)
"""Shares of a subject's measures above which a ground gets darker."""


@dataclass(frozen=True, slots=True)
class Square:
    """What stands for a subject and a label, and how dark its ground is, from 0 to 4."""

    text: str
    step: int


@dataclass(frozen=True, slots=True)
class Subject:
    """A basic goal or a group with the number of its measures, and a square for each label."""

    kind: str
    name: str
    measures: int
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The map of a scheme: its labels as columns, its subjects plan by plan."""

    title: str
    labels: tuple[Column, ...]
    plans: tuple[tuple[str, tuple[Subject, ...]], ...]


def heat_maps(analysis: Analysis) -> list[HeatMap]:
    """A map of each scheme that the plans have, from the rows of its table of counts."""
    return [_heat_map(analysis, scheme) for scheme in SCHEMES if labels_of(analysis, scheme)]


def _heat_map(analysis: Analysis, scheme: str) -> HeatMap:
    table, labels = count_table(analysis, scheme), list(labels_of(analysis, scheme))
    only = {(r.subject_id, r.label) for r in analysis.coverage if r.scheme == scheme and r.state == "unsupported"}
    told: list[tuple[str, Subject]] = []
    for plan, id, kind, name, _, whole, *counts in table.rows:
        size = whole if isinstance(whole, int) else 0
        squares = tuple(
            square(count, size, (str(id), label) in only) for count, label in zip(counts, labels, strict=True)
        )
        told.append((str(plan), Subject(str(kind), str(name), size, squares)))
    plans = tuple((plan, tuple(one for _, one in group)) for plan, group in groupby(told, key=lambda pair: pair[0]))
    return HeatMap(words.SCHEMES[scheme], table.columns[-len(labels) :], plans)


def square(count: object, whole: int, only_told: bool = False) -> Square:
    """The square of so many of a subject's measures; a word where the plan names the label and no measure serves it."""
    if not isinstance(count, int) or not count:
        return Square(words.TOLD_ONLY if only_told else "", 0)
    return Square(str(count), sum(count / whole > step for step in STEPS) if whole else 0)
