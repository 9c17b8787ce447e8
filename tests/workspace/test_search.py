"""Search: what is found, what is not, and in which order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import analysis, decision, declaration, indicator, item, link, measure, passage, plan, quantity
from planlink.records.links import Pair
from planlink.records.places import Turn
from planlink.workspace import decisions, grams, nearness, store
from planlink.workspace.entries import KINDS
from planlink.workspace.narrowing import Filters
from planlink.workspace.nearness import Near
from planlink.workspace.search import ANSWERED, Answer, answer, search
from planlink.workspace.standing import STANDS

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


def test_a_hit_stands_on_the_sheet_of_what_answers(tmp_path: Path) -> None:
    text = "港を直します。山の道を守ります。"
    one = plan(
        measures=(measure("m", title="海と山", text=text, page=3, turns=[Turn(9, 4)]),),
        passages=(passage("p", text=text, page=5, turns=[Turn(7, 6)]),),
    )
    with store.opened(tmp_path, create=True) as db:
        store.save(db, analysis((one,)), store.Run("k"))

    def sheets() -> list[list[int | None]]:
        with store.opened(tmp_path) as db:
            return [[hit.page for hit in search(db, query, kinds=KINDS)] for query in ("港", "山", "道", "守ります")]

    assert sheets() == [[3, 5], [3, 6], [4, 6], [4, 6]]
    with store.opened(tmp_path) as db:  # an index of an earlier planlink, which had no such table
        db.execute("DROP TABLE entry_turns")
    assert sheets() == [[3, 5], [3, 6], [4, 6], [4, 6]]


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


OWN = 0.5
"""How near a query is to what it is about itself."""


class Meant:
    """Scores by id for all entries, in place of vectors."""

    def __init__(self, db: Connection, **scores: float) -> None:
        self._db, self._scores = db, scores

    def near(self, query: str, kinds: Sequence[str]) -> Near:
        rows = self._db.execute("SELECT number, id FROM entries ORDER BY number").fetchall()
        scores = np.array([self._scores.get(id, 0.0) for _, id in rows], dtype=np.float32)
        return Near(np.array([number for number, _ in rows]), scores, max(self._scores.values(), default=0.0) - OWN)

    def nearest(self, query: str, texts: Sequence[str]) -> int:
        return len(texts) - 1


def test_what_is_near_in_meaning_answers_where_no_word_does(db: Connection) -> None:
    assert ids(db, "宇宙", meaning=Meant(db, e=0.9)) == ["e"]
    assert ids(db, "宇宙", meaning=Meant(db, e=0.9, d=0.5, c=0.1)) == ["e", "d"]


def test_what_is_far_does_not_answer(db: Connection) -> None:
    assert ids(db, "宇宙", meaning=Meant(db, e=OWN + ANSWERED - 0.01)) == []


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
    assert grams.spellings("こども食堂", (("子ども", "こども", "子供"),)) == (
        *("こども食堂", "子ども食堂", "子供食堂"),
        "コドモ食堂",
    )
    assert grams.spellings("リンゴとカニ", ()) == ("リンゴとカニ", "リンゴトカニ", "りんごとカニ")
    assert grams.spellings("公園", SYNONYMS) == ("公園",)


def test_the_citys_own_synonyms_are_kept(db: Connection) -> None:
    store.save_synonyms(db, (("湯めぐり", "外湯"),))
    assert store.load_synonyms(db)[-1] == ("湯めぐり", "外湯")
    assert ("子ども", "こども", "子供") in store.load_synonyms(db)


def test_letters_that_make_one_without_the_blank_between_them() -> None:
    assert grams.key("A´") == grams.key(grams.key("A´")) == "á"


def found(db: Connection, query: str, **options: object) -> Answer:
    return answer(db, query, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("新生児 OR 海岸", {"a", "d"}),
        ("新生児｜海岸", {"a", "d"}),
        ("出生 窓口 OR 調査", {"b", "x"}),
        ("「相談の窓口」 OR 海岸", {"b", "d"}),
        ("出生 OR 海岸 -相談", {"a", "d", "x"}),
        ("出生 -「相談の窓口」", {"a", "x"}),
        ("宇宙 OR 深海", set()),
    ],
)
def test_choices(query: str, found: set[str], db: Connection) -> None:
    assert set(ids(db, query)) == found


def test_a_choice_is_near_what_is_near_either(db: Connection) -> None:
    class Either(Meant):
        def near(self, query: str, kinds: Sequence[str]) -> Near:
            self._scores = {"宇宙": {"e": 0.9}, "深海": {"d": 0.8}}.get(query, {})
            return super().near(query, kinds)

    assert ids(db, "宇宙 OR 深海", meaning=Either(db)) == ["e", "d"]
    assert ids(db, "宇宙 深海", meaning=Either(db)) == []


@settings(max_examples=150, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("「」『』\"-－| ｜OR12,.▲%出生港*()^:'あ　"), st.characters()), max_size=40
    )
)
def test_any_query_has_an_answer_or_none(db: Connection, query: str) -> None:
    said = found(db, query, kinds=KINDS, meaning=Meant(db, e=0.9), synonyms=SYNONYMS)
    assert said.total >= len(said.hits)


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[Connection]:
    """A plan with numbers, an indicator that belongs to a group, notes and departments."""
    figures = indicator(
        "k",
        name="利用者数",
        raw="利用者数｜1,234人（R5年度）｜▲300人",
        target=quantity(-300.0, "人", "▲300人"),
        baseline=quantity(1234.0, "人", "1,234人"),
        owners=("戦略.ア",),
    )
    years = indicator("y", name="人口", raw="人口｜2,012人｜12,340人", target=quantity(12340.0, "人", "12,340人"))
    whole = plan(
        items=(item("戦略.ア", kind="group", title="足を支える"), item()),
        measures=(
            measure("a", title="バスの増便", text="1日12便に増やします。", group="戦略.ア", department="交通課"),
            measure("b", title="バス停の屋根", text="2012年からの取組です。バスを待つ人を守ります。"),
            measure("c", title="バスの写真展", text="駅で開きます。", goal=None, group="戦略.イ"),
        ),
        indicators=(figures, years),
        passages=(
            passage("n", path=(), text="バスロケ：バスの位置を知らせる仕組み", note=True),
            passage("g", path=("資料", "用語解説"), text="乗継 バスを乗り換えること"),
            passage("t", text="令和元年に１，２３４人，12.5％でした。"),
        ),
    )
    links = (link("a", label="3"), link("b", label="3", status="review"), link("b", label="11"))
    with store.opened(tmp_path, create=True) as opened:
        store.save(opened, analysis((whole,), links), store.Run("k"))
        yield opened


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("1,234", ["利用者数", "策定の趣旨"]),
        ("１２３４", ["利用者数", "策定の趣旨"]),
        ("1234人", ["利用者数", "策定の趣旨"]),
        ("234", []),
        ("▲300", ["利用者数"]),
        ("-300", ["利用者数"]),
        ("300人", ["利用者数"]),
        ("▲1234", []),
        ("12", ["バスの増便"]),
        ("12便", ["バスの増便"]),
        ("12人", []),
        ("「12」", {"バスの増便", "バス停の屋根", "利用者数", "人口", "策定の趣旨"}),
        ("12.5%", ["策定の趣旨"]),
        ("12340 OR 2012", {"人口", "バス停の屋根"}),
        ("-300 -1234", ["利用者数"]),
    ],
)
def test_numbers_are_whole_and_their_indicator_comes_first(
    counted: Connection, query: str, titles: list[str] | set[str]
) -> None:
    hits = [hit.title for hit in search(counted, query, kinds=KINDS, meaning=Meant(counted, b=0.9))]
    assert (set(hits) if isinstance(titles, set) else hits) == titles


def test_where_a_number_stands_in_no_measure_the_other_places_are_counted(counted: Connection) -> None:
    said = found(counted, "1234")
    assert (said.hits, said.elsewhere) == ((), 2)
    assert found(counted, "1234", kinds=KINDS).elsewhere == 0
    assert found(counted, "バス -位置").elsewhere == 1


def test_explanations_of_terms_are_marked(counted: Connection) -> None:
    said = found(counted, "バス", kinds=KINDS)
    assert {hit.snippet[:2] for hit in said.hits if hit.note} == {"バス", "乗継"}
    assert not any(hit.note for hit in said.hits if hit.measure)


def test_facets_are_counted_over_all_answers(counted: Connection) -> None:
    said = found(counted, "バス", limit=1)
    assert (len(said.hits), said.total) == (1, 3)
    assert said.counts == {
        "document": {"戦略": 3},
        "goal": {"戦略.1": 2},
        "theme": {},
        "sdg": {"3": 1, "11": 1},
        "viewpoint": {},
        "department": {"交通課": 1, "（記載なし）": 2},
        "kpi": {"yes": 1, "no": 2},
        "stand": {"open": 2, "none": 1},
    }


EACH = [
    (Filters(kpi="yes"), ["a"]),
    (Filters(kpi="no"), ["b", "c"]),
    (Filters(department="交通課"), ["a"]),
    (Filters(department="（記載なし）"), ["b", "c"]),
    (Filters(goal="戦略.1"), ["a", "b"]),
    (Filters(stand="none"), ["c"]),
    (Filters(stand="open"), ["a", "b"]),
    (Filters(stand="done"), []),
    (Filters(stand="open", kpi="no"), ["b"]),
    (Filters(sdg="3"), ["a"]),
]


@pytest.mark.parametrize(("filters", "left"), EACH)
def test_each_count_is_what_its_choice_leaves(counted: Connection, filters: Filters, left: list[str]) -> None:
    said = found(counted, "バス", filters=filters)
    assert sorted(hit.measure or "" for hit in said.hits) == left
    for facet, values in said.counts.items():
        for value, count in values.items():
            narrowed = replace(filters, **{facet: value})
            assert len(found(counted, "バス", filters=narrowed).hits) == count, (facet, value)
    assert said.unnarrowed == 3


@pytest.mark.parametrize(
    ("verdicts", "goals", "stands"),
    [
        ({}, {"3": {"a"}, "11": {"b"}}, {"open": {"a", "b"}, "none": {"c"}}),
        ({("a", "sdg", "3"): "rejected"}, {"11": {"b"}}, {"done": {"a"}, "open": {"b"}, "none": {"c"}}),
        ({("b", "sdg", "3"): "related"}, {"3": {"a", "b"}, "11": {"b"}}, {"open": {"a"}, "part": {"b"}, "none": {"c"}}),
        ({("c", "sdg", "4"): "primary"}, {"3": {"a"}, "4": {"c"}, "11": {"b"}}, {"open": {"a", "b"}, "done": {"c"}}),
        ({("c", "sdg", "4"): "hold"}, {"3": {"a"}, "11": {"b"}}, {"open": {"a", "b", "c"}}),
        ({("gone", "sdg", "4"): "primary"}, {"3": {"a"}, "11": {"b"}}, {"open": {"a", "b"}, "none": {"c"}}),
    ],
)
def test_filters_and_counts_follow_what_was_decided(
    counted: Connection, verdicts: dict[Pair, str], goals: dict[str, set[str]], stands: dict[str, set[str]]
) -> None:
    def passing(filters: Filters) -> set[str]:
        return {hit.measure or "" for hit in found(counted, "バス", filters=filters, verdicts=verdicts).hits}

    said = found(counted, "バス", verdicts=verdicts)
    assert said.counts["sdg"] == {goal: len(having) for goal, having in goals.items()}
    assert said.counts["stand"] == {stand: len(having) for stand, having in stands.items()}
    assert {goal: left for goal in ("3", "4", "11") if (left := passing(Filters(sdg=goal)))} == goals
    assert {stand: left for stand in STANDS if (left := passing(Filters(stand=stand)))} == stands


def test_the_command_asks_by_the_decisions_on_record(counted: Connection) -> None:
    decisions.add(counted, decision("a", "sdg", "3", "rejected"))
    assert nearness.ask(counted, "「バス」", 9, ("measure",), Filters(sdg="3")).hits == ()
    decisions.undo(counted)
    assert [hit.measure for hit in nearness.ask(counted, "「バス」", 9, ("measure",), Filters(sdg="3")).hits] == ["a"]


def test_a_decision_of_an_earlier_build_stays_taken_back(counted: Connection) -> None:
    """A link that the last build saw as decided is the tool's own again after an undo."""
    decisions.add(counted, decision("a", "sdg", "3", "rejected"))
    store.save(counted, store.load_analysis(counted), store.Run("k2"))
    assert found(counted, "バス").counts["sdg"]["3"] == 1
    assert nearness.ask(counted, "「バス」", 9, ("measure",), Filters(sdg="3")).hits == ()


@pytest.mark.parametrize(
    ("query", "term"),
    [("やねね", "屋根"), ("しゃしんてん", "写真展"), ("ばすてい", "バス停")],
)
def test_where_nothing_answers_terms_that_do_are_offered(counted: Connection, query: str, term: str) -> None:
    said = found(counted, query)
    assert said.hits == ()
    assert term in said.terms
    assert all(search(counted, one) for one in said.terms)


def test_terms_are_of_the_kinds_that_are_asked_for_and_only_without_an_answer(counted: Connection) -> None:
    assert "位置" not in found(counted, "いちい").terms
    assert "位置" in found(counted, "いちい", kinds=KINDS).terms
    assert found(counted, "屋根").terms == ()
    assert found(counted, "9999").terms == ()


def test_terms_of_what_is_nearest_in_meaning_are_offered(counted: Connection) -> None:
    assert found(counted, "宇宙", meaning=Meant(counted, c=OWN + ANSWERED - 0.01)).terms[0] in ("写真展", "写真")
    assert found(counted, "宇宙", meaning=Meant(counted, c=0.01)).terms == ()


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("こども食堂", "子ども食堂"),
        ("子供会", "こども会"),
        ("障害のある人", "障がいのある人"),
        ("障碍者", "障害者"),
        ("Ｕターンの支援", "ＵＩＪターン"),
        ("UIJターン", "Uターン"),
        ("除排雪", "雪かき"),
        ("除雪", "除排雪"),
        ("ゴミの分別", "ごみ"),
        ("ｾﾝﾀｰ", "センター"),
        ("か\u3099くと", "がくと"),
        ("がくと", "か\u3099くと"),
        ("⽬標", "目標"),
        ("髙橋橋", "高橋橋"),
        ("川﨑橋", "川崎橋"),
        ("學校の歷史", "学校の歴史"),
        ("りんご園", "リンゴ園"),
        ("リンゴ園", "りんご園"),
        ("取組み", "取り組み"),
        ("80％", "80パーセント"),
        ("湯めぐり", "外湯"),
    ],
)
def test_spellings_find_each_other(tmp_path: Path, said: str, asked: str) -> None:
    with store.opened(tmp_path, create=True) as opened:
        whole = plan(measures=(measure("a", title="施策", text=f"{said}です。"), measure("b", title="他", text="他。")))
        store.save(opened, analysis((whole,)), store.Run("k"))
        store.save_synonyms(opened, (("湯めぐり", "外湯"),))
        hits = search(opened, asked, synonyms=store.load_synonyms(opened))
        assert [hit.measure for hit in hits] == ["a"]
        assert hits[0].marks
        assert search(opened, f"「{asked}」") == () or grams.key(said).startswith(grams.key(asked))
