"""Decisions as a file, so that two officers can bring theirs together: one event a line of JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from planlink.errors import WorkspaceError
from planlink.knowledge import concepts
from planlink.records.links import VERDICTS, WAYS, Decision

SCHEMES = ("sdg", "sdg-target", "viewpoint", "theme")
NEEDED = ("measure", "scheme", "label", "verdict", "text")
TEXTS = tuple(one.name for one in fields(Decision) if one.name not in ("act", "undoes"))
SHOWN = 20  # letters of a wrong value that a message repeats
_TODO = "planlink decisions OUT --export で書き出したファイルを指定してください。何も取り込んでいません。"


def lines_of(events: Sequence[Decision], names: bool = True) -> str:
    """The events as lines of JSON; without `names` nobody is named in `who`."""
    kept = events if names else [replace(event, who="") for event in events]
    return "".join(json.dumps(asdict(event), ensure_ascii=False) + "\n" for event in kept)


def read_events(path: Path) -> tuple[Decision, ...]:
    """The events of a file in their order; empty lines are passed over, fields that are not known too. Raises
    WorkspaceError that names the first line that is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as cause:
        raise WorkspaceError(f"{path}：UTF-8 の文字として読めません。{_TODO}") from cause
    except OSError as cause:
        raise WorkspaceError(f"{path}：開けません（{cause.strerror}）。場所と権限を確かめてください。") from cause
    return tuple(_event(path, number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _event(path: Path, number: int, line: str) -> Decision:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as cause:
        raise _wrong(path, number, "JSON として読めません") from cause
    if not isinstance(told, dict):
        raise _wrong(path, number, "判断の記録ではありません")
    trouble = _trouble(told)
    if trouble:
        raise _wrong(path, number, trouble)
    return Decision(**{name: told[name] for name in TEXTS if name in told})


def _wrong(path: Path, number: int, what: str) -> WorkspaceError:
    return WorkspaceError(f"{path}の{number}行目：{what}。{_TODO}")


def _trouble(told: dict[str, Any]) -> str | None:
    """What is wrong with an event, None where nothing is."""
    for name in NEEDED:
        if name not in told:
            return f"「{name}」がありません"
    for name in TEXTS:
        if not _is_text(told.get(name, "")):
            return f"「{name}」が文字ではありません"
    scheme, label = told["scheme"], told["label"]
    labels = {concept.label for concept in concepts(scheme)} or {label}
    checks = (
        ("measure", bool(told["measure"])),
        ("scheme", scheme in SCHEMES),
        ("label", bool(label) and label in labels),
        ("verdict", told["verdict"] in VERDICTS),
        ("way", told.get("way", WAYS[0]) in WAYS),
        ("when", not told.get("when") or _is_time(told["when"])),
    )
    wrong = [f"「{name}」の値「{told.get(name, '')[:SHOWN]}」は使えません" for name, right in checks if not right]
    return wrong[0] if wrong else None


def _is_text(value: Any) -> bool:
    """Letters that can be kept: half of a pair of surrogates is none."""
    return isinstance(value, str) and value == value.encode(errors="ignore").decode()


def _is_time(when: str) -> bool:
    try:
        datetime.fromisoformat(when)
    except ValueError:
        return False
    return True
