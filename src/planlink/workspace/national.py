"""The index over all cities of a run: tantivy finds what has some words where DuckDB would read the texts of all parts.

It lies in OUT/index and follows the parts: their names tell what they hold, so that a search adds those that are new
and takes away those that are gone. Texts are cut as for SQLite (grams.py), so that both find the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from planlink.workspace import grams, parts
from planlink.workspace.entries import KINDS, Entry
from planlink.workspace.jobs import Job

FOLDER = "index"
FIELDS = ("title_words", "text_words")
KNOWN = "parts.txt"
"""The parts that the index holds, one a line; what it does not name is added again."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What entries of these kinds must have, one word of each group, and must not have."""

    kinds: Sequence[str]
    groups: Sequence[Sequence[str]]
    without: Sequence[str]


def is_installed() -> bool:
    """Whether the extra `national` is there."""
    return find_spec("tantivy") is not None


def known(run: Path) -> frozenset[str]:
    """The parts that the index of a run holds."""
    with suppress(OSError):
        return frozenset((run / FOLDER / KNOWN).read_text(encoding="utf-8").splitlines())
    return frozenset()


def find(run: Path, jobs: Sequence[Job], wanted: Wanted) -> Iterator[tuple[str, Entry]]:
    """Part and entry of all that answers, after the index holds what these jobs made and nothing else. Raises OSError
    or ValueError where the index cannot be written or read, PartError for a part that is not what its writer left."""
    index = _opened(run / FOLDER)
    _follow(index, run, {job.part: job for job in jobs})
    index.reload()
    searcher, query = index.searcher(), _query(index.schema, wanted)
    total = searcher.search(query, limit=1).count
    for _, address in searcher.search(query, limit=max(total, 1)).hits:
        row = searcher.doc(address).to_dict()
        kind, id, document, title, text, part = (row[name][0] for name in _KEPT)
        page = row["page"][0] if "page" in row else None
        yield part, Entry(row["number"][0], kind, id, document, title, text, page)


_KEPT = ("kind", "id", "document", "title", "text", "part")


def _opened(folder: Path) -> Any:
    builder = _tantivy().SchemaBuilder()
    for name in _KEPT:
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("number", "page"):
        builder.add_integer_field(name, stored=True)
    folder.mkdir(exist_ok=True)
    return _tantivy().Index(builder.build(), path=str(folder))


def _follow(index: Any, run: Path, jobs: dict[str, Job]) -> None:
    held = known(run)
    gone, new = sorted(held - jobs.keys()), sorted(jobs.keys() - held)
    if not gone and not new:
        return
    (run / FOLDER / KNOWN).unlink(missing_ok=True)  # a search that is stopped leaves an index of which nothing is known
    writer = index.writer()
    for part in gone:
        writer.delete_documents_by_term("part", part)
    if not held:
        writer.delete_all_documents()
    for part in new:
        for row, entry in parts.entries(str(run / parts.FOLDER), jobs[part]):
            writer.add_document(_document(part, row, entry))
    writer.commit()
    writer.wait_merging_threads()
    (run / FOLDER / KNOWN).write_text("".join(f"{part}\n" for part in sorted(jobs)), encoding="utf-8", newline="\n")


def _document(part: str, row: int, entry: Entry) -> Any:
    made = _tantivy().Document()
    for name, value in zip(_KEPT, (entry.kind, entry.id, entry.document, entry.title, entry.text, part), strict=True):
        made.add_text(name, value)
    for name, value in zip(FIELDS, (entry.title, entry.text), strict=True):
        made.add_text(name, grams.indexed(value))
    made.add_integer("number", row)
    if entry.page is not None:
        made.add_integer("page", entry.page)
    return made


def _query(schema: Any, wanted: Wanted) -> Any:
    query, occur = _tantivy().Query, _tantivy().Occur
    must = [query.term_set_query(schema, "kind", list(wanted.kinds))] if set(wanted.kinds) != set(KINDS) else []
    must += [_any(schema, group) for group in wanted.groups]
    excluded = [(occur.MustNot, _any(schema, (word,))) for word in wanted.without]
    return query.boolean_query([*((occur.Must, one) for one in must), *excluded])


def _any(schema: Any, words: Collection[str]) -> Any:
    """Title or text has one of the words, inside others too."""
    query, occur = _tantivy().Query, _tantivy().Occur
    found = [_standing(schema, field, grams.indexed(word).split()) for word in words for field in FIELDS]
    return query.boolean_query([(occur.Should, one) for one in found])


def _standing(schema: Any, field: str, pairs: Sequence[str]) -> Any:
    query = _tantivy().Query
    if not pairs:
        return query.empty_query()
    if len(pairs) == 1:
        return query.regex_query(schema, field, f"{pairs[0]}.*")
    if len(pairs) == 2:
        return query.term_query(schema, field, pairs[0], index_option="position")
    return query.phrase_query(schema, field, list(pairs[:-1]))


def _tantivy() -> Any:
    return import_module("tantivy")
