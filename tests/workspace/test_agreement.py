"""How far two officers agree: counted by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from factories import decision
from planlink.records.links import Decision
from planlink.workspace.agreement import agreement


def record(verdicts: Sequence[str | None], way: str = "one") -> list[Decision]:
    """A verdict on each goal in turn; None: nothing was said."""
    return [decision(label=str(n), verdict=v, way=way) for n, v in enumerate(verdicts, 1) if v]


def test_kappa_is_what_is_alike_beyond_chance() -> None:
    mine = record(["primary"] * 25 + ["rejected"] * 25)
    yours = record(["primary"] * 20 + ["rejected"] * 5 + ["primary"] * 10 + ["rejected"] * 15)
    found = agreement(mine, yours)
    assert (found.both, found.alike) == (50, 35)
    assert found.kappa == pytest.approx(0.4)
    assert [one.label for one, _ in found.differing] == [str(n) for n in range(21, 36)]
    assert {(one.verdict, other.verdict) for one, other in found.differing} == {
        ("primary", "rejected"),
        ("rejected", "primary"),
    }


def test_always_alike_is_one_and_never_alike_is_below_nought() -> None:
    mine = record(["primary", "related"])
    assert agreement(mine, mine).kappa == 1.0
    assert agreement(mine, record(["related", "primary"])).kappa == -1.0


def test_only_what_both_decided_counts_and_hold_is_no_decision() -> None:
    mine = record(["primary", "hold", "related", None, "related", "open"])
    yours = record(["rejected", "primary", None, "primary", "related", "related"])
    found = agreement(mine, yours)
    assert (found.both, found.alike) == (2, 1)


def test_where_chance_explains_all_there_is_no_kappa() -> None:
    assert agreement([], record(["primary"])).kappa is None
    assert agreement(record(["primary"]), record(["primary"])).kappa is None


def test_what_one_has_from_the_other_is_not_held_against_them() -> None:
    mine, yours = record(["primary", "related"]), record(["rejected", "related"])
    merged = [*mine, *record(["rejected", "related"], way="import")]
    assert agreement(merged, yours) == agreement(mine, yours)
    assert agreement(mine, [*yours, *record(["primary"], way="import")]) == agreement(mine, yours)


def test_the_last_word_of_each_is_compared() -> None:
    mine = [*record(["primary"]), *record(["related"])]
    assert agreement(mine, record(["related"])).alike == 1
