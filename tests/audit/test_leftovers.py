"""What was left in a text by mistake, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from factories import indicator, passage, plan
from planlink.audit import leftovers, slips
from planlink.audit.matter import Draft, Matter

Check = Callable[[Matter], Iterator[Draft]]
CASES: list[tuple[Check, str, int]] = [
    (leftovers.placeholders, "令和８年●月に改訂", 1),
    (leftovers.placeholders, "参加者は○○人", 1),
    (leftovers.placeholders, "ＸＸ年度", 1),
    (leftovers.placeholders, "○年間の参加者の数", 0),
    (leftovers.placeholders, "●港を直す", 0),
    (leftovers.objects_without_verb, "港の施設を活用等により，にぎわいを生む。", 1),
    (leftovers.objects_without_verb, "港の施設の活用等により，にぎわいを生む。", 0),
    (leftovers.objects_without_verb, "港を直すことにより", 0),
    (leftovers.objects_without_verb, "港を活用等に", 1),
    (leftovers.objects_without_verb, "港をとおり等に", 0),
    (leftovers.objects_without_verb, "港を直す等に", 0),
    (leftovers.particles_missing, "子ども含む全ての人", 1),
    (leftovers.particles_missing, "子どもを含む全ての人", 0),
    (leftovers.particles_missing, "港も含む", 0),
    (leftovers.repeated, "港町には市場のほか、港町には倉庫があります。", 1),
    (leftovers.repeated, "港町には市場があります。港町には倉庫もあります。", 0),
    (leftovers.repeated, "港町には市場のほか、山里には倉庫があります。", 0),
    (slips.punctuation, "港，山，川，里、町、村、海。", 1),
    (slips.punctuation, "港，山，川，里，町、村。", 0),
    (slips.punctuation, "港、山、川、里。", 0),
]


@pytest.mark.parametrize(("check", "text", "number"), CASES)
def test_leftovers(check: Check, text: str, number: int) -> None:
    assert len(list(check(Matter((plan(passages=(passage(text=text),)),), ())))) == number


@pytest.mark.parametrize(
    ("name", "number"),
    [("連携した取組数：（各年度件数）", 1), ("取組数：", 1), ("港：町の比", 0), ("取組数（各年度）", 0)],
)
def test_colons_in_names_of_indicators(name: str, number: int) -> None:
    assert len(list(leftovers.colons(Matter((plan(indicators=(indicator(name=name),)),), ())))) == number
