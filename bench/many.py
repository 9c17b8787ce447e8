"""Many cities: two Dask workers against one process, one of them killed in the middle, and how cost grows.

`python bench/many.py [--sample] [--json FILE]`. 200 documents of 20 made-up cities (PDFs of the tests, each with a mark
of its own behind its end, and generated texts) are made into workspaces by one process, by two Dask workers, and again
by two of which one is killed: the exports and papers must be the same bytes. Then 200 and 2,000 generated texts, ten a
city, and the CPU seconds a document of each. `--sample`: 10 documents, neither speed nor cost, since of a short run the
start of its processes is the most. Needs the extra `cluster`. Exit status 1 where a row does not hold.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from loopback import Loopback, kill_at
from measured import Row, tell

from planlink.outputs.export import export
from planlink.settings import Settings
from planlink.workspace import parts, store
from planlink.workspace.cluster import joined
from planlink.workspace.crew import Crew, here
from planlink.workspace.many import Wishes, make

ROOT = Path(__file__).resolve().parents[1]
PDFS = ROOT / "tests" / "pdfs"
SPEED, FLAT = 1.5, 0.2
SETTINGS = Settings(model="core")
GOALS = ("海と暮らす", "学びを支える", "まちを結ぶ", "山を守る", "仕事をつくる")
MATTERS = ("浜の清掃", "読書の時間", "渡し船の運航", "間伐材の利用", "直売所の開設", "防災の訓練", "空き家の活用")


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds (of all processes, or of the busier one of two workers) and wall seconds of a run over so many
    documents, and the load of the machine when it began."""

    documents: int
    cpu: float
    wall: float
    load: float


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__)
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--sample", action="store_true")
    part.add_argument("--only", choices=("cluster", "shape"), help="one half alone")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(arguments)
    rows: list[Row] = []
    costs: dict[str, list[Cost]] = {}
    if asked.only != "shape":
        found, costs["cluster"] = clustered(2 if asked.sample else 20, 5 if asked.sample else 10, not asked.sample)
        rows += found
    if asked.only != "cluster" and not asked.sample:
        found, costs["shape"] = shaped((200, 2000))
        rows += found
    return tell(rows, asked.json, {"runs": {name: [asdict(cost) for cost in each] for name, each in costs.items()}})


def clustered(cities: int, documents: int, timed: bool) -> tuple[list[Row], list[Cost]]:
    """One process, two workers, two workers of which one is killed."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        mixed(folder / "in", cities, documents)
        alone = _by_one(folder / "in", folder / "one")
        two = _by_workers(folder / "in", folder / "two", False)
        killed = _by_workers(folder / "in", folder / "killed", True)
        first = results(folder / "one")
        count = cities * documents
        rows = [
            _same(f"{count} documents by two Dask workers and by one process", first, results(folder / "two")),
            _same(f"{count} documents, one of two workers killed in the middle", first, results(folder / "killed")),
        ]
    if timed:
        ratio = alone.wall / two.wall
        load = f"load at the start {alone.load:.1f} and {two.load:.1f} on {os.cpu_count()} cores"
        by_cpu = f"with a core for each, by CPU seconds, {alone.cpu / two.cpu:.2f} ×"
        measured = f"{ratio:.2f} × ({alone.wall:.0f} s, {two.wall:.0f} s; {load}; {by_cpu})"
        rows.append(Row("speed of two Dask workers, wall", f"≥ {SPEED} × one process", measured, ratio >= SPEED))
    return rows, [alone, two, killed]


def _by_one(source: Path, out: Path) -> Cost:
    used = _cpu()
    with here(1) as crew:
        cost = _run(source, out, crew)
    return replace(cost, cpu=_cpu() - used)


def _by_workers(source: Path, out: Path, kill: bool) -> Cost:
    logs = out.with_suffix(".logs")
    logs.mkdir()
    dask = Loopback(logs)
    try:
        workers = [dask.worker(), dask.worker()]
        if kill:
            middle = sum(1 for path in source.rglob("*") if path.is_file()) // 2
            kill_at(workers[0], out / parts.FOLDER, middle)
        before = [dask.cpu(worker) for worker in workers]
        with joined(dask.address) as crew:
            cost = _run(source, out, crew)
        spent = [dask.cpu(worker) - was for worker, was in zip(workers, before, strict=True)]
        cost = replace(cost, cpu=max(spent))
        assert (workers[0].poll() is not None) == kill
    finally:
        dask.end()
    return cost


def _run(source: Path, out: Path, crew: Crew) -> Cost:
    load, began = os.getloadavg()[0], time.perf_counter()
    failed = [made.failure for _, made in make([source], out, Wishes(SETTINGS), crew) if made.summary is None]
    assert not failed, failed
    count = sum(1 for path in source.rglob("*") if path.is_file())
    return Cost(count, 0.0, time.perf_counter() - began, load)


def results(out: Path) -> Mapping[str, bytes]:
    """Every export and paper of every city."""
    found: dict[str, bytes] = {}
    for city in sorted(path.parent for path in out.glob("*/planlink.db")):
        with store.opened(city) as db:
            analysis = store.load_analysis(db)
        written = [*export(analysis, "jsonl", city / "export"), *sorted((city / "reports").glob("*"))]
        found |= {f"{city.name}/{path.name}": path.read_bytes() for path in written}
    return found


def _same(what: str, first: Mapping[str, bytes], other: Mapping[str, bytes]) -> Row:
    differing = sorted(name for name in first.keys() | other.keys() if first.get(name) != other.get(name))
    return Row(what, "the same bytes", f"{len(differing)} of {len(first)} files differ", not differing and bool(first))


def shaped(sizes: Sequence[int]) -> tuple[list[Row], list[Cost]]:
    """What a document costs in a run over few and over many, without papers."""
    costs = [_shape(size) for size in sizes]
    few, many = (cost.cpu / cost.documents for cost in costs)
    growth = many / few - 1
    measured = f"{growth:+.0%} ({few:.3f} and {many:.3f} CPU s a document)"
    what = f"CPU a document, {sizes[1]} documents beside {sizes[0]}"
    return [Row(what, f"within {FLAT:.0%}", measured, abs(growth) <= FLAT)], costs


def _shape(size: int) -> Cost:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for city in range(size // 10):
            (folder / "in" / f"{city:04}市").mkdir(parents=True)
            for number in range(10):
                _text(folder / "in" / f"{city:04}市" / f"計画{number}.md", city, number)
        used, began, load = _cpu(), time.perf_counter(), os.getloadavg()[0]
        with here(1) as crew:
            wishes = Wishes(SETTINGS, reports=False)
            failed = [made.failure for _, made in make([folder / "in"], folder / "out", wishes, crew) if made.failure]
        assert not failed, failed
        return Cost(size, _cpu() - used, time.perf_counter() - began, load)


def mixed(folder: Path, cities: int, documents: int) -> None:
    """Cities of short PDFs and texts, a third of them PDFs."""
    pdfs = sorted([*PDFS.glob("page_*.pdf"), *PDFS.glob("kpi_*.pdf")])
    for city in range(cities):
        own = folder / f"{city:02}市"
        own.mkdir(parents=True)
        for number in range(documents):
            if number % 3:
                _text(own / f"計画{number}.md", city, number)
                continue
            source = pdfs[(city * documents + number) % len(pdfs)]
            path = own / f"計画{number}.pdf"
            shutil.copyfile(source, path)
            with path.open("ab") as opened:
                opened.write(f"\n% {city} {number}\n".encode())


def _text(path: Path, city: int, number: int) -> None:
    """A short strategy: three goals of three measures, no two documents alike."""
    lines = [f"# 第{city}次総合戦略（その{number}）", "", "計画期間 令和7年度～令和11年度", ""]
    for goal in range(3):
        lines += [f"## 基本目標{goal + 1} {GOALS[(city + goal + number) % len(GOALS)]}", "", "### 具体的な施策", ""]
        for measure in range(3):
            matter = MATTERS[(city * 3 + number * 5 + goal + measure) % len(MATTERS)]
            lines += [
                f"#### ({measure + 1}) {matter}",
                "",
                f"{matter}を年{city % 9 + number + 2}回行い、住民とともに進めます。",
                "",
            ]
    path.write_text("\n".join(lines), encoding="utf-8")


def _cpu() -> float:
    """CPU seconds of this process and of those of its children that have ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
