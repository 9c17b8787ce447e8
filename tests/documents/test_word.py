"""Word files: what is printed comes out, once and in order; what is not printed does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from wordfiles import cell, p, r, read, style, table, words

from planlink.records.documents import Line, Mark, Note, Table

BOX = "<w:txbxContent>{}</w:txbxContent>"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def field(instruction: str, result: str) -> str:
    return FIELD.format("begin") + code(instruction) + FIELD.format("separate") + r(result) + FIELD.format("end")


def line(folder: Path, body: str, **parts: str) -> Line:
    (page,) = read(folder, body, **parts)
    (found,) = page.blocks
    assert isinstance(found, Line)
    return found


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (r("港の") + r("夜景"), "港の夜景"),
        (r("港　の　夜　景"), "港の夜景"),
        (f"<w:ins>{r('新しい')}</w:ins><w:del><w:r><w:delText>古い</w:delText></w:r></w:del>{r('船')}", "新しい船"),
        (f"<w:moveFrom>{r('元の')}</w:moveFrom><w:moveTo>{r('先の')}</w:moveTo>{r('船')}", "先の船"),
        (r("50", "<w:strike/>") + r("60隻"), "60隻"),
        (r("50", '<w:strike w:val="0"/>') + r("隻"), "50隻"),
        (r("見えない", "<w:vanish/>") + r("船"), "船"),
        (f'<w:hyperlink w:anchor="a">{r("港の案内")}</w:hyperlink>', "港の案内"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('港')}</w:sdtContent></w:sdt>{r('の船')}", "港の船"),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('入力')}</w:sdtContent></w:sdt>{r('船')}",
            "船",
        ),
        (field(" PAGEREF _Toc1 ", "5") + r("頁"), "5頁"),
        (
            FIELD.format("begin")
            + code("IF ")
            + field("PAGE", "9")
            + FIELD.format("separate")
            + r("船")
            + FIELD.format("end"),
            "船",
        ),
        (f'<w:fldSimple w:instr="DATE">{r("３月")}</w:fldSimple>', "３月"),
        (
            FIELD.format("begin") + code(r"EQ \* hps10 \o\ad(\s\up 9(みなと),湊)") + FIELD.format("end") + r("の船"),
            "湊の船",
        ),
        (FIELD.format("begin") + code(r"EQ \o\ac(○,3)") + FIELD.format("end") + r("船"), "③船"),
        (f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('みなと')}</w:rt><w:rubyBase>{r('湊')}</w:rubyBase></w:ruby></w:r>", "湊"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>' + r("船"), "→船"),
        ('<w:r><w:sym w:font="Nowhere" w:char="F0E0"/></w:r>' + r("船"), "〓船"),
        ('<w:r><w:sym w:font="Wingdings" w:char="D800"/><w:sym w:char="0000"/><w:sym/></w:r>', "〓〓〓"),
        (
            FIELD.format("begin").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")
            + code("TC")
            + FIELD.format("end")
            + r("船"),
            "船",
        ),
        (r("l", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + r("船"), "●船"),
        (r("船") + "<w:r><w:softHyphen/><w:noBreakHyphen/></w:r>" + r("1"), "船-1"),
        (r("指標") + "<w:r><w:tab/></w:r>" + r("50"), "指標 50"),
        (f"<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>{r('倍')}", "x倍"),
        (r("帆船") + '<w:r><w:commentReference w:id="1"/></w:r>', "帆船"),
    ],
)
def test_letters(tmp_path: Path, runs: str, text: str) -> None:
    assert line(tmp_path, p(runs=runs)).text == text


def test_a_field_may_go_on_over_paragraphs(tmp_path: Path) -> None:
    opened = p(runs=FIELD.format("begin") + code("TOC") + FIELD.format("separate") + r("港"))
    assert words(read(tmp_path, opened + p("船") + p(runs=FIELD.format("end") + r("灯台")))) == ["港", "船", "灯台"]


def test_a_field_whose_end_is_lost_hides_no_more_than_its_paragraph(tmp_path: Path) -> None:
    assert words(read(tmp_path, p("港", runs=FIELD.format("begin") + code("IF") + r("x")) + p("船"))) == ["港", "船"]


def test_a_deleted_end_joins_paragraphs(tmp_path: Path) -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    assert words(read(tmp_path, p("港の", own=gone) + p("船"))) == ["港の船"]
    assert words(read(tmp_path, p("港の", own=gone) + table(cell("船") + cell("岬")) + p("丘", own=gone))) == [
        "港の",
        "［1×2 船|岬］",
        "丘",
    ]


def test_a_large_first_letter_belongs_to_its_word(tmp_path: Path) -> None:
    assert words(read(tmp_path, p("港", own='<w:framePr w:dropCap="drop"/>') + p("の船"))) == ["港の船"]


def test_a_heading_goes_on_over_its_breaks(tmp_path: Path) -> None:
    body = p("安心して暮らせる", "1", runs="<w:r><w:br/></w:r>" + r("まちづくり") + "<w:r><w:br/></w:r>" + r("○船"))
    (page,) = read(tmp_path, body, styles=styles())
    assert [block.full for block in page.blocks if isinstance(block, Line)] == [True, False, False]


@pytest.mark.parametrize(
    ("shape", "found"),
    [
        ("<wps:wsp><wps:spPr><a:ln><a:noFill/></a:ln></wps:spPr>{}</wps:wsp>", "船"),
        ("<wps:wsp><wps:spPr><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>{}</wps:wsp>", "船"),
        ("<wps:wsp><wps:spPr><a:solidFill/><a:ln><a:noFill/></a:ln></wps:spPr>{}</wps:wsp>", "〔船〕"),
        ("<wps:wsp><wps:spPr><a:ln/></wps:spPr>{}</wps:wsp>", "〔船〕"),
        ("<wps:wsp><wps:spPr/>{}</wps:wsp>", "〔船〕"),
        ('<v:shape stroked="f" filled="f">{}</v:shape>', "船"),
        ('<v:shape stroked="f">{}</v:shape>', "〔船〕"),
    ],
)
def test_a_text_box_without_line_and_ground_is_no_frame(tmp_path: Path, shape: str, found: str) -> None:
    drawing = f"<w:r><w:drawing>{shape.format(BOX.format(p('船')))}</w:drawing></w:r>"
    assert words(read(tmp_path, p(runs=drawing))) == [found]


def test_breaks_inside_a_paragraph(tmp_path: Path) -> None:
    br, sheet = "<w:r><w:br/></w:r>", '<w:r><w:br w:type="page"/></w:r>'
    pages = read(
        tmp_path, p("基本目標１", runs=br + r("港を守る")) + p("船", runs=sheet + r("灯台")) + p(runs=sheet) + p("桟橋")
    )
    assert [words((page,)) for page in pages] == [["基本目標１", "港を守る", "船"], ["灯台"], ["桟橋"]]
    assert [page.number for page in pages] == [None] * 3
    assert not any(block.full for page in pages for block in page.blocks if isinstance(block, Line))


def test_a_sentence_that_is_broken_goes_on(tmp_path: Path) -> None:
    (page,) = read(tmp_path, p("港のまちの暮らしを守るための取組を", runs="<w:r><w:br/></w:r>" + r("進めていきます。")))
    assert [block.full for block in page.blocks if isinstance(block, Line)] == [True, False]


def test_sections_and_styles_break_pages(tmp_path: Path) -> None:
    section = "<w:sectPr>{}</w:sectPr>"
    body = (
        p("表紙", own=section.format(""))
        + p("港", own=section.format(""))
        + p("船")
        + p("灯台", own="<w:pageBreakBefore/>")
    )
    same = section.format('<w:type w:val="continuous"/>')
    assert [len(page.blocks) for page in read(tmp_path, body + same)] == [1, 2, 1]


def test_tables_with_spans(tmp_path: Path) -> None:
    down, below, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    body = table(
        cell("目標", down) + cell("指標", wide),
        cell("", below) + cell("前") + cell("後"),
        cell("港") + cell("1") + cell("2"),
    )
    (found,) = read(tmp_path, body)[0].blocks
    assert words(read(tmp_path, body)) == ["［3×3 目標^2×1|指標^1×2|前|後|港|1|2］"]
    assert isinstance(found, Table)
    assert [(c.row, c.column) for c in found.cells] == [(0, 0), (0, 1), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)]


def test_columns_that_nearly_meet_are_one(tmp_path: Path) -> None:
    rows = (cell("指標", '<w:gridSpan w:val="2"/>') + cell("値"), cell("港") + cell("5", '<w:gridSpan w:val="2"/>'))
    assert words(read(tmp_path, table(*rows, widths=(2000, 60, 2000)))) == ["［2×2 指標|値|港|5］"]
    assert words(read(tmp_path, table(*rows, widths=(2000, 900, 2000)))) == ["［2×3 指標^1×2|値|港|5^1×2］"]


def test_rows_that_were_deleted_are_gone(tmp_path: Path) -> None:
    gone = f"<w:trPr><w:del/></w:trPr>{cell('古い')}{cell('1')}"
    assert words(read(tmp_path, table(cell("新しい") + cell("2"), gone))) == ["［1×2 新しい|2］"]


def test_a_table_of_one_cell_is_a_frame(tmp_path: Path) -> None:
    assert words(read(tmp_path, table(cell(p("【指標】") + p("○船：5隻"))))) == ["〔【指標】/○船：5隻〕"]


def test_tables_inside_cells(tmp_path: Path) -> None:
    inner = table(cell("前") + cell("後"))
    assert words(read(tmp_path, table(cell(p("注") + inner + p())))) == ["注", "［1×2 前|後］"]
    both = table(cell("船") + cell(p("次の表") + inner + p()))
    assert words(read(tmp_path, both)) == ["［1×2 船|次の表］", "［1×2 前|後］"]
    assert words(read(tmp_path, table(cell("船") + cell(table(cell("囲み")) + p())))) == ["［1×2 船|囲み］"]


def test_empty_tables_are_none(tmp_path: Path) -> None:
    assert words(read(tmp_path, p("港") + table(cell("") + cell("")))) == ["港"]


def test_vertical_cells_are_known(tmp_path: Path) -> None:
    (found,) = read(tmp_path, table(cell("港", '<w:textDirection w:val="tbRlV"/>') + cell("船")))[0].blocks
    assert isinstance(found, Table)
    assert [c.vertical for c in found.cells] == [True, False]


def test_a_text_box_comes_once(tmp_path: Path) -> None:
    new, old = BOX.format(p("○船：5隻")), BOX.format(p("○船：5隻"))
    run = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"<w:drawing><wps:txbx>{new}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{old}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert words(read(tmp_path, p("港", runs=run) + p("灯台"))) == ["港", "〔○船：5隻〕", "灯台"]


def test_text_boxes_of_old_files_and_groups(tmp_path: Path) -> None:
    shapes = "".join(f"<v:shape><v:textbox>{BOX.format(p(t))}</v:textbox></v:shape>" for t in ("船", "灯台", ""))
    assert words(read(tmp_path, p(runs=f"<w:r><w:pict><v:group>{shapes}</v:group></w:pict></w:r>"))) == [
        "〔船〕",
        "〔灯台〕",
    ]


NOTES = (
    '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    f'<w:footnote w:id="4"><w:p><w:r><w:footnoteRef/></w:r>{r(" 夜景：港の灯")}</w:p></w:footnote>'
    f'<w:footnote w:id="3"><w:p>{r("船：")}</w:p><w:p>{r("浮くもの")}</w:p></w:footnote>'
)


def test_footnotes(tmp_path: Path) -> None:
    ref = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{}"/></w:r>'
    (page,) = read(
        tmp_path, p("　港  の 夜景", runs=ref.format(4) + r("と船") + ref.format(3) + r("です。")), footnotes=NOTES
    )
    (found,) = page.blocks
    assert isinstance(found, Line)
    assert (found.text, found.marks) == ("港 の 夜景と船です。", (Mark(6, "1"), Mark(8, "2")))
    assert page.notes == (Note("1", "夜景：港の灯", None), Note("2", "船：浮くもの", None))


def test_marks_that_the_author_typed(tmp_path: Path) -> None:
    typed = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="4"/><w:t>※</w:t></w:r>'
    ref = typed + r("と船") + '<w:r><w:footnoteReference w:id="3"/></w:r>'
    (page,) = read(tmp_path, p("夜景", runs=ref), footnotes=NOTES)
    (found,) = page.blocks
    assert isinstance(found, Line)
    assert (found.text, found.marks) == ("夜景と船", (Mark(2, "※"), Mark(4, "1")))
    assert [note.label for note in page.notes] == ["※", "1"]


@pytest.mark.parametrize(
    ("before", "raised", "text", "marks"),
    [
        ("夜景", "※2", "夜景", (Mark(2, "※2"),)),
        ("3km", "2", "3km2", ()),
        ("３ｋｍ", "２", "３ｋｍ２", ()),
        ("", "1", "1", ()),
    ],
)
def test_raised_letters(tmp_path: Path, before: str, raised: str, text: str, marks: tuple[Mark, ...]) -> None:
    found = line(tmp_path, p(before, runs=r(raised, '<w:vertAlign w:val="superscript"/>')))
    assert (found.text, found.marks) == (text, marks)


def styles(first: str = "", second: str = "") -> str:
    """The styles of a document with 10.5 points; `first` and `second` are the look of its headings."""
    usual = '<w:rPr><w:sz w:val="21"/><w:rFonts w:eastAsiaTheme="minorEastAsia"/></w:rPr>'
    return "".join(
        (
            f"<w:docDefaults><w:rPrDefault>{usual}</w:rPrDefault></w:docDefaults>",
            style("a", "Normal").replace("<w:style ", '<w:style w:default="1" ', 1),
            style("1", "heading 1", "a", '<w:outlineLvl w:val="0"/>', first),
            style("2", "heading 2", "1", '<w:outlineLvl w:val="1"/>', second),
            style("11", "toc 1"),
            style("loop", "loop", "loop"),
            style("big", "big", runs='<w:sz w:val="40"/>', kind="character"),
        )
    )


BODY = p("本文がここに続いていきます。")


def sizes(folder: Path, *own: str, body: str = "") -> list[float | None]:
    pages = read(folder, BODY + (body or p("章", "1") + p("節", "2")), styles=styles(*own))
    return [block.size for page in pages for block in page.blocks if isinstance(block, Line)]


def test_headings_that_look_alike_get_a_size_by_level(tmp_path: Path) -> None:
    assert sizes(tmp_path) == [10.5, 17.8, 16.3]


def test_headings_keep_sizes_that_fall(tmp_path: Path) -> None:
    big = '<w:sz w:val="{}"/>'
    assert sizes(tmp_path, big.format(32), big.format(26)) == [10.5, 16.0, 13.0]


def test_sizes_of_letters(tmp_path: Path) -> None:
    own = (
        p(runs=r("港の夜景", '<w:rStyle w:val="big"/>') + r("と"))
        + p(runs=r("船", '<w:sz w:val="24"/>'))
        + p("灯台", "loop")
    )
    assert sizes(tmp_path, body=own) == [10.5, 20.0, 12.0, 10.5]


def test_fonts_are_known_by_their_kind(tmp_path: Path) -> None:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:family w:val="{family}"/></w:font>'
        for name, family in (("明朝甲", "roman"), ("明朝乙", "roman"), ("角丙", "modern"))
    )
    named = '<a:ea typeface=""/><a:font script="Jpan" typeface="明朝乙"/>'
    theme = f"<a:fontScheme><a:minorFont>{named}</a:minorFont></a:fontScheme>"
    named = '<w:rFonts w:eastAsia="{}"/>'
    body = p(runs=r("港", named.format("明朝甲"))) + p("船") + p(runs=r("灯", named.format("角丙") + "<w:b/>"))
    (page,) = read(tmp_path, body, styles=styles(), fontTable=fonts, theme=theme)
    assert [b.font for b in page.blocks if isinstance(b, Line)] == ["roman", "roman", "modern-bold"]


def test_indents_in_letters(tmp_path: Path) -> None:
    edges = (
        '<w:ind w:leftChars="200" w:left="999"/>',
        '<w:ind w:left="400" w:firstLine="200"/>',
        '<w:ind w:left="400" w:hanging="200"/>',
        '<w:jc w:val="right"/>',
    )
    (page,) = read(tmp_path, "".join(p("港", own=own) for own in edges) + p("　船"))
    assert [b.indent for b in page.blocks if isinstance(b, Line)] == [2.0, 3.0, 1.0, 41.5, 1.0]


def contents(*entries: str) -> str:
    tab = "<w:r><w:tab/></w:r>"
    return "".join(p(runs=tab.join(map(r, entry.split("|"))), style="11") for entry in entries)


def test_a_table_of_contents_is_known_by_its_style(tmp_path: Path) -> None:
    found = words(read(tmp_path, p("表紙") + contents("第１章|趣旨|1", "第２章|期間|3") + p("本文"), styles=styles()))
    assert found == ["表紙", "目次", "第１章 趣旨……1", "第２章 期間……3", "本文"]
    found = words(read(tmp_path, p("目　次") + contents("第１章|趣旨|1"), styles=styles()))
    assert found == ["目 次", "第１章 趣旨……1"]
