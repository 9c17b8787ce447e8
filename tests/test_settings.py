"""planlink.toml checks itself and names the bad entry."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any, cast

import pytest

from planlink.errors import SettingsError
from planlink.read import read
from planlink.records.links import Criterion
from planlink.relate import relate
from planlink.settings import STAGE, STAGES, TO_READ, TO_RELATE, MeasureRule, Settings


def load(folder: Path, text: str | bytes) -> Settings:
    path = folder / "planlink.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Settings.load(path)


def test_defaults() -> None:
    assert Settings.load(None) == Settings()
    assert Settings().model == "auto"


def test_everything_at_once(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        'model = "core"\nas_of = 2025-11-21\nsynonyms = [["朝市", "あさいち"]]\n'
        '[roles]\nplan = "vision"\n[sdg_terms]\n14 = ["藻場"]\n',
    )
    assert found == Settings({"plan": "vision"}, (("朝市", "あさいち"),), {"14": ("藻場",)}, "core", "2025-11-21")


def test_what_is_a_measure(tmp_path: Path) -> None:
    text = '[measures."総合戦略"]\nunder = ["約束"]\nnot_under = ["再掲", "一覧"]\nlevel = " (ｱ) "\n[measures.plan]\n'
    assert load(tmp_path, text).measures == {
        "総合戦略": MeasureRule(("約束",), ("再掲", "一覧"), "(ｱ)"),
        "plan": MeasureRule(),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('colour = "red"', "「colour」という設定はありません"),
        ('model = "huge"', "「huge」は使えません"),
        ('[roles]\nplan = "poem"', "「plan」の「poem」は使えません"),
        ('[sdg_terms]\n18 = ["月"]', "「18」という目標はありません"),
        ("synonyms = 3", "語の一覧で書いてください"),
        ("sdg_terms = 3", "語の一覧で書いてください"),
        ("roles = 3", "roles"),
        ("model = 3", "model"),
        ("as_of = 3", "as_of"),
        ('as_of = "昨日"', "as_of"),
        ('[sdg_terms]\n14 = "藻場"', "語の一覧で書いてください"),
        ('synonyms = ["朝市"]', "語の一覧で書いてください"),
        ("measures = 3", "measures には文書名ごとに"),
        ('[measures]\n"総合戦略" = "(ｱ)"', "measures には文書名ごとに"),
        ('[measures."総合戦略"]\nbelow = ["再掲"]', "under と not_under"),
        ('[measures."総合戦略"]\nunder = "再掲"', "見出しの語の一覧"),
        ('[measures."総合戦略"]\nnot_under = [3]', "見出しの語の一覧"),
        ('[measures."総合戦略"]\nunder = [" "]', "見出しの語の一覧"),
        ('[measures."総合戦略"]\nlevel = 3', "番号か記号の例"),
        ("model = ", "書き方に誤りがあります"),
        (b"\xff\xfe\x00", "書き方に誤りがあります"),
    ],
)
def test_what_is_wrong(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, text)
    assert message in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="設定ファイルを開けません"):
        Settings.load(tmp_path / "none.toml")


@pytest.mark.parametrize("name", ["delicate", "only_confirmed"])
def test_these_are_true_or_false(name: str, tmp_path: Path) -> None:
    file = tmp_path / "planlink.toml"
    file.write_text(f"{name} = true", encoding="utf-8")
    assert getattr(Settings.load(file), name)
    file.write_text(f'{name} = "はい"', encoding="utf-8")
    with pytest.raises(SettingsError, match=name):
        Settings.load(file)


def test_criteria_for_goals(tmp_path: Path) -> None:
    file = tmp_path / "planlink.toml"
    file.write_text(
        'sdg_most_primary = 2\n[sdg_criteria.17]\nneeds = ["協定"]\nmost = "○"\n'
        '[sdg_criteria."11"]\nexcludes = ["庁舎"]',
        encoding="utf-8",
    )
    made = Settings.load(file)
    assert made.sdg_criteria == (Criterion("17", ("協定",), (), "related"), Criterion("11", (), ("庁舎",)))
    assert made.sdg_most_primary == 2


@pytest.mark.parametrize(
    "text",
    [
        '[sdg_criteria."18"]\nneeds = ["月"]',
        '[sdg_criteria."17"]\nneeds = "協定"',
        '[sdg_criteria."17"]\nneed = ["協定"]',
        '[sdg_criteria."17"]\nmost = "△"',
        '[sdg_criteria."17"]',
        "sdg_criteria = 3",
        "sdg_most_primary = 0",
        "sdg_most_primary = true",
    ],
)
def test_criteria_that_cannot_be_meant(tmp_path: Path, text: str) -> None:
    file = tmp_path / "planlink.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="sdg_"):
        Settings.load(file)


class Heard:
    """Settings that remember which of them were asked for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.names.add(name)
        return getattr(Settings(model="core"), name)


def test_every_setting_is_for_a_stage_and_each_stage_hears_its_own_alone(tmp_path: Path) -> None:
    own = {stage: {one.name for one in fields(Settings) if one.metadata[STAGE] == stage} for stage in STAGES}
    assert set().union(*own.values()) == {one.name for one in fields(Settings)}
    path = tmp_path / "計画.md"
    path.write_text("# 総合戦略\n## 基本目標１\n港を清掃する。\n", encoding="utf-8")
    reading, relating = Heard(), Heard()
    plan = read(path, cast(Settings, reading))
    relate([plan], settings=cast(Settings, relating))
    assert reading.names == own[TO_READ]
    assert relating.names == own[TO_RELATE]


def test_what_settings_say_to_a_stage_changes_with_its_own() -> None:
    said = Settings(roles={"a": "plan"})
    assert said.of(TO_READ) != Settings().of(TO_READ)
    assert said.of(TO_RELATE) == Settings().of(TO_RELATE)
