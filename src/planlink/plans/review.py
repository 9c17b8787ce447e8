"""Measures and indicators on pages whose letters are not sure: to be held against the original (要確認)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from planlink.records.plans import Indicator, Measure

Entry = TypeVar("Entry", Measure, Indicator)
Pages = Collection[int | None]


def reviewed(entries: Iterable[Entry], doubtful: Mapping[str, Pages]) -> tuple[Entry, ...]:
    """The entries with each reason (ocr, damaged) whose pages they touch, besides the reasons they have."""
    return tuple(_reviewed(entry, doubtful) for entry in entries)


def _reviewed(entry: Entry, doubtful: Mapping[str, Pages]) -> Entry:
    reasons: tuple[str, ...] = (*entry.review, *_reasons(entry, doubtful))
    return replace(entry, review=reasons)


def _reasons(entry: Measure | Indicator, doubtful: Mapping[str, Pages]) -> tuple[str, ...]:
    pages = _pages(entry)
    return tuple(reason for reason, held in doubtful.items() if reason not in entry.review and pages & set(held))


def _pages(entry: Measure | Indicator) -> set[int | None]:
    last = entry.page_end if isinstance(entry, Measure) else None
    return {entry.page} if entry.page is None else set(range(entry.page, max(entry.page, last or 0) + 1))
