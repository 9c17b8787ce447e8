"""Every file of corpus/: formats, labels, duplicates, balance, and terms that contradict one another."""

from __future__ import annotations

import json
from collections import Counter
from itertools import chain
from typing import Any

import pytest

from planlink.japanese.text import search_key
from planlink.knowledge import GOALS, Concept, data_folder, goals, targets, viewpoints

TRAINING = data_folder() / "corpus" / "training"
FIELDS = {"text", "title", "sdg", "related", "targets", "viewpoint", "style", "topic"}
STYLES = {"plain", "polite", "bullet", "long", "title", "kpi", "project"}
CONCEPTS = (*goals(), *targets(), *viewpoints())


def lines() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{file.name}:{number}", json.loads(line))
        for file in sorted(TRAINING.glob("*.jsonl"))
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
        "viewpoints": set(line["viewpoint"]) <= labels,
    }
    return [name for name, fine in checks.items() if not fine]


def test_lines_are_well_formed() -> None:
    assert {place: found for place, line in LINES if (found := faults(line))} == {}


def test_faults_are_seen() -> None:
    good = LINES[0][1]
    assert faults({**good, "sdg": ["18"]}) != []
    assert "targets" in faults({**good, "sdg": ["3"], "related": [], "targets": ["11.2"]})
    assert "empty" in faults({**good, "title": " ", "text": ""})


def test_no_line_twice_in_a_file() -> None:
    often = Counter((place.split(":")[0], search_key(line["title"] + line["text"])) for place, line in LINES)
    assert [text for text, count in often.items() if count > 1] == []


def test_no_text_with_two_answers() -> None:
    primary: dict[str, set[tuple[str, ...]]] = {}
    for _, line in LINES:
        primary.setdefault(search_key(line["title"] + line["text"]), set()).add(tuple(sorted(line["sdg"])))
    assert [text for text, answers in primary.items() if len(answers) > 1] == []


@pytest.mark.parametrize("goal", GOALS)
def test_each_goal_has_forty_sentences(goal: str) -> None:
    assert sum(goal in line["sdg"] for _, line in LINES) >= 40


@pytest.mark.parametrize("viewpoint", [viewpoint.label for viewpoint in viewpoints()])
def test_each_viewpoint_has_sixty_sentences(viewpoint: str) -> None:
    assert sum(viewpoint in line["viewpoint"] for _, line in LINES) >= 60


def test_one_line_in_twenty_has_no_goal() -> None:
    assert sum(not line["sdg"] for _, line in LINES) >= len(LINES) / 20


def test_long_lines_are_a_fifth() -> None:
    assert sum(len(line["text"]) >= 120 for _, line in LINES) >= len(LINES) / 5


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
