"""Rows of the audit's papers (整合性点検): findings, coverage, indicators, and how well the documents were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from planlink import knowledge
from planlink.outputs import words
from planlink.outputs.eras import era_year
from planlink.outputs.indicator_rows import era_span, year_cells, year_columns
from planlink.outputs.reading_rows import lost_files, review
from planlink.outputs.rows import Cell, Column, Index, Ref, Table, neat, page_of, rounded
from planlink.records.findings import VERDICTS, Analysis, Coverage, Finding
from planlink.records.links import SETTLED
from planlink.records.places import Place
from planlink.records.plans import Period, Plan, Quantity

ORDER = tuple(words.SEVERITIES)


def shown(analysis: Analysis) -> list[Finding]:
    """The findings that papers show: those that are answered last, then the gravest first; of each severity the first
    of every check, then the second ones, so that no check hides the others."""
    return _ranked([finding for finding in analysis.findings if finding.shown])


def delicate(analysis: Analysis) -> list[Finding]:
    """The findings that papers show only where it is asked for."""
    return _ranked([finding for finding in analysis.findings if not finding.shown])


def listed(analysis: Analysis) -> list[Finding]:
    """All findings by the numbers that people see: those shown, then the delicate ones."""
    return [*shown(analysis), *delicate(analysis)]


def _ranked(findings: Sequence[Finding]) -> list[Finding]:
    rank = {severity: place for place, severity in enumerate(ORDER)}
    of_check: Counter[tuple[str, bool]] = Counter()
    turns = {}
    for finding in findings:
        turns[finding.id] = of_check[finding.check, finding.settled]
        of_check[finding.check, finding.settled] += 1
    return sorted(findings, key=lambda f: (f.settled, rank.get(f.severity, len(rank)), turns[f.id]))


def severity_counts(analysis: Analysis) -> dict[str, int]:
    """How many findings of each severity wait for an answer, all three named."""
    found = [finding.severity for finding in shown(analysis) if not finding.settled]
    return {severity: found.count(severity) for severity in ORDER}


def check_name(code: str) -> str:
    """What a check is called; the code of one that has no name."""
    from planlink.audit.checks import wordings

    found = wordings().get(code)
    return code if found is None else found.name


PAPER = "整合性点検結果"
PAPER_COLUMNS = (
    Column("番号", 4, "number"),
    Column("区分", 6, "state"),
    Column("点検項目", 12),
    Column("内容", 46),
    Column("箇所", 40, "list"),
    Column("回答", 12),
)
PLACES = 8
"""Places of a finding that are printed."""
FIRST = 10
"""Findings on the first sheet to print."""


def finding_paper(analysis: Analysis, unread: Sequence[str] = ()) -> Table:
    """Findings as printed: one row a finding, its places in one cell; last the documents that could not be read, since
    nothing was checked in them."""
    lost = ((None, *words.UNCHECKED, why, (Ref(file),), "") for file, why in lost_files(analysis.plans, unread))
    note = f"{words.NOTE}。{words.PAGE_NOTE}"
    rows = (*_paper_rows(analysis, shown(analysis)), *lost)
    return Table(PAPER, PAPER_COLUMNS, rows, note, nothing=words.nothing_of(analysis, words.NO_FINDINGS))


def finding_sheets(analysis: Analysis, unread: Sequence[str] = ()) -> tuple[Table, Table | None]:
    """The paper in two: the ten findings to look at first with what could not be checked, and the others, if any."""
    paper, number = finding_paper(analysis, unread), len(shown(analysis))
    if number <= FIRST:
        return paper, None
    first = (*paper.rows[:FIRST], *paper.rows[number:])
    more = words.MORE_FINDINGS.format(count=number - FIRST)
    return replace(paper, rows=first, note=f"{more}{paper.note}"), replace(paper, rows=paper.rows[FIRST:number])


def delicate_paper(analysis: Analysis) -> Table:
    """The findings that are not shown unless it is asked for, as printed."""
    return Table(
        words.DELICATE,
        PAPER_COLUMNS,
        _paper_rows(analysis, delicate(analysis), len(shown(analysis)) + 1),
        words.DELICATE_NOTE,
    )


def _paper_rows(analysis: Analysis, findings: Sequence[Finding], first: int = 1) -> tuple[tuple[Cell, ...], ...]:
    index = Index.of(analysis)
    return tuple(
        (
            number,
            words.SEVERITIES.get(finding.severity, finding.severity),
            check_name(finding.check),
            finding.message,
            _places(finding, index),
            _answer(finding),
        )
        for number, finding in enumerate(findings, first)
    )


def _places(finding: Finding, index: Index) -> tuple[Ref, ...]:
    """The places as printed: so many that a row is no longer than a page; the table for machines has all."""
    found = tuple(_place_ref(place, index) for place in finding.places[:PLACES])
    more = len(finding.places) - len(found)
    return (*found, Ref(words.MORE_PLACES.format(count=more))) if more else found


def _answer(finding: Finding) -> str:
    """The answer as printed: what, by whom, when, why; whether the text there has changed since."""
    answer = finding.answer
    if answer is None:
        return ""
    said = VERDICTS.get(answer.verdict, answer.verdict)
    about = "，".join(part for part in (answer.department, answer.when) if part)
    again = "" if finding.settled else words.ANSWER_STALE
    return "\n".join(part for part in (again, f"{said}（{about}）" if about else said, answer.reason) if part)


def place_title(place: Place, index: Index) -> str:
    """The document and the page of a place."""
    return index.document_title(place.document) + ("" if place.page is None else f" {place.page}頁")


def _place_ref(place: Place, index: Index) -> Ref:
    quoted = f"「{place.text}」" if place.text else ""
    return Ref(f"{place_title(place, index)}{quoted}", None, place.document, place.page)


def finding_table(analysis: Analysis) -> Table:
    """Findings for machines: one row a place."""
    index = Index.of(analysis)
    columns = (
        Column("番号", 4, "number"),
        Column("点検ID", 14),
        Column("点検項目", 14),
        Column("区分", 6, "state"),
        Column("内容", 60),
        Column("計画", 16),
        Column("頁", 5, "number"),
        Column("記載", 40),
        Column("回答", 12),
        Column("担当課", 10),
        Column("理由", 20),
        Column("回答日", 8),
        Column("回答後の変更", 8),
    )
    rows = tuple(
        (
            number,
            finding.id,
            check_name(finding.check),
            words.SEVERITIES.get(finding.severity, finding.severity),
            finding.message,
            index.document_title(place.document) if place else None,
            page_of(place) if place else None,
            place.text if place else None,
            *_answer_cells(finding),
        )
        for number, finding in enumerate(shown(analysis), 1)
        for place in finding.places or (None,)
    )
    return Table("点検結果", columns, rows)


def _answer_cells(finding: Finding) -> tuple[Cell, ...]:
    answer = finding.answer
    if answer is None:
        return (None,) * 5
    changed = None if finding.settled else words.ANSWER_STALE
    return VERDICTS.get(answer.verdict, answer.verdict), answer.department, answer.reason, answer.when, changed


def coverage_table(analysis: Analysis) -> Table:
    """How each basic goal and group stands to each label."""
    index = Index.of(analysis)
    names = label_names(analysis)
    columns = (
        Column("対象ID", 12),
        Column("対象", 28),
        Column("体系", 8),
        Column("番号", 7),
        Column("名称", 20),
        Column("判定", 9, "state"),
        Column("関連度", 6, "number"),
        Column("施策数", 5, "number"),
    )
    rows = tuple(_coverage_row(row, state, index, names) for row, state in coverage_states(analysis))
    return Table("関連付けの状況", columns, rows)


def coverage_states(analysis: Analysis) -> Iterator[tuple[Coverage, str | None]]:
    """Each row of coverage with its state as papers word it. Where a plan says of none of its goals, or of none of its
    groups, what they serve, nothing is to be added: what was found there is a candidate."""
    kinds = {item.id: (plan.id, item.kind) for plan in analysis.plans for item in plan.items}
    told = {(kinds.get(one.subject_id or ""), one.scheme) for plan in analysis.plans for one in plan.declared}
    for row in analysis.coverage:
        is_candidate = row.state == "proposed" and (kinds.get(row.subject_id), row.scheme) not in told
        yield row, "candidate" if is_candidate else row.state


def _coverage_row(
    row: Coverage, state: str | None, index: Index, names: dict[tuple[str, str], str]
) -> tuple[Cell, ...]:
    return (
        row.subject_id,
        index.subject_title(row.subject_id),
        words.SCHEMES.get(row.scheme, row.scheme),
        row.label,
        names.get((row.scheme, row.label)),
        words.STATES.get(state, state) if state else None,
        rounded(row.score),
        len(row.measures),
    )


def label_table(analysis: Analysis, schemes: tuple[str, ...] = ("theme", "viewpoint")) -> Table:
    """How many measures each theme and viewpoint has; labels without any are named too."""
    index = Index.of(analysis)
    columns = (
        Column("体系", 6),
        Column("番号", 8),
        Column("名称", 24),
        Column("施策数", 5, "number"),
        Column("要確認", 5, "number"),
        Column("施策", 50, "list"),
    )
    rows = tuple(
        _label_row(analysis, index, scheme, label, name)
        for (scheme, label), name in sorted(label_names(analysis).items(), key=lambda one: _place_of(one[0], schemes))
        if scheme in schemes
    )
    return Table("テーマ・視点", columns, rows)


def _place_of(key: tuple[str, str], schemes: tuple[str, ...]) -> tuple[int, str]:
    return schemes.index(key[0]) if key[0] in schemes else len(schemes), key[1]


def _label_row(analysis: Analysis, index: Index, scheme: str, label: str, name: str) -> tuple[Cell, ...]:
    links = [link for link in analysis.links if (link.scheme, link.label) == (scheme, label)]
    settled = {link.measure for link in links if link.status in SETTLED}
    return (
        words.SCHEMES.get(scheme, scheme),
        label,
        name,
        len(settled),
        sum(link.status == "review" for link in links),
        index.measure_refs(sorted(settled, key=lambda id: index.order.get(id, len(index.order)))),
    )


def label_names(analysis: Analysis) -> dict[tuple[str, str], str]:
    """(scheme, label) → name for every label that the analysis speaks of."""
    names = {(score.scheme, score.label): "" for score in analysis.scores}
    names |= {(row.scheme, row.label): "" for row in analysis.coverage}
    names |= {("sdg", row.label): row.name for row in analysis.mapping}
    names |= {(link.scheme, link.label): link.name for link in analysis.links}
    names |= {(one.scheme, one.label): one.name for plan in analysis.plans for one in plan.declared}
    names |= {("sdg", goal.label): goal.name for goal in knowledge.goals()}
    return names


def indicator_paper(analysis: Analysis) -> Table:
    """Indicators for reading: what is printed, with its years."""
    columns = (
        Column("区分", 6),
        Column("指標", 30),
        Column("対象", 22),
        Column("目標", 14),
        Column("現状", 14),
        Column("頁", 5, "number"),
        Column("要確認", 14),
    )
    rows = tuple(
        (
            words.INDICATORS.get(one.kind, one.kind),
            one.name,
            "／".join(one.groups),
            _said(one.target),
            _said(one.baseline),
            page_of(one),
            review(one),
        )
        for plan in analysis.plans
        for one in plan.indicators
    )
    return Table("指標", columns, rows)


def _said(quantity: Quantity | None) -> str | None:
    """A quantity as it is printed, with its year."""
    if quantity is None:
        return None
    when = era_span(quantity)
    return f"{quantity.text or ''}（{when}）" if when else quantity.text


def document_table(analysis: Analysis) -> Table:
    """The documents for reading, what was found in them, and how well they could be read."""
    years = (Column("計画期間（西暦）", 9), Column("計画期間（和暦）", 14))
    return _documents(analysis, years, lambda period: (f"{period.start}～{period.end}", _eras(period)))


def document_sheet(analysis: Analysis) -> Table:
    """The documents for machines: years as numbers, in columns of their own."""
    years = (*year_columns("計画期間の始年度"), *year_columns("計画期間の終年度"))
    return _documents(analysis, years, lambda period: (*year_cells(period.start), *year_cells(period.end)))


def _eras(period: Period) -> str:
    return f"{era_year(period.start)}～{era_year(period.end)}"


def _documents(analysis: Analysis, years: Sequence[Column], told: Callable[[Period], tuple[Cell, ...]]) -> Table:
    columns = (
        Column("ファイル", 16),
        Column("表題", 28),
        Column("種類", 7),
        Column("頁数", 5, "number"),
        *years,
        Column("施策", 5, "number"),
        Column("指標", 5, "number"),
        Column("読取率（％）", 7, "number"),
        Column("読取りの確認事項", 8, "number"),
    )
    nothing = (None,) * len(years)
    rows = tuple(_document_row(plan, told(plan.period) if plan.period else nothing) for plan in analysis.plans)
    return Table("文書", columns, rows)


def _document_row(plan: Plan, years: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return (
        plan.file,
        plan.title,
        words.ROLES.get(plan.role, plan.role),
        plan.pages,
        *years,
        len(plan.measures),
        len(plan.indicators),
        neat(round(plan.quality * 100, 1)),
        len(plan.doubts),
    )
