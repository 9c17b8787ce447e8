"""Indicators in sentences: 「健診の受診率を令和11年度までに60％以上に上げます。」. Only where each part stands in its
place: the name of something counted, one value, one year, and a verb that sets a target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from planlink import knowledge
from planlink.japanese.dates import find_years
from planlink.japanese.numbers import parse_quantity
from planlink.japanese.text import fold
from planlink.plans.indicators import Given, Row, bare, is_counted, row_of
from planlink.plans.labelled import label_before
from planlink.records.places import Box
from planlink.records.plans import Quantity

_PARTS = re.compile(
    r"(?:(?P<until>[^、，。]{2,30}までに)[、，]?)?"
    r"(?P<name>[^、，。]{2,40}(?=を[、，])|(?:「[^」]{2,40}」)?[^、，。をはがに]{2,40}(?:[（(][^（）()]*[）)])?)を[、，]?(?P<rest>.+)"
)
_SPAN = re.compile(
    r"(?P<way>まで|から)の(?P<years>[0-9０-９]{1,2})(?:か|カ|ヶ|箇)?年間(?:で|に)"
)  # 令和11年度までの５年間で
_FROM = re.compile(r"(?P<base>.*[0-9０-９].*?)から[、，]?(?P<target>.+)")
_BRACKETED = re.compile(  # 55％（令和10年度）に
    r"(?P<value>[^（）()、，]*[0-9０-９][^（）()、，]*)[（(](?P<when>[^（）()]{2,10}年度?)[）)](?P<rest>(?:に|まで|へ|と|を目|を達).+)"
)
_TERM = re.compile(
    r"(?P<first>[^、，。]{2,8}年度?)から(?=(?P<last>[^、，。]{2,8}年度?)までの[0-9０-９]{1,2})"
)  # 令和７年度から
_EACH = re.compile(r"毎年度?|各年度?")
_BASE = re.compile(r"(?P<said>.+)[（(](?P<base>[^（）()]*[0-9０-９][^（）()]*)[）)]。?")


def target_rows(text: str, box: Box | None = None, announced: bool = False) -> Iterator[Row]:
    """The indicators of a paragraph's sentences. Where they are `announced`, a range is a target too, and so is one for
    every year (毎年度30件) without a year."""
    for sentence in re.findall(r"[^。]+。?", text):
        row = _row(sentence, box, announced)
        if row:
            yield row


def _row(sentence: str, box: Box | None, announced: bool) -> Row | None:
    said, printed = _without_baseline(_without_label(bare(sentence.strip())))
    parts = _PARTS.fullmatch(said.removesuffix("。"))
    if not parts or not is_counted(parts["name"]) or len(sentence) > 120 or _speaks_of_others(sentence):
        return None
    rest = _TERM.sub("", parts["rest"])
    split = _FROM.fullmatch(rest)
    base, value = (split["base"], split["target"]) if split and _has_value(split["base"]) else (printed, rest)
    value = _BRACKETED.sub(r"\g<when>に\g<value>\g<rest>", value)
    years = find_years(f"{parts['until'] or ''}{value}")
    each = announced and not years and _EACH.match(value)
    if (len(years) != 1 and not each) or not _aim().search(fold(f"{parts['until'] or ''}{value}")):
        return None
    span = _SPAN.search(value)
    plain = value.replace(span[0], "まで", 1) if span else _EACH.sub("", value, count=1)
    row = row_of(parts["name"], _value(plain), _year_behind(base), Given(next(iter(years), None)), sentence, box)
    if span and row.target.year is not None:
        row = replace(row, target=_over(row.target, span), cumulative=True)
    if announced and row.target.bound == "range":
        return row
    return row if row.target.value is not None and row.target.bound in ("exact", "min", "max") else None


def _over(target: Quantity, span: re.Match[str]) -> Quantity:
    """The target with its first and last year: 令和11年度までの５年間で, 令和７年度からの５年間で."""
    year, more = target.year or 0, int(fold(span["years"])) - 1
    first = year if span["way"] == "から" else year - more
    return replace(target, year_start=first, year=first + more)


def _year_behind(base: str) -> str:
    """The baseline with its year as a value prints it: 令和５年度の7,400万円 → 7,400万円（令和５年度）."""
    years = find_years(base)
    if len(years) != 1 or years[0].start or not _has_value(base[years[0].end :]):
        return base
    return f"{re.sub('^末?の?', '', base[years[0].end :])}（{base[: years[0].end]}）"


def _without_label(sentence: str) -> str:
    label = _label().match(sentence)
    return sentence[label.end() :] if label else sentence


def _without_baseline(sentence: str) -> tuple[str, str]:
    """The sentence without the baseline in a bracket at its end, and that: … とする（令和５年度実績 72.6％）。"""
    found = _BASE.fullmatch(sentence)
    years = find_years(found["base"]) if found else ()
    if not found or len(years) != 1 or not _has_value(found["base"]):
        return sentence, ""
    return found["said"], f"{_actual().sub('', found['base'][years[0].end :])}（{found['base'][: years[0].end]}）"


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    """A label before the sentence, apart from it: 目標　観光客数を…."""
    words = knowledge.section_words()
    return label_before((*words.indicators, *words.targets, *words.columns["name"], *words.columns["goal"]))


@lru_cache(maxsize=1)
def _actual() -> re.Pattern[str]:
    columns = knowledge.section_words().columns
    words = sorted((*columns["actual"], *columns["baseline"]), key=len, reverse=True)
    return re.compile(rf"^末?(?:時点?|現在|[の\s　])*(?:{'|'.join(words)})?[：:は\s　]*")


def _value(text: str) -> str:
    """The value alone: 令和11年度までに60％以上に引き上げます → 60％以上."""
    years = find_years(text)
    text = re.sub(r"^末?(?:まで)?(?:に(?:は|おいて)?|の)?[、，]?", "", text[years[-1].end :]) if years else text
    return re.sub(rf"(?:に|まで|へ|と)?(?:{_ends()})$", "", text)


def _has_value(text: str) -> bool:
    return parse_quantity(text).value is not None


def _speaks_of_others(sentence: str) -> bool:
    """国は…, 県の計画では…: a target of somebody else; and what may be or was."""
    others = "|".join(knowledge.section_words().others)
    return bool(
        re.search(
            rf"(?:^|[、，])[^、，]{{0,8}}(?:{others})(?:[^、，をに]{{0,12}})?(?:は|が|では|に|、|，|も)", sentence
        )
    )


def _ends() -> str:
    return "|".join(sorted(knowledge.section_words().aims, key=len, reverse=True))


@lru_cache(maxsize=1)
def _aim() -> re.Pattern[str]:
    """A value, what binds it, に or the like, and the verb at the end: 60%以上に引き上げます."""
    bounds = knowledge.units().bounds
    bound = "|".join((*bounds["min"], *bounds["max"], "程度"))
    return re.compile(
        rf"\d[^\s\d、，]{{0,6}}?(?:{bound})?(?:\([^()]*\))?(?:に|まで|へ|と|(?=を目|を達成))(?:{_ends()})$"
    )
