"""Findings as the page shows them: by severity, each with its places and their pictures."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from planlink.outputs import audit_rows, words
from planlink.outputs.rows import Cell, Ref, Table, plain
from planlink.records.findings import Analysis, Finding
from planlink.records.places import Place

Pictures = Mapping[Place, bytes]
"""PNG pictures of places."""

NO_PICTURES: Pictures = MappingProxyType({})

PICTURES = 40
"""Places that are shown as pictures at most."""
OF_ONE = {"error": 4, "warning": 4}
"""Pictures of one finding, by its severity."""
OF_OTHERS = 2


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as the paper prints it, and its picture as an address, if there is one."""

    ref: Ref
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A row of the paper: its number (None for what could not be checked), severity, check, message, places, answer."""

    number: Cell
    state: str
    check: str
    message: str
    spots: tuple[Spot, ...]
    answer: str


def pictured(analysis: Analysis) -> list[Place]:
    """The places of which pictures are worth most: the findings to look at first, and of each the first places."""
    places = [place for finding in audit_rows.shown(analysis) for place in _first(finding)]
    return list(dict.fromkeys(place for place in places if place.page is not None))[:PICTURES]


def _first(finding: Finding) -> tuple[Place, ...]:
    return finding.places[: OF_ONE.get(finding.severity, OF_OTHERS)]


def cards(paper: Table, analysis: Analysis, pictures: Pictures) -> list[tuple[str, list[Card]]]:
    """The rows of the paper by severity, in its order; those that are answered stand last, together."""
    findings: list[Finding | None] = [*audit_rows.shown(analysis)]
    findings += [None] * (len(paper.rows) - len(findings))
    pairs = list(zip(paper.rows, findings, strict=True))
    return [
        (title, [_card(row, one, pictures) for row, one in found])
        for title, found in groupby(pairs, key=lambda pair: _group(*pair))
    ]


def _group(row: tuple[Cell, ...], finding: Finding | None) -> str:
    return words.ANSWERED if finding and finding.settled else plain(row[1])


def _card(row: tuple[Cell, ...], finding: Finding | None, pictures: Pictures) -> Card:
    number, state, check, message, refs, answer = row
    places = finding.places if finding else ()
    said = refs if isinstance(refs, tuple) else ()
    spots = tuple(
        Spot(ref, _address(pictures.get(places[at])) if at < len(places) and places[at] in _of(finding) else None)
        for at, ref in enumerate(said)
    )
    return Card(number, plain(state), plain(check), plain(message), spots, plain(answer))


def _of(finding: Finding | None) -> tuple[Place, ...]:
    return _first(finding) if finding else ()


def _address(picture: bytes | None) -> str | None:
    return f"data:image/png;base64,{b64encode(picture).decode()}" if picture else None
