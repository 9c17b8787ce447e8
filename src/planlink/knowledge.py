"""Reads and checks `corpus/`: goals, targets, viewpoints, and the language of plans. Its only reader.

Every loader returns frozen records, reads its file once, and raises KnowledgeError (what, where, what to do)
when the file is missing or broken.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from planlink.errors import KnowledgeError

GOALS = tuple(str(n) for n in range(1, 18))


@dataclass(frozen=True, slots=True)
class Concept:
    """A goal, target or viewpoint: `terms` speak for it, `negative` look as if they did and mask terms inside them."""

    label: str
    name: str
    gist: str
    terms: tuple[str, ...]
    negative: tuple[str, ...]
    neighbours: tuple[str, ...] = ()

    @property
    def national(self) -> bool:
        """A target that is the state's business first: its gist says so."""
        return "主に国の役割" in self.gist


@dataclass(frozen=True, slots=True)
class Era:
    """An era: its name, its letter, its first day and year, the last year printed in it (None while it lasts)."""

    name: str
    short: str
    begins: date
    first: int
    last: int | None


@dataclass(frozen=True, slots=True)
class Units:
    """Units, the scale words in front of them, and the words behind a number that say how it binds; `lookalikes`
    begin like a unit but count nothing (人口), `written` units stand behind 漢数字 (三割),
    `labels` before numbers that count nothing (施策3)."""

    units: frozenset[str]
    scales: dict[str, int]
    bounds: dict[str, tuple[str, ...]]
    own_areas: tuple[str, ...]
    other_areas: tuple[str, ...]
    lookalikes: tuple[str, ...]
    written: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Directions:
    """Words in names of indicators: those that should fall, those that are left alone, those that should stay."""

    lower: tuple[str, ...]
    unless: tuple[str, ...]
    keep: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberingStyle:
    """A style of numbering; `ranks` has the nouns of a named style that stand further out or in than it."""

    name: str
    rank: float
    pattern: str
    numerals: str
    ranks: dict[str, float]


@dataclass(frozen=True, slots=True)
class SectionWords:
    """Words by which plans name their parts; see corpus/language/sections.toml."""

    named: tuple[str, ...]
    kinds: dict[str, tuple[str, ...]]
    measures: tuple[str, ...]
    announcing: tuple[str, ...]
    excluded: tuple[str, ...]
    unless: tuple[str, ...]
    directions: tuple[str, ...]
    looking_back: tuple[str, ...]
    indicators: tuple[str, ...]
    targets: tuple[str, ...]
    review: tuple[str, ...]
    shared: tuple[str, ...]
    counted: tuple[str, ...]
    aims: tuple[str, ...]
    others: tuple[str, ...]
    by_viewpoint: tuple[str, ...]
    sdgs: tuple[str, ...]
    appendix: tuple[str, ...]
    glossary: tuple[str, ...]
    contents: tuple[str, ...]
    sidebars: tuple[str, ...]
    pictures: tuple[str, ...]
    sources: tuple[str, ...]
    roles: dict[str, tuple[str, ...]]
    no_plan: dict[str, tuple[str, ...]]
    columns: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class MeasureTableWords:
    """Headers of tables that list measures; see corpus/language/measure-tables.toml."""

    number: tuple[str, ...]
    title: tuple[str, ...]
    weak: tuple[str, ...]
    text: tuple[str, ...]
    department: tuple[str, ...]
    level: tuple[str, ...]
    sheet_title: tuple[str, ...]
    printed_department: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Misread:
    """What is read on pictures for another letter: `letters` for str.translate, look-alikes between katakana and
    between hiragana, words with what is read for them, and marks of entries (ア, イ, …) in their order."""

    letters: dict[int, str]
    katakana: dict[str, str]
    hiragana: dict[str, str]
    words: tuple[tuple[str, tuple[str, ...]], ...]
    marks: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class WordingFacts:
    """What the checks on wording go by; see corpus/language/wording.toml."""

    ends: tuple[str, ...]
    apart: frozenset[str]
    doubled: tuple[str, ...]
    channels: tuple[str, ...]
    tails: str
    variants: tuple[tuple[str, ...], ...]
    needs_particle: tuple[str, ...]
    hedges: tuple[str, ...]
    counted: dict[str, str]


@lru_cache(maxsize=1)
def data_folder() -> Path:
    """The folder that holds corpus/ and models/: inside an installed package, or the project's root."""
    here = Path(__file__).resolve().parent
    for folder in (here / "_data", here.parent.parent):
        if (folder / "corpus").is_dir():
            return folder
    raise KnowledgeError("corpus フォルダーが見つかりません。planlink をもう一度インストールしてください。")


@lru_cache(maxsize=1)
def goals() -> tuple[Concept, ...]:
    """The 17 goals in order."""
    return _concepts("sdg/goals.toml", "goal")


def goal_name(label: str) -> str:
    """The short official name of a goal."""
    return next(goal.name for goal in goals() if goal.label == label)


@lru_cache(maxsize=1)
def targets() -> tuple[Concept, ...]:
    """The 169 targets in order; the name is the gist."""
    return _concepts("sdg/targets.toml", "target")


@lru_cache(maxsize=1)
def viewpoints() -> tuple[Concept, ...]:
    """DX, GX and デザイン思考."""
    return _concepts("viewpoints/viewpoints.toml", "viewpoint")


def concepts(scheme: str) -> tuple[Concept, ...]:
    """The goals (sdg), targets (sdg-target) or viewpoints; nothing for a scheme that is the city's own (theme)."""
    known = {"sdg": goals, "sdg-target": targets, "viewpoint": viewpoints}
    return known[scheme]() if scheme in known else ()


@lru_cache(maxsize=1)
def eras() -> tuple[Era, ...]:
    return tuple(
        Era(entry["name"], entry["short"], entry["begins"], entry["first"], entry.get("last"))
        for entry in _load("language/eras.toml")["era"]
    )


@lru_cache(maxsize=1)
def units() -> Units:
    data = _load("language/units.toml")
    bounds = {kind: tuple(words) for kind, words in data["bounds"].items()}
    areas = data["areas"]
    return Units(
        frozenset(data["units"]),
        dict(data["scales"]),
        bounds,
        tuple(areas["own"]),
        tuple(areas["other"]),
        tuple(data["lookalikes"]),
        tuple(data["written"]),
        tuple(data["labels"]),
    )


@lru_cache(maxsize=1)
def formal_nouns() -> frozenset[str]:
    """Lemmas of nouns that say nothing alone."""
    return frozenset(_load("language/formal-nouns.toml")["lemmas"])


@lru_cache(maxsize=1)
def synonyms() -> tuple[tuple[str, ...], ...]:
    """Groups of words that find each other."""
    return tuple(tuple(group) for group in _load("language/synonyms.toml")["groups"])


@lru_cache(maxsize=1)
def old_forms() -> dict[int, str]:
    """Old forms of letters → those in use, for str.translate."""
    pairs = [pair for text in _load("language/old-forms.toml").values() for pair in text.split()]
    return {ord(pair[0]): pair[1] for pair in pairs}


@lru_cache(maxsize=1)
def signs() -> dict[str, dict[str, str]]:
    """By font of signs: the code of a letter in it (6C) → the sign that it shows."""
    return {font: dict(shown) for font, shown in _load("language/signs.toml").items()}


@lru_cache(maxsize=1)
def directions() -> Directions:
    data = _load("language/directions.toml")
    return Directions(tuple(data["lower"]), tuple(data["unless"]), tuple(data["keep"]))


@lru_cache(maxsize=1)
def wording_facts() -> WordingFacts:
    data = _load("language/wording.toml")
    return WordingFacts(
        tuple(data["ends"]),
        frozenset(data["apart"]),
        tuple(data["doubled"]),
        tuple(data["channels"]),
        data["tails"],
        tuple(tuple(group) for group in data["variants"]),
        tuple(data["needs_particle"]),
        tuple(data["hedges"]),
        dict(data["counted"]),
    )


@lru_cache(maxsize=1)
def numbering_styles() -> tuple[NumberingStyle, ...]:
    words = "|".join(sorted(section_words().named, key=len, reverse=True))
    return tuple(
        NumberingStyle(
            s["name"], float(s["rank"]), s["pattern"].replace("{words}", words), s["numerals"], s.get("ranks", {})
        )
        for s in _load("language/headings.toml")["style"]
    )


@lru_cache(maxsize=1)
def section_words() -> SectionWords:
    data = _load("language/sections.toml")
    lists: dict[str, Any] = {key: tuple(value) for key, value in data.items() if isinstance(value, list)}
    tables: dict[str, Any] = {
        key: {k: tuple(v) for k, v in value.items()} for key, value in data.items() if isinstance(value, dict)
    }
    return SectionWords(**lists, **tables)


@lru_cache(maxsize=1)
def measure_tables() -> MeasureTableWords:
    return MeasureTableWords(**{key: tuple(words) for key, words in _load("language/measure-tables.toml").items()})


@lru_cache(maxsize=1)
def misread() -> Misread:
    data = _load("language/misread.toml")
    pairs = {key: _pairs(data[key]) for key in ("forms", "signs", "katakana", "hiragana")}
    return Misread(
        str.maketrans(pairs["forms"] | pairs["signs"]),
        pairs["katakana"],
        pairs["hiragana"],
        tuple((printed, tuple(read)) for printed, read in data["words"].items()),
        {kana: tuple(read) for kana, read in data["marks"].items()},
    )


def _pairs(table: dict[str, str]) -> dict[str, str]:
    read, printed = ("".join(table[key].split()) for key in ("read", "printed"))
    return dict(zip(read, printed, strict=True))


def _concepts(file: str, key: str) -> tuple[Concept, ...]:
    return tuple(
        Concept(
            entry["label"],
            entry.get("name", entry["gist"]),
            entry["gist"],
            tuple(entry["terms"]),
            tuple(entry["negative"]),
            tuple(entry.get("neighbours", ())),
        )
        for entry in _load(file)[key]
    )


def _load(file: str) -> dict[str, Any]:
    path = data_folder() / "corpus" / file
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise KnowledgeError(f"corpus/{file} がありません。planlink をもう一度インストールしてください。") from error
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"corpus/{file} を読めません（{error}）。ファイルを元に戻してください。") from error
