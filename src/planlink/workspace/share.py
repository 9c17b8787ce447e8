"""A workspace on a network share: its database is worked on in a copy on this machine and put back whole, since SQLite
cannot rely on the locks of a share. What people say does not wait for that: the journal lies in OUT itself.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath, PureWindowsPath

from planlink.errors import WorkspaceError
from planlink.workspace import lock

SHARES = frozenset(
    ("9p", "afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.sshfs")
) | {"glusterfs", "ncpfs", "nfs", "nfs4", "smb2", "smb3", "smbfs"}
"""File systems of Linux that lie on another machine."""
REMOTE = 4
"""What Windows says of a drive that is mapped to a share."""
PATIENCE = 10.0
TRIES = 5
ENDS = ("", "-journal")
NOBODY = "-"
"""The stamp of a database that is not there."""


@cache
def is_shared(folder: Path) -> bool:
    """Whether a folder lies on another machine."""
    if sys.platform == "win32":
        import ctypes

        return is_remote(str(folder.absolute()), ctypes.windll.kernel32.GetDriveTypeW)
    with suppress(OSError):
        return is_mounted(str(folder.resolve()), Path("/proc/mounts").read_text(encoding="utf-8", errors="replace"))
    return False


def is_remote(folder: str, drive_type: Callable[[str], int]) -> bool:
    r"""Of a path of Windows: \\server\share, also as \\?\UNC\server\share, or a drive that is mapped to one."""
    drive = PureWindowsPath(folder.replace("\\\\?\\UNC\\", "\\\\").replace("\\\\?\\", "")).drive
    return drive.startswith("\\\\") or (bool(drive) and drive_type(f"{drive}\\") == REMOTE)


def is_mounted(folder: str, mounts: str) -> bool:
    """Of a path of Linux, by the lines of /proc/mounts: the last mount that holds it is a share."""
    kind, longest = "", -1
    for line in mounts.splitlines():
        _, point, name, *_ = [*line.split(" "), "", "", ""]
        place = PurePosixPath(point.encode().decode("unicode_escape").encode("latin-1").decode(errors="replace"))
        if PurePosixPath(folder).is_relative_to(place) and len(place.parts) >= longest:
            kind, longest = name, len(place.parts)
    return kind in SHARES


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy on this machine of the database `whole` on a share. Beside it lies the stamp of what it was made from, or
    was put back as."""

    whole: Path
    path: Path

    @property
    def base(self) -> Path:
        """Where the stamp lies."""
        return self.path.with_suffix(".base")

    def put_back(self, db: sqlite3.Connection) -> None:
        """Put the copy in the place of what lies on the share, whole or not at all. Raises WorkspaceError where that
        was changed from another machine meanwhile, and where it cannot be written."""
        try:
            with _held(self.whole.parent / lock.SHARE):
                if stamp(self.whole) != self._made_from():
                    raise WorkspaceError(
                        f"{self.whole}：ほかのパソコンで書き換えられたため，この結果は保存していません。"
                        "もう一度行ってください。"
                    )
                self._replace(db.serialize())
                self.base.write_text(stamp(self.whole), encoding="utf-8")
        except BaseException as cause:
            with suppress(OSError):
                self.base.unlink()  # the copy is ahead of the share: it is nobody's
            if isinstance(cause, OSError):
                raise WorkspaceError(
                    f"{self.whole}：共有フォルダーに書き込めません（{cause.strerror}）。結果は前のままです。"
                    "つながりと権限，空き容量を確かめて，もう一度行ってください。"
                ) from cause
            raise

    def _made_from(self) -> str | None:
        with suppress(OSError):
            return self.base.read_text(encoding="utf-8")
        return None

    def _replace(self, content: bytes) -> None:
        part = self.whole.with_name(f".planlink-{self.whole.name}")
        try:
            with part.open("wb") as opened:
                opened.write(content)
                opened.flush()
                os.fsync(opened.fileno())
            os.replace(part, self.whole)
        finally:
            part.unlink(missing_ok=True)
        self.whole.with_name(f"{self.whole.name}-journal").unlink(missing_ok=True)


def copied(whole: Path) -> Copy:
    """The copy of a database on a share as it stands now; made anew where the share has changed. Raises WorkspaceError
    where it cannot be read."""
    folder = _folder(whole)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _held(folder / "lock"):
            now = stamp(whole)
            for base in sorted(folder.glob("*.base")):
                if base.read_text(encoding="utf-8") == now and base.with_suffix(".db").is_file():
                    return Copy(whole, base.with_suffix(".db"))
                _forget(base)
            return _fetched(whole, folder)
    except OSError as cause:
        raise WorkspaceError(
            f"{whole}：共有フォルダーから読めません（{cause.strerror}）。"
            f"つながりと権限，このパソコンの空き容量（{folder.parent}）を確かめてください。"
        ) from cause


def forget(whole: Path) -> None:
    """Take away the copies of a database."""
    shutil.rmtree(_folder(whole), ignore_errors=True)


def stamp(path: Path) -> str:
    """What differs whenever a database was put back: size, time, and what SQLite counts at its head."""
    try:
        with path.open("rb") as opened:
            state = os.fstat(opened.fileno())
            return f"{state.st_size} {state.st_mtime_ns} {opened.read(100).hex()}"
    except FileNotFoundError:
        return NOBODY


def _fetched(whole: Path, folder: Path) -> Copy:
    for _ in range(TRIES):
        handle, name = tempfile.mkstemp(".db", dir=folder)
        os.close(handle)
        made, before = Copy(whole, Path(name)), stamp(whole)
        for end in ENDS:  # a journal beside it would undo half a transaction
            if (source := whole.with_name(f"{whole.name}{end}")).is_file():
                shutil.copyfile(source, f"{name}{end}")
        if stamp(whole) == before:
            made.base.write_text(before, encoding="utf-8")
            return made
        _forget(made.base)
    raise WorkspaceError(f"{whole}：ほかのパソコンが書き込んでいます。終わってから，もう一度行ってください。")


def _forget(base: Path) -> None:
    """Take away a copy; where somebody still has it open, its stamp goes and it is nobody's."""
    with suppress(OSError):
        base.unlink(missing_ok=True)
        for end in ENDS:
            Path(f"{base.with_suffix('.db')}{end}").unlink(missing_ok=True)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    file = lock.taken(path, PATIENCE)
    if file is None:
        raise WorkspaceError(f"{path.parent}：ほかの planlink が使用中です。終わってから，もう一度行ってください。")
    with file:
        try:
            yield
        finally:
            lock.end(path, file)


def _folder(whole: Path) -> Path:
    """Where copies lie: in `tmp` of the folder that planlink was installed in, or else where the system has it."""
    own = Path(sys.prefix) / "tmp"
    place = own if own.is_dir() and os.access(own, os.W_OK) else Path(tempfile.gettempdir())
    return place / f"planlink-{hashlib.sha256(str(whole.absolute()).encode()).hexdigest()[:16]}"
