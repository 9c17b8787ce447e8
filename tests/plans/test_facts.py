"""Role, period and body text of a document."""

from __future__ import annotations

import pytest

from planlink.records.plans import Period
from texts import line, plan


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("みなと野市まち・ひと・しごと創生総合戦略", "strategy"),
        ("第２次みなと野市総合計画", "plan"),
        ("みなと野市基本計画【概要版】", "plan"),
        ("みなと野市地域づくりビジョン", "vision"),
        ("令和６年度の主な成果", "achievements"),
        ("総合計画に関する若手職員の提言書", "proposals"),
        ("みなと野市観光推進計画", "vision"),
    ],
)
def test_the_role_by_the_title(title: str, role: str) -> None:
    assert plan(title, "１ 趣旨", "港のまちの暮らしを守ります。").role == role


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("みなと野市地域福祉計画", "plan"),
        ("みなと野市地域福祉計画（素案）", "plan"),
        ("みなと野市の計画と港", "other"),
        ("みなと野市の港", "other"),
    ],
)
def test_the_plan_of_a_field_by_its_title_in_large_letters(title: str, role: str) -> None:
    assert plan(line(title, 24), *[line("港のまちの暮らしを守ります。", 10)] * 3).role == role


def test_the_role_by_how_the_text_names_itself() -> None:
    assert plan("１ 趣旨", "本戦略は港を守ります。本戦略は山も守ります。", "本戦略は里も守ります。").role == "strategy"
    assert plan("１ 趣旨", "港のまちの暮らしを守ります。").role == "other"


def test_the_role_by_the_first_lines_of_slides() -> None:
    assert plan("- 港のまつり", "１ 当初予算案の概要", "港のまちの暮らしを守ります。").role == "achievements"


@pytest.mark.parametrize(
    ("lines", "period"),
    [
        (["１ 計画期間", "令和７年度から令和11年度までとします。"], (2025, 2029)),
        (["１ 計画の期間", "2025年（令和７年）度～2029年（令和11年）度の５年間です。"], (2025, 2029)),
        (
            [
                "１ 趣旨",
                "令和２年度～令和６年度の前の計画に続き，令和７年度～令和９年度を計画期間とする戦略を策定します。",
            ],
            (2025, 2027),
        ),
        (["１ 趣旨", "令和７年度に始めます。"], None),
        (["１ 趣旨", "過去30年間（1995年度～2024年度）の期間に減りました。"], None),
    ],
)
def test_the_period(lines: list[str], period: tuple[int, int] | None) -> None:
    assert plan("みなと野市の戦略です。", *lines).period == (Period(*period) if period else None)


def test_the_period_on_the_cover() -> None:
    assert plan("みなと野市総合戦略", "令和７年度～令和11年度", "１ 趣旨", "港を守ります。").period == Period(
        2025, 2029
    )


def test_passages_hold_the_body_with_the_titles_above() -> None:
    found = plan("戦略です。", "１ 海", "(1) 船", line("船を増やします。"), "２ 山", "道を直します。").passages
    assert [(p.path, p.text) for p in found] == [
        ((), "戦略です。"), (("海", "船"), "船を増やします。"), (("山",), "道を直します。"),
    ]  # fmt: skip
    assert len({p.id for p in found}) == 3


@pytest.mark.parametrize(
    ("lines", "period"),
    [
        (
            ["１ 趣旨", "本戦略の計画期間は令和７年度～令和９年度，総合計画は令和６年度～令和15年度です。"],
            (2025, 2027),
        ),
        (
            ["１ 計画期間", "総合計画の期間は令和６年度～令和15年度です。本戦略は令和７年度～令和９年度とします。"],
            (2025, 2027),
        ),
        (
            ["１ 計画期間", "総合計画の計画期間は令和６年度～15年度，本戦略の計画期間は令和７年度～令和９年度です。"],
            (2025, 2027),
        ),
        (
            ["１ 趣旨", "本戦略は令和７年度～令和９年度を計画期間とし，令和６年度～令和15年度の総合計画を支えます。"],
            (2025, 2027),
        ),
        (
            [
                "１ 趣旨",
                "令和２年度～令和６年度を計画期間とした前の計画に続き，令和７年度～令和９年度を計画期間とします。",
            ],
            (2025, 2027),
        ),
        (
            [
                "１ 趣旨",
                "総合計画の計画期間は令和６年度～令和15年度とします。",
                "本戦略の期間は令和７年度～令和９年度です。",
            ],
            (2025, 2027),
        ),
        (
            [
                "１ 冬期間の除雪",
                "令和２年度から令和４年度まで試します。",
                "２ 対象期間",
                "令和７年度～令和９年度です。",
            ],
            (2025, 2027),
        ),
        (["１ 冬期間", "令和２年度から令和４年度まで道を試します。"], None),
        (
            [
                "第１章 第１期の検証",
                "１ 計画期間",
                "令和２年度～令和６年度でした。",
                "第２章 計画期間",
                "令和７年度～令和９年度です。",
            ],
            (2025, 2027),
        ),
    ],
)
def test_which_of_several_periods(lines: list[str], period: tuple[int, int] | None) -> None:
    assert plan("みなと野市の戦略です。", *lines).period == (Period(*period) if period else None)


@pytest.mark.parametrize(
    ("title", "said", "period"),
    [
        (
            "第６次みなと野市総合計画 後期基本計画",
            "基本構想は令和３年度～令和12年度，後期基本計画は令和８年度～令和12年度，前期基本計画は令和３年度～令和７年度です。",
            (2026, 2030),
        ),
        (
            "第６次みなと野市総合計画 前期基本計画",
            "基本構想は令和３年度～令和12年度，前期基本計画の計画期間は令和３年度～令和７年度，後期は令和８年度～令和12年度です。",
            (2021, 2025),
        ),
        (
            "第６次みなと野市総合計画 第２期実施計画",
            "令和８年度～令和10年度を期間とする第2期実施計画を定め，令和３年度～令和12年度を期間とする構想を支えます。",
            (2026, 2028),
        ),
        (
            "第６次みなと野市総合計画",
            "本計画の期間は令和３年度～令和12年度，後期基本計画は令和８年度～令和12年度です。",
            (2021, 2030),
        ),
    ],
)
def test_the_period_of_a_part_of_a_plan(title: str, said: str, period: tuple[int, int]) -> None:
    assert plan(title, "１ 計画期間", said).period == Period(*period)
