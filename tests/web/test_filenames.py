"""Names from browsers: what stays of them, and what is refused."""

from __future__ import annotations

import unicodedata

import pytest

from planlink.errors import DocumentError
from planlink.web.filenames import LONGEST, safe_name

NAMES = {
    "総合戦略.pdf": "総合戦略.pdf",
    "../../etc/passwd.txt": "passwd.txt",
    "..\\..\\Windows\\計画.pdf": "計画.pdf",
    "C:\\fakepath\\計画.pdf": "計画.pdf",
    "/etc/計画.md": "計画.md",
    "CON.pdf": "_CON.pdf",
    "con.計画.pdf": "_con.計画.pdf",
    "lpt1.docx": "_lpt1.docx",
    "Console.pdf": "Console.pdf",
    ".計画.pdf": "計画.pdf",
    "...計画.PDF": "計画.PDF",
    "計画 .pdf": "計画.pdf",
    "計画\r\n\x00案\u202e.pdf": "計画案.pdf",
    'a<b>:"|?*.txt': "a_b______.txt",
    "<img src=x onerror=alert(1)>.md": "_img src=x onerror=alert(1)_.md",
    "🌊みなと🌊.pdf": "🌊みなと🌊.pdf",
    "ビジョン\u3000第２期.pdf": "ビジョン 第２期.pdf",
    "計画\ud83d.pdf": "計画.pdf",
    "-o.pdf": "-o.pdf",
    "%2e%2e%2f計画.pdf": "%2e%2e%2f計画.pdf",
}


@pytest.mark.parametrize("told", NAMES)
def test_a_name_is_safe(told: str) -> None:
    assert safe_name(told) == NAMES[told]
    assert safe_name(safe_name(told)) == NAMES[told]


def test_marks_are_joined() -> None:
    assert safe_name(unicodedata.normalize("NFD", "ビジョン.pdf")) == "ビジョン.pdf"


@pytest.mark.parametrize("letter", ["a", "あ", "🌊"])
def test_a_long_name_is_cut_between_letters(letter: str) -> None:
    name = safe_name(letter * 300 + ".docx")
    assert len(name.encode()) <= LONGEST
    assert set(name.removesuffix(".docx")) == {letter}


@pytest.mark.parametrize(
    "told", ["", ".", "..", "/", ".pdf", "計画", "計画.exe", "計画.pdf.exe", "計画.pdf/", "planlink.toml"]
)
def test_no_document_is_called_so(told: str) -> None:
    with pytest.raises(DocumentError, match="読めない種類"):
        safe_name(told)


@pytest.mark.parametrize(
    ("told", "what"), [("計画.doc", "古い形式のWord"), ("計画.jtd", "一太郎"), ("計画.xlsx", "Excel")]
)
def test_what_is_known_by_its_name_is_said(told: str, what: str) -> None:
    with pytest.raises(DocumentError, match=what):
        safe_name(told)
