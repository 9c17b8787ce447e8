"""Search: what is found, what is not, and in which order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from sqlite3 import Connection

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import analysis, declaration, indicator, item, link, measure, passage, plan
from planlink.workspace import grams, store
from planlink.workspace.entries import KINDS
from planlink.workspace.narrowing import Filters
from planlink.workspace.nearness import Near
from planlink.workspace.search import ANSWERED, search

MEASURES = (
    measure("a", title="出生を祝う事業", text="新生児の家庭を訪ねます。"),
    measure("b", title="子育て相談", text="出生の届けのときに，相談の窓口を案内します。", page=5),
    measure("c", title="ＤＸの推進", text="行政手続のオンライン化，ＡＩの活用。"),
    measure("d", title="港の清掃", text="𠮷田浜と葛󠄀西の海岸を，％と_を含む名で。"),
    measure("e", title="センターの改修", text="コミュニティセンターを直します。"),
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    whole = plan(
        items=(item("i", title="出生率を高める"),),
        measures=MEASURES,
        indicators=(indicator("k", name="出生数"),),
        passages=(passage("p", path=("人口", "自然増減"), text="出生が減っています。"),),
        declared=(declaration(subject_id="i", label="3"),),
    )
    other = plan("別", "別計画.pdf", measures=(measure("x", "別", title="出生の調査", text="別の文書。"),))
    links = (link("a", label="3"), link("b", label="3", status="review"), link("c", "viewpoint", "DX", level=None))
    with store.opened(tmp_path, create=True) as opened:
        store.save(opened, analysis((whole, other), links), store.Run("k"))
        yield opened


def ids(db: Connection, query: str, **options: object) -> list[str | None]:
    return [hit.measure or hit.item or hit.indicator for hit in search(db, query, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("出生", {"a", "b", "x"}),
        ("港", {"d"}),
        ("浜", {"d"}),
        ("dx", {"c"}),
        ("ＤＸ", {"c"}),
        ("オンライン", {"c"}),
        ("𠮷田", {"d"}),
        ("葛西", {"d"}),
        ("％と_", {"d"}),
        ("相談 窓口", {"b"}),
        ("相談　窓口", {"b"}),
        ("「相談の窓口」", {"b"}),
        ('"相談の窓口"', {"b"}),
        ("窓口 清掃", {"b", "d"}),
        ("出生率", set()),
        ("宇宙エレベーター", set()),
        ("「窓口の相談」", set()),
        ("", set()),
        ("　 ", set()),
        ('" OR 1', set()),
        ("*", set()),
        ("NEAR(", set()),
        ("、、", set()),
    ],
)
def test_words(query: str, found: set[str], db: Connection) -> None:
    assert set(ids(db, query)) == found


def test_a_title_counts_more_than_text(db: Connection) -> None:
    assert ids(db, "出生")[-1] == "b"


def test_a_sentence_falls_back_to_its_pieces(db: Connection) -> None:
    assert ids(db, "新生児を家庭で迎えたい") == ["a"]


def test_only_measures_unless_asked_for_all(db: Connection) -> None:
    assert set(ids(db, "出生", kinds=KINDS)) == {"a", "b", "x", "i", "k", None}
    hits = {hit.title: hit for hit in search(db, "出生", kinds=KINDS)}
    assert hits["出生率を高める"].item == "i"
    assert hits["出生数"].indicator == "k"
    assert hits["自然増減"].measure is hits["自然増減"].item is hits["自然増減"].indicator is None


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(sdg="3"), {"a"}),
        (Filters(sdg="5"), set()),
        (Filters(document="別"), {"x"}),
        (Filters(document="別計画.pdf"), {"x"}),
        (Filters(document="戦略", sdg="3"), {"a"}),
    ],
)
def test_filters(filters: Filters, found: set[str], db: Connection) -> None:
    assert set(ids(db, "出生", filters=filters)) == found


def test_a_goal_that_the_plan_prints_for_an_item_filters_items(db: Connection) -> None:
    assert set(ids(db, "出生", kinds=KINDS, filters=Filters(sdg="3"))) == {"a", "i"}


def test_a_filter_does_not_hide_a_fallback(db: Connection) -> None:
    assert ids(db, "出生 オンライン", filters=Filters(viewpoint="DX")) == ["c"]


def test_hits_carry_rank_page_and_snippet(db: Connection) -> None:
    hits = search(db, "出生", limit=2)
    assert [hit.rank for hit in hits] == [1, 2]
    (hit,) = search(db, "窓口")
    assert (hit.document, hit.title, hit.page) == ("戦略", "子育て相談", 5)
    assert "窓口" in hit.snippet


class Meant:
    """Scores by id for all entries, in place of vectors."""

    def __init__(self, db: Connection, **scores: float) -> None:
        self._db, self._scores = db, scores

    def near(self, query: str, kinds: Sequence[str]) -> Near:
        rows = self._db.execute("SELECT number, id FROM entries ORDER BY number").fetchall()
        scores = np.array([self._scores.get(id, 0.0) for _, id in rows], dtype=np.float32)
        return Near(np.array([number for number, _ in rows]), scores, max(self._scores.values(), default=0.0))

    def nearest(self, query: str, texts: Sequence[str]) -> int:
        return len(texts) - 1


def test_what_is_near_in_meaning_answers_where_no_word_does(db: Connection) -> None:
    assert ids(db, "宇宙", meaning=Meant(db, e=0.9)) == ["e"]
    assert ids(db, "宇宙", meaning=Meant(db, e=0.9, d=0.5, c=0.1)) == ["e", "d"]


def test_what_is_far_does_not_answer(db: Connection) -> None:
    assert ids(db, "宇宙", meaning=Meant(db, e=ANSWERED - 0.01)) == []


def test_what_stands_there_as_it_was_typed_answers_always(db: Connection) -> None:
    assert ids(db, "港", meaning=Meant(db)) == ["d"]
    assert ids(db, "港", meaning=Meant(db, e=0.9)) == ["e", "d"]


def test_a_quoted_phrase_and_an_excluded_word_bind_meaning_too(db: Connection) -> None:
    assert ids(db, "「相談の窓口」", meaning=Meant(db, e=0.9)) == ["b"]
    assert ids(db, "「相談の窓口」 宇宙", meaning=Meant(db, e=0.9, b=0.9)) == ["b"]
    assert ids(db, "出生 -相談", meaning=Meant(db, b=0.9)) == ["a", "x"]
    assert set(ids(db, "出生 －相談")) == {"a", "x"}


def test_a_filter_binds_meaning_too(db: Connection) -> None:
    assert ids(db, "宇宙", meaning=Meant(db, e=0.9, c=0.8), filters=Filters(viewpoint="DX")) == ["c"]


def test_what_is_gone_is_not_found(db: Connection) -> None:
    store.save(db, analysis((plan(measures=MEASURES[:1]),)), store.Run("k2"))
    assert ids(db, "出生") == ["a"]
    assert ids(db, "窓口") == []


@settings(max_examples=60, deadline=None, database=None)
@given(st.text(min_size=1, max_size=12), st.integers(0, 11), st.integers(1, 4))
def test_every_stretch_of_a_text_finds_it(text: str, start: int, length: int) -> None:
    stretch = grams.key(text)[start : start + length]
    if not stretch:
        return
    made = sqlite3.connect(":memory:")
    made.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='ascii', prefix='6')")
    made.execute("INSERT INTO t VALUES (?)", (grams.indexed(text),))
    assert made.execute("SELECT count(*) FROM t WHERE t MATCH ?", (grams.phrase(stretch),)).fetchone() == (1,)
    made.close()


SYNONYMS = (("出産", "出生"), ("電子化", "オンライン化"))


def test_a_synonym_finds_what_the_word_does_not(db: Connection) -> None:
    assert ids(db, "電子化", synonyms=()) == []
    assert ids(db, "電子化", synonyms=SYNONYMS) == ["c"]
    assert ids(db, "手続の電子化", synonyms=(("電子化", "オンライン化"),)) == ["c"]


def test_a_quoted_phrase_has_no_synonyms(db: Connection) -> None:
    assert ids(db, "「電子化」", synonyms=SYNONYMS) == []


def test_spellings_keep_the_word_first() -> None:
    assert grams.spellings("こども食堂", (("子ども", "こども", "子供"),)) == ("こども食堂", "子ども食堂", "子供食堂")
    assert grams.spellings("公園", SYNONYMS) == ("公園",)


def test_the_citys_own_synonyms_are_kept(db: Connection) -> None:
    store.save_synonyms(db, (("湯めぐり", "外湯"),))
    assert store.load_synonyms(db)[-1] == ("湯めぐり", "外湯")
    assert ("子ども", "こども", "子供") in store.load_synonyms(db)


def test_letters_that_make_one_without_the_blank_between_them() -> None:
    assert grams.key("A´") == grams.key(grams.key("A´")) == "á"
