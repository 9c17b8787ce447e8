"""Tables of targets that a converter left as lines of text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planlink import knowledge
from planlink.japanese.dates import Years, find_years
from planlink.japanese.text import fold, join_lines, search_key
from planlink.plans.indicators import BRACKETED_BASE, Given, Row, bare, row_of

_ACTUAL = re.compile(
    r"(?:(?:令和|平成|[RH])\s*\d+\s*年度?\s*現在\s*[：:].*|[▲△]?[\d,.]+[^\d()]{0,6}\([^()]*実績[^()]*\))"
)


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
    return [row for row in rows if BRACKETED_BASE.search(row) and len(row) < 250]


def _only_header(line: str, words: Sequence[str]) -> bool:
    rest = search_key(line)
    for mention in reversed(find_years(rest)):
        rest = rest[: mention.start] + rest[mention.end :]
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return not re.sub(r"[()（）年度・]", "", rest)


def _text_row(text: str, year: Years | None) -> Row | None:
    plain = bare(text)
    found = BRACKETED_BASE.search(plain)
    if not found:
        return None
    name = plain[: found.start()].strip()
    rest = plain[found.end() :]
    actual = list(_ACTUAL.finditer(fold(rest)))
    same = len(fold(rest)) == len(rest)
    target_text = rest[: actual[-1].start()] if actual and same and actual[-1].start() else rest
    if not name or not target_text.strip():
        return None
    return row_of(name, target_text, f"{found['value']}（{found['when']}）", Given(year), text)
