"""The workspace's database."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from factories import analysis, decision, plan, town
from planlink.errors import WorkspaceError
from planlink.workspace import decisions, store
from planlink.workspace.store import Run


def test_an_analysis_comes_back_as_it_was(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        store.save(db, town(), Run("k", unread=("壊れた.pdf",)))
    with store.opened(tmp_path) as db:
        assert store.load_analysis(db) == town()
        assert store.load_run(db) == Run("k", unread=("壊れた.pdf",))


def test_a_plan_is_reused_only_for_the_same_file_content_and_reader(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        store.keep_plan(db, "戦略.pdf", "aa", "v1", plan())
        assert store.cached_plan(db, "戦略.pdf", "aa", "v1") == plan()
        assert store.cached_plan(db, "戦略.pdf", "bb", "v1") is None
        assert store.cached_plan(db, "戦略.pdf", "aa", "v2") is None
        assert store.cached_plan(db, "別名.pdf", "aa", "v1") is None


def test_readings_of_documents_no_longer_named_go(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        store.keep_plan(db, "戦略.pdf", "aa", "v1", plan())
        store.keep_plan(db, "旧.pdf", "cc", "v1", plan(id="旧", file="旧.pdf"))
        store.save(db, analysis(plans=(plan(),)), Run("k"))
        assert store.cached_plan(db, "旧.pdf", "cc", "v1") is None
        assert store.cached_plan(db, "戦略.pdf", "aa", "v1") is not None


def test_a_failed_save_leaves_the_state_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    with store.opened(tmp_path, create=True) as db:
        store.save(db, town(), Run("k"))
        monkeypatch.setattr("planlink.workspace.entries.fill", broken)
        with pytest.raises(RuntimeError):
            store.save(db, analysis(), Run("other"))
        assert store.load_analysis(db) == town()


def test_decisions_are_appended_and_outlive_the_documents(tmp_path: Path) -> None:
    first, second = decision(), decision(verdict="rejected", who="企画課", when="2025-11-21")
    with store.opened(tmp_path, create=True) as db:
        decisions.add(db, first)
        decisions.add(db, second)
        store.save(db, analysis(), Run("k"))
        assert decisions.every(db) == (first, replace(second, before="related"))
        assert decisions.latest(db) == decisions.every(db)[1:]


@pytest.mark.parametrize("statement", ["DELETE FROM decisions", "UPDATE decisions SET verdict = 'primary'"])
def test_decisions_cannot_be_changed(statement: str, tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        decisions.add(db, decision())
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(statement)
        assert decisions.every(db) == (decision(),)


def test_a_folder_without_workspace_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="planlink build"), store.opened(tmp_path):
        pass
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / store.DATABASE).write_text("これはデータベースではありません" * 100)
    with pytest.raises(WorkspaceError, match="壊れています"), store.opened(tmp_path):
        pass


def test_another_version_is_not_touched(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(WorkspaceError, match="別の版"), store.opened(tmp_path):
        pass


def test_a_database_in_use_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.05)
    with store.opened(tmp_path, create=True) as first:
        first.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceError, match="使用中"), store.opened(tmp_path) as second:
            store.save_run(second, Run("k"))
        first.execute("ROLLBACK")


def test_before_the_first_build_has_ended_there_is_no_analysis(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db, pytest.raises(WorkspaceError, match="もう一度"):
        store.load_analysis(db)


def test_there_is_no_second_file_beside_the_database(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        store.save(db, town(), Run("k"))
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert [path.name for path in tmp_path.iterdir()] == ["planlink.db"]


def test_a_long_part_is_read_record_by_record_to_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.opened(tmp_path, create=True) as db:
        store.save(db, town(), store.Run("k"))
        whole = store.load_built(db)
        monkeypatch.setattr(store, "LONG", 0)
        assert store.load_built(db) == whole == town()
