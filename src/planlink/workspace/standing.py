"""The labels of entries as they stand now: the tool's proposals in the index, with what people have said since."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planlink.links.decided import CONFIRMED, HOLD, REJECTED, REVIEW
from planlink.records.links import SETTLED, Pair
from planlink.workspace.entries import PRINTED

STANDS = ("open", "part", "done", "none")
"""How far the goals of a measure have been decided: not at all, some, all of them; or it has none."""
COUNTED = (*SETTLED, PRINTED)
_DECIDED = (CONFIRMED, REJECTED)
Label = tuple[str, str]
"""Scheme and label."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`said` is by measure what was decided of its labels."""

    db: sqlite3.Connection
    said: Mapping[str, Mapping[Label, str]]

    def labels(self, entries: Mapping[int, tuple[str, str]]) -> dict[int, dict[Label, str]]:
        """The labels of entries, given with kind and id, each with its status."""
        found: dict[int, dict[Label, str]] = {number: {} for number in entries}
        places = ", ".join("?" * len(entries))
        query = f"SELECT number, scheme, label, status FROM entry_labels WHERE number IN ({places})"
        for number, scheme, label, status in self.db.execute(query, list(entries)):
            found[number][scheme, label] = status
        for number, (kind, id) in entries.items():
            if kind == "measure":
                _settle(found[number], self.said.get(id, {}))
        return found

    def having(self, scheme: str, label: str) -> set[int]:
        """The numbers of the entries that have a label now."""
        query = "SELECT number, status FROM entry_labels WHERE scheme = ? AND label = ?"
        found = {number for number, status in self.db.execute(query, (scheme, label)) if status in COUNTED}
        for id, verdicts in self.said.items():
            verdict = verdicts.get((scheme, label), HOLD)
            if verdict != HOLD:
                change = found.discard if verdict == REJECTED else found.add
                for number in self._numbers(id):
                    change(number)
        return found

    def without(self, scheme: str) -> set[int]:
        """The numbers of the measures that have no label of a scheme, whatever its status."""
        query = (
            "SELECT number FROM entries WHERE kind = 'measure' EXCEPT SELECT number FROM entry_labels WHERE scheme = ?"
        )
        return {number for (number,) in self.db.execute(query, (scheme,))}

    def at(self, stand: str) -> set[int]:
        """The numbers of the measures that are decided so far."""
        touched = self._touched()
        found = {number for number, labels in self.labels(touched).items() if stand_of(labels) == stand}
        if stand == "none":
            return found | self.without("sdg").difference(touched)
        if stand == "open":
            rest = self.db.execute("SELECT DISTINCT number FROM entry_labels WHERE scheme = 'sdg'")
            kinds = {number for (number,) in self.db.execute("SELECT number FROM entries WHERE kind = 'measure'")}
            found |= kinds.intersection(number for (number,) in rest).difference(touched)
        return found

    def _touched(self) -> dict[int, tuple[str, str]]:
        """Measures on whose goals something was said, now or before the last build."""
        ids = [id for id, verdicts in self.said.items() if any(scheme == "sdg" for scheme, _ in verdicts)]
        numbers = {number: ("measure", id) for id in ids for number in self._numbers(id)}
        query = (
            "SELECT DISTINCT number, id FROM entry_labels JOIN entries USING (number)"
            " WHERE kind = 'measure' AND scheme = 'sdg' AND status IN (?, ?)"
        )
        return numbers | {number: ("measure", id) for number, id in self.db.execute(query, _DECIDED)}

    def _numbers(self, id: str) -> Iterator[int]:
        query = "SELECT number FROM entries WHERE kind = 'measure' AND id = ?"
        return (number for (number,) in self.db.execute(query, (id,)))


def standing(db: sqlite3.Connection, verdicts: Mapping[Pair, str]) -> Standing:
    """What stands with these verdicts, one a pair, taken back ones left out."""
    said: dict[str, dict[Label, str]] = {}
    for (measure, scheme, label), verdict in verdicts.items():
        said.setdefault(measure, {})[scheme, label] = verdict
    return Standing(db, said)


def stand_of(labels: Mapping[Label, str]) -> str:
    """How far the goals of a measure with these labels have been decided."""
    goals = [status for (scheme, _), status in labels.items() if scheme == "sdg"]
    decided = sum(status in _DECIDED for status in goals)
    if not goals:
        return "none"
    return "done" if decided == len(goals) else "part" if decided else "open"


def counted(labels: Mapping[Label, str]) -> dict[str, list[str]]:
    """The labels that count, by scheme."""
    found: dict[str, list[str]] = {}
    for (scheme, label), status in labels.items():
        if status in COUNTED:
            found.setdefault(scheme, []).append(label)
    return found


def _settle(labels: dict[Label, str], verdicts: Mapping[Label, str]) -> None:
    """As `links.decided` does it: what is on hold stays as the tool proposes it, or is for review."""
    for pair, verdict in verdicts.items():
        if verdict == HOLD:
            labels.setdefault(pair, REVIEW)
        else:
            labels[pair] = REJECTED if verdict == REJECTED else CONFIRMED
