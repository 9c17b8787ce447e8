"""What the words of a heading say: stories beside the text, and words that close a title."""

from __future__ import annotations

import pytest

from planlink.outline.titles import ends_with, excluded


@pytest.mark.parametrize(
    "title", ["コラム 干潟の鳥", "●トピックス", "【コラム】港の灯", "ＣＯＬＵＭＮ 1", "■取組事例 朝市", "《豆知識》"]
)
def test_a_story_beside_the_text_has_no_measures(title: str) -> None:
    assert excluded(title)


@pytest.mark.parametrize(
    "title", ["干潟のコラムを書く", "事例を学ぶ講座", "港のトピックスを届ける", "取組の事例集を作る"]
)
def test_a_word_inside_a_title_makes_no_story(title: str) -> None:
    assert not excluded(title)


@pytest.mark.parametrize("title", ["現状", "港の現状", "現状（令和５年度）", "現状について", "現状等", "現状の整理"])
def test_a_word_closes_a_title(title: str) -> None:
    assert ends_with(title, ["現状"])


@pytest.mark.parametrize("title", ["現状を知る", "現状の改善", "（現状）調べ", "現在", ""])
def test_a_word_that_closes_none(title: str) -> None:
    assert not ends_with(title, ["現状"])
