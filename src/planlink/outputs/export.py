"""The ten export files as jsonl, csv, xlsx or parquet; as JSON-LD one file of what links."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from planlink.errors import INSTALL_TABLES, PlanlinkError
from planlink.outputs import words
from planlink.outputs.cp932 import CODE, Replaced, in_cp932
from planlink.outputs.fields import FIELDS, Type
from planlink.outputs.formulas import is_formula
from planlink.outputs.linked import linked_data
from planlink.outputs.objects import Object, objects
from planlink.records.findings import Analysis

WORKBOOK = "planlink.xlsx"
LINKED = "planlink.jsonld"
REPLACED = "置き換えた文字.csv"
UTF_8 = "utf-8"
ENCODINGS = (UTF_8, CODE)
FIRST_ROW = 2
"""Of the data, as a spreadsheet counts: the titles stand in row 1."""
XLSX_CELL = 32_767
"""A cell of Excel holds no more letters."""


def export(analysis: Analysis, format: str, folder: Path, encoding: str = UTF_8) -> tuple[Path, ...]:
    """Write all ten files (for xlsx: one workbook with ten sheets; for jsonld: one file) and return their paths; csv
    in CP932 has one more where letters were replaced. Raises PlanlinkError when parquet is asked for without pyarrow,
    or another encoding for another format than csv."""
    if encoding != UTF_8 and format != "csv":
        raise PlanlinkError(words.ENCODING_OF_CSV.format(encoding=encoding, format=format))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writer = _csv_in_cp932 if encoding == CODE else _WRITERS[format]
        return writer(objects(analysis), folder)
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


def _csv(files: Mapping[str, list[Object]], folder: Path, code: str = "utf-8-sig") -> tuple[Path, ...]:
    (folder / REPLACED).unlink(missing_ok=True)  # of a former run, whose files these ones replace
    return tuple(
        _write(folder / f"{name}.csv", csv_bytes(FIELDS[name], _cells(FIELDS[name], rows), code))
        for name, rows in files.items()
    )


def _csv_in_cp932(files: Mapping[str, list[Object]], folder: Path) -> tuple[Path, ...]:
    """The csv files in CP932, and beside them every letter that was replaced, where any was."""
    plain, replaced = _in_cp932(files)
    paths = _csv(plain, folder, CODE)
    if not replaced:
        return paths
    return (*paths, _write(folder / REPLACED, csv_bytes(words.REPLACED_COLUMNS, replaced, "utf-8-sig")))


def _in_cp932(files: Mapping[str, list[Object]]) -> tuple[dict[str, list[Object]], list[list[Any]]]:
    """The same rows in letters of CP932, and a row of what was replaced for each letter and cell."""
    plain: dict[str, list[Object]] = {name: [] for name in files}
    replaced: list[list[Any]] = []
    for name, rows in files.items():
        for number, row in enumerate(rows, FIRST_ROW):
            spelt = {field: _spelt(value) for field, value in row.items()}
            plain[name].append({field: value for field, (value, _) in spelt.items()})
            replaced += [
                [one.letter, one.code, one.by, f"{name}.csv", number, field]
                for field, (_, found) in spelt.items()
                for one in dict.fromkeys(found)
            ]
    return plain, replaced


def _spelt(value: Any) -> tuple[Any, Sequence[Replaced]]:
    """A value in letters of CP932, lists and structures piece by piece, and what was replaced in it."""
    if isinstance(value, str):
        return in_cp932(value)
    if isinstance(value, list):
        parts = [_spelt(part) for part in value]
        return [part for part, _ in parts], [one for _, found in parts for one in found]
    if isinstance(value, dict):
        names, (inner, found) = list(value), _spelt(list(value.values()))
        return dict(zip(names, inner, strict=True)), found
    return value, ()


def _cells(fields: Sequence[str] | Mapping[str, Type], rows: list[Object]) -> list[list[Any]]:
    return [[flat(row[field]) for field in fields] for row in rows]


def csv_bytes(titles: Iterable[str], rows: Iterable[Sequence[Any]], code: str = "utf-8-sig") -> bytes:
    """A sheet as CSV; nothing in it is calculated by a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(guarded, titles))
    writer.writerows([guarded(value) for value in row] for row in rows)
    return out.getvalue().encode(code)


def flat(value: Any) -> Any:
    """A value for one cell: lists and structures as JSON, true and false as words, the rest as it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value


def guarded(value: Any) -> Any:
    """Text that a spreadsheet would calculate gets an apostrophe in front; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and is_formula(value) else value


def _xlsx(files: Mapping[str, list[Object]], folder: Path) -> tuple[Path, ...]:
    from planlink.outputs.excel import write_plain

    path = folder / WORKBOOK
    write_plain(path, {name: (tuple(FIELDS[name]), _cells(FIELDS[name], rows)) for name, rows in files.items()})
    return (path,)


def _jsonld(files: Mapping[str, list[Object]], folder: Path) -> tuple[Path, ...]:
    return (_write(folder / LINKED, linked_data(files)),)


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
    "jsonld": _jsonld,
}
FORMATS = tuple(_WRITERS)
