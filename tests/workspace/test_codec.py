"""Records go to JSON and come back as they were."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import factories
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlink.records import documents, findings, links, outline, places, plans
from planlink.workspace.codec import decode, decoder, encode

MODULES = (documents, findings, links, outline, places, plans)
RECORDS = [
    kind
    for module in MODULES
    for kind in vars(module).values()
    if isinstance(kind, type) and kind.__module__ == module.__name__ and kind is not places.Box
]


def there_and_back(record: Any) -> Any:
    return decode(type(record), json.loads(json.dumps(encode(record), ensure_ascii=False)))


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_record_comes_back(kind: type[Any]) -> None:
    @settings(max_examples=5, deadline=None, database=None)
    @given(_some(kind))
    def check(record: Any) -> None:
        assert there_and_back(record) == record

    check()


def _some(kind: type[Any]) -> st.SearchStrategy[Any]:
    if kind is outline.Section:
        return st.builds(kind, sections=st.just(()), **_finite(kind))
    if kind is outline.Outline:
        return st.builds(kind, root=_some(outline.Section))
    return st.builds(kind, **_finite(kind))


def _finite(kind: type[Any]) -> dict[str, st.SearchStrategy[Any]]:
    names = {"float": st.floats(allow_nan=False, allow_infinity=False)}
    hints = {name: str(hint) for name, hint in kind.__annotations__.items()}
    return {name: names[hint] for name, hint in hints.items() if hint in names}


def test_the_whole_analysis_comes_back() -> None:
    assert there_and_back(factories.town()) == factories.town()


def test_a_box_stays_a_box_and_a_tuple_a_tuple() -> None:
    back = there_and_back(factories.measure())
    assert isinstance(back.box, places.Box)
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
