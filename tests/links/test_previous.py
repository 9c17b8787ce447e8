"""The table of the last edition against the measures of this one."""

from __future__ import annotations

import pytest

from factories import measure
from planlink.documents.marktable import MarkRow
from planlink.links.previous import matched

MEASURES = (
    measure(id="a.1", title="公共交通の再編"),
    measure(id="a.2", title="", text="乗合タクシーを増便し，高齢者の外出を支えます。"),
    measure(id="a.3", title="港の改修"),
    measure(id="a.4", title="港の改修"),
)


@pytest.mark.parametrize(
    ("id", "title", "meets"),
    [
        ("a.3", "港の改修", "a.3"),
        ("", "公共交通の再編", "a.1"),
        ("", "公共交通 の再編", "a.1"),
        ("gone", "公共交通の再編", "a.1"),
        ("", "乗合タクシーを増便し，高齢者の…", "a.2"),
        ("", "乗合タクシーを増便し，高齢者の", None),
        ("", "港の改修", None),
        ("", "ない施策", None),
        ("", "…", None),
    ],
)
def test_a_row_meets_a_measure_by_id_or_title(id: str, title: str, meets: str | None) -> None:
    row = MarkRow(id, title, {"11": 1.0})
    assert matched([row], MEASURES) == (({meets: row.grades}, ()) if meets else ({}, (row,)))
