"""Something to be put in order: a run of letters, or a block that is ready."""

from __future__ import annotations

from dataclasses import dataclass

from planlink.documents.runs import Run
from planlink.records.documents import Block, Frame, Table
from planlink.records.places import Box


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be put in order: a run of letters, or a block that is ready. `box` is that of the ink."""

    box: Box
    content: Run | Block
    weight: int
    size: float

    @property
    def row(self) -> int | None:
        return self.content.row if isinstance(self.content, Run) else None


def item_of(content: Run | Block) -> Item | None:
    """A run or block with the box of its ink; None for a block without a place."""
    if isinstance(content, Run):
        box = Box(content.ink_x0, content.box.top, max(content.ink_x1, content.ink_x0), content.box.bottom)
        return Item(box, content, 1, content.size)
    if content.box is None:
        return None
    if isinstance(content, Table):
        return Item(content.box, content, content.rows, 0.0)
    if isinstance(content, Frame):
        return Item(content.box, content, max(1, len(content.lines)), 0.0)
    return Item(content.box, content, max(1, len(content.text)), content.size or 0.0)
