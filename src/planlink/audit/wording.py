"""Checks on wording: names of basic goals and priority themes that differ from place to place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from planlink.audit.matter import Draft, Matter, where
from planlink.japanese.text import search_key
from planlink.records.places import Place
from planlink.records.plans import Mention

ALIKE = 0.6
"""Names at least so alike are meant to be the same; others are other things."""


def goal_names(matter: Matter) -> Iterator[Draft]:
    """Within each plan the name of a basic goal is the same wherever it stands."""
    for plan in matter.plans:
        official = {item.label: item.title for item in plan.items if item.kind == "goal"}
        for label, name in official.items():
            named = [m for m in plan.mentions if m.kind == "goal" and m.label == label]
            yield from _differing("goal-name-differs", label or "", name, named)


def theme_names(matter: Matter) -> Iterator[Draft]:
    """Over all plans the name of a priority theme is the same."""
    labels = dict.fromkeys(m.label for plan in matter.plans for m in plan.mentions if m.kind == "theme")
    for label in labels:
        named = [m for plan in matter.plans for m in plan.mentions if m.kind == "theme" and m.label == label]
        if named:
            yield from _differing("theme-name-differs", label, named[0].name, named)


def _differing(check: str, label: str, name: str, named: Sequence[Mention]) -> Iterator[Draft]:
    """One finding for each other spelling, with every place of both."""
    own = [m for m in named if _same(m.name, name)]
    spellings: dict[str, list[Mention]] = {}
    for mention in named:
        if not _same(mention.name, name) and _alike(mention.name, name):
            spellings.setdefault(_key(mention.name), []).append(mention)
    for others in spellings.values():
        first = own[0] if own else None
        facts = {
            "label": label,
            "first": name,
            "first_page": where(first) if first else "頁なし",
            "second": others[0].name,
            "second_page": where(others[0]),
        }
        places = tuple(Place(m.document, m.page, m.text) for m in (*own[:1], *others))
        subject = f"{others[0].document}.{label}.{_key(others[0].name)}"
        yield Draft(check, subject, facts, places)


def _key(name: str) -> str:
    return re.sub(r"[。、，,.・\s]", "", search_key(name))


def _same(other: str, name: str) -> bool:
    """Equal, cut short by a narrow column, or the name with more behind it (…ために, …⇒ …)."""
    first, second = _key(other), _key(name)
    return first == second or second.startswith(first) or first.startswith(second)


def _alike(other: str, name: str) -> bool:
    return SequenceMatcher(None, _key(other), _key(name), autojunk=False).ratio() >= ALIKE
