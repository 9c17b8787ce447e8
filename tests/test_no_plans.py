"""Documents that are no plans, though words and tables of plans stand in them: nothing is made up from them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import books
from paper import Paper
from planlink.documents.reader import read_document
from planlink.outline.tree import outline
from planlink.plans.no_plan import is_no_plan
from planlink.read import plan_of, read
from planlink.records.documents import Document, Line, Page
from planlink.settings import Settings

MADE: dict[str, Paper] = {name: make() for name, make in books.OTHERS.items()}
ACCOUNTED = ("budget", "settlement")
MADE |= {"budget": books.budget(24), "settlement": books.budget(24, seed=8, settled=True)}


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """Long books, which cost seconds to read."""
    folder = tmp_path_factory.mktemp("accounts")
    return {name: read_document(MADE[name].save(folder / f"{name}.pdf")) for name in ACCOUNTED}


@pytest.mark.parametrize("name", MADE)
def test_nothing_is_made_up(tmp_path: Path, accounts: dict[str, Document], name: str) -> None:
    known = accounts.get(name)
    plan = plan_of(known, Settings()) if known else read(MADE[name].save(tmp_path / f"{name}.pdf"))
    assert (plan.measures, plan.indicators) == ((), ())
    assert plan.role == ("vision" if name == "population" else "other")
    assert plan.pages == len(MADE[name].drawn)
    kinds = [one.kind for one in plan.doubts]
    assert kinds.count("no-plan") == 1
    assert "number-unseen" not in kinds


@pytest.mark.parametrize("cut", [1, 2, 4, 8])
@pytest.mark.parametrize("name", ACCOUNTED)
def test_books_of_accounts_are_known_without_their_cover(accounts: dict[str, Document], name: str, cut: int) -> None:
    document = accounts[name]
    plan = plan_of(replace(document, pages=document.pages[cut:]), Settings())
    assert (plan.measures, plan.indicators, plan.role) == ((), (), "other")


def page_of(number: int, *texts: str) -> Page:
    return Page(number, 595.0, 842.0, tuple(Line(text) for text in texts))


ACCOUNTS = ("（款）２ 総務費", "本年度予算額", "前年度予算額", "財源内訳", "一般財源")


@pytest.mark.parametrize(("accounts", "answer"), [(0, False), (2, False), (3, False), (4, True), (9, True)])
def test_a_plan_may_print_some_accounts(accounts: int, answer: bool) -> None:
    """Of eleven pages so many are those of a budget, the last ones."""
    kept = [page_of(n, "一般財源を確保します。", "本年度") for n in range(2, 12 - accounts)]
    pages = (page_of(1, "汐見坂市の歩み"), *kept, *(page_of(n, *ACCOUNTS) for n in range(12 - accounts, 12)))
    document = Document("made", "made.pdf", "pdf", "", pages)
    assert is_no_plan(outline(document), document) is answer


def test_who_says_that_it_is_a_plan_gets_its_measures(accounts: dict[str, Document]) -> None:
    assert plan_of(accounts["budget"], replace(Settings(), roles={"budget": "plan"})).measures


@pytest.mark.parametrize(
    ("first", "answer"),
    [
        ("令和７年度汐見坂市一般会計予算書", True),
        ("令和６年度決算書（一般会計）", True),
        ("令和７年度　当初予算", True),
        ("令和７年度予算に関する説明書　第１号", True),
        ("汐見坂市公報　第123号", True),
        ("しおみざか市議会だより　第50号", True),
        ("汐見坂市統計書　令和６年版", True),
        ("汐見坂市財務規則", True),
        ("汐見坂市総合計画審議会　第３回議事概要", True),
        ("汐見坂市人口ビジョン　令和７年３月改訂", True),
        ("汐見坂市まち・ひと・しごと創生総合戦略推進会議条例", True),
        ("広報しおみざか　５月号", True),
        ("汐見坂市人口ビジョン（改訂版）", True),
        ("地方創生人口ビジョン", True),
        ("汐見坂市総合戦略・人口ビジョン", False),
        ("広報戦略プラン", False),
        ("統計データ活用推進計画", False),
        ("汐見坂市総合計画　令和７年３月", False),
        ("議会だよりのデジタル化計画", False),
        ("第２期汐見坂市総合戦略", False),
        ("汐見坂市の予算と総合計画", False),
        ("みんなで支えるまち", False),
    ],
)
def test_the_first_line_that_says_what_it_is(first: str, answer: bool) -> None:
    lines = (Line(first), Line("汐見坂市総合計画の推進について"), Line("汐見坂市は、港のあるまちです。"))
    document = Document("made", "made.txt", "text", "", (Page(None, 0.0, 0.0, lines),))
    assert is_no_plan(outline(document), document) is answer
