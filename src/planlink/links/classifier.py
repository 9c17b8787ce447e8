"""The trained model: weights over a text's columns and pulls of the training texts. A logit is the sum of its parts.

What is kept of training (`training.py`) is the coefficients of its regressions and the numbers of their calibration, as
arrays in a skops file: no pickle, nothing private to trust, the same scores everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planlink.errors import KnowledgeError
from planlink.knowledge import data_folder
from planlink.links.evidence import TermHit, knowledge_terms
from planlink.links.views import Columns, Scales, View, encoder_text, make_view
from planlink.meaning.arrays import load_arrays, save_arrays
from planlink.meaning.encoders import Encoder
from planlink.meaning.seals import TODO, seal, sealed
from planlink.meaning.tfidf import Array, Vocabulary

Label = tuple[str, str]  # scheme, label: ("sdg", "11"), ("sdg-target", "11.2"), ("viewpoint", "DX")
ALL, TEXT, ENCODER = "all", "text", "encoder"
EDITION_LETTERS = 12
PRECISION = {"weights": np.float16, "dense": np.float32, "pulls": np.float32, "bias": np.float64}
"""Of a head's numbers in its file."""
ANY: Label = ("any", "sdg")
"""Whether a text serves any goal at all: texts that are no public task have no links, however near their words."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How a logit becomes a score (`slope` × logit + `offset` through the logistic function) and where a score
    becomes a link: from `primary`, `related` (None for viewpoints and targets) and `review` on."""

    slope: float
    offset: float
    primary: float
    related: float | None
    review: float

    def score(self, logit: float) -> float:
        return float(logistic(np.clip(self.slope * logit + self.offset, -40.0, 40.0)))


@dataclass(frozen=True, slots=True)
class Chance:
    """How a linked label's score becomes the chance that it belongs to the text at all: a logistic curve over the
    score's logit."""

    slope: float
    offset: float

    def of(self, scores: Array) -> Array:
        return logistic(self.slope * logits_of(scores) + self.offset)


def logistic(logits: Array) -> Array:
    """Logits as shares between 0 and 1."""
    found: Array = 1.0 / (1.0 + np.exp(-logits))
    return found


def logits_of(scores: Array) -> Array:
    """What the scores are the logistic function of."""
    inside = np.clip(scores, 1e-9, 1.0 - 1e-9)
    found: Array = np.log(inside / (1.0 - inside))
    return found


@dataclass(frozen=True, slots=True)
class Head:
    """Weights for one choice of features. `rows` gives each label's row; `weights` has a column for each sparse
    column (half precision is enough to keep them: they are many), `dense` one for each direction of the encoder. The
    first labels are also pulled by the training texts that
    a text is near to: `pulls` has a row for each of them, a column for each known text. `chances` goes by what is
    said: primary, related, or linked (of a viewpoint)."""

    rows: Mapping[Label, int]
    weights: NDArray[np.floating[Any]]
    dense: Array
    pulls: Array
    bias: Array
    cuts: Mapping[Label, Cut]
    chances: Mapping[str, Chance]

    def logits(self, view: View) -> Array:
        """One logit a row."""
        total: Array = self.bias + _exact(self.weights[:, view.columns]) @ view.values + self.dense @ view.dense
        total[: len(self.pulls)] += self.pulls @ view.near
        return total

    def meaning(self, row: int, view: View) -> float:
        """The part of a row's logit that comes from the encoder."""
        pull = float(self.pulls[row] @ view.near) if row < len(self.pulls) else 0.0
        return float(self.dense[row] @ view.dense) + pull


@dataclass(frozen=True, slots=True)
class Parts:
    """What a logit is made of: one number a unit of the text, what has no place, the encoder's part, the bias."""

    units: Array
    other: float
    dense: float
    bias: float

    @property
    def logit(self) -> float:
        return float(self.units.sum() + self.other + self.dense + self.bias)


@dataclass(frozen=True, slots=True)
class Model:
    """A model folder in memory. `encoder` names the encoder that it was trained with, `edition` its very files: a
    model that was trained anew has another one."""

    name: str
    encoder: str
    layout: Columns
    scales: Scales
    heads: Mapping[str, Head]
    at_most_related: int
    at_least: float
    edition: str = ""

    def see(self, title: str, body: str, encoder: Encoder | None) -> tuple[View, tuple[TermHit, ...]]:
        """The text through this model's columns, with the terms found in it. Raises KnowledgeError when the encoder
        is not the one that the model was trained with."""
        if encoder is not None and encoder.name != self.encoder:
            raise KnowledgeError(
                f"モデル {self.name} には {self.encoder} が必要ですが，{encoder.name} が渡されました。"
                "モデルに合うエンコーダーを指定してください。"
            )
        hits = knowledge_terms().find(f"{title}\n{body}")
        vector = None if encoder is None else encoder.encode(encoder_text(title, body))
        return make_view(title, body, hits, vector, self.layout, self.scales), hits

    def head(self, features: str, encoder: Encoder | None) -> Head:
        """The head for a choice of features; without an encoder, text alone."""
        return self.heads[TEXT if features == ALL and encoder is None else features]


def parts(head: Head, row: int, view: View) -> Parts:
    """The logit of a row, taken apart."""
    each = _exact(head.weights[row, view.columns]) * view.values
    units: Array = view.shares @ each
    return Parts(units, float(each.sum() - units.sum()), head.meaning(row, view), float(head.bias[row]))


def _exact(weights: NDArray[Any]) -> Array:
    return weights.astype(np.float64)


def load_model(name: str) -> Model:
    """The model in models/<name> (core, semantic). Raises KnowledgeError when it is missing or broken."""
    return read_model(data_folder() / "models" / name)


def read_model(folder: Path) -> Model:
    """A model from its folder: config.json, columns.skops and a file for each head. Raises KnowledgeError when one is
    missing, broken, or not as it was made; a head that is broken as it was made, when it is asked for."""
    try:
        config = json.loads(sealed(folder / "config.json"))
        return replace(_model(config, folder), edition=edition_of(folder))
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise KnowledgeError(f"モデル {folder.name} を読めません（{error}）。{TODO}") from error


def edition_of(folder: Path) -> str:
    """The name of a model folder with a digest of its files, without reading the model. Raises OSError."""
    digest = sha256((folder / "config.json").read_bytes())
    for file in sorted(folder.glob("*.skops")):
        digest.update(file.read_bytes())
    return f"{folder.name}-{digest.hexdigest()[:EDITION_LETTERS]}"


def save_model(model: Model, folder: Path) -> None:
    """Write config.json, columns.skops and a file for each head, and note their digests (SHA256SUMS)."""
    known = model.layout.known
    step = _step(known)
    columns: dict[str, Any] = {
        **model.layout.vocabulary.arrays(),
        "mean": model.layout.mean.astype(np.float32),
        "axes": model.layout.axes.astype(np.float32),
        "known": np.round(known / step).astype(np.int8),
        "known_step": step,
    }
    save_arrays(columns, folder / "columns.skops")
    for name, head in model.heads.items():
        kept = {part: getattr(head, part).astype(precision) for part, precision in PRECISION.items()}
        save_arrays(kept, folder / f"{name}.skops")
    text = json.dumps(_config(model), ensure_ascii=False, indent=1)
    (folder / "config.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    seal(folder / "config.json")


def in_steps(known: Array) -> Array:
    """Directions as a folder keeps them: in 255 steps along each axis, a quarter of their room."""
    step = _step(known)
    return (np.round(known / step) * step).astype(np.float32)


def _step(known: Array) -> Array:
    step: Array = np.abs(known).max(axis=0, initial=1e-9) / 127.0
    return step


def _config(model: Model) -> dict[str, Any]:
    return {
        "name": model.name,
        "encoder": model.encoder,
        "scales": asdict(model.scales),
        "terms": [list(label) for label in model.layout.terms],
        "at_most_related": model.at_most_related,
        "at_least": model.at_least,
        "heads": {
            name: {
                "rows": [list(label) for label in head.rows],
                "cuts": [[*label, *asdict(cut).values()] for label, cut in head.cuts.items()],
                "chances": {said: [chance.slope, chance.offset] for said, chance in head.chances.items()},
            }
            for name, head in model.heads.items()
        },
    }


def _model(config: Mapping[str, Any], folder: Path) -> Model:
    arrays: Mapping[str, Any] = load_arrays(folder / "columns.skops")
    vocabulary = Vocabulary.of(arrays)
    terms = {(scheme, label): len(vocabulary.columns) + n for n, (scheme, label) in enumerate(config["terms"])}
    return Model(
        config["name"],
        config["encoder"],
        Columns(
            vocabulary,
            terms,
            arrays["mean"].astype(np.float64),
            arrays["axes"].astype(np.float64),
            arrays["known"] * arrays["known_step"].astype(np.float32),
        ),
        Scales(**config["scales"]),
        _Heads(config["heads"], folder),
        config["at_most_related"],
        config["at_least"],
    )


class _Heads(Mapping[str, Head]):
    """The heads of a folder, each read when it is asked for: one is enough to link, and they are large."""

    def __init__(self, entries: Mapping[str, Any], folder: Path) -> None:
        """Raises KnowledgeError where the file of one is missing or changed."""
        self._entries, self._folder = entries, folder
        self._read: dict[str, Head] = {}
        for name in entries:
            sealed(folder / f"{name}.skops")

    def __getitem__(self, name: str) -> Head:
        if name not in self._read:
            self._read[name] = _head(self._entries[name], self._folder / f"{name}.skops")
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def _head(entry: Mapping[str, Any], file: Path) -> Head:
    arrays: Mapping[str, Any] = load_arrays(file)
    missing = PRECISION.keys() - arrays.keys()
    if missing:
        raise KnowledgeError(f"{file} に {'，'.join(sorted(missing))} がありません。{TODO}")
    return Head(
        {(scheme, label): n for n, (scheme, label) in enumerate(entry["rows"])},
        arrays["weights"],
        arrays["dense"].astype(np.float64),
        arrays["pulls"].astype(np.float64),
        arrays["bias"],
        {(scheme, label): Cut(*numbers) for scheme, label, *numbers in entry["cuts"]},
        {said: Chance(*numbers) for said, numbers in entry["chances"].items()},
    )
