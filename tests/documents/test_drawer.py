"""Pictures drawn by a process of its own: the same pictures, and nothing that a file does to it is felt."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny import text, write

from planlink.documents.drawer import Drawer
from planlink.documents.limits import Limits
from planlink.documents.pictures import clips
from planlink.errors import DocumentError
from planlink.records.places import Place


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "a.pdf", text("some words on a page", 70, 700))


def place(quoted: str = "words", page: int = 1) -> Place:
    return Place("a", page, quoted)


def test_the_same_pictures_as_in_this_process(path: Path) -> None:
    places = [place(), place("nowhere"), place(page=9), place("page")]
    with Drawer() as drawer:
        assert drawer.clips(path, places) == tuple(clips(path, places))
        assert drawer.clips(path, places[:1]) == tuple(clips(path, places[:1]))


def test_a_file_that_cannot_be_opened_says_so_and_costs_no_other(path: Path, tmp_path: Path) -> None:
    broken = tmp_path / "b.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    with Drawer() as drawer:
        with pytest.raises(DocumentError, match=r"b\.pdf"):
            drawer.clips(broken, [place()])
        with pytest.raises(DocumentError):
            drawer.clips(tmp_path / "missing.pdf", [place()])
        assert drawer.clips(path, [place()])[0] is not None


@pytest.mark.parametrize("before", [True, False])
def test_a_process_that_dies_costs_its_pictures_and_no_more(
    before: bool, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Drawer() as drawer:
        if before:
            drawer.clips(path, [place()])
        child = drawer._child or drawer._begun()
        child.kill()
        child.wait()
        assert drawer.clips(path, [place(), place()]) == (None, None)
        assert drawer.clips(path, [place()])[0] is not None


@pytest.mark.parametrize("limits", [Limits(wait=0.001), Limits(memory=2**20), Limits(output=1)])
def test_one_beyond_its_limits_draws_nothing(limits: Limits, path: Path) -> None:
    with Drawer(limits) as drawer:
        assert drawer.clips(path, [place()]) == (None,)
        assert drawer.clips(path, [place()]) == (None,)


def test_no_process_is_left(path: Path) -> None:
    drawer = Drawer()
    drawer.clips(path, [place()])
    child = drawer._child
    assert child is not None
    del drawer
    assert child.poll() is not None
