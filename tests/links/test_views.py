"""How near a text is in meaning: along the model's axes alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planlink.links.views import make_view
from planlink.meaning.tfidf import Array
from planlink.meaning.vectors import directions
from small_models import KNOWN, layout, small_model

SCALES = small_model().scales


def near(vector: list[float], axes: Array) -> Array:
    known = KNOWN[:, : len(axes)]
    columns = replace(layout(), axes=axes, known=directions(known))
    return make_view("", "水", (), np.array(vector) + columns.mean, columns, SCALES).near


def test_the_same_direction_is_as_near_as_can_be() -> None:
    found = near([0.0, 3.0], np.eye(2))
    assert found[1] == pytest.approx(SCALES.nearness)
    assert found[0] < found[2] < found[1]


def test_what_lies_off_the_axes_does_not_count() -> None:
    first = np.eye(2)[:1]
    assert near([1.0, 0.0], first) == pytest.approx(near([1.0, 5.0], first))


def test_without_an_encoder_nothing_is_near() -> None:
    assert not make_view("", "水", (), None, layout(), SCALES).near.any()
