"""A real scheduler and workers of their own on this machine's loopback; one of them is killed in the middle."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from loopback import Loopback, kill_at

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


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loopback]:
    found = Loopback(tmp_path_factory.mktemp("dask"))
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
    dask: Loopback, cities: Path, alone: Mapping[str, bytes], tmp_path: Path
) -> None:
    victim = dask.worker()
    dask.worker()
    killing = kill_at(victim, tmp_path / parts.FOLDER, 1)  # both are at work then
    with joined(dask.address, patience=60) as crew:
        made = [made for _, made in make([cities], tmp_path, Wishes(SETTINGS, reports=False), crew)]
    killing.join()
    assert victim.poll() == -signal.SIGKILL
    assert [one.failure for one in made] == [""] * CITIES
    assert results(tmp_path) == alone
    with jobs.opened(tmp_path) as table:
        assert [job.state for job in table.every()] == [DONE] * CITIES * DOCUMENTS
        assert {job.part for job in table.every()} == {path.name for path in (tmp_path / parts.FOLDER).iterdir()}


def test_where_nobody_works_one_is_told(cities: Path, tmp_path: Path) -> None:
    folder = tmp_path / "dask"
    folder.mkdir()
    empty = Loopback(folder)
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
