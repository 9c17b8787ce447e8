"""Documents read by several processes: one that dies costs no other document, and none outlives its parent."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dying import DEADLY, deadly
from planlink.settings import Settings
from planlink.workspace import store
from planlink.workspace.reading import PROCESS_ENDED, read_all

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by signals here")


def made(folder: Path, *names: str) -> list[Path]:
    (folder / "結果").mkdir()
    files = [folder / name for name in names]
    for file in files:
        file.write_text(f"# {file.stem}市総合戦略\n\n## 基本目標１　{file.stem}を守る\n", encoding="utf-8")
    return files


@pytest.mark.parametrize(
    "names",
    [
        ("沼.md", "港.md", "山.md", "里.md", "川.md"),
        ("港.md", "山.md", "沼.md", "里.md", "川.md"),
        ("港.md", "山.md", "里.md", "川.md", "沼.md"),
        ("沼.md", "沼二.md", "沼三.md", "港.md", "沼四.md"),
    ],
    ids=["first", "middle", "last", "most"],
)
def test_a_process_that_dies_costs_its_own_document_alone(names: tuple[str, ...], tmp_path: Path) -> None:
    files = made(tmp_path, *names)
    with store.opened(tmp_path / "結果", create=True) as db:
        read = read_all(db, files, Settings(), "k", jobs=2, read=deadly)
    assert [one.path for one in read] == files
    failures = {one.path.name: one.failure for one in read if one.plan is None}
    assert failures == {name: f"{name}{PROCESS_ENDED}" for name in names if name.startswith(DEADLY)}


def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    files = made(tmp_path, "港.md", "山.md")
    code = (
        "from pathlib import Path; from dying import waits; from planlink.settings import Settings\n"
        "from planlink.workspace import store; from planlink.workspace.reading import read_all\n"
        "if __name__ == '__main__':\n"
        f"    with store.opened(Path({str(tmp_path / '結果')!r}), create=True) as db:\n"
        f"        read_all(db, [Path(one) for one in {list(map(str, files))!r}], Settings(), 'k', jobs=2, read=waits)\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(code, encoding="utf-8")
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen([sys.executable, str(script)], env=surroundings)
    told = [file.with_suffix(".pid") for file in files]
    until(lambda: all(one.exists() and one.read_text() for one in told))
    parent.kill()
    parent.wait()
    until(lambda: not any(Path(f"/proc/{one.read_text()}").exists() for one in told))


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)
