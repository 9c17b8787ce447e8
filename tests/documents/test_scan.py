"""A page read from its picture (needs the extra `ocr`), and what is said where the extra is missing."""

from __future__ import annotations

import pickle
import unicodedata
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import tiny
from sheets import paragraph, texts

from planlink.documents import scan, sight
from planlink.documents.glyphs import Glyph
from planlink.documents.limits import PICTURES
from planlink.documents.misread import repair_marks
from planlink.documents.pdf import read_pages
from planlink.documents.quality import trouble, without_letters
from planlink.documents.reader import read_document
from planlink.errors import DocumentError
from planlink.records.documents import Line, Page, PageQuality, Table

PDFS = Path(__file__).parents[1] / "pdfs"
with_ocr = pytest.mark.skipif(not scan.is_there(), reason="the extra `ocr` is not installed")
DAMAGED = sorted(path.name for path in PDFS.glob("damaged_*.pdf"))
PRINTED = [
    "２歩いて暮らせる港町をつくる",
    "ア坂道と桟橋の手入れ",
    "(ｱ)手すりと街灯の更新",
    "坂の多い地区に手すりと休むための椅子を置き，通学路の街灯を取り替えま",
    "す。実績値は毎年公表し，進捗を確かめます。",
    "(ｲ)古い倉庫の活用",
    "○朝市と演奏会を開き，コミュニティの拠点にします。",
    "○近くの店と一緒に案内図をつくります。",
    "［指標|現状値（R6年度）|目標値（R9年度）|朝市の来場者数|38,250人|45,300人|人口の社会増減|▲1,204人|▲850人］",
    "〔街灯の更新率：12.5％（令和６年度）→80.0％（令和９年度）〕",
]


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@cache
def scanned() -> Page:
    """The one page that is read with OCR in these tests."""
    (page,) = repair_marks(read_pages(PDFS / "scan_page.pdf", 1, 1))
    return page


@with_ocr
def test_a_scan_comes_out_as_it_was_printed() -> None:
    found = [plain(text) for text in texts(scanned())]
    wrong = [(a, b) for a, b in zip(map(plain, PRINTED), found, strict=True) if a != b]
    assert len(wrong) <= 1, wrong
    assert found[-2:] == [plain(text) for text in PRINTED[-2:]], "a number is wrong, or the table or box is not there"


@with_ocr
def test_a_scan_says_so_and_has_sizes_like_a_page() -> None:
    page = scanned()
    assert (page.quality.source, page.quality.images, page.letters, trouble(page)) == ("ocr", 1, "", "page-ocr")
    sizes = [line.size for line in page.blocks if isinstance(line, Line)]
    assert sizes == pytest.approx([13.0, 11.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0], abs=0.5)
    (table,) = [block for block in page.blocks if isinstance(block, Table)]
    assert (table.rows, table.columns, len(table.cells)) == (3, 3, 9)


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_there", lambda: False)


@pytest.mark.usefixtures("without_ocr")
def test_without_the_extra_the_page_is_named() -> None:
    (page,) = read_pages(PDFS / "scan_page.pdf", 1, 1)
    assert (page.blocks, trouble(page)) == ((), "page-without-text")
    assert "pip install 'planlink[ocr]'" in without_letters((page,))[1]


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_files_are_known_without_the_extra(name: str) -> None:
    (page,) = read_pages(PDFS / name, 1, 1)
    assert page.quality.damaged > 0.2 * page.quality.letters
    assert trouble(page) == "page-damaged"


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_files_are_read_by_their_picture(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_there", lambda: True)
    monkeypatch.setattr(scan, "read", lambda picture, dpi: scan.Scan(_letters(), (), ()))
    (page,) = read_pages(PDFS / name, 1, 1)
    assert (page.quality.source, trouble(page)) == ("ocr", "page-ocr")
    assert texts(page)[0] == "歩いて暮らせる港町をつくる"


def _letters() -> tuple[Glyph, ...]:
    return tuple(paragraph(["歩いて暮らせる港町をつくる"] * 10))


def test_legacy_encodings_are_read_by_the_file() -> None:
    (page,) = read_pages(PDFS / "legacy_cmap.pdf", 1, 1)
    assert [plain(text) for text in texts(page)] == [
        "1朝市と桟橋のにぎわい",
        "古い倉庫を直して,朝市と演奏会を開きます。",
        "来場者は年間45,300人を目指します。",
    ]
    assert (page.quality.damaged, page.quality.source) == (0, "file")


def test_pdfium_reads_what_the_file_reader_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same lines, places and sizes come out of pdfium's letters and boxes."""
    (file,) = read_pages(PDFS / "legacy_cmap.pdf", 1, 1)
    monkeypatch.setattr("planlink.documents.pdf._glyphs", lambda page, height, raised: iter(()))
    (second,) = read_pages(PDFS / "legacy_cmap.pdf", 1, 1)
    assert (second.quality.source, trouble(second)) == ("second", None)
    assert texts(second) == texts(file)
    for one, two in zip(second.blocks, file.blocks, strict=True):
        assert isinstance(one, Line)
        assert isinstance(two, Line)
        assert one.size == pytest.approx(two.size, rel=0.08)
        assert one.box is not None
        assert one.box == pytest.approx(two.box, abs=3)


def test_a_document_of_pictures_names_the_extra(tmp_path: Path) -> None:
    page = Page(1, 595, 842, (), quality=PageQuality(images=1, page=1))
    what, todo = without_letters((page, page))
    assert what.startswith("文字が入っていません（2頁とも")
    assert "pip install 'planlink[ocr]'" in todo
    what, todo = without_letters((replace(page, quality=replace(page.quality, source="ocr")),))
    assert "pip" not in what + todo
    with pytest.raises(DocumentError, match=r"scan\.pdf：文字が入っていません"):
        read_document(tiny.write(tmp_path / "scan.pdf", ""))


def test_pictures_are_answered_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sight, "see", lambda picture, dpi: scan.Scan(_letters()[: picture.shape[0]], (), ()))
    begun: list[object] = []
    monkeypatch.setattr(sight, "next_page", begun.append)  # in this process it would bind all that follows
    asked, answers = BytesIO(), BytesIO()
    for height in (2, 5):
        pickle.dump((np.zeros((height, 3), np.uint8), scan.DPI), asked)
    asked.seek(0)
    sight.answer(asked, answers)
    assert begun == [PICTURES] * 2
    answers.seek(0)
    assert [len(pickle.load(answers).glyphs) for _ in range(2)] == [2, 5]
    assert answers.read() == b""


def test_where_the_process_that_reads_pictures_dies_its_page_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Packages that end their process stand for one that runs out of memory."""
    for name in ("rapidocr", "onnxruntime"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("import os\nos._exit(9)\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    both = pypdfium2.PdfDocument.new()
    for name in ("legacy_cmap.pdf", "scan_page.pdf"):
        with pypdfium2.PdfDocument(PDFS / name) as part:
            both.import_pages(part)
    both.save(tmp_path / "both.pdf")
    both.close()
    document = read_document(tmp_path / "both.pdf")
    assert "45,300人" in plain("".join(texts(document.pages[0])))
    assert [(doubt.kind, doubt.place.page) for doubt in document.doubts] == [("page-unread", 2)]
