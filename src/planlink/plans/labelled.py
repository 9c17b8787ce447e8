"""Indicators printed as a line with labels: 「名称　現状値 52.3％（R5） → 目標値 60％（R11）」."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from planlink import knowledge

_VALUE = (
    r"(?=(?:令和|平成|[RHＲＨ])[0-9０-９元]|[年間月延累約▲△計]*"
    r"\s*(?:延べ|累計)?\s*[▲△]?[0-9０-９]|(?:現状)?維持|[－―-](?:[（(\s→⇒➡、，]|$))"
)
_WHEN = r"(?:[（(](?P<when>[^（）()]{0,14}[年RHＲＨ0-9０-９][^（）()]{0,8})[）)])?"
_AROUND = " 　：:、，,／/→⇒➡←⇐"
_OPEN, _CLOSED = "【［[〔《", "】］]〕》"


@dataclass(frozen=True, slots=True)
class Labelled:
    """The parts of such a line as printed; `baseline` is empty where the line has none."""

    name: str
    target: str
    baseline: str


def labelled(text: str) -> Labelled | None:
    """The parts of a line that labels its target, or None: where a label comes twice nobody knows whose value it is."""
    targets, bases = (list(pattern.finditer(text)) for pattern in _labels())
    bases = [base for base in bases if not text[base.end() :].startswith("維持")]
    if len(targets) != 1 or len(bases) > 1 or _looks_back(targets[0], bases):
        return None
    target, base = targets[0], bases[0] if bases else None
    name = _plain(text[: min(m.start() for m in (target, base) if m)])
    if len(name) < 2 or name.endswith("。") or _hidden().search(name):
        return None
    if base is None:
        return _made(name, _value(text, target, len(text)), "")
    if base.start() < target.start():
        return _made(name, _value(text, target, len(text)), _value(text, base, target.start()))
    return _made(name, _value(text, target, base.start()), _value(text, base, len(text)))


def label_before(words: Iterable[str]) -> re.Pattern[str]:
    """One of the words before a name or a sentence, apart from it, in brackets or not: KPI　来場者数."""
    labels = sorted({*words, "ＫＰＩ"}, key=len, reverse=True)
    return re.compile(rf"[【\[]?(?:{'|'.join(map(re.escape, labels))})[】\]]?[\s　：:]+")


def has_label(text: str) -> bool:
    """A label stands somewhere in the text: what is before it is no name with a value."""
    return any(pattern.search(text) for pattern in _labels())


def begins_with_label(text: str) -> bool:
    """The text begins with the label of a target or baseline and its value."""
    return any(pattern.match(text) for pattern in _labels())


def is_indicator_line(text: str) -> bool:
    """A line with both labels, and no sentence: an indicator wherever it stands."""
    if len(text) > 120 or text.endswith("。"):
        return False
    parts = labelled(text)
    return parts is not None and bool(parts.baseline)


def _looks_back(target: re.Match[str], bases: list[re.Match[str]]) -> bool:
    """What was reached stands behind the target: 目標値 5橋 実績値 4橋."""
    actual = knowledge.section_words().columns["actual"]
    return bool(bases) and bases[0].start() > target.start() and bases[0]["word"] in actual


def _value(text: str, label: re.Match[str], end: int) -> str:
    """What stands behind a label, with the year of the label's own bracket: 目標（R11）60％ → 60％（R11）."""
    value = text[label.end() : end].strip(_AROUND).rstrip(_OPEN).rstrip(_AROUND)
    return f"{value}（{label['when']}）" if label["when"] and value else value


def _plain(name: str) -> str:
    """The name without a label of its own (指標名：…) and without brackets around the whole of it."""
    name = _named().sub("", name.strip(_AROUND).rstrip(_OPEN)).strip(_AROUND)
    whole = name[:1] in _OPEN and name[-1:] in _CLOSED and not any(c in name[1:-1] for c in _OPEN + _CLOSED)
    return name[1:-1] if name and whole else name


def _made(name: str, target: str, baseline: str) -> Labelled | None:
    return Labelled(name, target, baseline) if re.search(r"\w", target) else None


@lru_cache(maxsize=1)
def _hidden() -> re.Pattern[str]:
    """A value inside what should be a name: 中間目標 5橋."""
    columns = knowledge.section_words().columns
    words = [w for w in (*columns["target"], *columns["baseline"]) if w.endswith(("値", "目標", "現状"))]
    return re.compile(rf"(?:{'|'.join(words)})[^0-9０-９]{{0,6}}[0-9０-９]")


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    words = sorted(knowledge.section_words().columns["name"], key=len, reverse=True)
    return re.compile(rf"^[【［\[〔]?(?:{'|'.join(words)})[】］\]〕]?\s*[：:]")


@lru_cache(maxsize=1)
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words for target and baseline that end in 値 or stand before a blank or colon, with a value behind them."""
    columns = knowledge.section_words().columns
    return _label(columns["target"]), _label((*columns["baseline"], *columns["actual"]))


def _label(words: tuple[str, ...]) -> re.Pattern[str]:
    named = "|".join(sorted(words, key=len, reverse=True))
    label = rf"[【［\[〔《]?(?P<word>{named})[】］\]〕》]?\s*{_WHEN}[】］\]〕》]?\s*[：:]?\s*"
    return re.compile(rf"(?:(?<=[\s　：:、，,／/→⇒➡←⇐）)】］〕》])|^){label}{_VALUE}")
