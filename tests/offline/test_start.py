"""offline/start: what the Python of a portable folder does first, and what it leaves as it is."""

from __future__ import annotations

import os
import runpy
import sys
from pathlib import Path

import pytest

START = Path(__file__).parents[2] / "offline" / "start" / "sitecustomize.py"
NAMES = ("TMP", "TEMP", "TMPDIR")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    for name in ("executable", "_base_executable"):
        monkeypatch.setattr(sys, name, str(tmp_path / "planlink.exe"))
    monkeypatch.setattr(sys, "orig_argv", ["planlink.exe"])
    monkeypatch.delattr(sys, "__interactivehook__", raising=False)
    for name in NAMES:
        monkeypatch.setenv(name, "/elsewhere")
    return tmp_path


def run() -> object:
    runpy.run_path(str(START))
    return getattr(sys, "__interactivehook__", None)


def test_a_double_click_opens_the_page_in_the_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr("planlink.cli.main", lambda words, prog_name: called.append(words))
    begin = run()
    assert callable(begin)
    begin()
    assert called == [["serve", str(home / "結果"), "--open"]]
    assert sys.executable == vars(sys)["_base_executable"] == str(home / "python.exe")


def test_what_went_wrong_stays_on_the_screen(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("builtins.input", asked.append)

    def broken(words: list[str], prog_name: str) -> None:
        raise SystemExit(2)

    monkeypatch.setattr("planlink.cli.main", broken)
    begin = run()
    assert callable(begin)
    with pytest.raises(SystemExit):
        begin()
    assert asked == ["Enter キーを押すと閉じます。"]


@pytest.mark.parametrize(
    ("name", "words"), [("python.exe", []), ("planlink.exe", ["-m", "planlink", "build"]), ("planlink.exe", ["a.py"])]
)
def test_otherwise_it_is_a_python_like_any_other(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: list[str]
) -> None:
    monkeypatch.setattr(sys, "executable", str(home / name))
    monkeypatch.setattr(sys, "orig_argv", [name, *words])
    assert run() is None
    assert sys.executable == str(home / "python.exe")


def test_temporary_files_come_into_the_folder(home: Path) -> None:
    run()
    assert {os.environ[name] for name in NAMES} == {str(home / "tmp")}
    assert (home / "tmp").is_dir()


def test_a_folder_that_is_only_read_leaves_them_where_they_were(home: Path) -> None:
    (home / "tmp").write_bytes(b"")  # no folder can be made
    run()
    assert {os.environ[name] for name in NAMES} == {"/elsewhere"}
