"""Rows of 新旧対照表: what two editions say, and which letters differ."""

from __future__ import annotations

from difflib import SequenceMatcher

from planlink.outputs import words
from planlink.outputs.rows import Column, Table
from planlink.records.editions import Change, Editions, Entry

Pieces = list[tuple[str, bool]]  # letters, and whether they differ
LONE = 2  # letters that stay between two changes: fewer are underlined with them


def comparison_table(editions: Editions, titles: tuple[str, str]) -> Table:
    """One row a difference; `titles` are those of the old and the new edition."""
    columns = (
        Column("新", 36),
        Column("旧", 36),
        Column("区分", 6),
        Column("頁（新・旧）", 8),
        Column("理由", 16),
    )
    rows = tuple(
        (
            _text(change.new),
            _text(change.old),
            f"{words.CHANGED_KINDS[change.kind]}{words.CHANGES[change.state]}",
            "・".join(_page(one) for one in (change.new, change.old)),
            None,
        )
        for change in editions.changes
    )
    note = words.COMPARISON_NOTE.format(old=titles[0], new=titles[1])
    return Table(words.COMPARISON, columns, rows, note, nothing=words.NO_CHANGES)


def compared(change: Change) -> tuple[Pieces, Pieces]:
    """The letters of the new and the old entry in pieces, those that differ marked; all of one that stands alone."""
    new, old = _text(change.new), _text(change.old)
    if not new or not old:
        return [(new, True)] * bool(new), [(old, True)] * bool(old)
    one: Pieces = []
    other: Pieces = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (tag, a, b, c, d) in enumerate(codes):
        alone = b - a < LONE and 0 < place < len(codes) - 1
        _add(one, new[c:d], tag != "equal" or alone)
        _add(other, old[a:b], tag != "equal" or alone)
    return one, other


def _add(pieces: Pieces, text: str, marked: bool) -> None:
    """Put letters behind the last piece, or to it where it is marked alike."""
    if text and pieces and pieces[-1][1] == marked:
        pieces[-1] = (pieces[-1][0] + text, marked)
    elif text:
        pieces.append((text, marked))


def _text(entry: Entry | None) -> str:
    return "" if entry is None else "\n".join(part for part in (entry.title, entry.text) if part)


def _page(entry: Entry | None) -> str:
    return "－" if entry is None or entry.page is None else f"{entry.page}頁"
