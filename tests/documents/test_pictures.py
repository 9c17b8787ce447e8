"""Pictures of pages, and of the places that a finding quotes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from tiny import rectangle, text, write

from planlink.documents.pdf import read_pages
from planlink.documents.pictures import CLIP_DPI, TALLEST, clips, picture
from planlink.errors import DocumentError
from planlink.records.places import Box, Place

SCALE = CLIP_DPI / 72


def opened(png: bytes | None) -> Image.Image:
    assert png is not None
    return Image.open(io.BytesIO(png)).convert("L")


def dark(image: Image.Image) -> tuple[int, int, int, int]:
    return image.point(lambda grey: 255 * (grey < 128)).getbbox() or (0, 0, 0, 0)


def clip(path: Path, quoted: str, page: int | None = 1, box: Box | None = None) -> bytes | None:
    (png,) = clips(path, [Place("a", page, quoted, box)])
    return png


def test_a_picture_is_a_grey_png_of_the_page(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", "", rectangle(0, 421, 595, 421, "f"))
    image = Image.open(io.BytesIO(picture(path, 2, dpi=72)))
    assert (image.format, image.mode, image.size) == ("PNG", "L", (595, 842))
    assert [image.getpixel((300, y)) for y in (100, 700)] == [0, 255]


def test_a_clip_is_the_stretch_of_the_page_with_the_quotation_framed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", text("far away", 70, 100) + " " + text("the words", 70, 700))
    image = opened(clip(path, "the words"))
    left, top, right, bottom = dark(image)
    assert image.width == pytest.approx(595 * SCALE, abs=1)
    assert image.height < 70 * SCALE
    assert left == pytest.approx(67 * SCALE, abs=3)
    assert right - left > 40 * SCALE
    assert 0 < top < bottom < image.height


@pytest.mark.parametrize("quoted", ["the words", "ｔｈｅ  ｗｏｒｄｓ"])
def test_width_and_blanks_of_a_quotation_do_not_matter(quoted: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", text("the words", 70, 700))
    assert clip(path, quoted) == clip(path, "the words") is not None


def test_a_quotation_that_goes_on_elsewhere_is_found_by_its_beginning(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", text("a quotation of many letters", 70, 700))
    assert clip(path, "a quotation of many letters that goes on") == clip(path, "a quotation of")
    assert clip(path, "another quotation of many letters") is None


def test_of_two_such_places_the_one_in_the_box_is_shown(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", text("twice", 70, 700) + " " + text("twice", 300, 300))
    low = Box(290, 520, 400, 560)
    assert dark(opened(clip(path, "twice")))[0] == pytest.approx(67 * SCALE, abs=3)
    assert dark(opened(clip(path, "twice", box=low)))[0] == pytest.approx(297 * SCALE, abs=3)


def test_where_the_words_are_not_found_the_box_is_shown_and_without_one_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", text("something", 70, 700))
    assert clip(path, "elsewhere") is None
    assert clip(path, "", box=None) is None
    assert dark(opened(clip(path, "elsewhere", box=Box(100, 200, 300, 220))))[0] == pytest.approx(97 * SCALE, abs=3)


@pytest.mark.parametrize("page", [None, 0, 2, -1])
def test_a_page_that_is_not_there_gives_no_clip(page: int | None, tmp_path: Path) -> None:
    assert clip(write(tmp_path / "a.pdf", text("word", 70, 700)), "word", page) is None


def test_a_turned_page_gives_no_clip(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", text("word", 70, 700))
    path.write_bytes(path.read_bytes().replace(b"/MediaBox", b"/Rotate 90/MediaBox"))
    assert clip(path, "word") is None


def test_a_tall_place_is_cut(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", text("word", 70, 800))
    image = opened(clip(path, "elsewhere", box=Box(60, 40, 500, 800)))
    assert image.height <= TALLEST * SCALE + 1


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"no pdf")
    with pytest.raises(DocumentError):
        list(clips(path, [Place("a", 1, "word")]))


@pytest.mark.parametrize("corner", [b"MediaBox[0 0 595 842]", b"MediaBox[9 9 595 842]", b"MediaBox[9 8 300 800]"])
@pytest.mark.parametrize("cut", [b"", b"/CropBox[30 30 200 790]"])
def test_boxes_fit_the_picture_wherever_a_sheet_begins(corner: bytes, cut: bytes, tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", text("MMM", 70, 700))
    whole = b"/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
    path.write_bytes(path.read_bytes().replace(whole, b"/" + corner + cut + whole[22:]))
    (page,) = read_pages(path, 1, 1)
    image = Image.open(io.BytesIO(picture(path, 1, dpi=72)))
    left, top, right, bottom = image.point(lambda grey: 255 * (grey < 128)).getbbox() or (0, 0, 0, 0)
    box = page.blocks[0].box
    assert box is not None
    assert image.size == (round(page.width), round(page.height))
    assert box.x0 - 1 <= left < right <= box.x1 + 1
    assert box.top - 1 <= top < bottom <= box.bottom + 1
