"""What answers what between the plans (計画間の対応): one row a pair, one row where nothing answers."""

from __future__ import annotations

from planlink.outputs import words
from planlink.outputs.rows import Cell, Column, Index, Table, page_of, rounded
from planlink.records.findings import Analysis
from planlink.records.links import Alignment


def alignment_table(analysis: Analysis) -> Table:
    """Measures, policies and items of viewpoint lists with what answers them in another plan."""
    index = Index.of(analysis)
    columns = (
        *(column for side in ("対応元", "対応先") for column in _columns(side)),
        Column("関連度", 6, "number"),
        Column("状態", 12),
        Column("共通の語", 20),
    )
    return Table("計画間の対応", columns, tuple(_row(one, index) for one in analysis.alignments))


def _columns(side: str) -> tuple[Column, ...]:
    return Column(f"{side}ID", 12), Column(side, 26), Column(f"{side}の計画", 14), Column(f"{side}の頁", 5, "number")


def _row(one: Alignment, index: Index) -> tuple[Cell, ...]:
    shared = dict.fromkeys(part.text for part in one.evidence if part.text)
    return (
        *_cells(one.source, index),
        *(_none(one, index) if one.target is None else _cells(one.target, index)),
        rounded(one.score),
        words.NOTHING if one.target is None else words.STATUSES.get(one.status, one.status),
        "・".join(shared),
    )


def _cells(id: str, index: Index) -> tuple[Cell, ...]:
    found = index.items.get(id) or index.measures.get(id)
    if found is None:
        return id, None, None, None
    return id, index.subject_title(id), index.document_title(found.document), page_of(found)


def _none(one: Alignment, index: Index) -> tuple[Cell, ...]:
    """Where nothing answers, the plan that was searched."""
    searched = words.EVERY_PLAN if one.document is None else index.document_title(one.document)
    return None, None, searched, None
