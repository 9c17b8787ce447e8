"""The search page: what was asked, and what `planlink search` answers to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planlink.errors import PlanlinkError
from planlink.web.city import City, Seen
from planlink.workspace import entries, grams, narrowing, nearness, search, store

LIMIT = 50
LONGEST = 200


def found(city: City, seen: Seen, asked: Mapping[str, str]) -> dict[str, Any]:
    """The query, where it is looked for, and its hits (None where nothing was asked)."""
    query = asked.get("q", "").strip()[:LONGEST]
    everywhere, document = asked.get("in") == "all", asked.get("document", "")
    hits = None
    if query.strip(grams.NO_WORD):
        hits = _hits(city, query, everywhere, document if document in seen.index.plans else "")
    return {"query": query, "everywhere": everywhere, "document": document, "hits": hits, "limit": LIMIT}


def _hits(city: City, query: str, everywhere: bool, document: str) -> tuple[search.Hit, ...]:
    with store.opened(city.out) as db:
        kinds = entries.KINDS if everywhere else ("measure",)
        try:
            return nearness.ask(db, query, LIMIT, kinds, narrowing.Filters(document=document or None)).hits
        except ValueError as cause:
            raise PlanlinkError(f"「{query}」では探せません。語句を変えて，もう一度探してください。") from cause
