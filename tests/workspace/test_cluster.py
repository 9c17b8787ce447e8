"""A real scheduler and workers of their own on this machine's loopback; one of them is killed in the middle."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from planlink.documents.processes import surroundings
from planlink.outputs.export import export
from planlink.settings import Settings
from planlink.workspace import cluster, jobs, parts, store
from planlink.workspace.cluster import ClusterError, joined
from planlink.workspace.crew import here
from planlink.workspace.jobs import DONE
from planlink.workspace.many import Wishes, make

pytest.importorskip("distributed")
pytest.importorskip("pyarrow")

SETTINGS = Settings(model="core")
CITIES, DOCUMENTS = 2, 3
QUIET = {"DASK_DISTRIBUTED__DASHBOARD__LINK": "", "PYTHONWARNINGS": "ignore"}


class Dask:
    """Processes of Dask's own command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[str]] = []
        line = self._started("scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard", until="Scheduler at:")
        found = re.search(r"tcp://\S+", line)
        assert found
        self.address = found[0]

    def worker(self) -> subprocess.Popen[str]:
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0")
        self._started("worker", self.address, *options, until="Registered to:")
        return self.running[-1]

    def _started(self, *arguments: str, until: str) -> str:
        wanted = [sys.executable, "-m", "dask", *arguments]
        log = self.folder / f"{arguments[0]}-{len(self.running)}.log"
        with log.open("w") as opened:
            child = subprocess.Popen(
                wanted, stdout=opened, stderr=opened, text=True, cwd=self.folder, env=surroundings() | QUIET
            )
        self.running.append(child)
        for _ in range(600):
            said = next((line for line in log.read_text().splitlines() if until in line), None)
            if said is not None:
                return said
            assert child.poll() is None, log.read_text()
            time.sleep(0.1)
        raise AssertionError(log.read_text())

    def end(self) -> None:
        for child in reversed(self.running):
            child.kill()
            child.wait()


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    found = Dask(tmp_path_factory.mktemp("dask"))
    yield found
    found.end()


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("県")
    for city in range(CITIES):
        (folder / f"{city}市").mkdir()
        for number in range(DOCUMENTS):
            measures = "".join(f"#### ({n}) 施策{n}\n\n浜のごみを{n}回拾います。\n\n" for n in range(1, 4))
            text = f"# 総合戦略\n\n## 基本目標{number + 1} 海と暮らす\n\n### 具体的な施策\n\n{measures}"
            (folder / f"{city}市" / f"戦略{number}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def alone(cities: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """What one process of this machine makes of them."""
    out = tmp_path_factory.mktemp("一台")
    with here(1) as crew:
        assert all(made.summary for _, made in make([cities], out, Wishes(SETTINGS, reports=False), crew))
    return results(out)


def results(out: Path) -> Mapping[str, bytes]:
    found: dict[str, bytes] = {}
    for city in sorted(path.parent for path in out.glob("*/planlink.db")):
        with store.opened(city) as db:
            analysis = store.load_analysis(db)
        found |= {f"{city.name}/{one.name}": one.read_bytes() for one in export(analysis, "jsonl", city / "書き出し")}
    return found


def test_two_workers_give_the_same_bytes_also_when_one_is_killed_in_the_middle(
    dask: Dask, cities: Path, alone: Mapping[str, bytes], tmp_path: Path
) -> None:
    victim = dask.worker()
    dask.worker()
    killed = threading.Thread(target=kill_when_at_work, args=(victim, tmp_path / parts.FOLDER))
    killed.start()
    with joined(dask.address, patience=60) as crew:
        made = [made for _, made in make([cities], tmp_path, Wishes(SETTINGS, reports=False), crew)]
    killed.join()
    assert victim.poll() == -signal.SIGKILL
    assert [one.failure for one in made] == [""] * CITIES
    assert results(tmp_path) == alone
    with jobs.opened(tmp_path) as table:
        assert [job.state for job in table.every()] == [DONE] * CITIES * DOCUMENTS
        assert {job.part for job in table.every()} == {path.name for path in (tmp_path / parts.FOLDER).iterdir()}


def kill_when_at_work(victim: subprocess.Popen[str], folder: Path) -> None:
    """Kill it as soon as the first part is there: both are at work then."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not any(folder.glob("*.parquet")):
        time.sleep(0.01)
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()


def test_where_nobody_works_one_is_told(cities: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "dask"
    folder.mkdir()
    empty = Dask(folder)
    try:
        with (
            pytest.raises(ClusterError, match=r"働き手（dask worker）がいません。働き手を起動して"),
            joined(empty.address, patience=0.5) as crew,
        ):
            list(make([cities], tmp_path / "結果", Wishes(SETTINGS), crew))
    finally:
        empty.end()


def test_where_no_scheduler_answers_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 0.5)
    with (
        pytest.raises(ClusterError, match=r"tcp://127.0.0.1:1：スケジューラー.*つながりません"),
        joined("tcp://127.0.0.1:1"),
    ):
        pass


def test_without_dask_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"planlink\[cluster\].*--jobs"), joined("tcp://127.0.0.1:1"):
        pass
