"""The city's own rules for goals (付け方の基準): what its officers have settled, over what the model says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planlink.japanese.text import search_key
from planlink.links.decide import LINKED, NONE, PRIMARY, RELATED, Verdict
from planlink.records.links import Evidence

EVEN = 0.5
"""The score of a link that only a rule speaks for."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Where the text holds `phrase`, goal `goal` is primary, at least related, or none (never linked)."""

    phrase: str
    goal: str
    level: str


def rules_of(sdg_terms: Mapping[str, Sequence[str]]) -> tuple[Rule, ...]:
    """The rules behind a city's own terms by goal (settings `sdg_terms`): the goal is at least related."""
    return tuple(Rule(term, goal, RELATED) for goal, terms in sdg_terms.items() for term in terms)


def apply_rules(verdicts: Sequence[Verdict], text: str, rules: Sequence[Rule]) -> tuple[Verdict, ...]:
    """The goals' verdicts after the city's rules; later rules win."""
    key = search_key(text)
    levels = {rule.goal: rule.level for rule in rules if search_key(rule.phrase) in key}
    return tuple(_ruled(verdict, levels.get(verdict.label)) for verdict in verdicts)


def backed_by_rules(
    verdict: Verdict, reasons: tuple[Evidence, ...], text: str, page: int | None, rules: Sequence[Rule]
) -> tuple[Verdict, tuple[Evidence, ...]]:
    """A goal that a rule lifted shows the rule's phrase as its reason, heavy enough for an even score."""
    if verdict.status != LINKED or verdict.score >= EVEN:
        return verdict, reasons
    phrase = next(
        (r.phrase for r in rules if r.goal == verdict.label and search_key(r.phrase) in search_key(text)), None
    )
    if phrase is None:
        return verdict, reasons
    start = text.find(phrase)
    weight = -sum(reason.weight for reason in reasons)
    found = start >= 0
    reason = Evidence(phrase, start, start + len(phrase), page, weight) if found else Evidence(*(None,) * 4, weight)
    return replace(verdict, score=EVEN), (reason, *reasons)


def _ruled(verdict: Verdict, level: str | None) -> Verdict:
    if level is None:
        return verdict
    if level == RELATED and verdict.level == PRIMARY:
        return verdict
    if level == NONE:
        return replace(verdict, level=None, status=NONE)
    return replace(verdict, level=level, status=LINKED)
