"""What a document says of itself: role, period, and its body for search."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planlink.japanese.dates import Years, find_years
from planlink.japanese.text import fold
from planlink.outline.titles import ends_with
from planlink.plans.levels import Level, barred, levels, paragraphs
from planlink.plans.no_plan import is_no_plan, is_population, named, names
from planlink.records.documents import Document, Line
from planlink.records.outline import Outline, Paragraph, PlacedFrame, PlacedTable
from planlink.records.places import Turn
from planlink.records.plans import Passage, Period

_SEASONS = ("冬期間", "夏期間", "冬季期間", "夏季期間")
_ITSELF = re.compile(r"(?:本|この)(?:総合)?(?:戦略|計画|ビジョン|プラン|構想|方針|指針)")
_SAYS_PERIOD = re.compile(r"計画期間|対象期間|(?<![冬夏季])期間(?:は|を|とし)")
_GIVEN = re.compile(r"を(?:計画|対象)?(?:の)?期間と")
_PERIOD = re.compile(r"(?:計画|対象)(?:の)?期間")
_OWN_PERIOD = re.compile(_ITSELF.pattern + r"(?:の|における)(?:計画|対象)?(?:の)?期間")
_PART = re.compile(r"(?:前期|中期|後期|第[0-9一二三四五六七八九十]+[期次])(?:基本計画|実施計画|推進計画|行動計画|計画)")


def role_of(outline: Outline, document: Document) -> str:
    """strategy, plan, vision, achievements, proposals or other: by the title, else by the words of the headings and
    the text's way to name itself (本戦略, 本ビジョン). What is no plan is no strategy because it speaks of one."""
    if is_no_plan(outline, document):
        return "vision" if any(is_population(text) for text in names(outline, document)) else "other"
    heads = " ".join((*(line.text for page in document.pages[:3] for line in page.heads), *outline.cover))
    roles = (named(text) for text in (outline.title or "", heads, _opening(outline)))
    role = next((role for role in roles if role), None) or _by_self_name(outline)
    return role or named(_first_lines(document)) or ("plan" if _is_plan(outline.title or "") else "other")


def _is_plan(title: str) -> bool:
    """The title of a plan of some field: …地域福祉計画（素案）."""
    return re.sub(r"[【（(〈《\[].*$", "", title).strip().endswith("計画")


def _first_lines(document: Document) -> str:
    """The short lines on the first page that has any, at most eight: slides list there what they are about."""
    pages = ([b.text for b in page.blocks if isinstance(b, Line) and len(b.text) < 40] for page in document.pages)
    return " ".join(next((lines for lines in pages if lines), [])[:8])


def _opening(outline: Outline) -> str:
    first = [c.text for c in outline.root.content if isinstance(c, Paragraph)][:3]
    return " ".join(text for text in first if len(text) < 60)


def _by_self_name(outline: Outline) -> str | None:
    text = "".join(p.text for p in _paragraphs(outline))
    titles = " ".join(level.title for level in levels(outline))
    counts = {
        "strategy": text.count("本戦略") + text.count("総合戦略") + 3 * titles.count("総合戦略"),
        "plan": text.count("本計画") + text.count("総合計画") + 3 * titles.count("総合計画"),
        "vision": text.count("本ビジョン") + text.count("ビジョン") + 3 * titles.count("ビジョン"),
    }
    best = max(counts, key=lambda role: counts[role])
    return best if counts[best] >= 3 else None


def _paragraphs(outline: Outline) -> Iterator[Paragraph]:
    for section in (outline.root, *(level.section for level in levels(outline))):
        yield from (c for c in section.content if isinstance(c, Paragraph))


def period_of(outline: Outline) -> Period | None:
    """The plan's years: from the section about its period, else from the cover or a sentence that says so. Of
    sentences those come first that speak of the plan itself, and last those of a review."""
    under = [level for level in levels(outline) if _names_period(level.title)]
    below = [s for level in sorted(under, key=_looks_back) for p in paragraphs(level.section) for s in _sentences(p)]
    said = [s for p in _paragraphs(outline) for s in _sentences(p) if _SAYS_PERIOD.search(fold(s))]
    own = _own_name(outline.title or "")
    for text in (*sorted(below, key=_foreign), *outline.cover, *sorted(said, key=_order)):
        period = _period_named(text, own) or _period_in(text)
        if period:
            return period
    return None


def _own_name(title: str) -> str:
    """The part of a larger plan that a title ends with: 後期基本計画 of 第6次総合計画後期基本計画."""
    found = list(_PART.finditer(fold(title)))
    return found[-1][0] if found and found[-1].start() else ""


def _period_named(text: str, own: str) -> Period | None:
    """The span that a text with several spans gives to the plan of that name."""
    if not own or own not in fold(text):
        return None
    spans = _spans(text)
    ahead = re.search(rf"を(?:計画)?期間とする{re.escape(own)}", fold(text))
    behind = re.search(rf"{re.escape(own)}(?:の|は)(?:計画)?(?:期間)?", fold(text))
    near = [y for y in spans if ahead and y.end <= ahead.start() + 1][-1:]
    near = near or [y for y in spans if behind and y.start >= behind.end()][:1]
    return Period(near[0].first, near[0].last) if near else None


def _spans(text: str) -> list[Years]:
    """The spans of years in a text that may be a plan's period."""
    return [y for y in find_years(text) if y.span and 2 <= y.last - y.first + 1 <= 20]


def _names_period(title: str) -> bool:
    return ends_with(title, ("期間",)) and not ends_with(title, _SEASONS)


def _looks_back(level: Level) -> bool:
    return barred((*level.above, level.section))


def _sentences(paragraph: Paragraph) -> list[str]:
    return [s for s in re.split(r"(?<=。)", paragraph.text) if s]


def _foreign(sentence: str) -> bool:
    return not _ITSELF.search(sentence)


def _order(sentence: str) -> tuple[bool, bool]:
    """Sentences of the plan itself, then those that set something, then others."""
    return _foreign(sentence), not re.search(r"策定します|とします|とする|である", fold(sentence))


def _period_in(text: str) -> Period | None:
    """The span that a text gives as the period: 「…を計画期間と」 says it of the span before, 「計画期間は…」 of the
    first one behind; without such words the last one counts."""
    spans = _spans(text)
    before, behind = _given(text), _OWN_PERIOD.search(text) or _PERIOD.search(text)
    ahead = [y for y in spans if before and y.end <= before.start()]
    after = [y for y in spans if behind and y.start >= behind.end()]
    chosen = ahead[-1:] or after[:1] or spans[-1:]
    return Period(chosen[0].first, chosen[0].last) if chosen else None


def _given(text: str) -> re.Match[str] | None:
    """The first 「を計画期間と」 behind 本戦略 …; without it the last one, for earlier plans come first."""
    every, itself = list(_GIVEN.finditer(text)), _ITSELF.search(text)
    own = [match for match in every if itself and match.start() > itself.end()]
    return next(iter((*own[:1], *every[-1:])), None)


def passages(outline: Outline, document: str) -> tuple[Passage, ...]:
    """The body text for search: paragraphs, boxes, table rows and notes."""
    made = [
        Passage(f"{document}.本文{number}", document, path, text, page, turns=turns)
        for number, (path, text, page, turns) in enumerate(_texts(outline), start=1)
    ]
    made += [
        Passage(f"{document}.注{note.label}", document, (), note.text, note.page, note=True) for note in outline.notes
    ]
    return tuple(made)


def _texts(outline: Outline) -> Iterator[tuple[tuple[str, ...], str, int | None, tuple[Turn, ...]]]:
    root = outline.root
    sections = [((), root), *(((*level.path, level.title), level.section) for level in levels(outline))]
    for path, section in sections:
        for piece in section.content:
            if isinstance(piece, Paragraph):
                yield path, piece.text, piece.page, piece.turns
            elif isinstance(piece, PlacedFrame):
                yield path, "".join(line.text for line in piece.frame.lines), piece.page, piece.turns
            elif isinstance(piece, PlacedTable):
                for row in range(piece.table.rows):
                    cells = [c for c in piece.table.cells if c.row == row]
                    text = "　".join("".join(line.text for line in c.lines) for c in cells)
                    yield path, text, piece.pages[row] if row < len(piece.pages) else piece.page, ()
