"""Headers of tables of indicators: where they stand, and which column holds names, targets, baselines, years, units."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain

from planlink import knowledge
from planlink.japanese.dates import Years
from planlink.japanese.text import search_key
from planlink.plans.cells import cell_at, key_of, text_of, two_headers
from planlink.plans.heads import Head, depth_at, head_at, same_cell
from planlink.plans.roles import ARROW, contains, is_exact, last_year, only_years, role_of, score, term, unit_in
from planlink.records.documents import Table

_TOLD = ("target", "baseline", "actual", "year", "unit")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table says what. The header ends before row `rows`, its indicators before row `end`; `parts`
    are the columns of the name (健診の受診率 | 男); `aims` says that the names are numeric targets (数値目標), `review`
    that the table looks back on a term that is over, `cumulative` that the header sums up, `counted` that the names are
    titles of measures: only targets with a number are indicators there, `labelled` that only the rows with the label
    KPI before the name are, `both` that a cell goes from baseline to target (基準値→目標値). `actual`: the
    column of what was reached, behind the target of a review; `grades`: those that may say what is thought of it
    (評価)."""

    name: int
    target: int
    baseline: int | None
    rows: int
    target_year: Years | None
    baseline_year: Years | None
    target_when: int | None = None
    baseline_when: int | None = None
    end: int = 0
    parts: tuple[int, ...] = ()
    unit: int | None = None
    target_unit: str | None = None
    baseline_unit: str | None = None
    review: bool = False
    cumulative: bool = False
    counted: bool = False
    aims: bool = False
    labelled: bool = False
    both: bool = False
    actual: int | None = None
    actual_year: Years | None = None
    grades: tuple[int, ...] = ()


def table_columns(table: Table) -> Columns | None:
    """The columns of the first header of a table of indicators, or None for another table."""
    return next(iter(all_columns(table)), None)


def all_columns(table: Table) -> tuple[Columns, ...]:
    """The columns of every header in a table, since a table may begin anew after some rows and hold two tables side
    by side. A column of years beside one of values (目標値 over 値 | 年度) is `target_when` or `baseline_when`."""
    heads: list[tuple[int, tuple[Columns, ...]]] = []
    row = 0
    while row < table.rows - 1:
        found = _columns_at(table, row)
        found = tuple(columns for columns in found if not heads or _says_so(table, columns, row))
        if found:
            heads.append((row, found))
        row = found[0].rows if found else row + 1
    ends = [*[row for row, _ in heads[1:]], table.rows][: len(heads)]
    return tuple(
        replace(columns, end=end) for (_, several), end in zip(heads, ends, strict=True) for columns in several
    )


def next_headers(table: Table) -> frozenset[int]:
    """The rows below the first one at which a header of indicators begins: there another table ends."""
    return frozenset(
        row
        for row in range(1, table.rows - 1)
        if any(_says_so(table, columns, row) for columns in _columns_at(table, row))
    )


def _says_so(table: Table, columns: Columns, row: int) -> bool:
    """A row below a header is another one where its words leave no doubt."""
    name, target = (text_of(cell_at(table, row, column)) for column in (columns.name, columns.target))
    return is_exact(name, "name", "item") and is_exact(target, "target")


def _columns_at(table: Table, row: int) -> tuple[Columns, ...]:
    """The columns of the header that begins in a row; empty where none does."""
    starting = [c for c in table.cells if c.row == row and text_of(c)]
    if len(starting) < 2 or not any(role_of(text_of(c)) for c in starting):
        return ()
    depth = depth_at(table, row)
    for rows in range(depth, max(depth, 2) + 1):
        head = head_at(table, row, row + rows)
        found = tuple(columns for part in _side_by_side(head) if (columns := _columns(table, head, part)))
        if found and head.rows < table.rows:
            return found
    return ()


def _side_by_side(head: Head) -> tuple[range, ...]:
    """The ranges of columns that belong to one name each: 活動指標 | 目標 | 成果指標 | 目標 are two."""
    names = [c for c, role in head.roles.items() if role == "name" and not same_cell(head, c - 1, c)]
    targets = [c for c, role in head.roles.items() if role == "target"]
    bounds = [*names[1:], len(head.roles)]
    parts = [range(name, end) for name, end in zip(names, bounds, strict=True)] if names else []
    whole = [part for part in parts if any(column in part for column in targets)]
    several = len(names) > 1 and len(whole) > 0
    return tuple(whole) if several else (range(len(head.roles)),)


def _columns(table: Table, head: Head, part: range) -> Columns | None:
    roles = _aims_as_names(table, head, {column: head.roles[column] for column in part})
    target = _target(table, head, roles)
    name = _name(table, head, roles, target)
    if name is None or target is None or name == target or _holds_labels(table, head, name):
        return None
    roles = {c: None if role == "target" and c != target else role for c, role in roles.items()}
    baseline = _baseline(head, roles, target)
    if baseline is not None:
        roles[baseline] = "baseline"
    base_text = head.texts[baseline] if baseline is not None else ""
    actual = next((c for c, role in roles.items() if role == "actual" and c > target), None)
    return Columns(
        name,
        target,
        baseline,
        head.rows,
        last_year(head.texts[target]),
        last_year(base_text),
        _when("target", roles, head.texts),
        _when("baseline", roles, head.texts),
        table.rows,
        _parts(head, name, roles),
        next((c for c, role in roles.items() if role == "unit"), None),
        unit_in(head.texts[target]),
        unit_in(base_text),
        _reviews(head, roles, target),
        "累計" in head.texts[target],
        _titles_measures(head.texts[name]),
        search_key(head.texts[name]).strip("【】■") in map(search_key, knowledge.section_words().targets),
        two_headers(head.cells[name][-1] if head.cells[name] else None) is not None,
        ARROW.search(head.texts[target]) is not None,
        actual,
        last_year(head.texts[actual]) if actual is not None else None,
        tuple(c for c, role in roles.items() if role == "progress" and c > target),
    )


def _aims_as_names(table: Table, head: Head, roles: dict[int, str | None]) -> dict[int, str | None]:
    """Where no column has names, the first of several for targets may hold them: 数値目標 | 基準値 | 目標値."""
    targets = [c for c, role in roles.items() if role == "target"]
    below = range(head.rows, table.rows)
    if "name" in roles.values() or len(targets) < 2 or all(_has_digit(table, row, targets[0]) for row in below):
        return roles
    return {**roles, targets[0]: "name"}


def _name(table: Table, head: Head, roles: dict[int, str | None], target: int | None) -> int | None:
    """The column of the names: one of indicators, else of items where the targets are numbers."""
    names = [c for c, role in roles.items() if role == "name"]
    if names or target is None:
        return names[0] if names else None
    if not _has_digits(table, head, target):
        return None
    items = (c for c, role in roles.items() if role == "item" and not _has_digit(table, head.rows, c))
    titles = (c for c in roles if "baseline" in roles.values() and c < target and _titles_measures(head.texts[c]))
    return next(chain(titles, items), None)


def _titles_measures(header: str) -> bool:
    words = knowledge.measure_tables()
    return search_key(header) in {search_key(word) for word in words.title if word not in words.weak}


def _has_digits(table: Table, head: Head, column: int) -> bool:
    return any(_has_digit(table, row, column) for row in range(head.rows, table.rows))


def _has_digit(table: Table, row: int, column: int) -> bool:
    cell = cell_at(table, row, column)
    return cell is not None and any(letter.isdecimal() for letter in text_of(cell))


def _holds_labels(table: Table, head: Head, name: int) -> bool:
    """The names are 現状値, 目標値 …: the table stands on its side."""
    cells = [cell for row in range(head.rows, table.rows) if (cell := cell_at(table, row, name))]
    return any(is_exact(text_of(cell), *_TOLD[:3]) for cell in cells)


def _parts(head: Head, name: int, roles: dict[int, str | None]) -> tuple[int, ...]:
    """The columns of the name: those of its header cell, and those behind it without a header of their own."""
    parts = [name]
    while (right := parts[-1] + 1) in roles and (same_cell(head, name, right) or not head.texts[right]):
        parts.append(right)
    return tuple(parts)


def _target(table: Table, head: Head, roles: dict[int, str | None]) -> int | None:
    """The column of the targets: no level of the plan (基本目標) and no review of the last term where another one
    stands; of several the one named best, then of the latest term or year, then the rightmost."""
    words, heads = knowledge.section_words(), head.texts
    columns = [c for c, role in roles.items() if role == "target" and not _names_level(table, head, c)]
    columns = [c for c in columns if not contains(heads[c], (*words.review, *words.columns["old"]))] or columns
    columns = [c for c in columns if "値" in heads[c] or _has_digits(table, head, c)]
    if not columns:
        return None
    best = max(columns, key=lambda c: (score(heads[c], "target"), term(heads[c]), _last(heads[c]), c))
    while best + 1 in roles and 0 < _last(heads[best]) < _last(heads[best + 1]) and only_years(heads[best + 1]):
        best += 1  # 目標値 R7 | R8 | R9
    return best


def _baseline(head: Head, roles: dict[int, str | None], target: int) -> int | None:
    """The column of the baselines: of several the first, or of one header over years the latest; an actual value
    (実績) where it lies before the target."""
    columns = [c for c, role in roles.items() if role == "baseline"]
    if columns:
        same = [c for c in columns if head.cells[c][0] is head.cells[columns[0]][0]]
        return max(same, key=lambda c: (_last(head.texts[c]), -c))
    actual = [c for c, role in roles.items() if role == "actual" and _is_before(head.texts, c, target)]
    return max(actual, key=lambda c: (_last(head.texts[c]), c)) if actual else None


def _is_before(heads: dict[int, str], actual: int, target: int) -> bool:
    """What was reached lies before the target by its year, by its term, or else by its place."""
    for said in (_last, term):
        one, other = said(heads[actual]), said(heads[target])
        if one and other:
            return one < other
    return actual < target


def _reviews(head: Head, roles: dict[int, str | None], target: int) -> bool:
    """The target is one of the term before, or stands before what was reached and how that is judged."""
    if contains(head.texts[target], tuple(w for w in knowledge.section_words().review if w.startswith(("前", "第")))):
        return True
    judged = any(role == "progress" and "備考" not in head.texts[c] for c, role in roles.items())
    reached = [c for c, role in roles.items() if role == "actual" and c > target]
    return judged and bool(reached)


def _names_level(table: Table, head: Head, column: int) -> bool:
    kinds = knowledge.section_words().kinds
    levels = {search_key(word) for words in kinds.values() for word in words}
    return any(key_of(c) in levels for c in head.cells[column] if c.row == head.first)


def _last(header: str) -> int:
    year = last_year(header)
    return year.last if year else 0


def _when(role: str, roles: dict[int, str | None], heads: dict[int, str]) -> int | None:
    """The column with the years of a role's values: it names the role (目標年度), or it stands beside them, on the
    side on which the table begins to have years."""
    years = [column for column, found in roles.items() if found == "year"]
    named = [column for column in years if role_of(heads[column]) == role]
    values = [column for column, found in roles.items() if found in ("target", "baseline", "actual")]
    if named or not years:
        return named[0] if len(named) == 1 else None
    place = next((column for column in values if roles[column] == role), -9)
    beside = place + (1 if min(values) < min(years) else -1)
    return beside if beside in years and role_of(heads[beside]) is None else None
