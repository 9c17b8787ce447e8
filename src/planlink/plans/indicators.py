"""Indicators (KPI, numeric targets) from boxes, tables and lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planlink import knowledge
from planlink.japanese.dates import Years, find_years
from planlink.japanese.numbers import parse_quantity
from planlink.japanese.text import fold, join_lines, search_key
from planlink.outline.stream import is_indicator_title
from planlink.plans.headers import Columns
from planlink.plans.labelled import Labelled, labelled
from planlink.records.documents import Frame, Line, Table
from planlink.records.plans import Quantity

_MARKS = "○◯〇●・■□◆◇▪※①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
_BRACKETED_BASE = re.compile(r"[（(](?P<when>[^（）()：:]*?[年現実][^（）()：:]*)[：:](?P<value>[^（）()]*)[）)]")
_ACTUAL = re.compile(
    r"(?:(?:令和|平成|[RH])\s*\d+\s*年度?\s*現在\s*[：:].*|[▲△]?[\d,.]+[^\d()]{0,6}\([^()]*実績[^()]*\))"
)


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator as it stands in a block, before it is known whose it is."""

    name: str
    target: Quantity
    baseline: Quantity | None
    cumulative: bool
    raw: str
    line: Line | None = None


def frame_rows(frame: Frame, year: Years | None = None) -> tuple[Row, ...]:
    """The indicators of a box: entries 「○名称：目標（年度）←現状（年度）」, one or more lines each."""
    return tuple(row for line, entry in _entries(frame.lines) if (row := entry_row(entry, year, line)))


def _entries(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Entries with their first line: they begin with a mark, or where the one before has its value."""
    first: Line | None = None
    parts: list[str] = []
    for line in lines:
        if is_indicator_title(line.text) or (re.search(r"共通", line.text) and len(line.text) < 30):
            continue
        begins = line.text[:1] in _MARKS or (first is not None and _has_value("".join(parts)) and not _tail(line))
        if begins and first is not None:
            yield first, join_lines(parts)
            parts = []
        if begins or first is None:
            first = line
        parts.append(line.text)
    if first is not None:
        yield first, join_lines(parts)


def _tail(line: Line) -> bool:
    return line.text[:1] in "：:（(←→⇒～"


def _has_value(entry: str) -> bool:
    """The entry has a value and its brackets are closed."""
    opened = entry.count("（") + entry.count("(") - entry.count("）") - entry.count(")")
    return opened <= 0 and (bool(re.search(r"[：:←→].*\d", fold(entry))) or labelled(entry) is not None)


def entry_row(entry: str, year: Years | None = None, line: Line | None = None) -> Row | None:
    """One entry, or None where it has no value."""
    text = entry.lstrip(_MARKS + " 　")
    parts = labelled(text)
    if parts:
        return _labelled_row(parts, year, line, entry)
    left, right, backwards = _sides(text)
    name, value = _name_and_value(left)
    if not value:
        return None
    target_text, base_text = (right, value) if backwards else (value, right)
    target = parse_quantity(target_text, *_default(year))
    baseline = parse_quantity(base_text) if base_text else None
    return Row(name, target, baseline, _cumulative(name, target_text, target), entry, line)


def _labelled_row(parts: Labelled, year: Years | None, line: Line | None, entry: str) -> Row:
    target = parse_quantity(parts.target, *_default(year))
    baseline = parse_quantity(parts.baseline) if re.search(r"[\d０-９]", parts.baseline) else None
    return Row(parts.name, target, baseline, _cumulative(parts.name, parts.target, target), entry, line)


def _sides(text: str) -> tuple[str, str, bool]:
    """What stands left and right of the arrow; `backwards` for 現状 → 目標."""
    for arrow, backwards in (("←", False), ("⇐", False), ("→", True), ("⇒", True), ("➡", True)):
        left, found, right = text.rpartition(arrow)
        if found and re.search(r"\d|年", fold(right)):
            return left, right, backwards
    return text, "", False


def _name_and_value(left: str) -> tuple[str, str]:
    """Split at the last colon that has a value behind it, else before the first number with a year in brackets."""
    for found in reversed(list(re.finditer(r"[：:]", left))):
        value = left[found.end() :].strip()
        inside = left[: found.start()].count("（") + left[: found.start()].count("(") > left[: found.start()].count(
            "）"
        ) + left[: found.start()].count(")")
        if value and not inside and not re.fullmatch(r"[（(][^（）()]*[）)]", value):
            return left[: found.start()].strip(), value
    number = re.search(
        r"(?<=[^\d０-９（(～~第])[▲△]?[0-9０-９][0-9０-９,，.．]*\s*[^\s0-9０-９（(]{0,6}"
        r"[（(](?:[^（）()]*年|[RHＲＨ][0-9０-９])",
        left,
    )
    return (
        (left[: number.start()].strip(" 　"), left[number.start() :]) if number and number.start() > 2 else (left, "")
    )


def _default(year: Years | None) -> tuple[int | None, bool]:
    return (year.last, year.calendar) if year else (None, False)


def _cumulative(name: str, text: str, target: Quantity) -> bool:
    return "累計" in name or "累計" in text or target.year_start is not None


def table_rows(table: Table, columns: Columns, year: Years | None = None) -> tuple[tuple[int, Row], ...]:
    """The indicators of a ruled table, each with the index of its row among all rows of the table, the header's too.
    A cell without a year takes its column's, else the heading's."""
    made = []
    for row in range(columns.rows, table.rows):
        name, target = _text(table, row, columns.name), _text(table, row, columns.target)
        base = _text(table, row, columns.baseline) if columns.baseline is not None else ""
        target += _bracketed_year(table, row, columns.target_when)
        base += _bracketed_year(table, row, columns.baseline_when) if base else ""
        if name and target and re.search(r"\w", target):
            made.append((row, _table_row(name, target, base, columns, year)))
    return tuple(made)


def _bracketed_year(table: Table, row: int, column: int | None) -> str:
    """The year of a column of its own as values print theirs: （R10）. A cell with anything else says nothing."""
    text = _text(table, row, column) if column is not None else ""
    text = f"{text}年度" if re.fullmatch(r"(?:19|20)\d\d", fold(text).strip()) else text
    return f"（{text}）" if find_years(text) and len(text) < 24 else ""


def _table_row(name: str, target: str, base: str, columns: Columns, year: Years | None) -> Row:
    quantity = parse_quantity(target, *_default(columns.target_year or year))
    plain, baseline = split_baseline(name)
    if base and re.search(r"[\d０-９]", base):
        plain, baseline = name.lstrip(_MARKS + " 　"), parse_quantity(base, *_default(columns.baseline_year))
    return Row(plain, quantity, baseline, _cumulative(plain, target, quantity), f"{name}｜{target}｜{base}")


def _text(table: Table, row: int, column: int) -> str:
    """The text of the cell that covers a place."""
    for cell in table.cells:
        if cell.row <= row < cell.row + cell.row_span and cell.column <= column < cell.column + cell.column_span:
            return join_lines(line.text for line in cell.lines)
    return ""


def split_baseline(name: str) -> tuple[str, Quantity | None]:
    """「来場者数（R5年度：1,200人）」 → the name and its baseline."""
    text = name.lstrip(_MARKS + " 　")
    found = list(_BRACKETED_BASE.finditer(text))
    if not found:
        return text, None
    last = found[-1]
    plain = (text[: last.start()] + text[last.end() :]).strip()
    return plain, parse_quantity(f"{last['value']}（{last['when']}）")


def text_rows(lines: Sequence[str], year: Years | None) -> tuple[Row, ...]:
    """The rows of a table of targets that a converter left as lines: ①name（baseline）target, or name（baseline）
    target 直近の実績 進捗。 Prose around it is left out."""
    marked = _marked(lines)
    rows = marked or _anchored(lines)
    return tuple(row for text in rows if (row := _text_row(text, year)))


def _marked(lines: Sequence[str]) -> list[str]:
    rows: list[str] = []
    for line in lines:
        if line[:1] in "①②③④⑤⑥⑦⑧⑨⑩":
            rows.append(line)
        elif rows and not line.endswith("。"):
            rows[-1] = join_lines((rows[-1], line))
    return rows


def _anchored(lines: Sequence[str]) -> list[str]:
    """Rows without marks: each ends with 。 and holds a bracket with a baseline."""
    heads = knowledge.section_words().columns
    words = [search_key(w) for role in ("name", "target", "actual", "progress") for w in heads[role]]
    rows, parts = [], [""]
    for line in lines:
        if _only_header(line, words):
            parts = [""]
            continue
        parts.append(line)
        if line.endswith("。"):
            text = join_lines(parts)
            rows.append(text)
            parts = [""]
    return [row for row in rows if _BRACKETED_BASE.search(row) and len(row) < 250]


def _only_header(line: str, words: Sequence[str]) -> bool:
    rest = search_key(line)
    for mention in reversed(find_years(rest)):
        rest = rest[: mention.start] + rest[mention.end :]
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return not re.sub(r"[()（）年度・]", "", rest)


def _text_row(text: str, year: Years | None) -> Row | None:
    bare = text.lstrip(_MARKS + " 　")
    found = _BRACKETED_BASE.search(bare)
    if not found:
        return None
    name = bare[: found.start()].strip()
    rest = bare[found.end() :]
    actual = list(_ACTUAL.finditer(fold(rest)))
    same = len(fold(rest)) == len(rest)
    target_text = rest[: actual[-1].start()] if actual and same and actual[-1].start() else rest
    if not name or not target_text.strip():
        return None
    quantity = parse_quantity(target_text, *_default(year))
    baseline = parse_quantity(f"{found['value']}（{found['when']}）")
    return Row(name, quantity, baseline, _cumulative(name, target_text, quantity), text)
