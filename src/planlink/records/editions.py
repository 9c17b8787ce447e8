"""What differs between two editions of a plan."""

from __future__ import annotations

from dataclasses import dataclass

NEW, GONE, CHANGED, MOVED = "new", "gone", "changed", "moved"


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure or indicator as one edition prints it: `title` and `text` of a measure, the name and the values of an
    indicator."""

    id: str
    title: str
    text: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """One measure or indicator that differs: `kind` is measure or indicator, `state` is new, gone, changed or moved;
    moved is one with the same letters below another heading or number. `old` is None where it is new, `new` where it
    is gone."""

    kind: str
    state: str
    old: Entry | None
    new: Entry | None


@dataclass(frozen=True, slots=True)
class Editions:
    """All that differs between two editions, in the new one's order, what is gone behind what it stood behind; and
    the ids of each measure in both, also of those that stayed the same."""

    changes: tuple[Change, ...]
    pairs: tuple[tuple[str, str], ...]
