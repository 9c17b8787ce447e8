"""Which model and encoder link: the semantic pair where the extra is installed, else the core pair."""

from __future__ import annotations

from dataclasses import dataclass

from planlink.errors import SettingsError
from planlink.knowledge import data_folder
from planlink.links.classifier import Model, load_model
from planlink.meaning.encoders import Encoder, lsa_encoder, sentence_encoder
from planlink.meaning.vectors import CachedEncoder

CORE, SEMANTIC, AUTO = "core", "semantic", "auto"


@dataclass(frozen=True, slots=True)
class Tools:
    """A model and the encoder that it was trained with."""

    model: Model
    encoder: Encoder


def choose(name: str) -> Tools:
    """The tools by the setting's name: auto, core or semantic. Raises SettingsError when semantic is asked for and
    not installed, KnowledgeError when a model's files are missing."""
    encoder = None if name == CORE else sentence_encoder()
    if encoder is not None:
        return Tools(load_model(SEMANTIC), CachedEncoder(encoder))
    if name == SEMANTIC:
        raise SettingsError(
            "意味のエンコーダーが入っていません。pip install 'planlink[semantic]' を行うか，"
            "planlink.toml の model を auto か core にしてください。"
        )
    return Tools(load_model(CORE), CachedEncoder(lsa_encoder(data_folder() / "models" / CORE)))
