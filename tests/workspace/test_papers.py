"""The papers: one that is held open is written beside it, and comes back to its name."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection

import pytest

from factories import decision, town
from planlink.errors import WorkspaceError
from planlink.outputs import reports
from planlink.outputs.reports import PAPERS
from planlink.workspace import decisions, lock, papers, store

Open = Callable[..., None]
WORKBOOK, BESIDE, THIRD = "SDGs対応表.xlsx", "SDGs対応表（2）.xlsx", "SDGs対応表（3）.xlsx"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers that say how many words were said."""

    def write(analysis: object, folder: Path, *_: object) -> tuple[Path, ...]:
        confirmed = sum(link.status == "confirmed" for link in analysis.links)  # type: ignore[attr-defined]
        for name in PAPERS:
            (folder / name).write_text(f"{name} {confirmed}", encoding="utf-8")
        return tuple(folder / name for name in PAPERS)

    monkeypatch.setattr(reports, "write_reports", write)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    with store.opened(tmp_path, create=True) as db:
        store.save(db, town(), store.Run("k"))
        papers.afresh(db, tmp_path)
    return tmp_path


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Lets other programs hold papers open, as Windows does."""
    replace, names = os.replace, set[str]()

    def refuse(source: Path, target: Path) -> None:
        if Path(target).name in names:
            raise PermissionError(13, "Access is denied")
        replace(source, target)

    def hold(*held: str) -> None:
        names.clear()
        names.update(held)

    monkeypatch.setattr(os, "replace", refuse)
    return hold


def decide(db: Connection, label: str) -> None:
    decisions.add(db, decision(label=label))


def shown(out: Path) -> dict[str, str]:
    folder = out / papers.FOLDER
    return {path.name: path.read_text(encoding="utf-8").split()[1] for path in sorted(folder.glob("SDGs*.xlsx"))}


def names(written: tuple[Path, ...]) -> list[str]:
    return [path.name for path in written]


def test_a_paper_that_is_open_is_written_beside_it_and_comes_back(out: Path, held: Open) -> None:
    before = shown(out)[WORKBOOK]
    with store.opened(out) as db:
        decide(db, "3")
        held(WORKBOOK)
        written = papers.afresh(db, out)
        assert names(written) == [BESIDE, *PAPERS[1:]]
        assert [sentence.count(BESIDE) for sentence in papers.told_aside(written)] == [1]
        new = shown(out)[BESIDE]
        assert (shown(out), before != new) == ({WORKBOOK: before, BESIDE: new}, True)
        assert not papers.are_current(db, store.load_analysis(db))
        held()
        assert names(papers.afresh(db, out)) == list(PAPERS)
        assert shown(out) == {WORKBOOK: new}
        assert papers.afresh(db, out) == ()
        assert papers.told_aside(tuple(out / name for name in PAPERS)) == ()


def test_while_it_stays_open_the_same_other_name_is_taken(out: Path, held: Open) -> None:
    with store.opened(out) as db:
        held(WORKBOOK)
        for label in ("3", "4"):
            decide(db, label)
            assert BESIDE in names(papers.afresh(db, out))
    assert list(shown(out)) == [WORKBOOK, BESIDE]


def test_where_both_are_open_a_third_name_is_taken(out: Path, held: Open) -> None:
    with store.opened(out) as db:
        decide(db, "3")
        held(WORKBOOK)
        papers.afresh(db, out)
        decide(db, "4")
        held(WORKBOOK, BESIDE)
        assert THIRD in names(papers.afresh(db, out))
        held()
        papers.afresh(db, out)
    assert sorted(shown(out)) == [WORKBOOK]


@pytest.mark.parametrize("when", ["before", "after"])
def test_what_a_person_put_there_stays(when: str, out: Path, held: Open) -> None:
    person = out / papers.FOLDER / BESIDE
    with store.opened(out) as db:
        decide(db, "3")
        if when == "before":
            person.write_text("職員 職員", encoding="utf-8")
        held(WORKBOOK)
        papers.afresh(db, out)
        person.write_text("職員 職員", encoding="utf-8")
        held()
        papers.afresh(db, out)
    assert shown(out)[BESIDE] == "職員"
    assert THIRD not in shown(out)


def test_where_no_name_is_free_it_is_a_sentence_and_nothing_is_taken_for_current(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(13, "Access is denied")

    with store.opened(out) as db:
        decide(db, "3")
        with monkeypatch.context() as patched:
            patched.setattr(os, "replace", refuse)
            with pytest.raises(WorkspaceError, match="開いていたら閉じて"):
                papers.afresh(db, out)
        assert not papers.are_current(db, store.load_analysis(db))
        assert not [path for path in (out / papers.FOLDER).iterdir() if path.name.startswith(".")]
        assert len(papers.afresh(db, out)) == len(PAPERS)


def test_the_marks_of_open_files_are_not_read(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel lets nobody read them."""
    mark = out / papers.FOLDER / f"~${WORKBOOK}"
    mark.write_text("開いている印", encoding="utf-8")
    opened = Path.open

    def refuse(path: Path, *given: object, **named: object) -> object:
        if path == mark:
            raise PermissionError(13, "Access is denied")
        return opened(path, *given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    with store.opened(out) as db:
        assert papers.afresh(db, out) == ()


def test_papers_wait_for_nobody_who_builds(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    with store.opened(out) as db, lock.working(out, lock.BUILD), pytest.raises(WorkspaceError, match="途中です"):
        papers.afresh(db, out)
