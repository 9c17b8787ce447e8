"""Databases as former versions made them, with their SQL as it was."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path

from planlink.records.findings import Analysis
from planlink.records.links import Decision
from planlink.workspace.codec import encode

FIRST = """
CREATE TABLE entries (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL, file TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, page INTEGER);
CREATE TABLE entry_labels (number INTEGER NOT NULL, scheme TEXT NOT NULL, label TEXT NOT NULL);
CREATE INDEX entry_labels_by_label ON entry_labels (scheme, label, number);
CREATE VIRTUAL TABLE entry_words USING fts5(title, text, content='', tokenize='ascii', prefix='6');
CREATE TABLE readings (file TEXT PRIMARY KEY, sha256 TEXT NOT NULL, key TEXT NOT NULL, plan TEXT NOT NULL);
CREATE TABLE analysis (part TEXT PRIMARY KEY, records TEXT NOT NULL);
CREATE TABLE run (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE decisions (number INTEGER PRIMARY KEY AUTOINCREMENT, measure TEXT NOT NULL, scheme TEXT NOT NULL,
    label TEXT NOT NULL, verdict TEXT NOT NULL, text TEXT NOT NULL, who TEXT NOT NULL, "when" TEXT NOT NULL);
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decisions_keep BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
"""  # noqa: E501
SECOND = """
CREATE TABLE answers (number INTEGER PRIMARY KEY AUTOINCREMENT, finding TEXT NOT NULL, verdict TEXT NOT NULL,
    said TEXT NOT NULL, department TEXT NOT NULL, reason TEXT NOT NULL, "when" TEXT NOT NULL);
CREATE TRIGGER answers_stay BEFORE DELETE ON answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
CREATE TRIGGER answers_keep BEFORE UPDATE ON answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
"""
THIRD = """
ALTER TABLE decisions ADD COLUMN before TEXT NOT NULL DEFAULT '';
ALTER TABLE decisions ADD COLUMN way TEXT NOT NULL DEFAULT 'one';
ALTER TABLE decisions ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE decisions ADD COLUMN act INTEGER NOT NULL DEFAULT 0;
ALTER TABLE decisions ADD COLUMN undoes INTEGER NOT NULL DEFAULT 0;
CREATE INDEX decisions_by_pair ON decisions (measure, scheme, label);
CREATE INDEX decisions_by_act ON decisions (act);
DROP TRIGGER decisions_keep;
UPDATE decisions SET act = number, before = coalesce((SELECT verdict FROM decisions AS earlier
    WHERE earlier.measure = decisions.measure AND earlier.scheme = decisions.scheme
    AND earlier.label = decisions.label AND earlier.number < decisions.number ORDER BY number DESC LIMIT 1), '');
CREATE TRIGGER decisions_keep BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
"""
ADD = 'INSERT INTO decisions (measure, scheme, label, verdict, text, who, "when") VALUES (?, ?, ?, ?, ?, ?, ?)'


def make(out: Path, version: int, words: Sequence[Decision] = (), analysis: Analysis | None = None) -> None:
    """OUT/planlink.db of version 1, 2 or 3 with these decisions and, if given, an analysis of that time."""
    db = sqlite3.connect(out / "planlink.db")
    db.executescript(FIRST + (SECOND if version > 1 else ""))
    db.executemany(ADD, [astuple(word)[:7] for word in words])
    db.executescript(THIRD if version > 2 else "")
    if analysis is not None:
        parts = {one.name: encode(getattr(analysis, one.name)) for one in fields(analysis) if one.name != "proposed"}
        db.executemany("INSERT INTO analysis VALUES (?, ?)", [(name, json.dumps(it)) for name, it in parts.items()])
    db.execute(f"PRAGMA user_version = {version}")
    db.commit()
    db.close()
