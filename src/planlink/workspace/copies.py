"""OUT/documents/: copies of the documents that were read, so that pages can be shown after a move."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from planlink.errors import WorkspaceError
from planlink.workspace.fingerprint import file_digest

FOLDER = "documents"
APART = ".planlink-"
"""How the names of half-written files begin."""


def new(files: Iterable[Path], out: Path) -> frozenset[str]:
    """The names of copies that are not there yet. They are remembered before they are made, so that those of a build
    that is killed meanwhile are known as ours; a file that lies there may be a person's."""
    return frozenset(path.name for path in files if not os.path.lexists(out / FOLDER / path.name))


def mirror(files: Iterable[Path], out: Path, own: frozenset[str], named: Iterable[Path] = ()) -> frozenset[str]:
    """Make OUT/documents hold these files, and give back the names of the copies made there, now or by an earlier run
    whose copy is named now.

    Of other files only those are removed that an earlier run copied there (`own`) and that the user does not name
    now (`named`, read or not): what a person put there stays. Raises WorkspaceError when a file cannot be written.
    """
    folder = out / FOLDER
    wanted = {path.name: path for path in files}
    kept = {path.resolve() for path in named}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = {name for name, path in wanted.items() if path.resolve() != (folder / name).resolve()}
        for name in made:
            _copy(wanted[name], folder / name)
        for name in own - set(wanted):
            if (folder / name).resolve() not in kept:
                (folder / name).unlink(missing_ok=True)
    except OSError as cause:
        raise WorkspaceError(
            f"{folder}：文書の写しを置けません（{cause.strerror}）。空き容量と権限を確かめてください。"
        ) from cause
    return frozenset(made) | (own & wanted.keys())


def _copy(source: Path, target: Path) -> None:
    if target.is_file() and (target.samefile(source) or file_digest(target) == file_digest(source)):
        return
    part = target.with_name(f"{APART}part")  # a name as long as the target's may be too long with more
    shutil.copyfile(source, part)
    os.replace(part, target)
