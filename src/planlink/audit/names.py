"""Checks on names of plans, bodies and agreements that differ by a word or a letter from place to place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from planlink import knowledge
from planlink.audit.matter import Draft, Matter, where
from planlink.japanese.text import search_key
from planlink.japanese.tokens import compounds, tokens
from planlink.records.places import Place
from planlink.records.plans import Passage

SHORTEST = 6
INSERTED = 4
"""Letters of a name, and at most of what one name has more than the other."""
SHARED = 2  # letters that both names share before and behind what differs
KATAKANA = dict(zip("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ", strict=True))


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed first, and every place of it."""

    printed: str
    places: tuple[Place, ...]


def differing_names(matter: Matter) -> Iterator[Draft]:
    """Two names with the same ending, of which one has a word more in its middle, or the same letters in another size
    (スマートウエルネス, スマートウェルネス)."""
    names = _names(matter)
    near: dict[tuple[str, str], list[str]] = {}
    for key in names:
        sized = _sized(key)
        near.setdefault((sized[:SHARED], sized[-SHARED:]), []).append(key)
    for keys in near.values():
        for one, other in combinations(keys, 2):
            if names[one].printed != names[other].printed and (alike(one, other) or _sized(one) == _sized(other)):
                yield _draft(names[one], names[other])


def alike(one: str, other: str) -> bool:
    """One is the other with a few letters more inside it, and they do not make it another thing."""
    short, long = sorted((one, other), key=len)
    more = len(long) - len(short)
    if not 0 < more <= INSERTED or long.startswith(short) or long.endswith(short):
        return False
    start = next((n for n in range(len(short)) if short[n] != long[n]), len(short))
    inserted = long[start : start + more]
    if short[:start] + inserted + short[start:] != long or min(start, len(short) - start) < SHARED:
        return False
    return not re.search(r"\d", inserted) and not _apart(long, start, more)


def _apart(long: str, start: int, more: int) -> bool:
    """What is inserted may be cut in several ways (委員児童 | 児童委員): one that makes another thing counts."""
    words = knowledge.wording_facts().apart
    cuts = [start]
    while cuts[-1] and long[cuts[-1] - 1] == long[cuts[-1] + more - 1]:
        cuts.append(cuts[-1] - 1)
    return any(long[cut : cut + more] in words for cut in cuts)


def _names(matter: Matter) -> Mapping[str, Name]:
    """Names by their letters in normal form, in reading order."""
    found: dict[str, list[Place]] = {}
    for passage in matter.passages():
        for printed in dict.fromkeys(_printed(passage)):
            found.setdefault(search_key(printed), []).append(Place(passage.document, passage.page, printed))
    return {key: Name(places[0].text, tuple(places)) for key, places in found.items()}


def _printed(passage: Passage) -> Iterator[str]:
    """Compounds up to the last ending in them, names in katakana with what follows, and quoted ones. The
    sources of quotations (『…計画』より) are other documents."""
    text = re.sub(r"(?<=[ぁ-ヶ一-龠])[ \u3000]+(?=[ぁ-ヶ一-龠])|『[^『』]*』より", "", passage.text)
    ends = "|".join(knowledge.wording_facts().ends)
    for compound in compounds(tokens(text), text):
        whole = re.match(rf".*(?:{ends})", compound.surface)
        if whole and len(whole[0]) >= SHORTEST:
            yield whole[0]
    yield from re.findall(rf"[ァ-ヶー]{{4,}}[ぁ-ん一-龠]{{1,6}}(?:{ends})", text)
    yield from re.findall(rf"[「『]([^「」『』。]{{4,28}}(?:{ends}))[」』]", text)


def _sized(name: str) -> str:
    return "".join(KATAKANA.get(letter, letter) for letter in name)


def _draft(one: Name, other: Name) -> Draft:
    first, second = one.places[0], other.places[0]
    facts = {
        "first": one.printed,
        "first_page": where(first),
        "second": other.printed,
        "second_page": where(second),
    }
    subject = f"{search_key(one.printed)}:{search_key(other.printed)}"
    return Draft("name-differs", subject, facts, (*one.places, *other.places))
