"""The worked examples of CONTRIBUTING.ja.md do what is said of them."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from planlink import knowledge
from planlink.read import read
from planlink.settings import Settings
from test_corpus import LINES, faults

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "CONTRIBUTING.ja.md").read_text(encoding="utf-8")


def shown(language: str) -> list[str]:
    """The examples in one language, in their order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.M | re.S)


def test_the_term_is_a_group_that_is_not_there_yet() -> None:
    group = tomllib.loads(f"groups = [{shown('toml')[0]}]")["groups"]
    assert [len(words) for words in group] == [2]
    assert not {*group[0]} & {word for words in knowledge.synonyms() for word in words}


def test_the_label_is_a_line_that_the_corpus_would_take() -> None:
    (line,) = map(json.loads, shown("json"))
    assert faults(line) == []
    assert 15 <= len(line["text"]) <= 260
    assert line["text"] not in {other["text"] for _, other in LINES}
    assert line["topic"] in {other["topic"] for _, other in LINES}


@pytest.mark.parametrize(("with_settings", "found"), [(False, []), (True, ["朝市を開く", "案内板を立てる"])])
def test_the_layout_is_read_wrongly_and_the_settings_mend_it(
    with_settings: bool, found: list[str], tmp_path: Path
) -> None:
    (document,) = shown("text")
    (tmp_path / "計画.txt").write_text(document, encoding="utf-8")
    (tmp_path / "planlink.toml").write_text(shown("toml")[1], encoding="utf-8")
    settings = Settings.load(tmp_path / "planlink.toml" if with_settings else None)
    assert [measure.title for measure in read(tmp_path / "計画.txt", settings).measures] == found


def test_what_the_english_page_calls_by_name_is_in_both() -> None:
    english = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    term = shown("toml")[0].strip()
    assert f"`{term}`" in english
    paths = set(re.findall(r"`((?:corpus|tests|docs)/[\w./-]+)`", english + GUIDE))
    assert [path for path in paths if not (ROOT / path).exists()] == []
