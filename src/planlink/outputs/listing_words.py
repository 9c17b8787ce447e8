"""The words of planlink outline (listing.toml); the reading report says with them why there are no measures."""

from __future__ import annotations

from planlink import knowledge
from planlink.outputs.words import ROLES, words_in
from planlink.records.plans import Plan
from planlink.settings import NO_MEASURES

EXAMPLES = 2  # words that a reason names
NO_PLAN, OTHER_ROLE, NONE = "no-plan", "role", "none"

Words = dict[str, dict[str, str]]


def listing_words() -> Words:
    """The words by section and name."""
    return words_in("listing.toml")


def rule_without(plan: Plan) -> str | None:
    """The rule that left a plan without measures; None where it has some."""
    if plan.measures:
        return None
    if any(doubt.kind == NO_PLAN for doubt in plan.doubts):
        return NO_PLAN
    return OTHER_ROLE if plan.role in NO_MEASURES else NONE


def why_none(plan: Plan) -> str | None:
    """Why a plan has no measures and what to do, in the words of planlink outline; None where it has some."""
    rule, words = rule_without(plan), listing_words()
    if rule is None:
        return None
    examples = "".join(f"「{word}」" for word in knowledge.section_words().announcing[:EXAMPLES])
    reason = words["rules"][rule].format(words=examples, role=ROLES.get(plan.role, plan.role))
    return reason + words["change"]["see" if rule == NONE else "role"]
