"""Words of Japanese text, with their places in the raw letters. The only module that imports fugashi."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from planlink.japanese.text import Folded, fold, fold_with_map

COMPOUND = "複合名詞"
_LEMMA, _KANA = 7, 17
_LATIN = re.compile(r"[A-Za-z0-9]+")
_PARTS = ("名詞-普通名詞", "名詞-固有名詞", "接尾辞-名詞的", "接頭辞", "形状詞-一般", "名詞-ラテン")
_CONTENT = ("名詞-普通名詞", "名詞-固有名詞", "名詞-ラテン", "動詞", "形容詞", "形状詞", COMPOUND)


@dataclass(frozen=True, slots=True)
class Token:
    """A word: `surface` is the raw text's letters `start` to `end` (half-open), `lemma` the dictionary form in normal
    letters (子ども → 子供, small Latin letters), `pos` unidic's class and subclass ("名詞-普通名詞"), `reading` in
    katakana, as it is written."""

    surface: str
    lemma: str
    pos: str
    start: int
    end: int
    reading: str = ""


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text` in order; blanks between them belong to no token. Runs of Latin letters and digits (CO2,
    5G) are one word, so that AI is never found inside AIR."""
    folded = fold_with_map(text)
    found: list[Token] = []
    for surface, lemma, pos, start, end, reading in _latin_joined(_analysed(folded.text)):
        raw_start, raw_end = _raw_span(folded, start, end, len(text))
        if found and raw_start < found[-1].end:  # a letter such as ㌔ that folds to several is never cut
            last = found.pop()
            raw_start, lemma, pos, reading = last.start, last.lemma + lemma, last.pos, last.reading + reading
        elif not surface.strip():
            continue
        found.append(Token(text[raw_start:raw_end], lemma, pos, raw_start, raw_end, reading))
    return tuple(found)


def compounds(words: Sequence[Token], text: str) -> tuple[Token, ...]:
    """Noun sequences of two and more words as one token each (医療 + 費, 再生 + 可能 + エネルギー)."""
    joined = []
    for run in _runs(words):
        if len(run) > 1:
            start, end = run[0].start, run[-1].end
            lemma, reading = "".join(word.lemma for word in run), "".join(word.reading for word in run)
            joined.append(Token(text[start:end], lemma, COMPOUND, start, end, reading))
    return tuple(joined)


def is_content(token: Token) -> bool:
    """Whether the word carries meaning by itself (no particles, numbers, marks or auxiliaries)."""
    return token.pos.startswith(_CONTENT) and not token.lemma.isdigit()


def content(text: str) -> frozenset[str]:
    """The lemmas of the words that carry meaning."""
    return frozenset(token.lemma for token in tokens(text) if is_content(token))


def _runs(words: Sequence[Token]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for word in words:
        if run and (word.start != run[-1].end or not word.pos.startswith(_PARTS)):
            yield run
            run = []
        if word.pos.startswith(_PARTS) and (run or not word.pos.startswith("接尾辞")):
            run.append(word)
    if run:
        yield run


_Word = tuple[str, str, str, int, int, str]


def _analysed(text: str) -> Iterator[_Word]:
    """MeCab's words with their places; it swallows blanks, so that each surface is looked up from the last end on."""
    cursor = 0
    for node in _tagger()(_sayable(text)):
        surface = node.surface
        start = text.find(surface, cursor)
        if start < 0:
            continue
        cursor = start + len(surface)
        lemma, pos, reading = _said(surface, node.feature_raw)
        yield surface, lemma, pos, start, cursor, reading


def _latin_joined(words: Iterator[_Word]) -> Iterator[_Word]:
    held: _Word | None = None
    for word in words:
        if held and held[4] == word[3] and _LATIN.fullmatch(held[0]) and _LATIN.fullmatch(word[0]):
            surface = held[0] + word[0]
            pos = "名詞-数詞" if surface.isdigit() else "名詞-ラテン"
            held = (surface, surface.casefold(), pos, held[3], word[4], surface)
            continue
        if held:
            yield held
        held = word
    if held:
        yield held


@lru_cache(maxsize=1 << 15)  # a plan's words are few, and each of them stands there often
def _said(surface: str, features: str) -> tuple[str, str, str]:
    """Lemma, class and reading of a word with these features, in unidic's columns; a word that it does not know has
    classes alone."""
    fields = next(csv.reader([features]))
    lemma, kana = (fields[column] if len(fields) > column else "" for column in (_LEMMA, _KANA))
    pos, reading = f"{fields[0]}-{fields[1]}", kana or surface
    if _LATIN.fullmatch(surface):
        return surface.casefold(), pos if surface.isdigit() else "名詞-ラテン", reading
    return fold((lemma or surface).split("-")[0]).casefold(), pos, reading


def _raw_span(folded: Folded, start: int, end: int, length: int) -> tuple[int, int]:
    """Raw letters of a folded range; marks that combine with the last letter belong to it."""
    last = folded.source[end - 1]
    return folded.source[start], max(last + 1, folded.source[end] if end < len(folded.source) else length)


def _sayable(text: str) -> str:
    """MeCab reads UTF-8 up to a NUL: letters that it cannot take become a mark of the same length."""
    return "".join("〓" if letter == "\0" or "\ud800" <= letter <= "\udfff" else letter for letter in text)


@lru_cache(maxsize=1)
def _tagger() -> Any:
    import fugashi  # 0.2 s with its dictionary: only for those who need words

    return fugashi.Tagger()
