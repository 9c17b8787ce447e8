"""Citations as officers write them."""

from __future__ import annotations

import pytest

from factories import plan
from planlink.outputs.citation import cited, short_titles


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("みなと野市総合戦略", "総合戦略"),
        ("第２期 みなと野市まち・ひと・しごと創生総合戦略", "総合戦略"),
        ("第３次みなと野町総合計画基本計画【概要版】", "総合計画基本計画"),
        ("みなと野市地域づくりビジョン", "地域づくりビジョン"),
        ("みなと野市都市計画マスタープラン", "都市計画マスタープラン"),
        ("みなと野市中心市街地活性化基本計画", "中心市街地活性化基本計画"),
        ("みなと野市市民協働推進計画", "市民協働推進計画"),
        ("総合戦略", "総合戦略"),
        ("みなと野市", "みなと野市"),
    ],
)
def test_a_plan_has_a_short_title(title: str, short: str) -> None:
    assert short_titles([plan(title=title)]) == {"戦略": short}


def test_plans_that_would_be_called_alike_keep_their_titles() -> None:
    found = short_titles([plan("a", title="みなと市総合計画"), plan("b", title="みなと市総合計画【概要版】")])
    assert found == {"a": "みなと市総合計画", "b": "みなと市総合計画【概要版】"}
    assert short_titles([plan("c", title=None, file="表.docx")]) == {"c": "表.docx"}


@pytest.mark.parametrize(
    ("numbering", "page", "said"),
    [
        (("第4章", "基本目標1", "カ", "(イ)"), 21, "総合戦略 21頁 カ(ｲ)"),
        (("第4章", "基本目標1", "4", "(1)", "2"), 6, "総合戦略 6頁 (1)2"),
        (("1", "ア", "1"), 3, "総合戦略 3頁 ア1"),
        (("第4章", "基本目標1", "3", "・2"), 7, "総合戦略 7頁 3（2番目の・）"),
        (("基本目標1",), 2, "総合戦略 2頁 基本目標1"),
        (("・1",), 2, "総合戦略 2頁 （1番目の・）"),
        ((), 2, "総合戦略 2頁"),
        (("(ガ)",), None, "総合戦略 (ガ)"),
    ],
)
def test_citations(numbering: tuple[str, ...], page: int | None, said: str) -> None:
    assert cited("総合戦略", page, numbering) == said
