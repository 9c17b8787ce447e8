"""Whose indicators are: a row or a caption may name a group; a box that floats into another group goes back to its
own, one that several groups share belongs to each, and what stands behind the last group of each part is the part's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from planlink.japanese.text import fold, search_key
from planlink.outline.numbering import marker_label
from planlink.outline.titles import announces
from planlink.plans.blocks import Block
from planlink.plans.indicators import Row
from planlink.plans.items import Found, goal_above
from planlink.plans.levels import Level
from planlink.records.plans import Indicator

_LABEL = r"(\d+(?:-\d+)*|[ァ-ヶ])"
_RANGE = re.compile(
    rf"※?[^\dァ-ヶ※]*?{_LABEL}\s*[~〜～]\s*[^\dァ-ヶ]*?{_LABEL}\s*(?:の|に)?(?:共通|関係|関連)?(?:の?(?:重要業績評価|成果)?指標)?"
    r"(?:\(KPI\))?[】\]〉》]?",
    re.IGNORECASE,
)
_COMMON = re.compile(
    r"[（(【［\[]([^（）()【】［］\[\]]*共通[^（）()【】［］\[\]]*)[）)】］\]]"
)  # …指標（１－２～１－４共通）
NAMING = 4  # letters of a title that name an owner


def indicators(
    found: Sequence[Block], goals: Sequence[Found], groups: Sequence[Found], document: str
) -> tuple[Indicator, ...]:
    """Every indicator with the groups that it belongs to. Its id rests on the numbering of its (first) owner and its
    place among that owner's: what another group gains or loses does not change it."""
    made: list[Indicator] = []
    counts: Counter[str] = Counter()
    taken: set[str] = set()
    places: dict[tuple[str, str, float, float] | None, int] = {}
    for block in found:
        shared = owners_of(block, goals, groups, taken, found)
        taken.update(owner.item.id for owner in shared)
        loose = not any(_inside(block.level, group) for group in groups)
        common = _COMMON.findall(f"{block.caption} {block.level.title}")
        of_several = _RANGE.fullmatch(fold(block.level.title)) is not None
        captions = (*common, block.caption, *((block.level.title,) if loose or of_several else ()))
        for place, row in enumerate(block.rows):
            owners = _named(block, (*row.beside, *captions), goals, groups) or shared
            key = (row.name, row.raw, row.box.top, row.box.bottom) if row.box else None
            if key in places:
                made[places[key]] = _also(made[places[key]], owners)
                continue
            if key:
                places[key] = len(made)
            owner = owners[0].item.id if owners else block.level.id(document)
            counts[owner] += 1
            made.append(_indicator(block, row, place, owners, document, f"{owner}.指標{counts[owner]}"))
            if not owners and block.kind == "kpi":
                made[-1] = replace(made[-1], groups=_part_above(block.level, groups))
    return tuple(made)


def _also(indicator: Indicator, owners: Sequence[Found]) -> Indicator:
    """An indicator whose cells go through the rows of several groups belongs to each of them."""
    return replace(
        indicator,
        groups=tuple(dict.fromkeys((*indicator.groups, *(owner.item.title for owner in owners)))),
        owners=tuple(dict.fromkeys((*indicator.owners, *(owner.item.id for owner in owners)))),
    )


def _named(block: Block, texts: Sequence[str], goals: Sequence[Found], groups: Sequence[Found]) -> tuple[Found, ...]:
    """Who is named beside an indicator; numeric targets belong to basic goals alone, which their heading may name too
    (基本目標１ 数値目標), those of the last term to none."""
    if block.kind == "goal":
        return named_owners((*texts, block.level.section.marker), goals, ())
    goal = goal_above(block.level, goals)
    near = sorted(groups, key=lambda group: goal is None or group.item.parent != goal.item.id)
    return named_owners(texts, goals, near) if block.kind == "kpi" else ()


def named_owners(texts: Sequence[str], goals: Sequence[Found], groups: Sequence[Found]) -> tuple[Found, ...]:
    """The group or basic goal that the first telling text names by its title, or by its label alone; several where it
    says from which to which (１－２～１－４ 共通)."""
    for text in texts:
        key = search_key(text)
        titled = [f for f in (*groups, *goals) if len(k := search_key(f.item.title)) >= NAMING and k in key]
        longest = max((len(f.item.title) for f in titled), default=0)
        best = [f for f in titled if len(f.item.title) == longest]
        best = best or [f for f in (*groups, *goals) if f.item.label and marker_label(text) == f.item.label]
        if len(best) == 1:
            return (best[0],)
        if several := _from_to(text, groups):
            return several
    return ()


def _from_to(text: str, groups: Sequence[Found]) -> tuple[Found, ...]:
    """The groups from one label to another, where the text says nothing else."""
    said = _RANGE.fullmatch(fold(text))
    numbers = [re.sub(r"^\D+(?=\d)", "", group.item.label or "").strip("()") for group in groups]
    return _stretch(groups, numbers, said[1], said[2]) if said else ()


def owners_of(
    block: Block, goals: Sequence[Found], groups: Sequence[Found], taken: set[str], every: Sequence[Block]
) -> tuple[Found, ...]:
    """The items that a block belongs to by its place and by what its title says of several."""
    goal = goal_above(block.level, goals)
    if block.kind == "past":
        return ()
    if block.kind == "goal":
        return (goal,) if goal else ()
    siblings = [g for g in groups if goal is None or g.item.parent == goal.item.id]
    here = next((g for g in siblings if _inside(block.level, g)), None)
    if block.shared:
        return _between(block.shared, siblings) or ((here,) if here else ())
    if here and (block.floated or _second_comes(block, here, every)):
        place = siblings.index(here)
        before = siblings[place - 1] if place else None
        if before and before.item.id not in taken:
            return (before,)
    if here and _closes_part(here, groups, every):
        here = None
    return (here,) if here else ((goal,) if goal else ())


def _closes_part(group: Found, groups: Sequence[Found], every: Sequence[Block]) -> bool:
    """Blocks stand behind the last group of a part, and elsewhere, but never behind another group: they are the
    part's."""
    settled = [b for b in every if b.kind == "kpi" and not b.floated]
    inside = [g for b in settled for g in groups if _inside(b.level, g)]
    elsewhere = any(not _inside(b.level, group) for b in settled)
    return elsewhere and len(_beside(group, groups)) > 1 and all(_beside(g, groups)[-1] is g for g in inside)


def _beside(group: Found, groups: Sequence[Found]) -> list[Found]:
    """The groups of the same part, itself too."""
    above = group.level.above if group.level else ()
    return [g for g in groups if g.level and above and g.level.above and g.level.above[-1] is above[-1]] or [group]


def _inside(level: Level, group: Found) -> bool:
    return group.level is not None and any(s is group.level.section for s in (*level.above, level.section))


def _second_comes(block: Block, group: Found, every: Sequence[Block]) -> bool:
    """Another block of the same group follows: this one, if the group before has none, was meant for that."""
    inside = [b for b in every if b.kind == "kpi" and _inside(b.level, group)]
    return len(inside) > 1 and inside[0] is block and inside[1].page != block.page


def _part_above(level: Level, groups: Sequence[Found]) -> tuple[str, ...]:
    """The title of the nearest part that has groups below it (第１節): what indicators beside its groups belong to."""
    for section in reversed((*level.above, level.section)):
        inside = any(s is section for g in groups if g.level for s in g.level.above)
        if inside and not announces(section.title):
            return (section.title,)
    return ()


def _between(ends: tuple[str, str], groups: Sequence[Found]) -> tuple[Found, ...]:
    labels = [marker_label(g.level.section.marker).strip("()") if g.level else "" for g in groups]
    first, last = (marker_label(end).strip("()") for end in ends)
    return _stretch(groups, labels, first, last)


def _stretch(groups: Sequence[Found], labels: Sequence[str], first: str, last: str) -> tuple[Found, ...]:
    """The groups from one label to another; none where a label is not theirs."""
    if first not in labels or last not in labels:
        return ()
    return tuple(groups[labels.index(first) : labels.index(last) + 1])


def _indicator(block: Block, row: Row, place: int, owners: Sequence[Found], document: str, identity: str) -> Indicator:
    level = (owners[0].level if owners else None) or block.level
    return Indicator(
        id=identity,
        document=document,
        kind=block.kind,
        name=row.name,
        path=(*level.path, level.title),
        groups=tuple(owner.item.title for owner in owners),
        target=row.target,
        baseline=row.baseline,
        cumulative=row.cumulative,
        page=block.pages[place] if place < len(block.pages) else block.page,
        box=row.box or block.box,
        raw=row.raw,
        owners=tuple(owner.item.id for owner in owners),
        actual=row.actual,
        grade=row.grade,
    )
