"""Training: labelled sentences → a model. The numbers come from `fitting.py` and `cutting.py`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from planlink.errors import KnowledgeError
from planlink.knowledge import GOALS, Concept, concepts, data_folder, goals, targets, viewpoints
from planlink.links.classifier import ALL, ANY, ENCODER, TEXT, Chance, Cut, Head, Label, Model, in_steps
from planlink.links.cutting import Judged, choose_chances, choose_cuts, pooled_cut, said_unseen
from planlink.links.evidence import knowledge_terms
from planlink.links.fitting import Folds, Mask, Rows, columns_of, fit, folds_of, near_kernel, numbered
from planlink.links.judging import budget_kept, by_label, figures
from planlink.links.views import TERM_SCHEMES, Columns, Scales, View, direction, encoder_text, make_view
from planlink.meaning.encoders import Encoder
from planlink.meaning.tfidf import Array, fit_vocabulary

LABELS: tuple[Label, ...] = (
    *(("sdg", goal) for goal in GOALS),
    *(("viewpoint", viewpoint.label) for viewpoint in viewpoints()),
    ANY,
)
TARGETS: tuple[Label, ...] = tuple(("sdg-target", target.label) for target in targets())
RELATED = 0.15  # what a related goal is worth beside a primary one when weights are fitted
SCALES = Scales(
    words=1.0,
    letters=0.7,
    terms=0.25,
    viewpoint_terms=1.0,
    dense=1.0,
    title=2.0,
    evening=0.75,
    nearness=1.7,
    falling=1.0,
)
"""Chosen for both models by cross-validation."""
AXES = 300  # along which nearness in meaning is reckoned: 96 % of what the sentence encoder tells texts apart by
STEPS = 512  # weights are kept in steps of 1/512: no score moves by 0.001, and the files are half as large

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled sentence; `group` (field and style) stays together in cross-validation; both are "" for knowledge
    texts, which are trained on but never scored."""

    title: str
    text: str
    primary: frozenset[str] = frozenset()
    related: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    viewpoints: frozenset[str] = frozenset()
    group: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is chosen before training; the model's card says how. `encoder` is its name, `penalty` that of the goals'
    and viewpoints' regression, `ridge` that of the targets'."""

    name: str
    encoder: str
    penalty: float
    ridge: float
    scales: Scales = SCALES
    letters_in: int = 5
    at_most_related: int = 3


def read_examples(folder: Path | None = None) -> tuple[Example, ...]:
    """Every line of corpus/training/*.jsonl, files in order of name. Raises KnowledgeError on a broken line."""
    found = []
    for file in sorted((folder or data_folder() / "corpus" / "training").glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            try:
                found.append(_example(json.loads(line)))
            except (ValueError, KeyError) as error:
                raise KnowledgeError(
                    f"{file.name} の{number}行目を読めません（{error}）。行を直してください。"
                ) from error
    return tuple(found)


def knowledge_examples() -> tuple[Example, ...]:
    """The gists and terms of goals, targets and viewpoints as further training texts."""
    return (
        *(Example(c.name, c.gist, primary=frozenset({c.label})) for c in goals()),
        *(
            Example("", _described(c), frozenset({c.label.split(".")[0]}), targets=frozenset({c.label}))
            for c in targets()
        ),
        *(Example(c.name, c.gist, viewpoints=frozenset({c.label})) for c in viewpoints()),
    )


def see_all(examples: Sequence[Example], layout: Columns, scales: Scales, vectors: Array) -> list[View]:
    """All examples through the model's columns."""
    finder = knowledge_terms()
    return [
        make_view(e.title, e.text, finder.find(f"{e.title}\n{e.text}"), vector, layout, scales)
        for e, vector in zip(examples, vectors, strict=True)
    ]


def train(recipe: Recipe, examples: Sequence[Example], encoder: Encoder) -> tuple[Model, dict[str, Figures]]:
    """A model and its cross-validated figures by choice of features."""
    everything, views, layout = _seen(recipe, examples, encoder)
    trained = {name: train_head(name, everything, views, layout, recipe) for name in (ALL, TEXT, ENCODER)}
    heads = {name: head for name, (head, _) in trained.items()}
    at_least = float(np.median([heads[ALL].cuts["sdg", goal].primary for goal in GOALS])) / 2
    model = Model(recipe.name, encoder.name, layout, recipe.scales, heads, recipe.at_most_related, at_least)
    return model, {name: found for name, (_, found) in trained.items()}


def _seen(
    recipe: Recipe, examples: Sequence[Example], encoder: Encoder
) -> tuple[tuple[Example, ...], Sequence[View], Columns]:
    """What is learnt from: the examples with those of our knowledge, each as it is seen, and its columns."""
    everything = (*examples, *knowledge_examples())
    vectors = np.stack([encoder.encode(encoder_text(e.title, e.text)) for e in everything])
    layout = _layout(recipe, everything, vectors, len(examples))
    return everything, see_all(everything, replace(layout, known=layout.known[:0]), recipe.scales, vectors), layout


def train_head(
    name: str, examples: Sequence[Example], views: Sequence[View], layout: Columns, recipe: Recipe
) -> tuple[Head, Figures]:
    """One choice of features: weights from all examples, cuts and figures from cross-validation by group."""
    near = None if name == TEXT else near_kernel(layout, recipe.scales)
    text = Rows.of(views, layout, columns_of(name, layout) & columns_of(TEXT, layout))
    without_letters = Rows.of(views, layout, columns_of(name, layout) & ~_letters(layout))
    pulls, cuts, chances, found = _learn_goals(text, near, examples, recipe)
    target_pulls, cut, hit = _learn_targets(without_letters, examples, recipe)
    weights = np.vstack([text.weights(pulls), without_letters.weights(target_pulls)])
    head = Head(
        {label: n for n, label in enumerate((*LABELS, *TARGETS))},
        np.round(weights[:, : layout.sparse] * STEPS).astype(np.float64) / STEPS,
        weights[:, layout.sparse : -1].astype(np.float32).astype(np.float64),
        pulls[: 0 if near is None else None].astype(np.float32).astype(np.float64),
        weights[:, -1],
        {**cuts, **dict.fromkeys(TARGETS, cut)},
        chances,
    )
    return head, {**found, "targets_hit3": hit}


def _learn_goals(
    rows: Rows, near: Array | None, examples: Sequence[Example], recipe: Recipe
) -> tuple[Array, dict[Label, Cut], dict[str, Chance], Figures]:
    """Goals and viewpoints: pulls, cuts, chances, and figures of texts in topics and styles, and in styles, that the
    weights and cuts have not seen."""
    grades = np.array([[_grade(example, label) for label in LABELS] for example in examples])
    kernel = rows.kernel()
    if near is not None:
        kernel += near
    foldings = {
        "topics": folds_of([example.group for example in examples]),
        "styles": numbered([example.style for example in examples]),
    }
    fitted = fit(kernel, np.where(grades == 0.5, RELATED, grades), recipe.penalty, tuple(foldings.values()))
    judged = {
        name: Judged(logits, grades, folds)
        for (name, folds), logits in zip(foldings.items(), fitted.unseen, strict=True)
    }
    said = {name: said_unseen(LABELS, one, recipe.at_most_related) for name, one in judged.items()}
    chances = choose_chances(LABELS, said["topics"])
    found: Figures = {
        **figures(LABELS, said["topics"]),
        "goals": by_label(LABELS, said["topics"]),
        "budget": budget_kept(LABELS, said["topics"], chances),
        "over_styles": {**figures(LABELS, said["styles"]), "goals": by_label(LABELS, said["styles"])},
    }
    return fitted.pulls, choose_cuts(LABELS, judged["topics"]), chances, found


def _learn_targets(rows: Rows, examples: Sequence[Example], recipe: Recipe) -> tuple[Array, Cut, float]:
    """Targets: pulls, their one cut, and the share of texts with one of the best three right."""
    hits = np.array([[float(label in example.targets) for _, label in TARGETS] for example in examples])
    grades = np.array([[_grade(example, ("sdg", goal)) for goal in GOALS] for example in examples])
    folds = folds_of([example.group for example in examples])
    fitted = fit(rows.kernel(), hits, recipe.ridge, (folds,))
    (logits,) = fitted.unseen
    return fitted.pulls, pooled_cut(Judged(logits, hits, folds)), _targets_hit(logits, hits, grades, folds)


def _targets_hit(logits: Array, hits: Array, grades: Array, folds: Folds) -> float:
    """Share of sentences with targets for which one of the best three, among the labelled goals', is labelled."""
    goal_of = np.array([GOALS.index(target.label.split(".")[0]) for target in targets()])
    right = []
    for row in np.flatnonzero((folds >= 0) & (hits.sum(axis=1) > 0)):
        best = np.argsort(-np.where(grades[row, goal_of] > 0, logits[row], -np.inf), kind="stable")[:3]
        right.append(hits[row, best].any())
    return float(np.mean(right))


def _layout(recipe: Recipe, examples: Sequence[Example], vectors: Array, scored: int) -> Columns:
    """The columns; `scored` examples come before the knowledge texts."""
    texts = [f"{example.title}\n{example.text}" for example in examples]
    vocabulary = fit_vocabulary(texts, letters_in=recipe.letters_in)
    terms = [(scheme, concept.label) for scheme in TERM_SCHEMES for concept in concepts(scheme)]
    columns = {label: len(vocabulary.columns) + n for n, label in enumerate(terms)}
    mean = vectors[:scored].mean(axis=0).astype(np.float32).astype(np.float64)
    axes = _axes(vectors - mean)
    return Columns(vocabulary, columns, mean, axes, in_steps(direction((vectors - mean) @ axes.T)))


def _axes(away: Array) -> Array:
    """The principal axes of vectors around their mean, one row an axis."""
    _, found = np.linalg.eigh(away.T @ away)
    axes: Array = found[:, ::-1][:, :AXES].T.astype(np.float32).astype(np.float64)
    return axes


def _letters(layout: Columns) -> Mask:
    mask: Mask = np.zeros(layout.sparse + len(layout.mean), dtype=bool)
    mask[[column for key, column in layout.vocabulary.columns.items() if key.startswith("g:")]] = True
    return mask


def _grade(example: Example, label: Label) -> float:
    scheme, name = label
    if label == ANY:
        return float(bool(example.primary or example.related or not example.style))
    if scheme == "viewpoint":
        return float(name in example.viewpoints)
    return 1.0 if name in example.primary else 0.5 if name in example.related else 0.0


def _described(concept: Concept) -> str:
    return f"{concept.gist}。{'、'.join(concept.terms)}"


def _example(line: dict[str, Any]) -> Example:
    return Example(
        line["title"],
        line["text"],
        frozenset(line["sdg"]),
        frozenset(line["related"]),
        frozenset(line["targets"]),
        frozenset(line["viewpoint"]),
        f"{line['topic']}|{line['style']}",
        line["style"],
    )
