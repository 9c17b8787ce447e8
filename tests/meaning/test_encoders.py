"""Encoders give unit vectors, the same each time, and near texts lie near."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from planlink.errors import KnowledgeError
from planlink.knowledge import data_folder
from planlink.meaning.encoders import Encoder, LsaEncoder, lsa_encoder, save_lsa, sentence_encoder
from planlink.meaning.vectors import CachedEncoder, cosines

CORE = data_folder() / "models" / "core"


def encoders() -> list[Encoder]:
    return [encoder for encoder in (lsa_encoder(CORE), sentence_encoder()) if encoder is not None]


@pytest.mark.parametrize("encoder", encoders(), ids=lambda encoder: encoder.name)
def test_near_texts_lie_near(encoder: Encoder) -> None:
    query = encoder.encode("水道管の取替え")
    near, far = cosines(query, [encoder.encode("水道施設の更新"), encoder.encode("冬の祭りに観光客を招く")])
    assert near > far
    assert float(np.linalg.norm(query)) == pytest.approx(1.0)
    assert np.array_equal(query, encoder.encode("水道管の取替え"))


def test_a_text_without_words_is_zero_in_lsa() -> None:
    vector = lsa_encoder(CORE).encode("")
    assert not vector.any()
    assert list(cosines(vector, [vector])) == [0.0]


def test_lsa_is_kept_byte_for_byte(tmp_path: Path) -> None:
    encoder = lsa_encoder(CORE)
    assert isinstance(encoder, LsaEncoder)
    save_lsa(encoder, tmp_path)
    assert np.array_equal(lsa_encoder(tmp_path).encode("保育"), encoder.encode("保育"))


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="インストール"):
        lsa_encoder(tmp_path)


def test_a_text_is_encoded_once() -> None:
    class Counting:
        name = "counting"
        asked = 0

        def encode(self, text: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
            self.asked += 1
            return np.ones(2)

    counting = Counting()
    cached = CachedEncoder(counting, {"既知": np.zeros(2)})
    assert not cached.encode("既知").any()
    assert cached.encode("新規").sum() == cached.encode("新規").sum() == 2.0
    assert (counting.asked, set(cached.vectors), cached.name) == (1, {"既知", "新規"}, "counting")
