"""The word of people over the tool's, and which word counts."""

from __future__ import annotations

from itertools import permutations

import pytest

from factories import decision, link, measure, score
from planlink.links.decided import decided, last_words, proposals, text_of
from planlink.records.links import Decision

BUS = measure(id="戦略.1")
LINKS = (
    link(measure="戦略.1", label="11"),
    link(measure="戦略.1", label="3", level="related"),
    link(measure="戦略.1", label="8", level=None, status="review"),
)


def said(label: str, verdict: str, who: str = "", when: str = "", way: str = "one") -> Decision:
    return decision("戦略.1", "sdg", label, verdict, text_of(BUS), who, when, way)


def stand(*words: Decision) -> dict[str, tuple[str, str | None]]:
    links, _ = decided(LINKS, (score("戦略.1", label="9", score=0.3),), words, (BUS,))
    return {one.label: (one.status, one.level) for one in links}


@pytest.mark.parametrize(
    ("word", "link"),
    [
        (said("3", "primary"), ("confirmed", "primary")),
        (said("3", "linked"), ("confirmed", None)),
        (said("3", "rejected"), ("rejected", None)),
        (said("3", "hold"), ("linked", "related")),
        (said("3", "open"), ("linked", "related")),
        (said("8", "hold"), ("review", None)),
        (said("9", "related"), ("confirmed", "related")),
        (said("9", "hold"), ("review", None)),
        (said("9", "open"), None),
    ],
)
def test_what_a_word_makes_of_a_link(word: Decision, link: tuple[str, str | None] | None) -> None:
    assert stand(word).get(word.label) == link


def test_a_word_taken_back_counts_no_more_and_one_said_after_it_does() -> None:
    assert stand(said("3", "rejected"), said("3", "open"))["3"] == ("linked", "related")
    assert stand(said("3", "open"), said("3", "rejected"))["3"] == ("rejected", None)


def test_a_word_on_another_text_is_stale_and_one_on_hold_never() -> None:
    old = [decision("戦略.1", "sdg", label, verdict, "前の文") for label, verdict in (("3", "primary"), ("11", "hold"))]
    links, _ = decided(LINKS, (), old, (BUS,))
    assert [(one.label, one.stale) for one in links] == [("11", False), ("3", True), ("8", False)]


def test_the_tool_s_own_links_are_found_again_behind_decided_ones() -> None:
    words = [said("3", "rejected"), said("11", "hold"), said("9", "primary"), said("7", "hold"), said("1", "rejected")]
    links, proposed = decided(LINKS, (), words, (BUS,))
    assert [one.label for one in proposed] == ["3", "11", "9", "7", "1"]
    assert proposals(links, proposed) == LINKS
    assert decided(proposals(links, proposed), (), words, (BUS,)) == (links, proposed)


def test_a_word_on_a_measure_that_is_gone_makes_no_link() -> None:
    links, proposed = decided(LINKS, (), [decision(measure="戦略.9")], (BUS,))
    assert (links, proposed) == (LINKS, ())


def verdict(*events: Decision) -> str | None:
    words = last_words(events)
    return words[0].verdict if words else None


def brought(word: Decision) -> Decision:
    return decision(word.measure, word.scheme, word.label, word.verdict, word.text, word.who, word.when, "import")


def test_here_the_last_event_counts_whatever_a_clock_said() -> None:
    assert verdict(said("3", "primary", when="2025-11-21T10:00:00"), said("3", "rejected")) == "rejected"
    assert verdict(said("3", "primary", when="2025-11-21T10:00:00"), said("3", "hold", when="2025-11-20")) == "hold"


def test_an_imported_word_counts_where_it_is_later_than_the_one_that_stands() -> None:
    early, late = said("3", "primary", "甲", "2025-11-21T09:00:00"), said("3", "rejected", "乙", "2025-11-21T10:00:00")
    assert verdict(early, brought(late)) == verdict(late, brought(early)) == "rejected"
    assert verdict(early, brought(late), said("3", "hold")) == "hold"


def test_times_of_different_zones_are_compared_as_times() -> None:
    early, late = said("3", "primary", "甲", "2025-11-21T09:30:00"), said("3", "rejected", "乙", "2025-11-21T01:00:00Z")
    assert verdict(late, brought(early)) == "rejected"


def test_who_takes_back_a_word_elsewhere_takes_back_their_own() -> None:
    mine = said("3", "related", "甲", "2025-11-21T09:00:00")
    theirs = [said("3", "primary", "乙", "2025-11-21T10:00:00"), said("3", "open", "乙", "2025-11-21T10:05:00")]
    assert verdict(mine, *map(brought, theirs)) == "related"
    assert verdict(*theirs, brought(mine)) == "related"
    assert verdict(*map(brought, theirs)) is None


def test_a_word_that_somebody_else_took_back_elsewhere_does_not_count_here() -> None:
    theirs = [said("3", "primary", "乙"), said("3", "open", "係長")]
    assert verdict(*map(brought, theirs)) is None
    assert verdict(said("3", "hold", "甲"), *map(brought, theirs)) == "hold"
    assert verdict(said("3", "hold", "甲"), brought(said("3", "open", "係長"))) == "hold"


def test_two_records_merged_either_way_give_the_same_words() -> None:
    events = [
        said("3", v, who, f"2025-11-21T1{n}:00:00") for n, (v, who) in enumerate(zip("pqrs", "甲乙甲乙", strict=True))
    ]
    for mine, yours in permutations([[e for e in events if e.who == who] for who in "甲乙"]):
        assert verdict(*mine, *map(brought, yours)) == "s"
