"""The script that prints the table of the trial PDFs: how it counts, and what it says without them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from trials import TRIALS, Figure, cells_right, distance, figures, letters_wrong, main, marks_right, numbers, table

from planlink.records.documents import Line, Mark, Note, Page


def page(*lines: Line, notes: tuple[Note, ...] = ()) -> Page:
    return Page(1, 595, 842, lines, notes)


@pytest.mark.parametrize(
    ("one", "two", "changes"),
    [("港", "港", 0), ("港町", "町", 1), ("港の町", "港と町", 1), ("", "港町", 2), ("港町", "町港", 2)],
)
def test_letters_that_must_be_changed(one: str, two: str, changes: int) -> None:
    assert distance(one, two) == changes


def test_letters_count_with_their_marks_and_notes_but_without_heads() -> None:
    truth = [
        [{"type": "runhead", "text": "戦略"}, {"type": "para", "text": "港 町１の船"}, {"text": "1港", "type": "note"}]
    ]
    read = page(Line("港町の船", marks=(Mark(2, "1"),)), notes=(Note("1", "港", 1),))
    assert letters_wrong([read], truth) == (0, 7)
    assert letters_wrong([page(Line("港町"))], truth) == (5, 7)


def test_a_mark_is_right_where_it_is_taken_out_once_and_its_note_is_whole() -> None:
    good = page(Line("港の船", marks=(Mark(1, "1"),)), notes=(Note("1", "港：町", 1),))
    assert marks_right(good, ["1港:町"]) == 1
    assert marks_right(good, ["1港"]) == 0
    assert marks_right(page(Line("港1の船"), notes=good.notes), ["1港:町"]) == 0


def test_cells_are_right_with_their_place_span_and_letters() -> None:
    meant = {(0, 0, 1, 1): ("港", False), (0, 1, 2, 1): ("山", False), (1, 0, 1, 1): ("", False)}
    assert cells_right(meant, meant) == 2
    assert cells_right(meant, {(0, 0, 1, 1): ("港", False), (0, 1, 1, 1): ("山", False)}) == 1


def test_numbers_keep_their_sign() -> None:
    assert list(numbers("▲332人から1,300.5人へ")) == ["▲332", "1,300.5"]


def test_a_figure_that_could_not_be_measured_misses_its_bar() -> None:
    found = [Figure("a", "b", None, most=1, why="なし"), Figure("a", "c", 2, 2, 2), Figure("a", "d", 1, 2, 2)]
    lines = list(table(found))
    assert [line.split()[-1] for line in lines] == ["なし", "2", "MISSED"]


def test_without_trials_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "no trials here" in capsys.readouterr().err


@pytest.mark.skipif(not TRIALS.is_dir(), reason="the trial documents are not here")
def test_headings_of_the_tree() -> None:
    found = {(f.trial, f.what): f for f in figures(TRIALS) if f.trial != "trial_scan"}
    assert [f for f in found.values() if not f.fine] == []
    assert found["trial_shuf", "headings found"].value == 38
    assert json.dumps([f.bar for f in found.values()])
