"""Records go to JSON and come back as they were."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import factories
from planlink.records import documents, findings, links, outline, places, plans
from planlink.workspace.codec import decode, decoder, encode

NAMED = {places.Box: places.Box(1.0, 2.5, 3.0, 4.0), places.Turn: places.Turn(3, 5)}
MODULES = (documents, findings, links, outline, places, plans)
RECORDS = [
    kind
    for module in MODULES
    for kind in vars(module).values()
    if isinstance(kind, type) and kind.__module__ == module.__name__ and kind not in NAMED
]


def there_and_back(record: Any) -> Any:
    return decode(type(record), json.loads(json.dumps(encode(record), ensure_ascii=False)))


@pytest.mark.parametrize("full", [True, False], ids=["full", "empty"])
@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_record_comes_back(kind: type[Any], full: bool) -> None:
    record = sample(kind, full)
    assert there_and_back(record) == record


def sample(kind: Any, full: bool, depth: int = 0) -> Any:
    """A value of a type: every field filled, or as empty as it may be."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return sample(next(one for one in inner if full == (one is not types.NoneType)), full, depth)
    if origin is tuple:
        return tuple(sample(one, full, depth) for one in _members(inner)) if full and depth < 4 else ()
    if origin is Mapping:
        return {"鍵": "値"} if full else {}
    if kind in NAMED:
        return NAMED[kind]
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{one.name: sample(hints[one.name], full, depth + 1) for one in fields(kind)})  # type: ignore[operator]
    return {str: "文", int: 7, float: 0.1, bool: True, types.NoneType: None}[kind] if full else kind()


def _members(inner: tuple[Any, ...]) -> list[Any]:
    """One value for each kind of record that may stand in a sequence, two where there is one kind."""
    kinds = get_args(inner[0]) if get_origin(inner[0]) in (Union, types.UnionType) else (inner[0], inner[0])
    return [one for one in kinds if one is not types.NoneType] if inner[1:] == (...,) else list(inner)


def test_the_whole_analysis_comes_back() -> None:
    assert there_and_back(factories.town()) == factories.town()


def test_a_box_stays_a_box_and_a_tuple_a_tuple() -> None:
    back = there_and_back(factories.measure())
    assert isinstance(back.box, places.Box)
    assert isinstance(there_and_back(factories.measure(turns=(places.Turn(3, 5),))).turns[0], places.Turn)
    assert isinstance(back.numbering, tuple)


def test_the_kind_of_a_block_is_kept() -> None:
    line = documents.Line("一")
    page = documents.Page(1, 1.0, 1.0, (line, documents.Frame((line,)), documents.Table(1, 1, ())))
    assert there_and_back(page) == page


def test_fields_that_are_missing_take_their_default() -> None:
    made = encode(factories.measure())
    del made["goal"]
    assert decode(plans.Measure, made).goal is None


def test_types_that_no_record_uses_are_refused() -> None:
    @dataclass
    class Odd:
        field: set[int]

    with pytest.raises(TypeError):
        decoder(set[int])


def filled(kind: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Any value of a type, deep records as empty as they may be."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        kinds = [one for one in inner if depth < 2 or one is types.NoneType] or inner[:1]
        return st.one_of([filled(one, depth) for one in kinds])
    if origin is tuple and inner[1:] == (...,):
        return st.lists(filled(inner[0], depth), max_size=2 if depth < 2 else 0).map(tuple)
    if origin is tuple:
        return st.tuples(*(filled(one, depth) for one in inner))
    if origin is Mapping:
        return st.dictionaries(st.text(max_size=3), filled(inner[1], depth), max_size=2)
    if kind in NAMED:
        return st.builds(kind, *(filled(one) for one in get_type_hints(kind).values()))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(
            typing.cast(Any, kind), **{one.name: filled(hints[one.name], depth + 1) for one in fields(kind)}
        )
    plain = {str: st.text(max_size=6), int: st.integers(), float: st.floats(allow_nan=False), bool: st.booleans()}
    return plain.get(kind, st.none())


@pytest.mark.parametrize(
    "kind", [plans.Indicator, plans.Measure, links.Link, findings.Finding], ids=lambda k: k.__name__
)
@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_record_comes_back(kind: type[Any], data: st.DataObject) -> None:
    record = data.draw(filled(kind))
    assert there_and_back(record) == record
