"""Words keep their places in the raw text, whatever the blanks and letters."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlink.japanese.tokens import COMPOUND, compounds, is_content, tokens

LETTERS = st.text(st.sampled_from("子ども医療費の助成　 \n\tＡＩaI2０㌔Ⅱか\u3099\u200b，。①\ud800\x00𠮷ﾊﾞ"), max_size=24)


@given(LETTERS)
@settings(max_examples=150, deadline=None)
def test_places_are_exact(text: str) -> None:
    found = tokens(text)
    assert [text[token.start : token.end] for token in found] == [token.surface for token in found]
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
    assert all(token.surface.strip() for token in found)


def test_blanks_that_mecab_swallows_shift_nothing() -> None:
    text = "子ども  医療費\n 助成"
    assert [(t.surface, t.start) for t in tokens(text)] == [("子ども", 0), ("医療", 5), ("費", 7), ("助成", 10)]


def test_spellings_share_a_lemma() -> None:
    assert {tokens(text)[0].lemma for text in ("子ども", "子供")} == {"子供"}
    assert tokens("デジタル")[0].lemma == "デジタル"


@pytest.mark.parametrize("text", ["AIR", "TRAIN", "ＡＩＲ", "CO2", "5G"])
def test_a_run_of_latin_letters_is_one_word(text: str) -> None:
    assert [token.surface for token in tokens(text)] == [text]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("医療費の助成", ["医療費"]),
        ("再生可能エネルギーを使う", ["再生可能エネルギー"]),
        ("医療 費用", []),
        ("走って帰る", []),
    ],
)
def test_compounds(text: str, joined: list[str]) -> None:
    found = compounds(tokens(text), text)
    assert [token.surface for token in found] == joined
    assert all(token.pos == COMPOUND for token in found)


def test_particles_and_numbers_carry_no_meaning() -> None:
    assert [token.surface for token in tokens("水と12を飲む") if is_content(token)] == ["水", "飲む"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("歩く", ("歩く", "動詞-一般", "アルク")),
        ("ＡＩ", ("ai", "名詞-ラテン", "AI")),
        ("12", ("12", "名詞-数詞", "12")),
        ("〓", ("〓", "記号-一般", "〓")),
    ],
)
def test_what_is_said_of_a_word(text: str, said: tuple[str, str, str]) -> None:
    for _ in range(2):  # also when the word is known from before
        (token,) = tokens(text)
        assert (token.lemma, token.pos, token.reading) == said
        tokens.cache_clear()


def test_a_word_that_the_dictionary_lacks_is_its_own_reading() -> None:
    (token,) = tokens("ヌルヴォックス")
    assert (token.lemma, token.reading) == ("ヌルヴォックス", "ヌルヴォックス")
