"""Builds models/semantic: TF-IDF, terms and the sentence encoder; needs that extra.

Run: python models/semantic/train.py
"""

from __future__ import annotations

from pathlib import Path

from planlink.links.building import build
from planlink.links.training import Recipe
from planlink.links.views import Scales
from planlink.meaning.encoders import USE

SCALES = Scales(words=1.0, letters=0.7, terms=0.25, viewpoint_terms=1.0, dense=1.0, title=2.0, evening=0.75)
RECIPE = Recipe("semantic", USE, SCALES, strength=3.0, ridge=1.0)

if __name__ == "__main__":
    build(RECIPE, Path(__file__).parent)
