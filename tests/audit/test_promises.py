"""An item of a list that promises more than the measure that answers it."""

from __future__ import annotations

import pytest

from factories import alignment, item, measure, plan
from planlink.audit.matter import Matter
from planlink.audit.promises import stronger_items


def found(title: str, text: str, answered: bool = True) -> int:
    entry = item(id="戦略.6.1", kind="viewpoint-item", title=title, label=None)
    one = plan(items=(entry,), measures=(measure(text=text),))
    aligned = (alignment(entry.id, measure().id if answered else None),)
    return len(list(stronger_items(Matter((one,), (), alignments=aligned))))


@pytest.mark.parametrize(
    ("title", "text", "number"),
    [
        ("港湾学習館の設置", "港湾学習館の設置に向けた準備を進めます。", 1),
        ("港湾学習館の設置", "市場を検討します。港湾学習館を開きます。", 0),
        ("港湾学習館の設置の検討", "港湾学習館の設置を検討します。", 0),
        ("港の設置", "港の設置を検討します。", 0),
    ],
)
def test_promises(title: str, text: str, number: int) -> None:
    assert found(title, text) == number


def test_an_item_that_nothing_answers_is_another_check_s() -> None:
    assert found("港湾学習館の設置", "港湾学習館の準備を進めます。", answered=False) == 0
