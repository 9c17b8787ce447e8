"""The Word file of this plan and what it says; build.py has an office program print it and finds the pages."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt, RGBColor

from pdfs.plans.lib import Told, circled, element, full, indicator, page_number, run, set_font, shade

SERIF, SANS = "Noto Serif CJK JP", "Noto Sans CJK JP"
SIDES = {"l": WD_ALIGN_PARAGRAPH.LEFT, "c": WD_ALIGN_PARAGRAPH.CENTER, "r": WD_ALIGN_PARAGRAPH.RIGHT}
GREEN, GREY, WHITE = RGBColor(31, 78, 61), RGBColor(90, 90, 90), RGBColor(255, 255, 255)
COLUMNS = (25, 29, 32, 64, 38, 24, 29, 26)
"""基本目標, 施策の方向, 施策名, 主な取組, ＫＰＩ, 基準値, 目標値, 担当課"""


def goal_head(number: int, goal: Told) -> str:
    return f"基本目標{full(number)}　{goal['name']}"


def numbered(*numbers: int) -> str:
    return "－".join(map(full, numbers))


def dated(k: Told, value: str, year: str) -> str:
    return f"{k[value]}\n（{k[year]}）" if year in k else str(k[value])


# ---------------------------------------------------------------- what it says, in the order of the pages
def said(told: Told) -> Iterator[Told]:
    for k in told["past"]:
        yield indicator("past", {"by": 2019, "ty": 2024, "optional": True} | k, [])
    for goal in told["goal"]:
        for k in goal["target"]:
            yield indicator("goal", {"by": 2023, "ty": 2029} | k, [goal["name"]])
    for number, goal in enumerate(told["goal"], 1):
        name, head = f"基本目標{number}", goal_head(number, goal)
        yield {"record": "item", "printed": head, "kind": "goal", "label": name, "title": goal["name"]}
        for place, way in enumerate(goal["way"], 1):
            label, title = f"{number}-{place}", way["title"]
            item = {"record": "item", "kind": "group", "label": label, "title": title, "optional": True}
            yield item | {"printed": numbered(number, place) + title}
            for last, group in enumerate(way["group"], 1):
                levels = ["第4章", name, label, f"{label}-{last}"]
                head = numbered(number, place, last) + group["title"]
                yield {"record": "item", "printed": head, "kind": "group", "label": levels[-1], "title": group["title"]}
                yield from _rows(group, levels, [told["chapter"][3]["title"].split("　")[1], goal["name"], title])


def _rows(group: Told, numbering: list[str], path: list[str]) -> Iterator[Told]:
    """Measures and the indicators beside them; departments below each other may be joined or not."""
    title = group["title"]
    for row, measure in enumerate(group["measure"]):
        parts = measure["department"].split("\n")
        record: Told = {"record": "measure", "printed": circled(row + 1) + measure["title"]}
        record |= {"numbering": [*numbering, str(row + 1)], "path": [*path, title], "title": measure["title"]}
        record |= {"text": measure.get("text", ""), "department": "、".join(parts), "group": title}
        yield record | ({"alt": [{"department": sign.join(parts)} for sign in ("", "・")]} if parts[1:] else {})
        for k in group["kpi"][row : row + 1]:
            yield indicator("kpi", {"by": 2023, "ty": 2029} | k, [title])


# ---------------------------------------------------------------- the Word file
def contents(told: Told) -> list[tuple[int, str]]:
    """The headings that the contents name, with their depth."""
    rows: list[tuple[int, str]] = []
    for chapter in told["chapter"]:
        rows.append((0, chapter["title"]))
        rows += [(1, section["title"]) for section in chapter.get("section", [])]
        if any("targets" in part for part in chapter.get("part", [])):
            rows += [(1, goal_head(number, goal)) for number, goal in enumerate(told["goal"], 1)]
    return rows


def written(told: Told, pages: dict[str, int]) -> Any:
    """The file, with the pages of its headings in the contents."""
    paper = Paper()
    paper.cover(told["title"])
    paper.contents(contents(told), pages)
    for place, chapter in enumerate(told["chapter"]):
        if place in (0, 3, 4):
            paper.turn(landscape=place == 3)
        if place == 0:
            paper.edges(told["title"])
        paper.line(chapter["title"], SANS, 16, bold=True, color=GREEN, after=10, height=24, keep=True)
        paper.last.paragraph_format.page_break_before = place not in (0, 3, 4)
        paper.parts(chapter.get("part", []), told)
        for section in chapter.get("section", []):
            paper.section(section["title"])
            paper.parts(section["part"], told)
    return paper.file


class Paper:
    """A Word file that grows paragraph by paragraph."""

    def __init__(self) -> None:
        self.file = docx.Document()
        self.file.core_properties.title = self.file.core_properties.author = ""
        style = self.file.styles["Normal"]
        style.font.size = Pt(10.5)
        set_font(style, SERIF)
        self._shape(self.file.sections[0], landscape=False)

    def turn(self, landscape: bool) -> None:
        section = self.file.add_section(WD_SECTION.NEW_PAGE)
        self._shape(section, landscape)
        for start in section._sectPr.xpath("w:pgNumType"):
            section._sectPr.remove(start)

    def _shape(self, section: Any, landscape: bool) -> None:
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        section.left_margin = section.right_margin = Mm(15 if landscape else 25)
        section.top_margin, section.bottom_margin = (Mm(22), Mm(17)) if landscape else (Mm(28), Mm(24))
        section.header_distance, section.footer_distance = Mm(11), Mm(9)

    def edges(self, title: str) -> None:
        """From this section on, pages have a head and are counted."""
        section = self.file.sections[-1]
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
        _form(head, 12, side="r")
        run(head, title, SANS, 8).font.color.rgb = GREY
        _form(foot, 12, side="c")
        page_number(foot, SERIF)
        section._sectPr.append(element("pgNumType", start="1"))

    def line(
        self,
        text: str = "",
        font: str = SERIF,
        size: float = 10.5,
        *,
        bold: bool = False,
        color: RGBColor | None = None,
        **form: Any,
    ) -> None:
        self.last = self.file.add_paragraph()
        _form(self.last, **form)
        if text:
            run(self.last, text, font, size, bold).font.color.rgb = color

    def section(self, title: str) -> None:
        self.line(title, SANS, 12, bold=True, before=12, after=4, height=20, keep=True)

    def body(self, text: str) -> None:
        self.line("　" + text)
        self.last.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY

    def cover(self, title: str) -> None:
        self.line(height=150)
        self.line(title, SANS, 30, bold=True, color=GREEN, side="c", height=51, after=14)
        self.line("～ 田園と人が響き合うまちへ ～", size=15, side="c", height=25.5, after=14)
        self.line("計画期間：令和７年度～令和11年度", size=13, side="c", height=22.1, after=14)
        self.line(height=270)
        self.line("令和７（2025）年３月", size=14, side="c", height=22.4, after=4)
        self.line("穂積野市", size=20, side="c", height=32, after=4)

    def contents(self, rows: Sequence[tuple[int, str]], pages: dict[str, int]) -> None:
        self.line("目　次", SANS, 16, bold=True, side="c", height=26, after=14)
        self.last.paragraph_format.page_break_before = True
        for depth, title in rows:
            text, font = f"{title}\t{max(pages.get(title, 0) - 2, 1)}", SERIF if depth else SANS
            self.line(
                text, font, 10.5 if depth else 11, left=16 * depth, before=0 if depth else 4, height=21 if depth else 24
            )
            stops = self.last.paragraph_format.tab_stops
            stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)

    def parts(self, parts: Sequence[Any], told: Told) -> None:
        """Pieces of the chapters: a text, or a record whose first key says what it is."""
        ways: dict[str, Callable[[Any, Told], object]] = {
            "text": lambda text, _: self.body(text),
            "caption": lambda text, _: self.line(text, SANS, 9.5, side="c", before=6, after=2, height=16, keep=True),
            "source": lambda text, _: self.line(text, size=8.5, side="r", after=6, height=13),
            "note": lambda text, _: self.line(text, size=9, after=5, height=15),
            "gap": lambda height, _: self.line(height=height),
            "term": lambda word, part: self.term(word, part["says"]),
            "widths": lambda widths, part: self.table(part["table"], widths, part["sides"]),
            "past": lambda head, _: self.table([head, *map(_reviewed, told["past"])], [64, 28, 28, 28, 14], "lrrrc"),
            "targets": lambda head, _: self.targets(head, told["goal"]),
            "measures": lambda head, _: self.measures(head, told["goal"]),
        }
        for part in parts:
            named = {"text": part} if isinstance(part, str) else part
            kind = next(iter(named))
            ways[kind](named[kind], named)

    def term(self, word: str, says: str) -> None:
        self.line(f"{word}\t", SANS, 9.5, left=122, first=-122, height=17)
        self.last.paragraph_format.tab_stops.add_tab_stop(Pt(122))
        run(self.last, says, SERIF, 9.5)

    def targets(self, head: list[str], goals: Sequence[Told]) -> None:
        for number, goal in enumerate(goals, 1):
            self.section(goal_head(number, goal))
            self.line("【基本的方向】", SANS, bold=True, before=2, after=2, keep=True)
            self.body(goal["aim"])
            self.line("【数値目標】", SANS, bold=True, before=8, after=2, keep=True)
            rows = [[k["name"], dated(k, "base", "by"), dated(k, "target", "ty")] for k in goal["target"]]
            self.table([head, *rows], [92, 34, 34], "lcc")

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float], sides: str) -> None:
        """The first row is the head."""
        table = self._table(len(rows), widths, edge=(55, 70))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for texts, row in zip(rows, table.rows, strict=True):
            head = texts is rows[0]
            for text, side, cell in zip(texts, sides, row.cells, strict=True):
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                _fill(cell, text, SANS if head else SERIF, height=13, bold=head, side="c" if head else side)
                if head:
                    shade(cell, "DDEBE3")
        self.line(height=8)

    def measures(self, head: list[str], goals: Sequence[Told]) -> None:
        """All measures, a row each: what belongs to several rows is one cell."""
        groups = [group for goal in goals for way in goal["way"] for group in way["group"]]
        table = self._table(1 + sum(map(_height, groups)), COLUMNS, edge=(45, 60))
        rows = [list(row.cells) for row in table.rows]
        for text, cell in zip(head, rows[0], strict=True):
            _fill(cell, text, size=9.5, height=13, bold=True, side="c", color=WHITE)
            shade(cell, "2F6B55")
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        spans: list[tuple[int, int, int]] = []
        row = 1
        for number, goal in enumerate(goals, 1):
            goal_row = row
            for place, way in enumerate(goal["way"], 1):
                way_row = row
                for last, group in enumerate(way["group"], 1):
                    _fill(rows[row][2], f"{numbered(number, place, last)}\n{group['title']}")
                    spans += [(column, row + first, row + end) for column, first, end in _group(rows[row:], group)]
                    row += _height(group)
                    spans.append((2, row - _height(group), row))
                _fill(rows[way_row][1], f"{numbered(number, place)}\n{way['title']}")
                spans.append((1, way_row, row))
            _fill(rows[goal_row][0], goal_head(number, goal).replace("　", "\n"), bold=True)
            spans.append((0, goal_row, row))
        for cells in rows[1:]:
            shade(cells[0], "EAF3EE")
            for cell in cells[5:]:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        for column, first, end in spans:
            rows[first][column].merge(rows[end - 1][column])

    def _table(self, rows: int, widths: Sequence[float], edge: tuple[int, int]) -> Any:
        table = self.file.add_table(rows, len(widths), "Table Grid")
        table.autofit = False
        margins = element("tblCellMar")
        for name, room in zip(("top", "left", "bottom", "right"), edge * 2, strict=True):
            margins.append(element(name, w=str(room), type="dxa"))
        table._tbl.tblPr.append(margins)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for row in table.rows:
            form = row._tr.get_or_add_trPr()
            form.append(element("cantSplit"))
            if row._tr is table.rows[0]._tr:
                form.append(element("tblHeader"))
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)
        return table


def _height(group: Told) -> int:
    return len(group["measure"])


def _group(rows: Sequence[Sequence[Any]], group: Told) -> Iterator[tuple[int, int, int]]:
    """Fills the rows of a group; which cells become one: the last indicator's, those of a department."""
    measures, kpis = group["measure"], group["kpi"]
    for row, measure in enumerate(measures):
        cell = rows[row][3]
        _fill(cell, f"{circled(row + 1)}　{measure['title']}", left=18, first=-18)
        if "text" in measure:
            paragraph = cell.add_paragraph()
            _form(paragraph, 13.5, left=18)
            run(paragraph, measure["text"], SANS, 9)
    for k, cells in zip(kpis, rows, strict=False):
        for cell, text, side in zip(
            cells[4:7], (k["name"], dated(k, "base", "by"), dated(k, "target", "ty")), "lcc", strict=True
        ):
            _fill(cell, text, side="" if side == "l" else side)
    yield from ((column, len(kpis) - 1, len(measures)) for column in (4, 5, 6))
    first = 0
    for department, same in groupby(measure["department"] for measure in measures):
        end = first + len(list(same))
        _fill(rows[first][7], department, size=8, height=12.5, side="c")
        yield 7, first, end
        first = end


def _reviewed(k: Told) -> list[str]:
    return [k[name] for name in ("name", "base", "target", "actual", "grade")]


def _fill(
    cell: Any,
    text: str,
    font: str = SANS,
    size: float = 9,
    *,
    bold: bool = False,
    color: RGBColor | None = None,
    height: float = 13.5,
    **form: Any,
) -> None:
    """A paragraph for each line."""
    for place, line in enumerate(text.split("\n")):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        _form(paragraph, height, **form)
        run(paragraph, line, font, size, bold).font.color.rgb = color


def _form(
    paragraph: Any,
    height: float = 18,
    *,
    side: str = "",
    left: float = 0,
    first: float = 0,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
) -> None:
    form = paragraph.paragraph_format
    form.line_spacing, form.space_before, form.space_after = Pt(height), Pt(before), Pt(after)
    form.left_indent, form.first_line_indent, form.keep_with_next = Pt(left), Pt(first), keep
    if side:
        paragraph.alignment = SIDES[side]
