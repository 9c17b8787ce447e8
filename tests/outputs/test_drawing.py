"""Pages with what was read outlined: what is outlined, where the ink of it falls, and what is said instead."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from factories import indicator, measure, plan
from planlink.cli import main
from planlink.documents.pictures import picture
from planlink.errors import PlanlinkError
from planlink.outputs import pen
from planlink.outputs.drawing import DPI, Shape, draw, drawn, shapes_of
from planlink.outputs.pen import Pen, Style, styles
from planlink.records.documents import Cell, Frame, Line, Note, Page, Table
from planlink.records.outline import Outline, Section
from planlink.records.places import Box

DEMO = Path(__file__).parents[2] / "corpus" / "demo"
INK = Style("ink", "墨", "墨", "I", (200, 0, 0), (), 1.0, 0.0, "left")


def box(top: float) -> Box:
    return Box(100, top, 300, top + 12)


def section(title: str, page: int, depth: int, *below: Section) -> Section:
    return Section(title, "１", "arabic", 1, depth, page, box(50.0 * depth), (), below)


def blank(width: int = 400, height: int = 600) -> Image.Image:
    return Image.new("L", (width, height), 255)


def test_blocks_are_numbered_in_reading_order_and_their_lines_outlined() -> None:
    cell = Cell(0, 0, 1, 1, (Line("港", box(20)),), box(20))
    blocks = (Line("本文", box(10)), Table(1, 1, (cell,), box(20)), Frame((Line("枠", box(40)),), box(40)))
    shapes = shapes_of(Page(1, 595, 842, blocks), Outline(section("", 0, 0), ()), plan(measures=(), indicators=()))
    assert [(s.kind, s.label) for s in shapes] == [
        ("line", "1"),
        ("line", ""),
        ("cell", ""),
        ("table", "2"),
        ("line", ""),
        ("frame", "3"),
    ]


def test_one_column_is_not_outlined_and_several_are_numbered() -> None:
    tree, read = Outline(section("", 0, 0), ()), plan(measures=(), indicators=())
    assert shapes_of(Page(1, 595, 842, (), columns=(box(10),)), tree, read) == ()
    shapes = shapes_of(Page(1, 595, 842, (), columns=(box(10), box(30))), tree, read)
    assert [(s.kind, s.label) for s in shapes] == [("column", "1"), ("column", "2")]


def test_heads_and_notes_have_their_kinds() -> None:
    page = Page(1, 595, 842, (), (Note("3", "港町：港のある町", 1, box(700)),), (Line("戦略", box(20)),))
    shapes = shapes_of(page, Outline(section("", 0, 0), ()), plan(measures=(), indicators=()))
    assert [(s.kind, s.label) for s in shapes] == [("head", ""), ("note", "3")]


def test_headings_measures_and_indicators_of_this_page_alone() -> None:
    tree = Outline(section("", 0, 0, section("港", 3, 1, section("船", 3, 2)), section("山", 4, 1)), ())
    read = plan(
        measures=(measure(page=3, box=box(100), numbering=("１", "(ｱ)")), measure(page=4, box=box(100))),
        indicators=(indicator(page=3, box=box(200)), indicator(page=3, box=None), indicator(page=4, box=box(1))),
    )
    shapes = shapes_of(Page(3, 595, 842, ()), tree, read)
    assert [(s.kind, s.label) for s in shapes] == [
        ("heading", "1"),
        ("heading", "2"),
        ("measure", "(ｱ)"),
        ("indicator", "1"),
    ]


def test_an_outline_stands_where_its_box_is() -> None:
    drawing = Pen(blank(), 2.0)
    drawing.outline(Box(50, 60, 150, 90), INK)
    image = Image.open(io.BytesIO(drawing.png()))
    red = [(x, y) for x in range(400) for y in range(600) if image.getpixel((x, y)) == INK.colour]
    assert all(99 <= x <= 301 and 119 <= y <= 181 for x, y in red)
    assert {(100, 150), (300, 150), (200, 120), (200, 180)} <= set(red)


def test_a_dashed_line_has_gaps() -> None:
    strokes = list(pen._strokes((0, 0), (20, 0), (6, 4)))
    assert strokes == [((0, 0), (6, 0)), ((10, 0), (16, 0))]
    assert list(pen._strokes((0, 0), (0, 3), ())) == [((0, 0), (0, 3))]
    assert list(pen._strokes((0, 0), (0, 3), (5, 1))) == [((0, 0), (0, 3))]


def test_tags_are_written_beside_each_other() -> None:
    drawing = Pen(blank(), 2.0)
    written: list[Box] = []
    for _ in range(3):
        written.append(drawing._free(Box(100, 120, 300, 140), INK, 20, 10, written))
    assert [(b.x0, b.top) for b in written] == [(80, 120), (59, 120), (38, 120)]


@pytest.mark.parametrize("kind", styles())
def test_a_grey_print_tells_kinds_apart(kind: str) -> None:
    """No two kinds that are drawn with the same stroke have the same tag."""
    mine = styles()[kind]
    others = [s for s in styles().values() if s.kind != kind and (s.dash, s.width) == (mine.dash, mine.width)]
    assert all(other.tag != mine.tag and other.code != mine.code for other in others)


def test_without_a_japanese_font_tags_and_legend_have_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pen, "japanese_font", lambda size: None)
    drawing = Pen(blank(), 2.0)
    heading = styles()["heading"]
    assert (drawing.sign(heading), drawing.legend_name(heading)) == ("H", "H heading")
    assert all((drawing.sign(style) + drawing.legend_name(style)).isascii() for style in styles().values())


def test_the_legend_lies_below_the_page() -> None:
    out = io.BytesIO()
    blank().save(out, "PNG")
    drawing = drawn(out.getvalue(), [Shape("frame", Box(10, 10, 50, 50), "1"), Shape("line", Box(10, 10, 50, 20))])
    image = Image.open(io.BytesIO(drawing.png))
    assert image.width == 400
    assert image.height > 600
    assert [name for name, _ in drawing.counts] == [styles()["line"].name, styles()["frame"].name]


def test_a_page_without_anything_is_drawn_too() -> None:
    out = io.BytesIO()
    blank().save(out, "PNG")
    drawing = drawn(out.getvalue(), ())
    assert drawing.counts == ()
    assert Image.open(io.BytesIO(drawing.png)).size == (400, 600)


def test_a_page_of_the_demo() -> None:
    drawing = draw(DEMO / "strategy.pdf", 5)
    counts = dict(drawing.counts)
    assert counts[styles()["heading"].name] >= 3
    assert counts[styles()["measure"].name] >= 1
    page = Image.open(io.BytesIO(picture(DEMO / "strategy.pdf", 5, DPI)))
    image = Image.open(io.BytesIO(drawing.png))
    assert (image.width, image.height > page.height) == (page.width, True)
    colours = {colour for _, colour in image.getcolors(maxcolors=1 << 20) or []}
    assert {style.colour for style in styles().values() if style.name in counts} <= colours


def test_pages_that_do_not_exist_and_texts_are_named_in_japanese(tmp_path: Path) -> None:
    with pytest.raises(PlanlinkError, match=r"strategy\.pdf：99頁はありません（全部で\d+頁です）"):
        draw(DEMO / "strategy.pdf", 99)
    text = tmp_path / "計画.txt"
    text.write_text("１ 趣旨\n港の町をつくります。\n", encoding="utf-8")
    with pytest.raises(PlanlinkError, match=r"計画\.txt：頁の絵がない種類のファイルです。draw は PDF だけ"):
        draw(text, 1)


def test_the_command_writes_the_file_and_says_what_is_on_it(tmp_path: Path) -> None:
    out = tmp_path / "5頁.png"
    done = CliRunner().invoke(main, ["draw", str(DEMO / "vision.pdf"), "--page", "7", "-o", str(out)])
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(b"\x89PNG")
    assert "見出し（番号は深さ） " in done.output
    assert done.output.splitlines()[-1] == str(out)


@pytest.mark.parametrize("page", ["0", "一", "-1"])
def test_a_page_is_a_number_from_one(page: str, tmp_path: Path) -> None:
    args = ["draw", str(DEMO / "vision.pdf"), f"--page={page}", "-o", str(tmp_path / "a.png")]
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 2
    assert "1 以上の整数" in done.output


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    args = ["draw", str(DEMO / "vision.pdf"), "--page", "7", "-o", str(tmp_path / "無い" / "a.png")]
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 2
    assert "絵を書き込めません" in done.output
