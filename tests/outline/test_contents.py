"""The printed table of contents: its entries, what it tells of headings, and what it and the outline do not share."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from planlink.outline.contents import Entry, contents_doubts, entries, keys_of
from planlink.outline.tree import outline
from planlink.read import read
from planlink.records.documents import Document, Line, Page
from planlink.records.plans import Plan
from texts import document, line, shape, tree

REAL = Path(__file__).parents[3] / "shared" / "documents"
TITLES = ("第１章 港の趣旨", "第２章 船の現状", "第３章 灯台の課題", "第４章 漁場の施策", "第５章 市場の推進")
CONTENTS = ("目次", *(f"{title} ‥‥‥‥ {page}" for page, title in enumerate(TITLES, start=1)))


def paged(contents: Iterable[str], *sheets: tuple[str, ...]) -> Document:
    """A cover, the table of contents and one page for each of `sheets`; what follows a heading is text."""
    texts = [("みなと野市計画",), tuple(contents), *sheets]
    pages = [Page(number, 595, 842, tuple(Line(text) for text in lines)) for number, lines in enumerate(texts, start=1)]
    return Document("計画", "計画.pdf", "pdf", "0" * 64, tuple(pages))


def chapters(titles: Iterable[str] = TITLES) -> list[tuple[str, ...]]:
    return [(title, "港のまちの暮らしを守ります。") for title in titles]


def found(made: Document) -> list[tuple[str, int | None, str, str]]:
    return [(d.kind, d.place.page, d.place.text, d.detail) for d in contents_doubts(made, outline(made))]


@pytest.mark.parametrize(
    ("text", "title", "page"),
    [
        ("１ 港の趣旨..................... 3", "１ 港の趣旨", 3),
        ("１ 港の趣旨 ・・・・・・ １２", "１ 港の趣旨", 12),
        ("港の趣旨（体系図）・・・・・・24", "港の趣旨（体系図）", 24),
        ("第１章 港の趣旨 3", "第１章 港の趣旨", 3),
        ("・港の現状 2 6", "港の現状", 26),
        ("第３章 港の施策", "第３章 港の施策", None),
        ("港の施策………", "港の施策", None),
        ("１ ＳＤＧｓ17の目標", "１ ＳＤＧｓ17の目標", None),
    ],
)
def test_an_entry_has_its_title_and_its_page_number(text: str, title: str, page: int | None) -> None:
    assert entries(["目 次", text]) == (Entry(title, page),)


def test_titles_are_compared_with_and_without_their_marker() -> None:
    assert keys_of("【第１章】港・船の「町」") == {"第1章港船の町", "港船の町"}
    assert keys_of("港") == {"港"}


def test_nothing_is_said_where_both_agree_or_no_table_is_printed() -> None:
    assert found(paged(CONTENTS, *chapters())) == []
    assert found(paged((), *chapters())) == []


def test_an_entry_without_a_heading_is_named_with_the_page_of_the_table() -> None:
    assert found(paged(CONTENTS, *chapters(TITLES[:4]))) == [("contents-missing", 2, TITLES[4], "")]


def test_a_title_that_differs_in_some_letters_stands_with_both_spellings() -> None:
    titles = (*TITLES[:2], "第３章 灯台の問題", *TITLES[3:])
    assert found(paged(CONTENTS, *chapters(titles))) == [("contents-differs", 5, "第３章 灯台の問題", TITLES[2])]


def test_punctuation_and_width_are_no_difference() -> None:
    titles = ("第1章　港の，趣旨", *TITLES[1:])
    assert found(paged(CONTENTS, *chapters(titles))) == []


def test_a_title_that_goes_on_in_the_next_line_of_the_table_is_one() -> None:
    cut = ("目次", "第１章 港の", "趣旨 ‥‥‥‥ 1", *CONTENTS[2:])
    assert found(paged(cut, *chapters())) == []


def test_a_numbered_heading_of_the_first_level_that_the_table_leaves_out() -> None:
    titles = (*TITLES, "第６章 評価の進め方")
    assert found(paged(CONTENTS, *chapters(titles))) == [("contents-unlisted", 8, "第６章 評価の進め方", "")]


def test_a_table_that_lists_few_headings_says_nothing_of_the_others() -> None:
    more = [f"第{n}章 {word}の進め方" for n, word in enumerate(("評価", "広報", "予算"), start=6)]
    assert found(paged(CONTENTS, *chapters((*TITLES, *more)))) == []


def test_a_page_number_out_of_step() -> None:
    wrong = (*CONTENTS[:5], "第５章 市場の推進 ‥‥‥‥ 9")
    assert found(paged(wrong, *chapters())) == [("contents-pages", 7, TITLES[4], "9")]


def test_pages_that_do_not_run_in_step_at_all_are_no_matter() -> None:
    pages = (1, 2, 4, 6, 9)
    loose = ("目次", *(f"{title} ‥‥‥‥ {page}" for page, title in zip(pages, TITLES, strict=True)))
    assert found(paged(loose, *chapters())) == []


def test_a_line_that_the_table_names_is_a_heading_though_it_looks_like_text() -> None:
    lines = ("目次", "第１章 港の趣旨 ‥‥ 1", "港の目標（道のり） ‥‥ 2", "第２章 船の現状 ‥‥ 3")
    body = ("第１章 港の趣旨", "港を守ります。", "港の目標（道のり）", "港を広げます。", "第２章 船の現状", "船です。")
    assert shape(tree("みなと野市計画", *lines, *body)) == [
        "第１章 港の趣旨",
        "   港の目標（道のり）",
        "第２章 船の現状",
    ]


def test_a_title_that_stands_in_several_places_is_not_a_heading_everywhere() -> None:
    lines = ("目次", "第１章 港の趣旨 ‥‥ 1", "港の目標（道のり） ‥‥ 2", "第２章 船の現状 ‥‥ 3")
    body = (
        "第１章 港の趣旨",
        "港の目標（道のり）",
        "港を守ります。",
        "港の目標（道のり）",
        "第２章 船の現状",
        "船です。",
    )
    assert shape(tree("みなと野市計画", *lines, *body)) == ["第１章 港の趣旨", "第２章 船の現状"]


def test_the_rest_of_a_title_is_no_heading_of_its_own() -> None:
    lines = ("目次", "第１章 港の趣旨 ‥‥ 1", "船の町づくり ‥‥ 2", "第２章 船の現状 ‥‥ 3")
    title = [line("第１章 港と", 14, "Gothic", full=True), line("船の町づくり", 14, "Gothic")]
    made = document("みなと野市計画", *lines, *title, *[line("本文は長く続いています。", 10, "Mincho")] * 9)
    assert shape(outline(made)) == ["第１章 港と船の町づくり"]


def test_the_demo_and_its_tables_of_contents_agree(demo_plans: dict[str, Plan]) -> None:
    assert [d for plan in demo_plans.values() for d in plan.doubts if d.kind.startswith("contents")] == []


@pytest.mark.skipif(not REAL.is_dir(), reason="the real documents are not here")
def test_the_real_vision_lacks_the_appendices_that_its_table_names() -> None:
    """Its PDF was set again with two pages of the appendix: six of their titles stand in the table alone."""
    doubts = [d for d in read(REAL / "vision.pdf").doubts if d.kind.startswith("contents")]
    assert {(d.kind, d.place.page) for d in doubts} == {("contents-missing", 2)}
    assert len(doubts) == 6
