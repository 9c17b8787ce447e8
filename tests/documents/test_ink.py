"""Made-up pictures: what is dark on them, how they are turned, what is ruled."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from planlink.documents import ink
from planlink.documents.stretches import Letter, Stretch, glyphs_of, graded, measured, weighed
from planlink.records.places import Box

DPI = 200


def paper(height: int = 700, width: int = 900, grey: int = 235) -> ink.Picture:
    return np.full((height, width), grey, dtype=np.uint8)


def row_of_squares(size: int = 28, count: int = 20, x0: int = 60, top: int = 100, pitch: int = 32) -> ink.Picture:
    picture = paper()
    for place in range(count):
        picture[top : top + size, x0 + place * pitch : x0 + place * pitch + size] = 20
    return picture


def test_shaded_cells_are_no_ink() -> None:
    picture = paper()
    picture[100:400, 100:700] = 200
    picture[200:210, 150:300] = 30
    seen = ink.dark(picture, DPI)
    assert seen[205, 200]
    assert seen.sum() < 150 * 10 + 2 * (300 + 600) * 30
    assert not seen[300, 400]


@pytest.mark.parametrize("degrees", [-1.2, -0.4, 0.0, 0.4, 1.2])
def test_a_turned_page_is_set_upright(degrees: float) -> None:
    picture = paper()
    for top in range(80, 640, 40):
        picture[top : top + 4, 60:840] = 20
    turned = ink.upright(picture, -degrees)
    found = ink.tilt(ink.dark(turned, DPI))
    assert found == pytest.approx(degrees, abs=0.09)
    assert abs(ink.tilt(ink.dark(ink.upright(turned, found), DPI))) < 0.09


def test_rules_are_found_and_letters_are_none() -> None:
    picture = row_of_squares()
    picture[300:303, 60:860] = 40
    picture[500:503, 60:860] = 40
    for x in (60, 460, 857):
        picture[300:503, x : x + 3] = 40
    level, upright = ink.rules(ink.dark(picture, DPI), DPI)
    assert [round(b.top) for b in level] == [300, 500]
    assert [round(b.x0) for b in upright] == [60, 460, 857]
    assert all(b.width > 780 for b in level)
    assert all(b.height > 190 for b in upright)


def test_an_empty_page() -> None:
    seen = ink.dark(paper(), DPI)
    assert ink.tilt(seen) == 0.0
    assert ink.rules(seen, DPI) == ([], [])
    assert ink.band(seen) == (0, 0)
    assert list(ink.squares(seen, 0)) == []


@pytest.mark.parametrize(
    ("shape", "mark"), [("ring", "○"), ("disc", "●"), ("dot", "・"), ("frame", "□"), ("block", "■"), ("bar", "")]
)
def test_marks_by_their_shape(shape: str, mark: str) -> None:
    y, x = np.mgrid[-12:13, -12:13]
    round_ = x * x + y * y
    square = np.maximum(abs(x), abs(y))
    blobs = {
        "ring": (round_ < 150) & (round_ > 100),
        "disc": round_ < 150,
        "dot": (round_ < 20)[8:17, 8:17],
        "frame": square > 9,
        "block": square < 13,
        "bar": np.ones((25, 6), dtype=bool),
    }
    assert ink.shape_of(blobs[shape], 29.0) == mark


def test_letters_that_run_downwards_are_cut_apart() -> None:
    column = np.zeros((200, 30), dtype=bool)
    for top in (10, 50, 90, 130):
        column[top : top + 28, 1:29] = True
        column[top + 12 : top + 15] = False
    assert list(ink.squares(column, 1000)) == [(1007, 1041), (1047, 1081), (1087, 1121), (1127, 1161)]


def stretch(text: str, gaps: dict[int, int] | None = None) -> Stretch:
    """Letters of 27 pixels of ink in squares of 29, with `gaps` more pixels before some."""
    seen = np.zeros((50, 29 * len(text) + sum((gaps or {}).values()) + 10), dtype=bool)
    letters, x = [], 4
    for index, letter in enumerate(text):
        x += (gaps or {}).get(index, 0)
        seen[11:38, x + 1 : x + 28] = True
        letters.append(Letter(letter, x + 14.5))
        x += 29
    return measured(letters, seen, 100, 200)


def test_size_and_foot_come_from_the_ink() -> None:
    (graded_,) = graded([stretch("港の整備")], DPI)
    glyphs = list(glyphs_of(graded_, 72 / DPI))
    assert [g.text for g in glyphs] == list("港の整備")
    assert {g.size for g in glyphs} == {10.5}
    assert all(a.x1 == b.x0 for a, b in pairwise(glyphs))
    assert 84.0 < glyphs[0].base < 85.5


def test_a_blank_is_a_stretch_without_ink() -> None:
    found = [g.text for g in glyphs_of(stretch("ア港の整備", {1: 15}), 0.36)]
    assert found == ["ア", " ", *"港の整備"]


def test_sizes_close_to_each_other_are_one() -> None:
    sizes = [replace(stretch("港の整備を進める"), size=s) for s in (29.2, 28.4, 29.9, 40.0, 24.1)]
    assert [s.size * 72 / DPI for s in graded(sizes, DPI)] == [10.5, 10.5, 10.5, 14.5, 8.5]


def test_a_mark_that_was_not_read_is_seen() -> None:
    whole = stretch("口港の整備", {1: 10})
    assert measured(whole.letters[1:], whole.mask, 100, 200).letters[0].text == "■"


def test_a_stroke_of_a_letter_is_no_rule() -> None:
    one = stretch("港の整備")
    assert one.crosses(Box(120.0, 212.0, 122.0, 236.0))
    assert not one.crosses(Box(120.0, 150.0, 122.0, 300.0))
    assert not one.crosses(Box(0.0, 225.0, 900.0, 227.0))


def test_wider_strokes_of_about_the_same_size_are_bold() -> None:
    """The same squares as frames: thin ones are text, thick ones a heading; a large line and few letters are not."""
    thin, thick, few, large = (
        replace(framed("港の整備を進める", 2), size=29.0),
        replace(framed("港の整備を進める", 4), size=31.0),
        replace(framed("港", 4), size=29.0),
        replace(framed("港の整備を進める", 4), size=44.0),
    )
    found = weighed([thin, thin, thin, thick, few, large])
    assert [s.font for s in found] == ["OCR"] * 3 + ["OCR-Bold", "OCR", "OCR"]
    assert weighed([]) == []


def framed(text: str, width: int) -> Stretch:
    """A stretch whose letters are frames with strokes of so many pixels."""
    whole = stretch(text)
    seen = whole.mask.copy()
    for letter in whole.letters:
        middle = int(letter.middle)
        seen[11 + width : 38 - width, middle - 13 + width : middle + 13 - width] = False
    return replace(whole, mask=seen)
