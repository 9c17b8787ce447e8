"""Several workspaces side by side: how many measures and KPIs each has, how many measures serve each goal, and which
serve one goal, viewpoint or theme. Read from each workspace's lists, with what people decided since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from sqlite3 import Connection

from planlink import knowledge
from planlink.errors import WorkspaceError
from planlink.japanese.text import search_key
from planlink.records.cities import CityMeasure, CitySums, Served
from planlink.workspace import decisions, listing, store
from planlink.workspace.listing import ABSENT, PLAIN, PRIMARY, RELATED, Listing

LEVELS = {PRIMARY: "primary", RELATED: "related", PLAIN: None}
_KPIS = (
    "SELECT count(*) FROM analysis, json_each(records) AS plan, json_each(plan.value, '$.indicators') AS one"
    " WHERE part = 'plans' AND json_extract(one.value, '$.kind') = 'kpi'"
)
_DOCUMENTS = "SELECT json_array_length(records) FROM analysis WHERE part = 'plans'"


def workspaces(places: Sequence[Path]) -> dict[str, Path]:
    """The workspaces named, and those in the folders named, by name; where two have one name, by their path. Raises
    WorkspaceError where a folder has none."""
    found = [path for place in places for path in _within(place)]
    names = [path.resolve().name for path in found]
    return {name if names.count(name) == 1 else str(path): path for name, path in zip(names, found, strict=True)}


def _within(place: Path) -> tuple[Path, ...]:
    if (place / store.DATABASE).is_file():
        return (place,)
    found = tuple(path.parent for path in sorted(place.glob(f"*/{store.DATABASE}")))
    if not found:
        raise WorkspaceError(
            f"{place}：作業フォルダーではありません。中にも作業フォルダーがありません。"
            f"先に「planlink build 文書 -o {place}」を行ってください。"
        )
    return found


def sums(city: str, out: Path) -> CitySums | None:
    """The sums of a workspace, None where no build has ended there."""
    with store.opened(out) as db:
        if store.load_run(db) is None:
            return None
        listed = _standing(db)
        documents, kpis = db.execute(_DOCUMENTS).fetchone()[0], db.execute(_KPIS).fetchone()[0]
    primary, related = (_counts(listed, level) for level in (PRIMARY, RELATED))
    return CitySums(
        city,
        documents,
        len(listed.ids),
        int(listed.lone["kpi"].has("yes").sum()),
        kpis,
        {one.label: Served(primary.get(one.label, 0), related.get(one.label, 0)) for one in knowledge.goals()},
    )


def serving(city: str, out: Path, scheme: str, asked: str) -> Iterator[CityMeasure]:
    """The measures of a workspace that serve a label; of themes, which each city names in its own way, those whose
    name has the words that are asked for."""
    with store.opened(out) as db:
        listed = _standing(db)
    linked, documents = listed.linked[scheme], listed.lone["document"]
    wanted = search_key(asked)
    for (label, name), row in zip(linked.names, linked.codes, strict=True):
        if label != asked and not (scheme == "theme" and wanted in search_key(name)):
            continue
        for at, code in enumerate(row):
            said = int(code) & (listing.DECIDED - 1)
            if said in LEVELS:
                page = int(listed.pages[at])
                document = documents.names[int(documents.codes[at])][0]
                title, where = listed.titles[at], None if page == ABSENT else page
                yield CityMeasure(city, listed.ids[at], title, document, where, LEVELS[said], name)


def _standing(db: Connection) -> Listing:
    return listing.load(db).with_words(decisions.latest(db))


def _counts(listed: Listing, level: int) -> dict[str, int]:
    linked = listed.linked["sdg"]
    rows = zip(linked.names, linked.codes, strict=True)
    return {label: int(((row & (listing.DECIDED - 1)) == level).sum()) for (label, _), row in rows}
