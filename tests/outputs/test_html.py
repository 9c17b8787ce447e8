"""report.html: one page, everything escaped, every anchor there."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from factories import analysis, evidence, finding, link, measure, plan, town
from planlink.outputs import html
from planlink.outputs.anchors import anchor, fragment
from planlink.outputs.reports import PAPERS, PUBLIC, REPORT, Wishes, write_reports
from planlink.records.links import Evidence

VOID = {"meta", "br", "col", "input", "link", "img", "hr"}


class Page(HTMLParser):
    """The page's elements, ids, links, marks and text; complains about elements that are not closed."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "mark":
            self.marks.append((dict(attrs).get("title") or "", ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if "mark" in self.open:
            title, before = self.marks[-1]
            self.marks[-1] = (title, before + data)

    def values(self, name: str) -> list[str]:
        return [str(attrs[name]) for _, attrs in self.tags if attrs.get(name)]


def page() -> Page:
    return Page(html.report(town(), date(2025, 11, 21)))


def test_every_element_is_closed_and_every_anchor_leads_somewhere() -> None:
    made = page()
    assert made.open == []
    ids = made.values("id")
    assert len(ids) == len(set(ids))
    inner = {unquote(address[1:]) for address in made.values("href") if address.startswith("#")}
    assert inner <= set(ids)
    assert {"m-戦略.1.ア.1", "m-戦略.1.ア.2", "m-ビジョン.1", "page-戦略-1", "page-戦略-8"} <= set(ids)


def test_pages_lead_to_the_copies_of_the_documents() -> None:
    outer = [unquote(address) for address in page().values("href") if not address.startswith("#")]
    assert "../documents/戦略.pdf#page=3" in outer
    assert all(re.fullmatch(r"\.\./documents/戦略\.pdf#page=\d+", address) for address in outer)


def test_the_page_needs_no_other_file() -> None:
    source = html.report(town())
    assert not [tag for tag, attrs in page().tags if tag in ("link", "img", "iframe") or attrs.get("src")]
    assert not re.search(r"https?://|@import|url\(", source)


def test_text_of_documents_is_escaped() -> None:
    hostile = analysis(
        plans=(
            plan(
                title="<script>alert(1)</script>",
                file='a"b<.pdf',
                measures=(measure(title='"><img src=x onerror=alert(1)>', text="</p><script>x</script>"),),
            ),
        ),
        links=(link(name="<i>", evidence=(evidence('"><img', 0, 6),)),),
        findings=(finding(message="<svg onload=x>"),),
    )
    made = Page(html.report(hostile, unread=("<b>壊れた</b>",)))
    assert [tag for tag, _ in made.tags].count("script") == 1
    assert not {"img", "svg", "i", "b"} & {tag for tag, _ in made.tags}
    assert not [attrs for _, attrs in made.tags if any(name.startswith("on") for name in attrs)]
    assert "<svg onload=x>" in "".join(made.text)


def test_evidence_is_marked_with_what_it_spoke_for() -> None:
    marks = page().marks
    assert ("目標11 住み続けられるまちづくりを・目標3 すべての人に健康と福祉を", "公共交通") in marks
    assert ("目標11 住み続けられるまちづくりを", "高齢者") in marks


@pytest.mark.parametrize(
    ("parts", "pieces"),
    [
        ([], [("港の夜景", ())]),
        ([("A", 0, 1)], [("港", ("A",)), ("の夜景", ())]),
        ([("A", 0, 3), ("B", 2, 4)], [("港の", ("A",)), ("夜", ("A", "B")), ("景", ("B",))]),
        ([("A", 2, 4), ("A", 2, 4)], [("港の", ()), ("夜景", ("A",))]),
        ([("A", 2, 99)], [("港の夜景", ())]),
        ([("A", 3, 3), ("B", -1, 2)], [("港の夜景", ())]),
        ([("A", None, None)], [("港の夜景", ())]),
    ],
)
def test_marked(parts: list[tuple[str, int | None, int | None]], pieces: list[tuple[str, tuple[str, ...]]]) -> None:
    given = [(Evidence("x", start, end, None, 1.0), label) for label, start, end in parts]
    assert [(one.text, one.reasons) for one in html.marked("港の夜景", given)] == pieces


def test_what_speaks_against_a_label_is_not_marked() -> None:
    assert html.marked("港", [(Evidence("港", 0, 1, None, -1.0), "A")]) == [html.Piece("港")]


def test_evidence_over_the_end_of_the_title_is_cut_there() -> None:
    entry = html.entries(
        plan(measures=(measure(title="港の", text="夜景"),)), [link(evidence=(evidence("の\n夜", 1, 4),))]
    )[0]
    assert "".join(piece.text for piece in entry.title) == "港の"
    assert "".join(piece.text for piece in entry.text) == "夜景"
    assert [piece.text for piece in (*entry.title, *entry.text) if piece.reasons] == ["の", "夜"]


def test_rejected_links_are_listed_but_not_marked() -> None:
    entry = html.entries(plan(measures=(measure(),)), [link(status="rejected", evidence=(evidence(),))])[0]
    assert [reason.status for reason in entry.reasons] == ["rejected"]
    assert not [piece for piece in entry.title if piece.reasons]


def test_the_summary_counts_and_names_what_could_not_be_read() -> None:
    made = Page(html.report(town(), date(2025, 11, 21), unread=("壊れた.pdf：開けません。",)))
    text = "".join(made.text)
    assert html.counts(town()) == [("文書", 2), ("施策", 3), ("ＳＤＧｓに関連付けた施策", 2), ("指標", 2)]
    assert "令和7年11月21日現在" in text
    assert "壊れた.pdf：開けません。" in text
    assert "自動抽出した候補を職員が確認" in text


def test_papers_never_use_the_words_that_a_city_hall_avoids() -> None:
    text = "".join(page().text)
    assert not re.search("監査|記載漏れ|根拠なし|承認|エラー", text)


def test_an_empty_analysis_gives_a_page() -> None:
    made = Page(html.report(analysis()))
    assert made.open == []
    assert "該当する記載は見つかりませんでした。" in "".join(made.text)


def test_ids_with_blanks_make_anchors() -> None:
    assert anchor("m", "計画 案.1") == "m-計画_案.1"
    assert unquote(fragment("m", "計画 案.1")) == "#m-計画_案.1"


def test_the_papers_come_out_the_same_twice(tmp_path: Path) -> None:
    first = write_reports(town(), tmp_path / "a", Wishes(date(2025, 11, 21)))
    second = write_reports(town(), tmp_path / "b", Wishes(date(2025, 11, 21)))
    assert tuple(path.name for path in first) == PAPERS
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_every_page_for_the_office_says_so_and_the_public_one_does_not() -> None:
    assert "内部用" in "".join(page().text)
    assert "内部用" not in "".join(Page(html.public(town())).text)


def test_the_public_page_has_the_measures_and_nothing_of_the_audit() -> None:
    made = Page(html.public(town(), date(2025, 11, 21)))
    text = "".join(made.text)
    assert made.open == []
    assert "公共交通の再編" in text
    assert not [one.message for one in town().findings if one.message in text]
    assert not re.search("要確認|要修正|追加の検討対象|関連度|整合性点検|読取", text)
    assert not [address for address in made.values("href") if not address.startswith("#")]
    assert {address[1:] for address in map(unquote, made.values("href"))} <= set(made.values("id"))


def test_text_is_escaped_on_the_public_page_too() -> None:
    hostile = analysis(
        plans=(plan(title="<script>x</script>", measures=(measure(title="<img src=x>", text="<b>"),)),),
        links=(link(name="<i>"),),
    )
    assert not {"script", "img", "b", "i"} & {tag for tag, _ in Page(html.public(hostile)).tags}


def test_pictures_stand_in_the_page_itself() -> None:
    where = finding().places[0]
    town_ = analysis(plans=(plan(measures=(measure(),)),), findings=(finding(),))
    made = Page(html.report(town_, pictures={where: b"png"}))
    assert [attrs["src"] for tag, attrs in made.tags if tag == "img"] == ["data:image/png;base64,cG5n"]
    assert [attrs["alt"] for tag, attrs in made.tags if tag == "img"] == [
        "該当の箇所：みなと野市総合戦略 3頁「公共交通の再編」"
    ]


def test_with_confirmed_links_alone_the_public_page_shows_no_other(tmp_path: Path) -> None:
    city = analysis(
        plans=(plan(measures=(measure(),)),), links=(link(), link(label="3", name="健康", status="confirmed"))
    )
    write_reports(city, tmp_path, Wishes(only_confirmed=True))
    public = (tmp_path / PUBLIC).read_text(encoding="utf-8")
    assert ("◎目標3 健康" in public, "◎目標11" in public) == (True, False)
    assert "目標11 住み続けられるまちづくりを" in (tmp_path / REPORT).read_text(encoding="utf-8")
