"""A build that is killed at each of its steps in turn: `python tests/killing.py FOLDER CASE` tells what stands then.

With `full` behind the case FOLDER is a small disk, and the build runs on it with more and more room.

A step is a transaction of the database, or a file that is put in its place; the process is killed before it. A line of
JSON for each: which step, what does not hold.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from factories import decision, measure, plan, town
from planlink.errors import PlanlinkError
from planlink.outputs import reports
from planlink.outputs.reports import Wishes
from planlink.records.findings import Analysis
from planlink.records.plans import Plan
from planlink.settings import Settings
from planlink.workspace import copies, decisions, papers, record, store
from planlink.workspace.build import build
from planlink.workspace.journal import Desk
from planlink.workspace.unfinished import READING, STORED, unfinished

OLD, NEW = "前の本文", "新しい本文"
WORDS = [decision(label=label, who="企画課", when=f"2026-04-0{day}") for day, label in enumerate(("3", "4", "11"), 1)]
State = dict[str, Any]


class City:
    """Two documents, one of which changes; stages that are quick."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out = folder, folder / "結果"
        folder.mkdir(parents=True)

    def write(self, names: Sequence[str], text: str) -> None:
        for path in self.folder.glob("*.md"):
            path.unlink()
        for name in names:
            (self.folder / name).write_text(text if name == "戦略.md" else "変わらない", encoding="utf-8")

    def build(self, as_of: date | None = None) -> None:
        named = sorted(self.folder.glob("*.md"))
        build(named, self.out, Settings(model="core"), read=_read, relate=_relate, as_of=as_of)

    def decide(self) -> None:
        with store.opened(self.out) as db:
            for word in WORDS:
                decisions.add(db, word)


def _read(path: Path, settings: Settings) -> Plan:
    text = path.read_text(encoding="utf-8")
    one = measure(id=f"{path.stem}.1", document=path.stem, text=text)
    return plan(id=path.stem, file=path.name, measures=(one,), items=(), indicators=(), declared=(), passages=())


def _write_reports(analysis: Analysis, folder: Path, wishes: Wishes, *_: object) -> tuple[Path, ...]:
    """Papers that are quick: what they would rest on."""
    for name in reports.PAPERS:
        (folder / name).write_text(f"{name} {wishes} {[plan.measures for plan in analysis.plans]}", encoding="utf-8")
    return tuple(folder / name for name in reports.PAPERS)


def _relate(plans: Sequence[Plan], *_: object) -> Analysis:
    return replace(
        town(), plans=tuple(plans), links=(), scores=(), coverage=(), alignments=(), findings=(), proposed=()
    )


def state(out: Path) -> State:
    """What lies there: each part by itself, the record of the run without the clock."""
    found: State = {}
    for folder in (copies.FOLDER, papers.FOLDER):
        files = {path.name: path.read_bytes().hex() for path in (out / folder).glob("*") if path.name[0] != "."}
        found[folder] = files
    told = json.loads((out / record.FILE).read_text(encoding="utf-8")) if (out / record.FILE).is_file() else {}
    found["record"] = [told.get("key"), told.get("as_of"), [one["file"] for one in told.get("documents", ())]]
    with store.opened(out, create=True) as db:
        run = store.load_run(db)
        found["run"] = None if run is None else [run.key, run.as_of]
        for table in ("readings", "analysis"):
            found[table] = db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
        found["copies"] = sorted(store.load_copies(db))
    return found


def words(out: Path) -> list[str]:
    with store.opened(out, create=True) as db:
        return [repr((one, one.act)) for one in decisions.every(db)]


def left(out: Path) -> list[str]:
    return sorted(path.name for path in out.rglob(".*"))


class Steps:
    """Kills this process before the given one."""

    def __init__(self, number: int) -> None:
        self.left = number

    def before(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def done(*given: Any) -> Any:
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)
            return work(*given)

        return done


class Watched(Desk):
    """Does not wait for the disk, which a killed process does not need."""

    steps: Steps | None = None

    def execute(self, sql: str, *given: Any) -> sqlite3.Cursor:
        if sql.startswith("PRAGMA synchronous"):
            return super().execute("PRAGMA synchronous = OFF")
        if sql == "COMMIT" and self.steps is not None:
            self.steps.before(int)()
        return super().execute(sql, *given)


def killed(number: int, work: Callable[[], None]) -> bool:
    """Do the work in a process that is killed before that step; whether it was."""
    child = os.fork()
    if not child:
        Watched.steps = Steps(number)
        os.replace = Watched.steps.before(os.replace)
        try:
            work()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


def faults(city: City, old: State | None, new: State, said: list[str], again: Callable[[], None]) -> list[str]:
    """What does not hold after a kill, and after the next build."""
    found = []
    sentence = unfinished(city.out) if (city.out / store.DATABASE).is_file() else ""
    now = state(city.out)
    parts = ("analysis", "run", copies.FOLDER, papers.FOLDER, "record")
    is_old, is_new = (all(now[part] == whole[part] for part in parts) for whole in (old or state_of_nothing(), new))
    if now["analysis"] not in ((old or state_of_nothing())["analysis"], new["analysis"]):
        found.append("the analysis is neither")
    stands = STORED if now["run"] == new["run"] else READING
    if not (is_old or is_new) and not (sentence or "").startswith(stands):
        found.append(f"a mixture that nothing tells of: {sentence}")
    if words(city.out) != said:
        found.append("decisions differ")
    with closing(sqlite3.connect(city.out / store.DATABASE)) as db:
        if db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            found.append("the database is damaged")
    again()
    if (ended := state(city.out)) != new:
        found.append(f"the next build differs in {[part for part in new if ended[part] != new[part]]}")
    if words(city.out) != said or unfinished(city.out) is not None or left(city.out):
        found.append(f"something is left: {unfinished(city.out)} {left(city.out)}")
    return found


def state_of_nothing() -> State:
    return {"analysis": [], "run": None, copies.FOLDER: {}, papers.FOLDER: {}, "record": [None, None, []]}


FREE, STEP, MOST = 0, 4096, 4 * 1024**2
"""Bytes that are left on a disk: at first, more each time, at most."""


def filled(place: Path, left: int, work: Callable[[], None]) -> str | None:
    """Do the work on a disk with so many bytes left; the sentence that it ends with, None where it was done."""
    ballast = place / "ballast"
    room = os.statvfs(place)
    with suppress(OSError), ballast.open("wb") as opened:
        opened.write(bytes(max(0, room.f_bavail * room.f_frsize - left)))
    try:
        work()
    except PlanlinkError as error:
        return str(error)
    finally:
        ballast.unlink()
    return None


def fill(place: Path, case: str) -> None:
    """The same build on disks that are full sooner and later; `place` is a small one."""
    start, old, said = begun(place, case)
    names, text, day = CASES[case][1]
    new = ended(start, place, case)
    for left in range(FREE, MOST, STEP):
        city = copied(start, place / "n")
        city.write(names, text)
        sentence = filled(place, left, partial(city.build, day))
        if sentence is None and unfinished(city.out) is None and state(city.out) == new:
            print(json.dumps([left, [], ""]), flush=True)
            return
        found = faults(city, old, new, said, partial(city.build, day))
        found += [] if sentence and ("空き容量" in sentence or "空けて" in sentence) else [f"no sentence: {sentence}"]
        print(json.dumps([left, found, sentence]), flush=True)
        shutil.rmtree(city.folder)


DAY = date(2026, 4, 1)
BOTH, OTHER = ("ビジョン.md", "戦略.md"), ("別.md", "戦略.md")
CASES = {
    "first": (None, (BOTH, OLD, None)),
    "other": ((BOTH, OLD, None), (OTHER, NEW, DAY)),
    "dated": ((BOTH, OLD, None), (BOTH, OLD, DAY)),
}
"""What was built before, if anything, and what the build is about that is killed: names, text, day."""


def begun(place: Path, case: str) -> tuple[City, State | None, list[str]]:
    """What was built before, as it stands, and what was decided."""
    before, start = CASES[case][0], City(place / "始め")
    if before is None:
        return start, None, []
    start.write(before[0], before[1])
    start.build(before[2])
    start.decide()
    start.build(before[2])
    return start, state(start.out), words(start.out)


def ended(start: City, place: Path, case: str) -> State:
    """What a build leaves that nobody disturbs."""
    names, text, day = CASES[case][1]
    whole = copied(start, place / "終わり")
    whole.write(names, text)
    whole.build(day)
    return state(whole.out)


def main(place: Path, case: str) -> None:
    start, old, said = begun(place, case)
    names, text, day = CASES[case][1]
    new = ended(start, place, case)
    for number in range(1, 200):
        city = copied(start, place / str(number))
        city.write(names, text)
        if not killed(number, partial(city.build, day)):
            return
        print(json.dumps([number, faults(city, old, new, said, partial(city.build, day))]), flush=True)
        shutil.rmtree(city.folder)


def copied(city: City, folder: Path) -> City:
    made = City(folder)
    if city.out.is_dir():
        shutil.copytree(city.out, made.out)
    return made


if __name__ == "__main__":
    reports.write_reports = _write_reports  # type: ignore[assignment]
    vars(store)["Desk"] = Watched
    (fill if sys.argv[3:] == ["full"] else main)(Path(sys.argv[1]), sys.argv[2])
