"""Topics as directions of meaning."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from planlink.errors import KnowledgeError
from planlink.knowledge import data_folder
from planlink.meaning.topics import FEWEST, FILE, KEPT, TopicSpace, fit_topics, load_topics, save_topics

TEXTS = {
    "足": ["高齢者の外出を支える", "お年寄りの通院の足", "高齢者の通院", "お年寄りが乗る車"],
    "港": ["港に船を着ける", "岸壁の改修", "漁港の市場", "船の見学"],
    "森": ["森の手入れ", "間伐の補助", "林道の整備", "木材の利用"],
    "少": ["ひとつだけ"],
}


def test_texts_without_a_word_in_common_are_near_where_their_topic_is() -> None:
    space = fit_topics(TEXTS)
    old, elderly, ship = (space.encode(text) for text in ("お年寄り", "高齢者", "船"))
    assert old @ elderly > 0.9
    assert old @ ship == 0.0
    assert space.weights.width == sum(len(texts) >= FEWEST for texts in TEXTS.values())


def test_a_text_without_a_known_word_is_zero() -> None:
    assert not fit_topics(TEXTS).encode("、。").any()


def test_a_space_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    made = fit_topics(TEXTS)
    save_topics(made, tmp_path)
    asked, read = made.encode("高齢者の船"), load_topics(tmp_path)
    assert np.allclose(read.encode("高齢者の船"), asked, atol=1e-3)
    assert read.its_own(asked) == pytest.approx(made.its_own(asked), abs=1e-3)


@pytest.mark.parametrize("content", [None, b"", b"no archive"])
def test_a_missing_or_broken_file_is_told(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / FILE).write_bytes(content)
    with pytest.raises(KnowledgeError, match="もう一度インストール"):
        load_topics(tmp_path)


def test_objects_are_never_loaded(tmp_path: Path) -> None:
    np.savez(tmp_path / FILE, keys=np.array([{}], dtype=object))
    with pytest.raises(KnowledgeError):
        load_topics(tmp_path)


def test_places_beyond_the_matrix_are_refused(tmp_path: Path) -> None:
    save_topics(fit_topics(TEXTS), tmp_path)
    with np.load(tmp_path / FILE) as stored:
        arrays = {name: stored[name] for name in stored.files}
    np.savez(tmp_path / FILE, **(arrays | {"places": arrays["places"] + 1000}))
    with pytest.raises(KnowledgeError):
        load_topics(tmp_path)


@pytest.fixture(scope="module")
def shipped() -> TopicSpace:
    return load_topics(data_folder() / "models" / "topics")


def test_the_shipped_topics_bring_other_words_together(shipped: TopicSpace) -> None:
    asked = shipped.encode("お年寄りの足")
    near, far = shipped.encode("高齢者の移動手段を確保する"), shipped.encode("漁港の岸壁を直す")
    assert asked @ near > 0.2 > asked @ far
    vector = shipped.encode("子育て世帯の相談窓口を設ける")
    assert np.count_nonzero(vector) <= KEPT
    assert np.linalg.norm(vector) == pytest.approx(1.0)


def test_what_a_text_is_about_itself_is_known_where_no_entry_is(shipped: TopicSpace) -> None:
    assert shipped.its_own(shipped.encode("墓じまい")) > 0.3
    assert shipped.its_own(shipped.encode("、。")) == 0.0
