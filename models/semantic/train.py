"""Builds models/semantic: TF-IDF, terms and the sentence encoder; needs that extra.

Run: python models/semantic/train.py
"""

from __future__ import annotations

from pathlib import Path

from planlink.links.building import build
from planlink.links.training import Recipe
from planlink.meaning.encoders import USE

RECIPE = Recipe("semantic", USE, penalty=0.4, ridge=1.0)

if __name__ == "__main__":
    build(RECIPE, Path(__file__).parent)
