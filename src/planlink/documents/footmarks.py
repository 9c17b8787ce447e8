"""Footnotes in plain text: a note 「3 用語：説明」 at the foot of a page and its digit glued to a word (用語3).

A digit is taken out of a line only where a note with that number exists and the letters before the digit are the
beginning of the note's term, so that no number of the text is ever touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from planlink.japanese.text import join_lines, search_key
from planlink.records.documents import Block, Line, Mark, Note, Page

_NOTE = re.compile(r"^(?P<n>\d{1,3})[\s　]*(?P<term>[^\d\s：:][^：:]{0,60}?)[\s　]*[：:](?P<text>.*)$")
_NOT_IN_NOTE = re.compile(r"^[【《○●◆■・※]|^[(（⑴]")


def take_notes(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The pages with notes moved from `blocks` to `notes` and their marks from the letters to `marks`."""
    kept: list[Page] = []
    expected = 1
    for page in pages:
        earlier = "".join(_text(block) for done in kept[-2:] for block in done.blocks)
        page, expected = _split(page, expected, earlier)
        kept.append(page)
    return _mark_pages(kept)


def _split(page: Page, expected: int, earlier: str) -> tuple[Page, int]:
    blocks: list[Block] = []
    notes: list[tuple[str, list[str]]] = []
    for index, block in enumerate(page.blocks):
        found = _NOTE.match(block.text) if isinstance(block, Line) else None
        above = earlier + "".join(_text(b) for b in page.blocks[:index])
        if found and int(found["n"]) == expected and _glued(above, found["n"], found["term"]):
            notes.append((found["n"], [block.text[found.end("n") :]]))  # type: ignore[union-attr]
            expected += 1
        elif notes and isinstance(block, Line) and len(blocks) == _before(page, notes) and not _ends(block):
            notes[-1][1].append(block.text)
        else:
            blocks.append(block)
    made = tuple(Note(label, join_lines(parts).strip(), page.number) for label, parts in notes)
    return replace(page, blocks=tuple(blocks), notes=made), expected


def _before(page: Page, notes: list[tuple[str, list[str]]]) -> int:
    """How many blocks stand before the first note: only lines that follow a note directly can go on with it."""
    first = notes[0]
    for index, block in enumerate(page.blocks):
        if isinstance(block, Line) and block.text.startswith(first[0]) and block.text[len(first[0]) :] == first[1][0]:
            return index
    return -1


def _ends(block: Line) -> bool:
    return bool(_NOT_IN_NOTE.match(block.text))


def _text(block: Block) -> str:
    return block.text if isinstance(block, Line) else ""


def _positions(text: str, label: str) -> list[int]:
    return [found.start() for found in re.finditer(rf"(?<![\d.,，．]){label}(?![\d.,．])", text)]


def _glued(text: str, label: str, term: str) -> bool:
    return any(_ends_with_term(text[:at], term) for at in _positions(text, label))


def _ends_with_term(before: str, term: str) -> bool:
    """The letters before a digit are the beginning (two letters or more) of the note's term."""
    head, key = search_key(before[-60:]), search_key(term)
    return any(head.endswith(key[:length]) for length in range(len(key), 1, -1))


def _mark_pages(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Each note's mark is taken out once: on its own page, else on one of the two pages before."""
    blocks = [list(page.blocks) for page in pages]
    for index, page in enumerate(pages):
        for note in page.notes:
            term = re.split(r"[：:]", note.text, maxsplit=1)[0].strip()
            sheets = [blocks[i] for i in range(index, max(-1, index - 3), -1)]
            any(_mark_first(sheet, note.label, term) for sheet in sheets)
    return tuple(replace(page, blocks=tuple(sheet)) for page, sheet in zip(pages, blocks, strict=True))


def _mark_first(blocks: list[Block], label: str, term: str) -> bool:
    """Take the mark out of the first line where it is glued to the term; False where there is none."""
    before = ""
    for index, block in enumerate(blocks):
        if not isinstance(block, Line):
            before = ""
            continue
        for at in _positions(block.text, label):
            if _ends_with_term(before + block.text[:at], term):
                text = block.text[:at] + block.text[at + len(label) :]
                shifted = tuple(Mark(m.offset - (len(label) if m.offset > at else 0), m.label) for m in block.marks)
                blocks[index] = replace(block, text=text, marks=(*shifted, Mark(at, label)))
                return True
        before = (before + block.text)[-60:]
    return False
