"""Which paths are boxes: those that run once around a rectangle."""

from __future__ import annotations

from typing import Any

import pytest

from planlink.documents.shapes import is_box, is_thin, is_white

Points = list[tuple[float, float]]


def path(*points: tuple[float, float], kind: str = "curve") -> dict[str, Any]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    sides = {"x0": min(xs), "x1": max(xs), "top": min(ys), "bottom": max(ys)}
    size = {"width": max(xs) - min(xs), "height": max(ys) - min(ys)}
    return {"object_type": kind, "pts": list(points), **sides, **size}


CORNERS = [(0.0, 0.0), (90.0, 0.0), (90.0, 40.0), (0.0, 40.0)]


@pytest.mark.parametrize(
    "points",
    [
        [*CORNERS, CORNERS[0]],
        [(45.0, 0.0), *CORNERS[1:], CORNERS[0], (45.0, 0.0)],
        [(0.0, 20.0), CORNERS[0], (45.0, 0.0), *CORNERS[1:], (0.0, 20.0)],
    ],
    ids=["from a corner", "from amid a side", "with a point on a side"],
)
def test_a_path_around_a_rectangle_is_a_box(points: Points) -> None:
    assert is_box(path(*points))


@pytest.mark.parametrize(
    "points",
    [
        [(45.0, 0.0), (90.0, 20.0), (45.0, 40.0), (0.0, 20.0), (45.0, 0.0)],
        [(0.0, 0.0), (90.0, 0.0), (90.0, 20.0), (45.0, 20.0), (45.0, 40.0), (0.0, 40.0), (0.0, 0.0)],
        [(0.0, 0.0), (70.0, 0.0), (90.0, 20.0), (70.0, 40.0), (0.0, 40.0), (0.0, 0.0)],
        [(0.0, 0.0), (90.0, 0.0), (90.0, 40.0), (90.0, 0.0), (0.0, 0.0)],
        CORNERS,
    ],
    ids=["a decision of a flowchart", "an angle", "an arrow", "there and back along two sides", "open"],
)
def test_other_paths_are_none(points: Points) -> None:
    assert not is_box(path(*points))


def test_a_rectangle_is_a_box_and_may_be_thin() -> None:
    assert is_box(path((0, 0), (90, 40), kind="rect"))
    assert is_thin(path((0, 0), (90, 2), kind="rect"))
    assert not is_thin(path((0, 0), (90, 40), kind="rect"))


@pytest.mark.parametrize("colour", [1, (1, 1, 1), [1.0], (0, 0, 0, 0)])
def test_white(colour: Any) -> None:
    assert is_white(colour)


@pytest.mark.parametrize("colour", [None, 0, (0.9, 0.9, 0.9), (0, 0, 0, 0.1), ("P1",)])
def test_not_white(colour: Any) -> None:
    assert not is_white(colour)
