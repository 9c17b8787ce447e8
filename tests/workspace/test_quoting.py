"""The sentence that answers and what is marked in it."""

from __future__ import annotations

import pytest

from planlink.workspace.quoting import LONGEST, Quotation, marks, quotation

TEXT = "港を直します。山の道を広げ、（森も。）守ります！川は、そのまま。"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("道",), "山の道を広げ、（森も。）"),
        (("川",), "川は、そのまま。"),
        (("山", "道", "港"), "山の道を広げ、（森も。）"),
        (("港", "川"), "港を直します。"),
        (("広げる",), "山の道を広げ、（森も。）"),
        ((), "港を直します。"),
    ],
)
def test_the_sentence_with_most_of_the_words(words: tuple[str, ...], sentence: str) -> None:
    assert quotation(TEXT, words).text == sentence


def test_without_a_word_the_nearest_sentence_and_nothing_marked() -> None:
    assert quotation(TEXT, ("宇宙",), lambda texts: len(texts) - 1) == Quotation("川は、そのまま。", start=24)
    assert quotation(TEXT, ("港",), lambda texts: len(texts) - 1).text == "港を直します。"


@pytest.mark.parametrize(
    ("text", "words", "starts_with"),
    [
        (TEXT, ("道",), "道を広げ"),
        (TEXT, (), "港を"),
        ("　港を直します。\n　川は、そのまま。", ("宇宙",), "港を"),
        ("あ" * 300 + "港湾" + "い" * 300, ("港湾",), "港湾い"),
        ("港", ("山",), "港"),
        ("", ("港",), ""),
    ],
)
def test_a_quotation_starts_where_something_answers(text: str, words: tuple[str, ...], starts_with: str) -> None:
    assert text[quotation(text, words).start :].startswith(starts_with)


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("相談の窓口と窓口", ("窓口",), ["窓口", "窓口"]),
        ("Ｄ Ｘの推進", ("dx",), ["Ｄ Ｘ"]),
        ("か\u3099く生", ("がく",), ["か\u3099く"]),
        ("子どもと", ("こども",), ["子ども"]),  # the same dictionary form
        ("１，２３４人", ("1234",), ["１，２３４"]),
        ("2012年に12人", ("12",), ["12"]),
        ("1,234人と234人と34.5", ("234", "34"), ["234"]),
        ("２０１２年", ("12",), []),
        ("子育て相談", ("子育て", "育て相談"), ["子育て相談"]),
        ("港", ("",), []),
        ("", ("港",), []),
    ],
)
def test_marks(text: str, words: tuple[str, ...], marked: list[str]) -> None:
    assert [text[a:b] for a, b in marks(text, words)] == marked


def test_a_quoted_number_is_marked_inside_a_longer_one() -> None:
    assert marks("2012年", ("12",), exact={"12"}) == ((2, 4),)


@pytest.mark.parametrize("place", [0, 15, 60, 180, 290, 298])
def test_a_long_sentence_is_cut_around_what_answers(place: int) -> None:
    text = "あ" * place + "港湾" + "い" * (300 - place)
    said = quotation(text, ("港湾",))
    assert [said.text[a:b] for a, b in said.marks] == ["港湾"]
    assert len(said.text.strip("…")) == LONGEST
    assert said.text.startswith("…") == (place > 30)
