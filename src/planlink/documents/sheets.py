"""Workbooks (.xlsx) and CSV files as rows of text, sheet by sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from planlink.errors import DocumentError
from planlink.japanese.text import decoded

Cells = Sequence[str]


def read_sheets(path: Path) -> Iterator[list[Cells]]:
    """The rows of each sheet; an empty cell is "". Raises DocumentError where the file cannot be read."""
    try:
        if path.suffix.lower() == ".xlsx":
            from openpyxl import load_workbook

            book = load_workbook(path, read_only=True, data_only=True)
            for sheet in book.worksheets:
                yield [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            book.close()
        else:
            text = decoded(path.read_bytes())
            if text is None:
                raise ValueError("文字コードが分かりません")
            yield list(csv.reader(io.StringIO(text)))
    except Exception as cause:  # a damaged workbook fails in zipfile, xml or openpyxl itself
        raise DocumentError(
            path.name, f"表を読めません（{cause}）", "Excel（.xlsx）か CSV で保存し直してください。"
        ) from cause
