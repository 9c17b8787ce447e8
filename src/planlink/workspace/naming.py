"""Which files a build is about, and the names by which they are known."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from planlink.documents.reader import document_id
from planlink.errors import WorkspaceError

DRAFTS = frozenset({".docx", ".docm", ".html", ".htm"})
SUFFIXES = frozenset({".pdf", ".txt", ".md", *DRAFTS})


def gather(named: Iterable[Path]) -> tuple[Path, ...]:
    """The files named, folders opened (sorted, not what lies in their subfolders), each file once. Raises
    WorkspaceError when there is none, or when two would have the same id."""
    found: dict[Path, Path] = {}
    for path in named:
        for file in within(path) if path.is_dir() else (path,):
            found.setdefault(Path(os.path.realpath(file)), file)
    files = tuple(found.values())
    if not files:
        raise WorkspaceError(
            "読み取る文書がありません。PDF・Word（.docx）・HTML・テキスト（.txt）・Markdown（.md）の文書か，"
            "それらのあるフォルダーを指定してください。"
        )
    _check_ids(files)
    return files


def ids_of(named: Iterable[Path]) -> tuple[str, ...]:
    """The ids of the files named and of those that lie in the folders named, each once."""
    files = (file for path in named for file in (within(path) if path.is_dir() else (path,)))
    return tuple(dict.fromkeys(map(document_id, files)))


def within(folder: Path) -> tuple[Path, ...]:
    """The documents that lie in a folder itself; files that tell about the folder (README) are none, nor are drafts
    in Word or HTML beside the PDF of the same name: that one has the pages."""
    return documents_among([path for path in sorted(folder.iterdir()) if path.is_file()])


def documents_among(named: Iterable[Path]) -> tuple[Path, ...]:
    """Those files of a folder that are documents, by their names alone."""
    files = [path for path in named if _is_seen(path) and path.suffix.lower() in SUFFIXES]
    printed = {document_id(path).casefold() for path in files if path.suffix.lower() == ".pdf"}
    return tuple(
        path for path in files if path.suffix.lower() not in DRAFTS or document_id(path).casefold() not in printed
    )


def passed_over(named: Iterable[Path]) -> tuple[Path, ...]:
    """What lies in the named folders and is no document: other kinds of files, drafts beside their PDF, links that
    lead nowhere, subfolders but for those with the pictures of a saved page. Hidden files and those that tell about
    the folder are left out."""
    return tuple(
        path
        for folder in named
        if folder.is_dir()
        for path in _lying_in(folder)
        if path not in within(folder) and not _is_part_of_page(path)
    )


def _lying_in(folder: Path) -> Iterator[Path]:
    """What a user sees in a folder, sorted; Word's notes on who has a file open (~$…) are no files of anybody."""
    for path in sorted(folder.iterdir()):
        if _is_seen(path):
            yield path


def _is_seen(path: Path) -> bool:
    return not path.name.startswith((".", "~$")) and path.stem.upper() != "README"


def _is_part_of_page(path: Path) -> bool:
    """The folder that a browser saves beside a page: 計画_files beside 計画.html."""
    stem = re.sub(r"[_.]files$", "", path.name)
    return (
        stem != path.name and path.is_dir() and any(path.with_name(stem + end).is_file() for end in (".html", ".htm"))
    )


def cities(named: Sequence[Path]) -> tuple[Path, ...]:
    """The subfolders with documents, where one folder was named that has no documents itself: each is a city."""
    if len(named) != 1 or not named[0].is_dir() or within(named[0]):
        return ()
    return tuple(path for path in sorted(named[0].iterdir()) if path.is_dir() and within(path))


def _check_ids(files: Sequence[Path]) -> None:
    first: dict[str, Path] = {}
    for path in files:
        other = first.setdefault(document_id(path).casefold(), path)
        if other is not path:
            raise WorkspaceError(
                f"「{other}」と「{path}」は，拡張子を除いた名前が同じです。文書は名前で見分けるため，"
                "どちらかの名前を変えるか，一方だけを指定してください。"
            )
