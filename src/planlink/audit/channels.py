"""Checks on how two plans mean to tell people the same thing: by an app, by the web site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from planlink import knowledge
from planlink.audit.matter import Draft, Matter, where
from planlink.japanese.text import fold
from planlink.japanese.tokens import compounds, tokens
from planlink.records.places import Place
from planlink.records.plans import Plan

RARE = 3
"""Sentences in which a word stands that two of them share by no chance."""
SHORTEST = 3  # letters of such a word


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a measure or an item of a list, with its compounds and the channels that it names."""

    owner: str
    place: Place
    text: str
    compounds: frozenset[str]
    channels: frozenset[str]


def other_channels(matter: Matter) -> Iterator[Draft]:
    """Sentences of two plans that share a rare compound and name different channels."""
    every = [sentence for plan in matter.plans for sentence in _sentences(plan)]
    telling = [sentence for sentence in every if sentence.channels]
    shared: dict[tuple[int, int], set[str]] = {}
    for word, places in _places_of_words(telling).items():
        if sum(word in sentence.text for sentence in every) <= RARE:
            for pair in combinations(sorted(places), 2):
                shared.setdefault(pair, set()).add(word)
    for (first, second), words in sorted(shared.items()):
        one, other = telling[first], telling[second]
        if one.place.document != other.place.document and not one.channels & other.channels:
            yield _draft(one, other, max(words, key=lambda word: (len(word), word)))


def _places_of_words(sentences: Sequence[Sentence]) -> dict[str, set[int]]:
    """Which sentences (by place) have a compound, also inside a longer one (電子回覧板): of each compound of any
    sentence that stands in several."""
    inside: dict[str, set[int]] = {}
    for place, sentence in enumerate(sentences):
        for word in sentence.compounds:
            for start in range(len(word) - SHORTEST + 1):
                for end in range(start + SHORTEST, len(word) + 1):
                    inside.setdefault(word[start:end], set()).add(place)
    every = {word for sentence in sentences for word in sentence.compounds}
    return {word: inside[word] for word in sorted(every) if 1 < len(inside[word]) <= RARE}


def _sentences(plan: Plan) -> Iterator[Sentence]:
    texts = [(m.id, m.place_of(said.strip()), said) for m in plan.measures for said in re.split("(?<=。)", m.text)]
    texts += [(i.id, Place(plan.id, i.page, i.title), i.title) for i in plan.items if i.kind == "viewpoint-item"]
    words = knowledge.wording_facts()
    for owner, place, text in texts:
        folded = fold(text)
        found = {fold(c.surface).rstrip(words.tails) for c in compounds(tokens(text), text)}
        kept = frozenset(word for word in found if len(word) >= SHORTEST)
        channels = frozenset(channel for channel in words.channels if channel in folded)
        yield Sentence(owner, place, folded, kept, channels)


def _draft(one: Sentence, other: Sentence, about: str) -> Draft:
    facts = {
        "about": about,
        "first": one.place.text,
        "first_page": where(one.place),
        "first_channel": "，".join(sorted(one.channels)),
        "second": other.place.text,
        "second_page": where(other.place),
        "second_channel": "，".join(sorted(other.channels)),
    }
    return Draft("channel-differs", f"{one.owner}:{other.owner}:{about}", facts, (one.place, other.place))
