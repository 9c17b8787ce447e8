"""restore: a backup → the workspace that it was made from, all or nothing. The file is not trusted."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from contextlib import closing
from pathlib import Path
from typing import IO

from planlink.errors import WorkspaceError
from planlink.workspace import manifest, store
from planlink.workspace.backup import BLOCK
from planlink.workspace.manifest import Manifest, Member

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MOST_OF_MANIFEST = 8 * 1024**2
ENCRYPTED = 0x1
LINK, KINDS = 0o120000, 0o170000
"""The kind of a link among those of files, as Unix writes them."""


class _DamagedError(Exception):
    """The file is no whole backup; says why."""


def restore(file: Path, out: Path) -> Manifest:
    """Make `out`, which does not exist or is empty, the workspace that the backup was made from. Raises WorkspaceError
    where the file is no whole backup or comes from a newer planlink, where `out` holds something, and where it cannot
    be written; then nothing is left behind."""
    _ask_empty(out)
    try:
        with tempfile.TemporaryDirectory(prefix=".planlink-", dir=out.absolute().parent) as apart:
            whole = Path(apart) / "whole"
            found = _unpack(file, whole)
            _ask_sound(whole)
            if out.exists():
                out.rmdir()
            whole.rename(out)
    except (_DamagedError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as cause:
        raise WorkspaceError(
            f"{file}：planlink の控えではないか，壊れています。別の控えを指定してください。"
            f"{out} には何も置いていません。"
        ) from cause
    except OSError as cause:
        raise WorkspaceError(
            f"{out}：控えを戻せません（{cause.strerror}）。場所と権限，空き容量を確かめて，もう一度行ってください。"
        ) from cause
    return found


def _ask_empty(out: Path) -> None:
    if out.is_symlink() or (out.exists() and (not out.is_dir() or any(out.iterdir()))):
        raise WorkspaceError(f"{out}：すでに中身があります。新しい名前か，空のフォルダーを指定してください。")
    if not out.absolute().parent.is_dir():
        raise WorkspaceError(f"{out}：置く場所のフォルダーがありません。先に作るか，別の場所を指定してください。")


def _unpack(file: Path, whole: Path) -> Manifest:
    with zipfile.ZipFile(file) as packed:
        entries = packed.infolist()
        if len(entries) > manifest.MOST_MEMBERS + 1 or not all(map(_is_file, entries)):
            raise _DamagedError("an entry that no backup has")
        found = _manifest(packed, entries)
        told = {one.name: one.size for one in found.members}
        if [(one.filename, one.file_size) for one in entries if one.filename != manifest.FILE] != list(told.items()):
            raise _DamagedError("other members than the manifest's")
        if manifest.too_much(found.members):
            raise _DamagedError("more than a backup holds")
        _ask_room(whole.parent, found)
        for folder in ("", *manifest.FOLDERS):
            (whole / folder).mkdir()
        for member in found.members:
            with packed.open(member.name) as source:
                _put(source, whole / member.name, member)
    return found


def _is_file(entry: zipfile.ZipInfo) -> bool:
    kind = entry.external_attr >> 16 & KINDS
    return entry.compress_type in METHODS and not entry.flag_bits & ENCRYPTED and kind != LINK


def _manifest(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Manifest:
    own = [one for one in entries if one.filename == manifest.FILE]
    if len(own) != 1 or own[0].file_size > MOST_OF_MANIFEST:
        raise _DamagedError("no manifest")
    with packed.open(own[0]) as source:
        found = manifest.read(source.read(MOST_OF_MANIFEST).decode())
    if found.edition > manifest.EDITION or found.database > store.VERSION:
        raise WorkspaceError(
            f"{packed.filename}：新しい版の planlink（{found.planlink}）で取った控えです。"
            "同じか新しい版で戻してください。"
        )
    return found


def _ask_room(folder: Path, found: Manifest) -> None:
    if found.size > shutil.disk_usage(folder).free:
        raise WorkspaceError(
            f"{folder.parent}：空き容量が足りません（{found.size // 1024**2 + 1}MB が要ります）。"
            "空けるか，別の場所を指定してください。"
        )


def _put(source: IO[bytes], path: Path, member: Member) -> None:
    """Write a member, never more of it than the manifest says."""
    digest, left = hashlib.sha256(), member.size
    with path.open("xb") as target:
        while left and (block := source.read(min(left, BLOCK))):
            target.write(block)
            digest.update(block)
            left -= len(block)
    if left or source.read(1) or digest.hexdigest() != member.sha256:
        raise _DamagedError(member.name)


def _ask_sound(whole: Path) -> None:
    """Look at the database as it came, then open it as every command will."""
    try:
        with closing(sqlite3.connect(whole / store.DATABASE)) as db:
            db.execute("PRAGMA trusted_schema = OFF")
            if db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise _DamagedError(store.DATABASE)
        with store.opened(whole) as db:
            names = store.load_copies(db)
    except (sqlite3.Error, WorkspaceError, TypeError) as cause:
        raise _DamagedError(store.DATABASE) from cause
    if not all(map(manifest.is_plain, names)):
        raise _DamagedError("copies elsewhere")
