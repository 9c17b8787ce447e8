"""The findings as the page lists them: in the order of the papers, each with its places, pictures and last answer."""

from __future__ import annotations

from dataclasses import dataclass

from planlink.outputs import words
from planlink.outputs.audit_rows import PLACES, check_name, place_title, shown
from planlink.records.findings import Finding
from planlink.web.city import Seen
from planlink.web.facets import address

FINDINGS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in words, and where its picture is (empty where it has no page)."""

    text: str
    quoted: str
    picture: str


@dataclass(frozen=True, slots=True)
class Card:
    """A finding; `number` is the one that `planlink audit` and the papers print, `anchor` its place on the page."""

    number: int
    anchor: str
    finding: Finding
    severity: str
    check: str
    spots: tuple[Spot, ...]
    more: int


def finding_list(seen: Seen, severity: str, state: str) -> list[Card]:
    """The findings of a severity (any where empty) that are answered (done) or wait (open)."""
    return [
        _card(number, one, seen)
        for number, one in enumerate(shown(seen.analysis), 1)
        if severity in ("", one.severity) and (state == "" or one.settled == (state == "done"))
    ]


def _card(number: int, one: Finding, seen: Seen) -> Card:
    spots = tuple(
        Spot(
            place_title(place, seen.index),
            place.text,
            "" if place.page is None else address("/picture", {"finding": one.id, "place": at}),
        )
        for at, place in enumerate(one.places[:PLACES], 1)
    )
    severity = words.SEVERITIES.get(one.severity, one.severity)
    more = len(one.places) - len(spots)
    return Card(number, f"f{number}", one, severity, check_name(one.check), spots, more)
