"""Checks on papers of proposals (提言, 意見): which the plans take up. A delicate matter: only shown where it is asked
for."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from planlink.audit.matter import Draft, Matter, where
from planlink.japanese.text import search_key
from planlink.japanese.tokens import content, tokens
from planlink.records.places import Place
from planlink.records.plans import Passage, Plan

FAR = 0.3
"""A proposal is taken up where a measure has a larger part of its words, the rare ones counting more; read by eye."""
SHORTEST = 6  # letters of a proposal's title


def unanswered(matter: Matter) -> Iterator[Draft]:
    """Proposals whose words no measure of the plans has."""
    papers = [plan for plan in matter.plans if plan.role == "proposals"]
    others = (plan for plan in matter.plans if plan.role != "proposals")
    measures = [content(f"{measure.title}。{measure.text}") for plan in others for measure in plan.measures]
    often = Counter(chain.from_iterable(measures))
    for title, passage in ((title, passage) for paper in papers for title, passage in _titles(paper).items()):
        weights = {word: math.log((1 + len(measures)) / (1 + often[word])) for word in content(title)}
        shared = (sum(weights[word] for word in weights.keys() & measure) for measure in measures)
        if measures and max(shared) < FAR * sum(weights.values()):
            facts = {"name": title, "page": where(passage)}
            place = Place(passage.document, passage.page, title)
            yield Draft("proposal-unanswered", f"{passage.document}.{search_key(title)}", facts, (place,), shown=False)


def _titles(paper: Plan) -> dict[str, Passage]:
    """The titles of the proposals, each with the first passage below it. Slides cut titles in pieces: only whole
    phrases count, of a level below the chapters."""
    found: dict[str, Passage] = {}
    for passage in paper.passages:
        title = re.sub(r"\s", "", passage.path[-1]) if len(passage.path) > 1 else ""
        if _is_whole(title) and not _goes_on(passage.text):
            found.setdefault(title, passage)
    return found


def _is_whole(title: str) -> bool:
    words = tokens(title)
    closed = all(title.count(left) == title.count(right) for left, right in ("「」", "『』", "（）", "()", "【】"))
    return len(title) >= SHORTEST and closed and words[-1].pos.startswith(("名詞", "接尾辞-名詞的"))


def _goes_on(text: str) -> bool:
    """The text begins with a particle, so that it goes on with the title above it."""
    words = tokens(text)
    return bool(words) and words[0].pos.startswith(("助詞", "助動詞"))
