"""Which files a build is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from planlink.errors import WorkspaceError
from planlink.workspace.naming import cities, gather, passed_over


def make(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("文")
    return folder


def names(paths: tuple[Path, ...]) -> list[str]:
    return [path.name for path in paths]


def test_a_folder_gives_its_documents_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.PDF", "c.md", "図.xlsx", ".隠し.txt", "README.md", "下/d.pdf")
    make(tmp_path, "d.docx", "e.DOCM", "f.html", "g.htm", "古い.doc", "~$d.docx")
    assert names(gather([tmp_path])) == ["a.PDF", "b.txt", "c.md", "d.docx", "e.DOCM", "f.html", "g.htm"]


@pytest.mark.parametrize("draft", ["計画.docx", "計画.html", "計画.DOCM"])
def test_a_draft_beside_its_pdf_is_passed_over(tmp_path: Path, draft: str) -> None:
    folder = make(tmp_path, "計画.pdf", draft)
    assert names(gather([folder])) == ["計画.pdf"]
    assert names(passed_over([folder])) == [draft]
    assert names(gather([folder / draft])) == [draft]


def test_a_text_beside_its_pdf_is_not_chosen_silently(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="拡張子を除いた名前が同じ"):
        gather([make(tmp_path, "計画.pdf", "計画.txt")])


def test_the_pictures_of_a_saved_page_are_not_named(tmp_path: Path) -> None:
    folder = make(
        tmp_path, "計画.html", "計画_files/a.png", "図.htm", "図.files/a.png", "別_files/b.png", "~$計画.docx"
    )
    assert names(passed_over([folder])) == ["別_files"]


def test_documents_keep_the_order_given_and_come_once(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.pdf")
    assert names(gather([tmp_path / "b.txt", tmp_path, tmp_path / "." / "a.pdf"])) == ["b.txt", "a.pdf"]


@pytest.mark.parametrize(
    "others",
    [("計画.pdf", "計画.txt"), ("計画.pdf", "計画.docx"), ("上/計画.pdf", "下/計画.pdf"), ("Plan.pdf", "plan.txt")],
)
def test_two_documents_of_one_name_are_refused(others: tuple[str, str], tmp_path: Path) -> None:
    make(tmp_path, *others)
    with pytest.raises(WorkspaceError, match="拡張子を除いた名前が同じ"):
        gather([tmp_path / name for name in others])


def test_no_document_is_a_sentence(tmp_path: Path) -> None:
    make(tmp_path, "図.xlsx")
    with pytest.raises(WorkspaceError, match="読み取る文書がありません"):
        gather([tmp_path])


def test_a_folder_of_folders_is_several_cities(tmp_path: Path) -> None:
    make(tmp_path, "みなと野市/a.pdf", "かわ辺町/b.pdf", "空/図.xlsx")
    assert sorted(names(cities([tmp_path]))) == ["かわ辺町", "みなと野市"]
    assert cities([tmp_path / "みなと野市"]) == ()
    assert cities([tmp_path / "みなと野市", tmp_path]) == ()
    make(tmp_path, "c.pdf")
    assert cities([tmp_path]) == ()


def test_what_is_no_document_is_named(tmp_path: Path) -> None:
    folder = make(tmp_path, "戦略.txt", "草稿.jtd", ".hidden", "README.md", "甲市/計画.txt")
    (folder / "なし.pdf").symlink_to(folder / "消えた.pdf")
    assert sorted(names(passed_over([folder]))) == sorted(["草稿.jtd", "なし.pdf", "甲市"])
    assert passed_over([folder / "戦略.txt"]) == ()
