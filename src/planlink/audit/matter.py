"""What the checks look at, and what they return before it is put into words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planlink.japanese.text import fold_with_map
from planlink.records.findings import Coverage
from planlink.records.links import SETTLED, Alignment, Link
from planlink.records.places import Place, sheet_at
from planlink.records.plans import Declaration, Indicator, Item, Measure, Mention, Passage, Plan


@dataclass(frozen=True, slots=True)
class Matter:
    """The plans of one city with what relates them. `elements` are the best answers to each printed element of an SDG
    table among the measures of its basic goal, however far; their sources are `element_id`."""

    plans: tuple[Plan, ...]
    links: tuple[Link, ...]
    coverage: tuple[Coverage, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    elements: tuple[Alignment, ...] = ()

    def items(self, kind: str) -> list[Item]:
        return [item for plan in self.plans for item in plan.items if item.kind == kind]

    def passages(self) -> Iterator[Passage]:
        """The passages of all plans."""
        return (passage for plan in self.plans for passage in plan.passages)

    def settled(self, scheme: str, label: str) -> list[Link]:
        """Links of a label that count (linked or confirmed)."""
        return [k for k in self.links if k.scheme == scheme and k.label == label and k.status in SETTLED]


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before it has words: the check's code, what it is about, the facts of its message, its places."""

    check: str
    subject: str
    facts: Mapping[str, str]
    places: tuple[Place, ...]
    severity: str | None = None
    shown: bool = field(default=True)


def element_id(said: Declaration, place: int) -> str:
    """Names the element at a place (from 0) in what a plan prints for a basic goal."""
    return f"{said.subject_id}|{said.label}|{place}"


def below(item: Item, measures: Iterable[Measure]) -> list[Measure]:
    """The measures of a basic goal or a group."""
    return [m for m in measures if item.id in (m.goal, m.group)]


def live(plan: Plan) -> list[Indicator]:
    """The indicators of this term."""
    return [indicator for indicator in plan.indicators if indicator.kind != "past"]


def sheet(page: int | None) -> str:
    """「17頁」, or 「頁なし」 where a format has no pages."""
    return f"{page}頁" if page is not None else "頁なし"


def where(thing: Place | Item | Indicator | Mention | Passage) -> str:
    """The document and the sheet on which something stands."""
    return f"{thing.document} {sheet(thing.page)}"


def at(passage: Passage, start: int) -> Passage:
    """The passage as standing on the sheet of one of its letters."""
    return replace(passage, page=sheet_at(start, passage.page, passage.turns))


def at_folded(passage: Passage, start: int) -> Passage:
    """The same, by the place of the letter in the text's normal form."""
    return at(passage, fold_with_map(passage.text).raw_span(start, start)[0]) if passage.turns else passage


def told(measures: Sequence[Measure]) -> str:
    """Measures by name, each with its sheet."""
    return "，".join(f"「{measure.title or measure.text[:20]}」（{sheet(measure.page)}）" for measure in measures)


def row_of(indicator: Indicator) -> Place:
    """An indicator as it is printed, whole."""
    return Place(indicator.document, indicator.page, indicator.raw or indicator.name, indicator.box)


def place_of(thing: Item | Measure | Indicator) -> Place:
    text = thing.name if isinstance(thing, Indicator) else thing.title or thing.text[:40]
    return Place(thing.document, thing.page, text, None if isinstance(thing, Item) else thing.box)
