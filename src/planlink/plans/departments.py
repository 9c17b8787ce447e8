"""Departments (担当課) that a plan prints: on a line of its own (担当課：港湾課), or in a bracket behind a title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from planlink import knowledge
from planlink.japanese.text import join_lines
from planlink.plans.levels import Level, paragraphs
from planlink.records.documents import Cell

LONGEST_TITLE = 60  # letters of a title with its department
_NAME = (
    r"(?:[^\s（）()【】。，、・/／:：課室局部係]{1,8}・){0,2}"
    r"[^\s（）()【】。，、・/／:：]{1,15}(?:課|室|局|部|係|署|センター|事務所|委員会|協会|協議会|公社|館|所)"
    r"(?:[（(][^（）()]{1,15}[)）])?"
)
_ANY = re.compile(  # behind a label that names offices whatever stands there: 担当課：動物園
    r"(?:担当|所管|主管|関係|実施)(?:課|部署|部局)[名等]?\s*[：:]\s*(?P<names>[^\s。：:]{2,20}(?:[・、，／/][^\s。：:]{2,20})*)"
)
_CLOSED = re.compile(r"(?:課|室|局|部|係|署|院|センター|事務所|委員会|館|所)[、，・]?$")
_REST = re.compile(r"[、，・（(）)]|(?:長|員)(?![^、，])")
_NAMES = rf"{_NAME}(?:\s*[・、，,/／\s]\s*{_NAME})*(?:\s*(?:ほか|他|等))?"
_OFFICE = r"[^\s（）()【】。，、・/／:：]{1,15}(?:課|室|局|部|係|署|事務所)"
_AFTER = re.compile(  # behind a sentence: …を行います。（港湾課）
    rf"(?<=。)\s*[（(【［\[〔]\s*({_OFFICE}(?:\s*[・、，,/／\s]\s*{_OFFICE})*(?:\s*(?:ほか|他|等))?)\s*[)）】］\]〕]\s*$"
)
_BRACKET = re.compile(rf"[（(【［\[〔]\s*({_NAMES})\s*[)）】］\]〕]\s*$")


def department_in(texts: Iterable[str]) -> str | None:
    """The department that the first of the texts names which does so at all."""
    said = (_on_line(text) or _in_bracket(text) or _behind(text) for text in texts)
    return next((found for found in said if found), None)


def departments_of(cells: Iterable[Cell]) -> str | None:
    """The departments in cells, each line that closes with one a department of its own."""
    named: list[str] = []
    for cell in cells:
        parts: list[str] = []
        for line in cell.lines:
            whole = not parts or (_CLOSED.search(parts[-1]) and not _REST.match(line.text))
            parts = [*parts, line.text] if whole else [*parts[:-1], join_lines((parts[-1], line.text))]
        named += parts
    return "、".join(dict.fromkeys(name.strip("、，・ 　") for name in named if name.strip())) or None


def is_department_line(text: str) -> bool:
    """A line that says nothing but the department, labelled or in a bracket."""
    return _on_line(text) is not None or _BRACKET.fullmatch(text.strip()) is not None


def department_of(level: Level) -> str | None:
    """The department on a line of its own below the heading of a level or in a bracket behind its title, else of the
    nearest one above: it stands for all that is below."""
    chain = (level.section, *reversed(level.above))
    said = ((*map(_on_line, (p.text for p in paragraphs(section))), _in_bracket(section.title)) for section in chain)
    return next((name for names in said for name in names if name), None)


def _on_line(text: str) -> str | None:
    found = _labelled().fullmatch(text.strip()) or _ANY.fullmatch(text.strip())
    return found["names"].strip() if found else None


def _in_bracket(text: str) -> str | None:
    found = _AFTER.search(text) or (_BRACKET.search(text) if len(text) < LONGEST_TITLE else None)
    return found[1] if found else None


def _behind(text: str) -> str | None:
    """The department in a labelled bracket behind a sentence: …を行う。［担当：商工課］"""
    found = _tail().search(text)
    return found["names"] if found else None


def without_department(text: str) -> str:
    """The text without a bracket that names the department behind its last sentence."""
    return _AFTER.sub("", _tail().sub("", text))


def title_alone(title: str) -> str:
    """The title without the bracket that names the department: 船の手入れ【港湾課】 → 船の手入れ."""
    return _BRACKET.sub("", title).rstrip() or title if len(title) < LONGEST_TITLE else title


def _labels() -> str:
    """The words before a department as a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, knowledge.measure_tables().printed_department), key=len, reverse=True))


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    return re.compile(rf"[【（(［\[〔]\s*(?:{_labels()})(?:名|等)?\s*[：:]\s*(?P<names>{_NAMES})\s*[】）)］\]〕]\s*$")


@lru_cache(maxsize=1)
def _labelled() -> re.Pattern[str]:
    blank = r"[\s　]*"
    label = rf"[【（(［\[■●○・◆]?{blank}(?:{_labels()})(?:名|等)?{blank}[】）)］\]]?{blank}[：:】）)／/　 ]{blank}"
    return re.compile(rf"{label}(?P<names>{_NAMES}){blank}[】）)］\]]?")
