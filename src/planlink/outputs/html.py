"""report.html and 公開用.html: pages that need no other file. Everything from documents is escaped by the templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

from planlink.outputs import audit_rows, sdg_rows, words
from planlink.outputs.alignment_rows import alignment_table
from planlink.outputs.anchors import anchor, fragment
from planlink.outputs.eras import as_of_line
from planlink.outputs.finding_cards import NO_PICTURES, Pictures, cards
from planlink.outputs.heatmap import heat_maps
from planlink.outputs.reading_rows import reading_paper, review
from planlink.outputs.rows import Cell, Index, PageNumber, Ref, Table, headline, plain, rounded, without
from planlink.outputs.timeline import timeline_table
from planlink.outputs.view import for_the_public
from planlink.records.findings import Analysis
from planlink.records.links import SETTLED, Evidence, Link
from planlink.records.plans import Measure, Plan

DOCUMENTS = "../documents/"
"""Where the documents lie, seen from reports/."""

STATE_CLASSES = {
    "一致": "ok",
    "追加の検討対象": "add",
    "本文の記述を確認": "look",
    "要修正": "error",
    "要確認": "warning",
    "参考": "note",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `reasons` are the labels for which it was evidence, empty for ordinary text."""

    text: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """A link as the report shows it."""

    scheme: str
    mark: str
    label: str
    score: float
    status: str
    declared: bool
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure as the report shows it: title and text in pieces, and its links."""

    measure: Measure
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a document, with what begins on it."""

    document: str
    number: int
    measures: tuple[Measure, ...]
    others: tuple[str, ...]


def write_report(
    path: Path,
    analysis: Analysis,
    as_of: date | None = None,
    unread: Sequence[str] = (),
    pictures: Pictures = NO_PICTURES,
) -> None:
    """Write report.html, for the office itself; `unread` names what could not be read, `pictures` shows places."""
    path.write_text(report(analysis, as_of, unread, pictures), encoding="utf-8", newline="\n")


def write_public(path: Path, analysis: Analysis, as_of: date | None = None) -> None:
    """Write the page that an office may hand out: without findings, scores and open questions."""
    path.write_text(public(analysis, as_of), encoding="utf-8", newline="\n")


def report(
    analysis: Analysis,
    as_of: date | None = None,
    unread: Sequence[str] = (),
    pictures: Pictures = NO_PICTURES,
) -> str:
    """The whole page as text."""
    findings = audit_rows.finding_paper(analysis)
    return _page(
        "report.html.j2",
        analysis,
        as_of,
        counts=counts(analysis),
        severities=[(words.SEVERITIES[code], n) for code, n in audit_rows.severity_counts(analysis).items()],
        documents=audit_rows.document_table(analysis),
        unread=unread,
        reading=reading_paper(analysis.plans),
        mapping=sdg_rows.mapping_table(analysis),
        labels=audit_rows.label_table(analysis),
        heat=heat_maps(analysis),
        alignments=alignment_table(analysis),
        indicators=audit_rows.indicator_paper(analysis),
        findings=findings,
        cards=cards(findings, analysis, pictures),
        sheets=[(plan, sheets(plan)) for plan in analysis.plans if plan.pages],
    )


def public(analysis: Analysis, as_of: date | None = None) -> str:
    """The page for the public as text; its pages are no links, since it is handed out without the documents."""
    seen = for_the_public(analysis)
    return _page(
        "public.html.j2",
        seen,
        as_of,
        linked=False,
        documents=without(audit_rows.document_table(seen), "読取率（％）", "読取りの確認事項"),
        mapping=without(sdg_rows.mapping_table(seen), "判定", f"主な関連要素（案・{words.GIST}）"),
        labels=without(audit_rows.label_table(seen), "要確認"),
        indicators=without(audit_rows.indicator_paper(seen), "要確認"),
    )


def _page(template: str, analysis: Analysis, as_of: date | None, linked: bool = True, **parts: Any) -> str:
    page: str = (
        _environment(Index.of(analysis), linked)
        .get_template(template)
        .render(
            as_of=as_of_line(as_of),
            matrix=sdg_rows.matrix_table(analysis),
            goals=sdg_rows.goal_names(analysis),
            plans=[(plan, entries(plan, analysis.links)) for plan in analysis.plans if plan.measures],
            timeline=timeline_table(analysis),
            words=words,
            **parts,
        )
    )
    return page


def counts(analysis: Analysis) -> list[tuple[str, int]]:
    """The figures at the head of the report."""
    settled = {link.measure for link in analysis.links if link.scheme == "sdg" and link.status in SETTLED}
    return [
        ("文書", len(analysis.plans)),
        ("施策", sum(len(plan.measures) for plan in analysis.plans)),
        ("ＳＤＧｓに関連付けた施策", len(settled)),
        ("指標", sum(len(plan.indicators) for plan in analysis.plans)),
    ]


def entries(plan: Plan, links: Iterable[Link]) -> list[Entry]:
    """The plan's measures with their links, ready to show."""
    by_measure: dict[str, list[Link]] = {}
    for link in links:
        by_measure.setdefault(link.measure, []).append(link)
    return [_entry(one, by_measure.get(one.id, [])) for one in plan.measures]


def _entry(measure: Measure, links: Sequence[Link]) -> Entry:
    whole = f"{measure.title}\n{measure.text}"
    kept = [link for link in links if link.status != "rejected"]
    parts = [(part, reason_title(link)) for link in kept for part in link.evidence]
    cut = len(measure.title)
    pieces = marked(whole, parts, breaks=(cut, cut + 1))
    title, text = _split(pieces, cut)
    return Entry(measure, title, text, tuple(_reason(link) for link in links))


def _reason(link: Link) -> Reason:
    return Reason(
        words.SCHEMES.get(link.scheme, link.scheme),
        words.LEVELS.get(link.level or "", ""),
        reason_title(link),
        rounded(link.score),
        link.status,
        link.declared,
        sdg_rows.terms(link),
    )


def reason_title(link: Link) -> str:
    """「目標11 住み続けられるまちづくりを」, 「テーマII しごとを創る」, 「視点DX」."""
    if link.scheme == "sdg":
        return words.goal_title(link.label, link.name)
    scheme = {"sdg-target": "ターゲット"}.get(link.scheme, words.SCHEMES.get(link.scheme, link.scheme))
    return f"{scheme}{link.label}" + (f" {link.name}" if link.name and link.name != link.label else "")


def marked(text: str, parts: Sequence[tuple[Evidence, str]], breaks: Sequence[int] = ()) -> list[Piece]:
    """Cut a text at the edges of its evidence; each piece knows for which labels it spoke. Parts without a place,
    outside the text or speaking against a label are left out."""
    spans = [
        (part.start, part.end, label)
        for part, label in parts
        if part.start is not None
        and part.end is not None
        and 0 <= part.start < part.end <= len(text)
        and part.weight > 0
    ]
    edges = sorted({0, len(text), *breaks, *(start for start, _, _ in spans), *(end for _, end, _ in spans)})
    return [
        Piece(text[start:end], tuple(dict.fromkeys(label for a, b, label in spans if a <= start and end <= b)))
        for start, end in pairwise(edges)
    ]


def _split(pieces: Sequence[Piece], cut: int) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    title, text, at = [], [], 0
    for piece in pieces:
        if at < cut:
            title.append(piece)
        elif at > cut:
            text.append(piece)
        at += len(piece.text)
    return tuple(title), tuple(text)


def sheets(plan: Plan) -> list[Sheet]:
    """The plan's pages with what begins on each."""
    return [
        Sheet(
            plan.id,
            number,
            tuple(one for one in plan.measures if one.page == number),
            tuple(one.title for one in plan.items if one.page == number)
            + tuple(one.name for one in plan.indicators if one.page == number),
        )
        for number in range(1, (plan.pages or 0) + 1)
    ]


def page_link(index: Index, document: str | None, page: int | None) -> str | None:
    """The address of a page of the copied document; None where it has no pages."""
    plan = index.plans.get(document or "")
    if plan is None or page is None or plan.pages is None:
        return None
    return f"{DOCUMENTS}{quote(plan.file)}#page={page}"


def _environment(index: Index, linked: bool) -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("planlink.outputs", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        anchor=anchor,
        fragment=fragment,
        page_link=lambda document, page: page_link(index, document, page) if linked else None,
        has_measure=lambda id: id in index.measures,
        refs=refs,
        headline=headline,
        plain=plain,
        spans=spans,
        review=review,
    )
    made.filters["state"] = lambda text: STATE_CLASSES.get(text, "")
    return made


def refs(cell: Cell) -> tuple[Ref, ...]:
    """The pieces of a cell; a page number leads to its page."""
    if isinstance(cell, PageNumber):
        return (Ref(plain(cell), None, cell.document, int(cell)),)
    return cell if isinstance(cell, tuple) else (Ref(plain(cell)),)


def spans(table: Table) -> list[int]:
    """For each row: over how many rows its first cell reaches, 0 where the cell above covers it."""
    reach: list[int] = []
    for place, row in enumerate(table.rows):
        if place and row[0] == table.rows[place - 1][0]:
            reach.append(0)
            continue
        same = 1
        while place + same < len(table.rows) and table.rows[place + same][0] == row[0]:
            same += 1
        reach.append(same)
    return reach
