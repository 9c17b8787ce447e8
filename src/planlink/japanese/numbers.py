"""Numbers with units: 全角, 漢数字, ▲, scales and bounds → Quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from planlink import knowledge
from planlink.japanese.dates import Years, find_years
from planlink.japanese.text import fold, tidy
from planlink.records.plans import BaseValue, Quantity

_NUMBER = r"(?:[▲△]|(?<![\d\w)~])-)?\s*(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in folded text: value, the unit as printed (NFKC) or None, offsets."""

    value: float
    unit: str | None
    start: int
    end: int


def parse_quantity(raw: str, year: int | None = None, calendar: bool = False) -> Quantity:
    """A target or baseline cell as an honest quantity. `year` is the heading's, for text that names none."""
    text = fold(raw).strip()
    mentions = find_years(text)
    numbers = find_numbers(_mask(text, mentions))
    chosen = _own(text, numbers)
    bound = _bound(text, chosen)
    when = _year_of(text, mentions, chosen, bound)
    quantity = _quantity(raw, chosen, bound)
    if when is None:
        return replace(quantity, year=year, calendar=calendar if year else False)
    return replace(quantity, year=when.last, year_start=when.first if when.span else None, calendar=when.calendar)


def find_numbers(text: str) -> tuple[Number, ...]:
    """Numbers of folded text in order, each with the unit that follows directly."""
    found = []
    for match in re.finditer(_NUMBER, text):
        printed = re.sub(r"[\s,]", "", match.group())
        value = float(printed.translate(str.maketrans("▲△", "--")))
        unit, length = _unit(text[match.end() :])
        found.append(Number(value, unit, match.start(), match.end() + length))
    return tuple(found)


def base_value(value: float, unit: str | None) -> BaseValue | None:
    """The value without the unit's scale (110 千円 → 110000 円); None for units without one."""
    facts = knowledge.units()
    for scale in sorted(facts.scales, key=len, reverse=True):
        if unit and unit.startswith(scale) and len(unit) > len(scale):
            return BaseValue(round(value * facts.scales[scale], 6), unit[len(scale) :])
    return None


@lru_cache(maxsize=1)
def _unit_pattern() -> re.Pattern[str]:
    facts = knowledge.units()
    units = "|".join(re.escape(unit) for unit in sorted(facts.units, key=len, reverse=True))
    scales = "|".join(sorted(facts.scales, key=len, reverse=True))
    return re.compile(rf"\s*((?:{scales})?(?:{units}))")


def _unit(rest: str) -> tuple[str | None, int]:
    """The unit at the start of `rest` and how many letters it takes with its blank."""
    known = _unit_pattern().match(rest)
    if known:
        return known[1], known.end()
    free = re.match(
        r"\s*([^\s\d()\[\]、,。.・:;←→⇒~=+「」以超未増減維のをにがはへとよりか]{1,8})(?=[\s(、,。←→⇒]|$|以上|以下|未満|増|減)",
        rest,
    )
    return (free[1], free.end()) if free else (None, 0)


def _mask(text: str, mentions: tuple[Years, ...]) -> str:
    """The text with years, dates and age ranges blanked out, letter for letter."""
    spans = [(m.start, m.end) for m in mentions]
    dates_and_ages = r"\d{1,2}\s*月\s*(?:\d{1,2}\s*日)?|\d+\s*[~-]\s*\d+\s*歳|\d+\s*歳(?:以上|以下|未満)"
    spans += [m.span() for m in re.finditer(dates_and_ages, text)]
    spans += [m.span() for m in re.finditer(r"(?:毎年度?|各年度?|年|月|週|\d+年間で?)(?=\d)", text)]
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _own(text: str, numbers: tuple[Number, ...]) -> Number | None:
    """The number that counts: the plan's own area where several areas are named, else the first."""
    if len(numbers) > 1:
        facts = knowledge.units()
        own = [n for n in numbers if _area(text, n) in facts.own_areas]
        if own and any(_area(text, n) in facts.other_areas for n in numbers):
            return own[-1]
    return numbers[0] if numbers else None


def _area(text: str, number: Number) -> str | None:
    facts = knowledge.units()
    before = text[: number.start].rstrip(" :：")
    names = sorted((*facts.own_areas, *facts.other_areas), key=len, reverse=True)
    return next((name for name in names if before.endswith(name)), None)


def _bound(text: str, chosen: Number | None) -> str:
    if chosen is None:
        return "words"
    facts, after = knowledge.units(), text[chosen.end :].lstrip()
    after = re.sub(r"^\([^()]*\)", "", after)
    if re.match(r"(?:より|から|を基準|比で?).{0,12}(?:減|増|縮小|拡大|改善|向上|低下|抑制|上昇)", after):
        return "relative"
    if any(after.startswith(word) for word in facts.bounds["relative"]):
        return "relative"
    if re.match(r"[~-]\s*[▲△]?\d", after):
        return "range"
    for bound in ("min", "max"):
        if any(after.startswith(word) for word in facts.bounds[bound]):
            return bound
    if re.match(r"(?:に|を|の)?(?:増加|減少|向上|低下|縮小|削減)", after) and not re.match(r"に", after):
        return "relative"
    return "exact"


def _year_of(text: str, mentions: tuple[Years, ...], chosen: Number | None, bound: str) -> Years | None:
    if not mentions:
        return None
    if chosen is None:
        return mentions[-1] if not re.search(r"年.{0,4}(?:実績|現在)", text) or len(mentions) > 1 else None
    if bound == "relative":
        rest = [m for m in mentions if not re.match(r"\s*(?:度?\s*)?(?:実績|現在|比)", text[m.end :])]
        return rest[-1] if rest else None
    after = [m for m in mentions if m.start >= chosen.start]
    return after[0] if after else mentions[-1]


def _quantity(raw: str, chosen: Number | None, bound: str) -> Quantity:
    printed = _without_year(tidy(raw))
    if chosen is None:
        return Quantity(None, None, printed or None, "words")
    unit = chosen.unit
    if bound in ("relative", "range"):
        return Quantity(None, unit, printed, bound)
    return Quantity(chosen.value, unit, printed, bound, base=base_value(chosen.value, unit))


def _without_year(printed: str) -> str:
    """The printed quantity without a closing bracket that says only when: 70.0％（R９年度） → 70.0％."""
    bracket = re.search(r"[（(]([^（）()]*)[）)]$", printed)
    if not bracket or not bracket.start():
        return printed
    rest = bracket[1]
    for mention in reversed(find_years(bracket[1])):
        rest = rest[: mention.start] + rest[mention.end :]
    words = re.sub(r"の|累計数?|実績値?|現在|見込み?|時点|目標|まで|合計|[\s～~・]", "", rest)
    return printed if words or rest == bracket[1] else printed[: bracket.start()].rstrip()
