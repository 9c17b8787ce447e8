"""spaCy documents over our words: the text comes back letter for letter, and phrases end where words end."""

from __future__ import annotations

import pytest

from planlink.japanese.docs import PhraseFinder, make_doc


@pytest.mark.parametrize("text", ["", " ", "a  b", "\n医療費　の\t助成 ", " 先頭と ＡＩ，CO2 ", "行\r\n行"])
def test_doc_is_the_text(text: str) -> None:
    doc = make_doc(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_doc_has_lemmas_and_classes() -> None:
    token = make_doc("子どもの貧困")[0]
    assert (token.lemma_, token.tag_) == ("子供", "名詞-普通名詞")


def test_phrases_are_found_in_other_spellings() -> None:
    (hit,) = PhraseFinder(["子どもの貧困"]).find("　子供の貧困への対応")
    assert (hit.phrase, hit.start, hit.end) == ("子どもの貧困", 1, 6)


@pytest.mark.parametrize(("phrase", "text"), [("水", "高い水準"), ("AI", "AIR TRAIN"), ("海", "海外へ")])
def test_phrases_never_begin_or_end_inside_a_word(phrase: str, text: str) -> None:
    assert PhraseFinder([phrase]).find(text) == ()


def test_overlapping_phrases_are_all_named() -> None:
    found = PhraseFinder(["地域", "地域経済", "経済"]).find("地域経済の循環")
    assert [hit.phrase for hit in found] == ["地域", "地域経済", "経済"]


@pytest.mark.parametrize("phrase", ["ヤングケアラー", "小水力", "食べ残し", "里海"])
@pytest.mark.parametrize("text", ["市は{}を進める。", "{}の推進", "{}", "新たな{}，その他"])
def test_words_that_the_dictionary_does_not_know_are_found_beside_any_others(phrase: str, text: str) -> None:
    (hit,) = PhraseFinder([phrase]).find(text.format(phrase))
    assert (hit.start, hit.end) == (text.index("{}"), text.index("{}") + len(phrase))
