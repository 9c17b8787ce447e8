"""The process that does tasks: what it says, that one that dies is replaced, and that none outlives its owner."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from planlink.documents.processes import surroundings
from planlink.settings import Settings
from planlink.workspace import store
from planlink.workspace.crew import here
from planlink.workspace.hand import Hand
from planlink.workspace.jobs import DONE, FAILED, Job
from planlink.workspace.tasks import Read, Reads


@pytest.fixture
def hand() -> Iterator[Hand]:
    one = Hand()
    yield one
    one.end()


def task(folder: Path, name: str = "計画.md", text: str = "# 計画\n\n本文です。\n") -> Reads:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return Reads(Job("", name), str(path), str(folder), Settings(roles={"計画": "plan"}), version="v1")


def test_a_hand_reads_and_one_that_died_is_replaced(hand: Hand, tmp_path: Path) -> None:
    said = hand.do(task(tmp_path))
    assert isinstance(said, Read)
    assert (said.job.state, said.kept) == (DONE, False)
    with store.opened(tmp_path) as db:
        assert store.has_plan(db, "計画.md", said.job.sha256, said.job.version)
    assert hand._process
    hand._process.kill()
    hand._process.wait()
    assert hand.do(task(tmp_path)) is None
    again = hand.do(task(tmp_path))
    assert isinstance(again, Read)
    assert again.kept
    empty = hand.do(task(tmp_path, "空.md", " "))
    assert isinstance(empty, Read)
    assert (empty.job.state, empty.job.why) == (FAILED, "空.md：中身が空です。元のファイルを指定し直してください。")


def test_hands_of_this_machine_work_at_once_and_end_with_the_block(tmp_path: Path) -> None:
    with here(2) as crew:
        futures = [crew.start(task(tmp_path, f"{number}.md")) for number in range(4)]
        assert all(isinstance(one.result(), Read) for one in futures)
        processes = [hand._process for hand in crew._hands]
    assert len(processes) <= 2
    assert all(process and process.poll() is not None for process in processes)


OWNER = """
import time
from planlink.workspace.hand import Hand, _started
process = _started()
print(process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="asks /proc or signals")
def test_a_hand_does_not_outlive_its_owner() -> None:
    owner = subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, env=surroundings())
    with owner:
        assert owner.stdout
        number = int(owner.stdout.readline())
        time.sleep(0.5)  # it may still be loading
        owner.kill()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.kill(number, 0)
            if Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return  # ended; nobody asked how
        except (ProcessLookupError, FileNotFoundError):
            return
        time.sleep(0.1)
    pytest.fail("the hand goes on alone")
