"""The search page: what was asked, what `planlink search` answers to it, and what would narrow that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from planlink.errors import PlanlinkError
from planlink.knowledge import goal_name
from planlink.outputs.citation import cited, short_titles
from planlink.outputs.rows import headed
from planlink.outputs.words import goal_title
from planlink.web import answers
from planlink.web.city import City, Seen
from planlink.web.facets import Choice, address, turned
from planlink.web.words import FACETS, STANDS
from planlink.workspace import entries, grams, narrowing, nearness, store
from planlink.workspace.listing import KPIS
from planlink.workspace.narrowing import Filters
from planlink.workspace.quoting import Span
from planlink.workspace.search import DEEP, Answer, Hit

SHOWN = 20
"""Answers on a page."""
LONGEST = 200
PATH = "/search"


@dataclass(frozen=True, slots=True)
class Found:
    """An answer as the page shows it: title and sentence in pieces, of which those that answer are marked."""

    hit: Hit
    title: tuple[tuple[str, bool], ...]
    said: tuple[tuple[str, bool], ...]
    citation: str


class Searching:
    """Searches over one workspace, with its vectors kept until the next build."""

    def __init__(self, city: City) -> None:
        self._city = city
        self._kept: tuple[str | None, nearness.Kept] = None, nearness.Kept()

    def search(self, request: Request) -> Response:
        """The search box, what answers, and facets beside it."""
        seen, asked = self._city.now(), request.query_params
        query = asked.get("q", "").strip()[:LONGEST]
        wanted = {"q": query, "in": "all"} if asked.get("in") == "all" else {"q": query}
        chosen = {facet: asked[facet] for facet in narrowing.FACETS if asked.get(facet)}
        if chosen.get("document") not in seen.index.plans:
            chosen.pop("document", None)
        skip = SHOWN * (_page(asked.get("page")) - 1)
        said = self._ask(query, "in" in wanted, chosen, skip, seen) if query.strip(grams.NO_WORD) else None
        shown = said or Answer(())
        return answers.page(
            request,
            "search.html.j2",
            seen=seen,
            query=query,
            everywhere="in" in wanted,
            chosen=chosen,
            answer=said,
            deepest=DEEP,
            found=list(_found(shown, seen)),
            facets=list(_facets(shown, wanted, chosen, seen)),
            terms=[(term, address(PATH, {**wanted, "q": term})) for term in shown.terms],
            all_address=address(PATH, {"q": query, "in": "all"}),
            bare_address=address(PATH, wanted),
            pages=_pages(shown.total, skip, {**wanted, **chosen}),
        )

    def _ask(self, query: str, everywhere: bool, chosen: Mapping[str, str], skip: int, seen: Seen) -> Answer:
        kinds = entries.KINDS if everywhere else ("measure",)
        verdicts = {pair: word.verdict for pair, word in seen.words.items()}
        with store.opened(self._city.out) as db:
            run = store.note(db, "run")
            if self._kept[0] != run:
                self._kept = run, nearness.Kept()
            try:
                return nearness.ask(
                    db, query, SHOWN, kinds, Filters(**chosen), skip=skip, verdicts=verdicts, kept=self._kept[1]
                )
            except ValueError as cause:
                raise PlanlinkError(f"「{query}」では探せません。語句を変えて，もう一度探してください。") from cause


def _found(said: Answer, seen: Seen) -> Iterator[Found]:
    short = short_titles(seen.index.plans.values()) if said.hits else {}
    for hit in said.hits:
        own = seen.index.measures.get(hit.measure or "") or seen.index.items.get(hit.item or "")
        citation = cited(short.get(hit.document, hit.document), hit.page, own.numbering if own else ())
        title = tuple(_pieces(hit.title, hit.title_marks)) if hit.title else ((headed(hit.snippet), False),)
        yield Found(hit, title, tuple(_pieces(hit.snippet, hit.marks)), citation)


def _pieces(text: str, marks: tuple[Span, ...]) -> Iterator[tuple[str, bool]]:
    """A text cut where marks begin and end."""
    end = 0
    for start, after in marks:
        yield text[end:start], False
        yield text[start:after], True
        end = after
    yield text[end:], False


def _facets(
    said: Answer, wanted: Mapping[str, str], chosen: Mapping[str, str], seen: Seen
) -> Iterator[tuple[str, list[Choice]]]:
    """Each facet with its values and how many answers they would leave."""
    for facet in narrowing.FACETS:
        counted = said.counts.get(facet, {})
        values = sorted(counted, key=lambda value, facet=facet: _place(facet, value, seen))  # type: ignore[misc]
        if values:
            yield FACETS[facet], [_choice(facet, value, counted[value], wanted, chosen, seen) for value in values]


def _choice(
    facet: str, value: str, count: int, wanted: Mapping[str, str], chosen: Mapping[str, str], seen: Seen
) -> Choice:
    where = address(PATH, {**wanted, **turned(chosen, facet, value)})
    return Choice(value, _named(facet, value, seen), count, chosen.get(facet) == value, where)


def _named(facet: str, value: str, seen: Seen) -> str:
    """How a value is written."""
    if facet == "document":
        return seen.index.document_title(value)
    if facet == "goal":
        return seen.index.subject_title(value)
    if facet == "sdg":
        return goal_title(value, goal_name(value)) if value.isdecimal() and 1 <= int(value) <= 17 else value
    if facet == "theme":
        name = next((one.name for one in seen.analysis.links if one.scheme == "theme" and one.label == value), value)
        return name if name == value else f"{value} {name}"
    return {"stand": STANDS, "kpi": dict(KPIS)}.get(facet, {value: value}).get(value, value)


def _place(facet: str, value: str, seen: Seen) -> tuple[int, str]:
    orders = {"document": list(seen.index.plans), "goal": list(seen.index.items)}
    orders |= {"stand": list(STANDS), "kpi": [value for value, _ in KPIS]}
    if facet in orders:
        return (orders[facet].index(value), value) if value in orders[facet] else (len(orders[facet]), value)
    return (int(value), "") if facet == "sdg" and value.isdecimal() else (0, value)


def _page(asked: str | None) -> int:
    return int(asked) if asked and asked.isascii() and asked.isdecimal() and 0 < int(asked[:7]) < 1000 else 1


def _pages(total: int, skip: int, wanted: Mapping[str, str]) -> list[tuple[int, str, bool]]:
    """The numbers of the pages with their addresses; empty where one page holds all."""
    numbers = range(1, (total + SHOWN - 1) // SHOWN + 1) if total > SHOWN else ()
    return [(n, address(PATH, {**wanted, "page": n}), (n - 1) * SHOWN == skip) for n in numbers]
