"""The map of what the measures cover: what a square says, and where it leads."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from factories import analysis, decision, declaration, item, link, measure, plan, score
from planlink.redecide import redecide
from planlink.web.app import make_app
from planlink.web.gate import Keys
from planlink.workspace import decisions, store
from visitors import TestClient, entered, visitor

GOAL, GROUP = item(id="戦略.1"), item(id="戦略.1.ア", kind="group", parent="戦略.1", title="公共交通 & <港>")
FIRST = measure(id="戦略.1.ア.1", group="戦略.1.ア")
SECOND = measure(id="戦略.1.ア.2", group="戦略.1.ア", title="二つ目")


@pytest.fixture
def mapped(out: Path, keys: Keys) -> TestClient:
    """Goal 11 is declared and served, 4 declared only, 3 served directly, 9 from afar."""
    links = (
        link(measure=FIRST.id, label="11"),
        link(measure=SECOND.id, label="11"),
        link(measure=FIRST.id, label="3"),
        link(measure=FIRST.id, label="9", level="related"),
    )
    scores = tuple(score(measure=FIRST.id, label=label) for label in ("11", "3", "4", "9", "8"))
    said = (declaration(), declaration(label="4", name="質の高い教育をみんなに"))
    one = plan(items=(GOAL, GROUP), measures=(FIRST, SECOND), declared=said)
    with store.opened(out) as db:
        store.save(db, redecide(analysis(plans=(one,), links=links, scores=scores), ()), store.Run("k2"))
    return entered(visitor(make_app(out, keys)), keys)


def squares(page: str) -> dict[tuple[str, int], tuple[str, str, str, str]]:
    """(kind of row, column) → state, address, name and text of the squares that are not empty."""
    found = {}
    for kind, row in re.findall(r'<tr class="(goal|group)">(.*?)</tr>', page, re.DOTALL):
        for number, cell in enumerate(re.findall(r'<td class="square ([^"]*)">(.*?)</td>', row), 1):
            inner = re.match(r'<a href="([^"]+)" aria-label="([^"]+)".*<span class="sign">(.*)</a>', cell[1])
            if inner:
                found[kind, number] = (cell[0], unquote(inner[1]).replace("&amp;", "&"), inner[2], inner[3])
    return found


def test_a_square_says_state_and_count_and_leads_to_its_measures(mapped: TestClient) -> None:
    found = squares(mapped.get("/coverage").text)
    assert {key: (one[0], one[3].split("</span>")[1]) for key, one in found.items()} == {
        ("goal", 3): ("proposed", "1"),
        ("goal", 4): ("unsupported", ""),
        ("goal", 9): ("served", "1"),
        ("goal", 11): ("match", "2"),
        ("group", 3): ("candidate", "1"),
        ("group", 9): ("served", "1"),
        ("group", 11): ("candidate", "2"),
    }
    assert found["goal", 11][1] == "/measures?goal=戦略.1&sdg=11"
    assert found["goal", 4][1] == "/measures?goal=戦略.1"
    assert found["group", 3][1] == "/measures?group=戦略.1.ア&sdg=3"
    assert found["goal", 11][2].endswith("目標11 住み続けられるまちづくりを：一致，施策2件")
    assert "公共交通 &amp; &lt;港&gt;，目標3" in found["group", 3][2]


def test_the_list_behind_a_square_has_as_many_measures_as_it_says(mapped: TestClient) -> None:
    for _, address, _, text in squares(mapped.get("/coverage").text).values():
        count = int(text.split("</span>")[1] or 2)
        assert f'<span class="count">{count}件</span>' in mapped.get(address).text


def test_a_decision_shows_at_once(mapped: TestClient, out: Path) -> None:
    with store.opened(out) as db:
        words = [decision(measure=one.id, label="11", verdict="rejected") for one in (FIRST, SECOND)]
        decisions.add(db, [*words, decision(measure=FIRST.id, label="9", verdict="primary")])
    found = squares(mapped.get("/coverage").text)
    assert found["goal", 11][0] == "unsupported"
    assert found["goal", 9][0] == "proposed"
    assert ("group", 11) not in found


def test_the_legend_names_what_is_there_and_no_more(mapped: TestClient) -> None:
    page = mapped.get("/coverage").text
    assert re.findall(r'<dt class="([a-z]+)"', page) == ["match", "proposed", "candidate", "unsupported", "served"]
    assert all(name in page for name in ("一致", "追加の検討対象", "候補", "本文の記述を確認"))


@pytest.mark.parametrize("path", ["/coverage?scheme=nix", "/coverage?scheme=theme", "/coverage?scheme=sdg"])
def test_a_scheme_that_is_not_there_gives_the_goals(mapped: TestClient, path: str) -> None:
    assert '<span class="count">ＳＤＧｓ</span>' in mapped.get(path).text


def test_the_schemes_that_are_there_can_be_chosen(client: TestClient) -> None:
    page = client.get("/coverage?scheme=theme").text
    assert re.findall(r'href="/coverage\?scheme=(\w+)"', page) == ["sdg", "theme", "viewpoint"]
    assert '<span class="count">テーマ</span>' in page
