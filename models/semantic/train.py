"""Builds models/semantic: TF-IDF, terms and the sentence encoder; needs the extra `semantic`. Run: python models/semantic/train.py"""

from __future__ import annotations

from pathlib import Path

from planlink.links.building import build
from planlink.links.training import Recipe
from planlink.links.views import Scales
from planlink.meaning.encoders import USE

RECIPE = Recipe(
    "semantic", Scales(words=1.0, letters=0.7, terms=0.25, dense=1.5, title=2.0), strength=3.0, ridge=1.0
)

if __name__ == "__main__":
    build(RECIPE, USE, Path(__file__).parent)
