"""What simpler ways would say of the same texts: the bar that the models have to pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

import numpy as np

from planlink.knowledge import goals
from planlink.links.classifier import TEXT, Model
from planlink.links.decide import LINKED, NONE, PRIMARY
from planlink.links.evidence import counts, knowledge_terms
from planlink.links.linking import Linked, link_text
from planlink.meaning.tfidf import Vocabulary, features
from planlink.records.links import Link, Score
from planlink.records.plans import Measure

NEAR = 0.8  # of the best goal's score: also primary

Score_of = Callable[[Measure], Mapping[str, float]]


def baselines(measures: Sequence[Measure], model: Model) -> Mapping[str, Linked]:
    """Links and scores by way: nearness of words to the goals' names alone, the number of the goals' terms (negative
    ones left out), and the model's own words without an encoder."""
    return MappingProxyType(
        {
            "names": _ranked(measures, partial(_names, vocabulary=model.layout.vocabulary)),
            "keywords": _ranked(measures, _keywords),
            "words": _words(measures, model),
        }
    )


def _ranked(measures: Sequence[Measure], score: Score_of) -> Linked:
    """The best goal and those near it are primary."""
    links: list[Link] = []
    scores: list[Score] = []
    for measure in measures:
        found = score(measure)
        most = max(found.values(), default=0.0)
        for goal in goals():
            value = found.get(goal.label, 0.0)
            scores.append(Score(measure.id, "sdg", goal.label, value))
            if most and value >= NEAR * most:
                links.append(Link(measure.id, "sdg", goal.label, goal.name, PRIMARY, value, LINKED))
    return tuple(links), tuple(scores)


def _names(measure: Measure, vocabulary: Vocabulary) -> Mapping[str, float]:
    weights = vocabulary.weigh(features(f"{measure.title}\n{measure.text}"))
    return {goal.label: _cosine(weights, vocabulary.weigh(features(goal.name))) for goal in goals()}


def _cosine(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    dot = sum(value * other[column] for column, value in one.items() if column in other)
    lengths = [np.sqrt(sum(value**2 for value in weights.values())) for weights in (one, other)]
    return float(dot / (lengths[0] * lengths[1])) if dot else 0.0


def _keywords(measure: Measure) -> Mapping[str, float]:
    found = counts(knowledge_terms().find(f"{measure.title}\n{measure.text}"), "sdg")
    return {label: number / (1.0 + number) for label, number in found.items()}


def _words(measures: Sequence[Measure], model: Model) -> Linked:
    found = [k for m in measures for k in link_text(m.id, m.text, title=m.title, model=model, features=TEXT)]
    scores = tuple(Score(link.measure, link.scheme, link.label, link.score) for link in found)
    return tuple(link for link in found if link.status != NONE), scores
