"""Every file of corpus/: formats, labels, duplicates, balance, and terms that contradict one another."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from planlink.japanese.text import search_key
from planlink.knowledge import GOALS, Concept, data_folder, goals, targets, viewpoints

TRAINING = data_folder() / "corpus" / "training"
MATTERS = data_folder() / "corpus" / "matters"
FIELDS = {"text", "title", "sdg", "related", "targets", "viewpoint", "style", "topic", "pair"}
MUNICIPAL = {"plain", "polite", "bullet", "long", "title", "kpi", "project"}
STYLES = MUNICIPAL | {"global", "report", "general"}
ALIKE = 0.6  # share of runs of four letters that two texts have in common
CONCEPTS = (*goals(), *targets(), *viewpoints())


def lines(folder: Path = TRAINING) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{file.name}:{number}", json.loads(line))
        for file in sorted(folder.glob("*.jsonl"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    ]


LINES = lines()


def faults(line: dict[str, Any]) -> list[str]:
    labels = {viewpoint.label for viewpoint in viewpoints()}
    goal_of = {target.label: target.label.split(".")[0] for target in targets()}
    linked = {*line["sdg"], *line["related"]}
    checks = {
        "fields": set(line) == FIELDS,
        "empty": bool(line["text"].strip() or line["title"].strip()),
        "one line": "\n" not in line["text"] + line["title"],
        "style": line["style"] in STYLES,
        "topic": bool(line["topic"].strip()),
        "goals": linked <= set(GOALS),
        "both tiers": len(linked) == len(line["sdg"]) + len(line["related"]),
        "too many": len(line["sdg"]) <= 3 and len(line["related"]) <= 4,
        "targets": all(goal_of.get(target) in linked for target in line["targets"]),
        "no target": bool(line["targets"]) or not line["sdg"],
        "viewpoints": set(line["viewpoint"]) <= labels,
        "length": len(line["text"]) <= 400 and len(line["title"]) <= 80,
        "general": line["style"] != "general" or not (linked or line["viewpoint"]),
    }
    return [name for name, fine in checks.items() if not fine]


def test_lines_are_well_formed() -> None:
    assert {place: found for place, line in LINES if (found := faults(line))} == {}


def test_faults_are_seen() -> None:
    good = LINES[0][1]
    assert faults({**good, "sdg": ["18"]}) != []
    assert "targets" in faults({**good, "sdg": ["3"], "related": [], "targets": ["11.2"]})
    assert "empty" in faults({**good, "title": " ", "text": ""})


def test_no_line_twice() -> None:
    often = Counter(search_key(line["title"] + line["text"]) for _, line in LINES)
    assert [text for text, count in often.items() if count > 1] == []


def near_twins(lines: Sequence[tuple[str, dict[str, Any]]]) -> list[tuple[str, str]]:
    """Places of texts that are almost the same but may lie in two folds: in another topic or style."""
    runs = [frozenset(_runs(search_key(line["title"] + line["text"]))) for _, line in lines]
    holders: dict[str, list[int]] = {}
    found = []
    for n, own in enumerate(runs):
        shared = Counter(m for run in own for m in holders.get(run, ()))
        for m, count in shared.items():
            one, other = lines[n][1], lines[m][1]
            apart = (one["topic"], one["style"]) != (other["topic"], other["style"])
            if apart and count > ALIKE * len(own | runs[m]):
                found.append((lines[m][0], lines[n][0]))
        for run in own:
            holders.setdefault(run, []).append(n)
    return found


def _runs(text: str) -> Iterator[str]:
    yield from (text[n : n + 4] for n in range(max(1, len(text) - 3)))


def test_no_text_has_a_twin_in_another_fold() -> None:
    assert near_twins(LINES) == []


def test_a_twin_is_seen_where_it_may_lie_in_another_fold() -> None:
    line = {**LINES[0][1], "title": "", "text": "乗合タクシーを朝と夕方に走らせ、通院の足を守ります。"}
    twin = {**line, "text": "乗合タクシーを朝と夕方に走らせ、通学の足を守ります。"}
    assert near_twins([("a", line), ("b", twin)]) == []
    assert near_twins([("a", line), ("b", {**twin, "topic": "別の分野"})]) == [("a", "b")]


def test_pairs_are_two_lines_of_one_group_that_differ_in_a_label() -> None:
    pairs: dict[str, list[dict[str, Any]]] = {}
    for _, line in LINES:
        if line["pair"]:
            pairs.setdefault(line["pair"], []).append(line)
    assert len(pairs) >= 150
    for name, lines in pairs.items():
        assert len(lines) == 2, name
        one, other = lines
        assert (one["topic"], one["style"]) == (other["topic"], other["style"]), name
        assert any(one[key] != other[key] for key in ("sdg", "related", "viewpoint")), name


def test_no_text_with_two_answers() -> None:
    primary: dict[str, set[tuple[str, ...]]] = {}
    for _, line in LINES:
        primary.setdefault(search_key(line["title"] + line["text"]), set()).add(tuple(sorted(line["sdg"])))
    assert [text for text, answers in primary.items() if len(answers) > 1] == []


@pytest.mark.parametrize("goal", GOALS)
def test_each_goal_has_two_hundred_sentences(goal: str) -> None:
    assert sum(goal in line["sdg"] for _, line in LINES) >= 200


@pytest.mark.parametrize("viewpoint", [viewpoint.label for viewpoint in viewpoints()])
def test_each_viewpoint_has_a_hundred_and_fifty_sentences(viewpoint: str) -> None:
    assert sum(viewpoint in line["viewpoint"] for _, line in LINES) >= 150


def test_four_thousand_lines_in_the_styles_of_plans() -> None:
    styles = Counter(line["style"] for _, line in LINES)
    assert sum(styles[style] for style in MUNICIPAL) >= 4000
    assert min(styles.values()) >= 150


def test_one_line_in_twenty_has_no_goal() -> None:
    assert sum(not line["sdg"] for _, line in LINES) >= len(LINES) / 20


def test_a_tenth_of_the_lines_is_long() -> None:
    assert sum(len(line["text"]) >= 120 for _, line in LINES) >= len(LINES) / 10


def test_each_target_has_a_sentence() -> None:
    assert {target.label for target in targets()} - {label for _, line in LINES for label in line["targets"]} == set()


def test_knowledge_is_complete() -> None:
    assert [goal.label for goal in goals()] == list(GOALS)
    assert len(targets()) == len({target.label for target in targets()}) == 169
    assert [viewpoint.label for viewpoint in viewpoints()] == ["DX", "GX", "デザイン思考"]


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.label)
def test_terms_and_negatives_do_not_clash(concept: Concept) -> None:
    terms, negative = set(concept.terms), set(concept.negative)
    assert len(terms) == len(concept.terms)
    assert concept.terms
    assert not terms & negative
    assert all(term.strip() == term and term for term in chain(terms, negative))


def test_goals_and_viewpoints_have_negative_terms() -> None:
    assert [concept.label for concept in (*goals(), *viewpoints()) if not concept.negative] == []


def test_a_matter_has_eight_ways_of_saying_it() -> None:
    found = lines(MATTERS)
    assert [place for place, line in found if set(line) != {"topic", "text"} or not line["topic"].strip()] == []
    assert [place for place, line in found if not 30 <= len(line["text"]) <= 130 or "\n" in line["text"]] == []
    often = Counter(line["topic"] for _, line in found)
    assert {topic: count for topic, count in often.items() if count < 8} == {}
    assert len(often) >= 600


def test_no_line_of_a_matter_twice() -> None:
    often = Counter(search_key(line["text"]) for _, line in [*lines(MATTERS), *LINES] if line["text"])
    assert [text for text, count in often.items() if count > 1] == []
