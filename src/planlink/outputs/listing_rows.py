"""The tree of a document as rows: its headings, with the bullets and rows of tables that became measures below them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from planlink.plans.choosing import Entry
from planlink.plans.items import Found
from planlink.plans.levels import levels
from planlink.plans.points import Point
from planlink.records.outline import Outline, Section
from planlink.records.plans import Measure

SHOWN = ("goal", "group", "theme", "viewpoint")
"""Kinds of items that a heading can be."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the tree. `depth` is 1 for the outermost headings; `form` is heading, bullet or row (of a table);
    `kind` is measure, goal, group, theme, viewpoint or None, and `id` the one that the exports give it. `marker` and
    `title` are printed letters (the text, where a bullet has no title); `page` is the sheet, None where a format has
    none; `measures` counts the measures at this place and below it."""

    depth: int
    form: str
    kind: str | None
    id: str | None
    marker: str
    title: str
    page: int | None
    measures: int


@dataclass(frozen=True, slots=True)
class _Pointed:
    """A point that is a measure."""

    point: Point
    measure: Measure


def form_of(entry: Entry) -> str:
    """heading, bullet or row: points that come from tables have no bullet."""
    if entry.point is None:
        return "heading"
    return "bullet" if entry.point.paragraphs[0].bullet else "row"


def tree_rows(
    tree: Outline, entries: Sequence[Entry], read: Sequence[Measure], found: Sequence[Found]
) -> tuple[Row, ...]:
    """All rows in reading order. `read` are the measures of the entries, one for each; `found` the document's items."""
    pairs = list(zip(entries, read, strict=True))
    titled = {id(entry.level.section): ("measure", m.id) for entry, m in pairs if entry.point is None}
    known = {id(f.level.section): (f.item.kind, f.item.id) for f in found if f.level and f.item.kind in SHOWN}
    points: dict[int, list[_Pointed]] = {}
    for entry, measure in pairs:
        if entry.point is not None:
            points.setdefault(id(entry.level.section), []).append(_Pointed(entry.point, measure))
    counts = Counter(id(section) for e in entries for section in (*e.level.above, e.level.section))
    rows: list[Row] = []
    for level in levels(tree):
        key, depth = id(level.section), len(level.above) + 1
        rows.append(_heading(level.section, depth, (known | titled).get(key, (None, None)), counts[key]))
        rows.extend(_pointed(points.get(key, []), depth + 1))
    return tuple(rows)


def _heading(section: Section, depth: int, known: tuple[str | None, str | None], count: int) -> Row:
    kind, own = known
    return Row(depth, "heading", kind, own, section.marker, section.title, section.page, count)


def _pointed(held: Sequence[_Pointed], depth: int) -> Iterator[Row]:
    """The points of a section; a point that only holds others is a row without a kind."""
    for path, group in groupby(held, key=attrgetter("point.path")):
        same = list(group)
        for step, title in enumerate(path):
            yield Row(depth + step, "bullet", None, None, "", title, same[0].measure.page, len(same))
        for one in same:
            yield _point(one, depth + len(path))


def _point(one: _Pointed, depth: int) -> Row:
    bullet, place = one.point.paragraphs[0].bullet, one.point.marks[-1]
    marker = bullet or ("" if place.startswith("・") else place)
    said = one.measure.title or one.measure.text
    form = "bullet" if bullet else "row"
    return Row(depth, form, "measure", one.measure.id, marker, said, one.measure.page, 1)
