"""Text cut for full-text search: each letter with its follower, written as code points so that no tokenizer of SQLite
can cut, fold or drop it. The trigram tokenizer is no use here: it finds no word of two letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from planlink.japanese.text import search_key
from planlink.japanese.tokens import is_content, tokens

NO_WORD = ' 　\t\n「」『』"“”'
"""Blanks and brackets that hold words together: a query of these alone asks for nothing."""
MINUS = "-－−‐"
_QUOTED = re.compile(r"「([^」]+)」|『([^』]+)』|[\"“”]([^\"“”]+)[\"“”]")
_RUNS = re.compile(r"[\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[\u30a0-\u30ff]+|[a-z0-9]+")


def key(text: str) -> str:
    """The form in which texts are compared: normal letters, no case, no blanks of any kind."""
    made = "".join(search_key(text).split())
    return made if made == text else key(made)  # letters that stand together only now may make one


def indexed(text: str) -> str:
    """The text as tokens: every letter with the next one, the last alone."""
    letters = [f"{ord(letter):06x}" for letter in key(text)]
    return " ".join(here + after for here, after in pairwise([*letters, ""]))


def phrase(word: str) -> str:
    """An FTS5 expression that finds `word` as it stands, inside other words too; empty for an empty word."""
    letters = [f"{ord(letter):06x}" for letter in key(word)]
    if len(letters) <= 1:
        return "".join(f'"{letter}" *' for letter in letters)
    return '"' + " ".join(here + after for here, after in pairwise(letters)) + '"'


def lemmas(text: str) -> str:
    """The words that carry meaning, by their dictionary form, as tokens."""
    words = (token.lemma for token in tokens(text) if is_content(token))
    return " ".join("".join(f"{ord(letter):06x}" for letter in word) for word in words)


def spellings(word: str, synonyms: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The word and what it becomes with each synonym in the place of the one it holds."""
    asked = key(word)
    found = [asked]
    for group in synonyms:
        keys = [key(one) for one in group]
        held = next((one for one in sorted(keys, key=len, reverse=True) if one in asked), None)
        found += [asked.replace(held, other) for other in keys if held and other != held]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Query:
    """The words asked for; `pieces` are what is left of them when they are not found as they stand; `exact` are
    the phrases that were quoted, `without` the words that must not be there, `free` the text that was not quoted."""

    words: tuple[str, ...]
    pieces: tuple[str, ...]
    exact: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    free: str = ""


def parse(query: str) -> Query:
    """Words are separated by blanks; 「」 and "" hold a phrase together; － before a word excludes it."""
    words: list[str] = []  # quoted ones first

    def keep(found: re.Match[str]) -> str:
        words.append(next(group for group in found.groups() if group))
        return " "

    rest = _QUOTED.sub(keep, query)
    typed = rest.split()
    without = frozenset(word[1:] for word in typed if word[0] in MINUS and key(word[1:]))
    free = [word for word in typed if word[0] not in MINUS]
    pieces = [piece for word in free for piece in _RUNS.findall(key(word)) if len(piece) > 1]
    every = [word for word in (*words, *free) if key(word)]
    both = tuple(dict.fromkeys(every)), tuple(dict.fromkeys((*words, *pieces)))
    return Query(*both, frozenset(words), without, " ".join(word for word in free if key(word)))


def found_at(text: str, words: tuple[str, ...]) -> tuple[int, int] | None:
    """Where in the raw text the first of the words stands, None where none does."""
    folded, origin = _folded(text)
    for word in words:
        place = folded.find(key(word))
        if place >= 0 and key(word):
            return origin[place], origin[place + len(key(word)) - 1] + 1
    return None


def _folded(text: str) -> tuple[str, list[int]]:
    pieces = [key(letter) for letter in text]
    return "".join(pieces), [place for place, piece in enumerate(pieces) for _ in piece]
