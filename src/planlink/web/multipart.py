"""A form with a file (multipart/form-data), as a browser sends it without any code of ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import HTTP
from pathlib import PurePosixPath

MOST_PARTS = 20
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Form:
    """Fields by name, and the file: its content (None where none was chosen) and the name to call it by in a message;
    the name never becomes a path."""

    fields: dict[str, str] = field(default_factory=dict)
    name: str = ""
    content: bytes | None = None


def form_of(kind: str, body: bytes) -> Form:
    """The form of a body with this Content-Type; an empty one where it is none."""
    if not kind.lower().startswith("multipart/form-data") or not kind.isascii() or not kind.isprintable():
        return Form()
    message = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=HTTP)
    fields, name, content = {}, "", None
    for part in list(message.iter_parts())[:MOST_PARTS] if message.is_multipart() else ():
        sent = part.get_payload(decode=True)
        key = part.get_param("name", header="content-disposition")
        if not isinstance(sent, bytes) or not isinstance(key, str):
            continue
        called = part.get_filename()
        if called is None:
            fields[key] = sent.decode("utf-8", errors="replace")
        elif called or sent:
            name, content = _base(called), sent
    return Form(fields, name, content)


def _base(called: str) -> str:
    """The file's own name, without folders and without what cannot be printed."""
    told = called.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")
    last = PurePosixPath(told.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[:LONGEST_NAME] or "選んだファイル"
