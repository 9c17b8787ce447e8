"""What a query asks for: words and phrases, choices between them (OR), and what must not be there."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from planlink.japanese.text import fold
from planlink.workspace import figures, grams

MINUS = "-－−‐"
MOST_TERMS = 32
"""Words of a query that count: beyond that SQLite would not follow."""
MOST_WAYS = 8
"""Choices that are looked up one by one in meaning; with more of them all words are one text."""
OR = "OR"
_QUOTED = re.compile(r"「([^」]+)」|『([^』]+)』|[\"“”]([^\"“”]+)[\"“”]")
_TYPED = re.compile(r"[|｜]|[^\s|｜]+")
_RUNS = re.compile(r"[\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[\u30a0-\u30ff]+|[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Query:
    """`groups` are asked for together, each a choice of words; `exact` of these are the phrases that were quoted.
    `without` must not be there; `pieces` are what is left of the words when they are not found as they stand."""

    groups: tuple[tuple[str, ...], ...] = ()
    exact: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    pieces: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All words, once each."""
        return tuple(dict.fromkeys(word for group in self.groups for word in group))

    @property
    def bound(self) -> tuple[tuple[str, ...], ...]:
        """The choices one of which must stand there, since a phrase is among them."""
        return tuple(group for group in self.groups if self.exact.intersection(group))

    @property
    def ways(self) -> tuple[str, ...]:
        """The texts whose meaning is asked for, one for each combination of choices; none where only phrases and
        numbers are asked for."""
        meant = [[word if self._is_meant(word) else "" for word in group] for group in self.groups]
        if math.prod(map(len, meant)) > MOST_WAYS:
            meant = [[word] for group in meant for word in group]
        made = (" ".join(filter(None, words)) for words in product(*meant))
        return tuple(dict.fromkeys(text for text in made if text))

    def _is_meant(self, word: str) -> bool:
        return word not in self.exact and not figures.is_figure(word)


@dataclass(frozen=True, slots=True)
class _Term:
    text: str
    quoted: bool = False
    negative: bool = False

    @property
    def is_or(self) -> bool:
        return not self.quoted and (self.text in "|｜" or fold(self.text) == OR)


def parse(query: str) -> Query:
    """Words are separated by blanks; 「」 and "" hold a phrase together; OR or ｜ between words leaves the choice;
    － before a word excludes it. A number with a minus alone is a number below zero."""
    terms = list(_terms(query))
    plain = [term for term in terms if not term.is_or]
    if plain and all(term.negative and figures.is_figure(term.text) for term in plain):
        terms = [_Term(f"{figures.BELOW}{term.text}") if term.negative else term for term in terms]
    groups: list[list[_Term]] = []
    chooses = False
    for term in terms[:MOST_TERMS]:
        if term.is_or:
            chooses = bool(groups)
            continue
        if not term.negative and grams.key(term.text):
            if chooses:
                groups[-1].append(term)
            else:
                groups.append([term])
        chooses = False
    groups.sort(key=lambda group: not any(term.quoted for term in group))  # phrases first: they are what is marked
    positive = [term for group in groups for term in group]
    whole = [term.text for term in positive if term.quoted]
    runs = [run for term in positive if not term.quoted for run in _RUNS.findall(grams.key(term.text))]
    return Query(
        tuple(dict.fromkeys(tuple(dict.fromkeys(term.text for term in group)) for group in groups)),
        frozenset(whole),
        frozenset(term.text for term in terms[:MOST_TERMS] if term.negative and grams.key(term.text)),
        tuple(dict.fromkeys((*whole, *(run for run in runs if len(run) > 1)))),
    )


def _terms(query: str) -> Iterator[_Term]:
    end = 0
    for found in _QUOTED.finditer(query):
        before = query[end : found.start()]
        excludes = before[-1:] in tuple(MINUS) and not before[-2:-1].strip(" \u3000\t\n|｜")
        yield from _free(before[:-1] if excludes else before)
        yield _Term(next(group for group in found.groups() if group), quoted=True, negative=excludes)
        end = found.end()
    yield from _free(query[end:])


def _free(text: str) -> Iterator[_Term]:
    for typed in _TYPED.findall(text):
        negative = typed[0] in MINUS
        yield _Term(typed[1:] if negative else typed, negative=negative)
