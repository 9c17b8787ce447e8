"""What narrows a search, and how many answers each further choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from planlink.workspace.entries import Entry
from planlink.workspace.standing import Label, Standing, counted, stand_of

FACETS = ("document", "goal", "theme", "sdg", "viewpoint", "department", "kpi", "stand")
"""In the order in which they are shown."""
UNNAMED = "（記載なし）"
"""The department of a measure that names none."""
_LABELLED = ("goal", "theme", "sdg", "viewpoint")


@dataclass(frozen=True, slots=True)
class Filters:
    """What an answer must be linked to or stand in; None: anything. `goal` is the id of a basic goal, `kpi` yes or
    no, `stand` one of `standing.STANDS`; these and `department` are of measures alone."""

    sdg: str | None = None
    theme: str | None = None
    viewpoint: str | None = None
    document: str | None = None
    goal: str | None = None
    department: str | None = None
    kpi: str | None = None
    stand: str | None = None

    @property
    def chosen(self) -> dict[str, str]:
        """The facets that narrow, with what each asks for."""
        return {facet: value for facet, value in asdict(self).items() if value is not None}

    def but(self, facet: str) -> Filters:
        """The same without one facet."""
        return replace(self, **{facet: None})


def allowed(filters: Filters, standing: Standing) -> set[int] | None:
    """The numbers of the entries that pass; None: all do."""
    left: set[int] | None = None
    for facet, value in filters.chosen.items():
        passing = _passing(facet, value, standing)
        left = passing if left is None else left & passing
    return left


def _passing(facet: str, value: str, standing: Standing) -> set[int]:
    if facet == "document":
        found = standing.db.execute("SELECT number FROM entries WHERE ? IN (document, file)", (value,))
        return {number for (number,) in found}
    if facet == "stand":
        return standing.at(value)
    if (facet, value) in (("department", UNNAMED), ("kpi", "no")):
        return standing.without(facet)
    return standing.having(facet, value)


Counts = Mapping[str, Mapping[str, int]]


def counts(
    filters: Filters, standing: Standing, entries: Callable[[Filters], Sequence[Entry]]
) -> dict[str, Counter[str]]:
    """For each facet the values of the answers that the other facets leave, with how many have them; `entries` gives
    the answers that pass filters. A value that is chosen is there even where nothing has it."""
    every = entries(filters)
    values = _values(every, standing)
    made = {}
    for facet in FACETS:
        chosen = filters.chosen.get(facet)
        of = values if chosen is None else _values(entries(filters.but(facet)), standing)
        made[facet] = Counter(value for one in of for value in one[facet])
        if chosen is not None:
            made[facet].setdefault(chosen, 0)
    return made


def _values(entries: Sequence[Entry], standing: Standing) -> list[Mapping[str, tuple[str, ...]]]:
    labels = standing.labels({one.number: (one.kind, one.id) for one in entries})
    return [_of_one(one, labels[one.number]) for one in entries]


def _of_one(entry: Entry, labels: Mapping[Label, str]) -> Mapping[str, tuple[str, ...]]:
    named = counted(labels, (*_LABELLED, "department", "kpi"))
    values = {"document": (entry.document,), **{facet: named[facet] for facet in _LABELLED}}
    if entry.kind != "measure":
        return values | dict.fromkeys(("department", "kpi", "stand"), ())
    own = {"department": named["department"] or (UNNAMED,), "kpi": named["kpi"] or ("no",)}
    return values | own | {"stand": (stand_of(labels),)}
