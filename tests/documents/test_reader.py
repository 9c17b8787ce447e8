"""The reader goes by content; what cannot be read says why and what to do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import tiny

from planlink.documents.answers import BROKE, LARGE, LONG
from planlink.documents.child import Heard, Part, ReadingStoppedError, read_in_child
from planlink.documents.limits import READING, Limits
from planlink.documents.reader import read_document
from planlink.errors import DocumentError


@pytest.mark.parametrize(
    ("name", "kind"), [("計画.txt", "text"), ("計画.md", "markdown"), ("PLAN.MARKDOWN", "markdown")]
)
def test_text_files(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    path.write_text("港の夜景を巡ります。", encoding="utf-8")
    document = read_document(path)
    assert (document.id, document.file, document.format) == (path.stem, name, kind)
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [page.number for page in document.pages] == [None]


def test_a_pdf_is_known_by_its_content(tmp_path: Path) -> None:
    path = tiny.write(tmp_path / "plan.dat", tiny.text("Harbour", 70, 700), tiny.text("Light", 70, 700))
    document = read_document(path)
    assert (document.format, [page.number for page in document.pages]) == ("pdf", [1, 2])


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("plan.txt", b"", "中身が空です"),
        ("plan.txt", b" \n\t ", "中身が空です"),
        ("plan.pdf", "港の夜景".encode(), "PDFではありません"),
        ("plan.docx", b"PK\x03\x04 word", "Wordの文書として開くことができません"),
        ("plan.txt", b"PK\x00\x00\x01", "文字のファイルではありません"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        read_document(tmp_path / name)
    assert str(caught.value).startswith(f"{name}：")
    assert message in str(caught.value)
    assert str(caught.value).endswith("。")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="ファイルが見つかりません"):
        read_document(tmp_path / "none.txt")


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="ファイルを開けません"):
        read_document(tmp_path)


def test_a_text_of_page_numbers_alone_says_nothing_about_pictures(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("123\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="文章が見つかりません。文章が入っているか"):
        read_document(tmp_path / "a.txt")


def test_a_pdf_without_letters(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="文字が入っていません（2頁とも"):
        read_document(tiny.write(tmp_path / "scan.pdf", "", ""))


def test_a_locked_pdf(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"locked\.pdf："):
        read_document(tiny.locked(tmp_path / "locked.pdf"))


@pytest.mark.parametrize("size", [1, 2, 5])
def test_recycled_children_give_all_pages_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr("planlink.documents.reader.PAGES_A_CHILD", size)
    path = tiny.write(tmp_path / "plan.pdf", *(tiny.text(f"Sheet number {n}", 70, 700) for n in (1, 2, 3)))
    assert [page.number for page in read_document(path).pages] == [1, 2, 3]


@pytest.mark.parametrize("jobs", [2, 3])
def test_several_processes_read_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    monkeypatch.setattr("planlink.documents.reader.TASTE", 2)
    path = tiny.write(tmp_path / "plan.pdf", *(tiny.text(f"Sheet number {n}", 70, 700) for n in range(7)))
    assert read_document(path, jobs) == read_document(path)


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_page_is_told_as_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    monkeypatch.setattr("planlink.documents.reader.TASTE", 2)
    path = tiny.write(tmp_path / "plan.pdf", *(tiny.text(f"Sheet number {n}", 70, 700) for n in range(5)))
    told: list[tuple[int, int]] = []
    read_document(path, jobs, lambda done, of: told.append((done, of)))
    assert sorted(told) == [(n, 5) for n in range(1, 6)]


def breaking(reasons: Mapping[int, str]) -> Callable[..., Part]:
    """A reading process that stops at any of these pages, for its reason."""

    def read(path: Path, first: int, last: int, heard: Heard | None = None, limits: Limits = READING) -> Part:
        stops = [page for page in reasons if first <= page <= last]
        part = read_in_child(path, first, min([last, *(page - 1 for page in stops)]), heard, limits)
        return replace(part, stopped=reasons[min(stops)] if stops else part.stopped)

    return read


@pytest.mark.parametrize("reason", [BROKE, LONG, LARGE])
@pytest.mark.parametrize("broken", [{1}, {3}, {5}, {2, 5}, {2, 3}])
def test_a_page_that_stops_its_reader_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: set[int], reason: str
) -> None:
    monkeypatch.setattr("planlink.documents.reader.read_in_child", breaking(dict.fromkeys(broken, reason)))
    path = tiny.write(tmp_path / "plan.pdf", *(tiny.text(f"Sheet number {n}", 70, 700) for n in range(5)))
    told: list[tuple[int, int]] = []
    document = read_document(path, told=lambda done, of: told.append((done, of)))
    assert told == [(n, 5) for n in range(1, 6 - len(broken))]
    assert [page.number for page in document.pages] == [1, 2, 3, 4, 5]
    assert {page.number for page in document.pages if not page.blocks} == broken
    assert [page.quality.page for page in document.pages] == [1, 2, 3, 4, 5]
    kind = "page-unread" if reason == BROKE else "page-beyond-limits"
    assert [(d.kind, d.place.page) for d in document.doubts] == [(kind, n) for n in sorted(broken)]


def test_a_page_that_memory_had_no_room_for_is_tried_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those before it may have taken the room."""

    def read(path: Path, first: int, last: int, heard: Heard | None = None, limits: Limits = READING) -> Part:
        part = read_in_child(path, first, min(last, first + 1), heard, limits)
        return replace(part, stopped=LARGE if last > first + 1 else "")

    monkeypatch.setattr("planlink.documents.reader.read_in_child", read)
    path = tiny.write(tmp_path / "plan.pdf", *(tiny.text(f"Sheet number {n}", 70, 700) for n in range(5)))
    document = read_document(path)
    assert [bool(page.blocks) for page in document.pages] == [True] * 5
    assert document.doubts == ()


def test_a_file_that_has_fewer_pages_than_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(path: Path, first: int, last: int, heard: Heard | None = None, limits: Limits = READING) -> Part:
        return replace(read_in_child(path, first, last, heard, limits), count=4)

    monkeypatch.setattr("planlink.documents.reader.read_in_child", read)
    document = read_document(tiny.write(tmp_path / "plan.pdf", tiny.text("One", 70, 700), tiny.text("Two", 70, 700)))
    assert [(d.kind, d.place.page) for d in document.doubts] == [("page-unread", 3), ("page-unread", 4)]


def test_a_file_of_more_pages_than_any_plan_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planlink.documents.reader.MOST_PAGES", 1)
    path = tiny.write(tmp_path / "plan.pdf", tiny.text("One", 70, 700), tiny.text("Two", 70, 700))
    with pytest.raises(DocumentError, match="頁が多すぎます（2頁。1頁まで）"):
        read_document(path)


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planlink.documents.reader.MOST_BYTES", 10)
    (tmp_path / "plan.txt").write_text("港の夜景を巡ります。", encoding="utf-8")
    with pytest.raises(DocumentError, match="大きすぎます"):
        read_document(tmp_path / "plan.txt")


def test_a_file_all_of_whose_pages_break_their_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planlink.documents.reader.read_in_child", breaking({1: BROKE, 2: LONG}))
    with pytest.raises(ReadingStoppedError, match="どの頁（全2頁）も読み取れません"):
        read_document(tiny.write(tmp_path / "plan.pdf", tiny.text("One", 70, 700), tiny.text("Two", 70, 700)))


def test_files_beside_the_document_are_no_modules_of_the_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "struct.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read_in_child(tiny.write(tmp_path / "plan.pdf", tiny.text("One", 70, 700)), 1, 1).count == 1


def test_a_reader_that_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planlink.documents.child.sys.executable", "false")
    with pytest.raises(ReadingStoppedError, match="読み取りを始められませんでした"):
        read_document(tiny.write(tmp_path / "plan.pdf", tiny.text("One", 70, 700)))


def test_a_broken_pdf(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7 broken")
    with pytest.raises(DocumentError, match=r"^plan\.pdf：PDFとして開くことができません"):
        read_document(tmp_path / "plan.pdf")
