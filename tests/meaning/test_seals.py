"""A model's file that is not as it was made is refused, whatever it holds; those that are shipped are as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from planlink.errors import KnowledgeError
from planlink.knowledge import data_folder
from planlink.meaning.seals import SUMS, seal, sealed

MODELS = data_folder() / "models"
MADE = (".skops", ".npz")


def test_a_sealed_file_is_given_back(tmp_path: Path) -> None:
    for name in ("b", "a", "b"):
        (tmp_path / name).write_bytes(name.encode())
        seal(tmp_path / name)
    assert [sealed(tmp_path / name) for name in ("a", "b")] == [b"a", b"b"]
    assert [line.split("  ")[1] for line in (tmp_path / SUMS).read_text().splitlines()] == ["a", "b"]


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    seal(tmp_path / "a")
    (tmp_path / "a").write_bytes(b"two")
    with pytest.raises(KnowledgeError, match=r"異なります（SHA256SUMS の値と合いません）.*make models"):
        sealed(tmp_path / "a")


@pytest.mark.parametrize("sums", [None, "", "0" * 64 + "  b\n", "nonsense\n", "日本\n"])
def test_a_file_that_is_not_noted_is_refused(tmp_path: Path, sums: str | None) -> None:
    (tmp_path / "a").write_bytes(b"one")
    if sums is not None:
        (tmp_path / SUMS).write_text(sums, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="make models"):
        sealed(tmp_path / "a")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="a を読めません"):
        sealed(tmp_path / "a")


@pytest.mark.parametrize("folder", sorted(path for path in MODELS.iterdir() if path.is_dir()), ids=lambda one: one.name)
def test_the_models_that_are_shipped_are_as_they_were_made(folder: Path) -> None:
    files = [file for file in folder.iterdir() if file.suffix in MADE or file.name == "config.json"]
    assert files
    for file in files:
        assert sealed(file)
