"""OUT/documents/: copies of the documents that were read, so that pages can be shown after a move."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from planlink.errors import WorkspaceError
from planlink.workspace.fingerprint import file_digest

FOLDER = "documents"


def mirror(files: Iterable[Path], out: Path) -> None:
    """Make OUT/documents hold exactly these files. Raises WorkspaceError when a file cannot be written."""
    folder = out / FOLDER
    wanted = {path.name: path for path in files}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, path in wanted.items():
            _copy(path, folder / name)
        for other in folder.iterdir():
            if other.is_file() and other.name not in wanted:
                other.unlink()
    except OSError as cause:
        raise WorkspaceError(
            f"{folder}：文書の写しを置けません（{cause.strerror}）。空き容量と権限を確かめてください。"
        ) from cause


def _copy(source: Path, target: Path) -> None:
    if target.is_file() and (target.samefile(source) or file_digest(target) == file_digest(source)):
        return
    part = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, part)
    os.replace(part, target)
