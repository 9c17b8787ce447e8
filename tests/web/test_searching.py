"""The search page: the same answers as the command's, with marks, facets, citations and ways on."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from factories import analysis, decision, indicator, item, link, measure, passage, plan, quantity
from planlink.cli import main
from planlink.web.app import make_app
from planlink.web.gate import Keys
from planlink.workspace import decisions, store
from visitors import TestClient, entered, visitor

MEASURES = (
    *(measure(id=f"戦略.1.ア.{n}", numbering=("1", "ア", str(n)), title=f"バスの増便その{n}") for n in range(1, 25)),
    measure(
        id="戦略.x", numbering=("第4章", "カ", "(イ)"), title="<b>港</b>の清掃", text="港を<i>掃除</i>します。", page=21
    ),
)


@pytest.fixture
def client(out: Path, keys: Keys) -> TestClient:
    with store.opened(out) as db:
        whole = plan(
            items=(item(),),
            measures=MEASURES,
            indicators=(indicator(name="利用者数", raw="1,234人", target=quantity(1234.0, "人", "1,234人")),),
            passages=(passage(text="バスロケ：バスの位置を知らせる仕組み", note=True),),
        )
        links = (link("戦略.x", label="14"), link("戦略.1.ア.1", label="11"))
        store.save(db, analysis((whole,), links), store.Run("k2"))
    return entered(visitor(make_app(out, keys)), keys)


def listed(page: str) -> list[str]:
    return re.findall(r'href="/measure\?id=([^"]+)"', page)


def test_answers_are_marked_and_text_stays_text(client: TestClient) -> None:
    page = client.get("/search?q=港 掃除").text
    assert "&lt;b&gt;<mark>港</mark>&lt;/b&gt;の清掃" in page
    assert "<mark>港</mark>を&lt;i&gt;<mark>掃除</mark>&lt;/i&gt;します。" in page


def test_a_hit_has_its_citation(client: TestClient) -> None:
    assert 'data-cite="総合戦略 21頁 カ(ｲ)"' in client.get("/search?q=港").text


def test_answers_go_on_over_pages(client: TestClient) -> None:
    first, second = (client.get(f"/search?q=「バス」&page={n}").text for n in (1, 2))
    assert (len(listed(first)), len(listed(second))) == (20, 4)
    assert set(listed(first)).isdisjoint(listed(second))
    assert '<ol class="hits" start="21">' in second
    for odd in ("0", "-1", "x", "９", "99999999999999"):
        assert client.get(f"/search?q=「バス」&page={odd}").status_code == 200


def test_every_facet_leads_to_as_many_answers_as_it_says(client: TestClient) -> None:
    page = client.get("/search?q=「の」").text
    told = re.findall(r'<li><a href="(/search[^"]+)">[^<]+</a><span class="n">(\d+)<', page)
    assert len(told) >= 7
    for address, count in told:
        assert f">{count}件" in client.get(html.unescape(address)).text.replace("\n", "")


def test_a_chosen_facet_is_told_and_can_be_left(client: TestClient) -> None:
    page = client.get("/search?q=「の」&sdg=14").text
    assert listed(page) == ["%E6%88%A6%E7%95%A5.x"]
    chosen = re.search(r'<li class="chosen"><a href="([^"]+)" aria-current="true">', page)
    assert chosen
    assert parse_qs(urlsplit(html.unescape(chosen[1])).query) == {"q": ["「の」"]}
    assert "絞り込みを外す（25件）" in client.get("/search?q=「の」&sdg=5").text


def test_page_and_command_answer_alike_and_follow_decisions(client: TestClient, out: Path) -> None:
    def both(query: str, *options: str, **asked: str) -> list[str]:
        said = CliRunner().invoke(main, ["search", str(out), query, "--format", "jsonl", "--limit", "20", *options])
        ids = [json.loads(line)["measure"] for line in said.stdout.splitlines()]
        page = client.get("/search", params={"q": query, **asked}).text
        assert [parse_qs(f"id={one}")["id"][0] for one in listed(page)] == ids
        return ids

    assert len(both("バス")) == 20
    assert both("バス OR 港", "--sdg", "14", sdg="14") == ["戦略.x"]
    with store.opened(out) as db:
        decisions.add(
            db, [decision("戦略.x", "sdg", "14", "rejected"), decision("戦略.1.ア.2", "sdg", "14", "primary")]
        )
    assert both("バス OR 港", "--sdg", "14", sdg="14") == ["戦略.1.ア.2"]
    assert sorted(both("バス OR 港", "--status", "done", stand="done")) == ["戦略.1.ア.2", "戦略.x"]
    assert both("バス OR 港", "--status", "part", stand="part") == []
    assert both("港", "--department", "（記載なし）", department="（記載なし）") == ["戦略.x"]


def test_a_number_of_an_indicator_leads_there(client: TestClient) -> None:
    page = client.get("/search?q=1234").text
    assert "該当する記載は見つかりませんでした。" in page
    address = re.search(r'<a href="([^"]+)">指標・項目・本文には1件</a>', page)
    assert address
    assert "利用者数" in client.get(html.unescape(address[1])).text


def test_explanations_of_terms_are_marked(client: TestClient) -> None:
    page = client.get("/search?q=「位置」&in=all").text
    assert page.count("用語解説") == 1


def test_an_empty_answer_offers_terms_that_are_found(client: TestClient) -> None:
    page = client.get("/search?q=ぞうびん").text
    assert "該当する記載は見つかりませんでした。" in page
    terms = re.findall(r'<a href="(/search\?q=[^"&]+)">([^<]+)</a>', page[page.index("近い語句：") :])
    assert "増便" in [term for _, term in terms]
    assert all("該当する記載" not in client.get(address).text for address, _ in terms)


def test_a_new_build_is_found_at_once(client: TestClient, out: Path) -> None:
    assert listed(client.get("/search?q=港").text)
    with store.opened(out) as db:
        store.save(db, analysis((plan(measures=(measure("戦略.n", title="灯台"),)),)), store.Run("k3"))
    assert listed(client.get("/search?q=灯台").text) == ["%E6%88%A6%E7%95%A5.n"]
    assert "該当する記載は見つかりませんでした" in client.get("/search?q=「清掃」").text


@pytest.mark.parametrize("facet", ["document", "goal", "theme", "sdg", "viewpoint", "department", "kpi", "stand"])
def test_what_no_facet_has_leaves_nothing_and_stays_text(client: TestClient, facet: str) -> None:
    answer = client.get("/search", params={"q": "港", facet: '"><script>x'})
    assert answer.status_code == 200
    assert "<script>x" not in answer.text
    assert listed(answer.text) == ([] if facet != "document" else ["%E6%88%A6%E7%95%A5.x"])
