"""What the measures cover (網羅): basic goals and groups × the labels of a scheme, as the decisions make it now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response

from planlink.knowledge import goal_name
from planlink.outputs.audit_rows import coverage_states
from planlink.outputs.coverage_rows import SCHEMES, labels_of
from planlink.outputs.words import SUBJECTS
from planlink.records.plans import Item
from planlink.web import answers
from planlink.web.city import City, Seen
from planlink.web.facets import address
from planlink.web.review import label_title
from planlink.web.words import COVERED

PLAIN = "served"
"""The state of what is neither declared nor evident, though measures serve it from afar (○)."""


@dataclass(frozen=True, slots=True)
class Square:
    """How a subject stands to a label: its state (a key of COVERED), how many measures carry it, the sentence that says
    so, and where those measures are listed; without a state nothing stands there."""

    state: str
    count: int
    said: str
    address: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A row: a basic goal or a group with the number of its measures."""

    item: Item
    kind: str
    measures: int
    address: str
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows, plan by plan, below the titles of the labels; `heads` are what the columns print."""

    labels: tuple[str, ...]
    heads: tuple[str, ...]
    titles: tuple[str, ...]
    plans: tuple[tuple[str, tuple[Subject, ...]], ...]

    @property
    def states(self) -> frozenset[str]:
        """The states that stand in it."""
        return frozenset(square.state for _, rows in self.plans for row in rows for square in row.squares)


@dataclass(frozen=True, slots=True)
class CoverageRoom:
    """The page of coverage."""

    city: City

    def show(self, request: Request) -> Response:
        """One scheme; the goals where the address names none."""
        seen = self.city.now()
        known = {link.scheme for link in seen.analysis.links} | {row.scheme for row in seen.analysis.coverage}
        there = [scheme for scheme in SCHEMES if scheme in known or scheme == SCHEMES[0]]
        asked = request.query_params.get("scheme", SCHEMES[0])
        scheme = asked if asked in there else SCHEMES[0]
        shown = grid(seen, scheme)
        return answers.page(
            request,
            "coverage.html.j2",
            scheme=scheme,
            schemes=[(one, address("/coverage", {"scheme": one})) for one in there],
            grid=shown,
            states={state: told for state, told in COVERED.items() if state in shown.states},
        )


def grid(seen: Seen, scheme: str) -> Grid:
    """The map of a scheme."""
    names = labels_of(seen.analysis, scheme)
    titles = {
        label: label_title(scheme, label, goal_name(label) if scheme == "sdg" else name)
        for label, name in names.items()
    }
    below = Counter(
        owner
        for one in seen.index.measures.values()
        for owner in dict.fromkeys((one.goal, one.group))
        if owner is not None
    )
    found = {
        (row.subject_id, row.label): (state or PLAIN, len(row.measures))
        for row, state in coverage_states(seen.analysis)
        if row.scheme == scheme and (state or row.measures)
    }
    rows = [
        _subject(item, below[item.id], scheme, titles, found)
        for item in seen.index.items.values()
        if item.kind in SUBJECTS
    ]
    plans = groupby(rows, key=lambda row: row.item.document)
    return Grid(
        tuple(names),
        tuple(label if scheme == "sdg" or name in ("", label) else f"{label} {name}" for label, name in names.items()),
        tuple(titles.values()),
        tuple((seen.index.document_title(document), tuple(group)) for document, group in plans),
    )


def _subject(
    item: Item, below: int, scheme: str, titles: Mapping[str, str], found: Mapping[tuple[str, str], tuple[str, int]]
) -> Subject:
    here = {"goal" if item.kind == "goal" else "group": item.id}
    squares = tuple(
        _square(item, title, *found.get((item.id, label), ("", 0)), here, {scheme: label})
        for label, title in titles.items()
    )
    return Subject(item, SUBJECTS[item.kind], below, address("/measures", here), squares)


def _square(
    item: Item, title: str, state: str, count: int, here: Mapping[str, str], label: Mapping[str, str]
) -> Square:
    """Where no measure carries what the plan declares, all measures of the subject are listed, to find one."""
    if not state:
        return Square("", 0, "", "")
    said = f"{item.title}，{title}：{COVERED[state][1]}，施策{count}件"
    return Square(state, count, said, address("/measures", {**here, **label} if count else here))
