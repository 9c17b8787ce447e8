"""Cards: a name with two values and an arrow between; and boxes that are none."""

from __future__ import annotations

import pytest

from planlink.plans.cards import card_row
from planlink.records.documents import Frame, Line


def card(*texts: str) -> Frame:
    return Frame(tuple(map(Line, texts)))


@pytest.mark.parametrize(
    ("texts", "name", "base", "target"),
    [
        (("船の数", "31隻（R5）", "→", "35隻（R11）"), "船の数", (31, 2023), (35, 2029)),
        (("船の数", "31隻", "→ 35隻以上", "（R5年度）", "（R11年度）"), "船の数", (31, 2023), (35, 2029)),
        (("船の数", "現状値（R5年度） 目標値（R11年度）", "31隻", "→", "35隻"), "船の数", (31, 2023), (35, 2029)),
        (("港を訪れる割", "合", "58.3％", "→", "70％", "（R6） （R11）"), "港を訪れる割合", (58.3, 2024), (70, 2029)),
        (("直した船の数", "－", "→", "累計15隻"), "直した船の数", None, (15, None)),
        (("港の人の増減", "▲46人", "→", "▲20人"), "港の人の増減", (-46, None), (-20, None)),
    ],
)  # fmt: skip
def test_a_card(
    texts: tuple[str, ...], name: str, base: tuple[float, int | None] | None, target: tuple[float, int | None]
) -> None:
    row = card_row(card(*texts))
    assert row is not None
    assert row.name == name
    assert (row.target.value, row.target.year) == target
    assert (None if row.baseline is None else (row.baseline.value, row.baseline.year)) == base


@pytest.mark.parametrize(
    "texts",
    [
        ("船の数",),
        ("船の数", "31隻"),
        ("施策の構成", "施策１ 船", "施策２ 灯台"),
        ("船の数", "31隻", "→", "増やす"),
        ("船の数", "31隻", "→", "33隻", "→", "35隻"),
        ("船の数", "（R5年度） （R8年度） （R11年度）", "31隻", "→", "35隻"),
        ("港を人が訪れると", "店が開き", "→", "町が3倍明るくなり、船の数が増えて海が豊かになる"),
        ("基本的方向", "● 港を守り、令和11年度までに次の世代へ引き継ぎます。"),
    ],
)
def test_what_is_no_card(texts: tuple[str, ...]) -> None:
    assert card_row(card(*texts)) is None
