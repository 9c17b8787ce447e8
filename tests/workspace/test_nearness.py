"""Vectors of a workspace: made once, kept, dropped with the entries; ranked with what words add."""

from __future__ import annotations

import math
import multiprocessing
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import numpy as np
import pytest

from factories import analysis, measure, plan
from planlink.meaning.tfidf import Array
from planlink.meaning.topics import fit_topics
from planlink.workspace import nearness, store
from planlink.workspace.nearness import Near, Nearness


class Letters:
    """An encoder of two letters that counts its work."""

    name = "use"

    def __init__(self, *letters: str) -> None:
        self.letters, self.asked = letters, 0

    def encode(self, text: str) -> Array:
        self.asked += 1
        return np.array([float(letter in text) for letter in self.letters])


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    measures = (measure("a", title="港の祭り", text="船。"), measure("b", title="山の道", text="木。"))
    with store.opened(tmp_path, create=True) as opened:
        store.save(opened, analysis((plan(measures=measures),)), store.Run("k"))
        yield opened


def ranked(near: Near) -> list[tuple[int, float]]:
    return near.ranked(None, 9)


def test_the_nearest_comes_first_and_vectors_are_made_once(db: Connection) -> None:
    encoder = Letters("港", "山")
    assert ranked(Nearness(db, [encoder]).near("山", ["measure"])) == [(2, 1.0), (1, 0.0)]
    assert encoder.asked == 3
    assert ranked(Nearness(db, [encoder]).near("港", ["measure"])) == [(1, 1.0), (2, 0.0)]
    assert encoder.asked == 4


def test_sparse_vectors_are_kept_as_they_were(db: Connection) -> None:
    encoder = Letters("港", *"あいうえおかきくけこ", "道")
    for _ in range(2):  # made, then read back
        assert ranked(Nearness(db, [encoder]).near("道", ["measure"])) == [(2, 1.0), (1, 0.0)]


def test_vectors_taken_in_parts_are_as_near(db: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearness, "AT_ONCE", 1)
    assert ranked(Nearness(db, [Letters("港", "山", "。")]).near("山", ["measure"])) == [(2, 1.0), (1, 0.0)]


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_fork_of_a_process_that_has_searched_searches_too(db: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearness, "AT_ONCE", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 1)  # all threads of the pool have begun before the fork
    nearness._threads.cache_clear()
    searching = Nearness(db, [Letters("港", "山", "。")])
    searching.near("山", ["measure"])
    fork = multiprocessing.get_context("fork").Process(target=searching.near, args=("港", ["measure"]))
    fork.start()
    fork.join(20)
    fork.kill()
    assert fork.exitcode == 0


def test_new_entries_have_new_vectors(db: Connection) -> None:
    Nearness(db, [Letters("港", "山")]).near("山", ["measure"])
    store.save(db, analysis((plan(measures=(measure("c", title="山の小屋", text="。"),)),)), store.Run("k2"))
    assert ranked(Nearness(db, [Letters("港", "山")]).near("山", ["measure"])) == [(1, 1.0)]


def test_a_kind_without_entries_is_empty(db: Connection) -> None:
    near = Nearness(db, [Letters("港")]).near("港", ["indicator"])
    assert ranked(near) == []


def test_the_nearest_is_held_against_what_the_query_is_about_itself(db: Connection) -> None:
    boats, graves = ["港の船", "船着き場", "祭りの船", "港の祭り"], ["墓じまい", "墓地", "墓石", "お墓の引っ越し"]
    woods = ["森の手入れ", "間伐の補助", "林道の整備", "木材の利用"]
    nearness = Nearness(db, [fit_topics({"船": boats, "墓": graves, "森": woods})])
    margins = [nearness.near(query, ["measure"]).margin for query in ("船着き場", "墓地", "、。")]
    assert margins[0] > 0.0 > margins[1]
    assert margins[2] == -math.inf


def test_gains_go_to_known_entries_and_what_is_not_allowed_is_left_out() -> None:
    near = Near(np.array([2, 5, 9]), np.array([0.1, 0.3, 0.2], dtype=np.float32), 0.3)
    gained = near.gained([([9, 7, 1], 0.5), ([2], 0.1)]).ranked(None, 9)
    assert [(number, round(score, 3)) for number, score in gained] == [(9, 0.7), (5, 0.3), (2, 0.2)]
    assert [number for number, _ in near.ranked({2, 9, 40}, 9)] == [9, 2]
    assert [number for number, _ in near.ranked(None, 2)] == [5, 9]
