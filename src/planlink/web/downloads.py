"""What may be taken from the page: exactly this view as CSV or Excel, the papers, the documents."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import quote

from starlette.responses import FileResponse, Response

from planlink.outputs.excel import write_plain, write_table
from planlink.outputs.export import csv_bytes
from planlink.outputs.reports import PAPERS
from planlink.outputs.rows import Column, Table, plain
from planlink.web.city import City, Seen
from planlink.web.facets import Row
from planlink.web.words import STANDS
from planlink.workspace import copies, papers, store

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANY = "application/octet-stream"


def measure_table(found: Sequence[Row]) -> Table:
    """A view as a table, one value a cell."""
    titles = (
        "施策ID",
        "計画",
        "基本目標",
        "施策",
        "頁",
        "担当課",
        "◎の目標",
        "○の目標",
        "テーマ",
        "視点",
        "確認の状態",
    )
    return Table("施策", tuple(Column(title, 12) for title in titles), tuple(_cells(row) for row in found))


def _cells(row: Row) -> tuple[str | int | None, ...]:
    marked = (row.primary, row.related, row.themes, row.viewpoints)
    return (
        row.id,
        row.document,
        row.goal or None,
        row.title,
        row.page,
        row.department or None,
        *("，".join(labels) for labels in marked),
        STANDS[row.stand],
    )


def as_csv(table: Table) -> Response:
    """A table as CSV with a byte order mark, as Excel wants it."""
    rows = ([cell if isinstance(cell, int) else plain(cell) for cell in row] for row in table.rows)
    content = csv_bytes((column.title for column in table.columns), rows)
    return attached(content, "text/csv; charset=utf-8", f"{table.title}.csv")


def as_excel(table: Table) -> Response:
    """A table as a workbook of one sheet."""
    with tempfile.TemporaryDirectory(prefix="planlink-") as apart:
        path = Path(apart) / "view.xlsx"
        write_plain(path, {table.title: ([column.title for column in table.columns], table.rows)})
        return attached(path.read_bytes(), EXCEL, f"{table.title}.xlsx")


def printed(table: Table, day: date | None = None, name: str = "") -> Response:
    """A table as the workbook to print and hand in, with the day it tells of, under its title or `name`."""
    with tempfile.TemporaryDirectory(prefix="planlink-") as apart:
        path = Path(apart) / "table.xlsx"
        write_table(path, table, day)
        return attached(path.read_bytes(), EXCEL, f"{name or table.title}.xlsx")


def attached(content: bytes, kind: str, name: str) -> Response:
    """A file to keep, under a name in any letters."""
    said = f"attachment; filename=\"planlink{Path(name).suffix}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=kind, headers={"Content-Disposition": said})


def papers_there(city: City) -> list[str]:
    """The papers that the last build wrote."""
    return [name for name in PAPERS if (city.out / papers.FOLDER / name).is_file()]


def papers_are_current(city: City, seen: Seen) -> bool:
    """Whether the papers hold what was decided and answered until now."""
    with store.opened(city.out) as db:
        return papers.are_current(db, seen.analysis)


def paper(city: City, asked: str) -> Response | None:
    """A paper as a file to keep, never as a page of this address: report.html has a script of its own."""
    name = next((one for one in papers_there(city) if one == asked), None)
    return None if name is None else _file(city.out / papers.FOLDER / name)


def document(city: City, seen: Seen, asked: str) -> Response | None:
    """A document's copy as a file to keep."""
    path = document_path(city, seen, asked)
    return None if path is None else _file(path)


def document_path(city: City, seen: Seen, id: str) -> Path | None:
    """Where the copy of a document lies: looked for among the files that are there, so that no name leads astray."""
    plan, folder = seen.index.plans.get(id), city.out / copies.FOLDER
    if plan is None or not folder.is_dir():
        return None
    return next((path for path in folder.iterdir() if path.name == plan.file and path.is_file()), None)


def _file(path: Path) -> FileResponse:
    return FileResponse(path, media_type=ANY, filename=path.name, content_disposition_type="attachment")
