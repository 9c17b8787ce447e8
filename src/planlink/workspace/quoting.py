"""The sentence of an entry that answers a query, and where the words that answer stand in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from planlink.japanese.tokens import content, is_content, tokens
from planlink.workspace import grams

LONGEST = 120
BEFORE = 30
"""Letters before the first word where a sentence is cut."""
CUT = "…"
_SENTENCE = re.compile(r"[^。！？\n]*[。！？]+[」』）)]*|[^。！？\n]+")
Span = tuple[int, int]
Nearest = Callable[[Sequence[str]], int]
"""Which of some texts is nearest to the query in meaning."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence, with … where it was cut, and the spans of its letters that answer; `start` is where in the whole text
    the first of them stands, or else the sentence begins."""

    text: str
    marks: tuple[Span, ...] = ()
    start: int = 0


def quotation(
    text: str, words: Sequence[str], nearest: Nearest | None = None, exact: Collection[str] = ()
) -> Quotation:
    """The sentence with most of the words (as they stand, or else by their dictionary form); without any, the one
    that is nearest in meaning."""
    told = [
        (said, found.start() + found[0].index(said)) for found in _SENTENCE.finditer(text) if (said := found[0].strip())
    ]
    sentences, starts = zip(*told, strict=True) if told else ((text,), (0,))
    found = [_places(sentence, words, exact) for sentence in sentences]
    if not any(found):
        found = [_by_lemma(sentence, words) for sentence in sentences]
    best = max(range(len(sentences)), key=lambda n: (len({grams.key(sentences[n][slice(*at)]) for at in found[n]}), -n))
    if not found[best] and nearest is not None and len(sentences) > 1:
        best = nearest(sentences)
    first = found[best][0][0] if found[best] else 0
    return _cut(Quotation(sentences[best], found[best], starts[best] + first))


def marks(text: str, words: Sequence[str], exact: Collection[str] = ()) -> tuple[Span, ...]:
    """Where the words stand, or else those with the same dictionary form; spans that touch are one. Numbers are found
    whole, but for those in `exact` words."""
    return _places(text, words, exact) or _by_lemma(text, words)


def _places(text: str, words: Sequence[str], exact: Collection[str]) -> tuple[Span, ...]:
    return _joined(at for word in words for at in grams.places(text, word) if word in exact or _is_whole(text, *at))


def _by_lemma(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    lemmas = _lemmas(tuple(words))
    return _joined((one.start, one.end) for one in tokens(text) if is_content(one) and one.lemma in lemmas)


@lru_cache(maxsize=8)
def _lemmas(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(lemma for word in words for lemma in content(word))


def _joined(found: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def _is_whole(text: str, start: int, end: int) -> bool:
    """No number is cut at either end."""
    cut_before = text[start].isdecimal() and re.search(r"\d[.,．，]?$", text[:start])
    cut_after = text[end - 1].isdecimal() and re.match(r"[.,．，]?\d", text[end:])
    return not cut_before and not cut_after


def _cut(said: Quotation) -> Quotation:
    """No longer than a reader takes in at once."""
    if len(said.text) <= LONGEST:
        return said
    first = said.marks[0][0] if said.marks else 0
    start = min(max(0, first - BEFORE), len(said.text) - LONGEST)
    end = start + LONGEST
    moved = len(CUT) * bool(start) - start
    kept = ((max(a, start), min(b, end)) for a, b in said.marks if a < end and b > start)
    text = CUT * bool(start) + said.text[start:end] + CUT * (end < len(said.text))
    return Quotation(text, tuple((a + moved, b + moved) for a, b in kept), said.start)
