"""Made-up texts against every parser: none raises anything but DocumentError, all end, numbers and places are honest.

`python bench/fuzz.py [--sample] [--only NAME] [--json FILE]`: 10,000 cases a parser, with `--sample` some hundred; the
same cases each time. Exit status 1 where a case fails; it is printed as small as it was found.
"""

from __future__ import annotations

import gc
import json
import re
import sys
import tempfile
import time
import unicodedata
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from measured import Row, tell

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "documents")]

import wordfiles  # noqa: E402

import texts  # noqa: E402
from planlink.documents.plaintext import read_text  # noqa: E402
from planlink.documents.webpage import read_webpage  # noqa: E402
from planlink.documents.word import read_word  # noqa: E402
from planlink.errors import DocumentError  # noqa: E402
from planlink.japanese.dates import find_years  # noqa: E402
from planlink.japanese.numbers import find_numbers, parse_quantity  # noqa: E402
from planlink.japanese.text import bare, fold, fold_with_map, tidy  # noqa: E402
from planlink.outline.tree import outline  # noqa: E402
from planlink.plans.rows import indicators_in  # noqa: E402
from planlink.plans.sentences import target_rows  # noqa: E402
from planlink.read import plan_of  # noqa: E402
from planlink.records.documents import Document, Page  # noqa: E402
from planlink.records.plans import Plan, Quantity  # noqa: E402
from planlink.settings import Settings  # noqa: E402

CASES = 10_000
SAMPLE = 60
SLOWEST = 10.0  # CPU seconds of a case

WORDS = (
    *("第1章", "第２節", "１", "(1)", "⑴", "ア", "(ｱ)", "①", "・", "○", "【", "】", "基本目標１", "施策", "主な取組"),
    *("数値目標", "KPI", "重要業績評価指標", "指標名", "現状値", "目標値", "基準値", "担当課", "SDGs", "目次", "……12"),
    *("令和９年度", "R7", "R6.3.31", "平成39年度", "2027年", "（令和８年）", "～", "〜", "-", "から", "年間", "累計"),
    *(
        "80％",
        "１，２３４",
        "3万5千人",
        "12.5",
        "▲",
        "△",
        "±",
        "-3",
        "延べ",
        "以上",
        "未満",
        "程度",
        "維持",
        "三割",
        "二十",
    ),
    *(
        "人",
        "件",
        "千円",
        "ポイント",
        "／",
        "→",
        "（",
        "）",
        "：",
        "。",
        "，",
        "、",
        " ",
        "　",
        "\n",
        "\t",
        "|",
        "#",
        "**",
        "-",
    ),
    *(
        "港の整備を進めます",
        "船を増やす",
        "高齢者の外出を支えます",
        "※１",
        "*1",
        "〓",
        "\ufffd",
        "\ue000",
        "髙",
        "⽬",
        "か゛",
    ),
)
PIECES = st.one_of(st.sampled_from(WORDS), st.text(max_size=3), st.integers(0, 10**9).map(str))
TEXT = st.lists(PIECES, max_size=14).map("".join)
LINE = TEXT.map(lambda text: " ".join(text.split("\n")))
SIZES = st.sampled_from((None, 9.0, 10.5, 10.5, 10.5, 12.0, 16.0, 24.0))
BLOCK = st.one_of(
    st.builds(texts.line, LINE, SIZES, st.sampled_from((None, "bold", "mincho")), st.booleans()),
    st.builds(lambda rows: texts.table(*rows), st.lists(st.tuples(LINE, LINE, LINE, LINE), min_size=1, max_size=5)),
    st.builds(lambda lines: texts.frame(*lines), st.lists(LINE, min_size=1, max_size=4)),
)
DOCUMENT = st.lists(st.lists(BLOCK, max_size=10), min_size=1, max_size=3)
HEADS = ("指標名", "現状値", "目標値", "R6", "R9年度", "目標", "担当課", "単位", "", "備考")
TABLE = st.builds(
    lambda head, rows: texts.table(head, *rows),
    st.tuples(*[st.sampled_from(HEADS)] * 4),
    st.lists(st.tuples(LINE, TEXT, TEXT, TEXT), min_size=1, max_size=5),
)
DIGITS = re.compile(r"\d+(?:\.\d+)?")
SCALES = re.compile("[一二三四五六七八九十百千万億割]")


def numbers(text: str) -> None:
    """A value is a number of the text; without a number there is none."""
    folded = fold(text)
    _honest(parse_quantity(text), text)
    for number in find_numbers(folded):
        assert 0 <= number.start < number.end <= len(folded)
        assert _occurs(number.value, folded[number.start : number.end])


def dates(text: str) -> None:
    """Years stand where they are said to, one after the other, and do not run backwards."""
    end = 0
    for years in find_years(text):
        assert end <= years.start < years.end <= len(text)
        assert 1800 < years.first <= years.last < 2300
        assert re.search(r"\d|元", fold(text[years.start : years.end]))
        end = years.end


def normal_form(text: str) -> None:
    """Each letter comes from where it is said to come from."""
    folded = fold_with_map(text)
    assert folded.text == fold(text)
    assert len(folded.source) == len(folded.text)
    assert list(folded.source) == sorted(folded.source)
    assert _visible(tidy(text)) == _visible(text)
    assert tidy(tidy(text)) == tidy(text)
    for start in range(len(folded.text)):
        at, end = folded.raw_span(start, start + 1)
        while end < len(text) and (unicodedata.combining(text[end]) or text[end] in "ﾞﾟ"):
            end += 1  # a mark that its letter does not take in
        assert 0 <= at < end <= len(text)
        assert folded.text[start] in fold(text[at:end])


def _visible(text: str) -> str:
    """The letters that can be seen."""
    return re.sub("[\\s\u200b-\u200f\u2060\ufeff\u00ad\ufe00-\ufe0f\U000e0100-\U000e01ef]", "", text)


def tables(table: Any) -> None:
    """The indicators of a table: values that its cells print."""
    cells = [[line.text for line in cell.lines] for cell in table.cells]
    printed = [*map(" ".join, cells), " ".join(chain.from_iterable(cells))]
    for found in indicators_in(table):
        for quantity in (found.row.target, found.row.baseline, found.row.actual):
            if quantity is not None:
                _honest(quantity, *printed)


def sentences(text: str) -> None:
    """The indicators of a sentence: values that it prints."""
    for row in target_rows(text):
        for quantity in (row.target, row.baseline):
            if quantity is not None:
                _honest(quantity, text)


def trees(pages: list[list[Any]]) -> None:
    """Headings and paragraphs made of what was there."""
    document = _document(pages)
    there = set(bare(_printed(document)))
    for _, section in outline(document).root.walk():
        assert set(bare(section.title)) <= there


def plans(pages: list[list[Any]]) -> None:
    """A whole plan: values that were printed, ids that differ."""
    document = _document(pages)
    try:
        plan = plan_of(document, Settings())
    except DocumentError:
        return
    _sound(plan, _printed(document))


def written(data: bytes) -> None:
    """A text file of any bytes."""
    _read(read_text, data, "plan.md")


def webpages(data: bytes) -> None:
    """A web page of any bytes."""
    _read(read_webpage, data, "plan.html")


def word_parts(data: bytes) -> None:
    """A Word file whose text is any XML, or none."""
    path = _folder() / "made.docx"
    body = data.decode("utf-8", "replace").replace("\0", "")
    wordfiles.write(path, body)
    _read(read_word, path.read_bytes(), "plan.docx")


def word_files(data: bytes) -> None:
    """A Word file of any bytes."""
    _read(read_word, data, "plan.docx")


def broken(sound: Callable[[], bytes]) -> st.SearchStrategy[bytes]:
    """A sound file with bytes of its own elsewhere, others in their place, or its end cut off."""
    change = st.tuples(st.floats(0, 1), st.integers(0, 40), st.one_of(st.binary(max_size=9), st.sampled_from(NASTY)))

    def made(changes: list[tuple[float, int, bytes]], kept: float) -> bytes:
        data = sound()
        for place, size, by in changes:
            at = int(place * len(data))
            data = data[:at] + by + data[at + size :]
        return data[: int(kept * len(data))]

    return st.builds(made, st.lists(change, min_size=1, max_size=5), st.sampled_from((1.0, 1.0, 1.0, 0.7, 0.2)))


NASTY = (
    *(b"<table>", b"</td>", b"<tr rowspan=99999999 colspan=99999999>", b"<td colspan=-1>", b"<!--", b"]]>", b"&#0;"),
    *(b"&#xD800;", b"<w:p>", b"</w:p>", b'<w:gridSpan w:val="99999999"/>', b'<w:ilvl w:val="-9"/>', b"<w:tbl>"),
    *(b'w:val="x"', b"<w:vMerge/>", b"\xff\xfe", b"\x1b$B", b"| --- | --- |", b"\f", b"# ", b"<svg/onload=x>"),
)


@lru_cache(maxsize=1)
def _page() -> bytes:
    rows = "".join(f"<tr><td>船の数{n}</td><td rowspan=2>{n}隻</td><td>{n + 9}隻</td></tr>" for n in range(4))
    return (
        "<!doctype html><html><head><meta charset=utf-8><title>港の計画</title></head><body><h1>港の計画</h1>"
        f"<h2>１ 港の整備</h2><p>港に船を<b>増や</b>します。<sup>※1</sup></p><ul><li>船着場<li>灯台</ul>"
        f"<table><tr><th>指標名<th>現状値<th>目標値</tr>{rows}</table><dl><dt>担当課<dd>港湾課</dl></body></html>"
    ).encode()


@lru_cache(maxsize=1)
def _markdown() -> bytes:
    return (
        "# 港の計画\n\n## １ 港の整備\n\n- **船着場**を直します。\n- 灯台を塗ります[^1]。\n\n"
        "| 指標名 | 現状値 | 目標値 |\n| --- | --- | --- |\n| 船の数 | 12隻（R6） | 30隻以上 |\n\n"
        "<table><tr><td colspan=2>表</td></tr></table>\n\n"
        "\f- 2 -\n\n２ 町の整備\n\n令和９年度までに港を利用する人を1,200人に増やします。\n\n[^1]: 注\n"
    ).encode()


@lru_cache(maxsize=1)
def _body() -> bytes:
    p, r = wordfiles.p, wordfiles.r
    table = wordfiles.table(
        "<w:tr><w:tc>" + p("指標名") + "</w:tc><w:tc>" + p("目標値") + "</w:tc></w:tr>",
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>" + p("船の数") + "</w:tc><w:tc>" + p("30隻") + "</w:tc></w:tr>",
    )
    return (p("港の計画") + p("１ 港の整備", number=(1, 0)) + p("港に", runs=r("船を増やします。")) + table).encode()


@lru_cache(maxsize=1)
def _word() -> bytes:
    return wordfiles.write(_folder() / "sound.docx", _body().decode()).read_bytes()


@lru_cache(maxsize=1)
def _folder() -> Path:
    """A folder that ends with this process."""
    global _held
    _held = tempfile.TemporaryDirectory()
    return Path(_held.name)


_held: tempfile.TemporaryDirectory[str] | None = None


def _read(reader: Callable[[Path], tuple[Page, ...]], data: bytes, name: str) -> None:
    path = _folder() / name
    path.write_bytes(data)
    try:
        pages = reader(path)
    except DocumentError as error:
        if not str(error).startswith(f"{name}："):
            raise ValueError(str(error)) from error
        return
    document = Document("plan", name, "text", "0" * 64, pages)
    try:
        plan = plan_of(document, Settings())
    except DocumentError:
        return
    _sound(plan, _printed(document))


def _sound(plan: Plan, printed: str) -> None:
    for one in plan.indicators:
        for quantity in (one.target, one.baseline):
            if quantity is not None:
                _honest(quantity, printed)
    for records in (plan.measures, plan.items, plan.indicators):  # a group without parts is a measure too
        assert len({one.id for one in records}) == len(records)
    assert json.dumps(asdict(plan), ensure_ascii=False).encode()  # every letter can be kept


def _document(pages: list[list[Any]]) -> Document:
    made = texts.document()
    return replace(made, pages=tuple(Page(n, 595, 842, tuple(page)) for n, page in enumerate(pages, 1)))


def _printed(document: Document) -> str:
    return "\n".join(_strings([asdict(page) for page in document.pages]))


def _strings(value: Any) -> Iterator[str]:
    """Every text inside a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _strings(one)


def _honest(quantity: Quantity, *texts: str) -> None:
    if quantity.value is not None:
        assert any(_occurs(quantity.value, text) for text in texts)


def _occurs(value: float, text: str) -> bool:
    """Whether the text prints the number, perhaps with kanji for its scale."""
    written = (fold(text), text)  # ①0 is 10 or a marked 0; 1,80 is one number or two
    printed = [*(re.sub(r"[,，\s]", "", letters) for letters in written), *written]
    return any(
        SCALES.search(letters) or any(float(found) == abs(value) for found in DIGITS.findall(letters))
        for letters in printed
    )


PARSERS: dict[str, tuple[st.SearchStrategy[Any], Callable[[Any], None]]] = {
    "numbers": (TEXT, numbers),
    "dates": (TEXT, dates),
    "normal form": (TEXT, normal_form),
    "tables": (TABLE, tables),
    "sentences": (TEXT, sentences),
    "outline": (DOCUMENT, trees),
    "plans": (DOCUMENT, plans),
    "text files": (broken(_markdown), written),
    "web pages": (broken(_page), webpages),
    "Word's text": (broken(_body), word_parts),
    "Word files": (broken(_word), word_files),
}


def fuzz(name: str, cases: int) -> Row:
    """Try a parser with so many cases."""
    strategy, check = PARSERS[name]
    tried, slowest = 0, 0.0

    @settings(
        max_examples=cases,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def run(case: Any) -> None:
        nonlocal tried, slowest
        gc.disable()  # looking through all that was made up before is no cost of the parser
        tried, begun = tried + 1, time.process_time()
        try:
            check(case)
        finally:
            slowest = max(slowest, time.process_time() - begun)
            gc.enable()

    try:
        run()
    except Exception as error:
        notes = " ".join(getattr(error, "__notes__", ()))
        return Row(f"fuzzing of {name}", "no case fails", f"{type(error).__name__}: {error} {notes}"[:2000], False)
    told = f"{tried:,} cases, the slowest {slowest:.2f} CPU s"
    return Row(f"fuzzing of {name}", f"{cases:,} cases, none fails", told, tried >= cases and slowest < SLOWEST)


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--only", choices=PARSERS, nargs="+")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(arguments)
    return tell([fuzz(name, SAMPLE if asked.sample else CASES) for name in asked.only or PARSERS], asked.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
