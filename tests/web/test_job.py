"""One piece of work at a time, in a process that can be followed and killed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from planlink.documents.processes import surroundings
from planlink.errors import DocumentError, PlanlinkError
from planlink.web import limited
from planlink.web.job import BusyError, Job, State
from planlink.web.limited import MOST_MEMORY
from planlink.web.words import say

Made = Callable[..., Job]


def lines(*told: Mapping[str, object]) -> str:
    """A program that says these lines."""
    return "".join(f"print({json.dumps(json.dumps(one))}, flush=True);" for one in told)


STEPS = {"steps": 4}
READING = {"doing": "計画.pdf", "done": 50, "of": 120}
STORING = {"doing": "帳票", "done": 0, "of": 0}
WAITING = "import time; time.sleep(60)"


@pytest.fixture
def made() -> Iterator[Made]:
    jobs: list[Job] = []

    def make(script: str, seconds: float = 60) -> Job:
        jobs.append(Job(seconds, lambda arguments: [sys.executable, "-c", script, *arguments]))
        return jobs[-1]

    yield make
    for job in jobs:
        job.stop()


def until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.02)


def ended(job: Job) -> State:
    until(lambda: not job.state.runs)
    return job.state


def test_it_is_followed_page_by_page(made: Made) -> None:
    job = made(lines(STEPS, {"ended": "前.pdf"}, READING) + WAITING)
    job.start("build", [])
    until(lambda: job.state.doing == "計画.pdf")
    state = job.state
    assert (state.step, state.steps, state.done, state.of, state.runs) == (1, 4, 50, 120, True)


@pytest.mark.parametrize(
    ("script", "outcome", "sentences"),
    [
        (lines(STORING), "done", ()),
        (lines(STORING) + "raise SystemExit(1)", "done", ()),
        ("raise SystemExit(1)", "failed", (say("broken"),)),
        (
            "import sys; sys.exit('注意：x\\nエラー：a.pdf：開けません。\\nb.pdf：空です。')",
            "failed",
            ("a.pdf：開けません。", "b.pdf：空です。"),
        ),
        (
            lines(STORING) + "import sys; print('エラー：閉じて。', file=sys.stderr); sys.exit(2)",
            "failed",
            ("閉じて。", say("stored")),
        ),
        ("1 / 0", "failed", (say("broken"),)),
        ("import os; os.kill(os.getpid(), 9)", "failed", (say("killed"),)),
    ],
)
def test_how_it_ended(made: Made, script: str, outcome: str, sentences: tuple[str, ...]) -> None:
    job = made(f"import sys; sys.stderr.reconfigure(encoding='utf-8'); {script}")
    last: list[State] = []
    job.start("build", [], last.append)
    state = ended(job)
    assert (state.outcome, state.sentences) == (outcome, sentences)
    assert last == [state]


@pytest.mark.parametrize(
    "said", ["{", "{}", "[1]", '{"steps": "x"}', '{"doing": {}, "done": "x", "of": []}', "x" * 50_000]
)
def test_odd_lines_are_passed_over(made: Made, said: str) -> None:
    job = made(f"print({said!r})")
    job.start("build", [])
    assert ended(job).outcome == "done"


def test_a_second_one_is_refused_until_the_first_has_ended(made: Made) -> None:
    job = made(WAITING)
    job.start("build", [])
    with pytest.raises(BusyError, match="終わってから"):
        job.start("papers", [])
    job.stop()
    assert ended(job).outcome == "stopped"
    job.start("papers", [])
    assert job.state.task == "papers"


def test_stop_kills_what_the_process_started(made: Made, tmp_path: Path) -> None:
    told = tmp_path / "pid"
    child = f"import os, time; open({str(told)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    job = made(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])")
    job.start("build", [])
    until(lambda: told.is_file() and told.read_text() != "")
    job.stop()
    assert ended(job).sentences == (say("stopped"),)
    until(lambda: gone(int(told.read_text())))


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_it_may_not_take_for_ever(made: Made) -> None:
    job = made(WAITING, seconds=0.2)
    job.start("build", [])
    assert ended(job).sentences == (say("long"),)


def test_the_command_line_runs_with_limits(tmp_path: Path) -> None:
    job = Job()
    job.start("build", ["build", str(tmp_path / "nein.pdf"), "-o", str(tmp_path / "out")])
    state = ended(job)
    assert state.outcome == "failed"
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_limits_are_set() -> None:
    ask = "import resource, planlink.web.limited as it; it.limit(); print(resource.getrlimit(resource.RLIMIT_AS)[0])"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, env=surroundings())
    assert 0 < int(told.stdout) <= MOST_MEMORY


HELD = """
import planlink.cli, planlink.web.limited, time
planlink.cli.main = lambda *arguments, **options: time.sleep(60)
print("here", flush=True)
planlink.web.limited.main(["build"])
"""


def test_it_ends_with_its_parent() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HELD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=surroundings(),
        start_new_session=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == b"here\n"
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.5)
    process.stdin.close()  # as the system does when the parent is killed
    assert process.wait(20) != 0
    process.stdout.close()


@pytest.mark.parametrize(
    ("what", "name", "content", "told"),
    [
        ("kind", "計画.md", "# 計画".encode(), "markdown"),
        ("kind", "偽.pdf", b"MZ\x90\x00", None),
        ("answers", "回答.csv", "点検ID,回答\nk.1,修正する\n".encode(), [{"finding": "k.1", "verdict": "fix"}]),
        ("answers", "回答.csv", "指標,値\n".encode(), None),
        ("answers", "回答.xlsx", b"PK\x03\x04 nothing", None),
    ],
)
def test_what_is_told_of_a_file_by_another_process(
    what: str, name: str, content: bytes, told: Any, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    if told is None:
        with pytest.raises(PlanlinkError, match=r"。$"):
            limited.ask(what, tmp_path / name)
    elif what == "answers":
        assert [{key: row[key] for key in told[0]} for row in limited.ask(what, tmp_path / name)] == told
    else:
        assert limited.ask(what, tmp_path / name) == told


@pytest.mark.parametrize("what", list(limited.UNREAD))
def test_a_file_that_holds_up_the_other_process_is_named(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limited, "ASKED_SECONDS", 0.01)
    (tmp_path / "回答.csv").write_text("点検ID,回答\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"回答\.csv：.*保存したもの"):
        limited.ask(what, tmp_path / "回答.csv")
