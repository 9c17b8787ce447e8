"""Runs → printed lines: the text with the blanks that mean something, and the footnote marks taken out of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median_low

from planlink.documents.glyphs import CLOSING, DIGITS, OPENING, Glyph, is_ideograph, is_japanese
from planlink.documents.rows import rows_of
from planlink.documents.runs import Run, make_run, visible
from planlink.records.documents import Line, Mark

APART = 0.7  # a gap of this many letters more than usual parts words although the file has no blank
SMALL = 0.85  # letters below this share of the line's size are marks or ruby
TINY = 0.7
RAISED = 0.15  # share of the size by which a mark's foot stands above the line's foot
_COUNTER = re.compile(
    r"年(?![齢少代金])|月|日(?![本常中])|人(?![口権材々間類])|件|[％%円歳]|[百千万億兆](?![人貨])|時(?!代)|分(?![野析担別散])"
    r"|回(?![復収答])|校(?!区)|戸|名(?!称)|[かカヶケ箇][所年月国]|つ(?![なくど])|割(?!合)|団体|社(?!会)|期(?![間待])|次(?![世の期])"
)
_MARKER = re.compile(
    r"[（(〔【［\[<＜]?第?(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[ァ-ヺｦ-ﾝ]|[a-zA-Zａ-ｚＡ-Ｚ]|[Ⅰ-ⅿ]{1,3}|[①-⓿㈠-㊰㋐-㋾])"
    r"[章節編部]?[)）〕】］\]>＞.．]?\Z"
)
_UNIT = re.compile(r"(?:^|[^A-Za-zａ-ｚＡ-Ｚ])[kcmｋｃｍ]?[mｍ]\Z")


def line_of(run: Run, left: float, right: float) -> Line:
    """The printed line of a run in a column from `left` to `right`."""
    letters, blanks, marks = _take_marks(run)
    text, offsets = _joined(letters, blanks, run.size, {index for index, _ in marks})
    return Line(
        text,
        run.box,
        round(run.size, 2),
        _font(letters or run.glyphs),
        round(max(0.0, run.ink_x0 - left) / run.size, 2),
        run.ink_x1 >= right - 1.6 * run.size,
        tuple(Mark(offsets[index], label) for index, label in marks),
    )


def _font(letters: Sequence[Glyph]) -> str:
    """The font of most Japanese letters: office programs set numbers and Western words in another one."""
    japanese = [g.font for g in letters if is_ideograph(g.text) or "ぁ" <= g.text[0] <= "ヺ"]
    name = Counter(japanese or [g.font for g in letters]).most_common(1)[0][0]
    return name.split("+", 1)[-1]


def _take_marks(run: Run) -> tuple[list[Glyph], frozenset[int], list[tuple[int, str]]]:
    """Letters without footnote marks; the marks with the index of the letter they stand before."""
    letters: list[Glyph] = []
    blanks: set[int] = set()
    marks: list[tuple[int, str]] = []
    index = 0
    while index < len(run.glyphs):
        end = _mark_end(run, index, letters)
        if end > index:
            label = "".join(g.text for g in run.glyphs[index:end])
            marks.append((len(letters), label.strip("()（）")))
            index = end
            continue
        if index in run.blanks:
            blanks.add(len(letters))
        letters.append(run.glyphs[index])
        index += 1
    return letters, frozenset(blanks), marks


def _mark_end(run: Run, index: int, before: Sequence[Glyph]) -> int:
    """Where the mark that begins at `index` ends; `index` itself where there is none."""
    japanese = bool(before) and is_japanese(before[-1].text)
    size = max(run.size, before[-1].size) if japanese else run.size  # marks may outnumber the letters of a short line
    low = japanese and before[-1].size >= SMALL * size
    end = index
    while end < len(run.glyphs) and (
        _is_small(run, run.glyphs[end], size) or (low and _is_tiny(run.glyphs[end], size))
    ):
        end += 1
    label = "".join(g.text for g in run.glyphs[index:end])
    if not any(c in DIGITS or c in "*＊※" for c in label) or not all(c in DIGITS or c in "*＊※注（）()" for c in label):
        return index
    if not before:
        return end if run.glyphs[index].raised or _is_high(run, run.glyphs[index]) else index
    previous = before[-1].text
    if previous in DIGITS or _UNIT.search("".join(g.text for g in before[-3:])):
        return index
    return end


def _is_small(run: Run, glyph: Glyph, size: float) -> bool:
    if glyph.raised:
        return True
    return glyph.size < SMALL * size and (glyph.top + glyph.bottom) / 2 < _middle(run, size) + 0.1 * size


def _is_tiny(glyph: Glyph, size: float) -> bool:
    """So small that a digit behind a Japanese letter of full size is a mark at whatever height it stands."""
    return glyph.size < TINY * size


def _is_high(run: Run, glyph: Glyph) -> bool:
    return glyph.bottom < run.box.bottom - RAISED * run.size or _is_tiny(glyph, run.size)


def _middle(run: Run, size: float) -> float:
    big = [g for g in run.glyphs if g.size >= SMALL * size]
    return (big[0].top + big[0].bottom) / 2 if big else (run.box.top + run.box.bottom) / 2


def _joined(letters: Sequence[Glyph], blanks: frozenset[int], size: float, marked: set[int]) -> tuple[str, list[int]]:
    """The text with the blanks that mean something, and the offset of each letter (one more for the end).
    Where a mark was taken out, the gap it left means nothing."""
    kept = _kept_blanks(letters, blanks, size) - (marked - blanks)
    parts: list[str] = []
    offsets: list[int] = []
    length = 0
    for index, glyph in enumerate(letters):
        piece = " " + glyph.text if index in kept else glyph.text
        length += len(piece)
        offsets.append(length - len(glyph.text))
        parts.append(piece)
    return "".join(parts), [*offsets, length]


def _kept_blanks(letters: Sequence[Glyph], blanks: frozenset[int], size: float) -> set[int]:
    texts = [g.text for g in letters]
    gaps = [(b.x0 - a.x1) / size for a, b in pairwise(letters)]
    usual = max(0.0, median_low(gaps)) if gaps else 0.0
    kept = {i for i, gap in enumerate(gaps, start=1) if _is_blank_before(texts, i, blanks, gap, gap - usual)}
    return kept - _spread_blanks(texts, kept)


def _is_blank_before(texts: Sequence[str], index: int, blanks: frozenset[int], gap: float, more: float) -> bool:
    """Whether a blank belongs before `index`: the file has one there, or the gap is `more` letters than usual."""
    if not is_japanese(texts[index - 1]) and not is_japanese(texts[index]):
        return index in blanks or more > 0.2
    if more >= APART or (more > 0.5 and index <= 6 and _opens(texts[:index])):
        return True
    return index in blanks and gap > 0.08 and _separates(texts, index, blanks)


def _separates(texts: Sequence[str], index: int, blanks: frozenset[int]) -> bool:
    """Whether a blank before `index` is part of the wording: not beside stops, nor between numbers and letters."""
    before, after = texts[index - 1], texts[index]
    if index <= 6 and _opens(texts[:index]):
        return not (before.isascii() and before.isdigit() and _counts(texts, index))
    if before in CLOSING - {"】", "〕", "］"} or after in CLOSING or (before not in "】" and after in OPENING - {"【"}):
        return False
    if is_japanese(before) and is_japanese(after):
        return True
    if before.isdigit():
        return _is_ordinal(texts, index, blanks)
    if any(c in ",.;:" for c in (before, after)):
        return False
    if after.isascii() and after.isdigit() and before.isalpha():
        return _sets_numbers_tight(texts, blanks)
    return not (before.isalnum() and after.isalnum())


def _sets_numbers_tight(texts: Sequence[str], blanks: frozenset[int]) -> bool:
    """Whether a line sets numbers close to Japanese letters (約1.4倍), so that a blank before one means something."""
    starts = [
        i
        for i in range(1, len(texts))
        if texts[i].isascii() and texts[i].isdigit() and texts[i - 1].isalpha() and is_japanese(texts[i - 1])
    ]
    loose = sum(i in blanks for i in starts)
    return len(starts) >= 2 * loose > 0


def _is_ordinal(texts: Sequence[str], index: int, blanks: frozenset[int]) -> bool:
    """施策1 妊娠 or 目標 11 都市, but neither 11 日 nor 2030 アジェンダ: a short number that ends a label."""
    start = index - 1
    while start and (texts[start - 1].isdigit() or texts[start - 1] in ".,"):
        start -= 1
    if index - start > 2 or not start or texts[start - 1] == "第" or _counts(texts, index):
        return False
    return start not in blanks or not "ぁ" <= texts[index] <= "ゖ"


def _counts(texts: Sequence[str], index: int) -> bool:
    """Whether a counter stands at `index` (年, 件), and not a word that begins like one (年齢)."""
    return bool(_COUNTER.match("".join(texts[index : index + 2])))


def _opens(texts: Sequence[str]) -> bool:
    """Whether the letters so far are a list marker or a numbering."""
    head = "".join(texts)
    return bool(_MARKER.match(head)) or (len(head) == 1 and not head.isalnum())


def _spread_blanks(texts: Sequence[str], kept: set[int]) -> set[int]:
    """Blanks between letters that stand alone (目 次): they spread a word and do not separate words."""
    return {i for i in kept if _is_lone(texts, kept, i - 1) and _is_lone(texts, kept, i)}


def _is_lone(texts: Sequence[str], kept: set[int], index: int) -> bool:
    """A Japanese letter between blanks or signs, and no numbering at the head of its line."""
    before = index == 0 or index in kept or not texts[index - 1].isalnum()
    after = index + 1 == len(texts) or index + 1 in kept or not texts[index + 1].isalnum()
    return before and after and _is_letter(texts[index]) and not (index == 0 and _opens(texts[:1]))


def _is_letter(text: str) -> bool:
    return is_japanese(text) and text[0].isalpha()


def lines_in(glyphs: Iterable[Glyph], left: float | None = None, right: float | None = None) -> list[Line]:
    """The lines of a cell or frame, one for each row; the edges default to those of the letters."""
    runs: list[Run] = []
    for index, row in enumerate(rows_of(glyphs)):
        letters, blanks = visible(row.glyphs)
        if letters:
            runs.append(make_run(letters, blanks, index))
    if not runs:
        return []
    x0 = min(r.ink_x0 for r in runs) if left is None else left
    x1 = max(r.ink_x1 for r in runs) if right is None else right
    return [line_of(run, x0, x1) for run in runs]
