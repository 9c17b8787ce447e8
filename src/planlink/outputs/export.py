"""The ten export files as jsonl, csv, xlsx or parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from planlink.errors import INSTALL_TABLES, PlanlinkError
from planlink.outputs.fields import FIELDS, Type
from planlink.outputs.objects import Object, objects
from planlink.records.findings import Analysis

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""Text that begins so is taken for a formula by spreadsheets."""

WORKBOOK = "planlink.xlsx"
XLSX_CELL = 32_767
"""A cell of Excel holds no more letters."""


def export(analysis: Analysis, format: str, folder: Path) -> tuple[Path, ...]:
    """Write all ten files (for xlsx: one workbook with ten sheets) and return their paths. Raises PlanlinkError when
    parquet is asked for without pyarrow."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _WRITERS[format](objects(analysis), folder)
    except OSError as cause:
        raise PlanlinkError(
            f"{folder}：書き出せません。同じ名前のファイルがないか，権限と空き容量を確かめてください。"
        ) from cause


def _jsonl(files: Mapping[str, list[Object]], folder: Path) -> tuple[Path, ...]:
    return tuple(_write(folder / f"{name}.jsonl", _lines(rows)) for name, rows in files.items())


def _lines(rows: list[Object]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _csv(files: Mapping[str, list[Object]], folder: Path) -> tuple[Path, ...]:
    return tuple(_write(folder / f"{name}.csv", _sheet(FIELDS[name], rows)) for name, rows in files.items())


def _sheet(fields: Mapping[str, Type], rows: list[Object]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(fields)
    writer.writerows([guarded(flat(row[field])) for field in fields] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def flat(value: Any) -> Any:
    """A value for one cell: lists and structures as JSON, true and false as words, the rest as it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value


def guarded(value: Any) -> Any:
    """Text that a spreadsheet would calculate gets an apostrophe in front; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value


def _xlsx(files: Mapping[str, list[Object]], folder: Path) -> tuple[Path, ...]:
    from planlink.outputs.excel import write_plain

    sheets = {name: [[flat(row[field]) for field in FIELDS[name]] for row in rows] for name, rows in files.items()}
    path = folder / WORKBOOK
    write_plain(path, {name: (tuple(FIELDS[name]), rows) for name, rows in sheets.items()})
    return (path,)


def _parquet(files: Mapping[str, list[Object]], folder: Path) -> tuple[Path, ...]:
    try:
        pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as cause:
        raise PlanlinkError(
            "parquet を書き出す部品（pyarrow）が入っていません。"
            f"部品を入れるか（{INSTALL_TABLES}），--format に jsonl・csv・xlsx を指定してください。"
        ) from cause
    paths = []
    for name, rows in files.items():
        schema = pyarrow.schema([(field, _arrow(pyarrow, type)) for field, type in FIELDS[name].items()])
        parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), folder / f"{name}.parquet")
        paths.append(folder / f"{name}.parquet")
    return tuple(paths)


def _arrow(pyarrow: Any, type: Type) -> Any:
    if isinstance(type, list):
        return pyarrow.list_(_arrow(pyarrow, type[0]))
    if isinstance(type, dict):
        return pyarrow.struct([(field, _arrow(pyarrow, inner)) for field, inner in type.items()])
    simple = {"text": "string", "whole": "int64", "number": "float64", "flag": "bool_"}
    return getattr(pyarrow, simple[type])()


_WRITERS: dict[str, Callable[[Mapping[str, list[Object]], Path], tuple[Path, ...]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "xlsx": _xlsx,
    "parquet": _parquet,
}
FORMATS = tuple(_WRITERS)
