"""What a backup says of itself: its edition, and name, size and SHA-256 of each of its members."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import planlink
from planlink.workspace import copies, journal, papers, record, store
from planlink.workspace.codec import decode, encode

FILE = "planlink-backup.json"
EDITION = 1
MOST_OF_ALL = 32 * 1024**3
"""Bytes of all members together."""
MOST_MEMBERS = 10_000
FOLDERS = (copies.FOLDER, papers.FOLDER)
ALONE = (store.DATABASE, record.FILE, journal.FILE)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the workspace, its name with / below OUT; `size` in bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`database` is the version of the database, `planlink` that of the program that made the backup."""

    members: tuple[Member, ...]
    edition: int = EDITION
    planlink: str = planlink.__version__
    database: int = store.VERSION

    @property
    def size(self) -> int:
        """Bytes of all members together."""
        return sum(one.size for one in self.members)

    @property
    def documents(self) -> int:
        """How many of the members are documents."""
        return sum(one.name.startswith(f"{copies.FOLDER}/") for one in self.members)


def written(manifest: Manifest) -> str:
    """The manifest as a JSON text."""
    return json.dumps(encode(manifest), ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> Manifest:
    """The manifest that a text is; that of a newer planlink without its members, which may be told otherwise. Raises
    ValueError where it is none, or names what no backup holds."""
    try:
        told = json.loads(text)
        if told["edition"] > EDITION or told["database"] > store.VERSION:
            told["members"] = []
            return decode(Manifest, told)
        found = decode(Manifest, told)
        names = [one.name for one in found.members]
        sizes = [one.size for one in found.members]
        sound = all(type(size) is int and size >= 0 for size in sizes) and all(map(is_member, names))
    except (TypeError, KeyError, AttributeError, RecursionError) as cause:
        raise ValueError("no manifest") from cause
    if not sound or len(set(names)) < len(names) or store.DATABASE not in names:
        raise ValueError("no members of a workspace")
    return found


def is_member(name: str) -> bool:
    """Whether a backup may hold a file of this name: one of the workspace's own, or one right in its folders."""
    folder, _, file = name.partition("/")
    return name in ALONE or (folder in FOLDERS and is_plain(file))


def is_plain(name: str) -> bool:
    r"""Whether a name is that of a file and no way to another folder, also where \ and : lead to one."""
    return Path(name).name == name and name not in ("", ".", "..") and not set(name) & set("/\\:\0")


def too_much(members: Sequence[Member]) -> bool:
    """Whether the members are more than a backup holds."""
    return len(members) > MOST_MEMBERS or sum(one.size for one in members) > MOST_OF_ALL
