"""The table of the last edition, held against the measures of this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from planlink.documents.marktable import MarkRow
from planlink.japanese.text import search_key
from planlink.records.plans import Measure

CUT = "…"


def matched(
    rows: Iterable[MarkRow], measures: Sequence[Measure]
) -> tuple[dict[str, Mapping[str, float]], tuple[MarkRow, ...]]:
    """The grades by measure's id, and the rows that meet no measure by id or title, or several."""
    by_title: dict[str, list[str]] = {}
    for measure in measures:
        by_title.setdefault(search_key(measure.title or measure.text), []).append(measure.id)
    ids, found, strays = {measure.id for measure in measures}, {}, []
    for row in rows:
        same = [row.id] if row.id in ids else _called(row.title, by_title)
        if len(same) == 1:
            found[same[0]] = row.grades
        else:
            strays.append(row)
    return found, tuple(strays)


def _called(title: str, by_title: Mapping[str, list[str]]) -> list[str]:
    """The measures of a title; one that a paper has cut (…) is known by how it begins."""
    key = search_key(title)
    if not title.endswith(CUT):
        return by_title.get(key, [])
    begins = key.removesuffix(search_key(CUT))
    return [id for whole, found in by_title.items() if begins and whole.startswith(begins) for id in found]
