"""The strategy of the made-up city as its staff would have it before printing: a Word file and a web page, written
at test time from the same data as the PDF. What is set is in `sources/strategy.toml`; the prose around it is short."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from conftest import DEMO

CIRCLED = "①②③④⑤⑥"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SHAPES = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
NOTE = re.compile(r"\[\^(\w+)\]")
Row = Sequence[str]


class Writer(Protocol):
    """What a plan is made of. A cell of `table` that is empty belongs to the one above it."""

    def cover(self, *lines: str) -> None: ...

    def heading(self, level: int, marker: str, title: str) -> None: ...

    def text(self, text: str) -> None: ...

    def bullet(self, text: str) -> None: ...

    def frame(self, lines: Sequence[str]) -> None: ...

    def table(self, rows: Sequence[Row]) -> None: ...

    def save(self, path: Path) -> Path: ...


def strategy() -> dict[str, Any]:
    return tomllib.loads((DEMO / "sources" / "strategy.toml").read_text(encoding="utf-8"))


def year(number: int, calendar: bool = False) -> str:
    return f"R{number - 2018}年" + ("" if calendar else "度")


def aim(k: dict[str, Any]) -> str:
    if "span" in k:
        return f"{k['target']}（{year(k['span'][0])}～{year(k['span'][1])}累計）"
    base = f"←{k['base']}（{year(k.get('by', 2023))}）" if "base" in k else ""
    return f"{k['target']}（{year(k.get('ty', 2029))}）{base}"


def write(to: Writer, plan: dict[str, Any]) -> None:
    """The whole strategy, from cover to SDG table."""
    to.cover("計画期間　令和７年度～令和11年度", "令和７年３月", "帆 波 市")
    _front(to, plan)
    to.heading(1, "第４章", plan["chapter"])
    for goal in plan["goal"]:
        _goal(to, plan, goal)
    to.heading(1, "第５章", "横断的視点から見た主な取組")
    to.text("第４章に掲げた施策のうち、三つの横断的な視点に関わりの深い取組を、次のとおり整理します。")
    for number, view in zip("１２３", plan["viewpoint"], strict=True):
        to.heading(2, number, view["heading"])
        for place, part in enumerate(view["parts"], 1):
            to.heading(4, f"({place})", part["head"])
            for item in part["items"]:
                to.bullet(item)
    _end(to, plan)


def _front(to: Writer, plan: dict[str, Any]) -> None:
    to.heading(1, "第１章", "策定の考え方")
    to.heading(2, "１", "策定の趣旨")
    to.text("人口が減る中でも互いに支え合って暮らせるまちを実現するため、第２期の総合戦略を策定します。")
    to.heading(2, "２", "計画期間")
    to.text("本戦略の計画期間は、2025年度（令和７年度）から2029年度（令和11年度）までの５年間とします。")
    to.heading(2, "３", "総合計画との関係")
    to.text("各基本目標は、総合計画に掲げる次の三つの重点テーマのいずれかを受けて設定しています。")
    for theme in plan["theme"]:
        to.text(f"重点テーマ{theme['label']}　{theme['name']}")
        to.text(theme["text"])
    to.heading(1, "第２章", "第１期総合戦略の検証")
    to.heading(2, "１", "数値目標の達成状況")
    to.text("第１期総合戦略（令和２年度～令和６年度）に掲げた数値目標の達成状況は、次の表のとおりです。")
    to.table(
        [
            ("指標", "策定時の値\n（R元年度）", "目標値\n（R6年度）", "最新値\n（R5年度）", "評価"),
            *map(_past, plan["past"]),
        ]
    )
    to.heading(1, "第３章", "人口の見通しと目指す方向")
    to.heading(2, "１", "四つの基本目標")
    to.text("本戦略では、次の四つの基本目標を定め、それぞれに数値目標を設けて進み具合を確かめます。")
    to.frame([f"基本目標{goal['label']}　{goal['name']}" for goal in plan["goal"]])


def _past(k: dict[str, Any]) -> Row:
    whole = k.get("calendar", False)
    values = ((k["base"], "R元年"), (k["target"], "R6年"), (k["actual"], "R5年"))
    return (k["name"], *(f"{text}\n（{when}）" if whole else text for text, when in values), k["verdict"])


def _goal(to: Writer, plan: dict[str, Any], goal: dict[str, Any]) -> None:
    theme = next(theme for theme in plan["theme"] if theme["label"] == goal["theme"])
    to.heading(2, f"基本目標{goal['label']}", goal["name"])
    to.heading(3, "１", "数値目標（令和11年度）")
    to.table([("指標", "現状値（令和５年度）", "目標値"), *map(_target, goal["target"])])
    to.heading(3, "２", "関連する総合計画の重点テーマ")
    to.text(f"■重点テーマ{theme['label']}　{theme['name']}")
    to.text(f"～{goal['aim']}～")
    to.heading(3, "３", "基本的な方向")
    for line in goal["direction"]:
        to.bullet(line)
    to.heading(3, "４", plan["section"])
    for place, group in enumerate(goal["group"], 1):
        _group(to, group, place)


def _target(k: dict[str, Any]) -> Row:
    whole = k.get("calendar", False)
    return (k["name"], k["base"] + ("\n（R5年）" if whole else ""), k["target"] + ("（R11年）" if whole else ""))


def _group(to: Writer, group: dict[str, Any], place: int) -> None:
    to.heading(4, f"({place})", group["title"])
    if "text" in group:
        to.text(group["text"])
    for number, measure in enumerate(group.get("measure", [])):
        to.heading(5, CIRCLED[number], measure["title"])
        to.text(measure["text"])
    if group.get("kpi_table"):
        rows = [(k["name"], k.get("base", "－"), aim(k) if "span" in k else k["target"]) for k in group["kpi"]]
        to.text("【重要業績評価指標（ＫＰＩ）】")
        to.table([("指標", "現状値（R5年度）", "目標値（R11年度）"), *rows])
    elif group["kpi"]:
        count = group.get("shared", 1)
        shared = f"※({place + 1 - count})～({place})共通指標" if count > 1 else ""
        to.frame([f"【重要業績評価指標（ＫＰＩ）】{shared}", *(f"○{k['name']}：{aim(k)}" for k in group["kpi"])])


def _end(to: Writer, plan: dict[str, Any]) -> None:
    to.heading(1, "第６章", "戦略の推進体制")
    to.text("産官学金[^sangaku]の関係者と市民による委員会を置き、毎年度、施策の改善に向けた意見を市長に提出します。")
    to.heading(1, "第７章", "ＳＤＧｓとの関連")
    to.text("各基本目標とＳＤＧｓのゴールとの対応は、次の表のとおりです。")
    rows: list[Row] = [("基本目標", "ＳＤＧｓのゴール", "主な関連要素")]
    for part in plan["declared"]:
        goal = next(goal for goal in plan["goal"] if goal["label"] == part["goal"])
        for place, row in enumerate(part["rows"]):
            first = "" if place else f"基本目標{part['goal']}\n{goal.get('table_name', goal['name'])}"
            aimed = f"目標{row['sdg']}　{plan['sdg'][str(row['sdg'])]}"
            rows.append((first, aimed, "\n".join(f"・{element}" for element in row["text"])))
    to.table(rows)


class WordDraft:
    """Writes with python-docx as Word would: headings numbered by a list of their styles, boxes as one-cell tables
    and as text boxes in turn, notes as footnotes."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self._plan = plan
        self._document: Any = docx.Document()
        self._notes: list[str] = []
        self._boxes = 0
        self._lists = 1
        self._first = False
        _number_headings(self._document)

    def save(self, path: Path) -> Path:
        part = self._document.part
        name = PackURI("/word/footnotes.xml")
        notes = Part(name, CT.WML_FOOTNOTES, _footnotes(self._notes).encode(), part.package)
        part.relate_to(notes, RT.FOOTNOTES)
        self._document.save(str(path))
        return path

    def cover(self, *lines: str) -> None:
        self._document.add_paragraph(self._plan["title"], style="Title")
        for line in lines:
            self._document.add_paragraph(line)
        self._document.add_page_break()

    def heading(self, level: int, marker: str, title: str) -> None:
        typed = marker.startswith("基本目標")
        made = self._document.add_heading(f"{marker}　{title}" if typed else title, level)
        if typed:
            made._p.get_or_add_pPr().append(_numbered(0, 1))
            self._first = True
        elif self._first and level == 3:  # the list begins anew below each goal
            self._lists += 1
            self._document.part.numbering_part.element.append(parse_xml(_restarted(self._lists + 90)))
            made._p.get_or_add_pPr().append(_numbered(self._lists + 90, 2))
            self._first = False

    def text(self, text: str) -> None:
        paragraph = self._document.add_paragraph()
        for place, part in enumerate(NOTE.split(text)):
            if place % 2:
                self._notes.append(self._plan["notes"][part])
                paragraph._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="{len(self._notes)}"/></w:r>'))
            else:
                paragraph.add_run(part)

    def bullet(self, text: str) -> None:
        self._document.add_paragraph(text, style="List Bullet")

    def frame(self, lines: Sequence[str]) -> None:
        self._boxes += 1
        if self._boxes % 2:
            self.table([["\n".join(lines)]])
        else:
            self._document.add_paragraph()._p.append(parse_xml(text_box(lines, self._boxes)))

    def table(self, rows: Sequence[Row]) -> None:
        table = self._document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if text:
                    first, *rest = text.split("\n")
                    table.cell(r, c).text = first
                    for line in rest:
                        table.cell(r, c).add_paragraph(line)
        for r, row in enumerate(rows):
            if not row[0]:
                top = max(above for above in range(r) if rows[above][0])
                below = next((b for b in range(r, len(rows)) if rows[b][0]), len(rows))
                if r == top + 1:
                    table.cell(top, 0).merge(table.cell(below - 1, 0))


class TypedDraft(WordDraft):
    """A Word file as many are: no styles, numbers typed by hand, headings in ゴシック, indicators on plain lines."""

    def cover(self, *lines: str) -> None:
        self._document.add_paragraph().add_run(self._plan["title"]).font.size = Pt(22)
        for line in lines:
            self._document.add_paragraph(line)
        self._document.add_page_break()

    def heading(self, level: int, marker: str, title: str) -> None:
        run = self._document.add_paragraph().add_run(f"{marker}　{title}")
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "ＭＳ ゴシック")

    def bullet(self, text: str) -> None:
        self._document.add_paragraph(f"　・{text}")

    def frame(self, lines: Sequence[str]) -> None:
        if lines[0].startswith("【"):
            for line in lines:
                self._document.add_paragraph(line)
        else:
            super().frame(lines)


class OpenDraft(TypedDraft):
    """The same, and the names of the goals stand without a box before the chapter about them."""

    def frame(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._document.add_paragraph(line)


def text_box(lines: Sequence[str], number: int) -> str:
    """A run with a text box as Word writes it: once for itself, once for its older versions."""
    inner = "".join(f"<w:p><w:r><w:t>{html.escape(line)}</w:t></w:r></w:p>" for line in lines)
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    size = f'cx="5400000" cy="{300000 + 500000 * len(lines)}"'
    shape = (
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/>"
    )
    graphic = f'<a:graphicData uri="{SHAPES["wps"]}"><wps:wsp>{shape}</wps:wsp></a:graphicData>'
    drawing = (
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="box {number}"/><a:graphic>{graphic}</a:graphic></wp:inline>'
    )
    old = f'<v:rect style="width:425pt;height:71pt"><v:textbox>{content}</v:textbox></v:rect>'
    names = " ".join(f'xmlns:{short}="{name}"' for short, name in SHAPES.items())
    return (
        f'<w:r {W} {names}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{drawing}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{old}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _number_headings(document: Any) -> None:
    forms = (
        ("decimalFullWidth", "第%1章"),
        ("decimalFullWidth", "%2"),
        ("decimalFullWidth", "%3"),
        ("decimal", "(%4)"),
        ("decimalEnclosedCircle", "%5"),
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="Heading{place + 1}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for place, (form, text) in enumerate(forms)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for place in range(len(forms)):
        style = document.styles[f"Heading {place + 1}"]
        style.element.get_or_add_pPr().append(_numbered(90, place))


def _numbered(number: int, level: int) -> Any:
    return parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def _restarted(number: int) -> str:
    return (
        f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="90"/>'
        '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )


def _footnotes(notes: Sequence[str]) -> str:
    shown = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> {html.escape(text)}</w:t></w:r></w:p>'
        "</w:footnote>"
        for number, text in enumerate(notes, 1)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {W}>{shown}</w:footnotes>'


class WebDraft:
    """Writes a page as a city's site has it: navigation around a main part, notes at its end."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self._plan = plan
        self._body: list[str] = []
        self._notes: list[str] = []

    def save(self, path: Path) -> Path:
        notes = "".join(
            f'<li id="n{n}">{html.escape(text)} <a href="#r{n}">↩</a></li>' for n, text in enumerate(self._notes, 1)
        )
        page = (
            '<!DOCTYPE html><html lang="ja"><head><meta charset="Shift_JIS"><title>計画 | 帆波市</title></head><body>'
            "<header><p>帆波市公式サイト</p></header><nav><ul><li>１ 暮らし</li><li>２ 市政</li></ul></nav>"
            f"<main>{''.join(self._body)}<hr><ol>{notes}</ol></main><footer>電話 00-0000</footer></body></html>"
        )
        path.write_bytes(page.encode("cp932", "xmlcharrefreplace"))
        return path

    def cover(self, *lines: str) -> None:
        self._body.append(f"<h1>{self._plan['title']}</h1>" + "".join(f"<p>{line}</p>" for line in lines))

    def heading(self, level: int, marker: str, title: str) -> None:
        self._body.append(f"<h{level + 1}>{marker}　{html.escape(title)}</h{level + 1}>")

    def text(self, text: str) -> None:
        def note(found: re.Match[str]) -> str:
            self._notes.append(self._plan["notes"][found[1]])
            n = len(self._notes)
            return f'<sup id="r{n}"><a href="#n{n}">※{n}</a></sup>'

        self._body.append(f"<p>　{NOTE.sub(note, html.escape(text))}</p>")

    def bullet(self, text: str) -> None:
        self._body.append(f"<ul><li>{html.escape(text)}</li></ul>")

    def frame(self, lines: Sequence[str]) -> None:
        inner = "<br>\n".join(map(html.escape, lines))
        self._body.append(f'<div style="border: 1px solid #000; padding: 1em">{inner}</div>')

    def table(self, rows: Sequence[Row]) -> None:
        shown = ""
        for r, row in enumerate(rows):
            below = next((b for b in range(r + 1, len(rows)) if rows[b][0]), len(rows))
            span = f' rowspan="{below - r}"' if row[0] and below - r > 1 else ""
            tag = "td" if r else "th"
            cells = (f"<{tag}{'' if c else span}>{_broken(text)}</{tag}>" for c, text in enumerate(row) if text or c)
            shown += f"<tr>{''.join(cells)}</tr>"
        self._body.append(f"<table>{shown}</table>")


def _broken(text: str) -> str:
    return "<br>".join(map(html.escape, text.split("\n")))
