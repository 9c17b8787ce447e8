"""A grey picture of a page → what is dark on it: its tilt, its rules, and where a line of letters has ink.

Pictures are arrays of rows from the top, 0 (black) to 255 (white); lengths are pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planlink.records.places import Box

Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Columns = NDArray[np.bool_]

CONTRAST = 30  # grey levels below its surroundings: ink
TILT = 2.0  # degrees: more is no slip of the scanner
LEVEL = 0.04  # degrees that do no harm


def dark(picture: Picture, dpi: int) -> Mask:
    """What is darker than its surroundings of a quarter inch, so that grey paper and shaded cells are no ink."""
    from scipy.ndimage import uniform_filter

    around = uniform_filter(picture.astype(np.float32), dpi // 4, mode="nearest")
    found: Mask = picture < around - CONTRAST
    return found


def tilt(ink: Mask) -> float:
    """The angle in degrees by which lines fall to the right: where the rows of ink are set off most sharply."""
    down, right = np.nonzero(ink[::2, ::2])
    if not len(down):
        return 0.0

    def sharpness(degrees: float) -> float:
        rows = np.round(down - right * np.tan(np.radians(degrees))).astype(np.int64)
        counts = np.bincount(rows - rows.min()).astype(np.float64)
        return float(np.square(np.diff(counts)).sum())

    rough = max(np.arange(-TILT, TILT + 0.1, 0.2).tolist(), key=sharpness)
    fine: float = max((rough + np.arange(-0.2, 0.21, 0.04)).tolist(), key=sharpness)
    return fine if abs(fine) > LEVEL else 0.0


def upright(picture: Picture, degrees: float) -> Picture:
    """The picture turned back about its centre; the size stays."""
    if not degrees:
        return picture
    from scipy.ndimage import rotate

    turned: Picture = rotate(picture, degrees, reshape=False, order=1, mode="nearest")
    return turned


def rules(ink: Mask, dpi: int) -> tuple[list[Box], list[Box]]:
    """Level and upright rules: at least a third of an inch long, or a sixth, and not thicker than 1/18 inch."""
    return list(_level(ink, dpi // 3, dpi // 18)), [
        Box(b.top, b.x0, b.bottom, b.x1) for b in _level(ink.T, dpi // 6, dpi // 18)
    ]


def _level(ink: Mask, length: int, thickness: int) -> Iterator[Box]:
    from scipy.ndimage import find_objects, label

    runs = _opened(_closed(_dilated(ink, 3, 0), 5), length)
    marks, _ = label(runs, structure=np.ones((3, 3)))
    for down, right in find_objects(marks):
        if down.stop - down.start <= thickness + 2 and _is_lone(ink[:, right], down.start + 1, down.stop - 1):
            yield Box(float(right.start), float(down.start + 1), float(right.stop), float(down.stop - 1))


def _is_lone(strip: Mask, top: int, bottom: int) -> bool:
    """Whether rows of ink go through without gaps and little stands right above and below: no row of strokes."""
    beside = (strip[max(0, top - 3)], strip[min(len(strip) - 1, bottom + 2)])
    return bool(strip[top : max(bottom, top + 1)].any(axis=0).mean() > 0.85 and max(s.mean() for s in beside) < 0.4)


def _dilated(ink: Mask, size: int, axis: int) -> Any:
    from scipy.ndimage import maximum_filter1d

    return maximum_filter1d(ink.astype(np.uint8), size, axis=axis)


def _closed(runs: Any, size: int) -> Any:
    """Gaps of less than `size` along a row are closed."""
    from scipy.ndimage import maximum_filter1d, minimum_filter1d

    return minimum_filter1d(maximum_filter1d(runs, size, axis=1), size, axis=1)


def _opened(runs: Any, size: int) -> Any:
    """Only runs of at least `size` along a row are left."""
    from scipy.ndimage import maximum_filter1d, minimum_filter1d

    return maximum_filter1d(minimum_filter1d(runs, size, axis=1), size, axis=1, origin=0 if size % 2 else -1)


def without(ink: Mask, drawn: list[Box]) -> Mask:
    """The ink of letters alone: rules are wiped out with a pixel around them."""
    left = ink.copy()
    for box in drawn:
        left[max(0, int(box.top) - 2) : int(box.bottom) + 2, max(0, int(box.x0) - 2) : int(box.x1) + 2] = False
    return left


def band(ink: Mask) -> tuple[int, int]:
    """The rows of the line of letters that lies in the middle of a strip, as a half-open range; empty: (0, 0)."""
    counts = ink.sum(axis=1)
    filled = np.flatnonzero(counts > 0.02 * counts.max()) if counts.any() else np.array([], dtype=np.int64)
    if not len(filled):
        return 0, 0
    cuts = np.flatnonzero(np.diff(filled) > max(2, 0.06 * ink.shape[0]))
    stretches = np.split(filled, cuts + 1)
    middle = ink.shape[0] / 2
    best = max(stretches, key=lambda s: int(counts[s[0] : s[-1] + 1].sum()) - 1e-6 * abs((s[0] + s[-1]) / 2 - middle))
    return int(best[0]), int(best[-1]) + 1


def stroke(ink: Mask) -> float:
    """The width of strokes in pixels, up to a factor: their area over the length of their edges."""
    edges = np.count_nonzero(ink[:, 1:] != ink[:, :-1]) + np.count_nonzero(ink[1:] != ink[:-1])
    return float(ink.sum()) / max(1, int(edges))


def columns(ink: Mask) -> Columns:
    """Which columns of a strip have ink."""
    return np.asarray(ink.any(axis=0), dtype=np.bool_)


def widest_gap(columns: Columns, start: float, end: float) -> float:
    """The longest stretch without ink between two places of a line."""
    inside = np.flatnonzero(columns[max(0, round(start)) : max(0, round(end)) + 1])
    if len(inside) < 2:
        return end - start
    return float(np.diff(inside).max() - 1)


def squares(ink: Mask, top: int) -> Iterator[tuple[int, int]]:
    """A column of letters that runs downwards, cut into letters: their rows in the picture, `top` is the first."""
    filled = np.flatnonzero(ink.any(axis=1))
    if not len(filled):
        return
    width = np.flatnonzero(ink.any(axis=0))
    size = float(width[-1] - width[0] + 1)
    start = end = int(filled[0])
    for stretch in np.split(filled, np.flatnonzero(np.diff(filled) > 1) + 1):
        if stretch[-1] - start > 1.15 * size:
            yield top + max(0, start - 3), top + end + 4
            start = int(stretch[0])
        end = int(stretch[-1])
    yield top + max(0, start - 3), top + end + 4


def shape_of(blob: Mask, size: float) -> str:
    """What list mark a blob of ink is, in a line with letters of `size`; empty for any other shape."""
    height, width = blob.shape
    if not 0.8 < height / width < 1.25 or height > 1.05 * size or height < 0.1 * size:
        return ""
    if height < 0.36 * size:
        return "・"
    third, eighth = (height // 3, width // 3), (max(1, height // 8), max(1, width // 8))
    hollow = float(blob[third[0] : height - third[0], third[1] : width - third[1]].mean()) < 0.1
    solid = float(blob.mean()) > 0.6
    corners = [blob[: eighth[0], : eighth[1]], blob[: eighth[0], -eighth[1] :], blob[-eighth[0] :, : eighth[1]]]
    square = all(corner.any() for corner in corners)
    if hollow:
        return "□" if square else "○"
    return ("■" if square else "●") if solid else ""
