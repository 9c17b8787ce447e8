"""Every page is whole, and text of documents stays text."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from factories import analysis, decision, indicator, item, link, measure, plan
from planlink.web.app import make_app
from planlink.web.facets import SHOWN
from planlink.web.gate import Keys
from planlink.workspace import decisions, store
from visitors import TestClient, csrf_of, entered, visitor

EMPTY_TAGS = {"meta", "link", "input", "br", "img", "col"}
PAGES = (
    "/measures",
    "/review?scheme=sdg&label=11",
    "/review?scheme=sdg&label=3",
    "/review?scheme=viewpoint&label=DX",
    "/review?scheme=theme&label=II",
    "/second?id=ビジョン.1",
    "/measure?id=戦略.1.ア.2",
    "/measure?id=ビジョン.1",
    "/table",
    "/coverage",
    "/result",
    "/result?names=no",
    "/exchange",
    "/coverage?scheme=theme",
    "/coverage?scheme=viewpoint",
    "/findings",
    "/findings?severity=error",
    "/search",
    "/search?q=公共交通",
    "/search?q=通院&in=all&document=戦略",
    "/documents",
    "/history",
)


class Whole(HTMLParser):
    """A page whose tags close in order; knows its text and what a policy would forbid."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.inline: list[str] = []
        self.ids: list[str] = []
        self.said = ""
        self.feed(page)
        assert self.open == []
        assert len(self.ids) == len(set(self.ids))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.inline += [name for name in named if name == "style" or name.startswith("on")]
        self.inline += [tag] if tag == "style" or (tag == "script" and "src" not in named) else []
        self.inline += [
            value for value in named.values() if value and re.match(r"(?i)\s*(https?:|//|javascript:)", value)
        ]
        self.ids += [str(named["id"])] if "id" in named else []
        if tag not in EMPTY_TAGS:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said += data


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_and_has_nothing_inline_nor_from_outside(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    page = Whole(answer.text)
    assert page.inline == []
    assert answer.text.startswith('<!DOCTYPE html>\n<html lang="ja">')
    assert len(re.findall("<h1", answer.text)) == 1
    assert "、" not in re.sub("「[^」]*」", "", page.said)


@pytest.mark.parametrize("path", ["/measures", "/review?scheme=sdg&label=3", "/measure?id=戦略.1.ア.2", "/table"])
def test_hostile_text_stays_text(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert "<b>" not in page
    assert "&lt;b&gt;ＤＸ&lt;/b&gt;による予約 &amp; 配車" in page


def test_what_an_address_brings_stays_text(client: TestClient) -> None:
    bad = '"><script>alert(1)</script>'
    for path in ("/search", "/measures", "/findings", "/measure", "/review", "/picture", "/paper"):
        asked = dict.fromkeys(("q", "document", "department", "severity", "state", "id", "label", "page", "name"), bad)
        assert "<script>" not in client.get(path, params=asked).text


def test_names_of_people_stay_text(client: TestClient) -> None:
    sent = {"csrf": csrf_of(client), "who": '"><script>x', "back": "//evil.example"}
    answer = client.post("/name", data=sent, headers={"Origin": "http://127.0.0.1:8765"})
    assert answer.headers["location"] == "/review"
    assert "<script>x" not in client.get("/measures").text


def test_the_first_page_leads_on(client: TestClient) -> None:
    assert client.get("/").headers["location"] == "/measures"
    assert client.get("/review").headers["location"].startswith("/review?scheme=sdg&label=")


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", 3),
        ("document=戦略", 2),
        ("document=ビジョン", 1),
        ("sdg=11", 1),
        ("sdg=3", 2),
        ("sdg=9", 0),
        ("viewpoint=DX", 1),
        ("theme=II", 1),
        ("department=交通政策課", 1),
        ("stand=done", 1),
        ("stand=none", 1),
        ("primary=none", 1),
        ("kpi=yes", 0),
        ("kpi=no", 3),
        ("group=無い", 0),
        ("sdg=3&viewpoint=DX", 1),
        ("sdg=3&document=ビジョン", 0),
        ("document=無い", 0),
        ("nothing=known", 3),
    ],
)
def test_an_address_is_a_view(client: TestClient, query: str, left: int) -> None:
    page = client.get(f"/measures?{query}").text
    assert f'<h1>施策<span class="count">{left}件</span></h1>' in page
    assert ("該当する記載は見つかりませんでした" in page) == (left == 0)
    rows = list(csv.reader(io.StringIO(client.get(f"/measures?{query}&format=csv").text.removeprefix("\ufeff"))))
    assert [row[0] for row in rows[1:]] == re.findall(r'<th scope="row"><a href="/measure\?id=([^"]+)"', unquote(page))
    assert len(rows) == left + 1


def test_counts_are_of_what_the_other_facets_leave(client: TestClient) -> None:
    page = client.get("/measures?document=戦略").text
    assert re.search(r"みなと野市総合戦略</a><span class=\"n\">2<", page)
    assert re.search(r"ビジョン\.txt</a><span class=\"n\">1<", page)
    assert re.search(r"DX</a><span class=\"n\">1<", page)
    assert re.search(r"目標11 [^<]*</a><span class=\"n\">1<", page)


def test_the_view_as_csv_and_excel_has_no_formulas(out: Path, keys: Keys, tmp_path: Path) -> None:
    evil = measure(title="=HYPERLINK(1)", department="+1")
    with store.opened(out) as db:
        store.save(db, analysis(plans=(plan(measures=(evil,)),)), store.Run("k2"))
    client = entered(visitor(make_app(out, keys)), keys)
    text = client.get("/measures?format=csv")
    assert "attachment" in text.headers["content-disposition"]
    assert "'=HYPERLINK(1)" in text.text
    assert "'+1" in text.text
    path = tmp_path / "view.xlsx"
    path.write_bytes(client.get("/measures?format=xlsx").content)
    sheet = load_workbook(path).active
    assert sheet is not None
    row = [cell for cell in sheet[2] if cell.value == "=HYPERLINK(1)"]
    assert [cell.data_type for cell in row] == ["s"]


def test_many_measures_are_turned_over(out: Path, keys: Keys) -> None:
    many = [measure(id=f"戦略.{n}", title=f"施策その{n}。") for n in range(SHOWN + 5)]
    with store.opened(out) as db:
        store.save(db, analysis(plans=(plan(items=(item(),), measures=many),)), store.Run("k2"))
    client = entered(visitor(make_app(out, keys)), keys)
    assert "施策その0。" in client.get("/measures").text
    second = client.get("/measures?page=2").text
    assert "施策その104。" in second
    assert "施策その99。" not in second
    assert client.get("/measures?page=99999999999").status_code == 200
    assert client.get("/measures?page=-1").status_code == 200


def test_the_least_certain_line_stands_first_and_evidence_is_marked(out: Path, keys: Keys) -> None:
    first, second = measure(id="戦略.a", title="確か"), measure(id="戦略.b", title="不確か")
    links = (link(measure="戦略.a", chance=0.99), link(measure="戦略.b", chance=0.55))
    with store.opened(out) as db:
        store.save(db, analysis(plans=(plan(measures=(first, second)),), links=links), store.Run("k2"))
    page = entered(visitor(make_app(out, keys)), keys).get("/review?scheme=sdg&label=11").text
    assert re.findall('data-measure="([^"]+)"', page) == ["戦略.b", "戦略.a"]
    assert re.findall('<td class="mark">([高中低])</td>', page) == ["低", "高"]


def test_the_sentence_of_the_evidence_is_marked(client: TestClient) -> None:
    page = client.get("/review?scheme=sdg&label=11").text
    assert '<span class="sentence"><mark>公共交通</mark>の再編' in page
    assert 'data-proposal="primary" data-verdict=""' in page


def test_declared_goals_and_sums_are_in_sight(client: TestClient) -> None:
    page = client.get("/review?scheme=sdg&label=11").text
    assert re.search(
        r'<tr data-subject="戦略\.1" data-label="11" data-primary="0" data-related="0" data-declares>'
        r'<th scope="row">誰もが安心して移動できるまちをつくる</th><td>11</td>'
        r'<td class="mark">有</td><td class="mark" data-sum="primary">1</td><td class="mark" data-sum="related">0</td>'
        r'<td class="state"><span data-state="match" class="chip ok">一致</span>',
        page,
    )


@pytest.mark.parametrize(
    "path",
    [
        "/measure?id=無い",
        "/measure",
        "/review?scheme=sdg&label=18",
        "/review?scheme=nix&label=1",
        "/picture?finding=無い",
        "/picture?finding=kpi-year.1&place=99",
        "/picture?measure=ビジョン.1&scheme=sdg&label=1",
        "/paper?name=report.html",
        "/document?id=戦略",
        "/decide",
    ],
)
def test_what_is_not_there_is_said(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (404, 405)
    Whole(answer.text)


def test_papers_and_documents_are_only_handed_out(client: TestClient, out: Path) -> None:
    (out / "reports").mkdir()
    (out / "documents").mkdir()
    (out / "reports" / "report.html").write_text("<script>1</script>", encoding="utf-8")
    (out / "reports" / "他.html").write_text("x", encoding="utf-8")
    (out / "documents" / "戦略.pdf").write_bytes(b"%PDF-")
    assert "report.html" in client.get("/documents").text
    for path in ("/paper?name=report.html", "/document?id=戦略"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-type"] == "application/octet-stream"
    assert client.get("/paper?name=他.html").status_code == 404


def test_a_file_name_from_a_document_is_no_path(out: Path, keys: Keys) -> None:
    (out / "documents").mkdir()
    with store.opened(out) as db:
        store.save(db, analysis(plans=(plan(file="../planlink.db"), plan(id="b", file="."))), store.Run("k2"))
    client = entered(visitor(make_app(out, keys)), keys)
    assert client.get("/document?id=戦略").status_code == 404
    assert client.get("/document?id=b").status_code == 404


def test_a_search_of_nothing_asks_nothing(client: TestClient) -> None:
    assert "該当する記載" not in client.get("/search?q=「」").text
    assert "該当する記載は見つかりませんでした" in client.get("/search?q=ロケット").text
    assert client.get("/search", params={"q": '"AND (NEAR* OR'}).status_code == 200


def test_unread_documents_are_named(client: TestClient) -> None:
    assert "壊れた.pdf：読み取れません" in client.get("/documents").text


def test_a_kpi_belongs_to_a_measure_by_itself_its_group_or_its_goal(out: Path, keys: Keys) -> None:
    items = (item(), item(id="戦略.1.ア", kind="group"), item(id="戦略.1.イ", kind="group"))
    measures = (
        measure(id="a", title="群による", group="戦略.1.ア"),
        measure(id="b", title="別の群", group="戦略.1.イ"),
        measure(id="c", title="自ら", group="戦略.1.イ"),
        measure(id="d", title="目標による"),
    )
    kpis = (
        indicator(owners=("戦略.1.ア", "c")),
        indicator(id="戦略.k2", owners=("戦略.1",)),
        indicator(id="戦略.k3", owners=("戦略.1.イ",), kind="past"),
    )
    with store.opened(out) as db:
        store.save(db, analysis(plans=(plan(items=items, measures=measures, indicators=kpis),)), store.Run("k2"))
    client = entered(visitor(make_app(out, keys)), keys)
    rows = list(csv.reader(io.StringIO(client.get("/measures?kpi=yes&format=csv").text)))
    assert [row[0] for row in rows[1:]] == ["a", "c", "d"]
    assert re.search(r'あり</a><span class="n">3<', client.get("/measures").text)


def test_findings_are_narrowed_by_check_and_document(client: TestClient) -> None:
    every = client.get("/findings").text
    checks = re.findall(r'<option value="([^"]+)">[^<]+（(\d+)）</option>', every)
    assert checks
    for code, count in checks:
        page = client.get(f"/findings?check={code}").text
        assert f'<span class="count">{count}件</span>' in page
        assert f'<option value="{code}" selected>' in page
        assert f"check={code}" in re.findall(r'<a href="(/findings\?severity=error[^"]*)"', page)[0]
    assert '<span class="count">0件</span>' in client.get("/findings?document=無い").text
    with_place = len(re.findall("<article", client.get("/findings?document=戦略").text))
    assert 0 < with_place <= len(re.findall("<article", every))


def test_after_an_answer_the_page_stays_where_it_was_and_says_so(client: TestClient) -> None:
    page = client.get("/findings").text
    ids = re.findall(r'name="finding" value="([^"]+)"', page)
    sent = {"csrf": csrf_of(client), "finding": ids[0], "verdict": "fix", "back": "/findings?state=open", "at": "1"}
    reply = client.post("/answer", data=sent, headers={"Origin": "http://127.0.0.1:8765"})
    where = reply.headers["location"]
    assert where.startswith("/findings?state=open&saved=")
    assert where.endswith("&at=1#saved")
    after = client.get(where).text
    assert re.search(r'<p id="saved"[^>]*>回答を記録しました。修正する：', after)
    assert ids[0] not in re.findall(r'name="finding" value="([^"]+)"', after)
    assert len(re.findall('id="saved"', after)) == 1
    Whole(after)


def test_the_history_is_narrowed_and_an_undo_shows_as_one(client: TestClient, out: Path) -> None:
    with store.opened(out) as db:
        decisions.add(db, decision(verdict="primary", who="甲", when="2026-05-01T10:00:00", why="<i>国の指標</i>"))
        decisions.add(db, decision(measure="戦略.1.ア.2", verdict="rejected", who="乙", way="rest"))
        decisions.undo(db, "丙", "2026-05-01T11:00:00", of="甲")
    page = client.get("/history").text
    assert '<span class="count">判断3件' in page
    assert page.count('<span class="chip look">元に戻す</span>') == 1
    assert "&lt;i&gt;国の指標&lt;/i&gt;" in page
    for query, count in (("who=甲", 1), ("way=rest", 1), ("way=undo", 1), ("who=甲&way=rest", 0), ("who=無い", 0)):
        found = client.get(f"/history?{query}").text
        assert f'<span class="count">判断{count}件' in found
        assert ("該当する記載は見つかりませんでした" in found) == (count == 0)
    one = re.search(r'href="(/history\?measure=[^"]+)"', page)
    assert one
    assert '<span class="count">判断2件' in client.get(one[1]).text
    Whole(client.get(f"{one[1]}&who=甲").text)


def test_of_many_pages_the_near_ones_the_first_and_the_last_are_led_to(out: Path, keys: Keys) -> None:
    many = [measure(id=f"戦略.{n}", title="施策") for n in range(30 * SHOWN)]
    with store.opened(out) as db:
        store.save(db, analysis(plans=(plan(items=(item(),), measures=many),)), store.Run("k2"))
    client = entered(visitor(make_app(out, keys)), keys)
    for page, led in ((1, [*range(1, 7), 30]), (15, [1, *range(10, 21), 30]), (30, [1, *range(25, 31)])):
        text = client.get(f"/measures?page={page}").text
        assert [int(n) for n in re.findall(r'<a href="/measures\?page=\d+"[^>]*>(\d+)</a>', text)] == led
        assert re.findall(r'aria-current="page">(\d+)</a>', text.split("turning")[1]) == [str(page)]
    assert client.get("/measures?page=99").status_code == 200
