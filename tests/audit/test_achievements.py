"""Figures in papers of achievements beside indicators; never shown unasked."""

from __future__ import annotations

import pytest

from factories import indicator, passage, plan, quantity
from planlink.audit.achievements import other_figures
from planlink.audit.matter import Draft, Matter

KPI = indicator(name="港の年間乗降客数（各年度人数）", target=quantity(value=30.0, unit="万人", text="30万人"))


def told(*texts: str, role: str = "achievements") -> list[Draft]:
    passages = [passage(id=f"実績.{n}", document="実績", text=text) for n, text in enumerate(texts)]
    paper = plan(id="実績", role=role, passages=passages)
    return list(other_figures(Matter((plan(indicators=(KPI,)), paper), ())))


def test_a_caption_and_its_figure_on_the_next_line() -> None:
    (draft,) = told("港の乗降客数の推移", "26万人の見込み")
    assert not draft.shown
    assert "26万人" in draft.facts["text"]


@pytest.mark.parametrize("texts", [("港の乗降客数の推移",), ("港の乗降客数の推移", "26隻"), ("港の祭り", "26万人")])
def test_another_thing(texts: tuple[str, ...]) -> None:
    assert told(*texts) == []


def test_other_papers_are_left_alone() -> None:
    assert told("港の乗降客数は26万人", role="proposals") == []
