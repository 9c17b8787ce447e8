"""Checks on indicators that stand apart from the measures of their group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from planlink import knowledge
from planlink.audit.matter import Draft, Matter, live, place_of, row_of, sheet, told
from planlink.japanese.text import search_key
from planlink.japanese.tokens import Token, compounds, tokens
from planlink.records.plans import Indicator, Measure

LONG = 4
"""Letters of a compound in an indicator's name that another group's measure has by no chance."""
PAIR = 2
"""Letters that a noun shares with a text that speaks of its matter (宿泊客, 宿泊)."""


def far_indicators(matter: Matter) -> Iterator[Draft]:
    """An indicator in whose group no heading and no measure has a noun of its name, a synonym, or two letters of one,
    while a measure of another group has a long compound of it. What is counted is often an outcome in other words than
    the measures' (婚姻件数, 出会いの場), so that without the other measure nothing can be said. What people say of
    themselves (…と感じる割合, 満足度) is left alone: anything may move it."""
    for plan in matter.plans:
        for indicator in live(plan):
            measures = [measure for measure in plan.measures if measure.group in indicator.owners]
            nouns, names = _words(indicator) if indicator.kind == "kpi" and measures else ([], [])
            if names and not _spoken_of(indicator.name, nouns, measures):
                others = [m for m in plan.measures if m not in measures and any(name in _text(m) for name in names)]
                if others:
                    yield _draft(indicator, others)


def _draft(indicator: Indicator, others: Sequence[Measure]) -> Draft:
    facts = {"name": indicator.name, "page": sheet(indicator.page), "told": told(others)}
    facts["group"] = "」「".join(indicator.groups)
    return Draft("indicator-far", indicator.id, facts, (row_of(indicator), *map(place_of, others)))


def _words(indicator: Indicator) -> tuple[list[str], list[str]]:
    """The nouns and the long compounds by which a name says what is counted, its brackets left out."""
    name = re.sub(r"[（(【\[][^（）()【】\[\]]*[）)】\]]", "", indicator.name)
    words = tokens(name)
    if name.endswith("度") or any(word.pos.startswith(("動詞", "形容詞")) for word in words):
        return [], []
    names = (compound.surface.rstrip(knowledge.wording_facts().tails) for compound in compounds(words, name))
    return [word.surface for word in words if _is_telling(word)], [name for name in names if len(name) >= LONG]


def _is_telling(word: Token) -> bool:
    noun = word.pos.startswith(("名詞-普通名詞", "名詞-固有名詞"))
    return noun and len(word.surface) >= PAIR and word.surface not in knowledge.section_words().counted


def _spoken_of(name: str, nouns: Sequence[str], measures: Sequence[Measure]) -> bool:
    text = search_key(" ".join(chain.from_iterable((*measure.path, _text(measure)) for measure in measures)))
    equals = [word for group in knowledge.synonyms() if any(one in name for one in group) for word in group]
    keys = [search_key(noun) for noun in (*nouns, *equals)]
    return any(key[n : n + PAIR] in text for key in keys for n in range(len(key) - 1))


def _text(measure: Measure) -> str:
    return f"{measure.title}。{measure.text}"
