"""A person's word on links: written once, never changed; a later word on the same pair stands beside the earlier."""

from __future__ import annotations

import sqlite3
from dataclasses import astuple

from planlink.records.links import Decision
from planlink.workspace.transactions import transaction


def add(db: sqlite3.Connection, decision: Decision) -> None:
    """Append one decision."""
    with transaction(db):
        db.execute(
            'INSERT INTO decisions (measure, scheme, label, verdict, text, who, "when") VALUES (?, ?, ?, ?, ?, ?, ?)',
            astuple(decision),
        )


def every(db: sqlite3.Connection) -> tuple[Decision, ...]:
    """All decisions in the order they were taken, those on measures that are gone too."""
    query = 'SELECT measure, scheme, label, verdict, text, who, "when" FROM decisions ORDER BY number'
    return tuple(Decision(*row) for row in db.execute(query))


def latest(db: sqlite3.Connection) -> tuple[Decision, ...]:
    """The last word on each pair, in the order of the pairs' first decisions."""
    return tuple({(one.measure, one.scheme, one.label): one for one in every(db)}.values())
