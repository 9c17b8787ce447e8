"""Documents and workspaces that lie in an object store or behind another address that fsspec knows (s3://…, file://…):
they are fetched to this machine, and what was made is put back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from planlink.errors import PlanlinkError, WorkspaceError
from planlink.workspace.store import DATABASE

MARK = "://"


def is_afar(place: str) -> bool:
    """Whether a place is an address and no path."""
    return MARK in place


def below(place: str, *names: str) -> str:
    """A place inside another one, of the same kind."""
    return "/".join((place.rstrip("/"), *names)) if is_afar(place) else str(Path(place, *names))


def name_of(place: str) -> str:
    """The last name of a place."""
    return place.rstrip("/").rpartition("/")[2] if is_afar(place) else Path(place).name


@contextmanager
def fetched(document: str) -> Iterator[Path]:
    """A document as a file of this machine, under its own name, for as long as it is needed."""
    with fetched_all((document,)) as (path,):
        yield path


@contextmanager
def fetched_all(documents: Sequence[str]) -> Iterator[tuple[Path, ...]]:
    """Several documents as files of this machine."""
    with ExitStack() as stack:
        if not any(map(is_afar, documents)):
            yield tuple(map(Path, documents))
            return
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="planlink-")))
        for document in documents:
            system, path = filesystem(document)
            system.get_file(path, str(folder / name_of(document)))
        yield tuple(folder / name_of(document) for document in documents)


@contextmanager
def workplace(out: str) -> Iterator[Path]:
    """The workspace as a folder of this machine. That of an address is fetched, and put back when all went well, the
    database last; until then the former state lies there."""
    if not is_afar(out):
        yield Path(out)
        return
    system, path = filesystem(out)
    with tempfile.TemporaryDirectory(prefix="planlink-") as temporary:
        folder = Path(temporary) / "out"
        folder.mkdir()
        if system.exists(path):
            system.get(f"{path}/", str(folder), recursive=True)
        before = _files(folder)
        yield folder
        after = _files(folder)
        for name in sorted(after, key=lambda name: (name == DATABASE, name)):
            parent = f"{path}/{name}".rpartition("/")[0]
            system.makedirs(parent, exist_ok=True)
            system.put_file(str(folder / name), f"{path}/{name}")
        for name in sorted(before - after):
            system.rm_file(f"{path}/{name}")


@contextmanager
def lent(folder: str, name: str) -> Iterator[Path]:
    """The folder of this machine in which a file of `folder` lies; one from an address is put back at the end, however
    that comes."""
    if not is_afar(folder):
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
        except OSError as cause:
            raise WorkspaceError(
                f"{folder}：出力先のフォルダーを作れません（{cause.strerror}）。別の場所を指定してください。"
            ) from cause
        yield Path(folder)
        return
    system, path = filesystem(folder)
    with tempfile.TemporaryDirectory(prefix="planlink-") as temporary:
        own = Path(temporary)
        if system.exists(f"{path}/{name}"):
            system.get_file(f"{path}/{name}", str(own / name))
        try:
            yield own
        finally:
            system.makedirs(path, exist_ok=True)
            system.put_file(str(own / name), f"{path}/{name}")


def folders(place: str) -> dict[str, tuple[str, ...]]:
    """The folders right inside an address and the addresses of the files in each, sorted by name."""
    system, path = filesystem(place)
    if not system.isdir(path):
        raise PlanlinkError(f"{place}：フォルダーが見つかりません。場所を確かめてください。")
    found = {}
    for one in sorted(system.ls(path, detail=True), key=lambda one: str(one["name"])):
        if one["type"] == "directory":
            name = name_of(f"{MARK}{one['name']}")
            files = sorted(e["name"] for e in system.ls(one["name"], detail=True) if e["type"] == "file")
            found[name] = tuple(below(place, name, file.rpartition("/")[2]) for file in files)
    return found


def filesystem(place: str) -> tuple[Any, str]:
    """What reads and writes there, and the path that it knows. Raises PlanlinkError where fsspec or what it needs for
    such an address is missing, or the address is none."""
    try:
        system, path = import_module("fsspec.core").url_to_fs(place)
    except (ImportError, ValueError) as cause:
        raise PlanlinkError(
            f"{place}：この場所を読み書きする部品がありません（{cause}）。"
            "部品（pip install 'planlink[cluster]' と，その場所のための部品）を入れるか，フォルダーを指定してください。"
        ) from cause
    return system, path


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
