"""What an office answers to findings: written once, never changed; a later answer stands beside the earlier."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import astuple, replace

from planlink.documents.answertable import AnswerRow
from planlink.records.findings import Answer, Finding
from planlink.workspace.journal import Line, columns, speaking

COLUMNS = columns(Answer)


def add(db: sqlite3.Connection, answers: Sequence[Answer]) -> None:
    """Append answers, all or none."""
    with speaking(db) as lines:
        db.executemany(f"INSERT INTO answers ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", [astuple(one) for one in answers])
        lines.append(Line(answers=tuple(answers)))


def latest(db: sqlite3.Connection) -> dict[str, Answer]:
    """The last answer to each finding, those to findings that are gone too."""
    rows = db.execute(f"SELECT {COLUMNS} FROM answers ORDER BY number")
    return {answer.finding: answer for answer in (Answer(*row) for row in rows)}


def answered(findings: Sequence[Finding], answers: dict[str, Answer]) -> tuple[Finding, ...]:
    """The findings with their last answers."""
    return tuple(replace(finding, answer=answers.get(finding.id)) for finding in findings)


def new(rows: Sequence[AnswerRow], findings: Sequence[Finding], again: bool) -> tuple[list[Answer], list[str]]:
    """What the rows of a list say that is not on record, and the findings of rows that are gone. A row that says what
    is on record is nobody's new word, unless it is said `again` on purpose: the text there may have changed."""
    known = {finding.id: finding for finding in findings}
    made = [
        Answer(row.finding, row.verdict, known[row.finding].said, row.department, row.reason, row.when)
        for row in rows
        if row.finding in known and (again or not _on_record(row, known[row.finding].answer))
    ]
    return made, [row.finding for row in rows if row.finding not in known]


def _on_record(row: AnswerRow, given: Answer | None) -> bool:
    told = (row.verdict, row.department, row.reason, row.when)
    return given is not None and told == (given.verdict, given.department, given.reason, given.when)
