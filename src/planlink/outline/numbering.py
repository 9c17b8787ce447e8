"""Numbering at the start of a line: 第1章 / １ / ⑴ / ア / (ｱ) / ① / 基本目標１ / 【】, from styles kept as data."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from planlink import knowledge

_KANA = "アイウエオカキクケコサシスセソタチツテト"
_KANJI = {letter: value for value, letter in enumerate("一二三四五六七八九", start=1)}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
BULLETS = "・･●○◯◎■□◆◇▪•‣►▶⇒※★☆◼◻➢✓"


@dataclass(frozen=True, slots=True)
class Numbering:
    """A marker at a line's start: style name, rank, place in the sequence (None: unnumbered), the marker as printed,
    its normal form, and the letters behind it. `word` is the noun of a named style (基本目標)."""

    style: str
    rank: float
    number: int | None
    marker: str
    title: str
    word: str = ""

    @property
    def label(self) -> str:
        """The marker in normal form without blanks: (ア), 基本目標1, 第5章."""
        return marker_label(self.marker)


def marker_label(marker: str) -> str:
    """A printed marker in normal form without blanks and brackets of its own."""
    return re.sub(r"[\s【】〔〕\[\]:：]", "", unicodedata.normalize("NFKC", marker)).rstrip(".、")


def numbering(text: str) -> tuple[Numbering, ...]:
    """Every way to read the start of a line as a marker, the outermost style first."""
    found = []
    for known, pattern in _styles():
        name, numerals = known.name, known.numerals
        match = pattern.match(text)
        if match is None or (numerals != "none" and not match.end()):
            continue
        groups = match.groupdict()
        number = None if numerals == "none" else _number(groups.get("n") or groups.get("m") or "", numerals)
        if number is None and numerals != "none":
            continue
        word = groups.get("word") or ""
        style = f"{name}:{word}" if word else name
        style += ":boxed" if match.group()[:1] in "【〔［[" and word else ""
        closed = match.group()[:1] in "【〔［[" and match.group()[-1:] not in "】〕］]"
        rest = re.sub(r"[】〕］\]]", " ", text[match.end() :], count=1) if closed else text[match.end() :]
        title = rest.strip(" 　") if numerals != "none" else text.strip("【】《》〈〉＜＞ 　")
        rank = known.ranks.get(word, known.rank)
        found.append(Numbering(style, rank, number, match.group().strip(), title, word))
    return tuple(found)


def bullet(text: str) -> str:
    """The list marker that a line begins with, or an empty string."""
    return text[0] if text and text[0] in BULLETS else ""


@lru_cache(maxsize=1)
def _styles() -> tuple[tuple[knowledge.NumberingStyle, re.Pattern[str]], ...]:
    return tuple((style, re.compile(style.pattern)) for style in knowledge.numbering_styles())


def _number(raw: str, numerals: str) -> int | None:
    text = unicodedata.normalize("NFKC", raw).strip("()")
    if numerals == "hyphen":
        return int(re.split(r"\D", text)[-1])
    if text.isdigit():
        return int(text)
    if text in _ROMAN and numerals in ("roman", "any"):
        return _ROMAN[text]
    if numerals == "kana":
        return _KANA.find(text) + 1 or None
    if numerals == "alpha":
        return ord(text) - ord("a") + 1
    return _kanji(text)


def _kanji(text: str) -> int | None:
    """Kanji numerals up to 99."""
    tens, ten, ones = text.partition("十")
    if ten:
        return (_KANJI.get(tens, 1) * 10) + _KANJI.get(ones, 0)
    return _KANJI.get(text)
