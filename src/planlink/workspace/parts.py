"""Parts: each document as it was read in a Parquet file of its own, named by all that it rests on, from which
workspaces are built and which DuckDB can ask.

A row is the plan itself (kind plan) or one record of it: what one asks for stands in columns of its own, `key` has
title and text as they are looked for, and `record` has the whole as JSON. A part is taken only where its bytes are
those that its writer told of: nothing in it is trusted otherwise, and nothing in it is ever run.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import uuid
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import planlink
from planlink import knowledge
from planlink.documents.reader import document_id
from planlink.errors import INSTALL_TABLES, PlanlinkError
from planlink.records.plans import Plan
from planlink.settings import Settings
from planlink.workspace import afar, fingerprint, grams
from planlink.workspace.codec import decode, encode
from planlink.workspace.entries import KINDS as SEARCHED
from planlink.workspace.entries import Entry, entries_of
from planlink.workspace.jobs import Job

FOLDER, END = "parts", ".parquet"
KINDS = {
    "measures": "measure",
    "items": "item",
    "indicators": "indicator",
    "passages": "passage",
    "declared": "declared",
    "mentions": "mention",
    "doubts": "doubt",
    "sheets": "sheet",
}
"""A plan's fields that have records, and how a row of each is called."""
FACTS = frozenset({".toml", ".json", ".jsonl"})
SPARED = frozenset({"demo", "training", "_data"})
"""Folders that no reading rests on, or that are looked at by themselves."""


class PartError(PlanlinkError):
    """A part is not there, or is not what its writer left."""


def key(version: str, settings: Settings, file: str) -> str:
    """What the reading of a file rests on besides its content: the reader, and what the city sets for it."""
    own = document_id(Path(file))
    return fingerprint.digest([version, settings.roles.get(own, ""), repr(settings.measures.get(own))])


@cache
def reader_version() -> str:
    """What reads, told by content, so that it is the same on every host: planlink, its data, its libraries."""
    installed = (f"{name} {version or '-'}" for name, version in fingerprint.libraries().items())
    return fingerprint.digest([planlink.__version__, *installed, *_contents()])


def _contents() -> Iterator[str]:
    for root, ends in ((fingerprint.PACKAGE, {".py", ".toml"}), (knowledge.data_folder() / "corpus", FACTS)):
        for path in sorted(root.rglob("*")):
            inside = path.relative_to(root)
            if path.suffix in ends and not SPARED.intersection(inside.parts):
                yield f"{inside.as_posix()} {fingerprint.file_digest(path)}"


def name_of(file: str, sha256: str, key: str) -> str:
    """The name of the part of a document: a file of this name and content, read so."""
    return f"{fingerprint.digest([file, sha256, key])}{END}"


def write(where: str, name: str, plan: Plan) -> str:
    """Write a part into a folder or an object store, whole or not at all, and give the SHA-256 of its bytes."""
    data = packed(plan)
    if afar.is_afar(where):
        system, path = afar.filesystem(where)
        system.makedirs(path, exist_ok=True)
        system.pipe_file(f"{path}/{name}", data)
    else:
        _write(Path(where), name, data)
    return hashlib.sha256(data).hexdigest()


def _write(folder: Path, name: str, data: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f".{name}.{uuid.uuid4().hex}.half"
    try:
        half.write_bytes(data)
        os.replace(half, folder / name)
    finally:
        half.unlink(missing_ok=True)


def is_whole(where: str, job: Job) -> bool:
    """Whether the part of a document lies there as it was written."""
    try:
        _bytes(where, job)
    except PartError:
        return False
    return True


def take(where: str, job: Job) -> Plan:
    """The plan that a part holds. Raises PartError where it is not there or not what its writer left."""
    data = _bytes(where, job)
    try:
        return unpacked(data)
    except (KeyError, TypeError, ValueError, AttributeError) as cause:
        raise _foreign(job) from cause


def entries(where: str, job: Job) -> Iterator[tuple[int, Entry]]:
    """What can be found in a part, each with its row. Raises PartError as `take` does."""
    arrow, parquet = _libraries()
    columns = ["kind", "id", "document", "title", "text", "page"]
    table = parquet.read_table(arrow.BufferReader(_bytes(where, job)), columns=columns)
    for row, one in enumerate(table.to_pylist()):
        if one["kind"] in SEARCHED:
            id, document, title, text = (one[name] or "" for name in columns[1:-1])
            yield row, Entry(row, one["kind"], id, document, title, text, one["page"])


def _bytes(where: str, job: Job) -> bytes:
    place = afar.below(where, job.part)
    try:
        if afar.is_afar(place):
            system, path = afar.filesystem(place)
            data: bytes = system.cat_file(path)
        else:
            data = Path(place).read_bytes()
    except OSError as cause:
        raise _foreign(job) from cause
    if hashlib.sha256(data).hexdigest() != job.part_sha256:
        raise _foreign(job)
    return data


def _foreign(job: Job) -> PartError:
    return PartError(
        f"{job.part}：「{job.file}」を読み取った結果のファイルがないか，書いたときと違うので，使いません。"
        "もう一度行うと，読み取り直します。"
    )


def sweep(where: str, known: Collection[str]) -> None:
    """Take away the parts that nothing is made from any more."""
    if afar.is_afar(where):
        system, path = afar.filesystem(where)
        for name in (str(one) for one in (system.ls(path, detail=False) if system.exists(path) else ())):
            if name.endswith(END) and name.rpartition("/")[2] not in known:
                system.rm_file(name)
        return
    for part in Path(where).glob(f"*{END}"):
        if part.name not in known:
            part.unlink(missing_ok=True)


def packed(plan: Plan) -> bytes:
    """A plan as the bytes of a Parquet file; the same plan gives the same bytes."""
    arrow, parquet = _libraries()
    rows = list(_rows(plan))
    table = arrow.Table.from_pylist(rows, schema=_schema(arrow))
    out = io.BytesIO()
    parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


def unpacked(data: bytes) -> Plan:
    """The plan that `packed` made bytes from. Raises ValueError (or a child), KeyError, TypeError or AttributeError
    for others."""
    arrow, parquet = _libraries()
    table = parquet.read_table(arrow.BufferReader(data), columns=["kind", "record"])
    found: dict[str, list[Any]] = {}
    for kind, record in zip(table["kind"].to_pylist(), table["record"].to_pylist(), strict=True):
        found.setdefault(kind, []).append(json.loads(record))
    (plan,) = found["plan"]
    return decode(Plan, plan | {name: found.get(kind, []) for name, kind in KINDS.items()})


def _rows(plan: Plan) -> Iterator[dict[str, Any]]:
    none: dict[str, Any] = dict.fromkeys(KINDS, ())
    bare = encode(replace(plan, **none))
    own = {"kind": "plan", "document": plan.id, "id": plan.id, "title": plan.title, "role": plan.role}
    yield own | {"record": _text(bare)}
    searched = {(kind, id): (title, text, page) for kind, id, _, title, text, page in entries_of(plan)}
    for name, kind in KINDS.items():
        for one in getattr(plan, name):
            row: dict[str, Any] = {"kind": kind, "document": plan.id, "record": _text(encode(one))}
            id = getattr(one, "id", "")
            if (kind, id) in searched:
                title, text, page = searched[kind, id]
                key = f"{grams.key(title)}\n{grams.key(text)}"
                row |= {"id": id, "title": title, "text": text, "page": page, "key": key}
            yield row | _columns(kind, one)


def _columns(kind: str, one: Any) -> dict[str, Any]:
    """What one asks for, of the kinds that have it."""
    if kind == "indicator":
        target = one.target
        return {"role": one.kind, "value": target.value, "unit": target.unit, "year": target.year}
    if kind == "item":
        return {"role": one.kind}
    return {"department": one.department} if kind == "measure" else {}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _schema(arrow: Any) -> Any:
    texts = ("kind", "document", "id", "title", "text", "role", "department", "unit", "key", "record")
    types = dict.fromkeys(texts, arrow.string()) | {"page": arrow.int32(), "year": arrow.int32()}
    order = ("kind", "document", "id", "title", "text", "page", "role", "department", "value", "unit", "year")
    return arrow.schema([(name, types.get(name, arrow.float64())) for name in (*order, "key", "record")])


def _libraries() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as cause:
        raise PlanlinkError(
            "文書ごとの結果（Parquet）を読み書きする部品（pyarrow）が入っていません。"
            f"部品を入れてください（{INSTALL_TABLES}）。"
        ) from cause
