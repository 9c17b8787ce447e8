"""How far two officers agree, pair by pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planlink.links.decided import HOLD, IMPORT, last_words
from planlink.records.links import Decision, Pair


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of the pairs that `both` decided, `alike` have the same verdict; `kappa` is Cohen's: 1 always, 0 as often as
    chance has it; None where there is no such pair, or where both gave all of them one verdict. `differing` are the
    two words on each other pair, ours first."""

    both: int
    alike: int
    kappa: float | None
    differing: tuple[tuple[Decision, Decision], ...]


def agreement(ours: Iterable[Decision], theirs: Iterable[Decision]) -> Agreement:
    """Between the last words of two records. What a record has from another one is left out, and what is on hold is
    no decision yet."""
    one, other = _own(ours), _own(theirs)
    pairs = [(one[pair], other[pair]) for pair in one if pair in other]
    differing = tuple((mine, yours) for mine, yours in pairs if mine.verdict != yours.verdict)
    alike = len(pairs) - len(differing)
    verdicts = [(mine.verdict, yours.verdict) for mine, yours in pairs]
    return Agreement(len(pairs), alike, _kappa(alike, verdicts), differing)


def _own(events: Iterable[Decision]) -> dict[Pair, Decision]:
    words = last_words(event for event in events if event.way != IMPORT)
    return {word.pair: word for word in words if word.verdict != HOLD}


def _kappa(alike: int, verdicts: Sequence[tuple[str, str]]) -> float | None:
    mine, yours = Counter(first for first, _ in verdicts), Counter(second for _, second in verdicts)
    count = len(verdicts)
    chance = sum(mine[verdict] * yours[verdict] for verdict in mine)  # times count squared
    return (alike * count - chance) / (count * count - chance) if count * count != chance else None
