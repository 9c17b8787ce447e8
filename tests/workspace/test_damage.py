"""A database that is damaged: a sentence or the same state, and every word comes back."""

from __future__ import annotations

import pickle
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from factories import decision, town
from planlink.errors import WorkspaceError
from planlink.workspace import decisions, journal, listing, record, store

FLIPS = 150
Damage = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("無傷")
    with store.opened(folder, create=True) as db:
        store.save(db, town(), store.Run("k", finished="2026-04-01T00:00:00+00:00"))
        store.save_copies(db, frozenset({"戦略.pdf"}))
    return (folder / store.DATABASE).read_bytes()


def look(out: Path) -> object:
    """What commands show."""
    with store.opened(out) as db:
        notes = store.load_copies(db), store.load_synonyms(db), store.load_lesson(db), store.load_previous(db)
        return store.load_analysis(db), store.load_run(db), pickle.dumps(listing.load(db)), notes


def test_a_flipped_bit_is_a_sentence_or_changes_nothing(sound: bytes, tmp_path: Path) -> None:
    path, chance, told = tmp_path / store.DATABASE, random.Random(7), 0
    path.write_bytes(sound)
    whole = look(tmp_path)
    for _ in range(FLIPS):
        content = bytearray(sound)
        for _ in range(chance.choice((1, 1, 20))):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        try:
            seen = look(tmp_path)
        except WorkspaceError:
            told += 1
        else:
            assert seen == whole
    assert told > FLIPS // 20


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1000],
        lambda content: content[:50],
        lambda content: bytes(len(content)),
        lambda content: b"SQLite format 3\0" + bytes(5000),
        lambda content: "これはデータベースではありません".encode() * 100,
        lambda content: b"",
    ],
    ids=["half", "end", "head", "zeros", "empty pages", "text", "empty"],
)
def test_a_damaged_database_says_how_everything_comes_back(damage: Damage, tmp_path: Path) -> None:
    path = tmp_path / store.DATABASE
    with store.opened(tmp_path, create=True) as db:
        store.save(db, town(), store.Run("k"))
        said = decisions.add(db, [decision(), decision(label="4")])
    (tmp_path / record.FILE).write_text("{}")
    path.write_bytes(damage(path.read_bytes()))
    broken, lines = path.read_bytes(), (tmp_path / journal.FILE).read_bytes()
    with pytest.raises(WorkspaceError) as told:
        look(tmp_path)
    sentence = str(told.value)
    assert all(word in sentence for word in ("壊れています", "planlink restore", "別の名前に変えて", "記録2件"))
    with pytest.raises(WorkspaceError), store.opened(tmp_path, create=True):
        pass
    assert (path.read_bytes(), (tmp_path / journal.FILE).read_bytes()) == (broken, lines)
    path.rename(tmp_path / "planlink-壊れた.db")
    with store.opened(tmp_path, create=True) as db:
        assert decisions.every(db) == said


def test_without_a_journal_nothing_is_promised(tmp_path: Path) -> None:
    (tmp_path / store.DATABASE).write_text("壊れた" * 500, encoding="utf-8")
    with pytest.raises(WorkspaceError) as told:
        look(tmp_path)
    assert "壊れています" in str(told.value)
    assert journal.FILE not in str(told.value)


def test_an_empty_file_where_nothing_was_built_is_a_first_build_that_was_killed(tmp_path: Path) -> None:
    (tmp_path / store.DATABASE).write_bytes(b"")
    with pytest.raises(WorkspaceError, match="解析がまだ終わっていません"):
        look(tmp_path)


def test_a_missing_table_is_damage(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        store.save(db, town(), store.Run("k"))
    with closing(sqlite3.connect(tmp_path / store.DATABASE)) as db:
        db.execute("DROP TABLE run")
    with pytest.raises(WorkspaceError, match="壊れています"):
        look(tmp_path)


def test_a_reading_that_is_damaged_is_read_again(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        store.keep_plan(db, "戦略.pdf", "aa", "v1", town().plans[0])
        db.execute("UPDATE readings SET plan = substr(plan, 1, 100)")
        assert store.cached_plan(db, "戦略.pdf", "aa", "v1") is None


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("PRAGMA max_page_count = 1", "空き容量が足りない"),
        ("PRAGMA query_only = ON", "読み書きできません"),
    ],
)
def test_what_cannot_be_written_is_a_sentence(statement: str, sentence: str, tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        store.save(db, town(), store.Run("k"))
    with pytest.raises(WorkspaceError, match=sentence):
        grow(tmp_path, statement)
    assert look(tmp_path)


def grow(out: Path, statement: str) -> None:
    with store.opened(out) as db:
        db.execute(statement)
        for number in range(50):
            store.keep_plan(db, f"{number}.pdf", "aa", "v1", town().plans[0])
