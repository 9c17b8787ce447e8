"""What was said, by whom and when: decisions and answers, the latest first."""

from __future__ import annotations

from dataclasses import dataclass

from planlink.outputs.html import reason_title
from planlink.outputs.words import SEVERITIES
from planlink.records.findings import VERDICTS as ANSWERS
from planlink.records.findings import Answer, Finding
from planlink.records.links import Link
from planlink.web.city import Seen
from planlink.web.decide import labels
from planlink.web.words import VERDICTS

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Said:
    """A decision as the history tells it; `before` is the word that stood, empty where there was none."""

    number: int
    when: str
    who: str
    measure: str
    link: str
    before: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Given:
    """The last answer to a finding; `finding` None where the finding is gone."""

    answer: Answer
    finding: Finding
    verdict: str
    severity: str


def decisions(seen: Seen) -> list[Said]:
    """All decisions with what stood before each."""
    told = []
    names = {scheme: labels(seen, scheme) for scheme in ("sdg", "viewpoint", "theme")}
    for number, one in enumerate(seen.decisions, 1):
        name = names.get(one.scheme, {}).get(one.label, "")
        link = reason_title(Link(*one.pair, name, None, 0.0, ""))
        before, verdict = (VERDICTS.get(said, said) for said in (one.before, one.verdict))
        told.append(Said(number, one.when, one.who, seen.index.measure_title(one.measure), link, before, verdict))
    return told[::-1]


def answers(seen: Seen) -> list[Given]:
    """The last answer to each finding of today."""
    found = [
        Given(one.answer, one, ANSWERS.get(one.answer.verdict, one.answer.verdict), SEVERITIES.get(one.severity, ""))
        for one in seen.analysis.findings
        if one.answer is not None
    ]
    return sorted(found, key=lambda one: one.answer.when, reverse=True)
