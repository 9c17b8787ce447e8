"""Digits as numbers.py reads them: those spread by justification, a decimal point printed as ・, and 漢数字 (三割)."""

from __future__ import annotations

import re
from functools import lru_cache

from planlink import knowledge

_ONES = "一二三四五六七八九"
_TENS = {"千": 1000, "百": 100, "十": 10}
_GROUP = rf"[{_ONES}千百十]+"
_NUMERAL = rf"(?=[百千万億]*[{_ONES}十]){_GROUP}(?:[万億]{_GROUP})*[万億]?|[{_ONES}]・[{_ONES}](?=倍)"
_SPREAD = re.compile(r"(?<!\S)\d(?:\s[\d.,])*\s[.,](?:\s\d)+(?!\S)|(?<!\S)\d(?:\s\d)+\s[^\s\d](?!\S)")
_POINT = re.compile(r"(?<![\d.,・])(\d{1,3})・(\d)(?=\s*(?:%|倍|ポイント))")


def arabic(text: str) -> str:
    """A folded cell with its digits as ASCII: 5 2 . 3 % → 52.3 %, 52・3% → 52.3%, 三割以上 → 3割以上, ゼロ → 0.
    漢数字 count only where a cell holds nothing else than a number with its unit: 三つの柱 and 一人一人 stay."""
    text = _SPREAD.sub(lambda found: re.sub(r"\s", "", found.group()), text)
    text = _POINT.sub(r"\1.\2", text)
    written = None if re.search(r"\d", re.sub(r"\([^()]*\)$", "", text)) else _written().fullmatch(text)
    if not written:
        return text
    number = "0" if written["zero"] else _digits(written["number"])
    return f"{written['before']}{number}{written['after']}"


def _digits(numeral: str) -> str:
    """二万五千 → 2万5000, 一・六 → 1.6."""
    if "・" in numeral:
        return ".".join(str(_ONES.index(letter) + 1) for letter in numeral.split("・"))
    return re.sub(_GROUP, lambda found: str(_group(found.group())), numeral)


def _group(numeral: str) -> int:
    """A numeral below ten thousand."""
    total, ones = 0, 0
    for letter in numeral:
        if letter in _TENS:
            total, ones = total + (ones or 1) * _TENS[letter], 0
        else:
            ones = ones * 10 + _ONES.index(letter) + 1
    return total + ones


@lru_cache(maxsize=1)
def _written() -> re.Pattern[str]:
    facts = knowledge.units()
    bounds = (word for words in facts.bounds.values() for word in words)
    units = "|".join(re.escape(unit) for unit in facts.written)
    after = rf"(?:{units})(?:{'|'.join(map(re.escape, bounds))}|程度|前後)?(?:\([^()]*\))?"
    zero = rf"(?P<zero>ゼロ)(?=(?:{units})?(?:\(|$))"
    return re.compile(
        rf"(?P<before>(?:約|延べ|累計|毎年度?|各年度|年間?)?\s*)(?:{zero}|(?P<number>{_NUMERAL})(?={units}))"
        rf"(?P<after>(?:{after})?(?:\([^()]*\))?)"
    )
