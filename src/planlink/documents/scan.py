"""A picture of a page → letters with their places, and rules, read by a process of its own (`sight.py`, extra `ocr`).

The process that reads the PDF stays small; the other one is started with the first picture and ends with this one.
"""

from __future__ import annotations

import atexit
import pickle
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import IO

from planlink.documents.glyphs import Glyph
from planlink.documents.ink import Picture
from planlink.documents.processes import command, surroundings
from planlink.records.places import Box

DPI = 200
"""Points of the picture in an inch: what is written in 7 point letters still stands 19 points high."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read off a picture, in points from its upper left corner: letters, and level and upright rules."""

    glyphs: tuple[Glyph, ...]
    level: tuple[Box, ...]
    upright: tuple[Box, ...]


def is_there() -> bool:
    """Whether the extra `ocr` is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read(picture: Picture, dpi: int = DPI) -> Scan:
    """Read a grey picture of `dpi` points an inch. Two runs give the same. Raises EOFError or BrokenPipeError where
    the process that reads pictures dies, as it does where memory runs out."""
    asked, answers = _sight()
    try:
        pickle.dump((picture, dpi), asked)
        asked.flush()
        scan: Scan = pickle.load(answers)
    except (EOFError, OSError):
        _sight.cache_clear()  # the next picture has a process of its own
        raise
    return scan


@lru_cache(maxsize=1)
def _sight() -> tuple[IO[bytes], IO[bytes]]:
    """Where to ask and where to hear; the other process ends when this one no longer holds the first."""
    process = subprocess.Popen(
        command("planlink.documents.sight"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings()
    )
    atexit.register(process.communicate)
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout
