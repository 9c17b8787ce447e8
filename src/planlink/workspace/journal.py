"""OUT/journal.jsonl: what people said, a line of JSON for each act, beside the database that holds the same.

A line is on the disk before its transaction ends, so that no word that was acknowledged is lost with a database that is
damaged, taken away or put back from before. Whoever opens the workspace takes in what the database lacks, and hands out
what the journal lacks. Lines are only ever added; what is no line of ours (one that a crash tore) is passed over.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import BinaryIO

from planlink.errors import WorkspaceError
from planlink.records.findings import VERDICTS as ANSWERS
from planlink.records.findings import Answer
from planlink.records.links import VERDICTS, WAYS, Decision
from planlink.workspace import lock
from planlink.workspace.codec import decode, encode
from planlink.workspace.share import Copy
from planlink.workspace.transactions import transaction

FILE = "journal.jsonl"
NOTE = "journal"
"""The note of how many bytes of the journal the database has."""
PATIENCE = 10.0
Word = Decision | Answer


@dataclass(frozen=True, slots=True)
class Line:
    """What was written together: events of one act with the number of the page's request, if any, or answers."""

    decisions: tuple[Decision, ...] = ()
    answers: tuple[Answer, ...] = ()
    request: str = ""

    @property
    def words(self) -> tuple[Word, ...]:
        """All that was said."""
        return (*self.decisions, *self.answers)


class Desk(sqlite3.Connection):
    """A workspace's database that knows its journal, and that it is a copy of one on a share; without them it is a
    database alone."""

    journal: Path | None = None
    copy: Copy | None = None


@contextmanager
def speaking(db: sqlite3.Connection) -> Iterator[list[Line]]:
    """A transaction of words: the lines that are put into the list are in the journal before it ends, and neither there
    nor in the database where it fails. Raises WorkspaceError where the journal cannot be written."""
    lines: list[Line] = []
    if not isinstance(db, Desk) or db.journal is None:
        with transaction(db):
            yield lines
        return
    with _held(db.journal) as file:
        begun = _size(file)
        try:
            with transaction(db):
                _agree(db, file)
                yield lines
                _append(db, file, lines)
        except BaseException:
            with suppress(OSError):
                file.truncate(begun)
            raise


def agree(db: Desk) -> None:
    """Take in what the database lacks, and hand out what the journal lacks."""
    assert db.journal is not None
    size = db.journal.stat().st_size if db.journal.is_file() else 0
    if size == _noted(db) or not (size or _has_words(db)):
        return
    with _held(db.journal) as file, transaction(db):
        _agree(db, file)


def lines(path: Path) -> tuple[Line, ...]:
    """The lines of a journal that can be read; none where there is no file."""
    with suppress(OSError):
        return _lines(path.read_bytes())
    return ()


def count(path: Path) -> int:
    """How many decisions and answers a journal holds."""
    return sum(len(one.words) for one in lines(path))


@contextmanager
def _held(path: Path) -> Iterator[BinaryIO]:
    try:
        file = lock.taken(path, PATIENCE)
    except OSError as cause:
        raise _unwritten(path, cause) from cause
    if file is None:
        raise WorkspaceError(f"{path}：ほかの planlink が使用中です。終わってから，もう一度行ってください。")
    with file:
        yield file


def _unwritten(path: Path, cause: OSError) -> WorkspaceError:
    return WorkspaceError(
        f"{path}：判断や回答の控えを書けません（{cause.strerror}）。記録していません。"
        "空き容量と権限を確かめて，もう一度行ってください。"
    )


def _size(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size


def _noted(db: sqlite3.Connection) -> int:
    found = db.execute("SELECT value FROM run WHERE name = ?", (NOTE,)).fetchone()
    return -1 if found is None else int(found[0])


def _has_words(db: sqlite3.Connection) -> bool:
    query = "SELECT EXISTS (SELECT 1 FROM decisions) OR EXISTS (SELECT 1 FROM answers)"
    return bool(db.execute(query).fetchone()[0])


def _agree(db: Desk, file: BinaryIO) -> None:
    """Within a transaction, with the journal held."""
    if _size(file) == _noted(db):
        return
    file.seek(0)
    there, here = _lines(file.read()), _kept(db)
    _take_in(db, _without(there, here))
    _append(db, file, _without(here, there))


def _append(db: Desk, file: BinaryIO, said: Sequence[Line]) -> None:
    assert db.journal is not None
    try:
        if any(line.decisions or line.answers for line in said):
            _write(file, said)
    except OSError as cause:
        raise _unwritten(db.journal, cause) from cause
    db.execute("INSERT OR REPLACE INTO run VALUES (?, ?)", (NOTE, str(_size(file))))


def _write(file: BinaryIO, said: Sequence[Line]) -> None:
    size = _size(file)
    file.seek(max(0, size - 1))
    torn = size and file.read(1) != b"\n"
    text = "".join(json.dumps(encode(line), ensure_ascii=False) + "\n" for line in said)
    rest = memoryview((b"\n" if torn else b"") + text.encode(errors="surrogatepass"))
    while rest:
        rest = rest[file.write(rest) :]
    os.fsync(file.fileno())


def _lines(content: bytes) -> tuple[Line, ...]:
    return tuple(line for told in content.split(b"\n") if (line := _line(told)) is not None)


def _line(told: bytes) -> Line | None:
    """None for what is no line of a journal."""
    try:
        line = decode(Line, json.loads(told.decode(errors="surrogatepass")))
        return line if all(map(_is_word, line.words)) and isinstance(line.request, str) else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _is_word(word: Word) -> bool:
    """Whether a record has what such a record has."""
    known = word.verdict in VERDICTS and word.way in WAYS if isinstance(word, Decision) else word.verdict in ANSWERS
    return known and all(type(getattr(word, one.name)).__name__ == one.type for one in fields(word))


def _kept(db: sqlite3.Connection) -> tuple[Line, ...]:
    """What the database holds, as lines."""
    requests = {act: number for number, act in db.execute("SELECT number, act FROM requests")}
    acts: dict[int, list[Decision]] = {}
    for row in db.execute(f"SELECT {columns(Decision)} FROM decisions ORDER BY number"):
        event = Decision(*row)
        acts.setdefault(event.act, []).append(event)
    said = [Line(tuple(events), request=requests.get(act, "")) for act, events in acts.items()]
    answers = [Answer(*row) for row in db.execute(f"SELECT {columns(Answer)} FROM answers ORDER BY number")]
    return (*said, *(Line(answers=(answer,)) for answer in answers))


def _without(lines: Sequence[Line], known: Sequence[Line]) -> list[Line]:
    """The lines without the words that are known; each of those counts for one, since words may be said twice."""
    left: Counter[Word] = Counter(word for line in known for word in line.words)

    def is_new(word: Word) -> bool:
        left[word] -= 1
        return left[word] < 0

    rest = [
        Line(tuple(filter(is_new, line.decisions)), tuple(filter(is_new, line.answers)), line.request) for line in lines
    ]
    return [line for line in rest if line.decisions or line.answers]


def _take_in(db: sqlite3.Connection, said: Sequence[Line]) -> None:
    """Write lines into the tables. An act whose number has been given away meanwhile gets the next free one."""
    taken = {act for (act,) in db.execute("SELECT DISTINCT act FROM decisions")}
    highest = max([*taken, *(event.act for line in said for event in line.decisions)], default=0)
    numbers: dict[int, int] = {}
    for line in said:
        for event in line.decisions:
            if event.act not in numbers:
                highest += event.act in taken
                numbers[event.act] = highest if event.act in taken else event.act
            moved = replace(event, act=numbers[event.act], undoes=numbers.get(event.undoes, event.undoes))
            db.execute(f"INSERT INTO decisions ({columns(Decision)}) VALUES ({_places(Decision)})", astuple(moved))
        if line.request and line.decisions:
            act = numbers[line.decisions[0].act]
            db.execute("INSERT OR IGNORE INTO requests VALUES (?, ?)", (line.request, act))
        for answer in line.answers:
            db.execute(f"INSERT INTO answers ({columns(Answer)}) VALUES ({_places(Answer)})", astuple(answer))


def columns(kind: type[Word]) -> str:
    """The columns of a table of such records, in the order of their fields."""
    return ", ".join(f'"{one.name}"' for one in fields(kind))


def _places(kind: type[Word]) -> str:
    return ", ".join("?" for _ in fields(kind))
