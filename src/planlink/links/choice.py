"""Which model and encoder link: the semantic pair where the extra is installed, else the core pair."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

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
        return Tools(_model(SEMANTIC, _state(SEMANTIC)), CachedEncoder(encoder))
    if name == SEMANTIC:
        raise SettingsError(
            "意味のエンコーダーが入っていません。pip install 'planlink[semantic]' を行うか，"
            "planlink.toml の model を auto か core にしてください。"
        )
    return Tools(_model(CORE, _state(CORE)), CachedEncoder(_lsa(_state(CORE))))


State = tuple[tuple[str, int, int], ...]


def _state(name: str) -> State:
    """Changes with the files of a model: a process that makes many workspaces reads them once."""
    folder = data_folder() / "models" / name
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return tuple((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files)


@lru_cache(maxsize=1)
def _model(name: str, state: State) -> Model:
    return load_model(name)


@lru_cache(maxsize=1)
def _lsa(state: State) -> Encoder:
    return lsa_encoder(data_folder() / "models" / CORE)
