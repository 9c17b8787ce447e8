"""Decisions as a file: written, read back, merged, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from factories import decision
from planlink.errors import WorkspaceError
from planlink.workspace import decisions, store
from planlink.workspace.exchange import lines_of, read_events

FIRST = decision(label="1", who="甲", when="2025-11-21T10:00:00", why='「継続」\n"="')
EVENTS = (FIRST, replace(FIRST, verdict="open"), replace(FIRST, label="2", scheme="sdg", verdict="hold", way="rest"))
GOOD = json.loads(lines_of([FIRST]))


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "判断.jsonl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_events_come_back_as_they_were_in_one_line_each(tmp_path: Path) -> None:
    text = lines_of(EVENTS)
    assert text.count("\n") == len(EVENTS)
    assert read_events(written(tmp_path, text)) == EVENTS
    assert read_events(written(tmp_path, b"\xef\xbb\xbf\r\n" + text.replace("\n", "\r\n").encode())) == EVENTS
    assert read_events(written(tmp_path, "")) == ()


def test_without_names_nobody_is_named_and_all_else_stays() -> None:
    text = lines_of(EVENTS, names=False)
    assert "甲" not in text
    assert [json.loads(line) | {"who": "甲"} for line in text.splitlines()] == [
        json.loads(line) for line in lines_of(EVENTS).splitlines()
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "JSON"),
        ("[" * 100_000, "JSON"),
        ("[]", "記録ではありません"),
        (json.dumps({k: v for k, v in GOOD.items() if k != "measure"}), "「measure」がありません"),
        (json.dumps(GOOD | {"who": None}), "「who」が文字ではありません"),
        (json.dumps(GOOD | {"why": "\ud800"}), "「why」が文字ではありません"),
        (json.dumps(GOOD | {"measure": ""}), "「measure」の値「」"),
        (json.dumps(GOOD | {"verdict": "maybe"}), "「verdict」の値「maybe」"),
        (json.dumps(GOOD | {"scheme": "policy"}), "「scheme」"),
        (json.dumps(GOOD | {"label": "18"}), "「label」の値「18」"),
        (json.dumps(GOOD | {"scheme": "theme", "label": ""}), "「label」"),
        (json.dumps(GOOD | {"way": "auto"}), "「way」"),
        (json.dumps(GOOD | {"when": "きのう"}), "「when」の値「きのう」"),
    ],
)
def test_a_line_that_is_no_event_is_named_by_its_number(line: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="3行目") as caught:
        read_events(written(tmp_path, f"{lines_of([FIRST])}\n{line}\n"))
    assert told in str(caught.value)


def test_a_file_of_other_letters_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="UTF-8"):
        read_events(written(tmp_path, "判断".encode("cp932")))


def test_merging_appends_once_and_keeps_the_order(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        decisions.add(db, FIRST)
        new = decisions.merge(db, EVENTS)
        assert [(one.verdict, one.before, one.way, one.act) for one in new] == [
            ("open", "related", "import", 2),
            ("hold", "", "import", 2),
        ]
        assert decisions.merge(db, EVENTS) == ()
        assert len(decisions.every(db)) == 3


def test_two_events_of_one_second_are_two(tmp_path: Path) -> None:
    twice = (FIRST, replace(FIRST, verdict="open"), FIRST)
    with store.opened(tmp_path, create=True) as db:
        assert len(decisions.merge(db, twice)) == 3
        assert [word.verdict for word in decisions.latest(db)] == ["related"]


def test_one_s_own_record_without_names_is_known(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        decisions.add(db, EVENTS)
        assert decisions.merge(db, read_events(written(tmp_path, lines_of(EVENTS, names=False)))) == ()


def test_an_import_is_taken_back_in_one_step_and_can_be_done_again(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        decisions.add(db, decision(label="2", verdict="primary", who="乙", when="2025-11-21T09:00:00"))
        others = (FIRST, EVENTS[2])
        decisions.merge(db, others)
        assert {word.label: word.verdict for word in decisions.latest(db)} == {"1": "related", "2": "hold"}
        decisions.undo(db, "丙", "2025-11-21T12:00:00")
        assert {word.label: word.verdict for word in decisions.latest(db)} == {"2": "primary"}
        assert len(decisions.merge(db, others)) == 2
        assert {word.label: word.verdict for word in decisions.latest(db)} == {"1": "related", "2": "hold"}


def test_one_s_own_file_brings_nothing_back_that_was_undone(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        decisions.add(db, FIRST)
        decisions.undo(db, "係長", "2025-11-21T12:00:00")
        file = written(tmp_path, lines_of(decisions.every(db)))
        assert decisions.merge(db, read_events(file)) == ()
        assert decisions.latest(db) == ()
    (tmp_path / "other").mkdir()
    with store.opened(tmp_path / "other", create=True) as db:
        assert len(decisions.merge(db, read_events(file))) == 2
        assert decisions.latest(db) == ()


def test_an_event_of_the_past_that_is_said_again_undoes_nothing(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        decisions.add(db, [FIRST, replace(FIRST, label="2")])
        (back, _) = decisions.undo(db)
        decisions.add(db, replace(back, verdict="hold"))
        assert [(word.label, word.verdict) for word in decisions.latest(db)] == [("1", "hold")]
