"""Rows of the SDG papers: the table in the plan's own form, its long form, and measures × 17 goals."""

from __future__ import annotations

from planlink.outputs import words
from planlink.outputs.reading_rows import review
from planlink.outputs.rows import Cell, Column, Index, PageNumber, Table, dashed, headline, page_of, rounded, texts
from planlink.records.findings import Analysis, MappingRow
from planlink.records.links import SETTLED, Criterion, Link

GOALS = tuple(str(number) for number in range(1, 18))

DOCUMENT = Column("計画", 14)
SUBJECT = Column("基本目標", 14)
GOAL = Column("ＳＤＧｓの目標", 14)
STATE = Column("判定", 8, "state")
SCORE = Column("関連度", 6, "number")
MEASURE_ID = Column("施策ID", 12)
MEASURE = Column("施策", 26)
PAGE = Column("頁", 5, "number")
REVIEW = Column("要確認", 14)

GIST_NOTE = f"主な関連要素（案）は，ターゲットの{words.GIST}です。"
MARK_NOTE = "◎は直接寄与する施策，○は間接的に関連する施策です。"


def mapping_table(analysis: Analysis) -> Table:
    """The table in the plan's own form, as printed: one row a basic goal and SDG goal."""
    index = Index.of(analysis)
    columns = (
        SUBJECT,
        GOAL,
        Column("主な関連要素（計画の記載）", 18, "list"),
        Column(f"主な関連要素（案・{words.GIST}）", 18, "list"),
        STATE,
        Column("◎直接寄与する施策", 22, "list"),
        Column("○間接的に関連する施策", 22, "list"),
        Column("頁", 10, "pages"),
    )
    note = f"{words.NOTE}。{GIST_NOTE}{MARK_NOTE}{words.PAGE_NOTE}{criteria_note(analysis)}"
    rows = tuple(_mapping_row(row, index, _several(analysis)) for row in analysis.mapping)
    nothing = words.nothing_of(analysis, words.NO_MAPPING)
    return Table("ＳＤＧｓ対応表", columns, rows, note, groups=1, nothing=nothing)


def criteria_note(analysis: Analysis) -> str:
    """The city's own rules for goals in one line, empty without any."""
    told = [_criterion(one) for one in analysis.criteria]
    if analysis.most_primary is not None:
        told.append(words.MOST_PRIMARY.format(count=analysis.most_primary))
    return f"{words.CRITERIA}{'，'.join(told)}。" if told else ""


def _criterion(one: Criterion) -> str:
    parts = []
    if one.needs:
        parts.append(words.NEEDS.format(words="」か「".join(one.needs)))
    if one.excludes:
        parts.append(words.EXCLUDES.format(words="」か「".join(one.excludes)))
    if one.most != "primary":
        parts.append(words.MOST.format(mark=words.LEVELS[one.most]))
    return f"目標{one.goal}は{'・'.join(parts)}" if parts else f"目標{one.goal}"


def _several(analysis: Analysis) -> bool:
    return len({row.document for row in analysis.mapping}) > 1


def _mapping_row(row: MappingRow, index: Index, several: bool) -> tuple[Cell, ...]:
    numbered = f"{_goal_label(row, index)} {row.subject}".lstrip()
    subject = f"{numbered}（{index.document_title(row.document)}）" if several else numbered
    return (
        subject,
        words.goal_title(row.label, row.name),
        dashed(texts(row.printed)),
        dashed(texts(row.elements, f"（{words.GIST}）")),
        words.STATES.get(row.state, row.state),
        dashed(index.measure_refs(row.primary)),
        dashed(index.measure_refs(row.related)),
        dashed(index.page_refs(row.document, row.pages)),
    )


def _goal_label(row: MappingRow, index: Index) -> str:
    """「基本目標1」, empty where the title already begins so or the goal has no number."""
    item = index.items.get(row.subject_id)
    label = (item.label if item and item.kind == "goal" else None) or ""
    label = f"基本目標{label}" if label.isalnum() and label.isascii() else label
    return "" if row.subject.startswith(("基本目標", label or "\n")) else label


def goal_table(analysis: Analysis) -> Table:
    """One row a basic goal and SDG goal, one value a cell."""
    index = Index.of(analysis)
    columns = (
        DOCUMENT,
        Column("基本目標ID", 10),
        Column("基本目標", 26),
        Column("目標番号", 5, "number"),
        Column("目標名", 20),
        STATE,
        SCORE,
        Column("◎の数", 5, "number"),
        Column("○の数", 5, "number"),
        Column("計画に記載の頁", 8, "number"),
    )
    rows = tuple(
        (
            index.document_title(row.document),
            row.subject_id,
            row.subject,
            _number(row.label),
            row.name,
            words.STATES.get(row.state, row.state),
            rounded(row.score),
            len(row.primary),
            len(row.related),
            None if row.printed_page is None else PageNumber(row.document, row.printed_page),
        )
        for row in analysis.mapping
    )
    return Table("基本目標×ゴール", columns, rows)


def element_table(analysis: Analysis) -> Table:
    """The elements (主な関連要素), printed and proposed, one a row."""
    columns = (
        Column("基本目標ID", 10),
        Column("基本目標", 26),
        Column("目標番号", 5, "number"),
        Column("区分", 8),
        Column("主な関連要素", 40),
    )
    rows = tuple(
        (row.subject_id, row.subject, _number(row.label), kind, element)
        for row in analysis.mapping
        for kind, elements in (("計画の記載", row.printed), (f"案（{words.GIST}）", row.elements))
        for element in elements
    )
    return Table("主な関連要素", columns, rows)


def measure_table(analysis: Analysis) -> Table:
    """Which measures stand behind a basic goal and SDG goal, one a row."""
    index = Index.of(analysis)
    columns = (
        Column("基本目標ID", 10),
        Column("基本目標", 26),
        Column("目標番号", 5, "number"),
        Column("区分", 5, "mark"),
        MEASURE_ID,
        MEASURE,
        PAGE,
        REVIEW,
    )
    rows = tuple(
        (
            *(row.subject_id, row.subject, _number(row.label), mark),
            *measure_cells(index, id),
            review(index.measures[id]) if id in index.measures else None,
        )
        for row in analysis.mapping
        for mark, ids in ((words.LEVELS["primary"], row.primary), (words.LEVELS["related"], row.related))
        for id in ids
    )
    return Table("対応する施策", columns, rows)


def matrix_table(analysis: Analysis) -> Table:
    """Measures × 17 goals with ◎ and ○ (settled links only)."""
    index = Index.of(analysis)
    marks = marks_of(analysis)
    columns = (DOCUMENT, MEASURE_ID, MEASURE, PAGE, *(Column(goal, 2, "mark") for goal in GOALS), REVIEW)
    rows = tuple(
        (
            index.document_title(one.document),
            one.id,
            headline(one),
            page_of(one),
            *(marks.get((one.id, goal)) for goal in GOALS),
            review(one),
        )
        for one in index.measures.values()
    )
    return Table("施策×ゴール", columns, rows, MARK_NOTE)


def marks_of(analysis: Analysis) -> dict[tuple[str, str], str]:
    """◎ or ○ by measure and goal."""
    return {(link.measure, link.label): words.LEVELS[link.level or ""] for link in analysis.links if is_marked(link)}


def is_marked(link: Link) -> bool:
    """Whether a link gives its measure a ◎ or ○."""
    return link.scheme == "sdg" and link.status in SETTLED and link.level in words.LEVELS


def link_table(analysis: Analysis) -> Table:
    """Every link with its reason, one a row."""
    index = Index.of(analysis)
    columns = (
        MEASURE_ID,
        MEASURE,
        PAGE,
        Column("体系", 8),
        Column("番号", 7),
        Column("名称", 20),
        Column("区分", 4, "mark"),
        SCORE,
        Column("状態", 6),
        Column("計画に明記", 6),
        Column("根拠の語", 30),
    )
    rows = tuple(_link_row(link, index) for link in ordered(analysis.links, index))
    return Table("施策の関連付け", columns, rows)


def _link_row(link: Link, index: Index) -> tuple[Cell, ...]:
    return (
        *measure_cells(index, link.measure),
        words.SCHEMES.get(link.scheme, link.scheme),
        link.label,
        link.name,
        words.LEVELS.get(link.level or ""),
        rounded(link.score),
        words.STATUSES.get(link.status, link.status),
        "有" if link.declared else None,
        "・".join(terms(link)),
    )


def terms(link: Link) -> tuple[str, ...]:
    """The words that spoke for the link, strongest first, each once."""
    placed = sorted((part for part in link.evidence if part.text and part.weight > 0), key=lambda part: -part.weight)
    return tuple(dict.fromkeys(part.text for part in placed if part.text))


def ordered(links: tuple[Link, ...], index: Index) -> list[Link]:
    """Links in the order of their measures."""
    return sorted(links, key=lambda link: index.order.get(link.measure, len(index.order)))


def goal_names(analysis: Analysis) -> dict[str, str]:
    """Goal number → name, as far as the analysis tells."""
    named = [(row.label, row.name) for row in analysis.mapping]
    named += [(link.label, link.name) for link in analysis.links if link.scheme == "sdg"]
    return {label: name for label, name in reversed(named) if name}


def _number(label: str) -> int | str:
    return int(label) if label.isdecimal() else label


def measure_cells(index: Index, id: str) -> tuple[Cell, ...]:
    """The id, title and page of a measure."""
    return id, index.measure_title(id), page_of(index.measures[id]) if id in index.measures else None
