"""OUT/run.json, the record of the last build: what it was made from and with, so that it can be told and done again.

It holds the clock, so it lies outside reports/; file names stand in it, never places on the machine.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from planlink.errors import SettingsError, WorkspaceError
from planlink.settings import Settings
from planlink.workspace import fingerprint, store
from planlink.workspace.codec import decode
from planlink.workspace.reading import Reading
from planlink.workspace.store import Run

FILE = "run.json"


def write(out: Path, run: Run, settings: Settings, readings: Sequence[Reading], jobs: int) -> Path:
    """Write the record of an ended run, whole or not at all. Raises WorkspaceError when it cannot be written."""
    path, part = out / FILE, out / f".{FILE}.part"
    try:
        told = json.dumps(_told(run, settings, readings, jobs), ensure_ascii=False, indent=1)
        part.write_text(f"{told}\n", encoding="utf-8", errors="replace")  # a name may be no text
        os.replace(part, path)
    except OSError as cause:
        with suppress(OSError):
            part.unlink()
        raise WorkspaceError(
            f"{path}：作成の記録を書けません（{cause.strerror}）。結果と帳票はできています。"
            "ほかのソフトで開いていたら閉じ，権限と空き容量を確かめて，もう一度行ってください。"
        ) from cause
    return path


def settings_of(out: Path) -> Settings:
    """The settings of the last build; the defaults where none has ended. Raises SettingsError where its record cannot
    be read."""
    try:
        found = decode(Settings, json.loads((out / FILE).read_text(encoding="utf-8"))["settings"])
    except FileNotFoundError as cause:
        if not (out / store.DATABASE).is_file() or _rests_on_defaults(out):
            return Settings()
        raise _unknown(out) from cause
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as cause:
        raise _unknown(out) from cause
    if (out / store.DATABASE).is_file() and not _is_of_last(out, found):
        raise _unknown(out)
    return found


def _is_of_last(out: Path, found: Settings) -> bool:
    """Whether the record's settings are those of the last build, which may have been killed before it wrote them."""
    with store.opened(out) as db:
        run = store.load_run(db)
    return run is None or run.is_whole or run.settings == repr(found)


def _rests_on_defaults(out: Path) -> bool:
    with store.opened(out) as db:
        run = store.load_run(db)
    return run is None or run.settings in ("", repr(Settings()))


def _unknown(out: Path) -> SettingsError:
    return SettingsError(
        f"{out / FILE}：前回の設定を読み取れません。設定ファイルを --config で指定して，もう一度行ってください。"
    )


def trouble(out: Path, run: Run, settings: Settings, readings: Sequence[Reading], jobs: int) -> str | None:
    """Write the record, and say why where it cannot be written: the workspace is whole without it."""
    try:
        write(out, run, settings, readings, jobs)
    except WorkspaceError as error:
        return str(error)
    return None


def _told(run: Run, settings: Settings, readings: Sequence[Reading], jobs: int) -> dict[str, Any]:
    ended = datetime.fromisoformat(run.finished).astimezone()
    return {
        "planlink": run.version,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "libraries": {name: version for name, version in fingerprint.libraries().items() if version},
        "model": _model(settings.model),
        "settings": asdict(settings),
        "as_of": run.as_of,
        "jobs": jobs,
        "began": (ended - timedelta(seconds=run.seconds)).isoformat(timespec="seconds"),
        "ended": ended.isoformat(timespec="seconds"),
        "seconds": run.seconds,
        "documents": [_document(one) for one in readings],
        "unread": list(run.unread),
        "key": run.key,
    }


def _model(asked: str) -> dict[str, Any]:
    """`encoder` is the package that gives meanings; None where the model's own file does."""
    name = fingerprint.model_name(asked)
    encoder = fingerprint.ENCODER_PACKAGE if name == fingerprint.SEMANTIC else None
    return {"name": name, "encoder": encoder, "sha256": fingerprint.model_files(name)}


def _document(one: Reading) -> dict[str, Any]:
    """`state`: read in this run, kept from an earlier one, or unread."""
    state = "unread" if one.plan is None else "kept" if one.cached else "read"
    return {"file": one.path.name, "sha256": one.sha256 or None, "pages": one.plan and one.plan.pages, "state": state}
