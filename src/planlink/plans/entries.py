"""Indicators from the entries of boxes, cells and lines: 「○名称：目標（年度）←現状（年度）」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from planlink import knowledge
from planlink.japanese.dates import Years, find_years
from planlink.japanese.text import fold, is_japanese, join_lines
from planlink.outline.stream import is_indicator_title
from planlink.plans.indicators import MARKS, Given, Row, around, bare, row_of
from planlink.plans.labelled import begins_with_label, has_label, label_before, labelled
from planlink.plans.sentences import target_rows
from planlink.records.documents import Frame, Line
from planlink.records.outline import PlacedFrame
from planlink.records.places import Box

_ARROWS = (*((arrow, False) for arrow in "←⇐"), *((arrow, True) for arrow in "→⇒➡▶►"))
_NUMBER = r"[▲△]?[0-9０-９][0-9０-９,，.．]*\s*[^\s0-9０-９（(]{0,6}"
_VALUE = re.compile(  # a number behind a word for it or behind any letter, or a dash, and the bracket of its year
    rf"(?:(?<=[\s　])(?:年間?|月|延べ|累計|約){_NUMBER}|(?<=[^\d０-９（(～~第]){_NUMBER}|(?<=[\s　])[－―-])"
    r"[（(](?:[^（）()]*年|[RHＲＨ][0-9０-９])"
)

_CLAUSE = re.compile(r"を[、，]")  # a sentence that nobody could read: its beginning is no name
_NOTHING = re.compile(r"(?<=..)[－―]\s*$|(?<=[\s　])[ー-]\s*$")  # no value yet, without a year


def frame_rows(frame: Frame, year: Years | None = None) -> tuple[Row, ...]:
    """The indicators of a box: entries 「○名称：目標（年度）←現状（年度）」, one or more lines each."""
    return tuple(row for row, _ in placed_rows(PlacedFrame(frame, None), year))


def placed_rows(piece: PlacedFrame, year: Years | None = None) -> Iterator[tuple[Row, int | None]]:
    """The indicators of a box with the page that each begins on; the place of an entry is that of its lines there."""
    pages = {id(line): piece.page_of(place) for place, line in enumerate(piece.frame.lines)}
    for lines in _entries(piece.frame.lines):
        page = pages[id(lines[0])]
        box = around(line.box for line in lines if pages[id(line)] == page)
        yield from ((row, page) for row in _read(_joined(lines), year, box))


def _read(entry: str, year: Years | None, box: Box | None) -> Iterator[Row]:
    """A sentence that sets a target, else name and values."""
    said = tuple(target_rows(entry, box, announced=True)) if entry.endswith("。") else ()
    row = None if said else entry_row(entry, year, box)
    yield from said
    if row and not _CLAUSE.search(row.name):
        yield row


def boxed_row(frame: Frame, year: Years | None = None) -> Row | None:
    """The indicator of a small box: its label and name (KPI 来場者数) above its values (5人 ▶ 8人)."""
    label = _label().match(frame.lines[0].text) if len(frame.lines) > 1 else None
    name = frame.lines[0].text[label.end() :].strip() if label else ""
    if not name:
        return None
    values = join_lines(line.text for line in frame.lines[1:])
    left, right, backwards = _sides(values)
    raw = f"{frame.lines[0].text} {values}"
    if not backwards or not re.search(r"\d", fold(right)):
        return None
    return row_of(name, right.strip(), left.strip(), Given(year), raw, frame.box)


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    words = knowledge.section_words()
    return label_before((*words.indicators, *words.columns["name"]))


def _entries(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each entry: it begins with a mark, or where the one before has its value."""
    taken: list[Line] = []
    for line in lines:
        if is_indicator_title(line.text) or (re.search(r"共通", line.text) and len(line.text) < 30):
            continue
        if taken and (line.text[:1] in MARKS or (_has_value(_joined(taken)) and not _tail(line, taken[-1]))):
            yield taken
            taken = []
        taken.append(line)
    if taken:
        yield taken


def _joined(lines: Sequence[Line]) -> str:
    """The lines as one text; a label (目標値 …) on a line of its own keeps its distance."""
    text = ""
    for line in lines:
        text = f"{text} {line.text}" if text and begins_with_label(line.text) else join_lines((text, line.text))
    return text


def _tail(line: Line, above: Line) -> bool:
    """The line cannot begin an entry, or the line above is open: it stops at an arrow, or is full and stops behind a
    number (712,000 | 人)."""
    if above.text[-1:] in "：:（(←→⇒～":
        return True
    if above.full and above.text[-1:].isdigit() and is_japanese(line.text[:1] or " "):
        return True
    return line.text[:1] in "：:（(←→⇒～" or begins_with_label(line.text)


def _has_value(entry: str) -> bool:
    """The entry has a value and its brackets are closed."""
    opened = entry.count("（") + entry.count("(") - entry.count("）") - entry.count(")")
    return opened <= 0 and (bool(re.search(r"[：:←→].*\d", fold(entry))) or labelled(entry) is not None)


def entry_row(entry: str, year: Years | None = None, box: Box | None = None) -> Row | None:
    """One entry, or None where it has no value."""
    text = bare(entry)
    parts = labelled(text)
    if parts:
        return row_of(parts.name, parts.target, parts.baseline, Given(year), entry, box)
    if has_label(text):
        return None
    left, right, backwards = _sides(text)
    name, value = _name_and_value(left)
    if not value:
        return None
    target, base = (right, value) if backwards else (value, right)
    return row_of(name, target, base, Given(year), entry, box)


def _sides(text: str) -> tuple[str, str, bool]:
    """What stands left and right of the arrow; `backwards` for 現状 → 目標."""
    for arrow, backwards in _ARROWS:
        left, found, right = text.rpartition(arrow)
        if found and re.search(r"\d|年", fold(right)):
            return left, right, backwards
    return text, "", False


def _with_year(name: str, value: str) -> tuple[str, str]:
    """A year at the end of the name is the value's: 受診率 R5：52.3％."""
    years = find_years(name)
    if not years or years[-1].end != len(name) or years[-1].start < 2 or years[-1].span:
        return name, value
    return name[: years[-1].start].strip(" 　、，"), f"{value}（{name[years[-1].start :]}）"


def _name_and_value(left: str) -> tuple[str, str]:
    """Split at the last colon that has a value behind it, else before the first number with a year in brackets."""
    for found in reversed(list(re.finditer(r"[：:]", left))):
        value = left[found.end() :].strip()
        before = left[: found.start()]
        inside = len(re.findall(r"[（(【［\[〔]", before)) > len(re.findall(r"[）)】］\]〕]", before))
        if value and not inside and not re.match(r"[（(][^（）()0-9０-９]*[）)]|[（(][^（）()]*[）)]$", value):
            return _with_year(before.strip(), value)
    number = _VALUE.search(left) or _NOTHING.search(left)
    return (
        (left[: number.start()].strip(" 　"), left[number.start() :]) if number and number.start() > 2 else (left, "")
    )
