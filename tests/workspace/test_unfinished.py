"""What commands say of work that goes on or was killed; how each kill leads there is in test_kills.py."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from factories import town
from planlink.cli import main
from planlink.errors import SettingsError
from planlink.settings import Settings
from planlink.workspace import lock, papers, record, store
from planlink.workspace.unfinished import MIXED, PURGED, READING, RUNS, RUNS_STORED, STORED, unfinished

EARLIER, BEGAN, LATER = (f"2026-04-01T0{hour}:00:00+09:00" for hour in (1, 2, 3))


def workspace(out: Path, is_whole: bool = True, finished: str = EARLIER) -> None:
    with store.opened(out, create=True) as db:
        store.save(db, town(), store.Run("k", finished=finished, is_whole=is_whole))


def left(out: Path, kind: str) -> None:
    """As work that was killed leaves it."""
    (out / lock.FILE).write_text(json.dumps({"kind": kind, "machine": "PC1", "began": BEGAN}), encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "is_whole", "finished", "sentence"),
    [
        (None, True, EARLIER, None),
        (None, False, EARLIER, STORED),
        (lock.BUILD, True, EARLIER, READING),
        (lock.BUILD, False, EARLIER, STORED),
        (lock.BUILD, True, LATER, None),
        (lock.BUILD, True, "", READING),
        (lock.PAPERS, True, EARLIER, MIXED),
        (lock.PURGE, True, EARLIER, PURGED),
    ],
)
def test_what_was_killed_is_told(
    kind: str | None, is_whole: bool, finished: str, sentence: str | None, tmp_path: Path
) -> None:
    workspace(tmp_path, is_whole, finished)
    if kind is not None:
        left(tmp_path, kind)
    told = unfinished(tmp_path)
    assert (told or "").startswith(sentence or "")
    assert (told is None) == (sentence is None)


def test_papers_that_came_to_their_end_are_no_mixture(tmp_path: Path) -> None:
    workspace(tmp_path)
    with store.opened(tmp_path) as db:
        store.put_note(db, papers.NOTE, "[]")
    left(tmp_path, lock.PAPERS)
    assert unfinished(tmp_path) is None


@pytest.mark.parametrize(("is_whole", "sentence"), [(True, RUNS), (False, RUNS_STORED)])
def test_work_that_goes_on_is_told(is_whole: bool, sentence: str, tmp_path: Path) -> None:
    workspace(tmp_path, is_whole)
    with lock.working(tmp_path, lock.BUILD):
        told = unfinished(tmp_path)
    assert told is not None
    assert "build の途中です" in told
    assert told.endswith(sentence)


def test_commands_say_it_beside_their_answer(tmp_path: Path) -> None:
    workspace(tmp_path, is_whole=False)
    done = CliRunner().invoke(main, ["search", str(tmp_path), "移住", "--format", "jsonl"])
    assert done.exit_code == 0
    assert f"御注意：{tmp_path}：{STORED}" in done.stderr
    assert all(line.startswith("{") for line in done.stdout.splitlines())


def test_the_record_of_another_run_is_not_taken_for_the_settings_of_the_last(tmp_path: Path) -> None:
    workspace(tmp_path)
    told = {"settings": {"model": "core"}}
    (tmp_path / record.FILE).write_text(json.dumps(told), encoding="utf-8")
    assert record.settings_of(tmp_path) == replace(Settings(), model="core")
    workspace(tmp_path, is_whole=False)
    with pytest.raises(SettingsError, match="--config"):
        record.settings_of(tmp_path)
