"""Web pages: what a browser shows of the text comes out, in order; navigation, scripts and hidden parts do not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from wordfiles import words

from planlink.documents import webpage
from planlink.documents.reader import read_document
from planlink.documents.webpage import read_webpage
from planlink.errors import DocumentError
from planlink.records.documents import Line, Mark, Note, Page, Table

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "webpages.json").read_text(encoding="utf-8")
)["cases"]


def read(folder: Path, body: str | bytes, head: str = "") -> Page:
    path = folder / "plan.html"
    page = (
        body
        if isinstance(body, bytes)
        else f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()
    )
    path.write_bytes(page)
    (found,) = read_webpage(path)
    return found


def lines(page: Page) -> list[Line]:
    return [block for block in page.blocks if isinstance(block, Line)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_what_a_reader_sees(tmp_path: Path, case: dict[str, Any]) -> None:
    assert words((read(tmp_path, case["html"]),)) == case["blocks"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("Shift_JIS", "cp932"),
        ("x-sjis", "cp932"),
        ("EUC-JP", "euc-jp"),
        ("UTF-8", "utf-8"),
        ("iso-2022-jp", "iso-2022-jp"),
        ("", "cp932"),
        ("", "euc-jp"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("Shift_JIS", "utf-8-sig"),
        ("nowhere", "utf-8"),
        ("zip", "utf-8"),
    ],
)
def test_encodings(tmp_path: Path, declared: str, encoding: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    page = read(tmp_path, f"<html><head>{meta}</head><body>港の夜景を船で巡ります。</body></html>".encode(encoding))
    assert words((page,)) == ["港の夜景を船で巡ります。"]


def test_utf_16(tmp_path: Path) -> None:
    (tmp_path / "計画.htm").write_bytes("<html><body>港の夜景</body></html>".encode("utf-16"))
    document = read_document(tmp_path / "計画.htm")
    assert (document.format, words(document.pages)) == ("html", ["港の夜景"])


def test_a_letter_that_is_damaged_is_counted(tmp_path: Path) -> None:
    page = read(tmp_path, b'<html><meta charset="shift_jis"><body>' + "港の夜景".encode("cp932") + b"\x81\x00x</body>")
    assert words((page,)) == ["港の夜景〓x"]
    assert page.quality.damaged == 1


def test_headings_have_a_size_by_level(tmp_path: Path) -> None:
    page = read(tmp_path, "<h1>計画</h1><h2>第１章</h2><p>本文</p><h3>１ 趣旨</h3><p><b>強い</b></p>")
    assert [line.size for line in lines(page)] == [24.0, 17.0, 10.0, 15.5, 10.0]
    assert [line.font for line in lines(page)] == ["bold", "bold", "plain", "bold", "bold"]


def test_the_title_stands_for_a_missing_first_heading(tmp_path: Path) -> None:
    title = "<title>港の計画 | みなと野市公式サイト</title>"
    page = read(tmp_path, "<h1>第１章</h1><p>本文</p><h1>第２章</h1>", title)
    assert [(line.text, line.size) for line in lines(page)][:2] == [("港の計画", 24.0), ("第１章", 17.0)]
    assert words((read(tmp_path, "<h1>港の計画</h1>", title),)) == ["港の計画"]


@pytest.mark.parametrize(
    "note",
    [
        '<p id="n1">※1 夜景：港の灯 <a href="#r1">↩</a></p>',
        '<ol><li id="n1"><p>夜景：港の灯</p></li></ol>',
        '<p><a name="n1" href="#r1"><sup>[※1]</sup></a> 夜景：港の灯</p>',
    ],
)
def test_footnotes(tmp_path: Path, note: str) -> None:
    page = read(tmp_path, f'<p>港の夜景<sup id="r1"><a href="#n1">※1</a></sup>を巡る。</p>{note}')
    assert page.notes == (Note("※1", "夜景：港の灯", None),)
    assert [(line.text, line.marks) for line in lines(page)] == [("港の夜景を巡る。", (Mark(4, "※1"),))]


@pytest.mark.parametrize(
    "body",
    [
        "<p>面積3km<sup>2</sup>の港</p>",
        '<p><sup><a href="#nowhere">2</a></sup>の港</p>',
        '<p id="t">港</p><p><a href="#t"><sup>2</sup></a>船</p>',
    ],
)
def test_raised_letters_that_are_no_marks(tmp_path: Path, body: str) -> None:
    page = read(tmp_path, body)
    assert page.notes == ()
    assert "2" in "".join(words((page,)))


@pytest.mark.parametrize("depth", [60, 250, 20_000])
def test_elements_deep_inside_each_other(tmp_path: Path, depth: int) -> None:
    body = "<div>" * depth + "港" + "</div>" * depth
    if depth < webpage.DEEPEST:
        assert words((read(tmp_path, body),)) == ["港"]
    else:
        with pytest.raises(DocumentError, match="入れ子が深すぎます"):
            read(tmp_path, body)


def test_tables_a_hundred_deep(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="入れ子が深すぎます"):
        read(tmp_path, "<table><tr><td>" * 100 + "港")


def test_entities_and_addresses_are_left_alone(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "船">]>'
    page = read(
        tmp_path, f'{doctype}<html><body><p>港&x;&y;&amp;</p><img src="http://192.0.2.1/a.png"></body>'.encode()
    )
    assert words((page,))[-1].endswith("港&x;&y;&")


@pytest.mark.parametrize("span", ["999999999", "-3", "x", "0", ""])
def test_spans_that_make_no_sense(tmp_path: Path, span: str) -> None:
    rows = f'<tr><td colspan="{span}" rowspan="{span}">港</td><td>船</td></tr><tr><td>灯台</td></tr>'
    (found,) = read(tmp_path, f"<table>{rows}</table>").blocks
    assert isinstance(found, Table)
    assert found.columns <= 3
    assert found.rows == 2


def test_spans_beyond_measure_lose_no_text(tmp_path: Path) -> None:
    row = f"<tr>{'<td colspan=1000 rowspan=300>港</td>' * 3}</tr>"
    (found,) = read(tmp_path, f"<table>{row * 300}</table>").blocks
    assert isinstance(found, Table)
    assert len(found.cells) == 900


@pytest.mark.parametrize("body", ["", "<p>　</p>", "<script>港</script>", "<nav>港</nav>", "<img src=a.png>"])
def test_pages_without_text(tmp_path: Path, body: str) -> None:
    with pytest.raises(DocumentError, match="文章が見つかりません"):
        read(tmp_path, body)


def test_an_unknown_encoding_and_a_page_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DocumentError, match="文字コードが分かりません"):
        read(tmp_path, b"<html><body>\x82\xff\xfe\x80\xa0")
    monkeypatch.setattr(webpage, "LARGEST", 10)
    with pytest.raises(DocumentError, match="大きすぎます"):
        read(tmp_path, "港")


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("計画.txt", "<!DOCTYPE html>\n<html><body>港</body></html>", "html"),
        ("計画.dat", '\ufeff<?xml version="1.0"?>\n<!-- 保存 -->\n<HTML lang="ja"><body>港</body></HTML>', "html"),
        ("計画.htm", "<p>港の船", "html"),
        ("計画.md", "港 <html> の船", "markdown"),
        ("計画.txt", "html\n<htmlx>", "text"),
    ],
)
def test_web_pages_are_known_by_their_content(tmp_path: Path, name: str, text: str, kind: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_document(tmp_path / name).format == kind
