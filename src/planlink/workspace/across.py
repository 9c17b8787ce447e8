"""Search over many workspaces by words: what has the query as it was typed, in all spellings, ranked by one measure
that rests on each entry alone, so that it does not matter which other cities are there or what looks it up.

Where all of it lies in parts, their own index is asked (tantivy), else DuckDB scans the parts, whichever is installed;
else each workspace's index is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from planlink.workspace import decisions, figures, grams, jobs, narrowing, national, parts, quoting, store
from planlink.workspace.entries import KINDS, Entry
from planlink.workspace.jobs import DONE, Job
from planlink.workspace.narrowing import Filters
from planlink.workspace.national import Wanted
from planlink.workspace.queries import Query, parse
from planlink.workspace.search import typed
from planlink.workspace.standing import standing

IN_TITLE, IN_TEXT = 0.6, 0.4
"""What a word in the title, and many in the text, are worth."""


@dataclass(frozen=True, slots=True)
class CityHit:
    """An answer of a city; one of `measure`, `item`, `indicator` is its id, all None for body text."""

    rank: int
    city: str
    measure: str | None
    item: str | None
    indicator: str | None
    document: str
    title: str
    page: int | None
    score: float
    snippet: str


@dataclass(frozen=True, slots=True)
class _Found:
    city: str
    entry: Entry


def search_across(
    places: Mapping[str, Path],
    query: str,
    *,
    limit: int = 10,
    kinds: Sequence[str] = ("measure",),
    filters: Filters | None = None,
    run: Path | None = None,
) -> tuple[tuple[CityHit, ...], int]:
    """The best answers of all workspaces, by name, and how many answers there are. `run` is the folder of the run that
    made them all, where there was one: its parts are asked if they can be."""
    asked, filters = parse(query), filters or Filters()
    if not asked.groups:
        return (), 0
    groups = _spelled(asked, next(iter(places.values())))
    plain = filters == Filters() and _is_plain(asked)
    wanted = Wanted(kinds, groups, sorted(asked.without))
    found = _by_run(run, wanted, places) if run is not None and plain else None
    if found is None:
        found = list(_by_workspaces(places, asked, kinds, filters))
    scored = sorted(((_score(one.entry, groups), one) for one in found), key=_order)
    told = [word for group in groups for word in group]
    hits = (_hit(rank, one, score, told, asked) for rank, (score, one) in enumerate(scored[:limit], 1))
    return tuple(hits), len(found)


def _order(scored: tuple[float, _Found]) -> tuple[float, str, int, str, int]:
    score, one = scored
    return -score, one.city, KINDS.index(one.entry.kind), one.entry.id, one.entry.number


def _hit(rank: int, one: _Found, score: float, told: Sequence[str], asked: Query) -> CityHit:
    entry = one.entry
    own = {kind: entry.id if entry.kind == kind else None for kind in KINDS}
    said = quoting.quotation(entry.text or entry.title, told, None, asked.exact).text
    ids = own["measure"], own["item"], own["indicator"]
    return CityHit(rank, one.city, *ids, entry.document, entry.title, entry.page, score, said)


def _spelled(asked: Query, first: Path) -> tuple[tuple[str, ...], ...]:
    """Each choice of words in all spellings; the cities of a run have their synonyms in common."""
    with store.opened(first) as db:
        synonyms = store.load_synonyms(db)
    return tuple(
        tuple(
            dict.fromkeys(
                one
                for word in group
                for one in (word, *(() if word in asked.exact else grams.spellings(word, synonyms)))
            )
        )
        for group in asked.groups
    )


def _score(entry: Entry, groups: Sequence[Sequence[str]]) -> float:
    """0 to 1: how many of the words stand in the title, and how often in the text."""
    title, text = grams.key(entry.title), grams.key(entry.text)
    worth = 0.0
    for group in groups:
        keys = [grams.key(word) for word in group]
        times = max(text.count(key) for key in keys)
        worth += IN_TITLE * any(key in title for key in keys) + IN_TEXT * times / (times + 1)
    return round(worth / len(groups), 3)


def _by_workspaces(
    places: Mapping[str, Path], asked: Query, kinds: Sequence[str], filters: Filters
) -> Iterator[_Found]:
    for city, out in places.items():
        with store.opened(out) as db:
            if store.load_run(db) is None:
                continue
            entries = typed(db, asked, kinds, store.load_synonyms(db))
            verdicts = {word.pair: word.verdict for word in decisions.latest(db)}
            passing = narrowing.allowed(filters, standing(db, verdicts))
            yield from (_Found(city, entry) for entry in entries if passing is None or entry.number in passing)


def _is_plain(asked: Query) -> bool:
    """Whether only words are asked for: numbers are looked for whole, which the workspaces' own index can."""
    return not any(figures.figure(word) for word in (*asked.words, *asked.without))


def _by_run(run: Path, wanted: Wanted, places: Mapping[str, Path]) -> list[_Found] | None:
    """What the parts of a run answer; None where not all of it lies in parts, or nothing is installed that asks
    them."""
    if not (run / jobs.FILE).is_file() or not (run / parts.FOLDER).is_dir():
        return None
    with jobs.opened(run) as table:
        done = [job for job in table.every() if job.state == DONE]
    if not {job.city for job in done} >= places.keys() or not all(job.part for job in done):
        return None
    if national.is_installed():
        with suppress(OSError, ValueError, parts.PartError):  # it cannot be written, or another search does
            return list(_by_index(run, done, wanted, places))
    if find_spec("duckdb") is None or not all(parts.is_whole(str(run / parts.FOLDER), job) for job in done):
        return None
    return list(_by_parts(run, done, wanted, places))


def _cities(done: Sequence[Job], places: Mapping[str, Path]) -> Mapping[str, Sequence[str]]:
    """The cities of each part."""
    found: dict[str, list[str]] = {}
    for job in done:
        if job.city in places:
            found.setdefault(job.part, []).append(job.city)
    return found


def _by_index(run: Path, done: Sequence[Job], wanted: Wanted, places: Mapping[str, Path]) -> Iterator[_Found]:
    cities = _cities(done, places)
    for part, entry in national.find(run, done, wanted):
        yield from (_Found(city, entry) for city in cities.get(part, ()))


def _by_parts(run: Path, done: Sequence[Job], wanted: Wanted, places: Mapping[str, Path]) -> Iterator[_Found]:
    cities = {str(run / parts.FOLDER / part): found for part, found in _cities(done, places).items()}
    having = [_having(len(group)) for group in wanted.groups]
    without = [f"NOT {_having(1)}" for _ in wanted.without]
    keys = [grams.key(word) for group in (*wanted.groups, wanted.without) for word in group]
    query = (
        "SELECT filename, file_row_number, kind, id, document, title, text, page FROM"
        " read_parquet(?, filename = true, file_row_number = true)"
        f" WHERE kind IN ({', '.join('?' * len(wanted.kinds))}) AND {' AND '.join((*having, *without))}"
    )
    with import_module("duckdb").connect() as db:
        rows = db.execute(query, [list(cities), *wanted.kinds, *keys]).fetchall()
    for name, number, kind, id, document, title, text, page in rows:
        entry = Entry(number, kind, id, document, title or "", text or "", page)
        yield from (_Found(city, entry) for city in cities[name])


def _having(words: int) -> str:
    return f"({' OR '.join(['contains(key, ?)'] * words)})"
