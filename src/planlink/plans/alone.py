"""Indicators that stand alone among the paragraphs of a section, in lines with labels or arrows and in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planlink import knowledge
from planlink.japanese.dates import Years
from planlink.japanese.text import fold
from planlink.outline.stream import is_indicator_title
from planlink.outline.titles import contains
from planlink.plans.entries import entry_row
from planlink.plans.indicators import Row, around
from planlink.plans.labelled import begins_with_label, is_indicator_line, labelled
from planlink.plans.levels import Level, barred
from planlink.plans.sentences import target_rows
from planlink.records.outline import Content, Paragraph

_ENTRY = re.compile(  # name：value（year）← value（year）, or without the colon where a blank parts name and value
    r"[^:←→⇒]{2,60}(?::|\s(?=[^\s:←→⇒]*(?:\d[^\s:←→⇒]*|[－―-])\([^()]*\d[^()]*\)\s*[→⇒]))[^:←→⇒]*\d[^:←→⇒]*[←→⇒][^:←→⇒]*\d[^:←→⇒]*$"
)

_VALUES = re.compile(r"(?:[▲△]?\d|[－―-]\s*[→⇒])[^:。→⇒]*[→⇒]\s*[▲△]?\d[^:。→⇒]*$")  # 12人（R6年度）→ 15人（R11年度）


def line_rows(level: Level, year: Years | None, beside: bool = False) -> Iterator[tuple[Paragraph, tuple[Row, ...]]]:
    """Indicators on lines of their own, each with the paragraph where it begins: with both labels (現状値 … → 目標値
    …), or below a heading that announces them with one, or with a colon and an arrow; and sentences that set a target
    beyond doubt. `beside` a block of indicators only lines with both labels count."""
    titled = is_indicator_title(level.title) or contains(level.title, knowledge.section_words().targets)
    announced = titled and not beside
    sentences = not beside and not barred((*level.above, level.section))
    for lines in _by_name(level.section.content):
        first, text = lines[0], " ".join(line.text for line in lines)
        told = is_indicator_line(text) or (announced and _is_entry(text))
        row = entry_row(text, year, around(line.box for line in lines if line.page == first.page)) if told else None
        rows = (row,) if row else tuple(target_rows(text, first.box)) if sentences else ()
        if rows:
            yield first, rows


def _by_name(content: Sequence[Content]) -> Iterator[list[Paragraph]]:
    """Paragraphs one by one; labels (現状値 …), or a value and its arrow, with the line above that has the name."""
    taken: list[Paragraph] = []
    for piece in content:
        if isinstance(piece, Paragraph) and taken and _is_told(piece.text) and _may_be_name(taken[0].text):
            taken.append(piece)
            continue
        if taken:
            yield taken
        taken = [piece] if isinstance(piece, Paragraph) else []
    if taken:
        yield taken


def _is_told(text: str) -> bool:
    return begins_with_label(text) or _VALUES.match(fold(text)) is not None


def _may_be_name(text: str) -> bool:
    ends = _VALUES.match(fold(text)) or text.endswith(("。", "：", ":", "）は", "を", "に", "が"))
    return len(text) <= 50 and not ends and not begins_with_label(text) and not is_indicator_title(text)


def _is_entry(text: str) -> bool:
    if len(text) > 120 or text.endswith("。"):
        return False
    return labelled(text) is not None or _ENTRY.match(fold(text)) is not None
