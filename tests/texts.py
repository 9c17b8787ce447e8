"""Made-up documents from a few lines, so that a test shows only what it is about."""

from __future__ import annotations

from dataclasses import replace

from planlink.outline.tree import outline
from planlink.records.documents import Block, Cell, Document, Frame, Line, Page, Table
from planlink.records.outline import Outline
from planlink.records.plans import Plan
from planlink.settings import Settings


def line(text: str, size: float | None = None, font: str | None = None, full: bool = False, indent: float = 0) -> Line:
    return Line(text, size=size, font=font, full=full, indent=indent)


def frame(*texts: str) -> Frame:
    return Frame(tuple(Line(text) for text in texts))


def table(*rows: tuple[str, ...]) -> Table:
    cells = [Cell(r, c, 1, 1, (Line(text),)) for r, row in enumerate(rows) for c, text in enumerate(row) if text]
    return Table(len(rows), max(map(len, rows)), tuple(cells))


def document(*blocks: Block | str, number: int | None = None) -> Document:
    """A document of one page; strings are lines."""
    made = tuple(Line(block) if isinstance(block, str) else block for block in blocks)
    return Document("plan", "plan.txt", "text", "0" * 64, (Page(number, 0, 0, made),))


def plan_of_pages(*pages: tuple[Block | str, ...]) -> Plan:
    """A plan of pages from 1."""
    from planlink.read import plan_of

    sheets = [document(*blocks, number=number).pages[0] for number, blocks in enumerate(pages, start=1)]
    return plan_of(replace(document(), pages=tuple(sheets)), Settings())


def tree(*blocks: Block | str) -> Outline:
    return outline(document(*blocks))


def plan(*blocks: Block | str) -> Plan:
    from planlink.read import plan_of

    return plan_of(document(*blocks), Settings())


def shape(found: Outline) -> list[str]:
    """Every heading with two blanks a level: 「1 港」, 「  (1) 夜景」."""
    return [f"{'  ' * len(path)}{section.marker} {section.title}" for path, section in found.root.walk()]
