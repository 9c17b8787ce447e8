"""Views of the measures: what narrows them, how many each further choice would leave, and the address of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import numpy as np

from planlink.knowledge import goals
from planlink.outputs.words import goal_title
from planlink.records.links import Link
from planlink.web.words import FACETS, PRIMARY_COUNTS, STANDS
from planlink.workspace import store, views
from planlink.workspace.listing import (
    ABSENT,
    DECIDED,
    LONE,
    PLAIN,
    PRIMARY,
    RELATED,
    Listing,
    Mask,
)
from planlink.workspace.narrowing import UNNAMED
from planlink.workspace.standing import stand_of

SHOWN = 100
"""Measures on a page."""
VALUES = 100
"""Values of a facet that are shown."""
MANY = 4
"""From so many ◎ on a measure has too many."""


@dataclass(frozen=True, slots=True)
class Row:
    """A measure as a list shows it: goals of ◎ and ○, themes and viewpoints by their labels."""

    id: str
    title: str
    document: str
    goal: str
    page: int | None
    department: str
    primary: tuple[str, ...]
    related: tuple[str, ...]
    themes: tuple[str, ...]
    viewpoints: tuple[str, ...]
    stand: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how many measures it leaves, whether it is chosen, and the address that turns it over."""

    value: str
    name: str
    count: int
    chosen: bool
    address: str


def stand(links: Iterable[Link]) -> str:
    """How far the goals of a measure have been decided: all, some, none of them, or there is nothing to decide."""
    return stand_of({(link.scheme, link.label): link.status for link in links})


def chosen(asked: Mapping[str, str]) -> dict[str, str]:
    """The facets that an address names."""
    return {facet: asked[facet] for facet in FACETS if asked.get(facet)}


def kept(out: Path) -> list[tuple[str, str, dict[str, str]]]:
    """The views that were saved: name, address and facets."""
    with store.opened(out) as db:
        found = views.every(db)
    return [(one.name, address("/measures", one.wanted), chosen(one.wanted)) for one in found]


def narrowed(every: Listing, wanted: Mapping[str, str]) -> Mask:
    """Which measures have all the values."""
    left = np.ones(len(every.ids), dtype=np.bool_)
    for facet, value in wanted.items():
        left &= _has(every, facet, value)
    return left


def rows(every: Listing, among: Mask, first: int = 0, most: int | None = None) -> list[Row]:
    """These measures in their order, from the first on, so many at most."""
    places = np.flatnonzero(among)[first : None if most is None else first + most]
    stands = _stands(every)
    return [_row(every, int(at), stands) for at in places]


def _row(every: Listing, at: int, stands: Mapping[str, Mask]) -> Row:
    goals, page = every.linked["sdg"], int(every.pages[at])
    names = {facet: _name_at(every, facet, at) for facet in ("document", "goal")}
    return Row(
        id=every.ids[at],
        title=every.titles[at],
        document=names["document"],
        goal=names["goal"],
        page=None if page == ABSENT else page,
        department=_department(every, at),
        primary=tuple(goals.labels(at, PRIMARY)),
        related=tuple(goals.labels(at, RELATED)),
        themes=tuple(every.linked["theme"].labels(at, PLAIN, PRIMARY, RELATED)),
        viewpoints=tuple(every.linked["viewpoint"].labels(at, PLAIN, PRIMARY, RELATED)),
        stand=next(state for state, mask in stands.items() if mask[at]),
    )


def choices(every: Listing, wanted: Mapping[str, str]) -> Iterator[tuple[str, list[Choice], int]]:
    """Each facet with its values, counted among the measures that the other facets leave, and how many further values
    there are: the first ones are shown, and the one that is chosen."""
    for facet, title in FACETS.items():
        others = {name: value for name, value in wanted.items() if name != facet}
        counts = _counts(every, facet, narrowed(every, others))
        if wanted.get(facet):
            counts.setdefault(wanted[facet], 0)
        listed = [value for n, value in enumerate(counts) if n < VALUES or value == wanted.get(facet)]
        if counts:
            names = _names(every, facet)
            shown = [_choice(facet, value, names.get(value, value), counts[value], wanted) for value in listed]
            yield title, shown, len(counts) - len(listed)


def _has(every: Listing, facet: str, value: str) -> Mask:
    if facet in ("stand", "primary"):
        found = _stands(every) if facet == "stand" else _primaries(every)
        return found.get(value, np.zeros(len(every.ids), dtype=np.bool_))
    return every.lone[facet].has(value) if facet in LONE else every.linked[facet].has(value)


def _counts(every: Listing, facet: str, among: Mask) -> dict[str, int]:
    if facet in ("stand", "primary"):
        found = _stands(every) if facet == "stand" else _primaries(every)
        return {value: n for value, mask in found.items() if (n := int(np.count_nonzero(mask & among)))}
    return every.lone[facet].counts(among) if facet in LONE else every.linked[facet].counts(among)


def _stands(every: Listing) -> dict[str, Mask]:
    """Which measures stand how, in the order of the words; the same as `stand` has it."""
    codes = every.linked["sdg"].codes
    whole, decided = ((codes >= least).sum(axis=0, dtype=np.uint8) for least in (1, DECIDED))
    open_, done, none = decided == 0, decided == whole, whole == 0
    found = {"open": open_ & ~none, "part": ~open_ & ~done, "done": done & ~none, "none": none}
    return {state: found[state] for state in STANDS}


def _primaries(every: Listing) -> dict[str, Mask]:
    """Which measures have no, few and too many ◎."""
    count = every.linked["sdg"].primary()
    found = {"none": count == 0, "few": (count > 0) & (count < MANY), "many": count >= MANY}
    return {name: found[name] for name in PRIMARY_COUNTS}


def _choice(facet: str, value: str, name: str, count: int, wanted: Mapping[str, str]) -> Choice:
    return Choice(value, name, count, wanted.get(facet) == value, address("/measures", turned(wanted, facet, value)))


def turned(wanted: Mapping[str, str], facet: str, value: str) -> dict[str, str]:
    """The facets that narrow once this value is chosen, or no longer where it was."""
    others = {name: one for name, one in wanted.items() if name != facet}
    return others if wanted.get(facet) == value else {**others, facet: value}


def address(path: str, wanted: Mapping[str, object]) -> str:
    """A path with its query."""
    return f"{path}?{urlencode(wanted)}" if wanted else path


def named(every: Listing, facet: str, value: str) -> str:
    """How a value is written."""
    return _names(every, facet).get(value, value)


def _names(every: Listing, facet: str) -> Mapping[str, str]:
    """How the values of a facet are written."""
    if facet in ("stand", "primary"):
        return STANDS if facet == "stand" else PRIMARY_COUNTS
    if facet in LONE:
        return dict(every.lone[facet].names)
    if facet == "sdg":
        return {goal.label: goal_title(goal.label, goal.name) for goal in goals()}
    if facet == "viewpoint":
        return {}
    return {label: label if name in ("", label) else f"{label} {name}" for label, name in every.linked[facet].names}


def _name_at(every: Listing, facet: str, at: int) -> str:
    place = int(every.lone[facet].codes[at])
    return "" if place == ABSENT else every.lone[facet].names[place][1]


def _department(every: Listing, at: int) -> str:
    name = _name_at(every, "department", at)
    return "" if name == UNNAMED else name
