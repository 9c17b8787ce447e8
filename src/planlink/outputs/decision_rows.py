"""Rows of 確認結果一覧: the last word on each pair, who gave it, when, how and why, and how it differs from the
tool's proposal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from planlink.links.decided import NONE, REJECTED, text_of
from planlink.outputs import words
from planlink.outputs.rows import Cell, Column, Index, Table, headline, without
from planlink.outputs.sdg_rows import MEASURE, PAGE
from planlink.records.findings import Analysis
from planlink.records.links import EVER, Decision, Link, Pair
from planlink.records.plans import Measure

DOCUMENT = Column("文書", 8)
ITEM = Column("項目", 21)
WHO = Column("確認者", 8)
COLUMNS = (
    DOCUMENT,
    MEASURE,
    PAGE,
    ITEM,
    Column("確認結果", 6),
    Column("案との違い", 7),
    WHO,
    Column("確認日時", 10),
    Column("確認の方法", 8),
    Column("理由", 22),
    Column("備考", 6),
)
DAY = len("2025-11-21")


def decision_table(analysis: Analysis, decisions: Sequence[Decision], names: bool = True) -> Table:
    """The words that count (`decisions`) on measures of these plans, in the order of the plans; without `names` nobody
    is named. Words on measures that are gone are counted below the title."""
    index = Index.of(analysis)
    there = _sorted([word for word in decisions if word.measure in index.measures], index)
    own, called = {link.pair: link for link in analysis.proposed}, _names(analysis)
    rows = tuple(_row(word, index, own.get(word.pair), called) for word in there)
    note = f"{words.DECISIONS_NOTE}{_counts(there)}{words.PAGE_NOTE}{_gone(len(decisions) - len(there))}"
    table = Table(words.DECISIONS, COLUMNS, rows, note, nothing=words.NO_DECISIONS)
    return table if names else without(table, WHO.title)


def differing_table(analysis: Analysis, pairs: Sequence[tuple[Decision, Decision]]) -> Table:
    """The pairs on which two officers differ, ours first."""
    index, called = Index.of(analysis), _names(analysis)
    columns = (DOCUMENT, MEASURE, PAGE, ITEM, *(Column(side, 10) for side in ("こちら", "取り込んだもの")))
    theirs = {ours.pair: other for ours, other in pairs}
    rows = tuple(
        (*_linked(ours, index), _item(ours, called), _said(ours), _said(theirs[ours.pair]))
        for ours in _sorted([ours for ours, _ in pairs], index)
    )
    return Table(words.DIFFERING, columns, rows, words.PAGE_NOTE)


def _row(word: Decision, index: Index, own: Link | None, called: Mapping[Pair, str]) -> tuple[Cell, ...]:
    return (
        *_place(word, index),
        _item(word, called),
        words.VERDICTS.get(word.verdict, word.verdict),
        _difference(word, own),
        word.who,
        _time(word),
        words.WAYS.get(word.way, word.way),
        word.why,
        words.DECISION_STALE if word.text != text_of(index.measures[word.measure]) else None,
    )


def _place(word: Decision, index: Index) -> tuple[Cell, ...]:
    """The document, the measure and its page; of a measure that is gone its id alone."""
    measure: Measure | None = index.measures.get(word.measure)
    if measure is None:
        return None, word.measure, None
    return measure.document, headline(measure), measure.page


def _linked(word: Decision, index: Index) -> tuple[Cell, ...]:
    """The same, leading to the measure."""
    document, title, page = _place(word, index)
    return document, title if word.measure not in index.measures else index.measure_refs([word.measure]), page


def _item(word: Decision, called: Mapping[Pair, str]) -> str:
    """「目標11 住み続けられるまちづくりを」, 「視点 DX」."""
    name = called.get(word.pair, "")
    if word.scheme == "sdg":
        return words.goal_title(word.label, name)
    scheme = words.SCHEMES.get(word.scheme, word.scheme)
    return f"{scheme} {word.label} {'' if name == word.label else name}".rstrip()


def _difference(word: Decision, own: Link | None) -> str:
    proposal = NONE if own is None else own.level or own.status
    if word.verdict == proposal or (word.verdict, proposal) == (REJECTED, NONE):
        return words.AS_PROPOSED
    return words.OTHER_THAN.format(proposal=words.LEVELS.get(proposal) or words.PROPOSALS[proposal])


def _said(word: Decision) -> str:
    """「採用◎（企画課）」."""
    verdict = words.VERDICTS.get(word.verdict, word.verdict)
    return f"{verdict}（{word.who}）" if word.who else verdict


def _time(word: Decision) -> str:
    """When it was said, in Japan; as it stands where it names no time of a day."""
    moment: datetime = word.moment
    return word.when if moment == EVER or len(word.when) <= DAY else f"{moment:%Y-%m-%d %H:%M:%S}"


def _counts(there: Sequence[Decision]) -> str:
    """How many of each verdict, and in which ways they were given."""
    verdicts, ways = Counter(word.verdict for word in there), Counter(word.way for word in there)
    told = [f"{said} {verdicts[code]}件" for code, said in words.VERDICTS.items() if verdicts[code]]
    how = [f"{said} {ways[code]}件" for code, said in words.WAYS.items() if ways[code]]
    return f"{'，'.join(told)}（確認の方法：{'，'.join(how)}）。" if there else ""


def _gone(count: int) -> str:
    return words.DECISIONS_GONE.format(count=count) if count else ""


def _names(analysis: Analysis) -> dict[Pair, str]:
    return {link.pair: link.name for link in analysis.links}


def _sorted(there: Sequence[Decision], index: Index) -> list[Decision]:
    schemes = list(words.SCHEMES)

    def place(word: Decision) -> tuple[int, str, int, list[int], str]:
        scheme = schemes.index(word.scheme) if word.scheme in schemes else len(schemes)
        numbers = [int(number) for number in re.findall(r"[0-9]+", word.label)]
        return index.order.get(word.measure, len(index.order)), word.measure, scheme, numbers, word.label

    return sorted(there, key=place)
