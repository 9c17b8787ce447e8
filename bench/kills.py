"""What is lost when planlink is killed? Builds are killed at random moments (kill -9 of the process with all that it
started, or of a reading child alone), and processes that write decisions as fast as they can. After each kill the
database is sound, what stands is the old state or the new one or is told, every decision that was acknowledged is
there, and the next build ends with the bytes of one that was left alone.

`python bench/kills.py [--sample] [--kills N] [--seed N] [--json FILE]`; 200 kills, with `--sample` a few. Exit status
1 where something does not hold.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from measured import Row, tell

from planlink.cli import main as planlink
from planlink.documents.processes import surroundings
from planlink.records.links import Decision
from planlink.settings import Settings
from planlink.workspace import copies, decisions, journal, papers, record, store
from planlink.workspace.build import build
from planlink.workspace.unfinished import unfinished

ROOT = Path(__file__).resolve().parents[1]
PLAN = ROOT / "tests" / "pdfs" / "page_headers.pdf"
TEXT = "# まちの総合戦略\n\n## 基本目標１ 浜を守る\n\n### 具体的な施策\n\n"
KILLS, SAMPLE = 200, 8
SEED = 7
WRITES = 5
"""Of so many kills one is of a process that writes decisions."""
CHILDREN = 4
"""Of so many kills of builds one is of the reading child alone."""
ENDED = "ended before"
WRITER = """
import sys
from pathlib import Path
from planlink.records.links import Decision
from planlink.workspace import decisions, store
number = 0
while True:
    with store.opened(Path(sys.argv[1])) as db:
        for _ in range(20):
            number += 1
            words = [Decision("m", "sdg", label, "primary", "文", sys.argv[2], str(number)) for label in "34"]
            decisions.add(db, words)
            print(number, flush=True)
"""


@dataclass(frozen=True, slots=True)
class State:
    """What lies in OUT, without clocks."""

    copies: dict[str, bytes]
    papers: dict[str, bytes]
    run: str
    tables: str


class City:
    """A workspace with a PDF and a text that changes."""

    def __init__(self, folder: Path, reports: bool) -> None:
        self.folder, self.out, self.reports = folder, folder / "結果", reports
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, edition: int) -> None:
        shutil.copyfile(PLAN, self.folder / "ビジョン.pdf")
        measures = "".join(f"- 浜の清掃{number}を行う。\n" for number in range(3 + edition))
        (self.folder / "planlink.toml").write_text('model = "core"\n', encoding="utf-8")
        (self.folder / "戦略.md").write_text(TEXT + measures, encoding="utf-8")

    def start(self) -> int:
        """`planlink build` in a process group of its own, forked from this process, which has loaded what it needs:
        nothing is at stake while libraries are loaded."""
        arguments = ["build", *(str(self.folder / name) for name in ("ビジョン.pdf", "戦略.md")), "-o", str(self.out)]
        arguments += ["--config", str(self.folder / "planlink.toml"), *([] if self.reports else ["--no-reports"])]
        child = os.fork()
        if child:
            return child
        status = 70
        try:
            os.setsid()
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            planlink(arguments, prog_name="planlink", standalone_mode=True)
        except SystemExit as end:
            status = int(end.code or 0)
        finally:
            os._exit(status)

    def build(self) -> float:
        """Build to the end; the seconds that it takes. Raises AssertionError where it fails."""
        began = time.monotonic()
        status = os.waitstatus_to_exitcode(os.waitpid(self.start(), 0)[1])
        assert status == 0, f"build ended with {status}"
        return time.monotonic() - began


def load(city: City) -> None:
    """Build once in this process, so that it has loaded what builds need."""
    city.write(0)
    named = [city.folder / name for name in ("ビジョン.pdf", "戦略.md")]
    build(named, city.out, Settings.load(city.folder / "planlink.toml"), reports=city.reports)


def state(out: Path) -> State:
    """Raises WorkspaceError where the database cannot be read."""
    copied, written = (
        {path.name: path.read_bytes() for path in sorted((out / folder).glob("*")) if path.name[0] != "."}
        for folder in (copies.FOLDER, papers.FOLDER)
    )
    with store.opened(out, create=True) as db:
        run = store.load_run(db)
        tables = [db.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in ("analysis", "entries")]
    return State(copied, written, "" if run is None else run.key, repr(tables))


def words(out: Path) -> list[Decision]:
    with store.opened(out, create=True) as db:
        return list(decisions.every(db))


def is_sound(out: Path) -> bool:
    with closing(sqlite3.connect(out / store.DATABASE)) as db:
        return bool(db.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def kill_build(city: City, delay: float, child_alone: bool) -> str:
    """Start a build, and kill it, or the process that reads for it, after `delay` seconds; says what was killed."""
    process, ends = city.start(), time.monotonic() + delay
    while time.monotonic() < ends and not os.waitpid(process, os.WNOHANG)[0]:
        time.sleep(0.01)
        if child_alone and (child := _child(process)):
            os.kill(child, signal.SIGKILL)
            os.waitpid(process, 0)
            return "child"
    try:
        os.killpg(process, signal.SIGKILL)
        os.waitpid(process, 0)
    except (ProcessLookupError, ChildProcessError):
        return ENDED
    return "build"


def real(count: Counter[str]) -> int:
    """How many of the trials killed something: a build may have ended before."""
    return count.total() - count[ENDED]


def _child(parent: int) -> int | None:
    """The process that reads for a build."""
    told = Path(f"/proc/{parent}/task/{parent}/children")
    found = told.read_text().split() if told.is_file() else []
    return int(found[0]) if found else None


def kill_writer(out: Path, delay: float, who: str) -> tuple[list[int], str]:
    """The numbers of the decisions that were acknowledged before the kill."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(out), who], stdout=subprocess.PIPE, env=surroundings(), text=True
    )
    with process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(delay)
        process.kill()
        return [int(line) for line in (first + process.stdout.read()).split("\n") if line], "writer"


class Trial:
    """One kill: a start that is copied, what is done there, and what does not hold."""

    def __init__(self, place: Path, reports: bool) -> None:
        self.place, self.reports = place, reports
        self.old, self.whole = City(place / "old", reports), City(place / "new", reports)
        self.old.write(0)
        self.old.build()
        with store.opened(self.old.out) as db:
            decisions.add(db, [Decision("戦略.1", "sdg", label, "primary", "文", "企画課") for label in ("3", "14")])
        self.old.build()
        shutil.copytree(self.old.folder, self.whole.folder, dirs_exist_ok=True)
        self.whole.write(1)
        self.seconds = self.whole.build()
        self.before, self.after, self.said = state(self.old.out), state(self.whole.out), words(self.old.out)
        self.first = City(place / "first", reports)
        self.first.write(1)
        self.first.build()
        self.fresh = state(self.first.out)

    def build(self, number: int, chance: random.Random) -> tuple[str, list[str]]:
        """Kill a first build (one of three) or one after a change."""
        is_first, child_alone = chance.random() < 1 / 3, chance.randrange(CHILDREN) == 0
        city = City(self.place / str(number), self.reports)
        if not is_first:
            shutil.copytree(self.old.out, city.out)
        city.write(1)
        killed = kill_build(city, chance.uniform(0, self.seconds * 1.1), child_alone)
        before, after = (None, self.fresh) if is_first else (self.before, self.after)
        found = self._faults(city, before, after, [] if is_first else self.said, killed)
        shutil.rmtree(city.folder)
        return killed, found

    def _faults(self, city: City, before: State | None, after: State, said: list[Decision], killed: str) -> list[str]:
        found = []
        if (city.out / store.DATABASE).is_file():
            sentence, now = unfinished(city.out), state(city.out)
            tables = [after.tables, before.tables if before else repr([[], []])]
            found += ["a mixture in the database"] if killed != "child" and now.tables not in tables else []
            whole = now in (before, after) or (before is None and not now.run)
            found += ["a mixture that nothing tells of"] if killed == "build" and not (whole or sentence) else []
            found += ["the database is damaged"] if not is_sound(city.out) else []
            found += ["a decision is lost"] if words(city.out) != said else []
        city.build()
        found += ["the next build differs"] if state(city.out) != after or words(city.out) != said else []
        found += ["something is told still"] if unfinished(city.out) else []
        found += ["something is left"] if list(city.out.rglob(".*")) else []
        told = json.loads((city.out / record.FILE).read_text(encoding="utf-8"))
        return [*found, *(["the record is of another run"] if told["key"] != after.run else [])]

    def write(self, number: int, chance: random.Random) -> tuple[str, list[str]]:
        """Kill a process that writes decisions."""
        out = self.place / str(number)
        shutil.copytree(self.old.out, out)
        said, killed = kill_writer(out, chance.uniform(0, 1.0), f"職員{number}")
        kept = [int(word.when) for word in words(out) if word.who == f"職員{number}"]
        expected = [one for one in said for _ in range(2)]
        found = [] if kept[: len(expected)] == expected and len(kept) - len(expected) in (0, 2) else ["a word is lost"]
        found += ["the database is damaged"] if not is_sound(out) else []
        (out / store.DATABASE).unlink()  # and with the journal alone
        found += (
            ["the journal lacks a word"] if [one.who for one in words(out)].count(f"職員{number}") != len(kept) else []
        )
        found += ["the journal is counted otherwise"] if journal.count(out / journal.FILE) != len(words(out)) else []
        shutil.rmtree(out)
        return killed, found


def rows(kills: int, seed: int, sample: bool, told: Callable[[str], object] = print) -> list[Row]:
    """What is killed by turns, until so much is: builds without papers, some with papers, writers."""
    chance, count, faults = random.Random(seed), Counter[str](), list[str]()
    with tempfile.TemporaryDirectory(prefix="kills-") as place:
        load(City(Path(place) / "load", reports=not sample))
        plain = Trial(Path(place) / "plain", reports=False)
        full = plain if sample else Trial(Path(place) / "full", reports=True)
        for number in itertools.takewhile(lambda _: real(count) < kills, itertools.count()):
            if number % WRITES == WRITES - 1:
                killed, found = plain.write(number, chance)
            else:
                killed, found = (full if number % WRITES == 0 else plain).build(number, chance)
            count[killed] += 1
            faults += [f"{number} ({killed}): {fault}" for fault in found]
            told(f"{number:4} {killed:12} {'，'.join(found) or 'holds'}")
    done = "，".join(f"{what} {times}" for what, times in sorted(count.items()))
    asked = f"{kills} real kills, nothing lost, no mixture untold, the next build the same bytes"
    measured = f"{len(faults)} faults ({done})" + "".join(f"; {fault}" for fault in faults[:5])
    return [Row("kill -9 at a random moment", asked, measured, not faults)]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", action="store_true", help="a few kills, for .ci/run")
    parser.add_argument("--kills", type=int, help=f"how many (default: {KILLS})")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--json", type=Path, help="write the rows here")
    asked = parser.parse_args(arguments)
    kills = asked.kills or (SAMPLE if asked.sample else KILLS)
    made = rows(kills, asked.seed, asked.sample)
    return tell(made, asked.json, {"seed": asked.seed})


if __name__ == "__main__":
    sys.exit(main())
