"""How many settled measures each basic goal and group (施策群) has for each goal, theme and viewpoint: one row a
subject, numbers as numbers."""

from __future__ import annotations

from collections import Counter

from planlink.outputs import words
from planlink.outputs.audit_rows import label_names
from planlink.outputs.rows import Cell, Column, Index, Table, page_of
from planlink.outputs.sdg_rows import GOALS
from planlink.records.findings import Analysis

COLUMNS = (
    Column("計画", 14),
    Column("対象ID", 12),
    Column("区分", 6),
    Column("対象", 28),
    Column("頁", 5, "number"),
    Column("施策数", 5, "number"),
)


SCHEMES = ("sdg", "theme", "viewpoint")


def count_tables(analysis: Analysis) -> tuple[Table, ...]:
    """The three tables: × 17 goals, × themes, × viewpoints."""
    return tuple(count_table(analysis, scheme) for scheme in SCHEMES)


def count_table(analysis: Analysis, scheme: str) -> Table:
    """Basic goals and groups × the labels of a scheme."""
    index, labels = Index.of(analysis), labels_of(analysis, scheme)
    settled = {(row.subject_id, row.label): len(row.measures) for row in analysis.coverage if row.scheme == scheme}
    below = Counter(
        owner for one in index.measures.values() for owner in dict.fromkeys((one.goal, one.group)) if owner is not None
    )
    rows = tuple(
        _row(index, item.id, below[item.id], [settled.get((item.id, label), 0) for label in labels])
        for item in index.items.values()
        if item.kind in words.SUBJECTS
    )
    titles = (Column(_title(label, name), 3 if scheme == "sdg" else 10, "number") for label, name in labels.items())
    return Table(words.COUNTS[scheme], (*COLUMNS, *titles), rows)


def _row(index: Index, id: str, below: int, counts: list[int]) -> tuple[Cell, ...]:
    item = index.items[id]
    return (
        index.document_title(item.document),
        id,
        words.SUBJECTS[item.kind],
        item.title,
        page_of(item),
        below,
        *counts,
    )


def labels_of(analysis: Analysis, scheme: str) -> dict[str, str]:
    """Label → name of a scheme, in the order in which the plans list them; goals by their numbers alone."""
    if scheme == "sdg":
        return dict.fromkeys(GOALS, "")
    names = {label: name for (of, label), name in label_names(analysis).items() if of == scheme}
    listed = (item.label or item.title for plan in analysis.plans for item in plan.items if item.kind == scheme)
    return {label: names[label] for label in (*listed, *sorted(names)) if label in names}


def _title(label: str, name: str) -> str:
    return f"{label} {name}" if name and name != label else label
