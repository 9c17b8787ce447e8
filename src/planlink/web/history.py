"""What was said, by whom and when: decisions and answers, the latest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from planlink.outputs.html import reason_title
from planlink.outputs.words import SEVERITIES, WAYS
from planlink.records.findings import VERDICTS as ANSWERS
from planlink.records.findings import Answer, Finding
from planlink.records.links import Decision, Link
from planlink.web.city import Seen
from planlink.web.decide import labels
from planlink.web.words import VERDICTS
from planlink.workspace.decisions import UNDO

SHOWN = 200
NARROWING = ("who", "way", "measure")
NO_FILTER: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Said:
    """A decision as the history tells it; `before` is the word that stood, empty where there was none; `id` is its
    measure's, empty where that is gone; `way` tells how it was given, `is_undo` whether it takes another one back."""

    number: int
    when: str
    who: str
    measure: str
    id: str
    link: str
    before: str
    verdict: str
    way: str
    why: str
    is_undo: bool


@dataclass(frozen=True, slots=True)
class Given:
    """The last answer to a finding; `finding` None where the finding is gone."""

    answer: Answer
    finding: Finding
    verdict: str
    severity: str


def decisions(seen: Seen, wanted: Mapping[str, str] = NO_FILTER) -> list[Said]:
    """The decisions with what stood before each: all, or those of a person (who), in a way, on a measure."""
    names = {scheme: labels(seen, scheme) for scheme in ("sdg", "viewpoint", "theme")}
    told = [
        _said(number, one, names, seen)
        for number, one in enumerate(seen.decisions, 1)
        if all(getattr(one, name) == value for name, value in wanted.items())
    ]
    return told[::-1]


def _said(number: int, one: Decision, names: Mapping[str, Mapping[str, str]], seen: Seen) -> Said:
    before, verdict = (VERDICTS.get(said, said) for said in (one.before, one.verdict))
    return Said(
        number=number,
        when=one.when,
        who=one.who,
        measure=seen.index.measure_title(one.measure),
        id=one.measure if one.measure in seen.index.measures else "",
        link=reason_title(Link(*one.pair, names.get(one.scheme, {}).get(one.label, ""), None, 0.0, "")),
        before=before,
        verdict=verdict,
        way=WAYS.get(one.way, one.way),
        why=one.why,
        is_undo=one.way == UNDO,
    )


def people(seen: Seen) -> list[str]:
    """Who said anything, by name."""
    return sorted({one.who for one in seen.decisions if one.who})


def ways(seen: Seen) -> list[tuple[str, str]]:
    """The ways in which anything was said, as code and in words."""
    there = {one.way for one in seen.decisions}
    return [(code, name) for code, name in WAYS.items() if code in there]


def answers(seen: Seen) -> list[Given]:
    """The last answer to each finding of today."""
    found = [
        Given(one.answer, one, ANSWERS.get(one.answer.verdict, one.answer.verdict), SEVERITIES.get(one.severity, ""))
        for one in seen.analysis.findings
        if one.answer is not None
    ]
    return sorted(found, key=lambda one: one.answer.when, reverse=True)
