"""Indicators on cards: a name, and below it what is and what is meant to be, with an arrow between (5人 → 8人)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planlink import knowledge
from planlink.japanese.dates import Years, find_years
from planlink.japanese.numbers import parse_quantity
from planlink.japanese.text import fold, join_lines
from planlink.plans.indicators import Given, Row, row_of
from planlink.records.documents import Frame

_ARROW = re.compile(r"[→⇒➡▶►]")
_BRACKET = re.compile(r"[（(]([^（）()]*)[）)]")
_NOTHING = ("－", "―", "ー", "-")
LONGEST_VALUE = 20


def card_row(frame: Frame, year: Years | None = None) -> Row | None:
    """The indicator of a card, or None where a box is none: one arrow, a value on both sides, and either no years, or
    one for each value, in the order of the values."""
    texts = [line.text for line in frame.lines]
    first = next((i for i, text in enumerate(texts) if i and _is_value(text)), len(texts))
    name, rest = join_lines(texts[:first]), texts[first:]
    told = [text for text in rest if not _says_when(text)]
    values = _ARROW.split("".join(told))
    if len(values) != 2 or not all(map(_may_be_value, values)) or not re.search(r"\d", fold(values[1])):
        return None
    whens = [said for text in rest if _says_when(text) for said in _BRACKET.findall(text) if find_years(said)]
    if len(whens) not in (0, 2):
        return None
    base, target = (f"{value.strip()}（{when}）" for value, when in zip(values, whens or ("", ""), strict=True))
    return row_of(name, target.replace("（）", ""), base.replace("（）", ""), Given(year), " ".join(texts), frame.box)


def _is_value(text: str) -> bool:
    """A line that is no part of the name: a value, an arrow, or what the values below it are."""
    return bool(_ARROW.search(text)) or _may_be_value(text) or _says_when(text)


def _may_be_value(text: str) -> bool:
    text = text.strip()
    return text in _NOTHING or (len(text) <= LONGEST_VALUE and parse_quantity(text).value is not None)


def _says_when(text: str) -> bool:
    """Nothing but brackets with years, each perhaps behind 現状値, 目標値."""
    rest = _BRACKET.sub("", text)
    for word in sorted(_labels(), key=len, reverse=True):
        rest = rest.replace(word, "")
    return not rest.strip(" 　：:→⇒") and (bool(find_years(text)) or (bool(text.strip()) and not _ARROW.search(text)))


def _labels() -> Sequence[str]:
    columns = knowledge.section_words().columns
    return (*columns["baseline"], *columns["target"], *columns["actual"])
