"""Files that browsers sent, until they are read: OUT/.incoming, whose files have safe names and a known kind."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Lock

from planlink.documents.reader import document_id
from planlink.errors import DocumentError, WorkspaceError
from planlink.web.filenames import safe_name
from planlink.web.limited import ask
from planlink.workspace.purge import INCOMING

FOLDER = INCOMING
MOST_OF_ONE = 200 * 1024**2
MOST_OF_ALL = 1024**3
MOST_FILES = 100
KINDS = {"pdf": "PDF", "word": "Word", "html": "HTML", "markdown": "Markdown", "text": "テキスト"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that waits to be read; `size` in bytes."""

    path: Path
    kind: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def document(self) -> str:
        """The id of the document that it will be."""
        return document_id(self.path)

    @property
    def id(self) -> str:
        """By which it meets a document of today, whatever the case of its letters."""
        return self.document.casefold()


def kind_in_process(path: Path) -> str:
    """A file's kind by its content, looked at by a process of its own. Raises PlanlinkError for what is no document."""
    return str(ask("kind", path))


class Tray:
    """What was sent to one workspace. Raises WorkspaceError where nothing can be written there."""

    def __init__(self, out: Path, kind_of: Callable[[Path], str] = kind_in_process) -> None:
        self.folder = out / FOLDER
        self._kind_of = kind_of
        self._lock = Lock()
        self._numbers = count(1)
        self._sent: dict[str, Sent] = {}
        self._coming: dict[int, int] = {}

    @property
    def files(self) -> tuple[Sent, ...]:
        """In the order in which they came."""
        return tuple(self._sent.values())

    def receive(self, told: str) -> Incoming:
        """Begin to take in a file that a browser calls so. Raises DocumentError for a name that no document has."""
        name, number = safe_name(told), next(self._numbers)
        with self._lock:
            if len(self._sent) + len(self._coming) >= MOST_FILES:
                raise DocumentError(name, f"一度に取り込めるのは{MOST_FILES}件までです", "分けて取り込んでください。")
            self._coming[number] = 0
        try:
            return Incoming(self, number, name)
        except BaseException:
            self.forget(number)
            raise

    def weigh(self, number: int, size: int, name: str) -> None:
        """Note how much of a file has come. Raises DocumentError where it, or all together, is too much."""
        with self._lock:
            self._coming[number] = size
            every = sum(self._coming.values()) + sum(one.size for one in self._sent.values())
        if size > MOST_OF_ONE:
            raise DocumentError(
                name, f"大きすぎます（１件{MOST_OF_ONE // 1024**2}MBまで）", "文書をいくつかに分けて保存してください。"
            )
        if every > MOST_OF_ALL:
            raise DocumentError(
                name, f"合わせて{MOST_OF_ALL // 1024**3}GBまでです", "先に選んだ文書を読み取ってから加えてください。"
            )

    def take(self, number: int, path: Path, size: int, sha256: str) -> Sent:
        """Put a whole file beside the others. Raises DocumentError for a kind that cannot be read, and for another
        file by whose name one waits already."""
        sent = Sent(self.folder / path.name, KINDS[self._kind_of(path)], size, sha256)
        with self._lock:
            other = self._sent.get(sent.id)
            if other is not None and (other.name, other.sha256) == (sent.name, sha256):
                return other
            if other is not None:
                raise DocumentError(
                    sent.name,
                    f"同じ名前の文書「{other.name}」が先に選ばれています",
                    "先のものを外すか，名前を変えてください。",
                )
            path.replace(sent.path)  # no path is reused: two names that a system takes for one have one id
            self._sent[sent.id] = sent
        return sent

    def remove(self, *names: str) -> None:
        """Take files out again."""
        with self._lock:
            for one in [one for one in self._sent.values() if one.name in names]:
                self._sent.pop(one.id).path.unlink(missing_ok=True)
            with suppress(OSError):
                self.folder.rmdir()  # where it is empty

    def forget(self, number: int) -> None:
        """A file came whole, or will not come."""
        with self._lock:
            self._coming.pop(number, None)

    def clear(self) -> None:
        """Take everything out, also what an earlier server left."""
        with self._lock:
            self._sent.clear()
            shutil.rmtree(self.folder, ignore_errors=True)


class Incoming:
    """A file on its way, never whole in memory."""

    def __init__(self, tray: Tray, number: int, name: str) -> None:
        self._tray, self._number = tray, number
        self._path = tray.folder / f"{number}.part" / name
        self._size, self._digest = 0, hashlib.sha256()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("wb")
        except OSError as cause:
            raise _unwritable(tray.folder, cause) from cause

    def write(self, part: bytes) -> None:
        """Add a part."""
        self._size += len(part)
        self._tray.weigh(self._number, self._size, self._path.name)
        self._digest.update(part)
        try:
            self._file.write(part)
        except OSError as cause:
            raise _unwritable(self._tray.folder, cause) from cause

    def end(self) -> Sent:
        """The file is whole."""
        if not self._size:
            raise DocumentError(self._path.name, "中身が空です", "元のファイルを選び直してください。")
        try:
            self._file.close()
            return self._tray.take(self._number, self._path, self._size, self._digest.hexdigest())
        except OSError as cause:
            raise _unwritable(self._tray.folder, cause) from cause

    def close(self) -> None:
        """Tidy up, whether it came whole or not."""
        with suppress(OSError):
            self._file.close()
        shutil.rmtree(self._path.parent, ignore_errors=True)
        self._tray.forget(self._number)


def _unwritable(folder: Path, cause: OSError) -> WorkspaceError:
    return WorkspaceError(f"{folder.parent}：文書を置けません（{cause.strerror}）。空き容量と権限を確かめてください。")
