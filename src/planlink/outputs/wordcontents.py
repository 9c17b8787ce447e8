"""The contents list (目次) of a Word paper: a field whose entries are written out, and the headings they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planlink.outputs import words
from planlink.outputs.wordxml import add, add_text, field_mark, writable

FIELD = r' TOC \o "1-1" \h \z \u '


def add_contents(document: Any, titles: Sequence[str]) -> None:
    """The list of these titles, numbered from 0 for `add_heading`. It has no page numbers: only Word knows them, and
    fills them in when the list is updated by hand."""
    document.add_paragraph(words.CONTENTS, style="TOC Heading")
    for number, title in enumerate(titles):
        paragraph = document.add_paragraph(style="toc 1")._element
        if number == 0:
            field_mark(paragraph, "begin")
            add_text(add(paragraph, "r"), FIELD, "instrText")
            field_mark(paragraph, "separate")
        entry = add(paragraph, "hyperlink", anchor=_bookmark(number), history=1)
        add_text(add(entry, "r"), title)
    field_mark(document.add_paragraph()._element, "end")


def add_heading(document: Any, title: str, number: int) -> None:
    """The heading of the section with this number in the contents list."""
    heading = document.add_paragraph(style="Heading 1")
    add(heading._element, "bookmarkStart", id=number, name=_bookmark(number))
    heading.add_run(writable(title))
    add(heading._element, "bookmarkEnd", id=number)


def _bookmark(number: int) -> str:
    """Named as Word names the places of its lists."""
    return f"_Toc{number + 1:09}"
