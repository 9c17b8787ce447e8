"""How much to look at: the least certain links, until what remains is right as often as asked.

A link is right when its label belongs to the measure at all: a goal as ◎ or as ○. The chance of that comes with the
link, from what cross-validation found of links with such a score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from planlink.records.links import Link

SHARE = 0.95


@dataclass(frozen=True, slots=True)
class Budget:
    """`look` are the links to look at, the least certain first; of the `rest` undecided links at least `share` are
    right by all likelihood, `right` of them by expectation (1 where none is left)."""

    share: float
    look: tuple[Link, ...]
    rest: int
    right: float


def review_budget(links: Sequence[Link], share: float = SHARE) -> Budget:
    """The budget of a workspace's undecided links to goals and viewpoints."""
    known = [(link.chance, n) for n, link in enumerate(links) if link.status == "linked" and link.chance is not None]
    order = sorted(known)
    looked = how_many([chance for chance, _ in order], share)
    rest = [chance for chance, _ in order[looked:]]
    return Budget(share, tuple(links[n] for _, n in order[:looked]), len(rest), float(np.mean(rest)) if rest else 1.0)


def how_many(chances: ArrayLike, share: float = SHARE) -> int:
    """How many of these, the least certain first, must be looked at so that of the others `share` are right. The
    others' expected share lies above it by one standard deviation, so that it holds in five cases of six."""
    rising = np.sort(np.asarray(chances, dtype=np.float64))
    left = np.arange(len(rising), 0, -1)
    right = np.cumsum(rising[::-1])[::-1]
    spread = np.sqrt(np.cumsum((rising * (1.0 - rising))[::-1])[::-1])
    enough = np.flatnonzero(right - spread >= share * left)
    return int(enough[0]) if len(enough) else len(rising)
