"""The cheapest reading of markers: sequences, looks, and lines that are no headings."""

from __future__ import annotations

import pytest

from planlink.outline.nesting import Candidate, nest
from planlink.outline.numbering import numbering


def marked(text: str, size: float | None = None, refuse: float = 2.4, below: bool = False) -> Candidate:
    return Candidate(numbering(text), size, None, 0.0, refuse, below)


def depths(*texts: str | Candidate) -> list[int]:
    placed = nest([marked(text) if isinstance(text, str) else text for text in texts])
    return [place.depth if place else 0 for place in placed]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["１ 港", "２ 山", "３ 川"], [1, 1, 1]),
        (["第１章 港", "１ 船", "２ 灯台", "第２章 山", "１ 道"], [1, 2, 2, 1, 2]),
        (["１ 港", "(1) 船", "① 客船", "② 貨物", "(2) 灯台", "２ 山"], [1, 2, 3, 3, 2, 1]),
        (["ア 港", "(ｱ) 船", "(ｲ) 灯台", "イ 山", "(ｱ) 道"], [1, 2, 2, 1, 2]),
        ([], []),
    ],
)
def test_depths(texts: list[str], expected: list[int]) -> None:
    assert depths(*texts) == expected


def test_a_number_out_of_sequence_is_refused() -> None:
    assert depths("１ 港", "35 船", "２ 山") == [1, 0, 1]


def test_a_marker_that_no_text_begins_with_may_jump_forwards() -> None:
    """Pages may be missing; a bare number that jumps is refused all the same."""
    assert depths(*(marked(text, refuse=4.0) for text in ("(ｱ) 港", "(ｲ) 山", "(ｶ) 川"))) == [1, 1, 1]
    assert depths(*(marked(text, refuse=4.0) for text in ("１ 港", "２ 山", "６ 川"))) == [1, 1, 0]
    assert depths(*(marked(text, refuse=4.0) for text in ("(ｱ) 港", "(ｶ) 山", "(ｲ) 川"))) == [1, 0, 1]


def test_smaller_letters_stand_inside() -> None:
    assert depths(marked("１ 港", 14), marked("１ 船", 11), marked("２ 灯台", 11), marked("２ 山", 14)) == [1, 2, 2, 1]


def test_a_heading_is_not_closed_before_anything_stands_below_it() -> None:
    near = [marked("施策１ 港"), marked("１ 船", below=True), marked("施策２ 山"), marked("１ 道", below=True)]
    assert depths(*near) == [1, 2, 1, 2]


def test_costs_are_told() -> None:
    first, second = nest([marked("１ 港"), marked("２ 山")])
    assert first is not None
    assert second is not None
    assert (first.cost, second.cost) == (1.0, 0.0)
