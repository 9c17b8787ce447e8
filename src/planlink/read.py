"""read(): one document → its plan, on one screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from planlink.documents import quality
from planlink.documents.footnotes import footnote_doubts
from planlink.documents.gaiji import gaiji_doubts
from planlink.documents.reader import Told, read_document
from planlink.errors import DocumentError
from planlink.outline.contents import contents_doubts
from planlink.outline.sequence import sequence_doubts
from planlink.outline.tree import outline
from planlink.plans.blocks import blocks
from planlink.plans.choosing import NO_RULE, Choice, Entry, choose
from planlink.plans.declared import declared
from planlink.plans.facts import passages, period_of, role_of
from planlink.plans.gaps import LOST, lost_doubts, lost_pages, parted
from planlink.plans.items import Found, goal_above, items
from planlink.plans.measures import measures
from planlink.plans.mentions import mentions
from planlink.plans.no_plan import is_no_plan
from planlink.plans.owners import indicators
from planlink.plans.review import reviewed
from planlink.plans.seen import seen
from planlink.plans.unfolding import unfold
from planlink.records.documents import Document
from planlink.records.outline import Outline
from planlink.records.places import Doubt, Place
from planlink.records.plans import Measure, Plan
from planlink.settings import NO_MEASURES, MeasureRule, Settings

NO_PLAN, OTHER_ROLE = "no-plan", "role"
NUMBERED = ("strategy", "plan", "vision")
"""Roles of documents whose headings are numbered through."""
SET = "set"
"""Rules that say why nothing was looked for: the document is none of the plans, or of a role in NO_MEASURES."""

NO_TEXT = MappingProxyType(
    {
        "pdf": "画像だけのPDFではないか",
        "word": "図だけの文書ではないか，書きかけの文書ではないか",
        "html": "ページの本文を保存したHTMLか",
        "text": "別のファイルを指定していないか，保存が途中で切れていないか",
        "markdown": "別のファイルを指定していないか，保存が途中で切れていないか",
    }
)
"""What to make sure of where a document has no sentences, by its format."""


def read(path: Path, settings: Settings | None = None, jobs: int = 1, told: Told | None = None) -> Plan:
    """Read a PDF, Word, HTML, text or Markdown file, a PDF by up to `jobs` processes at once; `told` hears how many
    of its pages are read. Raises DocumentError (Japanese: what, where, what to do).

    The kind is told by the content, not by the name. Pages that cannot be read are left out and named in `doubts`.

    >>> from pathlib import Path
    >>> import planlink
    >>> plan = planlink.read(Path("計画.md"))
    >>> plan.role, [measure.title for measure in plan.measures]
    ('strategy', ['浜の清掃', '漁船の係留場所'])
    """
    return plan_of(read_document(path, jobs, told), settings or Settings())


def plan_of(document: Document, settings: Settings) -> Plan:
    """What a document says as a plan."""
    printed = outline(document)
    tree = unfolded(printed, document)
    role = role_in(tree, document, settings)
    choice = choice_in(tree, document, role, settings)
    found = items(tree, document.id, choice.entries)
    goals = [f for f in found if f.item.kind == "goal"]
    groups = [f for f in found if f.item.kind == "group"]
    read_measures = measures(document.id, choice.entries)
    no_plan = choice.rule == NO_PLAN
    every = () if no_plan else indicators(blocks(tree), goals, groups, document.id)
    read_indicators, unseen = seen(every, document.pages)
    doubtful = {**quality.doubtful(document.pages), LOST: lost_pages(tree, quality.lost(document))}
    return Plan(
        id=document.id,
        file=document.file,
        title=tree.title,
        role=role,
        pages=len(document.pages) if document.pages and document.pages[0].number is not None else None,
        period=period_of(tree),
        sha256=document.sha256,
        quality=round(quality.share(document.pages), 4),
        items=tuple(f.item for f in found),
        measures=reviewed(map(lambda m, e: _placed(m, e, goals, groups), read_measures, choice.entries), doubtful),
        indicators=reviewed(read_indicators, doubtful),
        declared=declared(tree, found),
        passages=passages(tree, document.id),
        mentions=mentions(tree, document.id),
        doubts=(
            *document.doubts,
            *_doubts(document, bool(tree.root.sections), no_plan),
            *(lost_doubts(tree, document.id) if choice.entries else ()),
            *_unmatched(document.id, settings.measures.get(document.id, NO_RULE), choice),
            *contents_doubts(document, printed),
            *(sequence_doubts(printed, document.id) if role in NUMBERED else ()),
            *footnote_doubts(document),
            *gaiji_doubts(document),
            *unseen,
        ),
        sheets=tuple(page.quality for page in document.pages),
    )


def unfolded(printed: Outline, document: Document) -> Outline:
    """The outline with the headings inside its tables, and with what stands behind a lost page set apart. Raises
    DocumentError for a document without text."""
    tree = parted(unfold(printed), quality.lost(document))
    if not tree.root.content and not tree.root.sections:
        raise DocumentError(document.file, "文章が見つかりません", f"{NO_TEXT[document.format]}確かめてください。")
    return tree


def role_in(tree: Outline, document: Document, settings: Settings) -> str:
    """The role that the city sets, else the one that the document speaks for."""
    return settings.roles.get(document.id) or role_of(tree, document)


def choice_in(tree: Outline, document: Document, role: str, settings: Settings) -> Choice:
    """The entries that are measures, and why; none with the rules NO_PLAN and OTHER_ROLE. Who sets the role or what
    is a measure says that the document is a plan."""
    rule = settings.measures.get(document.id, NO_RULE)
    if document.id not in settings.roles and rule is NO_RULE and is_no_plan(tree, document):
        return Choice((), NO_PLAN)
    return Choice((), OTHER_ROLE) if role in NO_MEASURES else choose(tree, rule)


def _placed(measure: Measure, entry: Entry, goals: list[Found], groups: list[Found]) -> Measure:
    goal = goal_above(entry.level, goals)
    group = next((g for g in groups if entry.group and g.level and g.level.section is entry.group.section), None)
    return replace(measure, goal=goal.item.id if goal else None, group=group.item.id if group else None)


def _unmatched(document: str, rule: MeasureRule, choice: Choice) -> tuple[Doubt, ...]:
    """The level that planlink.toml sets matches nothing: other rules were tried."""
    tried = rule.level and choice.rule not in (SET, NO_PLAN, OTHER_ROLE)
    return (Doubt("level-unmatched", Place(document, None, ""), rule.level),) if tried else ()


def _doubts(document: Document, has_outline: bool, no_plan: bool) -> list[Doubt]:
    """Pages that are pictures, could not be read or are damaged; a document without headings, or that is no plan."""
    doubts = [
        Doubt(kind, Place(document.id, page.number, ""))
        for page in document.pages
        if page.number is not None and (kind := quality.trouble(page))
    ]
    if not has_outline:
        doubts.append(Doubt("no-outline", Place(document.id, None, "")))
    if no_plan:
        doubts.append(Doubt("no-plan", Place(document.id, None, "")))
    return doubts
