"""What was said, by whom and when: decisions and answers, the latest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from planlink.outputs.html import reason_title
from planlink.outputs.words import SEVERITIES, WAYS
from planlink.records.findings import VERDICTS as ANSWERS
from planlink.records.findings import Answer, Finding
from planlink.records.links import Decision, Link
from planlink.web.city import Seen
from planlink.web.decide import WAYS as WAYS_HERE
from planlink.web.decide import labels
from planlink.web.words import VERDICTS
from planlink.workspace.decisions import UNDO

SHOWN = 200
NARROWING = ("who", "way", "measure")
NO_FILTER: Mapping[str, str] = MappingProxyType({})
MOST_STEPS = 100
"""So many steps can be taken back one after the other after a page was loaded."""


@dataclass(frozen=True, slots=True)
class Said:
    """A decision as the history tells it; `before` is the word that stood, empty where there was none; `id` is its
    measure's, empty where that is gone; `way` tells how it was given, `is_undo` whether it takes another one back.
    `act` is the step it belongs to; `count` how many decisions that has, at the latest of a step that can be taken
    back, else 0; `undone` that it was taken back."""

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
    act: int
    count: int
    undone: bool


@dataclass(frozen=True, slots=True)
class Given:
    """The last answer to a finding; `finding` None where the finding is gone."""

    answer: Answer
    finding: Finding
    verdict: str
    severity: str


def decisions(seen: Seen, wanted: Mapping[str, str] = NO_FILTER) -> list[Said]:
    """The decisions with what stood before each, the latest first: all, or those of a person (who), in a way, on a
    measure."""
    names = {scheme: labels(seen, scheme) for scheme in ("sdg", "viewpoint", "theme")}
    undone = {one.undoes for one in seen.decisions if one.undoes}
    sizes = Counter(one.act for one in seen.decisions)
    told, begun = [], set[int]()
    for number, one in reversed(list(enumerate(seen.decisions, 1))):
        is_told = bool(one.undoes) or one.act in undone or one.act in begun
        begun.add(one.act)
        if all(getattr(one, name) == value for name, value in wanted.items()):
            count = 0 if is_told else sizes[one.act]
            told.append(replace(_said(number, one, names, seen), count=count, undone=one.act in undone))
    return told


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
        act=one.act,
        count=0,
        undone=False,
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


def steps(events: Iterable[Decision], who: str) -> list[int]:
    """The acts that a person gave on the page and that can be taken back, the latest last."""
    told = tuple(events)
    undone = {event.undoes for event in told}
    own: dict[int, bool] = {}
    for one in told:
        is_own = one.who == who and one.way in WAYS_HERE and not one.undoes and one.act not in undone
        own[one.act] = is_own and own.get(one.act, True)
    return sorted(act for act, is_own in own.items() if is_own)[-MOST_STEPS:]
