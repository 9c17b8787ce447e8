"""Points (箇条書き) of a section: bullets of one or two levels, and titles behind a sign with prose below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planlink.outline.legends import is_legend
from planlink.outline.numbering import numbering
from planlink.outline.stream import is_indicator_title
from planlink.plans.departments import department_in, is_department_line
from planlink.plans.labelled import labelled
from planlink.records.outline import Content, Paragraph

_PLAIN = "・･•‣-－"
_SIGNS = "●○◯◎■□◆◇▪▶►◼◻"
_ASIDE = ("※", "⇒")  # no mark of a point
_LONGEST_TITLE = 45
_VALUE = re.compile(r"[←→⇒]|[：:].*[0-9０-９]")  # ○ name：value or name 5人 → 6人 is an indicator


@dataclass(frozen=True, slots=True)
class Point:
    """A point with the points above it: `marks` are their places (・2, ・1), `path` the titles of those above.
    `title` is empty where a point is nothing but its text; `department` is the one printed beside it; `own` says that
    its section is the measure, and the point what it does (a row with a dash for its title)."""

    marks: tuple[str, ...]
    path: tuple[str, ...]
    title: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    department: str | None = None
    own: bool = False


def plain_points(content: Sequence[Content]) -> tuple[Point, ...]:
    """The bullets ・, counted one after the other."""
    bullets = [p for p in content if isinstance(p, Paragraph) and _is_plain(p)]
    return tuple(Point((f"・{i}",), (), "", p.text, (p,)) for i, p in enumerate(bullets, start=1))


def points(content: Sequence[Content]) -> tuple[Point, ...]:
    """The points of a list: signs (●, ○, ■) where they open it, with the bullets ・ below them where they are
    titles. A list whose signs are sentences with bullets below is not taken apart."""
    parts = _parts(content)
    plain = plain_points(content)
    nested = any(_is_plain(p) for part in parts for p in part)
    if not parts or (nested and not (_opens_with_sign(content) and all(_is_title(part[0]) for part in parts))):
        return plain
    return tuple(point for place, part in enumerate(parts, start=1) for point in _of_part(part, place))


def _parts(content: Sequence[Content]) -> list[list[Paragraph]]:
    """Each point behind a sign with the paragraphs up to the next; nothing behind a table, a box or an
    indicator belongs to it, and a sign with nothing but a value below is an indicator itself."""
    parts: list[list[Paragraph]] = []
    open_part = False
    below = _signs_below(content)
    for piece in content:
        if not isinstance(piece, Paragraph) or is_indicator_title(piece.text):
            open_part = False
        elif _is_sign(piece) and not (open_part and piece.bullet in below):
            parts.append([piece])
            open_part = True
        elif open_part and _is_value(piece.text):
            open_part = False
            del parts[-1 if len(parts[-1]) == 1 else len(parts) :]
        elif open_part and not is_legend(piece.text) and piece.bullet not in _ASIDE:
            parts[-1].append(piece)
    return parts


def _signs_below(content: Sequence[Content]) -> frozenset[str]:
    """The signs of sentences below titles with another sign: ● … below ■ …."""
    signs = [p for p in content if isinstance(p, Paragraph) and _is_sign(p)]
    titles = {p.bullet for p in signs} - {p.bullet for p in signs if not _is_title(p)}
    opened = bool(signs) and signs[0].bullet in titles
    return frozenset(p.bullet for p in signs) - titles if opened else frozenset()


def _of_part(part: Sequence[Paragraph], place: int) -> Iterator[Point]:
    """The bullets below a title; else the title with its prose, or the sentence alone."""
    head, mark = part[0], f"・{place}"
    department = department_in(p.text for p in part[1:] if is_department_line(p.text))
    part = [p for p in part if p is head or not is_department_line(p.text)]
    bullets = [p for p in part[1:] if _is_plain(p)]
    if bullets:
        yield from (Point((mark, f"・{i}"), (head.text,), "", p.text, (p,)) for i, p in enumerate(bullets, start=1))
    elif len(part) > 1 and _is_title(head):
        yield Point((mark,), (), head.text, "".join(p.text for p in part[1:]), tuple(part), department)
    else:
        yield Point((mark,), (), "", head.text, (head,), department)


def _is_plain(paragraph: Paragraph) -> bool:
    return bool(paragraph.bullet) and paragraph.bullet in _PLAIN


def _is_sign(paragraph: Paragraph) -> bool:
    return bool(paragraph.bullet) and paragraph.bullet in _SIGNS and not _VALUE.search(paragraph.text)


def _is_value(text: str) -> bool:
    """A line below a sign that says a value rather than prose."""
    return labelled(text) is not None or (not text.endswith("。") and bool(re.search(r"[←→⇒]", text)))


def _is_title(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return len(text) <= _LONGEST_TITLE and not text.endswith(("。", "、", "，")) and not numbering(text)


def _opens_with_sign(content: Sequence[Content]) -> bool:
    first = next((p for p in content if isinstance(p, Paragraph) and (_is_plain(p) or _is_sign(p))), None)
    return first is not None and _is_sign(first)
