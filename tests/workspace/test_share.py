"""OUT on a network share: known as one, worked on in a copy, put back whole; words do not wait for that."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from factories import decision, town
from planlink.errors import WorkspaceError
from planlink.workspace import decisions, journal, share, store

Elsewhere = Callable[[str], None]

MOUNTS = """\
sysfs /sys sysfs rw 0 0
/dev/vda / ext4 rw 0 0
//server/share /mnt/share cifs rw 0 0
//server/b /mnt/\\346\\226\\207\\346\\233\\270\\040x cifs rw 0 0
/dev/vdb /mnt/share/local ext4 rw 0 0
nas:/vol /mnt/nas nfs4 rw 0 0
user@host: /mnt/ssh fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "shared"),
    [
        ("/home/a/結果", False),
        ("/mnt/share", True),
        ("/mnt/share/企画課/結果", True),
        ("/mnt/share2/結果", False),
        ("/mnt/share/local/結果", False),
        ("/mnt/文書 x/結果", True),
        ("/mnt/nas/結果", True),
        ("/mnt/ssh", True),
    ],
)
def test_a_share_of_linux_is_known_by_its_mount(folder: str, shared: bool) -> None:
    assert share.is_mounted(folder, MOUNTS) == shared


@pytest.mark.parametrize(
    ("folder", "shared"),
    [
        (r"C:\結果", False),
        (r"Z:\企画課\結果", True),
        (r"\\server\share\結果", True),
        (r"\\?\UNC\server\share\結果", True),
        (r"\\?\C:\結果", False),
        (r"\\?\Z:\結果", True),
    ],
)
def test_a_share_of_windows_is_known_by_its_drive(folder: str, shared: bool) -> None:
    assert share.is_remote(folder, {"C:\\": 3, "Z:\\": 4}.__getitem__) == shared


def test_a_folder_of_this_machine_is_none(tmp_path: Path) -> None:
    assert not share.is_shared(tmp_path)


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(share, "is_shared", lambda folder: True)
    (tmp_path / "結果").mkdir()
    return tmp_path / "結果"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    """Goes to another machine, which has copies of its own."""

    def go(name: str) -> None:
        (tmp_path / name).mkdir(exist_ok=True)
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / name))

    go("甲")
    return go


def build(out: Path, key: str) -> None:
    with store.opened(out, create=True) as db:
        store.save(db, town(), store.Run(key))


def seen(out: Path) -> tuple[str, list[str]]:
    with store.opened(out) as db:
        run = store.load_run(db)
        assert run is not None
        assert store.load_analysis(db).plans == town().plans
        return run.key, [one.label for one in decisions.every(db)]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_build_is_put_back_whole_and_seen_from_another_machine(out: Path, machine: Elsewhere) -> None:
    build(out, "k")
    whole = (out / store.DATABASE).read_bytes()
    assert seen(out) == ("k", [])
    machine("乙")
    assert seen(out) == ("k", [])
    build(out, "k2")
    machine("甲")
    assert seen(out) == ("k2", [])
    assert (out / store.DATABASE).read_bytes() != whole
    assert not [name for name in names(out) if name.endswith("-journal") or name.startswith(".planlink-planlink")]


def test_what_was_said_is_on_the_share_at_once_and_seen_everywhere(out: Path, machine: Elsewhere) -> None:
    build(out, "k")
    whole = (out / store.DATABASE).read_bytes()
    with store.opened(out) as db:
        decisions.add(db, decision(label="4"))
        assert journal.count(out / journal.FILE) == 1
    assert (out / store.DATABASE).read_bytes() == whole  # a word does not carry the whole database over
    machine("乙")
    assert seen(out) == ("k", ["4"])
    with store.opened(out) as db:
        decisions.add(db, decision(label="11"))
    machine("甲")
    assert seen(out) == ("k", ["4", "11"])
    with store.opened(out) as db:
        assert [one.act for one in decisions.every(db)] == [1, 2]


def test_a_copy_that_is_lost_loses_no_word(out: Path, machine: Elsewhere, tmp_path: Path) -> None:
    build(out, "k")
    with store.opened(out) as db:
        decisions.add(db, decision(label="4"))
    share.forget(out / store.DATABASE)
    assert names(tmp_path / "甲") == []
    assert seen(out) == ("k", ["4"])


def test_two_machines_never_overwrite_each_other(out: Path, machine: Elsewhere) -> None:
    build(out, "k")
    with pytest.raises(WorkspaceError, match="ほかのパソコン"):
        while_another_builds(out, machine)
    machine("甲")
    assert seen(out) == ("other", ["4"])


def while_another_builds(out: Path, machine: Elsewhere) -> None:
    with store.opened(out) as db:
        decisions.add(db, decision(label="4"))
        machine("乙")
        build(out, "other")
        machine("甲")
        store.save(db, town(), store.Run("mine"))


def test_what_cannot_be_put_back_is_a_sentence_and_leaves_the_old_state(
    out: Path, machine: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(out, "k")
    whole, replace = (out / store.DATABASE).read_bytes(), os.replace

    def broken(source: Path, target: Path) -> None:
        if Path(target) == out / store.DATABASE:
            raise OSError(5, "Input/output error")
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", broken)
        with pytest.raises(WorkspaceError, match="共有フォルダーに書き込めません"):
            build(out, "k2")
    assert (out / store.DATABASE).read_bytes() == whole
    for name in ("甲", "乙"):
        machine(name)
        assert seen(out) == ("k", [])


def test_half_a_transaction_beside_the_database_is_undone(out: Path, machine: Elsewhere) -> None:
    """As a crash leaves it where the folder was worked on directly."""
    build(out, "k")
    half = out / f"{store.DATABASE}-journal"
    half.write_bytes(b"")
    assert seen(out) == ("k", [])
    build(out, "k2")
    assert not half.exists()
