"""Only arrays come out of a skops file, and nothing of it is run."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest
from skops import io

from planlink.errors import KnowledgeError
from planlink.meaning.arrays import Arrays, load_arrays, save_arrays
from planlink.meaning.seals import seal


class Stranger:
    """A type that no model file may hold."""


def test_round_trip(tmp_path: Path) -> None:
    arrays: Arrays = {
        "weights": np.array([[0.5, -1.25]], dtype=np.float16),
        "keys": np.frombuffer(b"ab", dtype=np.uint8),
    }
    save_arrays(arrays, tmp_path / "weights.skops")
    found = load_arrays(tmp_path / "weights.skops")
    assert sorted(found) == ["keys", "weights"]
    assert all(np.array_equal(found[name], arrays[name]) and found[name].dtype == arrays[name].dtype for name in found)


def test_other_types_are_refused(tmp_path: Path) -> None:
    io.dump({"weights": Stranger()}, tmp_path / "weights.skops")
    seal(tmp_path / "weights.skops")
    with pytest.raises(KnowledgeError, match="Stranger"):
        load_arrays(tmp_path / "weights.skops")
    io.dump({"weights": "text"}, tmp_path / "weights.skops")
    seal(tmp_path / "weights.skops")
    with pytest.raises(KnowledgeError, match="数値の配列以外"):
        load_arrays(tmp_path / "weights.skops")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", pickle.dumps({"weights": 1})])
def test_broken_files_say_what_to_do(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "weights.skops").write_bytes(data)
    seal(tmp_path / "weights.skops")
    with pytest.raises(KnowledgeError, match="make models"):
        load_arrays(tmp_path / "weights.skops")


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="make models"):
        load_arrays(tmp_path / "weights.skops")
