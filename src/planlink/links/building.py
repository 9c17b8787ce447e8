"""Recipe → model folder: trains, measures and writes. Called by models/<name>/train.py."""

from __future__ import annotations

import json
from pathlib import Path

from planlink.links.classifier import save_model
from planlink.links.training import Example, Figures, Recipe, knowledge_examples, read_examples, text_figures, train
from planlink.links.views import encoder_text
from planlink.meaning.encoders import LSA, Encoder, fit_lsa, save_lsa
from planlink.meaning.makers import make_encoder
from planlink.meaning.threads import one_thread

LSA_DIRECTIONS = 192


def build(recipe: Recipe, folder: Path) -> dict[str, Figures]:
    """Train on corpus/training and write config.json, weights.skops, scores.json (and lsa.skops) to `folder`."""
    examples = read_examples()
    with one_thread():
        model, figures = train(recipe, examples, _encoder(recipe.encoder, examples, folder))
    save_model(model, folder)
    text = json.dumps({"sentences": len(examples), "cross_validated": figures}, indent=1)
    (folder / "scores.json").write_text(text + "\n", encoding="utf-8")
    return figures


def sample(recipe: Recipe, folder: Path) -> Figures:
    """The figures of the text alone, made anew; what is learnt on the way goes to `folder`."""
    examples = read_examples()
    with one_thread():
        return text_figures(recipe, examples, _encoder(recipe.encoder, examples, folder))


def _encoder(name: str, examples: tuple[Example, ...], folder: Path) -> Encoder:
    if name == LSA:
        lsa = fit_lsa([encoder_text(e.title, e.text) for e in (*examples, *knowledge_examples())], LSA_DIRECTIONS)
        save_lsa(lsa, folder)
        return lsa
    return make_encoder(name)
