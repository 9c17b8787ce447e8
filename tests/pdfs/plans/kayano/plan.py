"""The Word file of this plan and what it says; build.py has an office program print it and finds the pages."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice, zip_longest
from typing import Any

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt

from pdfs.plans.lib import (
    GOTHIC,
    MARK,
    MINCHO,
    Told,
    dated,
    dated_texts,
    element,
    full,
    indicator,
    page_number,
    run,
    set_font,
    shade,
)

SIDES = {"l": WD_ALIGN_PARAGRAPH.LEFT, "c": WD_ALIGN_PARAGRAPH.CENTER, "r": WD_ALIGN_PARAGRAPH.RIGHT}
ENTRIES, PROJECTS, INDICATORS = "具体的な施策", "【主な事業】", "《重要業績評価指標（ＫＰＩ）》"


def goal_head(number: int, goal: Told) -> str:
    return f"{full(number)}　基本目標{full(number)}　{goal['name']}"


def group_head(number: int, group: Told) -> str:
    return f"({number})　{group['title']}"


def measure_head(letter: str, measure: Told) -> str:
    return f"{letter}　{measure['title']}"


# ---------------------------------------------------------------- what it says, in the order of the pages
def said(told: Told) -> Iterator[Told]:
    review, chapter = told["chapter"][1], told["chapter"][3]["title"].split("　")[1]
    above = [review["title"].split("　")[1], review["section"][-1]["title"].split("　")[1]]
    for k in told["past"]:
        ways: list[Told] = [{"groups": above[1:]}, {"groups": above[:1]}, {"groups": above}]
        yield indicator("past", {"by": 2018, "ty": 2024} | k, [], ways)
    for number, goal in enumerate(told["goal"], 1):
        name, head = f"基本目標{number}", goal_head(number, goal)
        yield {"record": "item", "printed": head, "kind": "goal", "label": name, "title": goal["name"]}
        for k in goal["target"]:
            yield indicator("goal", k, [goal["name"]], [dated_texts(k)])
        for place, group in enumerate(goal["group"], 1):
            yield from _group(place, group, ["第4章", name, f"({place})"], [chapter, goal["name"]])


def _group(place: int, group: Told, numbering: list[str], path: list[str]) -> Iterator[Told]:
    head, title = group_head(place, group), group["title"]
    item: Told = {"record": "item", "printed": head, "kind": "group", "label": f"({place})", "title": title}
    if "text" in group:
        yield item | {"optional": True}
        text = _text(group["text"])
        record = {"record": "measure", "printed": head, "numbering": numbering, "path": path}
        yield record | {"title": title, "text": text}
    else:
        yield item
        for letter, measure in zip("アイウ", group["measure"], strict=False):
            yield from _measure(letter, measure, numbering, [*path, title])
    for k in group["kpi"]:
        unit = unicodedata.normalize("NFKC", k["unit"])
        yield indicator("kpi", {"by": 2023, "ty": 2029} | k | {"unit": unit}, [title])


def _measure(letter: str, measure: Told, numbering: list[str], path: list[str]) -> Iterator[Told]:
    """Where projects are named below the text, a reader may count them to it or not; ◆ counts as a level or not."""
    text, projects = _text(measure["text"]), "".join(measure.get("project", []))
    way = {"numbering": [*numbering, letter], "path": path}
    record: Told = {"record": "measure", "printed": measure_head(letter, measure)}
    record |= {"numbering": [*numbering, ENTRIES, letter], "path": [*path, ENTRIES]}
    record |= {"title": measure["title"], "text": text, "group": path[-1], "alt": [way]}
    if projects:
        yield record | {"reading": "prose"}
        whole = {"text": text + projects, "alt": [way, {"text": text + PROJECTS + projects}]}
        yield record | whole | {"reading": "whole"}
    else:
        yield record


def _text(lines: Sequence[str]) -> str:
    return re.sub(MARK, "", "".join(line.removeprefix("・") for line in lines))


# ---------------------------------------------------------------- the Word file
def written(told: Told, pages: dict[str, int]) -> Any:
    """The file, with the pages of its headings in the contents."""
    paper = Paper(told["title"])
    paper.cover()
    paper.contents(contents(told), pages)
    for place, chapter in enumerate(told["chapter"]):
        paper.chapter(chapter["title"], new=place < 4)
        for number, section in enumerate(chapter.get("section", [])):
            paper.section(section["title"], before=10 if number else 0)
            for part in section["part"]:
                paper.part({"text": part} if isinstance(part, str) else part, told)
        if "section" not in chapter:
            for number, goal in enumerate(told["goal"], 1):
                paper.goal(number, goal)
    return paper.file


def contents(told: Told) -> list[tuple[int, str]]:
    """The headings that the contents name, with their depth."""
    rows: list[tuple[int, str]] = []
    for chapter in told["chapter"]:
        rows.append((0, chapter["title"]))
        if "section" not in chapter:
            for number, goal in enumerate(told["goal"], 1):
                rows.append((1, goal_head(number, goal)))
                rows += [(2, group_head(place, group)) for place, group in enumerate(goal["group"], 1)]
        elif chapter["title"] != "資料編":
            rows += [(1, section["title"]) for section in chapter["section"]]
    return rows


class Paper:
    """A Word file that grows paragraph by paragraph."""

    def __init__(self, title: str):
        self.file = docx.Document()
        self.file.core_properties.title = self.file.core_properties.author = ""
        section, style = self.file.sections[0], self.file.styles["Normal"]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = section.top_margin = Mm(25)
        section.bottom_margin, section.header_distance, section.footer_distance = Mm(21), Mm(14), Mm(12)
        section.different_first_page_header_footer = True
        style.font.size = Pt(10.5)
        set_font(style, MINCHO)
        style.element.rPr.append(element("lang", val="en-US", eastAsia="ja-JP"))
        head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
        head.alignment, foot.alignment = SIDES["r"], SIDES["c"]
        run(head, title, GOTHIC, 8.5)
        _underline(head, 4)
        run(foot, "- ", size=9)
        page_number(foot)
        run(foot, " -", size=9)

    def line(
        self,
        text: str = "",
        font: str = MINCHO,
        size: float = 10.5,
        *,
        left: float = 0,
        first: float = 0,
        before: float = 0,
        after: float = 0,
        side: str = "",
        keep: bool = False,
        height: float = 17,
        new_page: bool = False,
    ) -> Any:
        """A paragraph; marks of explained words are raised."""
        paragraph = self.file.add_paragraph()
        form = paragraph.paragraph_format
        form.left_indent, form.first_line_indent = Pt(left), Pt(first)
        form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), Pt(height)
        form.keep_with_next, form.widow_control, form.page_break_before = keep, True, new_page
        if side:
            paragraph.alignment = SIDES[side]
        for place, part in enumerate(re.split(MARK, text)):
            if part:
                made = run(paragraph, f"※{part}" if place % 2 else part, font, size)
                made.font.superscript = True if place % 2 else None
        return paragraph

    def body(self, text: str, left: float = 0) -> None:
        self.line(text, left=left, first=10.5)

    def label(self, text: str, left: float, before: float, size: float = 10.5, after: float = 2) -> None:
        self.line(text, GOTHIC, size, left=left, before=before, after=after, keep=True)

    def cover(self) -> None:
        for _ in range(9):
            self.line()
        self.line("第３期", GOTHIC, 24, side="c", height=40)
        self.line("榧野町まち・ひと・しごと創生総合戦略", GOTHIC, 22, side="c", height=40)
        self.line("〔榧野町デジタル田園都市構想総合戦略〕", GOTHIC, 14, side="c", height=30, before=6)
        self.line("令和７年度～令和11年度", MINCHO, 14, side="c", before=24, height=24)
        for _ in range(14):
            self.line()
        self.line("令和７年３月", MINCHO, 14, side="c", height=24)
        self.line("榧　野　町", GOTHIC, 18, side="c", height=30, before=6)

    def contents(self, rows: Sequence[tuple[int, str]], pages: dict[str, int]) -> None:
        self.line("目　次", GOTHIC, 16, side="c", after=12, height=26, new_page=True)
        for depth, title in rows:
            paragraph = self.line(left=(0, 12, 30)[depth], before=0 if depth else 3, height=16.5)
            run(paragraph, f"{title}\t{pages.get(title, 0)}", MINCHO if depth else GOTHIC, (11, 10.5, 10)[depth])
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(Mm(158), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)

    def chapter(self, title: str, new: bool) -> None:
        before = 0 if new else 24
        _underline(self.line(title, GOTHIC, 16, before=before, after=10, keep=True, height=26, new_page=new), 12)

    def section(self, title: str, before: float) -> None:
        self.line(title, GOTHIC, 13, before=before, after=4, keep=True, height=22)

    def heading(self, title: str) -> None:
        self.label(title, 10, 10, 11.5)

    def part(self, part: Told, told: Told) -> None:
        """A piece of the chapters around the measures: its first key says what it is."""
        ways: dict[str, Callable[[Any], object]] = {
            "text": self.body,
            "caption": lambda text: self.line(text, GOTHIC, 9.5, before=6, after=3, side="c", keep=True),
            "source": lambda text: self.line(text, size=9, side="r"),
            "motto": lambda text: self.line(text, GOTHIC, 13, side="c", before=6, after=6, height=24),
            "heading": self.heading,
            "below": lambda text: self.body(text, 21),
            "line": lambda text: self.line(text, left=31.5),
            "term": lambda text: self.label(text, 10.5, 4, after=0),
            "past": lambda head: self.table([head, *map(_reviewed, told["past"])], [56, 24, 24, 24, 28], "lrrrc"),
            "goals": lambda _: self.goals(told["goal"]),
            "widths": lambda widths: self.table(part["table"], widths, part["sides"]),
        }
        kind = next(iter(part))
        ways[kind](part[kind])

    def goals(self, goals: Sequence[Told]) -> None:
        for number, goal in enumerate(goals, 1):
            self.line(goal_head(number, goal).partition("　")[2], GOTHIC, left=21, before=2)

    def goal(self, number: int, goal: Told) -> None:
        self.section(goal_head(number, goal), before=0 if number == 1 else 14)
        self.label("【数値目標】", 10, 4)
        rows = [[k["name"], dated(k["base"], k["by"]), dated(k["target"], k["ty"])] for k in goal["target"]]
        self.table([["指標", "基準値", "目標値"], *rows], [76, 40, 40], "lcc")
        self.label("【基本的方向】", 10, 8)
        self.body(goal["aim"], 10)
        for place, group in enumerate(goal["group"], 1):
            self.heading(group_head(place, group))
            for text in group.get("text") or [group["lead"]]:
                self.body(text, 21)
            if "measure" in group:
                self.label(f"◆{ENTRIES}", 21, 6)
                for letter, measure in zip("アイウ", group["measure"], strict=False):
                    self.measure(letter, measure)
            self.label(INDICATORS, 21, 8)
            head = ["指標", "単位", "基準値\n（R5）", "目標値\n（R11）", "担当課"]
            rows = [[k[name] for name in ("name", "unit", "base", "target", "department")] for k in group["kpi"]]
            self.table([head, *rows], [68, 18, 22, 22, 28], "lcrrc", merged=4)

    def measure(self, letter: str, measure: Told) -> None:
        self.label(measure_head(letter, measure), 31.5, 4, after=0)
        for text in measure["text"]:
            if text.startswith("・"):
                self.line(text, left=63, first=-10.5)
            else:
                self.body(text, 42)
        projects = measure.get("project", [])
        if projects:
            self.label(PROJECTS, 42, 2, 10, after=0)
        pairs = list(zip_longest(projects[::2], projects[1::2]))
        for one, other in pairs:
            paragraph = self.line(f"・{one}", size=10, left=52.5, keep=(one, other) != pairs[-1])
            if other:
                run(paragraph, f"\t・{other}", size=10)
                paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(88))

    def table(
        self, rows: Sequence[Sequence[str]], widths: Sequence[float], sides: str, merged: int | None = None
    ) -> None:
        """The first row is the head; equal neighbours in the merged column become one cell."""
        table = self.file.add_table(len(rows), len(widths), "Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for row, texts in enumerate(rows):
            form = table.rows[row]._tr.get_or_add_trPr()
            form.append(element("cantSplit"))
            if row == 0:
                form.append(element("tblHeader"))
            for place, text in enumerate(texts):
                told = merged == place and row > 0 and rows[row - 1][place] == text
                _fill(table.cell(row, place), "" if told else text, widths[place], sides[place], head=row == 0)
        if merged is not None:
            _merge(table, rows, merged)


def _reviewed(k: Told) -> list[str]:
    return [k[name] for name in ("name", "base", "target", "actual", "grade")]


def _fill(cell: Any, text: str, width: float, side: str, head: bool) -> None:
    cell.width, cell.vertical_alignment = Mm(width), WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = SIDES["c" if head else side]
    form = paragraph.paragraph_format
    form.line_spacing, form.keep_with_next = Pt(15), head
    form.space_before = form.space_after = Pt(1.5)
    run(paragraph, text, GOTHIC if head else MINCHO, 9.5)
    if head:
        shade(cell, "E7E6E6")


def _merge(table: Any, rows: Sequence[Sequence[str]], column: int) -> None:
    places = iter(range(1, len(rows)))
    for _, same in groupby(rows[1:], key=lambda row: row[column]):
        found = list(islice(places, len(list(same))))
        cell = table.cell(found[0], column).merge(table.cell(found[-1], column))
        for paragraph in cell.paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)


def _underline(paragraph: Any, size: int) -> None:
    border = element("pBdr")
    border.append(element("bottom", val="single", sz=str(size), space="2", color="000000"))
    paragraph._p.get_or_add_pPr().append(border)
