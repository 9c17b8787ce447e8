"""What the areas are that a PDF draws: rules, boxes, white patches."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

THIN = 3.0  # points: a filled rectangle up to this width is a rule
Drawn = dict[str, Any]  # an area or line as the PDF library describes it, lengths in points from the upper left


def is_thin(area: Drawn) -> bool:
    """So thin that it is a rule."""
    return bool(min(area["width"], area["height"]) <= THIN)


def is_box(area: Drawn) -> bool:
    """A rectangle, also one with round corners or drawn as a path."""
    return area["object_type"] == "rect" or _is_rounded(area) or _is_closed(area)


def _is_closed(area: Drawn) -> bool:
    """Whether a path runs once around its rectangle; office programs draw text boxes so, begun amid a side."""
    points = area["pts"]
    if not 5 <= len(points) <= 9 or points[0] != points[-1]:
        return False
    straight = all(min(abs(x1 - x0), abs(y1 - y0)) < 0.1 for (x0, y0), (x1, y1) in pairwise(points))
    held = [_sides(area, x, y) for x, y in points]
    corners = {sides for sides in held if len(sides) == 2}
    return straight and all(held) and len(corners) == 4


def _sides(area: Drawn, x: float, y: float) -> frozenset[str]:
    """On which sides of the rectangle a point lies; two at a corner."""
    along = {"x0": x, "x1": x, "top": y, "bottom": y}
    return frozenset(side for side, place in along.items() if abs(area[side] - place) < 0.1)


def _is_rounded(area: Drawn) -> bool:
    """Whether a curve runs along most of each side of its rectangle."""
    if len(area["pts"]) < 8 or is_thin(area):
        return False
    level = upright = 0.0
    for (x0, y0), (x1, y1) in pairwise(area["pts"]):
        level += abs(x1 - x0) if abs(y1 - y0) < 0.1 else 0.0
        upright += abs(y1 - y0) if abs(x1 - x0) < 0.1 else 0.0
    return bool(level > 1.2 * area["width"] and upright > 0.6 * area["height"])


def is_white(colour: Any) -> bool:
    values = tuple(colour) if isinstance(colour, (tuple, list)) else (colour,)
    if len(values) == 4:
        return all(v == 0 for v in values)
    return bool(values) and all(isinstance(v, (int, float)) and v >= 0.99 for v in values)
