"""The findings as the page lists them: in the order of the papers, each with its places, pictures and last answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from planlink.outputs import words
from planlink.outputs.audit_rows import PLACES, check_name, place_title, severity_counts, shown
from planlink.records.findings import Finding
from planlink.web.city import Seen
from planlink.web.facets import address

FINDINGS_SHOWN = 50
NARROWING = ("severity", "state", "check", "document")


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


def finding_list(seen: Seen, wanted: Mapping[str, str]) -> list[Card]:
    """The findings of a severity, of a check, with a place in a document, that are answered (done) or wait (open);
    any where nothing is wanted."""
    return [_card(number, one, seen) for number, one in enumerate(shown(seen.analysis), 1) if _is_wanted(one, wanted)]


def _is_wanted(one: Finding, wanted: Mapping[str, str]) -> bool:
    return (
        wanted.get("severity", one.severity) == one.severity
        and wanted.get("check", one.check) == one.check
        and ("state" not in wanted or one.settled == (wanted["state"] == "done"))
        and ("document" not in wanted or any(place.document == wanted["document"] for place in one.places))
    )


def checks(seen: Seen) -> list[tuple[str, str, int]]:
    """The checks that found something: code, name and number of findings, by name."""
    counts = Counter(one.check for one in shown(seen.analysis))
    return sorted(((code, check_name(code), count) for code, count in counts.items()), key=lambda one: one[1])


def severity_links(wanted: Mapping[str, str], seen: Seen) -> list[tuple[str, str, bool]]:
    """What the head of the page leads to: all, each severity with how many wait, those that wait, those answered; the
    check and the document that were chosen stay."""
    kept = {name: value for name, value in wanted.items() if name in ("check", "document")}
    waits = severity_counts(seen.analysis)
    choices: list[tuple[str, dict[str, str]]] = [("すべて", {})]
    choices += [(f"{words.SEVERITIES[code]}（未回答{count}）", {"severity": code}) for code, count in waits.items()]
    choices += [("未回答", {"state": "open"}), (words.ANSWERED, {"state": "done"})]
    chosen = {name: value for name, value in wanted.items() if name not in kept}
    return [(name, address("/findings", {**which, **kept}), which == chosen) for name, which in choices]


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
