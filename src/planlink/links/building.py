"""Recipe → model folder: trains, measures and writes. Called by models/<name>/train.py."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

import scipy.linalg  # noqa: F401  # its own library must be loaded for one_thread to find it

from planlink.links.classifier import save_model
from planlink.links.training import Example, Figures, Recipe, knowledge_examples, read_examples, train
from planlink.links.views import encoder_text
from planlink.meaning.encoders import LSA, Encoder, fit_lsa, save_lsa
from planlink.meaning.makers import make_encoder
from planlink.meaning.threads import one_thread

LSA_DIRECTIONS = 192
ONE_GROUP_IN = 8


def build(recipe: Recipe, folder: Path) -> dict[str, Figures]:
    """Train on corpus/training and write to `folder` what `save_model` keeps, scores.json and, for core, lsa.skops."""
    examples = read_examples()
    with one_thread():
        model, figures = train(recipe, examples, _encoder(recipe.encoder, examples, folder))
    save_model(model, folder)
    told = {
        "sentences": len(examples),
        "learnt_from": digest(examples),
        "cross_validated": figures,
        "sample": sample(recipe),
    }
    (folder / "scores.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return figures


def sample(recipe: Recipe) -> dict[str, Figures]:
    """The figures of a model that learns from the groups of a fixed sample alone: a small part of the work."""
    examples = tuple(one for one in read_examples() if crc32(one.group.encode()) % ONE_GROUP_IN == 0)
    with one_thread(), TemporaryDirectory() as folder:
        return train(recipe, examples, _encoder(recipe.encoder, examples, Path(folder)))[1]


def digest(examples: Sequence[Example]) -> str:
    """What tells whether a model was trained on these texts and labels, and on our knowledge as it is now."""
    told = [
        [sorted(value) if isinstance(value, frozenset) else value for value in astuple(one)]
        for one in (*examples, *knowledge_examples())
    ]
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _encoder(name: str, examples: tuple[Example, ...], folder: Path) -> Encoder:
    if name == LSA:
        lsa = fit_lsa([encoder_text(e.title, e.text) for e in (*examples, *knowledge_examples())], LSA_DIRECTIONS)
        save_lsa(lsa, folder)
        return lsa
    return make_encoder(name)
