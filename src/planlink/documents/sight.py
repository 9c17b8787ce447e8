"""The process that reads pictures: `python -m planlink.documents.sight`, letters with their places, and rules.

The only module that imports rapidocr (the extra `ocr`). It finds stretches of letters and reads them; where each letter
stands, how large it is and what is ruled we measure ourselves, so that the same geometry puts a scan in order as any
other page. It holds half a gigabyte while it reads, which is why it is a process of its own: `scan.py` asks it.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from planlink.documents import ink
from planlink.documents.limits import PICTURES, hold, next_page
from planlink.documents.misread import repaired
from planlink.documents.scan import Scan
from planlink.documents.stretches import Letter, Stretch, glyphs_of, graded, measured, weighed
from planlink.records.places import Box

SURE = 0.5  # a stretch of letters read with less confidence than this is a drawing
TALL = 1.8  # a stretch that much higher than wide runs downwards
_SETTINGS = {
    "Global.log_level": "critical",
    "Global.use_cls": False,
    "Global.max_side_len": 10_000,
    "Global.return_word_box": True,
    "Rec.rec_batch_num": 1,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


def see(picture: ink.Picture, dpi: int) -> Scan:
    """Read a grey picture of `dpi` points an inch. Two runs give the same."""
    picture = ink.upright(picture, ink.tilt(ink.dark(picture, dpi)))
    seen = ink.dark(picture, dpi)
    level, upright = ink.rules(seen, dpi)
    letters = ink.without(seen, [b for b in level if b.width > dpi] + [b for b in upright if b.height > dpi / 3])
    stretches = weighed(graded(list(_stretches(picture, letters)), dpi))
    return Scan(
        tuple(g for stretch in stretches for g in glyphs_of(stretch, 72 / dpi)),
        tuple(_apart(level, stretches, 72 / dpi)),
        tuple(_apart(upright, stretches, 72 / dpi)),
    )


def _apart(rules: Iterable[Box], stretches: Sequence[Stretch], scale: float) -> Iterator[Box]:
    """Rules that are no strokes of letters, in points."""
    for rule in rules:
        if not any(stretch.crosses(rule) for stretch in stretches):
            yield Box(*(edge * scale for edge in rule))


def _stretches(picture: ink.Picture, letters: ink.Mask) -> Iterator[Stretch]:
    areas = list(_areas(picture, letters))
    if not areas:
        return
    answer = _engine().recognize_txt([_coloured(picture[area]) for area in areas])
    for area, text, sure, words in zip(areas, answer.txts, answer.scores, answer.word_results, strict=True):
        if sure >= SURE and text.strip():
            yield measured(_letters(text, words, area), letters[area], area[1].start, area[0].start)


def _areas(picture: ink.Picture, letters: ink.Mask) -> Iterator[tuple[slice, slice]]:
    """Where letters stand, found on the picture at half its size; what runs downwards is cut into its letters."""
    found = _engine()(_coloured(_halved(picture)), use_rec=False).boxes
    for corners in [] if found is None else found:
        x0, top = (int(v) for v in np.floor(corners.min(axis=0) * 2))
        x1, bottom = (int(v) for v in np.ceil(corners.max(axis=0) * 2))
        area = (slice(max(0, top), bottom), slice(max(0, x0), x1))
        if bottom - top < TALL * (x1 - x0):
            yield area
        else:
            yield from ((slice(a, b), area[1]) for a, b in ink.squares(letters[area], area[0].start))


def _halved(picture: ink.Picture) -> ink.Picture:
    height, width = (side // 2 * 2 for side in picture.shape)
    smaller: ink.Picture = (
        picture[:height, :width].reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3)).astype(np.uint8)
    )
    return smaller


def _coloured(picture: ink.Picture) -> NDArray[np.uint8]:
    return np.repeat(picture[:, :, None], 3, axis=2)


def _letters(text: str, words: Any, area: tuple[slice, slice]) -> list[Letter]:
    """The letters with their middles; a blank that was read stands with the letter behind it."""
    step = (area[1].stop - area[1].start) / words.line_txt_len
    places = [(place + 0.5) * step for columns in words.word_cols for place in columns]
    blanks = [i for i, letter in enumerate(text) if letter.isspace()]
    bare = "".join(text.split())
    behind = {place - count for count, place in enumerate(blanks)}
    return [
        Letter(letter, middle, index in behind)
        for index, (letter, middle) in enumerate(zip(repaired(bare), places, strict=True))
    ]


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params=_SETTINGS)


def answer(asked: BinaryIO, answers: BinaryIO) -> None:
    """Read each pickled (picture, dpi) until there are no more, and write its Scan."""
    while True:
        try:
            picture, dpi = pickle.load(asked)
        except EOFError:
            return
        next_page(PICTURES)
        pickle.dump(see(picture, dpi), answers)
        answers.flush()


if __name__ == "__main__":
    out, sys.stdout = sys.stdout.buffer, sys.stderr  # what a library prints is no part of the answer
    hold(PICTURES)
    answer(sys.stdin.buffer, out)
