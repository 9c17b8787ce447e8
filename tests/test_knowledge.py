"""The facts below corpus/ are whole, and a broken file says so."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from planlink import knowledge
from planlink.errors import KnowledgeError

ROOT = Path(__file__).parents[1]


def test_goals_and_targets() -> None:
    assert tuple(goal.label for goal in knowledge.goals()) == knowledge.GOALS
    assert len(knowledge.targets()) == 169
    assert {target.label.split(".")[0] for target in knowledge.targets()} == set(knowledge.GOALS)
    assert [viewpoint.label for viewpoint in knowledge.viewpoints()] == ["DX", "GX", "デザイン思考"]


def test_no_term_is_negative_too() -> None:
    for concept in (*knowledge.goals(), *knowledge.viewpoints()):
        assert not set(concept.terms) & set(concept.negative)
        assert all(concept.terms)


def test_eras_follow_each_other() -> None:
    firsts = [era.first for era in knowledge.eras()]
    assert firsts == sorted(firsts, reverse=True)
    assert len({era.short for era in knowledge.eras()}) == len(firsts)


def test_units() -> None:
    units = knowledge.units()
    assert {"%", "人", "件", "円"} <= units.units
    assert units.scales["百万"] == 1_000_000
    assert not set(units.own_areas) & set(units.other_areas)
    assert set(units.bounds) == {"min", "max", "relative"}


def test_numbering_styles_are_patterns_with_a_number() -> None:
    names = [style.name for style in knowledge.numbering_styles()]
    assert len(names) == len(set(names))
    for style in knowledge.numbering_styles():
        pattern = re.compile(style.pattern)
        assert style.numerals == "none" or "n" in pattern.groupindex
        assert set(style.ranks) <= set(knowledge.section_words().named)


def test_a_missing_file_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(knowledge, "data_folder", lambda: tmp_path)
    knowledge.eras.cache_clear()
    try:
        with pytest.raises(KnowledgeError, match=r"corpus/language/eras\.toml がありません"):
            knowledge.eras()
        (tmp_path / "corpus" / "language").mkdir(parents=True)
        (tmp_path / "corpus" / "language" / "eras.toml").write_text("[[era", encoding="utf-8")
        with pytest.raises(KnowledgeError, match="を読めません"):
            knowledge.eras()
    finally:
        knowledge.eras.cache_clear()


def test_old_forms_lead_to_letters_in_use_and_no_further() -> None:
    forms = knowledge.old_forms()
    assert len(forms) > 300
    assert all(len(new) == 1 and ord(new) not in forms for new in forms.values())
    assert "學校の髙橋".translate(forms) == "学校の高橋"
    assert "﨑 𠮷 德 濵 濱 邉 舘 𡈽 嶋 鷗".translate(forms) == "崎 吉 徳 浜 浜 辺 館 土 島 鴎"


def test_each_old_form_stands_once() -> None:
    text = (ROOT / "corpus" / "language" / "old-forms.toml").read_text(encoding="utf-8")
    pairs = [pair for group in tomllib.loads(text).values() for pair in group.split()]
    assert {len(pair) for pair in pairs} == {2}
    assert [old for old, times in Counter(pair[0] for pair in pairs).items() if times > 1] == []


def test_no_word_stands_in_two_groups_of_equals() -> None:
    words = [word for group in knowledge.synonyms() for word in group]
    assert [word for word, times in Counter(words).items() if times > 1] == []
