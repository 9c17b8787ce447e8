"""The measures as lists show them: what each one has in each facet, as columns that are read and counted at once,
however many there are. Links are kept as the tool proposes them; what people said is laid over them when one reads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from sqlite3 import Connection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planlink.links.decided import HOLD, proposals
from planlink.outputs.rows import Index, headline
from planlink.records.findings import Analysis
from planlink.records.links import Decision, Link
from planlink.records.plans import Measure
from planlink.workspace.narrowing import UNNAMED
from planlink.workspace.transactions import ours

Codes = NDArray[np.integer[Any]]
Mask = NDArray[np.bool_]
Names = tuple[tuple[str, str], ...]
"""Values of a facet with how they are written, in their order."""

LONE = ("document", "goal", "group", "department", "kpi")
"""Facets of which a measure has one value, or none."""
SCHEMES = ("sdg", "theme", "viewpoint")
KPIS = (("yes", "あり"), ("no", "なし"))
ABSENT = -1
NONE, REVIEW, RELATED, PRIMARY, PLAIN, REJECTED = range(6)
"""What a link says, as a number."""
DECIDED = 8
"""Added where a person said it."""
_COUNTS = np.array([said & (DECIDED - 1) in (RELATED, PRIMARY, PLAIN) for said in range(2 * DECIDED)])
"""Whether a link that says so counts."""
_SAID = {"primary": PRIMARY, "related": RELATED, "linked": PLAIN, "rejected": REJECTED}
DIGEST = "digest"
"""The row that tells the SHA-256 of the others, so that a flipped bit is no other figure."""
_TABLE = "CREATE TABLE IF NOT EXISTS listing (name TEXT PRIMARY KEY, told TEXT NOT NULL, codes BLOB NOT NULL)"


@dataclass(frozen=True, slots=True)
class Lone:
    """A facet of one value: for each measure the place of its value in `names`, or ABSENT."""

    names: Names
    codes: Codes

    def has(self, value: str) -> Mask:
        """Which measures have it."""
        at = next((n for n, (one, _) in enumerate(self.names) if one == value), ABSENT - 1)
        return np.asarray(self.codes == at)

    def counts(self, among: Mask) -> dict[str, int]:
        """How many of these measures have each value; values that none has are left out."""
        found = np.bincount(self.codes[among & (self.codes != ABSENT)], minlength=len(self.names))
        return {value: int(n) for (value, _), n in zip(self.names, found, strict=True) if n}


@dataclass(frozen=True, slots=True)
class Linked:
    """A facet of links: labels × measures."""

    names: Names
    codes: Codes

    def has(self, value: str) -> Mask:
        """Which measures are linked to it."""
        at = next((n for n, (one, _) in enumerate(self.names) if one == value), None)
        return np.zeros(self.codes.shape[1], dtype=np.bool_) if at is None else _COUNTS[self.codes[at]]

    def counts(self, among: Mask) -> dict[str, int]:
        """How many of these measures are linked to each label; labels to which none is are left out."""
        found = ((value, np.count_nonzero(_COUNTS[row] & among)) for (value, _), row in self._rows())
        return {value: int(n) for value, n in found if n}

    def primary(self) -> Codes:
        """How many ◎ each measure has."""
        return np.asarray(((self.codes & (DECIDED - 1)) == PRIMARY).sum(axis=0, dtype=np.uint8))

    def labels(self, at: int, *levels: int) -> list[str]:
        """The labels to which a measure is linked in these ways."""
        return [value for (value, _), row in self._rows() if int(row[at]) & (DECIDED - 1) in levels]

    def _rows(self) -> Iterator[tuple[tuple[str, str], Codes]]:
        return zip(self.names, self.codes, strict=True)


@dataclass(frozen=True, slots=True)
class Listing:
    """All measures in their order: ids, titles, sheets (ABSENT where there are none), facets and links."""

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    pages: Codes
    lone: Mapping[str, Lone]
    linked: Mapping[str, Linked]

    def with_words(self, words: Iterable[Decision]) -> Listing:
        """The same with the words that stand."""
        said = [word for word in words if word.scheme in SCHEMES]
        places = {id: n for n, id in enumerate(self.ids)} if said else {}
        there = [word for word in said if word.measure in places]
        changed = {scheme: _spoken(self.linked[scheme], there, scheme, places) for scheme in SCHEMES}
        return replace(self, linked=changed)


def fill(db: Connection, analysis: Analysis) -> None:
    """List an analysis anew. The caller holds the transaction."""
    db.execute(_TABLE)
    db.execute("DELETE FROM listing")
    rows = [(name, json.dumps(told, ensure_ascii=False), codes.tobytes()) for name, told, codes in _columns(analysis)]
    db.executemany("INSERT INTO listing VALUES (?, ?, ?)", [*rows, (DIGEST, _digest(rows), b"")])


def _columns(analysis: Analysis) -> Iterator[tuple[str, Names, Codes]]:
    """What is stored: names and codes of the measures themselves and of each facet."""
    measures = list(analysis.measures)
    pages = [ABSENT if one.page is None else one.page for one in measures]
    yield "measure", tuple((one.id, headline(one)) for one in measures), np.array(pages, dtype="<i4")
    for facet, names, of in _values(analysis, measures):
        yield facet, *_lone(names, of)
    own = proposals(analysis.links, analysis.proposed)
    places = {one.id: n for n, one in enumerate(measures)}
    for scheme in SCHEMES:
        yield scheme, *_linked([link for link in own if link.scheme == scheme], places)


def _values(
    analysis: Analysis, measures: Sequence[Measure]
) -> Iterator[tuple[str, Sequence[tuple[str, str]], list[str | None]]]:
    """Each facet of one value: its values with their names in order, and those of the measures."""
    index = Index.of(analysis)
    owners = frozenset[str]().union(*(plan.kpi_owners for plan in analysis.plans))
    titles = [(one.id, one.title) for one in index.items.values()]
    departments = sorted({one.department for one in measures if one.department})
    yield "document", [(id, index.document_title(id)) for id in index.plans], [one.document for one in measures]
    yield "goal", titles, [one.goal for one in measures]
    yield "group", titles, [one.group for one in measures]
    named = [(name, name) for name in (*departments, UNNAMED)]
    yield "department", named, [one.department or UNNAMED for one in measures]
    yield "kpi", KPIS, ["yes" if one.has_kpi(owners) else "no" for one in measures]


@ours("listing")
def load(db: Connection) -> Listing:
    """The listing of the last build, with no word of people."""
    rows = {row[0]: row for row in db.execute("SELECT name, told, codes FROM listing")}
    digest = rows.pop(DIGEST, None)
    if digest is not None and digest[1] != _digest(rows.values()):
        raise ValueError("another digest")
    found = {name: (json.loads(told), codes) for name, told, codes in rows.values()}
    measures, pages = found["measure"]
    size = len(measures)
    named = {name: tuple((value, written) for value, written in told) for name, (told, _) in found.items()}
    return Listing(
        tuple(id for id, _ in measures),
        tuple(title for _, title in measures),
        np.frombuffer(pages, dtype="<i4"),
        {facet: Lone(named[facet], np.frombuffer(found[facet][1], dtype="<i4")) for facet in LONE},
        {
            scheme: Linked(
                named[scheme], np.frombuffer(found[scheme][1], dtype=np.uint8).reshape(len(named[scheme]), size)
            )
            for scheme in SCHEMES
        },
    )


def _digest(rows: Iterable[tuple[str, str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, told, codes in sorted(rows):
        for part in (name.encode(), told.encode(errors="surrogatepass"), codes):
            digest.update(len(part).to_bytes(8, "little") + part)
    return digest.hexdigest()


def _lone(names: Sequence[tuple[str, str]], of: Sequence[str | None]) -> tuple[Names, Codes]:
    """The names that some measure has, and each measure's place among them; a value without a name is its own."""
    known = dict(names)
    written = known | {value: value for value in of if value is not None and value not in known}
    there = set(of)
    kept = tuple((value, name) for value, name in written.items() if value in there)
    place = {value: n for n, (value, _) in enumerate(kept)}
    return kept, np.array([ABSENT if value is None else place[value] for value in of], dtype="<i4")


def _linked(links: Sequence[Link], places: Mapping[str, int]) -> tuple[Names, Codes]:
    names = tuple(sorted({link.label: link.name for link in links}.items(), key=lambda one: _rank(one[0])))
    rows = {label: n for n, (label, _) in enumerate(names)}
    codes = np.zeros((len(names), len(places)), dtype=np.uint8)
    for link in links:
        if link.measure in places:
            codes[rows[link.label], places[link.measure]] = _code(link)
    return names, codes


def _code(link: Link) -> int:
    if link.status == "review":
        return REVIEW
    if link.status == "rejected":
        return REJECTED | DECIDED
    return _SAID[link.level or "linked"] | (DECIDED if link.status == "confirmed" else 0)


def _spoken(linked: Linked, words: Sequence[Decision], scheme: str, places: Mapping[str, int]) -> Linked:
    """The links of a scheme with the words on them, those on labels too that only a person named."""
    said = [word for word in words if word.scheme == scheme]
    if not said:
        return linked
    known = dict(linked.names)
    more = sorted({word.label for word in said} - known.keys(), key=_rank)
    names = (*linked.names, *((label, label) for label in more))
    rows = {label: n for n, (label, _) in enumerate(names)}
    codes = np.vstack([linked.codes, np.zeros((len(more), linked.codes.shape[1]), dtype=np.uint8)])
    for word in said:
        at = rows[word.label], places[word.measure]
        if word.verdict != HOLD:
            codes[at] = _SAID[word.verdict] | DECIDED
        elif codes[at] == NONE:
            codes[at] = REVIEW
    order = sorted(range(len(names)), key=lambda n: _rank(names[n][0]))
    return Linked(tuple(names[n] for n in order), codes[order])


def _rank(label: str) -> tuple[int, str]:
    return (int(label), "") if label.isdecimal() else (0, label)
