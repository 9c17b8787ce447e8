"""Measures → links and scores with the core model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from factories import declaration, item, measure, plan
from planlink.links.decide import replay
from planlink.links.linking import link_measures, link_text
from planlink.links.reasons import explain
from planlink.links.rules import Rule
from planlink.records.places import Turn
from shelf import core

CASES = json.loads((Path(__file__).parent.parent / "cases" / "links.json").read_text(encoding="utf-8"))["links"]
TARGETS = 169


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_cases(case: dict[str, Any]) -> None:
    links, _ = link_measures(
        (), [measure(title=case["title"], text=case["text"])], model=core().model, encoder=core().encoder
    )
    linked = [link for link in links if link.status == "linked"]
    assert set(case["primary"]) <= {link.label for link in linked if link.level == "primary"}
    assert not set(case["never"]) & {link.label for link in linked if link.scheme == "sdg"}
    assert {link.label for link in linked if link.scheme == "viewpoint"} == set(case["viewpoint"])


def test_every_pair_has_a_score() -> None:
    themes = (item(id="t1", kind="theme", label="I", title="海"), item(id="t2", kind="theme", label="II", title="山"))
    _, scores = link_measures([plan(items=themes)], [measure(id="m")], model=core().model, encoder=core().encoder)
    count = {scheme: sum(score.scheme == scheme for score in scores) for scheme in {s.scheme for s in scores}}
    assert count == {"sdg": 17, "viewpoint": 3, "theme": 2, "sdg-target": 10}


def test_a_links_evidence_rebuilds_its_score() -> None:
    themes = (item(id="t1", kind="theme", label="I", title="海"), item(id="t2", kind="theme", label="II", title="山"))
    links, scores = link_measures([plan(items=themes)], [measure(id="m")], model=core().model, encoder=core().encoder)
    said = {(score.scheme, score.label): score.score for score in scores}
    assert links
    for link in links:
        assert replay(link.evidence) == pytest.approx(link.score, abs=1e-9)
        assert said[link.scheme, link.label] == link.score


def test_evidence_stands_on_the_sheet_of_its_letters() -> None:
    text = "海に流れ着いたごみを拾います。介護の職員を増やします。"
    one = measure(id="m", title="海と福祉", text=text, page=3, turns=[Turn(15, 4)])
    links, _ = link_measures(
        (), [one], model=core().model, encoder=core().encoder, rules=[Rule("介護", "14", "related")]
    )
    shown = [part for link in links for part in link.evidence if part.start is not None]
    said = "海と福祉\n" + text
    assert {part.page for part in shown} == {3, 4}
    assert all(part.page == (3 if (part.start or 0) < said.index("介護") else 4) for part in shown)
    reason = explain(one, "sdg", "3", core())
    assert {part.page for part in reason.places if part.text and part.text in "介護の職員"} == {4}


def test_targets_are_three_and_for_review() -> None:
    links, _ = link_measures((), [measure()], model=core().model, encoder=core().encoder)
    goals = {link.label for link in links if link.scheme == "sdg" and link.status == "linked"}
    targets = [link for link in links if link.scheme == "sdg-target"]
    assert 1 <= len(targets) <= 3
    assert {(link.level, link.status) for link in targets} == {(None, "review")}
    assert {link.label.split(".")[0] for link in targets} <= goals


def test_what_a_plan_prints_at_a_measure_is_declared() -> None:
    printed = declaration(subject_id="m", scheme="sdg", label="14")
    links, _ = link_measures([plan(declared=[printed])], [measure(id="m")], model=core().model, encoder=core().encoder)
    (link,) = [link for link in links if link.label == "14"]
    assert (link.declared, link.status) == (True, "review")
    assert [other.label for other in links if other.declared] == ["14"]


def test_without_an_encoder_text_alone_decides() -> None:
    links, _ = link_measures((), [measure(title="水道管の更新", text="")], model=core().model)
    assert [link.label for link in links if link.level == "primary"] == ["6"]


@pytest.mark.parametrize("features", ["all", "text", "encoder"])
def test_free_texts_get_every_label(features: str) -> None:
    links = link_text("1", "学校で食育を進める", model=core().model, encoder=core().encoder, features=features)
    assert len(links) == 17 + 3 + TARGETS
    assert {link.status for link in links} <= {"linked", "review", "none"}
    assert max((link for link in links if link.scheme == "sdg"), key=lambda link: link.score).label in ("2", "4")


@pytest.mark.parametrize("text", ["", " ", "123", "，。"])
def test_texts_without_words_get_no_goal(text: str) -> None:
    assert [
        link for link in link_text("1", text, model=core().model, encoder=core().encoder) if link.status == "linked"
    ] == []


def test_a_text_that_is_no_public_task_has_no_link_and_says_so() -> None:
    recipe = "玉ねぎを薄く切り、弱火で飴色になるまで炒める。水を加えて十五分煮たら、塩で味を調えて出来上がり。"
    links = link_text("x", recipe, model=core().model, encoder=core().encoder)
    assert [link.label for link in links if link.status == "linked"] == []
    assert [link.label for link in links if link.scheme == "sdg-target" and link.status == "review"] == []
    assert not explain(measure(title="", text=recipe), "sdg", "2", core()).serves
