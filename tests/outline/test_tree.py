"""Paragraphs, boxes and tables below their headings, whole over page ends and floating boxes."""

from __future__ import annotations

from planlink.outline.tree import outline
from planlink.records.documents import Document, Mark, Note, Page, Table
from planlink.records.outline import Paragraph, PlacedFrame, PlacedTable, Section
from texts import document, frame, line, shape, table, tree


def paged(*pages: tuple[object, ...], notes: tuple[Note, ...] = ()) -> Document:
    made = [
        Page(n, 0, 0, tuple(line(b) if isinstance(b, str) else b for b in blocks), notes if n == 1 else ())  # type: ignore[misc]
        for n, blocks in enumerate(pages, start=1)
    ]
    return Document("plan", "plan.pdf", "pdf", "0" * 64, tuple(made))


def texts(section: Section) -> list[str]:
    return [piece.text for piece in section.content if isinstance(piece, Paragraph)]


def test_a_title_goes_on_behind_a_comma_that_the_edge_pushed_down() -> None:
    """Not full, since no line begins with a comma: the letter before it came down too."""
    title = (line("基本目標１ 海と生きる人を育て", 14, "Gothic"), line("る，港のまちをつくる", 14, "Gothic"))
    assert shape(tree("港です。", *title, "船が着きます。")) == ["基本目標１ 海と生きる人を育てる，港のまちをつくる"]
    other = (line("基本目標１ 海と生きる", 14, "Gothic"), line("また，港です", 14, "Gothic"))
    assert shape(tree("港です。", *other, "船が着きます。"))[0] == "基本目標１ 海と生きる"


def test_a_document_without_headings_is_all_root() -> None:
    found = tree("港のまちです。", "船が着きます。")
    assert found.root.sections == ()
    assert texts(found.root) == ["港のまちです。", "船が着きます。"]


def test_full_lines_are_joined_and_bullets_parted() -> None:
    found = tree(
        "港です。", "１ 趣旨", line("船を増やし，港のまちの", full=True), "暮らしを守ります。", "・朝市", "・夜景"
    )
    section = found.root.sections[0]
    assert texts(section) == ["船を増やし，港のまちの暮らしを守ります。", "朝市", "夜景"]
    assert [p.bullet for p in section.content if isinstance(p, Paragraph)] == ["", "・", "・"]


def test_a_sentence_goes_on_over_a_page_and_a_box() -> None:
    box = frame("【ＫＰＩ】", "○来場者数：20人（R9年度）")
    found = outline(
        paged(
            ("港です。", "１ 趣旨", line("若い人の相談に応じるため，月に二度の窓口を開き，市外の", full=True), box),
            ("人にも面談を行います。",),
        )
    )
    paragraph, placed = found.root.sections[0].content
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text.endswith("開き，市外の人にも面談を行います。")
    assert (paragraph.page, paragraph.page_end) == (1, 2)
    assert [(paragraph.text[turn.start :], turn.page) for turn in paragraph.turns] == [("人にも面談を行います。", 2)]
    assert isinstance(placed, PlacedFrame)
    assert placed.floated


def test_a_box_behind_a_whole_sentence_does_not_float() -> None:
    found = tree("港です。", "１ 趣旨", "船を増やします。", frame("【ＫＰＩ】", "○来場者数：20人"), "灯台を直します。")
    assert [p.floated for p in found.root.sections[0].content if isinstance(p, PlacedFrame)] == [False]
    assert texts(found.root.sections[0]) == ["船を増やします。", "灯台を直します。"]


def test_lines_of_an_indicator_block_become_a_box() -> None:
    found = tree(
        "港です。",
        "１ 趣旨",
        "船を増やします。",
        "【ＫＰＩ】",
        "○来場者数（アンケート）",
        "：20人（R9年度）",
        "灯台です。",
    )
    boxes = [p.frame.lines for p in found.root.sections[0].content if isinstance(p, PlacedFrame)]
    assert [[x.text for x in box] for box in boxes] == [["【ＫＰＩ】", "○来場者数（アンケート）", "：20人（R9年度）"]]
    assert texts(found.root.sections[0]) == ["船を増やします。", "灯台です。"]


def test_a_numbered_heading_is_no_rest_of_an_indicator() -> None:
    found = tree(
        "1 船",
        "【成果指標】",
        "○来港者数：20人（R9年度）",
        "←15人（R5年度）",
        "(1)港を守る",
        "船を増やします。",
        "(2)灯台を直す",
    )
    assert [section.title for section in found.root.sections[0].sections] == ["港を守る", "灯台を直す"]


def test_the_title_of_an_indicator_block_joins_no_sentence() -> None:
    found = tree(
        "港です。", "１ 趣旨", line("船を増やし", full=True), "【ＫＰＩ】", table(("指標", "目標値"), ("船", "20隻"))
    )
    assert texts(found.root.sections[0]) == ["船を増やし", "【ＫＰＩ】"]


def test_a_table_goes_on_over_a_page_without_its_second_header() -> None:
    head = ("指標", "目標値")
    found = outline(paged(("港です。", "１ 趣旨", table(head, ("船", "20隻"))), (table(head, ("客", "30人")),)))
    (placed,) = [p for p in found.root.sections[0].content if isinstance(p, PlacedTable)]
    assert (placed.table.rows, placed.pages) == (3, (1, 1, 2))


def test_a_row_that_a_page_end_cut_is_whole() -> None:
    found = outline(paged(("港です。", "１ 趣旨", table(("指標", "目標値"), ("船の", "20"))), (table(("", "隻")),)))
    (placed,) = [p for p in found.root.sections[0].content if isinstance(p, PlacedTable)]
    assert placed.table.rows == 3 or [c.lines for c in placed.table.cells if c.row == 1][1][-1].text == "隻"


def test_other_grids_stay_two_tables() -> None:
    found = outline(
        paged(("港です。", "１ 趣旨", table(("指標", "目標値"), ("船", "20隻"))), (table(("名", "課", "費用")),))
    )
    assert len([p for p in found.root.sections[0].content if isinstance(p, PlacedTable)]) == 2


def test_marks_keep_their_place_behind_a_bullet_and_over_a_join() -> None:
    from dataclasses import replace

    one = replace(line("・関係人口を増やし，港のまちの", full=True), marks=(Mark(5, "1"),))
    two = replace(line("灯台を直します。"), marks=(Mark(2, "2"),))
    (paragraph,) = tree("港です。", "１ 趣旨", one, two).root.sections[0].content
    assert isinstance(paragraph, Paragraph)
    assert [paragraph.text[: m.offset][-2:] for m in paragraph.marks] == ["人口", "灯台"]


def test_the_cover_and_its_title_are_no_part_of_the_tree() -> None:
    found = tree("みなと野市総合戦略", "令和７年度～令和９年度", "１ 趣旨", "港のまちです。")
    assert found.title == "みなと野市総合戦略"
    assert found.cover == ("みなと野市総合戦略", "令和７年度～令和９年度")
    assert shape(found) == ["１ 趣旨"]


def test_a_title_in_large_letters_takes_smaller_ones_above_it_but_none_below() -> None:
    found = tree(
        line("みなと野市", 15), line("総合戦略", 24), line("みなと野市役所", 16), *[line("本文です。", 10)] * 3
    )
    assert found.title == "みなと野市総合戦略"


def test_notes_are_kept() -> None:
    note = Note("1", "関係人口：関わる人", 1)
    assert outline(paged(("港です。",), notes=(note,))).notes == (note,)


def test_a_document_of_nothing() -> None:
    found = outline(document())
    assert (found.root.sections, found.root.content, found.title) == ((), (), None)


def tables_of(first: Table, second: Table) -> list[PlacedTable]:
    found = outline(paged(("港です。", "１ 趣旨", first), (second,)))
    return [piece for piece in found.root.sections[0].content if isinstance(piece, PlacedTable)]


INDICATORS = table(("指標", "目標値"), ("船の数", "20隻"))


def test_a_table_goes_on_over_a_page_end() -> None:
    (joined,) = tables_of(INDICATORS, table(("指標", "目標値"), ("灯台の数", "3基")))
    assert (joined.table.rows, joined.pages) == (3, (1, 1, 2))
    assert len(tables_of(INDICATORS, table(("灯台の数", "3基"), ("朝市の数", "12回")))) == 1


def test_another_table_on_the_next_page_is_not_joined() -> None:
    assert len(tables_of(INDICATORS, table(("年度", "世帯"), ("R5", "50世帯")))) == 2


def test_a_caption_before_a_table_is_no_open_sentence() -> None:
    found = tree(
        "港です。", "１ 趣旨", "港を見守る団体の数の十年間の推移", table(("年", "数"), ("R5", "3")), "見回りをします。"
    )
    assert texts(found.root.sections[0]) == ["港を見守る団体の数の十年間の推移", "見回りをします。"]
