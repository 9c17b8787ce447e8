"""Builds models/core: TF-IDF, terms and LSA; needs no extra.

Run: python models/core/train.py
"""

from __future__ import annotations

from pathlib import Path

from planlink.links.building import build
from planlink.links.training import Recipe
from planlink.meaning.encoders import LSA

RECIPE = Recipe("core", LSA, penalty=0.4, ridge=1.0)

if __name__ == "__main__":
    build(RECIPE, Path(__file__).parent)
