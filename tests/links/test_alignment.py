"""What answers what, and that nothing does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from factories import item, measure, plan
from planlink.links.alignment import MEASURE_ANSWERED, Text, align
from planlink.links.choice import Tools
from planlink.records.places import Turn
from planlink.relate import alignments
from small_models import small_model

BUS = "高齢者の通院のためにバスの路線を組み直します。"
SOURCES = (
    Text("s1", "バス路線の再編。高齢者が通院できるよう，バスの路線を見直します。", 4),
    Text("s2", "花火大会。港で花火大会を開きます。"),
)
TARGETS = (Text("t1", BUS), Text("t2", "学校の図書室に本を増やします。"), Text("t3", BUS))


class Letters:
    """An encoder of three directions: buses, books, all else."""

    name = "letters"

    def encode(self, text: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        found = np.array(["バス" in text, "本" in text, "バス" not in text and "本" not in text], dtype=np.float64)
        return found / np.linalg.norm(found)


@pytest.mark.parametrize("encoder", [None, Letters()])
def test_every_answer_is_named_and_nothing_is_an_answer_too(encoder: Letters | None) -> None:
    found = align(SOURCES, TARGETS, encoder, "計画")
    assert [(one.source, one.target, one.document) for one in found] == [
        ("s1", "t1", "計画"),
        ("s1", "t3", "計画"),
        ("s2", None, "計画"),
    ]


@pytest.mark.parametrize("encoder", [None, Letters()])
def test_the_score_is_the_sum_of_its_evidence_and_places_are_right(encoder: Letters | None) -> None:
    for one in align(SOURCES, TARGETS, encoder):
        assert sum(part.weight for part in one.evidence) == pytest.approx(one.score)
        text = next(source.text for source in SOURCES if source.id == one.source)
        for part in one.evidence:
            assert part.text is None or text[part.start : part.end] == part.text
    first = align(SOURCES, TARGETS, encoder)[0]
    assert {"バス", "路線"} <= {part.text for part in first.evidence}
    assert {part.page for part in first.evidence if part.text} == {4}


def test_the_words_of_an_alignment_stand_on_their_own_sheet() -> None:
    text = "バスを増やします。路線を延ばします。"
    one = measure(id="m", title="交通", text=text, page=3, turns=[Turn(9, 4)])
    other = measure("別", "別計画", title="", text="バスの路線を延ばします。", page=1, turns=[Turn(3, 2)])
    plans = (plan(measures=(one,)), plan("別計画", "別計画.pdf", measures=(other,)))
    found = alignments(plans, Tools(small_model(), Letters()))
    sheets = {(a.source, e.text): e.page for a in found for e in a.evidence if e.text}
    assert sheets["m", "バス"] == 3
    assert sheets["m", "路線"] == 4
    assert (sheets["別", "バス"], sheets["別", "路線"]) == (1, 2)


def test_many_sources_are_told_what_each_alone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [replace(SOURCES[n % 2], id=f"s{n}") for n in range(7)]
    whole = align(many, TARGETS, Letters())
    monkeypatch.setattr("planlink.links.alignment.BLOCK", 2)
    assert align(many, TARGETS, Letters()) == whole


def test_without_targets_or_sources_nothing_is_said() -> None:
    assert align(SOURCES, (), None) == align((), TARGETS, None) == ()


def test_measures_meet_each_other_plan_and_its_policies_where_it_has_no_measures() -> None:
    old = plan(id="旧", measures=(measure(id="旧.1", document="旧", title="", text=BUS),), items=())
    new = plan(id="新", measures=(measure(id="新.1", document="新", title="", text=BUS),), items=())
    summary = plan(
        id="概要", measures=(), items=(item(id="概要.1", document="概要", kind="policy", title=BUS, text=""),)
    )
    found = alignments((old, new, summary), Tools(small_model(), Letters()))
    pairs = {(one.source, one.target, one.document) for one in found}
    assert {("旧.1", "新.1", "新"), ("新.1", "旧.1", "旧"), ("旧.1", "概要.1", "概要")} <= pairs
    assert {("概要.1", "旧.1", None), ("概要.1", "新.1", None)} <= pairs
    assert all(one.score >= MEASURE_ANSWERED for one in found)
