"""Word files that are cut, locked, hostile or something else: a sentence, and nothing worse."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from wordfiles import cell, p, table, words, write

from planlink.documents import package
from planlink.documents.kinds import known_by_name
from planlink.documents.reader import read_document
from planlink.documents.word import read_word
from planlink.errors import DocumentError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def told(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    assert str(caught.value).startswith(f"{path.name}：")
    assert str(caught.value).endswith("。")
    return caught.value.what


def changed(path: Path, name: str, data: bytes) -> Path:
    """The same file with one part replaced, or one more."""
    with zipfile.ZipFile(path) as old:
        parts = {entry: old.read(entry) for entry in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry, content in {**parts, name: data}.items():
            new.writestr(entry, content)
    return path


def test_a_word_file_is_known_by_its_content(tmp_path: Path) -> None:
    write(tmp_path / "plan.docx", p("港の船")).rename(tmp_path / "草稿.dat")
    document = read_document(tmp_path / "草稿.dat")
    assert (document.id, document.format, words(document.pages)) == ("草稿", "word", ["港の船"])


def test_macros_are_not_looked_at(tmp_path: Path) -> None:
    path = changed(write(tmp_path / "plan.docm", p("港")), "word/vbaProject.bin", OLE)
    assert words(read_document(path).pages) == ["港"]


def test_the_main_part_is_found_by_its_tie(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.docx", p("港"))
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        new.writestr("_rels/.rels", parts["_rels/.rels"].replace(b'"word/document.xml', b'"/word/document2.xml'))
        new.writestr("word/document2.xml", parts["word/document.xml"])
    assert words(read_document(path).pages) == ["港"]


def test_the_strict_form_of_the_format(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.docx", p("港"))
    with zipfile.ZipFile(path) as old:
        main = old.read("word/document.xml")
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    changed(path, "word/document.xml", main.replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main"))
    assert words(read_document(path).pages) == ["港"]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("古い.doc", OLE + "WordDocument".encode("utf-16-le"), "古い形式のWordの文書（.doc）です"),
        ("鍵.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "パスワードで保護されている"),
        ("表.xls", OLE + "Workbook".encode("utf-16-le"), "古い形式のExcel"),
        ("図.ppt", OLE + "PowerPoint Document".encode("utf-16-le"), "古い形式のPowerPoint"),
        ("計画.jtd", OLE, "一太郎の文書です"),
        ("計画.jtdc", b"anything", "一太郎の文書です"),
        ("計画.jttc", OLE + "WordDocument".encode("utf-16-le"), "一太郎の文書です"),
        ("計画.xdw", b"anything", "DocuWorksの文書です"),
        ("計画.xbd", OLE, "DocuWorksの文書です"),
        ("計画.doc", b"{\\rtf1\\ansi", "リッチテキストの文書（.rtf）です"),
        ("計画.doc", b"anything", "古い形式のWordの文書（.doc）です"),
        ("何か.bin", OLE, "読めない種類のファイルです"),
        ("計画.docx", "港の船".encode(), "Wordの文書ではありません（拡張子は.docxです）"),
        ("計画.docx", b"PK\x03\x04 cut", "Wordの文書として開くことができません"),
    ],
)
def test_other_files(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert told(tmp_path / name).startswith(what)


@pytest.mark.parametrize("name", ["計画.doc", "計画.JTD", "計画.xdw", "表.xlsx", "図.pptx", "計画.odt", "計画.rtf"])
def test_a_name_alone_says_what_to_do(name: str) -> None:
    found = known_by_name(name)
    assert found is not None
    assert found[0].endswith("です")
    assert "指定してください。" in found[1] or "保存し直してください。" in found[1]


@pytest.mark.parametrize("name", ["計画.pdf", "計画.docx", "計画.html", "計画.txt", "写真.jpg", "計画", ".doc"])
def test_documents_and_other_names_say_nothing(name: str) -> None:
    assert known_by_name(name) is None


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("xl/workbook.xml", "Excelのファイルです"),
        ("ppt/presentation.xml", "PowerPointのファイルです"),
        ("content.xml", "OpenDocumentの文書です"),
        ("photo.jpg", "読めない種類のファイルです"),
        ("word/fonts.xml", "Wordの文書の本文がありません"),
    ],
)
def test_other_zip_files(tmp_path: Path, inside: str, what: str) -> None:
    with zipfile.ZipFile(tmp_path / "計画.docx", "w") as made:
        made.writestr(inside, "<a/>")
    assert told(tmp_path / "計画.docx") == what


def test_a_file_that_was_cut(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.docx", "".join(p(f"港{n}") for n in range(500)))
    path.write_bytes(path.read_bytes()[:600])
    assert told(path).startswith("Wordの文書として開くことができません")


def test_letters_that_were_changed_in_the_zip(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.docx", "".join(p(f"港{n}") for n in range(500)))
    data = bytearray(path.read_bytes())
    middle = data.index(b"word/document.xml") + 200
    data[middle : middle + 40] = b"x" * 40
    path.write_bytes(data)
    assert told(path).startswith("Wordの文書として開くことができません")


@pytest.mark.parametrize("body", ["", p(), table(cell("") + cell("")), p(runs="<w:r><w:drawing/></w:r>")])
def test_without_letters(tmp_path: Path, body: str) -> None:
    assert told(write(tmp_path / "plan.docx", body)).startswith("文字が入っていません")


def test_without_a_body(tmp_path: Path) -> None:
    path = changed(write(tmp_path / "plan.docx", p("港")), "word/document.xml", b"<a/>")
    assert told(path).startswith("文字が入っていません")


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "_rels/.rels"])
@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;&x;">]><a>&z;</a>'.encode("utf-16"),
        b"<a><b></a>",
        b"\xff\xfe\x00",
        b"\x82\xa0",
        b"",
    ],
)
def test_parts_that_are_broken_or_declare_entities(tmp_path: Path, part: str, data: bytes) -> None:
    path = changed(write(tmp_path / "plan.docx", p("港"), styles=""), part, data)
    assert told(path).startswith("Wordの文書として開くことができません")


def test_a_part_that_grows_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST", 2000)
    assert words(read_word(write(tmp_path / "plan.docx", p("港")))) == ["港"]
    path = write(tmp_path / "plan.docx", p("港" * 5000))
    assert path.stat().st_size < 2000
    with pytest.raises(DocumentError, match="中身が大きすぎます"):
        read_word(path)


def test_tables_a_hundred_deep(tmp_path: Path) -> None:
    def nested(depth: int) -> str:
        return table(cell(nested(depth - 1) + p("港"))) if depth else p("船")

    assert words(read_document(write(tmp_path / "plan.docx", nested(20))).pages)[0].startswith("〔船/港/港")
    assert told(write(tmp_path / "plan.docx", nested(100))).startswith("Wordの文書として開くことができません")


def test_a_large_document(tmp_path: Path) -> None:
    body = "".join(p(f"{n} 港の船") for n in range(2_000))
    assert len(read_document(write(tmp_path / "plan.docx", body)).pages[0].blocks) == 2_000
