"""What narrows a search, and how many answers each further choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from planlink.workspace.standing import Label, Standing, counted, stand_of

FACETS = ("document", "goal", "theme", "sdg", "viewpoint", "department", "kpi", "stand")
"""In the order in which they are shown."""
UNNAMED = "（記載なし）"
"""The department of a measure that names none."""


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
    filters: Filters, standing: Standing, answers: Callable[[Filters], Sequence[int]]
) -> dict[str, Counter[str]]:
    """For each facet the values of the answers that the other facets leave, with how many have them; `answers` gives
    the numbers of those that pass filters. A value that is chosen is there even where nothing has it."""
    values = _values(answers(filters), standing)
    made = {}
    for facet in FACETS:
        chosen = filters.chosen.get(facet)
        of = values if chosen is None else _values(answers(filters.but(facet)), standing)
        made[facet] = Counter(value for one in of for value in one.get(facet, ()))
        if chosen is not None:
            made[facet].setdefault(chosen, 0)
    return made


def _values(numbers: Sequence[int], standing: Standing) -> list[Mapping[str, Sequence[str]]]:
    query = f"SELECT number, kind, id, document FROM entries WHERE number IN ({', '.join('?' * len(numbers))})"
    found = standing.db.execute(query, list(numbers)).fetchall()
    labels = standing.labels({number: (kind, id) for number, kind, id, _ in found})
    return [_of_one(kind, document, labels[number]) for number, kind, _, document in found]


def _of_one(kind: str, document: str, labels: Mapping[Label, str]) -> Mapping[str, Sequence[str]]:
    values = counted(labels) | {"document": [document]}
    if kind != "measure":
        return values
    return {"department": [UNNAMED], "kpi": ["no"], "stand": [stand_of(labels)], **values}
