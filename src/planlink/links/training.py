"""Training: labelled sentences → a model folder. The only module that imports scikit-learn.

Every goal has two regressions, one for primary (◎) alone and one for primary or related (○); a goal's weights are
their mean, so that one logit orders both tiers and its parts can be shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planlink.errors import KnowledgeError
from planlink.knowledge import GOALS, Concept, data_folder, goals, targets, viewpoints
from planlink.links.classifier import ALL, ENCODER, TEXT, Cut, Head, Label, Model
from planlink.links.cutting import Graded, choose_cuts
from planlink.links.evidence import knowledge_terms
from planlink.links.views import TERM_SCHEMES, Columns, Scales, View, encoder_text, make_view
from planlink.meaning.encoders import Encoder, LsaEncoder
from planlink.meaning.tfidf import Array, Vocabulary, fit_vocabulary

Mask = NDArray[np.bool_]
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled sentence; `group` (field and style) stays together in cross-validation, "" for knowledge texts,
    which are trained on but never scored."""

    title: str
    text: str
    primary: frozenset[str]
    related: frozenset[str]
    targets: frozenset[str]
    viewpoints: frozenset[str]
    group: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is chosen before training; see the model's card for how."""

    name: str
    scales: Scales
    strength: float
    letters_in: int = 3
    words_in: int = 2
    at_most_related: int = 3


def read_examples(folder: Path | None = None) -> tuple[Example, ...]:
    """Every line of corpus/training/*.jsonl, files in order of name. Raises KnowledgeError on a broken line."""
    found = []
    for file in sorted((folder or data_folder() / "corpus" / "training").glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            try:
                found.append(_example(json.loads(line)))
            except (ValueError, KeyError) as error:
                raise KnowledgeError(f"{file.name} の{number}行目を読めません（{error}）。") from error
    return tuple(found)


def knowledge_examples() -> tuple[Example, ...]:
    """The gists of goals, targets and viewpoints as further training texts."""
    return (
        *(_described(goal, primary=goal.label) for goal in goals()),
        *(_described(target, primary=target.label.split(".")[0], target=target.label) for target in targets()),
        *(_described(viewpoint, viewpoint=viewpoint.label) for viewpoint in viewpoints()),
    )


def fit_lsa(examples: Sequence[Example], size: int) -> LsaEncoder:
    """LSA over the words of all examples."""
    from scipy.sparse import csr_matrix
    from sklearn.decomposition import TruncatedSVD

    texts = [encoder_text(example.title, example.text) for example in examples]
    vocabulary = fit_vocabulary(texts, letters=False)
    rows = _matrix([_weights(vocabulary, text) for text in texts], len(vocabulary.columns))
    svd = TruncatedSVD(size, algorithm="arpack", random_state=0).fit(csr_matrix(rows))
    directions = svd.components_.T * np.sign(svd.components_.sum(axis=1))
    return LsaEncoder(vocabulary, directions.astype(np.float16).astype(np.float64))


def see_all(examples: Sequence[Example], layout: Columns, scales: Scales, vectors: Array) -> list[View]:
    """All examples through the model's columns."""
    finder = knowledge_terms()
    return [
        make_view(e.title, e.text, finder.find(f"{e.title}\n{e.text}"), vector, layout, scales)
        for e, vector in zip(examples, vectors, strict=True)
    ]


def train(recipe: Recipe, examples: Sequence[Example], encoder: Encoder) -> tuple[Model, dict[str, Any]]:
    """A model and its cross-validated figures."""
    everything = (*examples, *knowledge_examples())
    vectors = np.stack([encoder.encode(encoder_text(e.title, e.text)) for e in everything])
    layout = _columns(recipe, everything, vectors[: len(examples)].mean(axis=0))
    views = see_all(everything, layout, recipe.scales, vectors)
    heads, figures = {}, {}
    for features in (ALL, TEXT, ENCODER):
        heads[features], figures[features] = train_head(features, everything, views, layout, recipe)
    cuts = heads[ALL].cuts
    near = float(np.median([cuts["sdg", goal].primary for goal in GOALS])) / 2
    return Model(recipe.name, encoder.name, layout, recipe.scales, heads, recipe.at_most_related, near), figures


def train_head(
    features: str, examples: Sequence[Example], views: Sequence[View], layout: Columns, recipe: Recipe
) -> tuple[Head, dict[str, Any]]:
    """One choice of features: weights from all examples, cuts and figures from cross-validation."""
    matrix = _features(features, views, layout.sparse)
    labels = [("sdg", goal) for goal in GOALS] + [("viewpoint", v.label) for v in viewpoints()]
    grades = np.array([[_grade(example, label) for label in labels] for example in examples])
    logits = _cross_validated(matrix, grades, examples, recipe.strength)
    scored = np.array([bool(example.group) for example in examples])
    cuts, figures = choose_cuts(labels, Graded(logits[scored], grades[scored]), recipe.at_most_related)
    weights = np.stack([_goal_weights(matrix, grades[:, n], recipe.strength) for n in range(len(labels))])
    target_rows, target_weights, target_cut = _train_targets(features, matrix, examples, layout, recipe)
    rows = {label: n for n, label in enumerate((*labels, *target_rows))}
    weights = np.concatenate([weights, target_weights])
    head = Head(
        rows,
        weights[:, : layout.sparse].astype(np.float16).astype(np.float64),
        weights[:, layout.sparse : -1].astype(np.float32).astype(np.float64),
        weights[:, -1],
        {**cuts, **dict.fromkeys(target_rows, target_cut)},
    )
    return head, figures
