"""How well searches are answered, and how fast.

`python bench/search.py` builds the demo without papers, asks the queries of tests/cases/queries/demo.jsonl and prints
nDCG@10 by kind of query (words: a word in common with the answer; paraphrase: none) and how many of those that nothing
answers stay empty, for words alone, each space alone and all together. `--queries FILE --workspace OUT` asks others;
`--plans` those of each plan of tests/pdfs/plans that has any, of that plan alone. `--speed N` makes an index of N
measures from the demo's sentences and prints the median and the 95th percentile of the page's answer: twenty of them,
with facets counted; beside it what SQLite's own trigrams give, without facets, meaning or spellings.
"""

from __future__ import annotations

import json
import math
import random
import re
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection, connect
from statistics import mean, median, quantiles
from typing import Any

import numpy as np
from measured import Row, tell, told

from planlink.meaning.encoders import Encoder
from planlink.meaning.topics import KEPT, TOPICS
from planlink.records.findings import Analysis
from planlink.settings import Settings
from planlink.workspace import store
from planlink.workspace.build import build
from planlink.workspace.nearness import Nearness, keep_vectors, spaces
from planlink.workspace.search import Meaning, answer, search

ROOT = Path(__file__).resolve().parents[1]
DEMO = [ROOT / "corpus" / "demo" / f"{name}.pdf" for name in ("strategy", "plan-summary", "vision")]
QUERIES = ROOT / "tests" / "cases" / "queries" / "demo.jsonl"
PLANS = ROOT / "tests" / "pdfs" / "plans"
DEPTH = 10
SHOWN = 20
ROUNDS = 3
MEDIAN, SLOWEST = 50, 150  # milliseconds asked for at 100,000 measures


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, its kind (words, paraphrase, nothing), and how well each measure answers it (2, 1)."""

    query: str
    kind: str
    relevant: Mapping[str, int]


def read_queries(file: Path) -> list[Asked]:
    """The queries of a file, one JSON object a line."""
    return [Asked(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


def ndcg(found: Sequence[str | None], relevant: Mapping[str, int]) -> float:
    """The discounted gain of the first ten answers, as a share of the best order's."""
    gain = sum((2.0 ** relevant.get(one or "", 0) - 1) / math.log2(n + 2) for n, one in enumerate(found[:DEPTH]))
    best = sorted(relevant.values(), reverse=True)[:DEPTH]
    return gain / sum((2.0**grade - 1) / math.log2(n + 2) for n, grade in enumerate(best))


def figures(db: Connection, queries: Sequence[Asked], meaning: Meaning | None) -> dict[str, float]:
    """Mean nDCG@10 of all queries that have an answer and by kind, and the share of the others that stay empty."""
    return _means(_values(db, queries, meaning))


def _values(db: Connection, queries: Sequence[Asked], meaning: Meaning | None) -> Iterator[tuple[str, float]]:
    words = store.load_synonyms(db)
    for one in queries:
        hits = search(db, one.query, limit=DEPTH, meaning=meaning, synonyms=words)
        yield one.kind, ndcg([hit.measure for hit in hits], one.relevant) if one.relevant else float(not hits)


def _means(values: Iterable[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for kind, value in values:
        found.setdefault(kind, []).append(value)
    both = [*found.get("words", []), *found.get("paraphrase", [])]
    return {"all": mean(both), **{kind: mean(each) for kind, each in found.items()}}


def quality(cities: Iterable[tuple[Connection, Sequence[Asked]]]) -> dict[str, dict[str, float]]:
    """The figures for words alone, each space alone, and all together."""
    every = spaces()
    ways: dict[str, tuple[Encoder, ...]] = {"words alone": (), **{f"{one.name} with words": (one,) for one in every}}
    if len(every) > 1:
        ways["all together"] = every
    found: dict[str, list[tuple[str, float]]] = {way: [] for way in ways}
    for db, queries in cities:
        for way, encoders in ways.items():
            found[way] += _values(db, queries, Nearness(db, encoders) if encoders else None)
    return {way: _means(values) for way, values in found.items()}


def plans(apart: Path) -> Iterator[tuple[Connection, Sequence[Asked]]]:
    """The plans that have queries, each built on its own."""
    for file in sorted(QUERIES.parent.glob("*.jsonl")):
        named = [one for one in (PLANS / file.stem).glob(f"{file.stem}.*") if one.suffix in (".pdf", ".docx", ".html")]
        if named:
            build(named, apart / file.stem, Settings(), reports=False)
            with store.opened(apart / file.stem) as db:
                yield db, read_queries(file)


def grown(analysis: Analysis, size: int) -> Analysis:
    """An analysis with so many measures, made of the sentences of another's."""
    plan = next(one for one in analysis.plans if one.measures)
    measures = [one for found in analysis.plans for one in found.measures]
    sentences = [part for one in measures for part in re.findall("[^。]+。?", one.text)]
    draw = random.Random(0)
    made = tuple(
        replace(draw.choice(measures), id=f"m{n}", document=plan.id, text="".join(draw.sample(sentences, 2)))
        for n in range(size)
    )
    bare = replace(plan, measures=made, passages=(), items=(), indicators=())
    return replace(analysis, plans=(bare,), links=(), scores=(), coverage=(), alignments=(), mapping=(), findings=())


def add_vectors(db: Connection) -> None:
    """Vectors for the entries of a grown analysis: the mean of those of their sentences, topics as few as a text has.
    Encoding each whole text takes ten minutes, and an answer takes as long with these."""
    entries = db.execute("SELECT number, title, text FROM entries WHERE kind = 'measure' ORDER BY number").fetchall()
    for encoder in spaces():
        known: dict[str, Any] = {}
        vectors = []
        for _, title, text in entries:
            parts = [title, *re.findall("[^。]+。?", text)]
            for part in parts:
                if part not in known:
                    known[part] = encoder.encode(part)
            whole = sum(known[part] for part in parts)
            if encoder.name == TOPICS:
                whole[np.argsort(-whole)[KEPT:]] = 0.0
            vectors.append(whole / (np.linalg.norm(whole) or 1.0))
        keep_vectors(db, "measure", encoder.name, [number for number, _, _ in entries], vectors)


def times(db: Connection, queries: Sequence[Asked], meaning: Meaning) -> Iterator[float]:
    """Seconds of each query, after one that loads what is needed."""
    answer(db, "窓口", meaning=meaning)
    words = store.load_synonyms(db)
    for one in list(queries) * ROUNDS:
        begun = time.perf_counter()
        answer(db, one.query, limit=SHOWN, meaning=meaning, synonyms=words)
        yield time.perf_counter() - begun


def trigrams(db: Connection, queries: Sequence[Asked]) -> Row:
    """The same queries to an index of SQLite's trigrams over the same measures, ranked by its own measure."""
    found, seconds = [], []
    with closing(connect(":memory:")) as plain:
        plain.execute("CREATE VIRTUAL TABLE texts USING fts5(title, text, tokenize = 'trigram')")
        plain.executemany(
            "INSERT INTO texts VALUES (?, ?)", db.execute("SELECT title, text FROM entries WHERE kind = 'measure'")
        )
        for one in queries:
            words = " OR ".join(f'"{word}"' for word in one.query.replace('"', "").split())
            begun = time.perf_counter()
            rows = plain.execute("SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?", (words, SHOWN))
            found.append(bool(rows.fetchall()))
            seconds.append(time.perf_counter() - begun)
    return told(
        "the same by SQLite's trigrams: median",
        f"{1000 * median(seconds):.0f} ms; an answer to {sum(found)} of {len(found)} queries",
    )


def _print(figures: Mapping[str, Mapping[str, float]]) -> int:
    for name, found in figures.items():
        print(f"{name:<20}" + "  ".join(f"{kind} {value:.3f}" for kind, value in found.items()))
    return 0


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=Path, default=QUERIES)
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--plans", action="store_true")
    parser.add_argument("--speed", type=int)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as apart:
        if asked.plans:
            return _print(quality(plans(Path(apart))))
        queries, out = read_queries(asked.queries), asked.workspace or Path(apart) / "demo"
        if asked.workspace is None:
            build(DEMO, out, Settings(), reports=False)
        with store.opened(out) as db:
            if asked.speed is None:
                return _print(quality([(db, queries)]))
            large = grown(store.load_analysis(db), asked.speed)
        with store.opened(Path(apart), create=True) as db:
            store.save(db, large, store.Run("speed"))
            add_vectors(db)
            seconds = sorted(times(db, queries, Nearness(db)))
            plain = trigrams(db, queries)
    middle, slow = (1000 * quantiles(seconds, n=20)[n] for n in (9, 18))
    many = f"search over {asked.speed} measures, facets counted"
    rows = [
        Row(f"{many}: median", f"< {MEDIAN} ms", f"{middle:.0f} ms", middle < MEDIAN),
        Row(f"{many}: 95 %", f"< {SLOWEST} ms", f"{slow:.0f} ms", slow < SLOWEST),
        plain,
    ]
    return tell(rows, asked.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
