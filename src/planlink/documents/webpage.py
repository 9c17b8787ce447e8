"""A web page as it was saved (.html, .htm) → lines, tables, frames and notes. Nothing that it names is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from planlink.documents import quality
from planlink.documents.grid import letters_of
from planlink.documents.package import Element
from planlink.documents.scale import step
from planlink.documents.webflow import BODY, Flow
from planlink.documents.webtext import is_shown, tag_of
from planlink.errors import DocumentError
from planlink.japanese.text import decoded, tidy
from planlink.records.documents import Line, Page

LARGEST = 64 * 1024 * 1024
DEEPEST = 200
"""Elements inside each other; pages of city halls have some thirty."""

_ENCODINGS = {
    **dict.fromkeys(("utf-8", "utf8"), "utf-8-sig"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis", "sjis", "windows-31j", "ms932", "cp932"), "cp932"),
    **dict.fromkeys(("euc-jp", "x-euc-jp", "eucjp"), "euc-jp"),
    "iso-2022-jp": "iso-2022-jp",
}


def read_webpage(path: Path) -> tuple[Page, ...]:
    """The page of an HTML file. Raises DocumentError when it is too large or deep, or has no letters."""
    root = _parsed(path)
    content = _content(root)
    only = [heading for heading in content.iter("h1") if "".join(heading.itertext()).strip()]
    flow = Flow(root, title=len(only) == 1)
    blocks = tuple(flow.blocks(content))
    if not blocks:
        raise DocumentError(path.name, "文章が見つかりません", "ページの本文を保存したHTMLかを確かめてください。")
    title = () if len(only) == 1 else tuple(_title(root))
    letters = "".join(map(letters_of, blocks))
    return (Page(None, 0, 0, (*title, *blocks), flow.notes(), quality=quality.measure(letters, 0)),)


def _content(root: Element) -> Element:
    """The part that the page itself calls its main part, else its body."""
    parts = [e for e in root.iter() if tag_of(e) == "main" or (e.get("role") or "").lower() == "main"]
    told = [part for part in parts if is_shown(part) and "".join(part.itertext()).strip()]
    body = root.find("body")
    return told[0] if len(told) == 1 else body if body is not None else root


def _title(root: Element) -> Iterator[Line]:
    """The title in the page's head, without the name of the site behind a bar."""
    told = root.find("head/title")
    text = tidy(re.split(r"[|｜]|\s[-－–—]\s", (told.text or "") if told is not None else "")[0])
    if text:
        yield Line(text, size=BODY * step(0), font="bold")


def _parsed(path: Path) -> Element:
    data = path.read_bytes()
    if len(data) > LARGEST:
        raise DocumentError(path.name, "HTMLが大きすぎます", "いくつかのファイルに分けて指定してください。")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_decoded(path, data).replace("\0", "").encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DocumentError(path.name, "HTMLとして読めません", "ブラウザで開いて保存し直してください。") from error
    if _depth(root) > DEEPEST:
        raise DocumentError(path.name, "要素の入れ子が深すぎます", "ブラウザで開き，PDFに印刷して指定してください。")
    return root


def _decoded(path: Path, data: bytes) -> str:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    told = re.search(rb"charset\s*=\s*[\"']?\s*([\w.-]+)", data[:4096], re.IGNORECASE)
    declared = "utf-16" if wide else _ENCODINGS.get(told[1].decode("ascii", "replace").lower()) if told else None
    text = decoded(data, *((declared,) if declared else ()), "utf-8-sig", "cp932", "euc-jp")
    if text is not None:
        return text
    if declared is None:
        raise DocumentError(path.name, "文字コードが分かりません", "UTF-8のHTMLとして保存し直してください。")
    return data.decode(declared, "replace")


def _depth(root: Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
