"""Text cut for full-text search: each letter with its follower, written as code points so that no tokenizer of SQLite
can cut, fold or drop it. The trigram tokenizer is no use here: it finds no word of two letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from planlink.japanese.text import fold_with_map, search_key
from planlink.japanese.tokens import compounds, is_content, tokens
from planlink.knowledge import old_forms

NO_WORD = ' 　\t\n「」『』"“”'
"""Blanks and brackets that hold words together: a query of these alone asks for nothing."""
_TERM = re.compile(r"[^\W\d_]+")
_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_HIRAGANA = {katakana: hiragana for hiragana, katakana in _KATAKANA.items()}
_KANA_WORD = re.compile("[\u30a1-\u30f6\u30fc]{3,}")
"""A shorter word in katakana would be found inside others in hiragana: バス in 伸ばす."""
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")


def key(text: str) -> str:
    """The form in which texts are compared: normal letters in new forms, no case, no blanks of any kind, no commas in
    numbers."""
    made = "".join(search_key(text).split()).translate(old_forms())
    made = _THOUSANDS.sub(lambda found: found[0].replace(",", ""), made)
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


def terms(text: str) -> Iterator[tuple[str, str]]:
    """The nouns and what they make together, as they stand in the text, with their reading in katakana."""
    words = tokens(text)
    for word in (
        *(word for word in words if word.pos.startswith("名詞") and is_content(word)),
        *compounds(words, text),
    ):
        if len(word.surface) > 1 and _TERM.fullmatch(word.surface):
            yield word.surface, word.reading


def spellings(word: str, synonyms: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The word, what it becomes with each synonym in the place of the one it holds, and in the other kana."""
    asked = key(word)
    found = [asked]
    for group in synonyms:
        keys = [key(one) for one in group]
        held = next((one for one in sorted(keys, key=len, reverse=True) if one in asked), None)
        found += [asked.replace(held, other) for other in keys if held and other != held]
    return tuple(dict.fromkeys((*found, in_katakana(asked), _KANA_WORD.sub(_in_hiragana, asked))))


def in_katakana(text: str) -> str:
    """The text with its hiragana in the other kana."""
    return text.translate(_KATAKANA)


def _in_hiragana(found: re.Match[str]) -> str:
    return found[0].translate(_HIRAGANA)


def places(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Where a word stands in the raw text, whatever its letters' width, case, blanks and commas."""
    said, origin = _keyed(text)
    asked = key(word)
    start = said.find(asked) if asked else -1
    while start >= 0:
        last = origin[start + len(asked) - 1]
        end = next((after for after in origin[start + len(asked) :] if after > last), len(text))
        yield origin[start], origin[start] + len(text[origin[start] : end].rstrip())
        start = said.find(asked, start + len(asked))


@lru_cache(maxsize=256)
def _keyed(text: str) -> tuple[str, tuple[int, ...]]:
    """The letters that count and where each of them came from."""
    folded = fold_with_map(text)
    pieces = [
        (low, place) for letter, place in zip(folded.text, folded.source, strict=True) for low in letter.casefold()
    ]
    pieces = [(letter, place) for letter, place in pieces if letter.strip()]
    said = "".join(letter for letter, _ in pieces).translate(old_forms())
    commas = {n for found in _THOUSANDS.finditer(said) for n in range(*found.span()) if said[n] == ","}
    kept = [n for n in range(len(said)) if n not in commas]
    return "".join(said[n] for n in kept), tuple(pieces[n][1] for n in kept)
