"""Elements of Word's XML, and the letters that they may hold."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{NAMESPACE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str) -> Any:
    """An element that belongs to no document yet."""
    return etree.Element(f"{_W}{tag}", nsmap={"w": NAMESPACE})


def add(parent: Any, tag: str, **attributes: str | int) -> Any:
    """A new last child of `parent`; tag and attributes without the prefix."""
    return etree.SubElement(parent, f"{_W}{tag}", {f"{_W}{name}": str(value) for name, value in attributes.items()})


def add_text(run: Any, text: str, tag: str = "t") -> None:
    """Put text into a run as it is, blanks at its ends too."""
    made = add(run, tag)
    made.text = writable(text)
    if made.text != made.text.strip():
        made.set(_SPACE, "preserve")


def writable(text: str) -> str:
    """Text without the letters that XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def field_mark(paragraph: Any, kind: str) -> None:
    """Where a field begins, its result begins (separate), or it ends."""
    add(add(paragraph, "r"), "fldChar", fldCharType=kind)
