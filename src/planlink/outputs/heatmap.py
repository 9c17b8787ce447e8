"""Which basic goals and groups serve which labels, and by how many of their measures (関連付けの一覧)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from planlink.outputs import words
from planlink.outputs.audit_rows import label_names
from planlink.outputs.rows import Cell, Column, Index, Table
from planlink.records.findings import Analysis, Coverage

SCHEMES = ("sdg", "theme", "viewpoint")
BEFORE = 4
"""The columns before the labels: plan, kind, subject, number of its measures."""
STEPS = (0.0, 0.25, 0.5, 0.75)
"""Shares of a subject's measures above which a ground gets darker."""


def heat_table(analysis: Analysis, scheme: str) -> Table:
    """One row a basic goal or group, one column a label; a cell is the number of measures that serve the label, a word
    where the plan names the label and no measure was found for it, None otherwise."""
    index = Index.of(analysis)
    rows = {(row.subject_id, row.label): row for row in analysis.coverage if row.scheme == scheme}
    labels = _labels(analysis, scheme)
    sizes = _sizes(analysis)
    subjects = dict.fromkeys(subject for subject, _ in rows)
    columns = (
        Column("計画", 12),
        Column("区分", 5),
        Column("名称", 26),
        Column("施策数", 4, "number"),
        *_columns(scheme, labels),
    )
    body = tuple(
        (
            index.document_title(item.document),
            words.SUBJECTS.get(item.kind, item.kind),
            item.title,
            sizes[subject],
            *(_cell(rows.get((subject, label))) for label in labels),
        )
        for subject in subjects
        if (item := index.items.get(subject)) is not None
    )
    return Table(words.SCHEMES[scheme], columns, body if labels else (), words.HEAT_NOTE, groups=1)


def heat_step(row: tuple[Cell, ...], cell: Cell) -> int:
    """How dark the ground of a cell is, from 0 to 4, by the share of the subject's measures."""
    whole = row[BEFORE - 1]
    if not isinstance(cell, int) or not isinstance(whole, int) or not whole:
        return 0
    return sum(cell / whole > step for step in STEPS)


def _cell(row: Coverage | None) -> Cell:
    if row is None:
        return None
    return len(row.measures) or (words.TOLD_ONLY if row.state == "unsupported" else None)


def _labels(analysis: Analysis, scheme: str) -> dict[str, str]:
    """The labels of a scheme in their order, with their names."""
    named = {label: name for (kind, label), name in label_names(analysis).items() if kind == scheme}
    return dict(sorted(named.items(), key=lambda one: (int(one[0]) if one[0].isdecimal() else 0, one[0])))


def _columns(scheme: str, labels: Mapping[str, str]) -> Iterator[Column]:
    for label, name in labels.items():
        title = f"{label} {name}" if scheme == "theme" and name and name != label else label
        yield Column(title, 3 if scheme == "sdg" else 8, "heat")


def _sizes(analysis: Analysis) -> Counter[str]:
    """How many measures stand below each basic goal and group."""
    measures = [measure for plan in analysis.plans for measure in plan.measures]
    return Counter(owner for one in measures for owner in dict.fromkeys((one.goal, one.group)) if owner)
