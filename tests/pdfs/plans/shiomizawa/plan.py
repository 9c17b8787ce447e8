"""The PDF of this plan, all in letters of one size, and what it says; build.py finds the pages."""

import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Spacer, Table

from pdfs.plans.lib import MARK, Told, dated, full, indicator

FONT, SIZE, HEIGHT = "IPAMincho", 10.5, 18.5
WIDTH = A4[0] - 50 * mm
SECTION, PROJECTS = "具体的な施策と客観的な指標", "主な事業"
KANA = "アイウエオ"
HANGING, NOT_LAST = "、。，．）】", "（「『【〈▲■○"
NOT_FIRST = HANGING + "」』〉％・ーァィゥェォッャュョ々ぁぃぅぇぉっゃゅょ～："
Part = Any
"""A flowable of reportlab, which has no types."""


def goal_head(number: int, goal: Told) -> str:
    return f"({number})　基本目標{full(number)}　{goal['name']}"


def measure_head(letter: str, measure: Told) -> str:
    return f"({letter})　{measure['title']}"


# ---------------------------------------------------------------- what it says, in the order of the pages
def said(told: Told) -> Iterator[Told]:
    chapter = told["chapter"][2]["title"].split("　")[1]
    for number, goal in enumerate(told["goal"], 1):
        name, head = f"基本目標{number}", goal_head(number, goal)
        printed = head + "ア　数値目標"
        yield {"record": "item", "printed": printed, "kind": "goal", "label": name, "title": goal["name"]}
        for k in goal["target"]:
            yield indicator("goal", k, [goal["name"]])
        for letter, measure in zip(KANA, goal["measure"], strict=False):
            yield from _measure(letter, measure, ["3", name], [chapter, goal["name"]])


def _measure(letter: str, measure: Told, numbering: list[str], path: list[str]) -> Iterator[Told]:
    """A reader may count the projects to the text, or each as a measure; ウ counts as a level or not."""
    head, title, label = measure_head(letter, measure), measure["title"], f"({letter})"
    yield {"record": "item", "printed": head, "kind": "group", "label": label, "title": title, "optional": True}
    text, projects = re.sub(MARK, "", measure["text"]), "".join(measure["project"])
    levels, above = [*numbering, "ウ", label], [*path, SECTION]
    way: Told = {"numbering": [*numbering, label], "path": path}
    record: Told = {"record": "measure", "printed": head, "numbering": levels, "path": above}
    own: Told = record | {"title": title, "department": measure["department"]}
    yield own | {"text": text, "reading": "prose", "alt": [way]}
    whole: Told = {"alt": [way, {"text": f"{text}〈{PROJECTS}〉{projects}"}]}
    yield own | {"text": text + projects, "reading": "whole"} | whole
    for row, project in enumerate(measure["project"], 1):
        way = {"numbering": [*levels, f"・{row}"], "path": [*above, title], "title": project, "text": ""}
        last = {"numbering": [*levels, PROJECTS, f"・{row}"], "path": [*above, title, PROJECTS], "alt": [way]}
        yield record | {"printed": "・" + project, "title": "", "text": project, "reading": "projects"} | last
    for k in measure["kpi"]:
        yield indicator("kpi", {"by": 2023, "ty": 2029} | k, [title]) | {"printed": "■" + k["name"]}


# ---------------------------------------------------------------- the PDF
def contents(told: Told) -> list[tuple[int, str]]:
    """The headings that the contents name, with their depth."""
    rows: list[tuple[int, str]] = []
    for chapter in told["chapter"]:
        rows.append((0, chapter["title"]))
        rows += [(1, section["title"]) for section in chapter.get("section", [])]
        if "section" not in chapter:
            rows += [(1, goal_head(number, goal)) for number, goal in enumerate(told["goal"], 1)]
    return rows


def written(told: Told, pages: dict[str, int]) -> bytes:
    """The PDF, with the pages of its headings in the contents."""
    asked = ["fc-match", "--format=%{file}", FONT]
    pdfmetrics.registerFont(TTFont(FONT, subprocess.run(asked, capture_output=True, text=True, check=True).stdout))
    made = BytesIO()
    paper = BaseDocTemplate(made, pagesize=A4, title=told["title"], invariant=1)
    frame = Frame(25 * mm, 22 * mm, WIDTH, A4[1] - 44 * mm, 0, 0, 0, 0)
    paper.addPageTemplates([PageTemplate("page", [frame], onPage=lambda canvas, _: _edges(canvas, told["title"]))])
    paper.build([*_cover(), *_contents(contents(told), pages), *_chapters(told)])
    return made.getvalue()


def _edges(canvas: Any, title: str) -> None:
    number = canvas.getPageNumber() - 2
    if number > 0:
        canvas.setFont(FONT, 8.5)
        canvas.drawRightString(A4[0] - 25 * mm, A4[1] - 15 * mm, title)
        canvas.setFont(FONT, 9.5)
        canvas.drawCentredString(A4[0] / 2, 13 * mm, f"- {number} -")


def _cover() -> Iterator[Part]:
    yield Spacer(1, 62 * mm)
    for text, size, after in (
        ("第３期汐見沢町", 26, 10),
        ("まち・ひと・しごと創生総合戦略", 26, 30),
        ("（令和７年度～令和11年度）", 15, 10 + 88 * mm),
        ("令和７年３月", 16, 10),
        ("汐　見　沢　町", 20, 10),
    ):
        yield Lines([text], size=size, height=size * 1.6, after=after, centred=True)


def _contents(rows: Sequence[tuple[int, str]], pages: dict[str, int]) -> Iterator[Part]:
    yield PageBreak()
    yield Lines(["目　　次"], after=14, centred=True)
    for depth, title in rows:
        room = WIDTH - 2 * SIZE * depth - 26
        dots = int((room - pdfmetrics.stringWidth(title, FONT, SIZE) - 11) / SIZE) - 1
        row = [title + "　" + "…" * max(dots, 2), str(pages.get(title, 3) - 2)]
        yield _table([row], [room, 26], "lr", padding=(0, 0, 2), size=SIZE, height=HEIGHT, hAlign="RIGHT")


def _chapters(told: Told) -> Iterator[Part]:
    for place, chapter in enumerate(told["chapter"]):
        yield Spacer(1, 24) if place == 3 else PageBreak()
        yield _text(chapter["title"], after=6, keep=True)
        for section in chapter.get("section", []):
            yield _text(section["title"], 1, before=8, after=3, keep=True)
            for part in section["part"]:
                yield from _part(part, told["goal"])
        if "section" not in chapter:
            for number, goal in enumerate(told["goal"], 1):
                yield from _goal(number, goal, told["notes"])


def _part(part: Any, goals: Sequence[Told]) -> list[Part]:
    """A text, or a record whose first key says what it is."""
    ways: dict[str, Callable[[Any], list[Part]]] = {
        "text": lambda text: [_text("　" + text, 2)],
        "caption": lambda text: [_text(text, 2, before=4, keep=True)],
        "source": lambda text: [_text(text, 2, size=9, height=13, after=6)],
        "term": lambda text: [_text(text, 2, 2)],
        "goals": lambda _: [_text(goal_head(n, goal).partition("　")[2], 4) for n, goal in enumerate(goals, 1)],
        "widths": lambda widths: [_grid(part["table"], [width * mm for width in widths], part["sides"])],
    }
    named = {"text": part} if isinstance(part, str) else part
    kind = next(iter(named))
    return ways[kind](named[kind])


def _goal(number: int, goal: Told, notes: Told) -> Iterator[Part]:
    yield _text(goal_head(number, goal), 1, before=18 if number > 1 else 0, after=3, keep=True)
    yield _text("ア　数値目標", 2, before=7, after=2, keep=True)
    values = ((k, dated(k["base"], k["by"]), dated(k["target"], k["ty"])) for k in goal["target"])
    yield _box([f"○{k['name']}\v　現状値 {base}→ \v目標値 {target}" for k, base, target in values])
    yield _text("イ　講ずべき施策に関する基本的方向", 2, before=7, after=2, keep=True)
    yield _text("　" + goal["aim"], 3)
    yield from (_text("・" + point, 4, 1) for point in goal["points"])
    yield _text(f"ウ　{SECTION}", 2, before=7, after=2, keep=True)
    if "note" in goal:
        yield _text(goal["note"], 3, 1, size=9, height=14, keep=True)
    for letter, measure in zip(KANA, goal["measure"], strict=False):
        head = f"{measure_head(letter, measure)}\v【{measure['department']}】"
        yield _text(head, 3, 2, before=7, after=1, keep=True)
        yield _text("　" + measure["text"], 4)
        yield _text(f"〈{PROJECTS}〉", 5, before=2, keep=True)
        yield from (_text("・" + project, 5, 1) for project in measure["project"])
        rows = [
            f"■{k['name']}\v　基準値：{_value(k, 'base', 'by')}\v　目標値：{_value(k, 'target', 'ty')}"
            for k in measure["kpi"]
        ]
        yield _box(["重要業績評価指標（ＫＰＩ）", *rows])
        for mark in re.findall(MARK, measure["text"]):
            yield _text(f"※{full(mark)}　{notes[mark]}", 4, 2, size=8.5, height=13, after=4)


def _value(k: Told, value: str, year: str) -> str:
    return dated(k[value], k[year]) if year in k else str(k[value])


def _text(text: str, left: float = 0, hang: float = 0, width: float = WIDTH, size: float = SIZE, **form: Any) -> Part:
    """A paragraph; left and hang are counted in letters. A sign at the end of a line may stand out a little."""
    first, rest = left * SIZE, (left + hang) * SIZE
    lines = list(broken(text, width - first - 11, width - rest - 11, size))
    return Lines(lines, first, rest, size=size, **form)


def broken(text: str, first: float, rest: float, size: float) -> Iterator[str]:
    """Lines for a first and other widths: numbers stay whole, signs stay with their letters, and a part between \v
    begins a line where it would not fit but has room in the next."""

    def width(letters: Sequence[str]) -> float:
        return sum(12 if re.fullmatch(MARK, one) else pdfmetrics.stringWidth(one, FONT, size) for one in letters)

    line: list[str] = []
    room = first
    for part in text.split("\v"):
        tokens = re.findall(MARK.replace("(", "(?:") + r"|[0-9A-Za-z,.%]+|.", part)
        if line and width(line) + width(tokens) > room and width(tokens) <= rest:
            yield "".join(line).rstrip("　")
            line, room = [], rest
            tokens = tokens[tokens[0] == "　" :]
        for token in tokens:
            wide = width([*line, token])
            if line and wide > room + 0.01 and not (token in HANGING and wide <= room + size + 0.1):
                carried = [line.pop()] if token in NOT_FIRST else []
                while carried and line and carried[0] in NOT_FIRST:
                    carried.insert(0, line.pop())
                while line and line[-1] in NOT_LAST:
                    carried.insert(0, line.pop())
                yield "".join(line)
                line, room = carried, rest
            line.append(token)
    yield "".join(line)


class Lines(Flowable):  # type: ignore[misc]
    """Lines as they are given, on this page and the next; marks of explained words are raised."""

    def __init__(
        self,
        lines: Sequence[str],
        first: float = 0,
        rest: float = 0,
        *,
        size: float = SIZE,
        height: float = HEIGHT,
        before: float = 0,
        after: float = 0,
        keep: bool = False,
        centred: bool = False,
    ):
        super().__init__()
        self.lines, self.first, self.rest, self.size, self.line_height = lines, first, rest, size, height
        self.spaceBefore, self.spaceAfter, self.keepWithNext, self.centred = before, after, keep, centred

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, self.line_height * len(self.lines)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Part]:
        """No line of several is left alone."""
        room, lines = int(height / self.line_height), self.lines
        if room <= 1 or len(lines) == room + 1 <= 3:
            return []
        if len(lines) <= room:
            return [self]
        room -= len(lines) == room + 1
        form: Told = {"size": self.size, "height": self.line_height}
        before = Lines(lines[:room], self.first, self.rest, before=self.spaceBefore, **form)
        return [before, Lines(lines[room:], self.rest, self.rest, after=self.spaceAfter, **form)]

    def draw(self) -> None:
        for row, line in enumerate(self.lines):
            x, y = self.rest if row else self.first, self.height - self.size - row * self.line_height
            if self.centred:
                x = (self.width - pdfmetrics.stringWidth(line, FONT, self.size)) / 2
            for place, part in enumerate(re.split(MARK, line)):
                text, size = (f"※{full(part)}", 6.5) if place % 2 else (part, self.size)  # type: ignore[arg-type]
                self.canv.setFont(FONT, size)
                self.canv.drawString(x, y + 4 * (place % 2), text)
                x += pdfmetrics.stringWidth(text, FONT, size)


def _box(texts: Sequence[str]) -> Part:
    """A paragraph in each row of a box that no page end divides."""
    width = WIDTH - 3 * SIZE
    rows = [[_text(text, 0, 1, width - 10, height=17)] for text in texts]
    table = Table(rows, [width], hAlign="RIGHT", spaceBefore=4, spaceAfter=10)
    table.setStyle(
        [
            ("BOX", (0, 0), (-1, -1), 0.8, colors.black),
            ("LEFTPADDING", (0, 0), (-1, -1), 6),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            ("TOPPADDING", (0, 0), (-1, 0), 4),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 5),
            ("NOSPLIT", (0, 0), (-1, -1)),
        ]
    )
    return table


def _grid(rows: Sequence[Sequence[str]], widths: Sequence[float], sides: str) -> Part:
    """A ruled table; the first row is the head."""
    table = _table(
        rows, widths, sides, padding=(6, 2, 3), size=9.5, height=13.3, spaceBefore=4, spaceAfter=8, repeatRows=1
    )
    table.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("ALIGN", (0, 0), (-1, 0), "CENTER"),
            ("BACKGROUND", (0, 0), (-1, 0), colors.Color(0.9, 0.9, 0.9)),
        ]
    )
    return table


def _table(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    sides: str,
    *,
    padding: tuple[float, float, float],
    size: float,
    height: float,
    **form: Any,
) -> Part:
    side, top, bottom = padding
    table = Table(rows, widths, **form)
    named = {"l": "LEFT", "c": "CENTER", "r": "RIGHT"}
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), FONT, size, height),
            ("LEFTPADDING", (0, 0), (-1, -1), side),
            ("RIGHTPADDING", (0, 0), (-1, -1), side),
            ("TOPPADDING", (0, 0), (-1, -1), top),
            ("BOTTOMPADDING", (0, 0), (-1, -1), bottom),
            *(("ALIGN", (column, 0), (column, -1), named[side]) for column, side in enumerate(sides)),
        ]
    )
    return table
