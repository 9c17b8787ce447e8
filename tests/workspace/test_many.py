"""Many cities: what is read, tried again, dropped and gone on with, whoever does the tasks."""

from __future__ import annotations

import importlib
import importlib.util
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from factories import analysis
from planlink.errors import WorkspaceError
from planlink.outputs.export import export
from planlink.settings import Settings
from planlink.workspace import crew, jobs, many, parts, reading, store, tasks
from planlink.workspace.build import build
from planlink.workspace.jobs import DONE, DROPPED, FAILED
from planlink.workspace.many import RefusedError, Wishes, make
from planlink.workspace.tasks import Made, Makes, Outcome, Reads, Refused, Task, perform

SETTINGS = Settings(model="core")
HAS_PARTS = importlib.util.find_spec("pyarrow") is not None and importlib.util.find_spec("fsspec") is not None
WAYS = [False, pytest.param(True, marks=pytest.mark.skipif(not HAS_PARTS, reason="no pyarrow or fsspec"))]


@dataclass
class Crew:
    """Does everything at once and here; processes die over the files and cities named in `deaths`, so many times."""

    size: int = 1
    is_afar: bool = False
    deaths: dict[str, int] = field(default_factory=dict)
    started: list[Task] = field(default_factory=list)
    most: int = 10**9

    def start(self, task: Task) -> Future[Outcome | None]:
        if len(self.started) >= self.most:
            raise KeyboardInterrupt
        self.started.append(task)
        name = task.known.file if isinstance(task, Reads) else task.city
        ended: Future[Outcome | None] = Future()
        self.deaths[name] = self.deaths.get(name, 0) - 1
        ended.set_result(None if self.deaths[name] >= 0 else perform(task))
        return ended

    def look(self) -> None:
        raise AssertionError("everything ends at once")

    @property
    def read(self) -> list[str]:
        return [task.known.file for task in self.started if isinstance(task, Reads)]


def text(goal: str, measure: str) -> str:
    return f"# 総合戦略\n\n## 基本目標1 {goal}\n\n### 具体的な施策\n\n#### (1) {measure}\n\n{measure}を進めます。\n"


@pytest.fixture
def real_cities(tmp_path: Path) -> Path:
    for city, file, said in (
        ("あ市", "戦略.md", text("海と暮らす", "浜の清掃")),
        ("い町", "計画.md", text("学びを支える", "読書の時間")),
        ("い町", "戦略.md", text("まちを結ぶ", "渡し船の運航")),
    ):
        folder = tmp_path / "県" / city
        folder.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(said, encoding="utf-8")
    return tmp_path / "県"


@pytest.fixture
def cities(real_cities: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Cities whose plans nothing is related to, which is quick."""
    relating = importlib.import_module("planlink.relate")
    monkeypatch.setattr(relating, "relate", lambda plans, words, settings, lesson: analysis(plans=tuple(plans)))
    return real_cities


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that are truly read."""
    read: list[str] = []
    real = reading.look

    def look(path: Path, settings: Settings, jobs: int = 1) -> object:
        read.append(f"{path.name} {jobs}")
        return real(path, settings, jobs)

    monkeypatch.setattr(tasks, "look", look)
    return read


def run(cities: Path | str, out: Path | str, crew: Crew, reports: bool = False) -> dict[str, Made]:
    return {city.name: made for city, made in make([cities], out, Wishes(SETTINGS, reports), crew)}


def exported(out: Path) -> Mapping[str, bytes]:
    with store.opened(out) as db:
        analysis = store.load_analysis(db)
    return {path.name: path.read_bytes() for path in export(analysis, "jsonl", out / "書き出し")}


def states(out: Path) -> dict[str, str]:
    with jobs.opened(out) as table:
        return {f"{job.city}/{job.file}": job.state for job in table.every()}


@pytest.mark.parametrize("is_afar", WAYS)
def test_each_city_is_what_a_build_of_its_own_makes_of_it(is_afar: bool, real_cities: Path, tmp_path: Path) -> None:
    cities = real_cities
    found = run(cities, tmp_path / "結果", Crew(is_afar=is_afar), reports=is_afar)
    assert list(found) == ["あ市", "い町"]
    assert [(made.summary and made.summary.documents) for made in found.values()] == [1, 2]
    assert set(states(tmp_path / "結果").values()) == {DONE}
    for city in found:
        build([cities / city], tmp_path / "別" / city, SETTINGS, reports=is_afar)
        assert exported(tmp_path / "結果" / city) == exported(tmp_path / "別" / city)
        for paper in (tmp_path / "別" / city / "reports").glob("*"):
            assert (tmp_path / "結果" / city / "reports" / paper.name).read_bytes() == paper.read_bytes()


@pytest.mark.parametrize("is_afar", WAYS)
def test_a_second_run_reads_nothing_and_a_changed_document_alone(
    is_afar: bool, cities: Path, tmp_path: Path, looks: list[str]
) -> None:
    run(cities, tmp_path / "結果", Crew(is_afar=is_afar))
    assert Counter(looks) == {"戦略.md 1": 2, "計画.md 1": 1}
    looks.clear()
    run(cities, tmp_path / "結果", Crew(is_afar=is_afar))
    assert looks == []
    (cities / "い町" / "計画.md").write_text(text("学びを支える", "絵本の貸出"), encoding="utf-8")
    run(cities, tmp_path / "結果", Crew(is_afar=is_afar))
    assert looks == ["計画.md 1"]
    left = [path.name for path in (tmp_path / "結果" / parts.FOLDER).glob("*")]
    assert len(left) == (3 if is_afar else 0)  # the former part is gone
    build([cities / "い町"], tmp_path / "別", SETTINGS, reports=False)
    assert exported(tmp_path / "結果" / "い町") == exported(tmp_path / "別")


@pytest.mark.parametrize("is_afar", WAYS)
@pytest.mark.parametrize("most", [1, 2, 3, 4])
def test_a_run_that_was_stopped_goes_on_where_it_stood(
    most: int, is_afar: bool, cities: Path, tmp_path: Path, looks: list[str]
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(cities, tmp_path / "結果", Crew(is_afar=is_afar, most=most))
    found = run(cities, tmp_path / "結果", Crew(is_afar=is_afar))
    assert len(looks) <= 3 + (crew.AHEAD if is_afar else 0)  # what nobody heard the end of is read again
    assert all(made.summary for made in found.values())


def test_a_document_that_ends_its_process_once_is_tried_again(cities: Path, tmp_path: Path) -> None:
    hands = Crew(deaths={"計画.md": 1})
    found = run(cities, tmp_path / "結果", hands)
    assert hands.read.count("計画.md") == 2
    assert found["い町"].summary
    assert found["い町"].summary.unread == ()


def test_a_document_that_ends_its_process_twice_is_named_and_not_tried_again(
    cities: Path, tmp_path: Path, looks: list[str]
) -> None:
    for deaths in (2, 0):
        found = run(cities, tmp_path / "結果", Crew(deaths={"計画.md": deaths}))
        (said,) = found["い町"].summary.unread if found["い町"].summary else ()
        assert said == f"計画.md：{many.DIED}"
        assert found["い町"].summary
        assert found["い町"].summary.documents == 1
        assert states(tmp_path / "結果")["い町/計画.md"] == DROPPED
    assert "計画.md 1" not in looks
    (cities / "い町" / "計画.md").write_text(text("学びを支える", "絵本の貸出"), encoding="utf-8")
    found = run(cities, tmp_path / "結果", Crew())
    assert "計画.md 1" in looks
    assert (found["い町"].summary and found["い町"].summary.unread) == ()


def test_deaths_of_several_runs_are_counted_together(cities: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(cities / "い町", tmp_path / "結果", Crew(deaths={"戦略.md": 9}, most=1))
    hands = Crew(deaths={"戦略.md": 9})
    found = run(cities / "い町", tmp_path / "結果", hands)
    assert hands.read.count("戦略.md") <= 2
    assert found[""].summary
    assert found[""].summary.unread == (f"戦略.md：{many.DIED}",)


def test_a_document_that_cannot_be_read_is_named_and_tried_again(cities: Path, tmp_path: Path) -> None:
    (cities / "い町" / "計画.md").write_bytes(b"\0\1")
    found = run(cities, tmp_path / "結果", Crew())
    assert found["い町"].summary
    assert found["い町"].summary.unread[0].startswith("計画.md：")
    assert states(tmp_path / "結果")["い町/計画.md"] == FAILED
    hands = Crew()
    run(cities, tmp_path / "結果", hands)
    assert "計画.md" in hands.read


def test_a_city_that_cannot_be_made_costs_no_other(cities: Path, tmp_path: Path) -> None:
    (cities / "あ市" / "戦略.txt").write_text("別", encoding="utf-8")  # the same id as 戦略.md
    found = run(cities, tmp_path / "結果", Crew(deaths={"い町": 1}))
    assert "拡張子を除いた名前が同じです" in found["あ市"].failure
    assert found["い町"].summary
    assert run(cities, tmp_path / "別", Crew(deaths={"い町": 2}))["い町"] == Made("い町", None, many.CITY_DIED)


def test_a_document_that_is_no_longer_there_leaves_its_city(cities: Path, tmp_path: Path) -> None:
    run(cities, tmp_path / "結果", Crew())
    (cities / "い町" / "計画.md").unlink()
    found = run(cities, tmp_path / "結果", Crew())
    assert (found["い町"].summary and found["い町"].summary.documents) == 1
    assert set(states(tmp_path / "結果")) == {"あ市/戦略.md", "い町/戦略.md"}


def test_few_documents_share_the_processes(cities: Path, tmp_path: Path, looks: list[str]) -> None:
    run(cities, tmp_path / "結果", Crew(size=7))
    assert {said.split()[1] for said in looks} == {"2"}  # 7 processes, 3 documents


def test_workspaces_are_made_as_soon_as_their_documents_are_read(cities: Path, tmp_path: Path) -> None:
    hands = Crew()
    run(cities, tmp_path / "結果", hands)
    kinds = [(type(task).__name__, task.city if isinstance(task, Makes) else task.known.city) for task in hands.started]
    assert kinds.index(("Makes", "あ市")) < len(kinds) - 1


@pytest.mark.skipif(not HAS_PARTS, reason="no pyarrow or fsspec")
def test_a_part_that_was_changed_or_lost_is_read_again(cities: Path, tmp_path: Path, looks: list[str]) -> None:
    out = tmp_path / "結果"
    run(cities, out, Crew(is_afar=True))
    before = exported(out / "い町")
    first, second, _ = sorted((out / parts.FOLDER).iterdir())
    first.write_bytes(second.read_bytes())
    second.unlink()
    looks.clear()
    run(cities, out, Crew(is_afar=True))
    assert len(looks) == 2
    assert exported(out / "い町") == before


@pytest.mark.skipif(not HAS_PARTS, reason="no pyarrow or fsspec")
def test_a_part_that_is_changed_before_the_workspace_is_made_is_not_taken(
    cities: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, real = tmp_path / "結果", parts.write

    def write(where: str, name: str, plan: object) -> str:
        said = real(where, name, plan)  # type: ignore[arg-type]
        Path(where, name).write_bytes(b"PAR1 not what its writer left PAR1")
        return said

    monkeypatch.setattr(parts, "write", write)
    assert all(made.summary for made in run(cities, out, Crew(is_afar=True)).values())
    build([cities / "い町"], tmp_path / "別", SETTINGS, reports=False)
    assert exported(out / "い町") == exported(tmp_path / "別")


@pytest.mark.skipif(not HAS_PARTS, reason="no pyarrow or fsspec")
def test_documents_and_workspaces_may_lie_behind_addresses(cities: Path, tmp_path: Path, looks: list[str]) -> None:
    address, out = f"file://{cities}", f"file://{tmp_path}/遠く"
    (cities / "い町" / "README.md").write_text("文書ではありません", encoding="utf-8")
    found = run(address, out, Crew(is_afar=True), reports=True)
    assert list(found) == ["あ市", "い町"]
    build([cities / "い町"], tmp_path / "別", SETTINGS)
    assert exported(tmp_path / "遠く" / "い町") == exported(tmp_path / "別")
    assert (tmp_path / "遠く" / "い町" / "reports" / "report.html").is_file()
    looks.clear()
    run(address, out, Crew(is_afar=True), reports=True)
    assert looks == []
    (cities / "い町" / "計画.md").unlink()
    run(address, out, Crew(is_afar=True))
    assert len(list((tmp_path / "遠く" / parts.FOLDER).iterdir())) == 2
    with pytest.raises(WorkspaceError, match=r"市町村ごとのフォルダーに，読み取る文書がありません"):
        run(f"{out}/い町/reports", out, Crew(is_afar=True))


@pytest.mark.skipif(not HAS_PARTS, reason="no pyarrow or fsspec")
def test_who_reads_otherwise_is_refused(cities: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = Reads(
        jobs.Job("あ市", "戦略.md"), str(cities / "あ市" / "戦略.md"), "", SETTINGS, 1, str(tmp_path), "他の版"
    )
    refused = perform(task)
    assert isinstance(refused, Refused)
    assert "同じ版の planlink と部品を入れて" in refused.why
    monkeypatch.setattr(parts, "reader_version", iter(["今", "別", "別", "別"]).__next__)
    with pytest.raises(RefusedError, match=r"版か部品が，指示した側と違います"):
        run(cities, tmp_path / "結果", Crew(is_afar=True))
