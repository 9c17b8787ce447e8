"""backup: a workspace → one zip file that restore takes back; whole or absent, also while a page writes."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from planlink.errors import WorkspaceError
from planlink.workspace import journal, manifest, record, store
from planlink.workspace.manifest import Manifest, Member

PASSED_OVER = (".", "~$")
"""How the names of half-written files begin, and those that Word and Excel put beside an open file."""
BLOCK = 1024**2


def backup(out: Path, file: Path, *, force: bool = False) -> Manifest:
    """Write the workspace as it stands into one file. Raises WorkspaceError where the file exists (unless `force`),
    where it would lie in the workspace, where it cannot be written, and where a build changed the workspace
    meanwhile."""
    _ask_free(out, file, force)
    try:
        with tempfile.TemporaryDirectory(prefix=".planlink-", dir=file.parent) as apart:
            part, database = Path(apart) / "part.zip", Path(apart) / store.DATABASE
            with store.opened(out) as db:
                before = _state(db)
                with closing(sqlite3.connect(database)) as copy:
                    db.backup(copy)
                made = _write(part, [(store.DATABASE, database), *_files(out)])
                if _state(db) != before:
                    raise WorkspaceError(f"{out}：控えを取る間に作り直されました。もう一度行ってください。")
            os.replace(part, file)
    except OSError as cause:
        raise WorkspaceError(
            f"{file}：控えを書けません（{cause.strerror}）。場所と権限，空き容量を確かめて，もう一度行ってください。"
        ) from cause
    return made


def _ask_free(out: Path, file: Path, force: bool) -> None:
    if file.is_dir():
        raise WorkspaceError(f"{file}：フォルダーです。控えのファイル名（.zip）を指定してください。")
    if file.exists() and not force:
        raise WorkspaceError(
            f"{file}：同じ名前のファイルがあります。別の名前にするか，置き換えるときは --force を付けてください。"
        )
    if file.resolve().is_relative_to(out.resolve()):
        raise WorkspaceError(f"{file}：作業フォルダーの中です。控えは，作業フォルダーの外に置いてください。")


def _state(db: sqlite3.Connection) -> tuple[store.Run | None, frozenset[str]]:
    return store.load_run(db), store.load_copies(db)


def _files(out: Path) -> Iterator[tuple[str, Path]]:
    """The files beside the database, in the order of their names."""
    for name in (record.FILE, journal.FILE):
        if (out / name).is_file():
            yield name, out / name
    for folder in manifest.FOLDERS:
        for path in sorted((out / folder).glob("*")):
            if path.is_file() and not path.name.startswith(PASSED_OVER):
                yield f"{folder}/{path.name}", path


def _write(part: Path, files: list[tuple[str, Path]]) -> Manifest:
    with part.open("xb") as opened:
        with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as packed:
            members = tuple(_add(packed, name, path) for name, path in files)
            if manifest.too_much(members):
                raise WorkspaceError(f"控えに入れられるのは，合わせて{manifest.MOST_OF_ALL // 1024**3}GBまでです。")
            made = Manifest(members)
            packed.writestr(_entry(manifest.FILE), manifest.written(made))
        opened.flush()
        os.fsync(opened.fileno())
    return made


def _add(packed: zipfile.ZipFile, name: str, path: Path) -> Member:
    if not manifest.is_member(name):
        raise WorkspaceError(f"{path}：控えに入れられない名前です。\\ と : を使わない名前に変えてください。")
    size, digest = 0, hashlib.sha256()
    with path.open("rb") as source, packed.open(_entry(name), "w", force_zip64=True) as target:
        for block in blocks(source):
            target.write(block)
            digest.update(block)
            size += len(block)
    return Member(name, size, digest.hexdigest())


def _entry(name: str) -> zipfile.ZipInfo:
    """Without the clock, so that the same files give the same bytes."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def blocks(source: BinaryIO) -> Iterator[bytes]:
    """A file's content, part by part."""
    while block := source.read(BLOCK):
        yield block
