"""What an office answers to findings: written once, never changed; a later answer stands beside the earlier."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import astuple, replace

from planlink.records.findings import Answer, Finding
from planlink.workspace.transactions import transaction

COLUMNS = 'finding, verdict, said, department, reason, "when"'


def add(db: sqlite3.Connection, answers: Sequence[Answer]) -> None:
    """Append answers, all or none."""
    with transaction(db):
        db.executemany(f"INSERT INTO answers ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", [astuple(one) for one in answers])


def latest(db: sqlite3.Connection) -> dict[str, Answer]:
    """The last answer to each finding, those to findings that are gone too."""
    rows = db.execute(f"SELECT {COLUMNS} FROM answers ORDER BY number")
    return {answer.finding: answer for answer in (Answer(*row) for row in rows)}


def answered(findings: Sequence[Finding], answers: dict[str, Answer]) -> tuple[Finding, ...]:
    """The findings with their last answers."""
    return tuple(replace(finding, answer=answers.get(finding.id)) for finding in findings)
