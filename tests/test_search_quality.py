"""How well the demo's queries are answered: `bench/search.py` prints the same figures."""

from __future__ import annotations

import runpy
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest

from planlink.records.findings import Analysis
from planlink.workspace import store
from planlink.workspace.nearness import Nearness, spaces

BENCH = runpy.run_path(str(Path(__file__).parents[1] / "bench" / "search.py"))


@pytest.fixture(scope="module")
def db(demo_related: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with store.opened(tmp_path_factory.mktemp("demo"), create=True) as opened:
        store.save(opened, demo_related, store.Run("k"))
        yield opened


@pytest.fixture(scope="module")
def queries() -> Any:
    return BENCH["read_queries"](BENCH["QUERIES"])


def test_the_queries_are_of_three_kinds_and_name_measures_of_the_demo(db: Connection, queries: Any) -> None:
    assert Counter(one.kind for one in queries) == {"words": 28, "paraphrase": 28, "nothing": 8}
    known = {id for (id,) in db.execute("SELECT id FROM entries WHERE kind = 'measure'")}
    assert {id for one in queries for id in one.relevant} <= known
    assert all(bool(one.relevant) == (one.kind != "nothing") for one in queries)


def test_answers_without_the_encoder(db: Connection, queries: Any) -> None:
    found = BENCH["figures"](db, queries, Nearness(db, spaces()[:1]))
    print(found)
    assert found["all"] >= 0.80
    assert found["paraphrase"] >= 0.65
    assert found["nothing"] >= 6 / 8


@pytest.mark.skipif(len(spaces()) == 1, reason="without the extra semantic")
def test_answers_with_the_encoder(db: Connection, queries: Any) -> None:
    found = BENCH["figures"](db, queries, Nearness(db))
    print(found)
    assert found["all"] >= 0.85
    assert found["paraphrase"] >= 0.74
    assert found["nothing"] >= 6 / 8
    assert found["all"] > BENCH["figures"](db, queries, None)["all"] + 0.3
