"""Numbers with units: 全角, 1万2千, ▲, scales and bounds → Quantity. Where a text names several numbers and nothing
says which one counts, none is given: a wrong number is worse than a missing one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from planlink import knowledge
from planlink.japanese.dates import Years, find_years
from planlink.japanese.numerals import arabic
from planlink.japanese.text import fold, tidy
from planlink.japanese.units import base_value, scale_pattern, unit_at
from planlink.records.plans import Quantity

_DIGITS = r"(?P<digits>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)"
_NUMBER = re.compile(rf"(?P<minus>[▲△]|マイナス|(?<![\d\w)~])-)?\s*{_DIGITS}")
_CIRCLED = dict.fromkeys((*range(0x2460, 0x249C), *range(0x24EA, 0x2500), *range(0x2776, 0x2794)), " ")
_TERM = r"\d+\s*(?:[かカヶヵケ箇]?年|[かカヶヵケ箇]月|週|日|月)"
_UNCOUNTED = tuple(  # what says when, of whom or of how many, and numbers that are part of a name
    re.compile(pattern)
    for pattern in (
        r"\d{1,2}\s*月\s*(?:\d{1,2}\s*日)?(?!間)|\d+\s*[~-]\s*\d+\s*歳|(?<![\d.])\d+\s*歳(?:以上|以下|未満)(?!\s*(?:$|\())",
        r"\d+\s*(?:[~-]\s*\d+\s*)?歳?代(?![わ替])",
        r"\d+\s*歳(?:\d+\s*[かカヶヵケ箇]月)?児",
        r"(?:人口)?[\d,]+\s*[十百千万]*\s*(?:人|世帯|戸|件|回|日|年|月|時間)?\s*(?:[当あ]たり|につき)",
        r"(?:毎年度?|各年度?|年|月|週)(?=\d)",
        rf"{_TERM}(?:間(?:で|に|の)?|に|で|ごとに|毎に)\s*(?=[^\d、,。()]{{0,6}}\d)",
        r"(?<![\d.,])1\s*[人日](?=\s*\d)",
        r"\d[\d,.]*\s*[^\d\s()、,。]{0,6}?(?:中|のうち|の内)\s*[、,]?\s*約?(?=\d)",
        r"(?<=\S)[、,・/;\s]\s*うち.*",
        r"第\s*\d+(?!\d|\s*位)",
        r"\d+\s*(?:次(?!世代)|期|号|世代|類|段階(?:評価)?で?|(?:人|回|年|件|軒|社)目(?![標的指次]))",
        r"^\s*(?:\(\d{1,2}\)|\d{1,2}\))(?=\s*\S)",
        r"※\s*\d{1,2}(?!\d)",
        rf"{_TERM}(?:後|前)",
        r"^\s*[【(\[]?参考.*",
        r"(?<![\d.,])\d[GKDR](?![A-Za-z])",
    )
)
_BROKEN = re.compile(  # 3/12, 3分の1, 1時間半, 10数件, 60点台, ±5, and what may or may not be a minus
    r"\d\s*/\s*\d|\d\s*分の\s*\d|\d\s*[^\d\s]{1,3}半(?![期年額数])|\d\s*数[^値]|\d\s*(?:%|点|歳|人|件)台"
    r"|[±▼▽]\s*\d|(?<![ァ-ヶー])ー\s*\d|[ぁ-んァ-ヶ一-鿿]-\s*\d"
)
_DATE_ON = re.compile(r"(?:\.\d+)*")  # R6.3.310: no date, and no number either
_DOUBLE = re.compile(r"\d\s*\(\d[\d,.]*\)\s*[^\s\d()]")  # 20(5)人
_BASE = r"\s*(?:度?\s*)?(?:実績|現在|比)"  # behind a year: what is compared with, not when


@dataclass(frozen=True, slots=True)
class Number:
    """A number in folded text: value, the unit as printed (NFKC) or None, offsets."""

    value: float
    unit: str | None
    start: int
    end: int


def parse_quantity(raw: str, year: int | None = None, calendar: bool = False) -> Quantity:
    """A target or baseline cell as an honest quantity. `year` is the heading's, for text that names none."""
    text = arabic(fold(raw.translate(_CIRCLED)).strip())
    mentions = find_years(text)
    counted = _mask(text, mentions)
    numbers = find_numbers(counted)
    chosen = None if _in_doubt(counted) else _own(text, numbers)
    bound = _bound(text, chosen)
    when = _year_of(text, mentions, chosen, bound)
    if chosen and bound == "range" and chosen.unit is None:
        chosen = replace(chosen, unit=next((n.unit for n in numbers if n.start > chosen.start), None))
    quantity = _quantity(raw, chosen, bound)
    if when is None:
        return replace(quantity, year=year, calendar=calendar if year else False)
    return replace(quantity, year=when.last, year_start=when.first if when.span else None, calendar=when.calendar)


def _in_doubt(text: str) -> bool:
    return bool(_BROKEN.search(_open(text) or text) or _DOUBLE.search(text))


def find_numbers(text: str) -> tuple[Number, ...]:
    """Numbers of folded text in order, each with the unit that follows directly."""
    found = []
    at = 0
    while match := _NUMBER.search(text, at):
        value, end = _compound(text, match)
        unit, length = unit_at(text[end:])
        if not _is_name(text, match, unit, end):
            found.append(Number(value, unit, match.start(), end + length))
        at = end
    return tuple(found)


def _is_name(text: str, number: re.Match[str], unit: str | None, end: int) -> bool:
    """The digits belong to a name and count nothing: CO2, PM2.5, COVID-19, 5GHz, 基本目標１."""
    before = text[: number.start("digits")]
    if unit is None and before.rstrip().endswith(knowledge.units().labels):
        return True
    after_letter = re.search(r"[A-Za-z][-.]?$", before) and "," not in number["digits"]
    return bool(after_letter) or (unit is None and bool(re.match(r"[A-Za-z]", text[end:])))


def _compound(text: str, first: re.Match[str]) -> tuple[float, int]:
    """The value of a number that may go on over scales (1億2,000万, 1万2千), and where it ends."""
    scales, total, end = knowledge.units().scales, 0.0, first.end()
    digits = re.sub(r"[\s,]", "", first["digits"])
    while following := _scaled_pattern().match(text, end):
        total += float(digits) * scales[following["scale"]]
        digits, end = following["digits"].replace(",", ""), following.end()
    last = scale_pattern().match(text, end) if total else None
    value = total + float(digits) * (scales[last.group()] if last else 1)
    return (-value if first["minus"] and value else value), last.end() if last else end


@lru_cache(maxsize=1)
def _scaled_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<scale>{scale_pattern().pattern}){_DIGITS}")


def _mask(text: str, mentions: tuple[Years, ...]) -> str:
    """The text with years and everything that is no quantity of its own blanked out, letter for letter."""
    for mention in mentions:
        going_on = _DATE_ON.match(text, mention.end)
        end = going_on.end() if going_on else mention.end
        text = text[: mention.start] + " " * (end - mention.start) + text[end:]
    for pattern in _UNCOUNTED:
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return text


def _own(text: str, numbers: tuple[Number, ...]) -> Number | None:
    """The number that counts: the plan's own area where several areas are named, else the only one outside brackets;
    None where two could be meant."""
    facts = knowledge.units()
    own = [n for n in numbers if _area(text, n) in facts.own_areas]
    if own and any(_area(text, n) in facts.other_areas for n in numbers):
        return own[0] if len(own) == 1 else None
    open_ones = [n for n in numbers if not _bracketed(text, n)] or list(numbers)
    first = open_ones[0] if open_ones else None
    if first is None:
        return None
    several = len(open_ones) > 2 or (len(open_ones) == 2 and not _is_range(text, first, open_ones[1]))
    return None if several else first


def _is_range(text: str, first: Number, second: Number) -> bool:
    return bool(re.fullmatch(r"\s*(?:[~-]|~\s*-)\s*", text[first.end : second.start]))


def _bracketed(text: str, number: Number) -> bool:
    before = text[: number.start]
    return len(re.findall(r"[(「【]", before)) > len(re.findall(r"[)」】]", before))


def _open(text: str) -> str:
    """The text without its brackets."""
    return re.sub(r"\([^()]*\)|「[^」]*」|【[^】]*】", " ", text).strip()


def _area(text: str, number: Number) -> str | None:
    facts = knowledge.units()
    before = text[: number.start].rstrip(" :：")
    names = sorted((*facts.own_areas, *facts.other_areas), key=len, reverse=True)
    return next((name for name in names if before.endswith(name)), None)


def _bound(text: str, chosen: Number | None) -> str:
    if chosen is None:
        return "words"
    facts, after = knowledge.units(), text[chosen.end :].lstrip()
    after = re.sub(r"^(?:\([^()]*\)|\))", "", after)
    if re.search(
        r"(?:年度?|期|月|現状|基準|計画|[RH]\d{1,2})\s*比で?\s*$|平均\s*(?:\+|プラス|と?比べ)\s*$", text[: chosen.start]
    ) or re.match(r"(?:増|減)(?![一-鿿])", after):
        return "relative"
    if chosen.unit == "倍" and re.search(r"(?:年度?|期|現状値?|基準値?|実績値?)の\s*$", text[: chosen.start]):
        return "relative"
    if re.match(r"\([^()]*比\)", text[chosen.end :]) or (
        chosen.unit == "ポイント" and re.search(r"\+\s*$", text[: chosen.start])
    ):
        return "relative"
    if re.match(r"(?:より|から|を基準|比で?).{0,12}(?:減|増|縮小|拡大|改善|向上|低下|抑制|上昇)", after):
        return "relative"
    if any(after.startswith(word) for word in facts.bounds["relative"]):
        return "relative"
    if re.match(r"[~-]\s*[▲△-]?\d", after):
        return "range"
    for bound in ("min", "max"):
        if any(after.startswith(word) for word in facts.bounds[bound]):
            return bound
    if re.match(r"(?:に|を|の)?(?:増加|減少|向上|改善|上昇|低下|縮小|削減)", after) and not re.match(r"に", after):
        return "relative"
    return "exact"


def _year_of(text: str, mentions: tuple[Years, ...], chosen: Number | None, bound: str) -> Years | None:
    mentions = tuple(m for m in mentions if not re.match(rf"\s*(?:度?\s*比|から(?:の|{_TERM}))", text[m.end :]))
    if not mentions:
        return None
    if chosen is None:
        return mentions[-1] if not re.search(r"年.{0,4}(?:実績|現在)", text) or len(mentions) > 1 else None
    if bound == "relative" or chosen.unit == "倍":
        rest = [m for m in mentions if not re.match(rf"{_BASE}|\s*の\s*[\d.]+\s*倍", text[m.end :])]
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
    """The printed quantity without a bracket at its end or start that says only when: 72.5％（R9年度） → 72.5％."""
    for place in (r"[（(]([^（）()]*)[）)]$", r"^[（(]([^（）()]*)[）)]"):
        bracket = re.search(place, printed)
        if bracket and _says_when(bracket[1]) and len(bracket.group()) < len(printed):
            return (printed[: bracket.start()] + printed[bracket.end() :]).strip()
    return printed


def _says_when(text: str) -> bool:
    rest = text
    for mention in reversed(find_years(text)):
        rest = rest[: mention.start] + rest[mention.end :]
    words = re.sub(r"の|累計数?|実績値?|現在|見込み?|時点|目標|まで|合計|[\s～~・]", "", rest)
    return not words and rest != text
