"""The running text of a section without marks, captions and what stands behind its indicators."""

from __future__ import annotations

import pytest

from planlink.plans.prose import body, is_caption, without_marks
from planlink.records.outline import Paragraph
from texts import table, tree


@pytest.mark.parametrize(
    ("texts", "plain"),
    [
        (["ア 船を直すこと。", "イ 塔を塗ること。"], ["船を直すこと。", "塔を塗ること。"]),
        (["(1)船を直します。", "(2)塔を塗ります。"], ["船を直します。", "塔を塗ります。"]),
        (["①船を直します。", "②塔を塗ります。"], ["船を直します。", "塔を塗ります。"]),
        (["(ｱ) 船を直します。"], ["船を直します。"]),
        (
            ["船を直します。", "① 塔を塗ります。", "海を守ります。"],
            ["船を直します。", "塔を塗ります。", "海を守ります。"],
        ),
        (
            ["① 船を直します。", "ア 帆も直します。", "② 塔を塗ります。"],
            ["船を直します。", "帆も直します。", "塔を塗ります。"],
        ),
    ],
)
def test_counted_sentences_lose_their_marks(texts: list[str], plain: list[str]) -> None:
    assert without_marks(texts) == plain


@pytest.mark.parametrize(
    "texts",
    [
        ["② 塔を塗ります。"],
        ["① 船を直します。"[:-1]],
        ["１ 船を直します。"],
        ["3隻の船を直します。"],
        ["アイデアを集めます。"],
        ["イベントを開きます。", "ウォーキングの道を作ります。"],
        ["基本目標１を支えます。"],
        ["船を直します。"],
        [],
    ],
)
def test_other_texts_stay(texts: list[str]) -> None:
    assert without_marks(texts) == texts


def test_a_mark_out_of_its_place_stays() -> None:
    assert without_marks(["① 船を直します。", "③ 塔を塗ります。"]) == ["船を直します。", "③ 塔を塗ります。"]


@pytest.mark.parametrize(
    ("text", "mark"),
    [("《港の図》", ""), ("図１ 港の人出", ""), ("出典：港の統計", ""), ("値は年度末です", "※"), ("次の頁へ", "⇒")],
)
def test_captions_and_notes(text: str, mark: str) -> None:
    assert is_caption(Paragraph(text, 1, 1, bullet=mark))


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("図１のとおり船が増えました。", ""),
        ("《港》の図を描きます。", ""),
        ("船を直します", "・"),
        ("船を直します", "○"),
    ],
)
def test_what_is_no_caption(text: str, mark: str) -> None:
    assert not is_caption(Paragraph(text, 1, 1, bullet=mark))


def test_behind_indicators_only_sentences_are_text() -> None:
    rows = table(("指標", "目標値（R11）"), ("船の数", "20隻"))
    found = tree("港です。", "１ 船", "船を直します。", "写真の題", rows, "塔も塗ります。", "次の写真の題")
    assert [p.text for p in body(found.root.sections[0])] == ["船を直します。", "写真の題", "塔も塗ります。"]


def test_headings_without_a_number_below_are_text_but_not_states() -> None:
    state = ("【現状】", "船が減りました。", "(1) 帆", "帆も直します。")
    found = tree("港です。", "１ 船", "船を直します。", "【塗り方】", "青く塗ります。", *state)
    assert [p.text for p in body(found.root.sections[0])] == ["船を直します。", "青く塗ります。"]


def test_the_line_above_a_table_of_indicators_is_its_caption() -> None:
    held = tree(
        "１ 船の手入れ", "船を直します。", "基本目標１の重要業績評価指標（ＫＰＩ）", table(("指標", "目標値")), "※ 塔"
    )
    assert [p.text for p in body(held.root.sections[0])] == ["船を直します。"]


def test_a_sentence_above_a_table_stays() -> None:
    held = tree("１ 船の手入れ", "船を直し、次の指標で確かめます。", table(("指標", "目標値")))
    assert [p.text for p in body(held.root.sections[0])] == ["船を直し、次の指標で確かめます。"]
