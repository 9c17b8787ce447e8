"""No text of a document is calculated, run or taken for markup, in any file that planlink writes."""

from __future__ import annotations

import csv
import re
import zipfile
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from factories import decision, town
from hostile import FORMULAS, MARKUP, hostile
from planlink.outputs import excel
from planlink.outputs.decision_rows import decision_table
from planlink.outputs.export import export
from planlink.outputs.formulas import is_formula
from planlink.outputs.reports import PUBLIC, REPORT, SDG_PAPER, Wishes, write_reports
from planlink.outputs.rows import Column, Table
from planlink.web.downloads import as_csv, measure_table

EVERY = (*FORMULAS, *MARKUP)
SPREADSHEET = re.compile(r"[=+\-@\t\r\n]|_x000D_|[＝＋－＠].")


@pytest.mark.parametrize("payload", FORMULAS)
def test_what_could_be_calculated_is_known(payload: str) -> None:
    assert is_formula(payload)


@pytest.mark.parametrize("text", ["▲3", "港", "", "1-2", " ", "＿", "－"])
def test_other_text_is_left_alone(text: str) -> None:
    assert not is_formula(text)


def workbooks(folder: Path, payload: str) -> list[Path]:
    given = hostile(payload)
    papers = write_reports(given, folder, Wishes(unread=(f"{payload}.pdf：読み取れません。",), delicate=True))
    (exported,) = export(given, "xlsx", folder)
    words = decision_table(given, [decision(why=payload, who=payload)])
    excel.write_table(folder / "decisions.xlsx", words)
    return [*(path for path in papers if path.suffix == ".xlsx"), exported, folder / "decisions.xlsx"]


@pytest.mark.parametrize("payload", EVERY)
def test_no_cell_of_a_workbook_is_a_formula_or_leads_outside(tmp_path: Path, payload: str) -> None:
    for path in workbooks(tmp_path, payload):
        quoted = 0
        for sheet in openpyxl.load_workbook(path):
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
                assert cell.data_type in "sn", (path.name, sheet.title, cell.coordinate)
                if cell.data_type == "s" and SPREADSHEET.match(cell.value):
                    quoted += 1
                    assert cell.quotePrefix, (path.name, sheet.title, cell.coordinate)
        assert quoted or payload not in FORMULAS
        with zipfile.ZipFile(path) as parts:
            for name in parts.namelist():
                data = parts.read(name)
                assert not name.startswith("xl/worksheets/") or b"<f>" not in data
                assert b'Target="http' not in data.replace(b'Target="http://schemas', b"")


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
@pytest.mark.parametrize("payload", EVERY)
def test_no_field_of_a_csv_is_calculated(tmp_path: Path, payload: str, encoding: str) -> None:
    for path in export(hostile(payload), "csv", tmp_path, encoding):
        code = "cp932" if encoding == "cp932" and path.name != "置き換えた文字.csv" else "utf-8-sig"
        with path.open(encoding=code, newline="") as opened:
            rows = list(csv.reader(opened))
        assert [value for row in rows for value in row if SPREADSHEET.match(value) and not _is_number(value)] == []


def _is_number(value: str) -> bool:
    return re.fullmatch(r"-\d+(\.\d+)?(e-\d+)?", value) is not None


def test_no_heading_of_a_csv_is_calculated() -> None:
    told = as_csv(Table("表", (Column("=1+1", 5), Column("@x", 5)), (("+1", -1),))).body
    assert bytes(told).decode("utf-8-sig") == "'=1+1,'@x\r\n'+1,-1\r\n"


def test_the_list_of_measures_on_the_page_has_the_same_guard() -> None:
    assert measure_table.__module__ == as_csv.__module__


class Elements(HTMLParser):
    """How often each element stands there with which attributes, and the text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self.addresses: list[str] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[tag, tuple(sorted(name for name, _ in attrs))] += 1
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action", "srcdoc")]

    def handle_comment(self, data: str) -> None:
        self.found["comment", ()] += 1

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("payload", MARKUP)
@pytest.mark.parametrize("name", [REPORT, PUBLIC])
def test_nothing_of_a_document_is_markup(tmp_path: Path, payload: str, name: str) -> None:
    write_reports(hostile("港"), tmp_path / "plain")
    write_reports(hostile(payload), tmp_path / "hostile")
    plain = Elements((tmp_path / "plain" / name).read_text(encoding="utf-8"))
    found = Elements((tmp_path / "hostile" / name).read_text(encoding="utf-8"))
    bare = {key: count for key, count in plain.found.items() if key[0] not in ("mark", "br", "wbr")}
    assert {key: count for key, count in found.found.items() if key[0] not in ("mark", "br", "wbr")} == bare
    assert not [address for address in found.addresses if address.strip().lower().startswith("javascript:")]
    assert payload in found.text


@pytest.mark.parametrize("payload", EVERY)
def test_a_word_paper_holds_text_alone(tmp_path: Path, payload: str) -> None:
    write_reports(hostile("港"), tmp_path / "plain")
    write_reports(hostile(payload), tmp_path / "hostile")
    plain, found = (_word(tmp_path / name / SDG_PAPER) for name in ("plain", "hostile"))
    assert found[0] == plain[0]
    assert payload.strip().replace("\r", "\n") in found[1].replace("\r", "\n") or payload[0] in "\t\r"


def _word(path: Path) -> tuple[Counter[str], str]:
    """How often each element that acts stands in a Word file, and its text."""
    with zipfile.ZipFile(path) as parts:
        root = etree.fromstring(parts.read("word/document.xml"))
        outside = parts.read("word/_rels/document.xml.rels").count(b"External")
    acting = Counter(
        etree.QName(one).localname
        for one in root.iter("{*}instrText", "{*}fldSimple", "{*}hyperlink", "{*}object", "{*}altChunk", "{*}tbl")
    )
    acting["outside"] = outside
    return acting, "".join(one.text or "" for one in root.iter("{*}t"))


def test_a_plain_town_is_written_as_ever() -> None:
    assert hostile("", town()) == town()
