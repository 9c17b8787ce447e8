"""Rows of the reading report (読み取り報告): how each document and page was read, and what to hold against the
original."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planlink.outputs import words
from planlink.outputs.listing_words import NONE, rule_without, why_none
from planlink.outputs.rows import Cell, Column, Ref, Table, headline
from planlink.records.documents import PageQuality
from planlink.records.plans import Indicator, Measure, Plan

FILE = Column("ファイル", 16)
PAGE = Column("頁", 5, "number")
HOW = Column("読み方", 14)
STATE = Column("判定", 6, "state")
TODO = Column("すること", 34)
LOST = ("page-without-text", "page-unread", "page-beyond-limits")
DOUBTFUL = (*LOST, "page-damaged", "page-ocr", "page-layered")


def summary_table(plans: Sequence[Plan]) -> Table:
    """One row a document."""
    columns = (
        FILE,
        *(Column(title, 5, "number") for title in ("頁数", "文字数", "傷んだ文字")),
        *(Column(title, 6, "number") for title in ("OCRで読んだ頁", "別に読んだ頁", "読めない頁", "文字の傷んだ頁")),
        *(Column(title, 5, "number") for title in ("見出し", "施策", "指標")),
        *(Column(title, 7, "number") for title in ("要確認の施策", "要確認の指標")),
    )
    return Table("文書ごとの読み取り", columns, tuple(_summary_row(plan) for plan in plans))


def _summary_row(plan: Plan) -> tuple[Cell, ...]:
    kinds = list(_kinds(plan).values())
    sources = [sheet.source for sheet in plan.sheets]
    return (
        plan.file,
        plan.pages,
        sum(sheet.letters for sheet in plan.sheets),
        sum(sheet.damaged for sheet in plan.sheets),
        sources.count("ocr"),
        sources.count("second"),
        sum(map(kinds.count, LOST)),
        kinds.count("page-damaged"),
        len(_headings(plan)),
        len(plan.measures),
        len(plan.indicators),
        sum(bool(one.review) for one in plan.measures),
        sum(bool(one.review) for one in plan.indicators),
    )


def _headings(plan: Plan) -> set[tuple[str, ...]]:
    """The headings above all passages, each with those above it."""
    return {passage.path[:depth] for passage in plan.passages for depth in range(1, len(passage.path) + 1)}


def _kinds(plan: Plan) -> dict[int, str]:
    """What is doubted of a page, by its number."""
    return {one.place.page: one.kind for one in plan.doubts if one.kind in DOUBTFUL and one.place.page is not None}


def sheet_table(plans: Sequence[Plan]) -> Table:
    """One row a page, in the order of the documents."""
    columns = (
        FILE,
        PAGE,
        HOW,
        *(Column(title, 6, "number") for title in ("文字数", "傷んだ文字", "直した文字", "画像", "施策", "指標")),
        STATE,
        TODO,
    )
    return Table("頁ごとの読み取り", columns, tuple(row for plan in plans for row in _sheet_rows(plan)))


def _sheet_rows(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    kinds = _kinds(plan)
    for sheet in plan.sheets:
        if sheet.page is not None:
            yield (
                plan.file,
                sheet.page,
                _how(sheet, kinds.get(sheet.page)),
                *(sheet.letters, sheet.damaged, sheet.mended, sheet.images),
                sum(one.page == sheet.page for one in plan.measures),
                sum(one.page == sheet.page for one in plan.indicators),
                *_advice(kinds.get(sheet.page)),
            )


def _how(sheet: PageQuality, kind: str | None) -> str:
    if kind in LOST:
        return words.UNREAD
    return words.SOURCES.get(sheet.source, sheet.source) if sheet.letters or sheet.images else words.BLANK_PAGE


def _advice(kind: str | None) -> tuple[str | None, str | None]:
    return (words.SEVERITIES["warning"], words.READING_TODO[kind]) if kind else (None, None)


def reading_paper(plans: Sequence[Plan], said_by: str = "report", unread: Sequence[str] = ()) -> Table:
    """The report as printed: the pages of a document that were not read plainly, those with the same lot in one row,
    how many are left, and why there are no measures where that is so. `said_by` (report, workbook, screen) chooses
    where the note sends its reader; `unread` names what could not be read, of which documents without a plan get a
    row."""
    columns = (FILE, Column("頁", 24, "pages"), HOW, STATE, TODO)
    lost = (
        (file, words.WHOLE, words.UNREAD, words.SEVERITIES["warning"], why) for file, why in lost_files(plans, unread)
    )
    rows = (*(row for plan in plans for row in _paper_rows(plan)), *lost)
    return Table("読み取り報告", columns, rows, words.EVERY_PAGE[said_by] + words.PAGE_NOTE, groups=1)


def _paper_rows(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    kinds = _kinds(plan)
    lots: dict[tuple[str, str | None], list[int]] = {}
    for sheet in plan.sheets:
        if sheet.page is not None and (sheet.page in kinds or sheet.source != "file"):
            kind = kinds.get(sheet.page)
            lots.setdefault((_how(sheet, kind), kind), []).append(sheet.page)
    for (how, kind), pages in lots.items():
        yield plan.file, tuple(Ref(str(page), None, plan.id, page) for page in pages), how, *_advice(kind)
    left = len(plan.sheets) - sum(map(len, lots.values()))
    if left:
        yield plan.file, _rest(plan, left), words.SOURCES["file"], None, None
    if rule := rule_without(plan):
        expected = rule == NONE and not any(item.kind == "policy" for item in plan.items)
        yield plan.file, words.WHOLE, None, words.SEVERITIES["warning" if expected else "note"], why_none(plan)


def _rest(plan: Plan, left: int) -> str:
    if plan.pages is None:
        return "全部"
    return f"全{left}頁" if left == len(plan.sheets) else f"ほかの{left}頁"


def review_table(plans: Sequence[Plan]) -> Table:
    """Measures and indicators to hold against the original, one a row, with the reason."""
    columns = (FILE, Column("区分", 5), Column("名称", 32), PAGE, Column("記載", 28), Column("要確認の理由", 24))
    rows = tuple((plan.file, *_reviewed(one), review(one)) for plan in plans for one in _entries(plan) if one.review)
    return Table("要確認の施策・指標", columns, rows)


def _entries(plan: Plan) -> tuple[Measure | Indicator, ...]:
    return (*plan.measures, *plan.indicators)


def _reviewed(one: Measure | Indicator) -> tuple[Cell, ...]:
    if isinstance(one, Measure):
        return "施策", headline(one), one.page, None
    return words.INDICATORS.get(one.kind, one.kind), one.name, one.page, one.raw or one.target.text


def review(one: Measure | Indicator) -> str | None:
    """Why a measure or an indicator is to be held against the original, in words; None where nothing is."""
    return "，".join(words.REVIEWS.get(reason, reason) for reason in one.review) or None


def lost_files(plans: Sequence[Plan], unread: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The files that could not be read at all, with why and what to do. Sentences on pages of plans are passed over."""
    for sentence in unread:
        file, _, why = sentence.partition("：")
        if not any(sentence.startswith(f"{plan.file}：") for plan in plans):
            yield file, why


def unread_table(unread: Sequence[str]) -> Table:
    """What could not be read at all, one sentence a row."""
    return Table("読み取れなかったもの", (Column("内容", 60),), tuple((sentence,) for sentence in unread))
