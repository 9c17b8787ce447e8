"""The table of the last edition, held against the measures of this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from planlink.documents.marktable import MarkRow
from planlink.japanese.text import search_key
from planlink.records.plans import Measure


def matched(
    rows: Iterable[MarkRow], measures: Sequence[Measure]
) -> tuple[dict[str, Mapping[str, float]], tuple[MarkRow, ...]]:
    """The grades by measure's id, and the rows that meet no measure by id or title, or several."""
    by_title: dict[str, list[str]] = {}
    for measure in measures:
        by_title.setdefault(search_key(measure.title or measure.text), []).append(measure.id)
    ids, found, strays = {measure.id for measure in measures}, {}, []
    for row in rows:
        same = [row.id] if row.id in ids else by_title.get(search_key(row.title), [])
        if len(same) == 1:
            found[same[0]] = row.grades
        else:
            strays.append(row)
    return found, tuple(strays)
