"""Lines of pictures, charts and tables, and sentences that only speak of them."""

from __future__ import annotations

import pytest

from planlink.outline.legends import is_legend


@pytest.mark.parametrize(
    "text",
    [
        "図１ 港を訪れた人の数",
        "図表2-1　船の数の推移",
        "【表３】世帯の数",
        "（写真1）朝市",
        "グラフ 5：人口",
        "図７",
        "出典：港の統計",
        "資料:市の調べ",
        "※出典：港の統計",
        "（出所：国勢調査）",
        "（単位：人）",
        "[単位:千円]",
    ],
)
def test_legends(text: str) -> None:
    assert is_legend(text)


@pytest.mark.parametrize(
    "text",
    [
        "図１のとおり、港を訪れた人は増えています",
        "図１に示すように増えています。",
        "図１ 港を訪れた人の数は増えています。",
        "出典：港の統計によります。",
        "表２から、世帯は減っています",
        "図書館の充実",
        "図書1 万冊の整備",
        "表通りの整備",
        "資料館を建てる",
        "資料の整理",
        "（単位：人）の表を作る",
        "単位：人",
        "10 図の作成",
        "写真の展示",
        "",
    ],
)
def test_texts_that_are_none(text: str) -> None:
    assert not is_legend(text)
