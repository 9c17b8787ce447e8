"""Years in Japanese text: 令和９年度, R9, 2027年度, 平成39年度, R７年度～R９年度 → Western years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from planlink import knowledge
from planlink.japanese.text import fold_with_map

_KANJI = "一二三四五六七八九十"
_MONTH = re.compile(r"\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?")
_DOTTED = re.compile(r"\.\d{1,2}\.\d{1,2}(?![\d.])")
_OPENS_SPAN = re.compile(r"\s*[~-]\s*(?:19|20)\d\d\s*年")
_NO_YEAR = re.compile(r"[A-Za-z]|号")


@dataclass(frozen=True, slots=True)
class Years:
    """A mention of a year or a span. `first` to `last` are Western years; `calendar` says 年 without 度;
    `start` and `end` are offsets in the raw text; `era_conflict` says that 2027年（令和８年） disagree."""

    first: int
    last: int
    calendar: bool
    start: int
    end: int
    era_conflict: bool = False

    @property
    def span(self) -> bool:
        return self.first != self.last


@dataclass(frozen=True, slots=True)
class _One:
    year: int
    era: str | None
    unit: str
    end: int
    conflict: bool = False


def find_years(raw: str) -> tuple[Years, ...]:
    """Every mention in order. A bare Western number counts only with 年; R9 counts as the fiscal year."""
    folded = fold_with_map(raw)
    text, found, at = folded.text, [], 0
    while at < len(text):
        first = _one(text, at)
        if first is None:
            at += 1
            continue
        last = _span_end(text, first)
        end = last.end if last else first.end
        start_raw, end_raw = folded.raw_span(at, end)
        closing = last or first
        found.append(
            Years(
                first.year, closing.year, closing.unit == "年", start_raw, end_raw, first.conflict or closing.conflict
            )
        )
        at = end
    return tuple(found)


def in_era(year: int, calendar: bool = False) -> str:
    """A Western year as papers print it: R6年度, R6年 for a calendar year."""
    era = max((e for e in knowledge.eras() if e.first <= year), key=lambda e: e.first)
    return f"{era.short}{year - era.first + 1}年{'' if calendar else '度'}"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, int]]:
    first = {name: era.first for era in knowledge.eras() for name in (era.name, era.short)}
    names = "|".join(era.name for era in knowledge.eras())
    shorts = "".join(era.short for era in knowledge.eras())
    number = rf"元|\d{{1,2}}|[{_KANJI}]{{1,3}}(?=年)"
    year = rf"(?:(?P<era>{names}|(?<![A-Za-z])[{shorts}](?=\s*(?:元|\d)))\s*(?P<n>{number})|(?P<w>(?:19|20)\d\d))(?!\d)"
    one = re.compile(rf"{year}\s*(?P<unit>年\s*度|年(?!間|代|生|次|齢|少|長|末年始)|)")
    other = re.compile(rf"\s*\(\s*{year}\s*(?P<unit>年\s*度|年|)\s*\)\s*(?P<after>年\s*度|年|度)?")
    return one, other, first


def _one(text: str, at: int) -> _One | None:
    one, other, _ = _patterns()
    if at and (text[at - 1].isdigit() or text[at - 1] == "."):
        return None
    found = one.match(text, at)
    if not found:
        return None
    twin = other.match(text, found.end())
    unit = "".join(found["unit"].split())
    if found["w"] and not unit and not twin and not _OPENS_SPAN.match(text, found.end()):
        return None
    if found["era"] and not unit and _NO_YEAR.match(text, found.end()):
        return None
    year = _western(found)
    if not twin:
        day = (_MONTH if unit == "年" else _DOTTED).match(text, found.end()) if unit != "年度" else None
        return _One(year, found["era"], unit or ("年" if day else "年度"), day.end() if day else found.end())
    tail = "".join((twin["after"] or "").split())
    unit = "年度" if "度" in unit or "度" in tail or "度" in twin["unit"] else (unit or twin["unit"] or tail or "年度")
    return _One(year, found["era"] or twin["era"], unit, twin.end(), _western(twin) != year)


def _western(found: re.Match[str]) -> int:
    if found["w"]:
        return int(found["w"])
    return _patterns()[2][found["era"]] + _era_number(found["n"]) - 1


def _era_number(printed: str) -> int:
    """元, 9, 九, 二十六 → the year of the era."""
    if printed == "元":
        return 1
    if printed.isascii():
        return int(printed)
    tens, ten, ones = printed.rpartition("十")
    high = (_KANJI.find(tens) + 1 if tens else 1) if ten else 0
    return high * 10 + (_KANJI.find(ones) + 1 if ones else 0)


def _span_end(text: str, first: _One) -> _One | None:
    joint = re.compile(r"\s*(?:~|から|-|→)\s*").match(text, first.end)
    if not joint:
        return None
    last = _one(text, joint.end())
    if last is None and first.era:
        bare = re.compile(r"(元|\d{1,2})\s*(年\s*度|年)").match(text, joint.end())
        if bare:
            year = _patterns()[2][first.era] + _era_number(bare[1]) - 1
            last = _One(year, first.era, "".join(bare[2].split()), bare.end())
    if last is None or last.year < first.year or "→" in joint.group():
        return None
    return last
