"""Views of the measures that people keep under a name, in the workspace, so that they outlive a build."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from sqlite3 import Connection

from planlink.workspace.transactions import transaction

NOTE = "views"
MOST = 100


@dataclass(frozen=True, slots=True)
class View:
    """A name and the facets that it stands for, in their order."""

    name: str
    wanted: Mapping[str, str]


def every(db: Connection) -> tuple[View, ...]:
    """The views that are kept, in the order of their names."""
    found = db.execute("SELECT value FROM run WHERE name = ?", (NOTE,)).fetchone()
    kept: dict[str, dict[str, str]] = json.loads(found[0]) if found else {}
    return tuple(View(name, kept[name]) for name in sorted(kept))


def keep(db: Connection, view: View) -> bool:
    """Keep a view in place of the one of the same name, if any; False where there are too many."""
    with transaction(db):
        kept = {one.name: dict(one.wanted) for one in every(db)} | {view.name: dict(view.wanted)}
        if len(kept) > MOST:
            return False
        _write(db, kept)
    return True


def forget(db: Connection, name: str) -> None:
    """Keep a view no longer."""
    with transaction(db):
        _write(db, {one.name: dict(one.wanted) for one in every(db) if one.name != name})


def _write(db: Connection, kept: Mapping[str, Mapping[str, str]]) -> None:
    db.execute("INSERT OR REPLACE INTO run VALUES (?, ?)", (NOTE, json.dumps(kept, ensure_ascii=False)))
