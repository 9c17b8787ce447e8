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
ADD = 'INSERT INTO decisions (measure, scheme, label, verdict, text, who, "when") VALUES (?, ?, ?, ?, ?, ?, ?)'


def make(out: Path, version: int, words: Sequence[Decision] = (), analysis: Analysis | None = None) -> None:
    """OUT/planlink.db of version 1 or 2 with these decisions and, if given, an analysis of that time."""
    db = sqlite3.connect(out / "planlink.db")
    db.executescript(FIRST + (SECOND if version == 2 else ""))
    db.executemany(ADD, [astuple(word)[:7] for word in words])
    if analysis is not None:
        parts = {one.name: encode(getattr(analysis, one.name)) for one in fields(analysis) if one.name != "proposed"}
        db.executemany("INSERT INTO analysis VALUES (?, ?)", [(name, json.dumps(it)) for name, it in parts.items()])
    db.execute(f"PRAGMA user_version = {version}")
    db.commit()
    db.close()
