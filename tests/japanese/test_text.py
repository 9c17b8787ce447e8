"""The normal form keeps its way back to the source; layout blanks go, blanks that part words stay."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlink.japanese.text import bare, counts, fold, fold_with_map, is_japanese, join_lines, search_key, tidy

PRINTED = st.text(
    "あ亜ア１1①⑴㈱㍻⺠⻑ｶﾞﾊﾟか゛\u3099－―〜～ 　\u00a0\u2003．，。（）「」ＤＸDXé\U000e0100𠮷\ud842\udfb7%％▲・",
    max_size=30,
)
FEW = settings(max_examples=150, derandomize=True, deadline=None)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("ＤＸ", "DX"),
        ("市⺠の⻑", "市民の長"),
        ("①", "1"),
        ("⑴", "(1)"),
        ("㍻", "平成"),
        ("ｶﾞ", "ガ"),
        ("か\u3099", "が"),
        ("－―‐−", "----"),
        ("〜～", "~~"),
        ("ー", "ー"),
        ("葛\U000e0100城", "葛城"),
        ("\ud842\udfb7野", "𠮷野"),
        ("", ""),
    ],
)
def test_normal_form(raw: str, folded: str) -> None:
    assert fold(raw) == folded


@FEW
@given(PRINTED)
def test_every_letter_maps_back_to_letters_that_fold_to_it(raw: str) -> None:
    folded = fold_with_map(raw)
    assert folded.text == fold(raw)
    assert len(folded.text) == len(folded.source)
    assert list(folded.source) == sorted(folded.source)
    bounds = [*folded.source, len(raw)]
    for place, letter in enumerate(folded.text):
        end = next(b for b in bounds[place:] if b > folded.source[place])
        assert letter in fold(raw[folded.source[place] : end])


def test_every_letter_is_in_normal_form_among_plain_ones_and_no_mark_is_parted_from_its_letter() -> None:
    for code in (code for code in range(0x10000) if not 0xD800 <= code < 0xE000):
        folded = fold(f"か{chr(code)}亜")
        assert unicodedata.is_normalized("NFKC", folded), hex(code)
        assert (fold_with_map(f"か{chr(code)}亜").text, fold(folded)) == (folded, folded), hex(code)


@FEW
@given(PRINTED)
def test_folding_twice_changes_nothing(raw: str) -> None:
    once = fold(raw)
    assert unicodedata.normalize("NFKC", once) == once
    assert fold(once) == once


@FEW
@given(PRINTED)
def test_tidying_twice_changes_nothing(raw: str) -> None:
    assert tidy(tidy(raw)) == tidy(raw)


@FEW
@given(PRINTED)
def test_tidying_loses_blanks_alone(raw: str) -> None:
    def letters(text: str) -> str:
        return "".join(letter for letter in text if not letter.isspace() and letter != "\U000e0100")

    assert letters(tidy(raw)) == letters(raw)


@pytest.mark.parametrize(("start", "end", "span"), [(0, 2, (0, 1)), (2, 4, (1, 3)), (4, 4, (3, 3)), (1, 1, (0, 0))])
def test_raw_span(start: int, end: int, span: tuple[int, int]) -> None:
    assert fold_with_map("㍻元年").raw_span(start, end) == span


def test_raw_span_of_nothing() -> None:
    assert fold_with_map("").raw_span(0, 0) == (0, 0)


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("港 の 魅 力 を 伝 え る", "港の魅力を伝える"),
        ("目\u00a0標\u2003値", "目標値"),
        ("0 0\u00a00", "000"),
        ("1 1 0 千 円 （ R９ 年 度 ）", "110千円（R９年度）"),
        ("重点テーマⅠ みなと にぎわい 未来づくり", "重点テーマⅠ みなと にぎわい 未来づくり"),
        ("第１章　はじめに", "第１章 はじめに"),
        ("(1)　子育て", "(1) 子育て"),
        ("ア　港の整備", "ア 港の整備"),
        ("１ 人口の減少", "１ 人口の減少"),
        ("２ 社会の変化", "２ 社会の変化"),
        ("34 歳以下の人口", "34歳以下の人口"),
        ("12 月から", "12月から"),
        ("2 つの視点", "2つの視点"),
        ("市民 100 人", "市民100人"),
        ("Web サイト", "Webサイト"),
        ("Key Performance Indicators", "Key Performance Indicators"),
        ("目標 （R9）", "目標（R9）"),
        ("　　", ""),
        ("\ufeff趣旨\u200b", "趣旨"),
    ],
)
def test_tidy(printed: str, text: str) -> None:
    assert tidy(printed) == text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["港の整", "備を進めます。"], "港の整備を進めます。"),
        (["Sustainable", "Development"], "Sustainable Development"),
        (["ＩＣＴや", "AI を"], "ＩＣＴやAI を"),
        (["  前後の空白 ", "", "は消える"], "前後の空白は消える"),
        ([], ""),
    ],
)
def test_join_lines(lines: list[str], text: str) -> None:
    assert join_lines(lines) == text


def test_bare_text_is_the_same_however_it_was_set() -> None:
    assert bare("ＤＸ の\n推　進") == bare("DXの推進") == "DXの推進"
    assert bare("DX") != bare("dx")


def test_search_key_compares_names() -> None:
    assert search_key("ＳＮＳ の フォロワー数") == search_key("snsのフォロワー数")
    assert search_key("港のまつり") != search_key("港の祭り")
    assert search_key("ハ゛スの本数") == search_key("バスの本数")


@pytest.mark.parametrize("rest", ["歳以下", "つの視点", "月", "人の子", "年度", "％", "社が参加"])
def test_what_counts(rest: str) -> None:
    assert counts(rest)


@pytest.mark.parametrize("rest", ["", "人口の減少", "社会の変化", "年齢構成", "目標", "港の整備", "時代の変化"])
def test_what_only_looks_like_counting(rest: str) -> None:
    assert not counts(rest)


def test_is_japanese() -> None:
    assert all(map(is_japanese, "あア亜々ｱ"))
    assert not any(map(is_japanese, "A1（。 "))


@FEW
@given(PRINTED)
def test_a_key_is_its_own_key(raw: str) -> None:
    assert search_key(search_key(raw)) == search_key(raw)


@FEW
@given(st.lists(PRINTED, max_size=3), st.lists(PRINTED, max_size=3))
def test_lines_may_be_joined_in_any_groups(first: list[str], rest: list[str]) -> None:
    assert join_lines([join_lines(first), join_lines(rest)]) == join_lines([*first, *rest])


@FEW
@given(PRINTED, st.data())
def test_a_stretch_comes_from_letters_that_fold_to_it(raw: str, data: st.DataObject) -> None:
    folded = fold_with_map(raw)
    start, end = sorted(data.draw(st.lists(st.integers(0, len(folded.text)), min_size=2, max_size=2)))
    first, last = folded.raw_span(start, end)
    assert 0 <= first <= last <= len(raw)
    if start < end:
        until = next((one for one in (*folded.source[end:], len(raw)) if one >= last), len(raw))
        assert folded.text[start:end] in fold(raw[first:until])
