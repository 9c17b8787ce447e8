"""What a printed line says: blanks, spread letters, ruby, footnote marks."""

from __future__ import annotations

import pytest
from sheets import put, read, texts

from planlink.documents.lines import lines_in
from planlink.records.documents import Line, Mark


def only(*glyphs: list) -> Line:  # type: ignore[type-arg]
    lines = lines_in([g for part in glyphs for g in part])
    assert len(lines) == 1
    return lines[0]


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("１ 趣旨", "１ 趣旨"),
        ("ア 結婚，妊娠", "ア 結婚，妊娠"),
        ("(ｱ) 港の整備", "(ｱ) 港の整備"),
        ("【第1章】 港町の現状", "【第1章】 港町の現状"),
        ("・ 港の整備", "・ 港の整備"),
        ("うみ 生き生き 未来づくり", "うみ 生き生き 未来づくり"),
        ("基本政策1－施策1 港の整備", "基本政策1－施策1 港の整備"),
        ("目標 11 港を守る", "目標11 港を守る"),
        ("第 2 期目の見直し", "第2期目の見直し"),
        ("施策1 人口の定着", "施策1 人口の定着"),
        ("1 人口の推移", "1 人口の推移"),
        ("10 月から 12 月まで", "10月から12月まで"),
        ("持続可能な 17 のゴール", "持続可能な17のゴール"),
        ("目 次", "目次"),
        ("１ 趣 旨", "１ 趣旨"),
        ("み な と 野 市", "みなと野市"),
        ("令和 9 年度までに 12 件", "令和9年度までに12件"),
        ("2027 年（令和 9 年）", "2027年（令和9年）"),
        ("港や DX の推進", "港やDXの推進"),
        ("港，  海", "港，海"),
        ("Key Performance Indicators", "Key Performance Indicators"),
        ("- 9 -", "- 9 -"),
        ("登録は98団体 → 316団体", "登録は98団体 → 316団体"),
        ("65歳以上は約1.4倍 75歳以上は約1.9倍", "65歳以上は約1.4倍 75歳以上は約1.9倍"),
        ("港湾法（昭和 25年法律第 218号）", "港湾法（昭和25年法律第218号）"),
        ("3,656名 約2.7倍", "3,656名 約2.7倍"),
    ],
)
def test_blanks_that_mean_something_stay(drawn: str, text: str) -> None:
    assert only(put(drawn)).text == text


def test_a_full_width_blank_is_one_blank() -> None:
    assert only(put("８　今後の方向", blank=1.0)).text == "８ 今後の方向"


def test_a_blank_without_width_is_none() -> None:
    glyphs = put("港と海", step=0.0)
    assert only([*glyphs, glyphs[0]._replace(text=" ", x0=glyphs[1].x0, x1=glyphs[1].x0)]).text == "港と海"


@pytest.mark.parametrize("step", [2.0, 9.0, 25.0])
def test_spread_letters_are_joined(step: float) -> None:
    """均等割り付け, in a cell and outside."""
    assert only(put("進捗状況", step=step)).text == "進捗状況"
    assert texts(read(put("進捗状況", step=step))) == ["進捗状況"]


def test_spread_latin_letters_are_joined() -> None:
    assert only(put("【RESAS】（H28年度）", step=3.0)).text == "【RESAS】（H28年度）"


def test_words_without_a_blank_in_the_file_are_parted_by_their_gap() -> None:
    assert only(put("Plan", x=70), put("Do", x=94)).text == "Plan Do"


def test_a_number_set_apart_before_its_title_keeps_a_blank() -> None:
    assert only(put("1", x=70), put("取組の方向", x=86)).text == "1 取組の方向"


def test_letters_printed_twice_count_once() -> None:
    assert texts(read(put("港の整備"), put("港の整備", x=70.4))) == ["港の整備"]


@pytest.mark.parametrize("word", ["人々々人人", "bill", "1111"])
def test_the_same_letter_twice_in_a_word_stays(word: str) -> None:
    assert texts(read(put(word))) == [word]


def test_narrow_letters_that_follow_each_other_are_no_doubles() -> None:
    one = put("l")[0]._replace(x1=72.2)
    assert texts(read([one, one._replace(x0=72.2, x1=74.4)])) == ["ll"]


def test_ruby_does_not_enter_the_text() -> None:
    assert texts(read(put("港町の取組", y=100), put("みなとまち", x=70, y=95, size=4))) == ["港町の取組"]


def test_small_kana_far_above_are_a_line_of_their_own() -> None:
    assert texts(read(put("港町の取組", y=100), put("みなとまち", x=70, y=80, size=6))) == ["みなとまち", "港町の取組"]


def test_a_footnote_mark_comes_off() -> None:
    got = only(put("出生率", x=70), put("12", x=100, y=99, size=6), put("の向上", x=106))
    assert (got.text, got.marks) == ("出生率の向上", (Mark(3, "12"),))


def test_a_tiny_digit_on_the_foot_of_the_line_is_a_mark() -> None:
    got = only(put("出生率", x=70), put("6", x=100, y=104.3, size=5.5), put("の向上", x=103))
    assert (got.text, got.marks) == ("出生率の向上", (Mark(3, "6"),))


def test_a_mark_of_more_letters_than_its_line() -> None:
    got = only(put("数", x=70), put("10", x=80, y=99, size=6))
    assert (got.text, got.marks) == ("数", (Mark(1, "10"),))


def test_a_mark_with_a_sign_comes_off() -> None:
    got = only(put("出生率", x=70), put("※1", x=100, y=99, size=6), put("の向上", x=109))
    assert (got.text, got.marks) == ("出生率の向上", (Mark(3, "※1"),))


def test_a_digit_that_a_superscript_glyph_draws_comes_off() -> None:
    got = only(put("出生率", x=70), put("1", x=100, raised=True), put("の向上", x=105))
    assert (got.text, got.marks) == ("出生率の向上", (Mark(3, "1"),))


def test_offsets_count_the_blanks_of_the_text() -> None:
    got = only(put("１ 出生率", x=70), put("1", x=113, y=99, size=6), put("の向上", x=116))
    assert (got.text, got.marks) == ("１ 出生率の向上", (Mark(5, "1"),))


@pytest.mark.parametrize(
    ("before", "small", "y", "text"),
    [
        ("面積は20km", "2", 99, "面積は20km2"),
        ("二酸化炭素（CO", "2", 105, "二酸化炭素（CO2"),
        ("10", "3", 99, "103"),
        ("出生率", "の", 99, "出生率の"),
    ],
)
def test_small_letters_that_are_no_marks_stay(before: str, small: str, y: float, text: str) -> None:
    glyphs = put(before)
    got = only(glyphs, put(small, x=glyphs[-1].x1, y=y, size=6))
    assert (got.text, got.marks) == (text, ())


def test_numbers_of_the_text_are_no_marks() -> None:
    got = only(put("出生率1.56人，2年"))
    assert (got.text, got.marks) == ("出生率1.56人，2年", ())


def test_size_font_indent_and_fullness() -> None:
    first, second = read(put("港の整備を進めるとともに，海を", x=80), put("守る", y=116)).blocks
    assert isinstance(first, Line)
    assert isinstance(second, Line)
    assert (first.size, first.font, first.indent, first.full) == (10.0, "Mincho", 1.0, True)
    assert (second.indent, second.full) == (0.0, False)


def test_variation_selectors_stay_with_their_letter_only() -> None:
    letter, other = put("葛Ｎ")
    selector = letter._replace(text="\U000e0100", x0=letter.x0 + 10, x1=letter.x0 + 13)
    stray = other._replace(text="\U000e0100", x0=other.x1, x1=other.x1 + 3)
    assert only([letter, selector, other, stray]).text == "葛\U000e0100Ｎ"


def test_the_font_is_that_of_the_japanese_letters() -> None:
    """Office programs set numbers in another font, so that a line of numbers is no line of another kind."""
    line = only(put("R5", font="Times"), put("年", x=80, font="A+Mincho"), put("1,200", x=90, font="Times"))
    assert line.font == "Mincho"
    assert only(put("2025", font="A+Times"), put("-", x=90, font="Mincho")).font == "Times"


def test_signs_are_no_japanese_letters() -> None:
    assert only(put("●", font="Wingdings"), put("KPI", x=80, font="Gothic")).font == "Gothic"


def test_radicals_and_a_foreign_dot_are_the_letters_that_are_drawn() -> None:
    assert texts(read(put("⽬標‧⼈⼝と市⻑"))) == ["目標・人口と市長"]
