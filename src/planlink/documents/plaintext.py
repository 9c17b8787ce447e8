"""Text and Markdown files as converters leave them → pages of lines, tables and notes.

Page breaks are form feeds or, where a blank line stands after every line, a lone leading blank. Pages carry no
number, since such a file has none. Markdown's # and lines that are bold as a whole are said as sizes and a font, the
way a reader would see them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from planlink.documents.footmarks import take_notes
from planlink.errors import DocumentError
from planlink.japanese.text import GETA, decoded, tidy, with_geta, with_plain_letters
from planlink.records.documents import Block, Cell, Line, Page, PageQuality, Table

_PAGE_NUMBER = re.compile(
    r"^\s*(?:[-－―‐–—]\s*[0-9０-９ivx]{1,4}\s*[-－―‐–—]|[0-9０-９]{1,4}\s*[/／]\s*[0-9０-９]{1,4}|[0-9]{3,4}|[pP]\.?\s*\d{1,4})\s*$"
)
_MARKUP = re.compile(r"\*\*|__|~~|`|</?(?:b|i|u|em|strong|span|font|p|div|sup|sub|ul|ol|li)(?:\s[^>]*)?/?>", re.I)
_LIST = re.compile(r"^\s*[-*+]\s+(?=\S)")
_ITEM = re.compile(r"^\s*[-*+]\s+(?=[^\s\d０-９()（）①-⑳⑴-⒇・○●■◆※【《第*_|-])")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+")
_BOLD = re.compile(r"^\s*\*\*[^*]+\*\*\s*$")
_SIZES = (24.0, 17.0, 15.5, 14.0, 13.0, 12.0, 11.0)  # body 10; only a single # is as large as a cover's title


def read_text(path: Path) -> tuple[Page, ...]:
    """The pages of a text or Markdown file. Raises DocumentError when it is empty or in an unknown encoding."""
    raw = _decode(path)
    if not raw.strip():
        raise DocumentError(path.name, "中身が空です", "文字の入った元のファイルを指定してください。")
    sheets = _sheets(raw)
    width = _column_width([line for sheet in sheets for line in sheet])
    heads = [found[1] for sheet in sheets for line in sheet if (found := _HEADING.match(line))]
    top = None if len(heads) < 2 else 0 if heads.count("#") == 1 else 1
    pages = tuple(_page(sheet, width, top) for sheet in sheets)
    return take_notes(tuple(page for page in pages if page.blocks))


def _decode(path: Path) -> str:
    data = path.read_bytes()
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp932", "euc-jp"]
    text = decoded(data, *encodings)
    if text is None:
        raise DocumentError(path.name, "文字コードが分かりません", "UTF-8のテキストとして保存し直してください。")
    return text


def _sheets(raw: str) -> list[list[str]]:
    """Lines by page. Blank lines that follow every line mean nothing and are dropped."""
    lines = raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [i for i, line in enumerate(lines) if line.strip()]
    spaced = sum(1 for i in filled if i + 1 < len(lines) and not lines[i + 1].strip()) > 0.8 * len(filled) > 8
    sheets: list[list[str]] = [[]]
    for line in lines:
        begins_page = "\f" in line or (spaced and re.match(r" (?=[^\s　])", line))
        if begins_page and sheets[-1]:
            sheets.append([])
        if line.strip() and not _PAGE_NUMBER.match(line):
            sheets[-1].append(line.replace("\f", ""))
    return [sheet for sheet in sheets if sheet]


def _page(sheet: Sequence[str], width: float, top: int | None) -> Page:
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for raw in [*(with_plain_letters(with_geta(raw)) for raw in sheet), ""]:
        row = _table_row(raw)
        if row is not None:
            rows.append(row)
            continue
        if rows:
            blocks.extend(_table(rows))
            rows = []
        line = _line(raw, width)
        if line.text:
            blocks.append(line if top is None else _sized(line, raw, top))
    letters = sum(len(raw.strip()) for raw in sheet)
    damaged = sum(with_geta(raw).count(GETA) for raw in sheet)
    mended = sum(a != b for raw in sheet for a, b in zip(raw, with_plain_letters(raw), strict=True))
    return Page(None, 0, 0, tuple(blocks), quality=PageQuality(letters, damaged, mended=mended))


def _line(raw: str, width: float) -> Line:
    bare = _LIST.sub("", _ITEM.sub("・", _HEADING.sub("", _MARKUP.sub("", raw))))
    blanks = len(raw) - len(raw.lstrip(" 　"))
    return Line(tidy(bare), indent=float(blanks), full=_width(bare.strip()) >= width * 0.8)


def _sized(line: Line, raw: str, top: int) -> Line:
    """A line of a Markdown file with headings: its size says the level of its #, its font whether all is bold."""
    found = _HEADING.match(raw)
    if found:
        return replace(line, size=_SIZES[top + len(found[1]) - 1], font="bold")
    return replace(line, size=10.0, font="bold" if _BOLD.match(raw) else "plain")


def _width(text: str) -> float:
    """Width in full-width letters."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "FWA" else 0.5 for letter in text)


def _column_width(lines: Sequence[str]) -> float:
    """The width at which lines are broken: the widest that several lines share; beyond reach where lines are free."""
    widths = sorted(_width(line.strip()) for line in lines if "\t" not in line)
    if len(widths) < 30:
        return float("inf")
    edge = widths[int(len(widths) * 0.95)]
    near = sum(1 for width in widths if edge - 2.5 <= width <= edge + 1)
    return edge if near > 0.08 * len(widths) and edge < 70 else float("inf")


def _table_row(raw: str) -> list[str] | None:
    """The cells of a row of a Markdown, tab-separated or HTML table; [] for its rule; None for other lines."""
    bare = raw.strip()
    if re.match(r"^-?\s*\|", bare):
        bare = re.sub(r"^-\s*", "", bare).strip("|")
        return [] if re.fullmatch(r"[\s:|-]*", bare) else [cell.strip() for cell in bare.split("|")]
    if "<table" in bare or "<tr" in bare:
        return _html_cells(bare)
    return raw.strip("\n").split("\t") if raw.count("\t") >= 1 and len(raw.split("\t")) > 1 and bare else None


def _table(rows: list[list[str]]) -> list[Block]:
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return []
    columns = max(len(row) for row in filled)
    cells = [
        Cell(r, c, 1, 1, tuple(Line(text) for text in _cell_lines(raw)))
        for r, row in enumerate(filled)
        for c, raw in enumerate(row)
    ]
    if columns == 1:
        return [line for cell in cells for line in cell.lines]
    return [Table(len(filled), columns, tuple(cells))]


def _cell_lines(raw: str) -> list[str]:
    pieces = re.split(r"<br\s*/?>|</li>|<li>|</p>|(?<=\S)\s*(?=[・○●])", raw)
    lines = (tidy(_MARKUP.sub("", re.sub(r"</?t[^>]*>", " ", piece))) for piece in pieces)
    return [line for line in lines if line]


class _Cells(HTMLParser):
    """Collects the text of td and th elements; nested tables give their cells too."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("td", "th"):
            self.cells.append("")
        elif self.cells and tag in ("br", "li", "p"):
            self.cells[-1] += "<br>"

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def _html_cells(text: str) -> list[str]:
    parser = _Cells()
    parser.feed(text)
    return [cell.strip() for cell in parser.cells]
