"""A logit is the sum of its parts, and a model is what its folder says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from planlink.errors import KnowledgeError
from planlink.knowledge import data_folder
from planlink.links.classifier import ALL, Cut, load_model, parts, read_model, save_model
from planlink.meaning.arrays import load_arrays, save_arrays
from planlink.meaning.encoders import lsa_encoder
from planlink.meaning.seals import seal
from small_models import ROWS, TwoDirections, small_model


def test_parts_add_up_to_the_logit() -> None:
    model = small_model()
    view, _ = model.see("水道", "観光客に水道水を出す。", TwoDirections())
    head = model.heads[ALL]
    for row, logit in enumerate(head.logits(view)):
        assert parts(head, row, view).logit == pytest.approx(float(logit), abs=1e-12)


def test_a_word_weighs_where_it_stands() -> None:
    model = small_model()
    view, _ = model.see("", "水道と道路", TwoDirections())
    found = parts(model.heads[ALL], 0, view)
    heaviest = view.units[int(np.argmax(found.units))]
    assert view.text[slice(*heaviest)] == "水道"


def test_a_title_counts_more() -> None:
    model = small_model()
    titled, untitled = (model.see(*text, None)[0] for text in (("水道", "観光"), ("観光", "水道")))
    assert titled.columns[0] == untitled.columns[0] == 0
    assert titled.values[0] > untitled.values[0]


def test_empty_text_is_bias_alone() -> None:
    model = small_model()
    view, hits = model.see("", "", None)
    assert hits == ()
    assert list(model.heads[ALL].logits(view)) == [-1.0, -1.0, -2.0, 0.0, 3.0]


def test_another_encoders_vectors_are_refused() -> None:
    class Other(TwoDirections):
        name = "other"

    with pytest.raises(KnowledgeError, match="two"):
        small_model().see("", "水道", Other())


def test_score_is_the_logistic_of_slope_and_offset() -> None:
    assert Cut(2.0, 0.0, 0.5, None, 0.2).score(0.0) == 0.5
    assert Cut(2.0, 0.0, 0.5, None, 0.2).score(-1e9) == pytest.approx(0.0)


def test_a_folder_keeps_the_model(tmp_path: Path) -> None:
    model = small_model()
    save_model(model, tmp_path)
    again = read_model(tmp_path)
    assert list(again.heads[ALL].rows) == list(ROWS)
    assert again.heads[ALL].cuts == model.heads[ALL].cuts
    assert np.allclose(again.heads[ALL].weights, model.heads[ALL].weights)


def test_a_broken_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="make models"):
        read_model(tmp_path)
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    seal(tmp_path / "config.json")
    save_arrays({"keys": np.zeros(1)}, tmp_path / "columns.skops")
    with pytest.raises(KnowledgeError, match="make models"):
        read_model(tmp_path)


@pytest.mark.parametrize("name", ["config.json", "columns.skops", f"{ALL}.skops"])
def test_a_changed_folder_is_refused(tmp_path: Path, name: str) -> None:
    save_model(small_model(), tmp_path)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b" ")
    with pytest.raises(KnowledgeError, match=f"{name} は，作られたときの中身と異なります"):
        read_model(tmp_path)


def test_a_missing_head_is_told_before_it_is_asked_for(tmp_path: Path) -> None:
    save_model(small_model(), tmp_path)
    (tmp_path / f"{ALL}.skops").unlink()
    with pytest.raises(KnowledgeError, match="make models"):
        read_model(tmp_path)


def test_a_head_that_was_made_without_an_array_is_told(tmp_path: Path) -> None:
    save_model(small_model(), tmp_path)
    arrays = load_arrays(tmp_path / f"{ALL}.skops")
    save_arrays({name: array for name, array in arrays.items() if name != "pulls"}, tmp_path / f"{ALL}.skops")
    with pytest.raises(KnowledgeError, match="pulls"):
        _ = read_model(tmp_path).heads[ALL]


def test_core_model_reads_without_extras() -> None:
    model = load_model("core")
    encoder = lsa_encoder(data_folder() / "models" / "core")
    view, _ = model.see("水道管の更新", "古い水道管を取り替えます。", encoder)
    head = model.head(ALL, encoder)
    assert sum(scheme == "sdg" for scheme, _ in head.rows) == 17
    assert sum(scheme == "sdg-target" for scheme, _ in head.rows) == 169
    assert max(head.rows, key=lambda label: head.logits(view)[head.rows[label]] if label[0] == "sdg" else -9) == (
        "sdg",
        "6",
    )
