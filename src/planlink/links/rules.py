"""The city's own rules for goals (付け方の基準): what its officers have settled, over what the model says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planlink.japanese.text import search_key
from planlink.links.decide import LINKED, NONE, PRIMARY, RELATED, Verdict
from planlink.records.links import Criterion, Evidence
from planlink.records.places import SheetAt

EVEN = 0.5
"""The score of a link that only a rule speaks for."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Where the text holds `phrase`, goal `goal` is primary, at least related, or none (never linked)."""

    phrase: str
    goal: str
    level: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A measure has at most so many goals as primary: the best ones."""

    most: int


CityRule = Rule | Criterion | Limit


def rules_of(
    sdg_terms: Mapping[str, Sequence[str]], criteria: Sequence[Criterion] = (), most_primary: int | None = None
) -> tuple[CityRule, ...]:
    """The rules behind a city's settings: with its own terms (`sdg_terms`) a goal is at least related; then its
    criteria by goal; then how many goals of a measure may be primary."""
    terms = tuple(Rule(term, goal, RELATED) for goal, terms in sdg_terms.items() for term in terms)
    return (*terms, *criteria, *((Limit(most_primary),) if most_primary is not None else ()))


def apply_rules(verdicts: Sequence[Verdict], text: str, rules: Sequence[CityRule]) -> tuple[Verdict, ...]:
    """The goals' verdicts after the city's rules: terms first (later ones win), then criteria, then the limit."""
    key = search_key(text)
    levels = {r.goal: r.level for r in rules if isinstance(r, Rule) and search_key(r.phrase) in key}
    criteria = {rule.goal: rule for rule in rules if isinstance(rule, Criterion)}
    ruled = tuple(_ruled(verdict, levels.get(verdict.label)) for verdict in verdicts)
    held = tuple(_held(verdict, criteria.get(verdict.label), key) for verdict in ruled)
    limit = min((rule.most for rule in rules if isinstance(rule, Limit)), default=None)
    return held if limit is None else _limited(held, limit)


def backed_by_rules(
    verdict: Verdict, reasons: tuple[Evidence, ...], text: str, sheet_at: SheetAt, rules: Sequence[CityRule]
) -> tuple[Verdict, tuple[Evidence, ...]]:
    """A goal that a rule lifted shows the rule's phrase as its reason, heavy enough for an even score."""
    if verdict.status != LINKED or verdict.score >= EVEN:
        return verdict, reasons
    phrase = next(
        (
            rule.phrase
            for rule in rules
            if isinstance(rule, Rule) and rule.goal == verdict.label and search_key(rule.phrase) in search_key(text)
        ),
        None,
    )
    if phrase is None:
        return verdict, reasons
    start = text.find(phrase)
    weight = -sum(reason.weight for reason in reasons)
    reason = Evidence(None, None, None, None, weight)
    if start >= 0:
        reason = Evidence(phrase, start, start + len(phrase), sheet_at(start), weight)
    return replace(verdict, score=EVEN), (reason, *reasons)


def _ruled(verdict: Verdict, level: str | None) -> Verdict:
    if level is None:
        return verdict
    if level == RELATED and verdict.level == PRIMARY:
        return verdict
    if level == NONE:
        return replace(verdict, level=None, status=NONE)
    return replace(verdict, level=level, status=LINKED)


def _held(verdict: Verdict, criterion: Criterion | None, key: str) -> Verdict:
    """What a goal's criterion leaves of its verdict."""
    if criterion is None or verdict.status == NONE:
        return verdict
    needed = not criterion.needs or any(search_key(word) in key for word in criterion.needs)
    if not needed or any(search_key(word) in key for word in criterion.excludes):
        return replace(verdict, level=None, status=NONE)
    return replace(verdict, level=RELATED) if verdict.level == PRIMARY and criterion.most == RELATED else verdict


def _limited(verdicts: Sequence[Verdict], most: int) -> tuple[Verdict, ...]:
    """The best `most` primary goals stay so, the others are related."""
    primary = sorted((v for v in verdicts if v.level == PRIMARY), key=lambda v: -v.score)
    over = {verdict.label for verdict in primary[most:]}
    return tuple(replace(v, level=RELATED) if v.label in over else v for v in verdicts)
