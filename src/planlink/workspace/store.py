"""What lasts: OUT/planlink.db, one SQLite file with the documents as read, the analysis, and the record of the run."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from sqlite3 import Connection
from typing import Any, get_type_hints

from planlink import knowledge
from planlink.documents.marktable import MarkRow
from planlink.errors import WorkspaceError
from planlink.records.findings import Analysis
from planlink.records.links import Lesson
from planlink.records.plans import Plan
from planlink.redecide import redecide
from planlink.workspace import decisions, entries, journal, share
from planlink.workspace.answers import answered, latest
from planlink.workspace.codec import Record, decode, decoder, encode
from planlink.workspace.journal import Desk
from planlink.workspace.transactions import NOT_OURS, ours, transaction

DATABASE = "planlink.db"
VERSION = 4
WAIT_SECONDS = 10.0
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR", "SQLITE_FORMAT", "SQLITE_SCHEMA")
"""How the names of errors begin that speak of what is in the file: also where a table is missing."""
LONG = 4_000_000
"""Letters of a part from which on it is read record by record."""

SCHEMA = """
CREATE TABLE readings (file TEXT PRIMARY KEY, sha256 TEXT NOT NULL, key TEXT NOT NULL, plan TEXT NOT NULL);
CREATE TABLE analysis (part TEXT PRIMARY KEY, records TEXT NOT NULL);
CREATE TABLE run (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE decisions (number INTEGER PRIMARY KEY AUTOINCREMENT, measure TEXT NOT NULL, scheme TEXT NOT NULL,
    label TEXT NOT NULL, verdict TEXT NOT NULL, text TEXT NOT NULL, who TEXT NOT NULL, "when" TEXT NOT NULL);
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decisions_keep BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
"""
ANSWERS = """
CREATE TABLE answers (number INTEGER PRIMARY KEY AUTOINCREMENT, finding TEXT NOT NULL, verdict TEXT NOT NULL,
    said TEXT NOT NULL, department TEXT NOT NULL, reason TEXT NOT NULL, "when" TEXT NOT NULL);
CREATE TRIGGER answers_stay BEFORE DELETE ON answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
CREATE TRIGGER answers_keep BEFORE UPDATE ON answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
"""
"""What version 2 added."""
EVENTS = """
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
"""What version 3 added: decisions are events. Those there are were written one by one; within the transaction that
fills in what stood before them, the table is open to that."""
REQUESTS = """
CREATE TABLE requests (number TEXT PRIMARY KEY, act INTEGER NOT NULL) WITHOUT ROWID;
"""
"""What version 4 added: which act a request of the page was, so that one that comes again is not written twice."""
PARTS = "parts"
"""The note of the SHA-256 of each part of the analysis, so that a flipped bit is no other figure."""
STEPS = (SCHEMA, ANSWERS, EVENTS, REQUESTS)
"""What makes each version from the one before."""
UNKNOWN = {"level": None, "status": "review", "stale": False, "chance": None}


@dataclass(frozen=True, slots=True)
class Run:
    """The record of the last build: `key` stands for all that the analysis rests on, `settings` are its settings as
    text, `delicate` and `only_confirmed` those of them that papers need, `unread` names what could not be read;
    `is_whole` False says that copies and papers are not yet those of this build."""

    key: str
    version: str = ""
    settings: str = ""
    as_of: str | None = None
    unread: tuple[str, ...] = ()
    delicate: bool = False
    only_confirmed: bool = False
    finished: str = ""
    seconds: float = 0.0
    is_whole: bool = True

    def ended(self, finished: str, seconds: float) -> Run:
        """The same run with its end."""
        return replace(self, finished=finished, seconds=round(seconds, 3), is_whole=True)


@contextmanager
def opened(out: Path, create: bool = False) -> Iterator[Connection]:
    """The workspace's database; it is made when `create` is set. Raises WorkspaceError where there is none, where it
    is no workspace, or where it comes from a newer planlink."""
    path = out / DATABASE
    if not create and not path.is_file():
        raise WorkspaceError(
            f"{out}：作業フォルダーではありません。先に「planlink build 文書 -o {out}」を行ってください。"
        )
    if _emptied(path):
        raise WorkspaceError(_damaged(path, "0 bytes"))
    copy = share.copied(path) if share.is_shared(out) else None
    place = copy.path if copy else path
    try:
        db = sqlite3.connect(place, timeout=WAIT_SECONDS, isolation_level=None, factory=Desk)
        try:
            before = _kept(db) if copy else ()
            _make_ready(db, place)
            db.journal, db.copy = out / journal.FILE, copy
            journal.agree(db)
            try:
                yield db
            finally:
                if copy and _kept(db) != before:
                    put_back(db)
        finally:
            db.close()
    except sqlite3.DatabaseError as cause:
        raise WorkspaceError(_trouble(path, cause)) from cause


def put_back(db: Connection) -> None:
    """On a share: let OUT have what was written until now. Raises WorkspaceError where it cannot be written."""
    if isinstance(db, Desk) and db.copy is not None:
        db.copy.put_back(db)


def _kept(db: Connection) -> tuple[object, ...]:
    """What differs where more than words was written: those are in the journal."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'run'").fetchone():
        return ()
    notes = db.execute("SELECT name, value FROM run WHERE name != ? ORDER BY name", (journal.NOTE,)).fetchall()
    readings = db.execute("SELECT file, sha256, key FROM readings ORDER BY file").fetchall()
    return _version(db), notes, readings


def is_built(out: Path) -> bool:
    """Whether a build has ended here."""
    if not (out / DATABASE).is_file():
        return False
    with opened(out) as db:
        return load_run(db) is not None


def _make_ready(db: Connection, path: Path) -> None:
    try:
        _prepare(db, path)
        _index(db)
    except UnicodeDecodeError as cause:  # what SQLite says of a damaged schema has the damaged letters
        raise sqlite3.DatabaseError(str(cause)) from cause


def _prepare(db: Connection, path: Path) -> None:
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("PRAGMA synchronous = EXTRA")  # what was acknowledged outlives a power cut: the folder is synced too
    _ask_whole_pages(db, path)
    if _version(db) < VERSION:
        with transaction(db):
            _renew(db)
    if _version(db) != VERSION:
        raise WorkspaceError(
            f"{path}：別の版の planlink で作られています。同じ版で開くか，別の出力先を指定して作り直してください。"
        )


def _ask_whole_pages(db: Connection, path: Path) -> None:
    """SQLite itself takes what is missing of the last page for zeros. Raises DatabaseError."""
    size = db.execute("PRAGMA page_size").fetchone()[0]
    if path.stat().st_size % size:
        with transaction(db):  # nobody writes now
            if path.stat().st_size % size:
                raise sqlite3.DatabaseError("cut off")


def _index(db: Connection) -> None:
    """Index anew what an earlier planlink indexed otherwise."""
    if not entries.is_current(db):
        with transaction(db):
            if db.execute("SELECT 1 FROM analysis").fetchone():
                entries.fill(db, load_analysis(db))
            else:
                entries.make(db)
    listed = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'listing'").fetchone()
    if not listed and db.execute("SELECT 1 FROM analysis").fetchone():
        with transaction(db):
            _list(db, load_analysis(db))


def _list(db: Connection, analysis: Analysis) -> None:
    """List the measures anew, as the page needs them."""
    from planlink.workspace import listing

    listing.fill(db, analysis)


def _version(db: Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _renew(db: Connection) -> None:
    """Bring the database to the present version from the one it has now, which another process may have changed."""
    version = _version(db)
    if version == 0:
        entries.make(db)
    for statement in ";\n".join(STEPS[version:]).split(";\n"):
        if statement.strip():
            db.execute(statement)
    if 0 < version < 3:
        _propose(db)
    db.execute(f"PRAGMA user_version = {VERSION}")


def _propose(db: Connection) -> None:
    """An analysis stored before version 3 does not tell what the tool proposes for decided pairs: until the next build
    they are for review, should the decision be taken back."""
    found = db.execute("SELECT records FROM analysis WHERE part = 'links'").fetchone()
    links = json.loads(found[0]) if found else []
    own = [link | UNKNOWN for link in links if link["status"] in ("confirmed", "rejected")]
    if own:
        db.execute("INSERT INTO analysis VALUES ('proposed', ?)", (json.dumps(own, ensure_ascii=False),))


def _trouble(path: Path, cause: sqlite3.DatabaseError) -> str:
    name = getattr(cause, "sqlite_errorname", None) or "SQLITE_CORRUPT"  # what Python itself cannot read has no name
    if name.startswith(DAMAGED):
        return _damaged(path, cause)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"{path}：ほかの planlink が使用中です。終わってから，もう一度行ってください。"
    if name == "SQLITE_FULL":
        return f"{path}：空き容量が足りないため，書き込めません。空けてから，もう一度行ってください。"
    return (
        f"{path}：データベースを読み書きできません（{cause}）。"
        "空き容量と権限，置き場所の名前が長すぎないかを確かめてください。"
    )


def _damaged(path: Path, cause: object) -> str:
    """What is left of what people said, and how it comes back."""
    said = journal.count(path.with_name(journal.FILE))
    back = f"判断と回答の記録{said}件は {journal.FILE} に残っていて，そのときに戻ります。" if said else ""
    return (
        f"{path}：データベースが壊れています（{cause}）。"
        "控え（planlink backup）があれば，planlink restore で新しいフォルダーに戻せます。"
        f"なければ，{path.name} を別の名前に変えてから，もう一度 planlink build を行ってください。{back}"
    )


def _emptied(path: Path) -> bool:
    """Whether there was more than the empty file that lies there now."""
    return path.is_file() and not path.stat().st_size and (path.parent / "run.json").is_file()


def cached_plan(db: Connection, file: str, sha256: str, key: str) -> Plan | None:
    """The document as it was read before, None where the file, its name or the reader (`key`) has changed."""
    found = db.execute(
        "SELECT plan FROM readings WHERE file = ? AND sha256 = ? AND key = ?", (file, sha256, key)
    ).fetchone()
    try:
        return None if found is None else decode(Plan, json.loads(found[0]))
    except NOT_OURS:
        return None  # damaged: it is read again


def has_plan(db: Connection, file: str, sha256: str, key: str) -> bool:
    """Whether `cached_plan` has the document."""
    query = "SELECT 1 FROM readings WHERE file = ? AND sha256 = ? AND key = ?"
    return db.execute(query, (file, sha256, key)).fetchone() is not None


def keep_plan(db: Connection, file: str, sha256: str, key: str, plan: Plan) -> None:
    """Keep one document's reading, in a transaction of its own, so that a build that is stopped can go on."""
    with transaction(db):
        db.execute("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?)", (file, sha256, key, _packed(plan)))


def save(db: Connection, analysis: Analysis, run: Run) -> None:
    """Make `analysis` the workspace's state; readings of documents that are no longer named go."""
    with transaction(db):
        gone = {file for (file,) in db.execute("SELECT file FROM readings")} - {plan.file for plan in analysis.plans}
        db.executemany("DELETE FROM readings WHERE file = ?", [(file,) for file in sorted(gone)])
        parts = [(one.name, _packed(getattr(analysis, one.name))) for one in fields(Analysis)]
        db.executemany("INSERT OR REPLACE INTO analysis VALUES (?, ?)", parts)
        digests = json.dumps({name: _digest(packed) for name, packed in parts})
        db.execute("INSERT OR REPLACE INTO run VALUES (?, ?)", (PARTS, digests))
        entries.fill(db, analysis)
        _list(db, analysis)
        _put_run(db, run)


def save_run(db: Connection, run: Run) -> None:
    """Renew the record of the run alone."""
    with transaction(db):
        _put_run(db, run)


def load_run(db: Connection) -> Run | None:
    """The record of the last build, None before the first."""
    found = db.execute("SELECT value FROM run WHERE name = 'run'").fetchone()
    return None if found is None else _unpacked(Run, found[0])


def load_analysis(db: Connection) -> Analysis:
    """The whole state, links with the decisions as they stand, findings of the last build with their last answers.
    Raises WorkspaceError before the first build has ended."""
    return with_words(db, load_built(db))


def load_built(db: Connection) -> Analysis:
    """The state as the last build left it. Raises WorkspaceError before the first one has ended."""
    ask_built(db)
    hints = get_type_hints(Analysis)
    found = dict(db.execute("SELECT part, records FROM analysis"))
    with ours("analysis"):
        digests = json.loads(note(db, PARTS) or "{}")
        if any(_digest(found[part]) != digest for part, digest in digests.items()):
            raise ValueError("another digest")
        return Analysis(**{part: decoder(hints[part])(_records(packed)) for part, packed in found.items()})


def ask_built(db: Connection) -> None:
    """Raises WorkspaceError before the first build has ended."""
    if db.execute("SELECT 1 FROM analysis").fetchone() is None:
        raise WorkspaceError("解析がまだ終わっていません。「planlink build」をもう一度行ってください。")


def _records(packed: str) -> Any:
    """The records of a part as plain values. A long part is read record by record: as a whole it would hold up every
    other thread until it is read."""
    is_long = len(packed) >= LONG and packed.startswith("[")
    return _one_by_one(packed) if is_long else json.loads(packed)


def _one_by_one(packed: str) -> Iterator[Any]:
    read, at = json.JSONDecoder().raw_decode, 1
    while at < len(packed) and packed[at] != "]":
        record, at = read(packed, at)
        yield record
        while packed[at] in ", ":
            at += 1


def with_words(db: Connection, analysis: Analysis) -> Analysis:
    """The analysis with the last answer to each finding and, where there are any, the last decision on each pair."""
    words = decisions.latest(db)
    if words or analysis.proposed:
        analysis = redecide(analysis, words)
    return replace(analysis, findings=answered(analysis.findings, latest(db)))


def save_copies(db: Connection, names: frozenset[str]) -> None:
    """Remember which files in OUT/documents are copies that planlink made."""
    put_note(db, "copies", json.dumps(sorted(names), ensure_ascii=False))


def load_copies(db: Connection) -> frozenset[str]:
    """The names of the copies that an earlier run made."""
    with ours("copies"):
        return frozenset(json.loads(note(db, "copies") or "[]"))


def save_synonyms(db: Connection, groups: Sequence[Sequence[str]]) -> None:
    """Keep the city's own synonyms beside its plans, for searches to come."""
    put_note(db, "synonyms", json.dumps([list(group) for group in groups], ensure_ascii=False))


def load_synonyms(db: Connection) -> tuple[tuple[str, ...], ...]:
    """All groups of words that find each other: those of the language, then the city's own."""
    with ours("synonyms"):
        own = [tuple(group) for group in json.loads(note(db, "synonyms") or "[]")]
    return (*knowledge.synonyms(), *own)


def save_lesson(db: Connection, lesson: Lesson | None) -> None:
    """Keep what the city's decisions taught, for the builds to come; None forgets it."""
    put_note(db, "lesson", _packed(lesson))


def load_lesson(db: Connection) -> Lesson | None:
    """What the city's decisions taught, None where nothing was learnt."""
    with ours("lesson"):
        kept = json.loads(note(db, "lesson") or "null")
        return None if kept is None else decode(Lesson, kept)


def save_previous(db: Connection, rows: Sequence[MarkRow]) -> None:
    """Keep the table of the last edition, for the papers to come."""
    put_note(db, "previous", json.dumps([encode(row) for row in rows], ensure_ascii=False))


def load_previous(db: Connection) -> tuple[MarkRow, ...]:
    """The rows of the table of the last edition, empty where none was given."""
    with ours("previous"):
        return tuple(decode(MarkRow, row) for row in json.loads(note(db, "previous") or "[]"))


def note(db: Connection, name: str) -> str | None:
    """A small fact that was put aside under a name."""
    found = db.execute("SELECT value FROM run WHERE name = ?", (name,)).fetchone()
    return None if found is None else str(found[0])


def put_note(db: Connection, name: str, value: str) -> None:
    """Put a small fact aside."""
    with transaction(db):
        db.execute("INSERT OR REPLACE INTO run VALUES (?, ?)", (name, value))


def drop_note(db: Connection, name: str) -> None:
    """Forget a small fact."""
    with transaction(db):
        db.execute("DELETE FROM run WHERE name = ?", (name,))


def _put_run(db: Connection, run: Run) -> None:
    db.execute("INSERT OR REPLACE INTO run VALUES ('run', ?)", (_packed(run),))


def _unpacked(kind: type[Record], text: str) -> Record:
    """Raises DatabaseError for a text that is no such record."""
    with ours(kind.__name__):
        return decode(kind, json.loads(text))


def _digest(packed: str) -> str:
    return hashlib.sha256(packed.encode(errors="surrogatepass")).hexdigest()


def _packed(value: Any) -> str:
    return json.dumps(encode(value), ensure_ascii=False, separators=(",", ":"))
