"""The numbers of indicators against the letters that a second reader sees on their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planlink.japanese.text import bare, fold
from planlink.records.documents import Page
from planlink.records.places import Doubt, Place
from planlink.records.plans import Indicator, Quantity

_PRINTED = re.compile(r"[▲△-]?\d[\d,.]*(?<![.,])")
UNSEEN = "unseen"


def seen(indicators: Sequence[Indicator], pages: Sequence[Page]) -> tuple[tuple[Indicator, ...], tuple[Doubt, ...]]:
    """The indicators, those with a parsed number that is not among the letters of their page or the next one (a row
    may go on there) marked `unseen`, and a doubt for each
    name on a page. A page without a second reader's letters, and a
    format without pages, has nothing to say."""
    letters = {page.number: bare(page.letters) for page in pages if page.number is not None and page.letters}
    marked = tuple(replace(i, review=(*i.review, UNSEEN)) if _missing(i, letters) else i for i in indicators)
    doubts = {
        (i.page, i.name): Doubt("number-unseen", Place(i.document, i.page, i.raw or i.name, i.box), i.name)
        for i in marked
        if UNSEEN in i.review
    }
    return marked, tuple(doubts.values())


def _missing(indicator: Indicator, letters: dict[int, str]) -> bool:
    page = indicator.page
    if page is None or page not in letters:
        return False
    there = letters[page] + "\n" + letters.get(page + 1, "")
    return any(number not in there for number in _numbers(indicator))


def _numbers(indicator: Indicator) -> Iterator[str]:
    """The figures as printed, of every value that was parsed: ▲1,234.5."""
    for quantity in (indicator.target, indicator.baseline):
        if quantity is not None and quantity.value is not None:
            yield from _PRINTED.findall(bare(_told(quantity)))


def _told(quantity: Quantity) -> str:
    """The printed quantity; brackets may hold what was left out of the value."""
    text = fold(quantity.text or "")
    return re.sub(r"\([^()]*\)", " ", text) if re.search(r"\d", re.sub(r"\([^()]*\)", "", text)) else text
