#!/usr/bin/env python3
"""Write a made-up strategy as a Word file, have an office program export it as PDF, and tell what is in it.

Usage: python office_plan.py   (needs: pip install python-docx and what build.py needs, LibreOffice, the IPA fonts)

The PDF is kept as exported: an office program puts the time into it. It embeds subsets of IPAGothic and IPAMincho (IPA
Font License 1.0), and of DejaVu Serif (Bitstream Vera licence) and OpenSymbol (SIL OFL 1.1).
"""

import json
import re
import subprocess
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from build import HERE, PDFS, Pages, Truth, document, indicator, item, measure
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

NAME = "office_plan"
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
KNOWN = " ".join(f'xmlns:{short}="{name}"' for short, name in NAMES.items())
RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
TITLE = "【重要業績評価指標（ＫＰＩ）】"


def entry(k: Truth) -> str:
    return f"○{k['name']}：{k['target']}（R11年度）←{k['base']}（R5年度）"


def written(d: Truth, path: Path) -> None:
    paper = docx.Document()
    paper.core_properties.author = ""
    _set_letters(paper)
    _add_notes(paper, d["notes"]["text"])
    _headed(paper, d["title"], 16)
    paper.add_paragraph("計画期間　令和７年度～令和11年度")
    _headed(paper, f"第１章　{d['chapter']}", 14)
    for goal in d["goal"]:
        _headed(paper, f"基本目標{goal['label']}　{goal['name']}", 12)
        _headed(paper, f"１　{d['directions']}")
        for text in goal["directions"]:
            paper.add_paragraph(text, style="List Bullet")
        _headed(paper, f"２　{d['heading']}")
        for number, group in enumerate(goal["group"], 1):
            _group(paper, number, group)
    paper.save(str(path))


def _set_letters(paper: Any) -> None:
    style = paper.styles["Normal"]
    style.font.size, style.paragraph_format.space_after = Pt(10.5), Pt(0)
    style.font.name = "DejaVu Serif"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "IPAMincho")
    section = paper.sections[0]
    section.page_width, section.page_height = Pt(420), Pt(672)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(50)


def _headed(paper: Any, text: str, size: float = 10.5) -> None:
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(8)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "IPAGothic")


def _group(paper: Any, number: int, group: Truth) -> None:
    _headed(paper, f"({number}) {group['title']}")
    for sign, said in zip("①②", group["measure"], strict=True):
        _headed(paper, f"{sign} {said['title']}")
        paragraph = paper.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Pt(10.5)
        for place, part in enumerate(re.split(r"\[\^(\d)\]", said["text"])):
            if place % 2:
                mark = f'<w:r {KNOWN}>{RAISED}<w:footnoteReference w:id="{int(part) + 1}"/></w:r>'
                paragraph._p.append(parse_xml(mark))
            else:
                paragraph.add_run(part)
    lines = [TITLE, *map(entry, group["kpi"])]
    if group["box"] == "fixed":
        paper.add_paragraph()._p.append(parse_xml(_text_box(lines)))
    else:
        paper.add_paragraph()
        paper.add_table(1, 1, style="Table Grid").cell(0, 0).text = "\n".join(lines)


def _text_box(lines: Sequence[str]) -> str:
    inner = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    size = 'cx="4000000" cy="838200"'
    shape = (
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
    )
    return (
        f'<w:r {KNOWN}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr id="1" name="box"/>'
        f'<a:graphic><a:graphicData uri="{NAMES["wps"]}">{shape}</a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def _add_notes(paper: Any, texts: Sequence[str]) -> None:
    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r>{RAISED}<w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(texts, 1)
    )
    said = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {KNOWN}>{rules}{notes}</w:footnotes>'
    name = PackURI("/word/footnotes.xml")
    part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, said.encode(), paper.part.package)
    paper.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def exported(path: Path, folder: Path) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    asked = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(PDFS), str(path)]
    subprocess.run(asked, check=True, capture_output=True)


def truth(d: Truth, pages: Pages) -> Truth:
    told = document(d)
    for goal in d["goal"]:
        name = f"基本目標{goal['label']}"
        told["items"].append(item("goal", name, goal["name"], pages.first(name + goal["name"])))
        for number, group in enumerate(goal["group"], 1):
            told["items"].append(item("group", f"({number})", group["title"], pages.first(group["title"])))
            above, path = ["第1章", name, "2", f"({number})"], [d["chapter"], goal["name"], d["heading"]]
            for place, said in enumerate(group["measure"], 1):
                text, page = re.sub(r"\[\^\d\]", "", said["text"]), pages.first(said["title"])
                told["measures"].append(
                    measure([*above, str(place)], [*path, group["title"]], said["title"], text, page)
                )
            for k in group["kpi"]:
                page = pages.first(k["name"])
                told["indicators"].append(indicator("kpi", k, [group["title"]], 2029, 2023, page))
    return told


def main() -> None:
    d = tomllib.loads((HERE / f"{NAME}.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{NAME}.docx"
        written(d, path)
        exported(path, Path(folder))
    said = json.dumps(truth(d, Pages(PDFS / f"{NAME}.pdf")), ensure_ascii=False, indent=1)
    (PDFS / "truth" / f"{NAME}.json").write_text(said + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
