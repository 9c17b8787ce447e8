"""Headers of tables: how many rows they have, which column says what, and which ones hold years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planlink import knowledge
from planlink.japanese.dates import Years, find_years
from planlink.japanese.text import join_lines, search_key
from planlink.records.documents import Line, Table

_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table says what; `rows` is the number of header rows."""

    name: int
    target: int
    baseline: int | None
    rows: int
    target_year: Years | None
    baseline_year: Years | None
    target_when: int | None = None
    baseline_when: int | None = None


def table_columns(table: Table) -> Columns | None:
    """The columns of a table of indicators, or None for another table. A column of years beside one of values
    (目標値 over 値 | 年度) is `target_when` or `baseline_when`."""
    depth = header_rows(table)
    for rows in range(depth, max(depth, 2) + 1):
        heads = {column: _header(table, column, rows) for column in range(table.columns)}
        years = {column for column in heads if is_year_column(table, column, rows)}
        roles = {column: "year" if column in years else _role(text) for column, text in heads.items()}
        name = next((c for c, role in roles.items() if role == "name"), None)
        target = _target(table, heads, roles)
        if name is None or target is None or table.rows <= rows:
            continue
        roles = {c: None if role == "target" and c != target else role for c, role in roles.items()}
        baseline = next((c for c, role in roles.items() if role == "baseline"), None)
        beside = {role: _when(role, roles, heads) for role in ("target", "baseline")}
        base_year = _year(heads[baseline]) if baseline is not None else None
        return Columns(name, target, baseline, rows, _year(heads[target]), base_year, *beside.values())
    return None


def _target(table: Table, heads: dict[int, str], roles: dict[int, str | None]) -> int | None:
    """The column of the targets: no level of the plan (基本目標) and no review of the last term where another one
    stands; of several the one named best, then of the latest term or year, then the rightmost."""
    words = knowledge.section_words()
    columns = [c for c, role in roles.items() if role == "target" and not _names_level(table, c)]
    columns = [c for c in columns if not _contains(heads[c], words.review)] or columns
    if not columns:
        return None
    best = max(columns, key=lambda c: (_score(heads[c], "target"), _term(heads[c]), _last_year(heads[c]), c))
    while 0 < _last_year(heads[best]) < _last_year(heads.get(best + 1, "")) and _only_years(heads[best + 1]):
        best += 1  # 目標値 R7 | R8 | R9
    return best


def _names_level(table: Table, column: int) -> bool:
    kinds = knowledge.section_words().kinds
    levels = {search_key(word) for words in kinds.values() for word in words}
    return any(_key(c.lines) in levels for c in table.cells if c.row == 0 and 0 <= column - c.column < c.column_span)


def _contains(header: str, words: tuple[str, ...]) -> bool:
    return any(search_key(word) in search_key(header) for word in words)


def _term(header: str) -> int:
    """The number in 第２期, else 0."""
    found = re.search(r"第(\d{1,2})期", search_key(header))
    return int(found[1]) if found else 0


def _last_year(header: str) -> int:
    year = _year(header)
    return year.last if year else 0


def _when(role: str, roles: dict[int, str | None], heads: dict[int, str]) -> int | None:
    """The column with the years of a role's values: it names the role (目標年度), or it stands beside them, on the
    side on which the table begins to have years."""
    years = [column for column, found in roles.items() if found == "year"]
    named = [column for column in years if _role(heads[column]) == role]
    values = [column for column, found in roles.items() if found in ("target", "baseline", "actual")]
    if named or not years:
        return named[0] if len(named) == 1 else None
    place = next((column for column in values if roles[column] == role), -9)
    beside = place + (1 if min(values) < min(years) else -1)
    return beside if beside in years and _role(heads[beside]) is None else None


def _header(table: Table, column: int, rows: int) -> str:
    cells = [c for c in table.cells if c.row < rows and c.column <= column < c.column + c.column_span]
    return "".join(join_lines(line.text for line in c.lines) for c in cells)


def _role(header: str) -> str | None:
    """The role whose longest word stands in the header."""
    scored = [(_score(header, role), role) for role in ("name", "target", "baseline", "actual", "progress")]
    best = max(scored)
    return best[1] if best[0] else None


def _score(header: str, role: str) -> int:
    """How well a header names a role: the letters of its longest word, more where the header says nothing else."""
    key = search_key(header)
    words = [search_key(word) for word in knowledge.section_words().columns[role]]
    bare = re.sub(r"\(\)", "", _without_years(key))
    return max((len(word) + (10 if word == bare else 0) for word in words if word in key), default=0)


def _year(text: str) -> Years | None:
    found = find_years(text)
    return found[-1] if found else None


def header_rows(table: Table) -> int:
    """How many rows the header has: as many as its tallest cell covers, and rows of nothing but 値, 年度 and years."""
    rows = max((c.row_span for c in table.cells if c.row == 0), default=1)
    rows = rows if rows <= _DEEPEST else 1
    while rows < min(table.rows - 1, _DEEPEST) and _only_parts(table, rows):
        rows += 1
    return rows


def _only_parts(table: Table, row: int) -> bool:
    """The row names no indicator: its cells say what the columns hold, or repeat the header above."""
    columns = knowledge.section_words().columns
    words = {search_key(word) for word in (*columns["year"], *columns["value"])}
    above = {(c.column, _key(c.lines)) for c in table.cells if c.row == 0}
    texts = [(c.column, key) for c in table.cells if c.row == row if (key := _key(c.lines))]
    told = [key in words or _only_years(key) for place, key in texts if (place, key) not in above]
    return bool(told) and all(told)


def _only_years(text: str) -> bool:
    rest = _without_years(text)
    return rest != text and not re.sub(r"[()（）年度・\s]", "", rest)


def _without_years(text: str) -> str:
    for mention in reversed(find_years(text.upper())):  # search keys are in lower case
        text = text[: mention.start] + text[mention.end :]
    return text


def is_year_column(table: Table, column: int, rows: int) -> bool:
    """The lowest cell of a column's header is 年度 or the like, without a year in it."""
    cells = [c for c in table.cells if c.row < rows and c.column <= column < c.column + c.column_span]
    lowest = max(cells, key=lambda c: c.row, default=None)
    words = {search_key(word) for word in knowledge.section_words().columns["year"]}
    return lowest is not None and lowest.column_span == 1 and _key(lowest.lines) in words


def _key(lines: tuple[Line, ...]) -> str:
    return search_key(join_lines(line.text for line in lines))
