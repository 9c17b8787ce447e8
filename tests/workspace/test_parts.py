"""Parts: the same plan comes back, the same bytes are written, and what is not its writer's is refused."""

from __future__ import annotations

import importlib
import io
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from factories import doubt, indicator, item, measure, passage, plan, quantity
from planlink.errors import PlanlinkError
from planlink.records.documents import PageQuality
from planlink.records.plans import Plan
from planlink.settings import MeasureRule, Settings
from planlink.workspace import parts
from planlink.workspace.jobs import DONE, Job

pytest.importorskip("pyarrow")

WHOLE = replace(
    plan(
        measures=(measure(), measure(id="戦略.2", text="髙橋と𠮷野〓\t\u2028", page=None)),
        items=(item(),),
        indicators=(indicator(), indicator(id="k2", target=quantity(value=None, bound="words", text="全国水準まで"))),
        passages=(passage(),),
        doubts=(doubt(),),
    ),
    sheets=(PageQuality(page=1),),
)


def kept(folder: Path, one: Plan = WHOLE) -> Job:
    name = parts.name_of(one.file, one.sha256, "k")
    return Job("", one.file, DONE, one.sha256, "k", part=name, part_sha256=parts.write(str(folder), name, one))


@pytest.mark.parametrize("one", [WHOLE, plan(measures=(), items=(), indicators=())])
def test_a_plan_comes_back_as_it_was(one: Plan, tmp_path: Path) -> None:
    job = kept(tmp_path, one)
    assert parts.take(str(tmp_path), job) == one
    assert parts.is_whole(str(tmp_path), job)
    assert [path.name for path in tmp_path.iterdir()] == [job.part]


def test_a_plan_comes_back_from_an_address(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    where = f"file://{tmp_path}/parts"
    name = parts.name_of(WHOLE.file, WHOLE.sha256, "k")
    job = Job("", WHOLE.file, DONE, part=name, part_sha256=parts.write(where, name, WHOLE))
    assert parts.take(where, job) == WHOLE
    assert parts.take(str(tmp_path / "parts"), job) == WHOLE


def test_every_field_of_a_plan_that_has_records_has_a_kind() -> None:
    hints = get_type_hints(Plan)
    lists = {one.name for one in fields(Plan) if Ellipsis in get_args(hints[one.name])}
    assert lists == set(parts.KINDS)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert parts.packed(WHOLE) == parts.packed(replace(WHOLE))
    assert parts.packed(WHOLE) != parts.packed(replace(WHOLE, title="別"))


def changed(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize(
    "change", [changed, lambda data: data[:-9], lambda data: b"", lambda data: parts.packed(plan())]
)
def test_a_part_that_is_not_its_writers_is_refused(change: Any, tmp_path: Path) -> None:
    job = kept(tmp_path)
    path = tmp_path / job.part
    path.write_bytes(change(path.read_bytes()))
    assert not parts.is_whole(str(tmp_path), job)
    with pytest.raises(parts.PartError, match=r"書いたときと違うので，使いません。もう一度行うと"):
        parts.take(str(tmp_path), job)


def test_a_part_that_is_gone_is_refused(tmp_path: Path) -> None:
    assert not parts.is_whole(str(tmp_path), Job("", "戦略.pdf", DONE, part="x.parquet", part_sha256="y"))


@pytest.mark.parametrize("rows", [[], [{"kind": "plan", "record": "{}"}], [{"kind": "plan", "record": "[]"}] * 2])
def test_a_table_that_holds_no_plan_is_refused(rows: list[dict[str, str]], tmp_path: Path) -> None:
    arrow, parquet = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    out = io.BytesIO()
    schema = arrow.schema([("kind", arrow.string()), ("record", arrow.string())])
    parquet.write_table(arrow.Table.from_pylist(rows, schema=schema), out)
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        parts.unpacked(out.getvalue())


def test_duckdb_asks_all_parts_at_once(tmp_path: Path) -> None:
    duckdb = importlib.import_module("duckdb") if importlib.util.find_spec("duckdb") else pytest.skip("no duckdb")
    kept(tmp_path)
    kept(tmp_path, replace(WHOLE, id="他", file="他.pdf", sha256="f" * 64))
    said = duckdb.sql(
        f"SELECT title, value, unit, year, count(*) FROM '{tmp_path}/*.parquet' WHERE kind = 'indicator'"
        " AND value IS NOT NULL GROUP BY ALL"
    ).fetchall()
    target = WHOLE.indicators[0].target
    assert said == [(WHOLE.indicators[0].name, target.value, target.unit, target.year, 2)]


@pytest.mark.parametrize(
    ("settings", "same"),
    [
        (Settings(), True),
        (Settings(roles={"別": "plan"}, model="core"), True),
        (Settings(roles={"戦略": "plan"}), False),
        (Settings(measures={"戦略": MeasureRule(level="ア")}), False),
    ],
)
def test_a_reading_rests_on_what_the_city_sets_for_this_file(settings: Settings, same: bool) -> None:
    assert (parts.key("v", settings, "戦略.pdf") == parts.key("v", Settings(), "戦略.pdf")) is same
    assert parts.key("v", settings, "戦略.pdf") != parts.key("w", settings, "戦略.pdf")


def test_a_part_is_named_by_all_that_it_rests_on() -> None:
    names = {parts.name_of(*said) for said in (("a", "b", "c"), ("x", "b", "c"), ("a", "x", "c"), ("a", "b", "x"))}
    assert len(names) == 4


def test_without_pyarrow_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(PlanlinkError, match=r"pyarrow.*planlink\[tables\]"):
        parts.packed(WHOLE)
