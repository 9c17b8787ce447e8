"""What kind of file it is, by its content; a sentence for those that cannot be read."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path, PurePath

from planlink.errors import DocumentError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = re.compile(rb"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL)
_SAVE = "Wordで開き，「名前を付けて保存」で.docxかPDFにしたものを指定してください。"
_OTHER = {
    "xl/": ("Excelのファイルです", "表をPDFに書き出すか，Wordの文書（.docx）に貼り付けて指定してください。"),
    "ppt/": ("PowerPointのファイルです", "PDFに書き出して指定してください。"),
    "content.xml": ("OpenDocumentの文書です", "Wordの文書（.docx）かPDFとして保存し直してください。"),
}
_OLD = {
    "EncryptedPackage": (
        "パスワードで保護されているため，開くことができません",
        "パスワードを外して保存し直したものを指定してください。",
    ),
    "WordDocument": ("古い形式のWordの文書（.doc）です", _SAVE),
    "Workbook": ("古い形式のExcelのファイル（.xls）です", _OTHER["xl/"][1]),
    "PowerPoint Document": ("古い形式のPowerPointのファイル（.ppt）です", _OTHER["ppt/"][1]),
}
_RICH = ("リッチテキストの文書（.rtf）です", _SAVE)
_TARO = ("一太郎の文書です", "一太郎で開き，Wordの文書（.docx）かPDFとして保存したものを指定してください。")
_DOCUWORKS = ("DocuWorksの文書です", "DocuWorksで開き，PDFに変換したものを指定してください。")
_NAMED = {
    **dict.fromkeys((".doc", ".dot"), _OLD["WordDocument"]),
    **dict.fromkeys((".jtd", ".jtdc", ".jtt", ".jttc"), _TARO),
    **dict.fromkeys((".xdw", ".xbd"), _DOCUWORKS),
    **dict.fromkeys((".xlsx", ".xlsm"), _OTHER["xl/"]),
    **dict.fromkeys((".pptx", ".pptm"), _OTHER["ppt/"]),
    ".odt": _OTHER["content.xml"],
    ".ppt": _OLD["PowerPoint Document"],
    ".rtf": _RICH,
    ".xls": _OLD["Workbook"],
}
_UNKNOWN = (
    "読めない種類のファイルです",
    "PDF（.pdf），Word（.docx），HTML（.html）かテキスト（.txt，.md）を指定してください。",
)


def kind_of(path: Path, data: bytes) -> str:
    """pdf, word, html, markdown or text. Raises DocumentError for other files."""
    suffix = path.suffix.lower()
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        raise DocumentError(path.name, *_old(data, suffix))
    if data.startswith(b"{\\rtf"):  # Word writes it under the name .doc too
        raise DocumentError(path.name, *_RICH)
    if data.startswith(b"PK\x03\x04"):
        return _zipped(path, data)
    if suffix in (".pdf", ".docx", ".docm"):
        known = "PDF" if suffix == ".pdf" else "Wordの文書"
        raise DocumentError(
            path.name, f"{known}ではありません（拡張子は{suffix}です）", f"元の{known}を指定し直してください。"
        )
    return _written(path, data, suffix)


def known_by_name(name: str) -> tuple[str, str] | None:
    """What a file is by its name alone, and what to do with it; None for documents and for names that say nothing."""
    return _NAMED.get(PurePath(name).suffix.lower())


def _old(data: bytes, suffix: str) -> tuple[str, str]:
    if _NAMED.get(suffix) is _TARO:
        return _TARO
    return next((told for name, told in _OLD.items() if name.encode("utf-16-le") in data), _NAMED.get(suffix, _UNKNOWN))


def _zipped(path: Path, data: bytes) -> str:
    try:
        names = zipfile.ZipFile(BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        names = []
    if any(name.startswith("word/") for name in names) or (not names and path.suffix.lower() in (".docx", ".docm")):
        return "word"
    other = (told for start, told in _OTHER.items() if any(name.startswith(start) for name in names))
    raise DocumentError(path.name, *next(other, _UNKNOWN))


def _written(path: Path, data: bytes, suffix: str) -> str:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    head = data[:4096].replace(b"\0", b"") if wide else data[:4096]
    if _PAGE.match(head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")):
        return "html"
    if suffix not in (".txt", ".md", ".markdown", ".html", ".htm"):
        raise DocumentError(path.name, *_NAMED.get(suffix, _UNKNOWN))
    if b"\0" in head:
        raise DocumentError(path.name, "文字のファイルではありません", "テキストとして保存し直してください。")
    return "html" if suffix in (".html", ".htm") else "markdown" if suffix != ".txt" else "text"
