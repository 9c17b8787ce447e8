"""The job table: what is put is there, nothing else is, and damage costs no more than looking again."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from planlink.errors import WorkspaceError
from planlink.workspace import jobs
from planlink.workspace.jobs import DONE, DROPPED, FAILED, RUNNING, Job

DONE_JOB = Job("みなと野市", "戦略.pdf", DONE, "a" * 64, "v1", part="p.parquet", part_sha256="b" * 64)
JOBS = (
    DONE_JOB,
    Job("みなと野市", "～㈱髙.pdf", FAILED, why="～㈱髙.pdf：読めません。"),
    Job("かわ辺町", "戦略.pdf", DROPPED, "c" * 64, "v1", attempts=2, why="戦略.pdf：止まりました。"),
    Job("", "戦略.pdf", RUNNING),
)


def test_what_was_put_is_there_after_another_opening(tmp_path: Path) -> None:
    with jobs.opened(tmp_path) as table:
        for job in JOBS:
            table.put(job)
    with jobs.opened(tmp_path) as table:
        assert list(table.every()) == sorted(JOBS, key=lambda job: (job.city, job.file))
        assert table.of("かわ辺町") == {"戦略.pdf": JOBS[2]}
        assert table.of("他の町") == {}


def test_a_document_has_one_line(tmp_path: Path) -> None:
    with jobs.opened(tmp_path) as table:
        for state in (RUNNING, DONE):
            table.put(replace(DONE_JOB, state=state))
        assert [job.state for job in table.every()] == [DONE]


def test_documents_that_are_no_longer_named_are_forgotten_in_their_city_alone(tmp_path: Path) -> None:
    with jobs.opened(tmp_path) as table:
        for job in JOBS:
            table.put(job)
        table.keep_only("みなと野市", ["戦略.pdf"])
        assert [(job.city, job.file) for job in table.every()] == [
            ("", "戦略.pdf"),
            ("かわ辺町", "戦略.pdf"),
            ("みなと野市", "戦略.pdf"),
        ]


@pytest.mark.parametrize(
    ("sha256", "version", "still"), [("a" * 64, "v1", True), ("x", "v1", False), ("a" * 64, "v2", False)]
)
def test_a_job_is_about_one_content_and_one_reader(sha256: str, version: str, still: bool) -> None:
    assert DONE_JOB.still(sha256, version) is still


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 99, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_table_is_made_anew(damage: bytes, tmp_path: Path) -> None:
    (tmp_path / jobs.FILE).write_bytes(damage)
    with jobs.opened(tmp_path) as table:
        assert list(table.every()) == []
        table.put(DONE_JOB)
    with jobs.opened(tmp_path) as table:
        assert list(table.every()) == [DONE_JOB]


def test_a_table_that_another_run_holds_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "WAIT_SECONDS", 0.05)
    with jobs.opened(tmp_path):
        pass
    other = sqlite3.connect(tmp_path / jobs.FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with (
        pytest.raises(WorkspaceError, match=r"jobs\.db：作業の進み具合を書けません.*終わるのを待ち"),
        jobs.opened(tmp_path),
    ):
        pass
    other.close()
