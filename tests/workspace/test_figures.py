"""Numbers are whole, whatever their width and commas."""

from __future__ import annotations

import pytest

from factories import indicator, quantity
from planlink.records.plans import BaseValue
from planlink.workspace.figures import figures, is_figure, own


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,234人", [("1234", "", "人")]),
        ("１，２３４人", [("1234", "", "人")]),
        ("1,234,567円", [("1234567", "", "円")]),
        ("令和9年度", [("9", "令和", "年度")]),
        ("80.0％以上", [("80", "", "%以上")]),
        ("1.50", [("1.5", "", "")]),
        ("▲300人", [("300", "▲", "人")]),
        ("△300人", [("300", "▲", "人")]),
        ("－300人", [("300", "▲", "人")]),
        ("30-40歳", [("30", "", "-40歳"), ("40", "30-", "歳")]),
        ("1,2,3", [("1", "", ",2,3"), ("2", "1,", ",3"), ("3", "1,2,", "")]),
        ("1,2345", [("1", "", ",2345"), ("2345", "1,", "")]),
        ("南　12,440　40 ▲5", [("12440", "南", "|40|▲5"), ("40", "440|", "|▲5"), ("5", "40|▲", "")]),
        ("人口", []),
    ],
)
def test_numbers_of_a_text(text: str, found: list[tuple[str, str, str]]) -> None:
    assert [(one.value, one.before, one.after) for one in figures(text)] == found


@pytest.mark.parametrize(
    ("word", "alone"),
    [
        ("1234", True),
        ("1,234人", True),
        ("▲452人", True),
        ("80％", True),
        ("300千円", True),
        ("3世代同居", False),
        ("R6年度", False),
        ("CO2", False),
        ("30-40", False),
        ("港", False),
    ],
)
def test_a_number_alone(word: str, alone: bool) -> None:
    assert is_figure(word) == alone


def test_an_indicators_own_values_with_and_without_scale() -> None:
    kpi = indicator(
        target=quantity(12.0, "千円", base=BaseValue(12000.0, "円")),
        baseline=quantity(-3.5, "ポイント"),
        actual=quantity(None, None, "増加", "words"),
    )
    assert [(one.value, one.before, one.after) for one in own(kpi)] == [
        ("12", "", "千円"),
        ("12000", "", "円"),
        ("3.5", "▲", "ポイント"),
    ]
