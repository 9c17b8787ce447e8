"""Errors that reach a user. A message says in Japanese what happened, where, and what to do."""

from __future__ import annotations

INSTALL_OCR = "pip install 'planlink[ocr]'，入れ方は利用の手引の 読み取り「画像の頁」"
INSTALL_TABLES = "pip install 'planlink[tables]'，入れ方は利用の手引の はじめに「部品を加える」"
"""What installs an extra, and the guide's page for it, since the short command is no use on a closed network or where
hashes are asked for; messages that name it are worded where they are raised."""


class PlanlinkError(Exception):
    """Base of all errors that planlink raises on purpose; `str(error)` is ready to be shown."""


class DocumentError(PlanlinkError):
    """A document cannot be read; other documents go on. `status` is what a command ends with."""

    status = 1

    def __init__(self, file: str, what: str, todo: str) -> None:
        self.file = file
        self.what = what
        self.todo = todo
        super().__init__(f"{file}：{what}。{todo}")

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str, str]]:
        return type(self), (self.file, self.what, self.todo)


class SettingsError(PlanlinkError):
    """planlink.toml or a command's options cannot be used."""


class KnowledgeError(PlanlinkError):
    """A file of corpus/ or models/ is missing or broken."""


class WorkspaceError(PlanlinkError):
    """The output folder or its database cannot be used."""
