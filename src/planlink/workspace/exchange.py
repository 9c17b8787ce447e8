"""Decisions as a file, so that two officers can bring theirs together: one event a line of JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from planlink.errors import WorkspaceError
from planlink.knowledge import concepts
from planlink.links.decided import IMPORT
from planlink.records.links import VERDICTS, WAYS, Decision
from planlink.records.plans import Measure
from planlink.workspace import decisions
from planlink.workspace.agreement import Agreement, agreement

SCHEMES = ("sdg", "sdg-target", "viewpoint", "theme")
NEEDED = ("measure", "scheme", "label", "verdict", "text")
TEXTS = tuple(one.name for one in fields(Decision) if one.name not in ("act", "undoes"))
SHOWN = 20  # letters of a wrong value that a message repeats
_TODO = (
    "planlink decisions OUT --export か，画面の「判断の記録を保存」で書き出したファイルを指定してください。"
    "何も取り込んでいません。"
)


@dataclass(frozen=True, slots=True)
class Brought:
    """What another officer's events are beside ours: how far both agree, how many of them are `new` and how many
    measures of those are not in the present plans (`gone`)."""

    agreement: Agreement
    new: int
    gone: int


def lines_of(events: Sequence[Decision], names: bool = True) -> str:
    """The events as lines of JSON; without `names` nobody is named in `who`."""
    kept = events if names else [replace(event, who="") for event in events]
    return "".join(json.dumps(asdict(event), ensure_ascii=False) + "\n" for event in kept)


def bring(db: Connection, events: Sequence[Decision], measures: Sequence[Measure]) -> Brought:
    """Merge another officer's events into ours, and tell how they stood to ours before."""
    found = agreement(decisions.every(db), events)
    new = decisions.merge(db, events)
    gone = {event.measure for event in new} - {measure.id for measure in measures}
    return Brought(found, len(new), len(gone))


def beside(events: Sequence[Decision]) -> Agreement:
    """How far our own words agree with those that were imported and stand: after an import was taken back, none."""
    undone = {one.undoes for one in events}
    theirs = [one for one in events if one.way == IMPORT and one.act not in undone]
    return agreement(events, [replace(one, way=WAYS[0], act=0) for one in theirs])


def read_events(path: Path) -> tuple[Decision, ...]:
    """The events of a file. Raises WorkspaceError where it cannot be read, or as `events_of` does."""
    try:
        return events_of(path.read_bytes(), str(path))
    except OSError as cause:
        raise WorkspaceError(f"{path}：開けません（{cause.strerror}）。場所と権限を確かめてください。") from cause


def events_of(content: bytes, name: str) -> tuple[Decision, ...]:
    """The events of a file's content in their order; empty lines are passed over, fields that are not known too.
    Raises WorkspaceError that names the file and the first line that is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        raise WorkspaceError(f"{name}：UTF-8 の文字として読めません。{_TODO}") from cause
    return tuple(_event(name, number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _event(name: str, number: int, line: str) -> Decision:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as cause:
        raise _wrong(name, number, "JSON として読めません") from cause
    if not isinstance(told, dict):
        raise _wrong(name, number, "判断の記録ではありません")
    trouble = _trouble(told)
    if trouble:
        raise _wrong(name, number, trouble)
    return Decision(**{field: told[field] for field in TEXTS if field in told})


def _wrong(name: str, number: int, what: str) -> WorkspaceError:
    return WorkspaceError(f"{name}の{number}行目：{what}。{_TODO}")


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
