"""What a plan says: items, measures (施策), indicators (KPI) and what it declares itself."""

from __future__ import annotations

from dataclasses import dataclass

from planlink.records.documents import PageQuality
from planlink.records.places import Box, Doubt, Place, Turn, sheet_at


@dataclass(frozen=True, slots=True)
class Period:
    """Fiscal years from `start` to `end`, both inside; Western years."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BaseValue:
    """A value in the unit without scale: 110 千円 is 110000 円."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A target or a baseline as printed and as read.

    `bound` is exact, min, max, range, relative or words; `value` is None where no honest number can be given and
    `text` then keeps what is printed. `year` is a Western fiscal year, a calendar year where `calendar` is true;
    `year_start` is set for spans (R7～R9).
    """

    value: float | None
    unit: str | None
    text: str | None
    bound: str = "exact"
    year: int | None = None
    year_start: int | None = None
    calendar: bool = False
    base: BaseValue | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A titled entry that is no measure: kind is goal, group, theme, policy, viewpoint or viewpoint-item."""

    id: str
    document: str
    kind: str
    label: str | None
    numbering: tuple[str, ...]
    parent: str | None
    title: str
    text: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure (施策). `numbering` has one string a level from the top, `path` the titles of the levels above;
    `goal` and `group` are ids of items above it, where there are any; `review` has reasons to hold it against the
    original (要確認): ocr, damaged.

    `id` is the document's, then the numbering, so that it lasts from one edition to the next. It stands on the sheets
    `page` to `page_end`, counted from 1 (None where a format has no pages), in `box` on the first of them; `turns` say
    where its text goes on on another sheet.

    >>> from pathlib import Path
    >>> import planlink
    >>> beach, _ = planlink.read(Path("計画.md")).measures
    >>> beach.id, beach.text, beach.page
    ('計画.基本目標1.具体的な施策.(1)', '浜に流れ着いたごみを、住民とともに拾います。', None)
    """

    id: str
    document: str
    numbering: tuple[str, ...]
    path: tuple[str, ...]
    title: str
    text: str
    page: int | None
    page_end: int | None
    box: Box | None = None
    department: str | None = None
    goal: str | None = None
    group: str | None = None
    review: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()

    def sheet_at(self, start: int) -> int | None:
        """The sheet on which a letter stands, counted in title + "\\n" + text (as evidence is)."""
        return sheet_at(start - len(self.title) - 1, self.page, self.turns)

    def place_of(self, quotation: str) -> Place:
        """Where a stretch of title or text stands; the measure's own place where it is neither's."""
        start = f"{self.title}\n{self.text}".find(quotation)
        page = self.sheet_at(start) if start >= 0 else self.page
        return Place(self.document, page, quotation, self.box if page == self.page else None)

    def has_kpi(self, owners: frozenset[str]) -> bool:
        """Whether one of the KPIs (`owners` are theirs) belongs to it: to itself, or to its group, or to its basic goal
        where it has no group."""
        return not owners.isdisjoint((self.id, self.group or self.goal))


@dataclass(frozen=True, slots=True)
class Indicator:
    """A KPI, a numeric target of a goal, or one of the last term (`kind` kpi, goal, past). `groups` are the titles
    that it belongs to and `owners` the ids of those items; `actual` is the latest value that a review of the last term
    prints, `grade` what it says of that (達成, Ａ, ○); `review` has reasons to hold it against the original
    (要確認): ocr, damaged, unseen (a parsed number is not among the letters that a second reader sees).

    Values are in the unit as printed, years are Western (fiscal ones, unless `calendar`); `cumulative` says that the
    years are summed up (累計). `raw` is what is printed, `page` its sheet counted from 1, `box` its place there.

    >>> from pathlib import Path
    >>> import planlink
    >>> (waste,) = planlink.read(Path("計画.md")).indicators
    >>> waste.name, waste.target.value, waste.target.unit, waste.target.year, waste.raw
    ('拾ったごみの量', 20.0, 'トン', 2029, '拾ったごみの量｜12トン｜20トン')
    """

    id: str
    document: str
    kind: str
    name: str
    path: tuple[str, ...]
    groups: tuple[str, ...]
    target: Quantity
    baseline: Quantity | None
    cumulative: bool
    page: int | None
    box: Box | None = None
    raw: str = ""
    owners: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    actual: Quantity | None = None
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A link that the plan prints itself: `scheme` is theme, sdg, viewpoint or policy; `subject_id` an item's id;
    `elements` are the entries of a list that stands in the cell of `text` (主な関連要素)."""

    document: str
    subject: str
    subject_id: str
    scheme: str
    label: str
    name: str
    page: int | None
    text: str
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A basic goal or theme named somewhere in a document; `kind` is goal or theme, `name` as printed there."""

    document: str
    kind: str
    label: str
    name: str
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of body text for search, with the titles above it; `turns` say where it goes on on another sheet."""

    id: str
    document: str
    path: tuple[str, ...]
    text: str
    page: int | None
    note: bool = False
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """One document, read. `role` is strategy, plan, vision, achievements, proposals or other; `pages` the number of
    sheets (None in text files); `quality` the share of letters that are whole, 0 to 1; `sheets` says page by page
    how it was read.

    `id` is the file's name without its ending, `sha256` of its bytes in hex. Everything stands in the order of the
    document, and names the sheet on which it was found. `doubts` are what reading was not sure of.

    >>> from pathlib import Path
    >>> import planlink
    >>> plan = planlink.read(Path("計画.md"))
    >>> plan.id, plan.title, plan.period, len(plan.measures), len(plan.indicators), plan.pages
    ('計画', '総合戦略', Period(start=2025, end=2029), 2, 1, None)
    """

    id: str
    file: str
    title: str | None
    role: str
    pages: int | None
    period: Period | None
    sha256: str
    quality: float
    items: tuple[Item, ...] = ()
    measures: tuple[Measure, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    declared: tuple[Declaration, ...] = ()
    passages: tuple[Passage, ...] = ()
    mentions: tuple[Mention, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    sheets: tuple[PageQuality, ...] = ()

    @property
    def kpi_owners(self) -> frozenset[str]:
        """The ids of what KPIs belong to: measures, groups, basic goals."""
        return frozenset(owner for one in self.indicators if one.kind == "kpi" for owner in one.owners)
