"""Which lines are headings and how they nest: the cheapest reading of all markers in a document.

A marker alone says little: 「１」 may be a chapter, or a point below another 「１」. So every line that could be a
heading is read in all its ways (below any open heading, beside one that it continues, or as no heading), each
step has a price (a sequence that jumps, a size that grows inwards, a title that stood elsewhere before), and a
beam search keeps the cheapest histories.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from planlink.outline.numbering import Numbering

BEAM = 64
OUTERMOST = 2  # parts and chapters stand in no heading of another kind, however large its letters
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
    "inner": 4.0,  # an appendix inside a group
    "pop": 0.15,  # each heading that is closed without need
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a heading: its readings, its look, what it costs to take or to refuse it, whether it stands
    directly below another such line, and whether its words announce measures, so that entries of any kind and size
    stand below it."""

    readings: tuple[Numbering, ...]
    size: float | None
    font: str | None
    take: float
    refuse: float
    below: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A heading's place: its reading, depth from 1, and the price of the step."""

    reading: Numbering
    depth: int
    cost: float


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading that is still open."""

    style: str
    rank: float
    number: int | None
    title: str
    size: float | None
    font: str | None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    cost: float = 0.0
    stack: tuple[_Open, ...] = ()
    placed: tuple[Placed | None, ...] = ()
    seen: dict[tuple[str, str], int] = field(default_factory=dict)
    parents: frozenset[tuple[str, float | None, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Step:
    """A way to go on: `reading` None refuses the heading; `depth` 0 is outermost."""

    cost: float
    state: _State
    candidate: Candidate
    reading: Numbering | None = None
    depth: int = 0

    @property
    def stack(self) -> tuple[_Open, ...]:
        if self.reading is None:
            return self.state.stack
        here = self.reading
        look = self.candidate
        opened = _Open(here.style, here.rank, here.number, here.title, look.size, look.font, look.opens)
        return (*self.state.stack[: self.depth], opened)

    def taken(self) -> _State:
        old, reading = self.state, self.reading
        if reading is None:
            return _State(self.cost, old.stack, (*old.placed, None), old.seen, old.parents)
        parent = old.stack[self.depth - 1].style if self.depth else ""
        seen = {**old.seen, (reading.style, reading.title): self.depth}
        parents = old.parents | {(reading.style, self.candidate.size, parent)}
        placed = (*old.placed, Placed(reading, self.depth + 1, self.cost - old.cost))
        return _State(self.cost, self.stack, placed, seen, parents)


def nest(candidates: Sequence[Candidate]) -> tuple[Placed | None, ...]:
    """For each candidate its place, or None for a line that is no heading."""
    beam = [_State()]
    for candidate in candidates:
        beam = _best([step for state in beam for step in _steps(state, candidate)])
    return beam[0].placed


def _best(steps: list[_Step]) -> list[_State]:
    """The cheapest steps, one for each shape of the stack."""
    kept: dict[tuple[tuple[str, int | None], ...], _Step] = {}
    for step in sorted(steps, key=lambda s: s.cost):
        kept.setdefault(tuple((o.style, o.number) for o in step.stack), step)
        if len(kept) == BEAM:
            break
    return [step.taken() for step in kept.values()]


def _steps(state: _State, candidate: Candidate) -> list[_Step]:
    steps = [_Step(state.cost + candidate.refuse, state, candidate)]
    for reading in candidate.readings:
        for depth in range(len(state.stack) + 1):
            cost = state.cost + _step_cost(state, candidate, reading, depth)
            steps.append(_Step(cost, state, candidate, reading, depth))
    return steps


def _step_cost(state: _State, candidate: Candidate, reading: Numbering, depth: int) -> float:
    """The price of standing at `depth`, in place of what stood there."""
    parent = state.stack[depth - 1] if depth else None
    before = state.stack[depth] if depth < len(state.stack) else None
    cost = candidate.take + _sequence_cost(before, reading) + _look_cost(parent, before, candidate, reading)
    if before is None or before.style != reading.style:
        cost += COST["pop"] * max(0, len(state.stack) - depth)
        if candidate.below and depth < len(state.stack) and state.placed[-1] and state.stack[-1].style != reading.style:
            cost += COST["empty"]
    if any(opened.style == "appendix" for opened in state.stack[:depth]):
        return cost
    return cost + _memory_cost(state, reading, candidate, parent, depth)


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
        if reading.style == "appendix" and parent.rank > 2:
            cost += COST["inner"]
        if reading.word and reading.word in parent.title:
            cost -= 0.5 if before is None else 0.0
        elif parent.opens and reading.rank > OUTERMOST:
            return cost
        elif reading.rank <= OUTERMOST and parent.rank > reading.rank:
            cost += COST["rank"] * 2
        elif parent.rank >= reading.rank and not _larger(parent, candidate):
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
    return 0.75 if parent.rank == reading.rank else min(0.75, 0.3 + parent.rank - reading.rank)


def _larger(opened: _Open, candidate: Candidate) -> bool:
    return bool(opened.size and candidate.size and opened.size > candidate.size * 1.03)


def _memory_cost(state: _State, reading: Numbering, candidate: Candidate, parent: _Open | None, depth: int) -> float:
    """A title that returns, or a style with the same letters, stands where it stood before."""
    cost = 0.0
    if reading.title and state.seen.get((reading.style, reading.title), depth) != depth:
        cost += COST["moved"]
    above = (reading.style, candidate.size, parent.style if parent else "")
    if above not in state.parents and any(known[:2] == above[:2] for known in state.parents):
        cost += COST["moved"] / 2
    return cost
