"""An indicator (KPI, numeric target) from the printed texts of its name, target and baseline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

from planlink import knowledge
from planlink.japanese.dates import Years, find_years
from planlink.japanese.numbers import parse_quantity
from planlink.japanese.text import fold, search_key
from planlink.japanese.units import with_unit
from planlink.plans.roles import unit_in
from planlink.records.places import Box
from planlink.records.plans import Quantity

MARKS = "○◯〇●・■□◆◇▪◎※①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
BRACKETED_BASE = re.compile(r"[（(](?P<when>[^（）()：:]*?[年現実][^（）()：:]*)[：:](?P<value>[^（）()]*)[）)]")


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator as it stands in a block, before it is known whose it is; `beside` are the texts of the cells that
    stand before its name and of the title rows above it, the nearest first; `actual` is what was
    reached, in a review, and `grade` what it says of that."""

    name: str
    target: Quantity
    baseline: Quantity | None
    cumulative: bool
    raw: str
    box: Box | None = None
    beside: tuple[str, ...] = ()
    actual: Quantity | None = None
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What header, caption and heading say of values that do not say it themselves: years and units."""

    year: Years | None = None
    base_year: Years | None = None
    unit: str | None = None
    base_unit: str | None = None


def row_of(name: str, target: str, base: str, given: Given, raw: str, box: Box | None = None) -> Row:
    """The indicator of three printed texts; a baseline in the name's bracket counts where no other is printed."""
    plain, bracketed = split_baseline(name)
    target = target.lstrip("→⇒➡ 　")
    goal = with_unit(parse_quantity(target, *_year(given.year)), unit_in(name) or given.unit)
    baseline = baseline_of(base, given.base_year)
    if baseline is not None:
        plain, bracketed = bare(name), with_unit(baseline, unit_in(name) or given.base_unit or given.unit)
    goal = _over_span(goal, plain)
    return Row(plain, goal, bracketed, is_cumulative(plain, target, goal), raw, box)


def _over_span(target: Quantity, name: str) -> Quantity:
    """The target with the years that the name's bracket sums up (R7～R11累計), where they end with the target's."""
    said = re.search(r"[（(]([^（）()]*累計[^（）()]*)[）)]", name)
    years = [year for year in find_years(said[1]) if year.span] if said else []
    if len(years) != 1 or target.year_start is not None or target.year not in (None, years[0].last):
        return target
    return replace(target, year=years[0].last, year_start=years[0].first, calendar=years[0].calendar)


def bare(text: str) -> str:
    """The text without list marks before it."""
    return text.lstrip(MARKS + " 　")


def baseline_of(text: str, year: Years | None = None) -> Quantity | None:
    """A baseline as printed; None for －, 未定, 調査中 and the like, and where only a year stands."""
    key = search_key(text)
    if any(key.startswith(search_key(word)) for word in knowledge.section_words().columns["none"]):
        return None
    quantity = parse_quantity(text, *_year(year))
    return quantity if quantity.value is not None or _has_number(text) else None


def _has_number(text: str) -> bool:
    rest = fold(text)
    for mention in reversed(find_years(rest)):
        rest = rest[: mention.start] + rest[mention.end :]
    return bool(re.search(r"\d", re.sub(r"\d+月|第\d+|※\d*", "", rest)))


def _year(year: Years | None) -> tuple[int | None, bool]:
    return (year.last, year.calendar) if year else (None, False)


def is_cumulative(name: str, text: str, target: Quantity) -> bool:
    """累計, 5年間で or a span of years (R7～R11), unless each year has the value (各年度5件)."""
    over = re.search(r"\d(?:か|カ|ヶ|箇)?年間で", fold(text)) is not None
    each = any(word in name + text for word in ("各年", "毎年", "平均"))
    return "累計" in name + text or ((over or target.year_start is not None) and not each)


def is_counted(name: str) -> bool:
    """The words name something that is counted or measured: …数, …率, …割合（市民アンケート）."""
    plain = re.sub(r"\s*[（(][^（）()]*[）)]$", "", name)
    return plain.endswith(knowledge.section_words().counted)


def split_baseline(name: str) -> tuple[str, Quantity | None]:
    """「来場者数（R5年度：1,200人）」 → the name and its baseline."""
    text = bare(name)
    found = list(BRACKETED_BASE.finditer(text))
    if not found:
        return text, None
    last = found[-1]
    plain = (text[: last.start()] + text[last.end() :]).strip()
    return plain, parse_quantity(f"{last['value']}（{last['when']}）")


def around(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box that holds all; None where none is known."""
    known = [box for box in boxes if box is not None]
    return reduce(Box.around, known) if known else None
