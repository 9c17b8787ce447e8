"""Which lines are headings and how they nest: the cheapest reading of all markers in a document.

A marker alone says little: 「１」 may be a chapter, or a point below another 「１」. So every line that could be a
heading is read in all its ways (below any open heading, beside one that it continues, or as no heading), each
step has a price (a sequence that jumps, a size that grows inwards, a title that stood elsewhere before), and a
beam search keeps the cheapest histories.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planlink.outline.numbering import Numbering
from planlink.outline.titles import excluded

BEAM = 64
OUTERMOST = 2  # parts and chapters stand in no heading of another kind, however large its letters
FIRST = 12  # histories whose steps say what is too dear for the others
RECENT = 128  # titles that a history keeps for itself
BARE = ("arabic", "alpha", "hyphen", "kana", "roman")
"""Markers that plain text easily begins with too."""

COST = {
    "jump": 3.0,  # one number is missing in the sequence, or more in one that no plain text begins with
    "far": 6.0,  # more are missing, or the number does not grow
    "new": 1.0,  # a sequence begins
    "late": 5.0,  # … with another number than 1
    "rank": 2.0,  # a style that is usually outside stands inside
    "grown": 2.5,  # larger letters inside smaller ones
    "closed": 1.5,  # smaller letters close a heading in larger ones
    "look": 2.0,  # siblings that look different
    "moved": 3.0,  # a title or style that stood at another depth before
    "empty": 2.0,  # a heading of another style is closed before anything stands below it
    "inner": 4.0,  # an appendix inside a group, a group inside a part that has no measures (現状と課題)
    "named": -0.5,  # the heading above speaks of such entries
    "pop": 0.15,  # each heading that is closed without need
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a heading: its readings, its look, what it costs to take or to refuse it, whether it stands
    directly below another such line, whether its words announce measures, so that entries of any kind and size stand
    below it, and whether it is a `group`: such a line stands below it."""

    readings: tuple[Numbering, ...]
    size: float | None
    font: str | None
    take: float
    refuse: float
    below: bool = False
    opens: bool = False
    group: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A heading's place: its reading, depth from 1, and the price of the step."""

    reading: Numbering
    depth: int
    cost: float


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading that is still open: a reading of a candidate, one object in all histories that take it."""

    reading: Numbering
    style: str
    number: int | None
    size: float | None
    font: str | None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class _Chain:
    """The places taken so far, the last one first: histories share what they have in common."""

    last: Placed | None
    before: _Chain | None


@dataclass(frozen=True, slots=True)
class _Seen:
    """At which depth a title stood last. What is old is shared between histories, `new` is small and copied."""

    old: dict[tuple[str, str], int] = field(default_factory=dict)
    new: dict[tuple[str, str], int] = field(default_factory=dict)

    def depth(self, title: tuple[str, str]) -> int | None:
        found = self.new.get(title)
        return self.old.get(title) if found is None else found

    def at(self, title: tuple[str, str], depth: int) -> _Seen:
        if self.depth(title) == depth:
            return self
        new = {**self.new, title: depth}
        return _Seen(self.old, new) if len(new) < RECENT else _Seen({**self.old, **new})


class _State(NamedTuple):
    """A history: `shape` has style and number of all that is open, `looks` which style stood in which size, `parents`
    below which style each of them stood."""

    cost: float = 0.0
    stack: tuple[_Open, ...] = ()
    shape: tuple[tuple[str, int | None], ...] = ()
    placed: _Chain | None = None
    seen: _Seen = _Seen()
    looks: frozenset[tuple[str, float | None]] = frozenset()
    parents: frozenset[tuple[str, float | None, str]] = frozenset()


class _Step(NamedTuple):
    """A way to go on: to open a heading at a depth (0 is outermost), or none."""

    cost: float
    state: _State
    opened: _Open | None = None
    depth: int = 0

    @property
    def shape(self) -> tuple[tuple[str, int | None], ...]:
        if self.opened is None:
            return self.state.shape
        return (*self.state.shape[: self.depth], (self.opened.style, self.opened.number))

    def taken(self) -> _State:
        old, opened = self.state, self.opened
        if opened is None:
            return old._replace(cost=self.cost, placed=_Chain(None, old.placed))
        parent = old.stack[self.depth - 1].style if self.depth else ""
        look = (opened.style, opened.size)
        return _State(
            self.cost,
            (*old.stack[: self.depth], opened),
            self.shape,
            _Chain(Placed(opened.reading, self.depth + 1, self.cost - old.cost), old.placed),
            old.seen.at((opened.style, opened.reading.title), self.depth),
            old.looks if look in old.looks else old.looks | {look},
            old.parents if (*look, parent) in old.parents else old.parents | {(*look, parent)},
        )


def nest(candidates: Sequence[Candidate]) -> tuple[Placed | None, ...]:
    """For each candidate its place, or None for a line that is no heading."""
    beam = [_State()]
    for candidate in candidates:
        beam = [step.taken() for step in _best(_ways_on(beam, _Costs(candidate, _opened(candidate))))]
    placed: list[Placed | None] = []
    chain = beam[0].placed
    while chain is not None:
        placed.append(chain.last)
        chain = chain.before
    return tuple(reversed(placed))


def _opened(candidate: Candidate) -> tuple[_Open, ...]:
    size, font, opens = candidate.size, candidate.font, candidate.opens
    return tuple(_Open(r, r.style, r.number, size, font, opens) for r in candidate.readings)


def _ways_on(beam: Sequence[_State], costs: _Costs) -> list[_Step]:
    """The steps from all histories, the cheapest history first, without those that surely are too dear."""
    steps = [step for state in beam[:FIRST] for step in _steps(state, costs)]
    best = _best(steps)
    bar = best[-1].cost if len(best) == BEAM else float("inf")
    for state in beam[FIRST:]:
        if state.cost + COST["named"] >= bar:
            break
        steps.extend(step for step in _steps(state, costs) if step.cost < bar)
    return steps


def _best(steps: list[_Step]) -> list[_Step]:
    """The cheapest steps, one for each shape of the stack."""
    kept: dict[tuple[tuple[str, int | None], ...], _Step] = {}
    for step in sorted(steps, key=lambda s: s.cost):
        kept.setdefault(step.shape, step)
        if len(kept) == BEAM:
            break
    return list(kept.values())


@dataclass(frozen=True, slots=True)
class _Costs:
    """What the steps of one candidate cost; neighbours in the tree are met in many histories and looked at once."""

    candidate: Candidate
    opened: tuple[_Open, ...]
    known: dict[tuple[int, int, int], float] = field(default_factory=dict)

    def beside(self, parent: _Open | None, before: _Open | None, opened: _Open) -> float:
        """The price of opening a heading below `parent` and in place of `before`, whatever else is open."""
        key = (id(parent), id(before), id(opened))
        cost = self.known.get(key)
        if cost is None:
            cost = self.candidate.take + _sequence_cost(before, opened.reading)
            cost = self.known[key] = cost + _look_cost(parent, before, self.candidate, opened.reading)
        return cost


def _steps(state: _State, costs: _Costs) -> list[_Step]:
    stack = state.stack
    steps = [_Step(state.cost + costs.candidate.refuse, state)]
    free = next((depth for depth, one in enumerate(stack, 1) if one.style == "appendix"), len(stack) + 1)
    for opened in costs.opened:
        style, title = opened.style, opened.reading.title
        empty = _leaves_empty(state, costs.candidate, style)
        stood = state.seen.depth((style, title)) if title else None
        known = (style, opened.size) in state.looks
        for depth, (parent, before) in enumerate(zip((None, *stack), (*stack, None), strict=True)):
            cost = costs.beside(parent, before, opened)
            if before is None or before.style != style:
                cost += COST["pop"] * (len(stack) - depth)
                cost += COST["empty"] if empty and before else 0.0
            if depth < free:
                # A title that returns, or a style with the same letters, stands where it stood before.
                strange = known and (style, opened.size, parent.style if parent else "") not in state.parents
                moved = COST["moved"] if stood is not None and stood != depth else 0.0
                cost += moved + (COST["moved"] / 2 if strange else 0.0)
            steps.append(_Step(state.cost + cost, state, opened, depth))
    return steps


def _leaves_empty(state: _State, candidate: Candidate, style: str) -> bool:
    """The line right above is a heading of another style, which nothing stands below yet."""
    last = state.placed.last if state.placed else None
    return candidate.below and last is not None and state.stack[-1].style != style


def _sequence_cost(before: _Open | None, reading: Numbering) -> float:
    number = reading.number
    if before is not None and before.style == reading.style:
        if number is None or before.number is None or number == before.number + 1:
            return 0.2 if number is None else 0.0
        grows = number > before.number and reading.style not in BARE
        return COST["jump"] if number == before.number + 2 or grows else COST["far"]
    if number is None:
        return COST["new"]
    late = COST["late"] if reading.style in BARE else COST["late"] / 2
    return COST["new"] + (0.0 if number == 1 else late)


def _look_cost(parent: _Open | None, before: _Open | None, candidate: Candidate, reading: Numbering) -> float:
    cost = 0.0
    if parent is not None:
        if candidate.group and parent.number is None and excluded(parent.reading.title):
            cost += COST["inner"]
        if reading.style == "appendix" and parent.reading.rank > 2:
            cost += COST["inner"]
        if reading.word and reading.word in parent.reading.title:
            cost += COST["named"] if before is None else 0.0
        elif parent.opens and reading.rank > OUTERMOST:
            return cost
        elif reading.rank <= OUTERMOST and parent.reading.rank > reading.rank:
            cost += COST["rank"] * 2
        elif parent.reading.rank >= reading.rank and not _larger(parent, candidate):
            cost += COST["rank"] * _inverted(parent, reading)
        if parent.size and candidate.size and candidate.size > parent.size * 1.05:
            cost += COST["grown"]
    if before is not None and before.style != reading.style and _larger(before, candidate):
        cost += COST["closed"]
    if before is not None and before.style == reading.style and before.size and candidate.size:
        different = abs(before.size - candidate.size) > 0.06 * before.size or before.font != candidate.font
        cost += COST["look"] if different else 0.0
    return cost


def _inverted(parent: _Open, reading: Numbering) -> float:
    """How odd it is that `reading` stands inside: less so between styles of nearly the same rank."""
    if parent.style == reading.style:
        return 0.5
    return 0.75 if parent.reading.rank == reading.rank else min(0.75, 0.3 + parent.reading.rank - reading.rank)


def _larger(opened: _Open, candidate: Candidate) -> bool:
    return bool(opened.size and candidate.size and opened.size > candidate.size * 1.03)
