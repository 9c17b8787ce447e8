"""What results rest on: each stage's own libraries and data, and planlink itself for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from planlink.settings import TO_READ, TO_RELATE, TO_WRITE
from planlink.workspace import fingerprint
from planlink.workspace.fingerprint import LIBRARIES, STAGES, planlink_digest


def digests() -> dict[str, str]:
    return {stage: planlink_digest(stage) for stage in STAGES}


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place like a checkout: src/planlink, corpus and models."""
    package = tmp_path / "src" / "planlink"
    for file in (package / "read.py", tmp_path / "corpus" / "goals.toml", tmp_path / "models" / "core" / "config.json"):
        file.parent.mkdir(parents=True)
        file.write_text("x")
    monkeypatch.setattr(fingerprint, "PACKAGE", package)
    monkeypatch.setattr(fingerprint, "PLACES", (package / fingerprint.DATA, tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("file", "stages"),
    [
        ("src/planlink/read.py", {TO_READ, TO_RELATE, TO_WRITE}),
        ("corpus/goals.toml", {TO_READ}),
        ("models/core/config.json", {TO_RELATE}),
        ("src/planlink/_data/corpus/goals.toml", {TO_READ}),
        ("src/planlink/_data/models/core/columns.skops", {TO_RELATE}),
        ("src/planlink/__pycache__/read.pyc", set()),
        ("docs/README.md", set()),
    ],
)
def test_a_file_that_changed_changes_the_stages_that_rest_on_it(file: str, stages: set[str], checkout: Path) -> None:
    before = digests()
    (checkout / file).parent.mkdir(parents=True, exist_ok=True)
    (checkout / file).write_text("something else")
    assert {stage for stage, now in digests().items() if now != before[stage]} == stages


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_of_another_version_changes_the_stage_that_computes_with_it(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, version = digests(), fingerprint._version
    monkeypatch.setattr(fingerprint, "_version", lambda name: "99" if name == library else version(name))
    assert [stage for stage, now in digests().items() if now != before[stage]] == [
        stage for stage, (libraries, _) in STAGES.items() if library in libraries
    ]
