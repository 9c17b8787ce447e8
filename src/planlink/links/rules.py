"""The city's own rules for goals (付け方の基準): what its officers have settled, over what the model says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planlink.japanese.text import search_key
from planlink.links.decide import LINKED, NONE, PRIMARY, RELATED, Verdict

LEVELS = (PRIMARY, RELATED, NONE)


@dataclass(frozen=True, slots=True)
class Rule:
    """Where the text holds `phrase`, goal `goal` is primary, related, or none (never linked)."""

    phrase: str
    goal: str
    level: str


def apply_rules(verdicts: Sequence[Verdict], text: str, rules: Sequence[Rule]) -> tuple[Verdict, ...]:
    """The goals' verdicts after the city's rules; later rules win."""
    key = search_key(text)
    levels = {rule.goal: rule.level for rule in rules if search_key(rule.phrase) in key}
    return tuple(_ruled(verdict, levels.get(verdict.label)) for verdict in verdicts)


def _ruled(verdict: Verdict, level: str | None) -> Verdict:
    if level is None:
        return verdict
    if level == NONE:
        return replace(verdict, level=None, status=NONE)
    return replace(verdict, level=level, status=LINKED)
