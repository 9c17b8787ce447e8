"""run.json: what a build tells of itself, and that a build ends well without it."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from factories import analysis, plan
from planlink import __version__
from planlink.errors import DocumentError, SettingsError
from planlink.links.choice import choose
from planlink.records.findings import Analysis
from planlink.records.links import Criterion
from planlink.records.plans import Plan
from planlink.settings import MeasureRule, Settings
from planlink.workspace import fingerprint, record, store
from planlink.workspace.build import BuildResult, build

SETTINGS = Settings(
    roles={"a": "vision"},
    measures={"a": MeasureRule(("取組",), (), "(1)")},
    sdg_criteria=(Criterion("4", ("学校",)),),
    model="core",
)


def read(path: Path, settings: Settings) -> Plan:
    if path.read_text(encoding="utf-8") == "壊れ":
        raise DocumentError(path.name, "読めません", "作り直してください。")
    return plan(id=path.stem, file=path.name, sha256=fingerprint.file_digest(path), pages=8)


def relate(plans: Sequence[Plan], *_: object) -> Analysis:
    return analysis(plans=tuple(plans))


def built(folder: Path, settings: Settings = SETTINGS, **options: Any) -> BuildResult:
    return build([folder], folder / "out", settings, read=read, relate=relate, reports=False, **options)


def recorded(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "out" / record.FILE).read_text(encoding="utf-8"))
    return found


@pytest.fixture
def town(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("本文", encoding="utf-8")
    (tmp_path / "b.txt").write_text("壊れ", encoding="utf-8")
    return tmp_path


def test_a_record_tells_what_the_result_rests_on(town: Path) -> None:
    built(town, as_of=date(2025, 11, 21))
    told = recorded(town)
    assert (told["planlink"], told["jobs"], told["as_of"]) == (__version__, 1, "2025-11-21")
    for name in ("pdfplumber", "pypdfium2", "fugashi", "unidic-lite", "spacy", "scikit-learn"):
        assert told["libraries"][name] == fingerprint.libraries()[name]
    assert told["settings"]["roles"] == {"a": "vision"}
    assert told["settings"]["measures"]["a"] == {"under": ["取組"], "not_under": [], "level": "(1)"}
    assert told["settings"]["sdg_criteria"][0]["needs"] == ["学校"]
    assert told["documents"] == [
        {"file": "a.txt", "sha256": fingerprint.file_digest(town / "a.txt"), "pages": 8, "state": "read"},
        {"file": "b.txt", "sha256": fingerprint.file_digest(town / "b.txt"), "pages": None, "state": "unread"},
    ]
    assert told["unread"] == ["b.txt：読めません。作り直してください。"]
    began, ended = (datetime.fromisoformat(told[name]) for name in ("began", "ended"))
    assert began.tzinfo
    assert began <= ended
    assert str(town) not in (town / "out" / record.FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize("asked", ["auto", "core"])
def test_the_model_is_the_one_that_links(asked: str, town: Path) -> None:
    built(town, Settings(model=asked))
    told, tools = recorded(town)["model"], choose(asked)
    assert told["name"] == ("core" if tools.encoder.name == "lsa" else "semantic")
    folder = Path(__file__).parents[2] / "models" / told["name"]
    assert set(told["sha256"]) == {path.name for path in folder.iterdir() if path.suffix == ".skops"} | {"config.json"}
    for name, found in told["sha256"].items():
        assert found == fingerprint.file_digest(folder / name)
    assert (told["encoder"] is None) == (told["name"] == "core")


def test_without_the_encoder_the_core_model_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint, "find_spec", lambda _: None)
    assert fingerprint.model_name("auto") == "core"


def test_a_second_run_renews_the_record(town: Path) -> None:
    built(town)
    first = recorded(town)
    (town / "out" / record.FILE).write_text("古い", encoding="utf-8")
    built(town, jobs=2)
    second = recorded(town)
    assert (second["jobs"], second["documents"][0]["state"], second["key"]) == (2, "kept", first["key"])


def test_the_record_lies_beside_the_papers_and_leaves_no_part(town: Path) -> None:
    build([town], town / "out", SETTINGS, read=read, relate=relate)
    assert sorted(path.name for path in (town / "out").iterdir()) == ["documents", "planlink.db", "reports", "run.json"]
    assert record.FILE not in {path.name for path in (town / "out" / "reports").iterdir()}


def test_a_record_that_cannot_be_written_costs_nothing_else(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(town)
    before = recorded(town)
    (town / "a.txt").write_text("新しい本文", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "空きがありません")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", _but_for_the_record(os.replace, full))
        result = built(town)
    assert "作成の記録を書けません（空きがありません）" in str(result.unrecorded)
    assert recorded(town) == before
    assert not [path for path in (town / "out").iterdir() if path.name.endswith(".part")]
    with store.opened(town / "out") as db:
        run = store.load_run(db)
        assert run is not None
        assert run.finished
        assert store.load_analysis(db).plans[0].sha256 == fingerprint.file_digest(town / "a.txt")


def _but_for_the_record(move: Any, fail: Any) -> Any:
    return lambda source, target: (fail if Path(target).name == record.FILE else move)(source, target)


def test_the_settings_of_the_last_build_come_back(town: Path) -> None:
    assert record.settings_of(town / "out") == Settings()
    built(town)
    assert record.settings_of(town / "out") == SETTINGS
    assert repr(record.settings_of(town / "out")) == repr(SETTINGS)  # readings are kept by it


@pytest.mark.parametrize("text", ["", "[]", '{"settings": 3}', '{"settings": {"roles": {"a": "king"}}}'])
def test_a_record_that_cannot_be_read_is_a_sentence(town: Path, text: str) -> None:
    built(town)
    (town / "out" / record.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        record.settings_of(town / "out")


def test_without_the_record_only_defaults_are_known(town: Path) -> None:
    built(town)
    (town / "out" / record.FILE).unlink()
    with pytest.raises(SettingsError, match="--config"):
        record.settings_of(town / "out")
    built(town, settings=Settings())
    (town / "out" / record.FILE).unlink()
    assert record.settings_of(town / "out") == Settings()
