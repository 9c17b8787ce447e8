"""One at a time works in OUT, and whoever is killed blocks nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planlink.documents.processes import surroundings
from planlink.errors import WorkspaceError
from planlink.workspace import lock

HOLDS = """
import sys, time
from pathlib import Path
from planlink.workspace import lock
with lock.working(Path(sys.argv[1]), lock.BUILD):
    print("works", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another(out: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that works in OUT."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(out)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=surroundings(),
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "works\n"
        yield process
        process.kill()


def test_work_leaves_nothing_behind(tmp_path: Path) -> None:
    with lock.working(tmp_path, lock.BUILD):
        assert lock.is_taken(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert lock.at_work(tmp_path) is None
    with pytest.raises(KeyError), lock.working(tmp_path, lock.BUILD):
        raise KeyError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", [lock.BUILD, lock.PAPERS, lock.PURGE])
def test_the_second_one_is_told_who_works(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    with another(tmp_path):
        found = lock.at_work(tmp_path)
        assert found is not None
        assert (found.kind, found.runs) == (lock.BUILD, True)
        with pytest.raises(WorkspaceError) as told, lock.working(tmp_path, kind):
            pass
        assert f"build の途中です（パソコン {found.machine}，{found.began[11:16]} から）" in str(told.value)
        assert "終わってから，もう一度" in str(told.value)
        assert lock.is_taken(tmp_path)  # being refused takes nothing away


@pytest.mark.skipif(sys.platform == "win32", reason="a signal of Unix")
def test_a_killed_process_blocks_nobody_and_is_remembered(tmp_path: Path) -> None:
    with another(tmp_path) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        found = lock.at_work(tmp_path)
        assert found is not None
        assert (found.kind, found.runs) == (lock.BUILD, False)
        with lock.working(tmp_path, lock.PAPERS):
            pass
    assert lock.at_work(tmp_path) is None


@pytest.mark.parametrize("text", ["", "壊れた", "[]", "{}", '{"kind": 3', "\0" * 50])
def test_a_file_that_says_nothing_is_work_all_the_same(text: str, tmp_path: Path) -> None:
    (tmp_path / lock.FILE).write_text(text, encoding="utf-8")
    assert lock.at_work(tmp_path) == lock.Work(lock.BUILD, runs=False)
    with lock.working(tmp_path, lock.BUILD):
        assert lock.is_taken(tmp_path)


def test_one_who_only_looks_refuses_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look takes the lock for a moment."""
    (tmp_path / lock.FILE).write_text("{}")
    tried: list[int] = []
    locks = lock._locks

    def later(file: object) -> bool:
        tried.append(1)
        return len(tried) > 2 and locks(file)  # type: ignore[arg-type]

    monkeypatch.setattr(lock, "_locks", later)
    with lock.working(tmp_path, lock.BUILD):
        assert len(tried) == 3


def test_a_file_that_its_holder_took_away_meanwhile_is_not_taken_for_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locks, tried = lock._locks, 0

    def vanishing(file: object) -> bool:
        nonlocal tried
        tried += 1
        if tried == 1:
            (tmp_path / lock.FILE).unlink()
        return locks(file)  # type: ignore[arg-type]

    monkeypatch.setattr(lock, "_locks", vanishing)
    with lock.working(tmp_path, lock.BUILD):
        assert tried == 2
        assert (tmp_path / lock.FILE).is_file()


def test_where_nothing_can_be_written_it_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / lock.FILE).mkdir()
    with pytest.raises(WorkspaceError, match="書き込めません"), lock.working(tmp_path, lock.BUILD):
        pass
