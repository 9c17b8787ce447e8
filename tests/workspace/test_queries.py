"""What a query asks for: words, phrases, choices, exclusions, numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlink.workspace.queries import MOST_TERMS, MOST_WAYS, parse


@pytest.mark.parametrize(
    ("query", "groups", "without"),
    [
        ("子育て 保育", (("子育て",), ("保育",)), set()),
        ("子育て　保育", (("子育て",), ("保育",)), set()),
        ("子育て OR 保育", (("子育て", "保育"),), set()),
        ("子育て ＯＲ 保育", (("子育て", "保育"),), set()),
        ("子育て|保育", (("子育て", "保育"),), set()),
        ("子育て ｜ 保育", (("子育て", "保育"),), set()),
        ("子育て｜保育 窓口", (("子育て", "保育"), ("窓口",)), set()),
        ("窓口 子育て OR 保育 OR 学童", (("窓口",), ("子育て", "保育", "学童")), set()),
        ("子育て or 保育", (("子育て",), ("or",), ("保育",)), set()),
        ("「子育て OR 保育」", (("子育て OR 保育",),), set()),
        ("「相談窓口」 OR 保育", (("相談窓口", "保育"),), set()),
        ("港 「a」", (("a",), ("港",)), set()),
        ("港 -祭り －", (("港",),), {"祭り"}),
        ("港 -「夏 祭り」", (("港",),), {"夏 祭り"}),
        ("港 OR -祭り 山", (("港",), ("山",)), {"祭り"}),
        ("OR 港", (("港",),), set()),
        ("港 OR", (("港",),), set()),
        ("港 OR OR 山", (("港", "山"),), set()),
        ("｜", (), set()),
        ("OR", (), set()),
        ("-祭り", (), {"祭り"}),
        ("-452", (("▲452",),), set()),
        ("転出 -452", (("転出",),), {"452"}),
        ("港 港", (("港",),), set()),
        ("e-Tax", (("e-Tax",),), set()),
        ("", (), set()),
    ],
)
def test_queries_are_parsed(query: str, groups: tuple[tuple[str, ...], ...], without: set[str]) -> None:
    asked = parse(query)
    assert (asked.groups, set(asked.without)) == (groups, without)


def test_phrases_are_exact_and_bind_the_choice_they_stand_in() -> None:
    asked = parse('子育て 「相談 窓口」 OR 案内 "無料"')
    assert asked.exact == {"相談 窓口", "無料"}
    assert asked.bound == (("相談 窓口", "案内"), ("無料",))
    assert asked.pieces == ("相談 窓口", "無料", "案内", "子育")


@pytest.mark.parametrize(
    ("query", "ways"),
    [
        ("子育て 相談", ("子育て 相談",)),
        ("子育て OR 保育 相談", ("子育て 相談", "保育 相談")),
        ("「子育て」", ()),
        ("「子育て」 相談", ("相談",)),
        ("1,234人", ()),
        ("登録者 1,234人", ("登録者",)),
        ("3世代同居", ("3世代同居",)),
        (" ".join(f"a{n}x OR b{n}x" for n in range(4)), ("a0x b0x a1x b1x a2x b2x a3x b3x",)),
    ],
)
def test_the_meaning_asked_for(query: str, ways: tuple[str, ...]) -> None:
    assert parse(query).ways == ways


@settings(max_examples=300, deadline=None, database=None)
@given(st.text(alphabet=st.one_of(st.sampled_from('「」『』"“-－| ｜OR12,.▲あ　'), st.characters()), max_size=60))
def test_any_letters_are_a_query(query: str) -> None:
    asked = parse(query)
    assert len(asked.words) <= MOST_TERMS
    assert len(asked.ways) <= MOST_WAYS
