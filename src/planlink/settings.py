"""planlink.toml as one frozen record that checks itself."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from planlink.errors import SettingsError
from planlink.records.links import Criterion

ROLES = ("strategy", "plan", "vision", "achievements", "proposals", "other")
NO_MEASURES = ("achievements", "proposals")
"""Roles whose documents have no measures."""
MODELS = ("auto", "core", "semantic")
GOALS = frozenset(str(number) for number in range(1, 18))
STAGES = TO_READ, TO_RELATE, TO_WRITE, TO_SEARCH = "read", "relate", "write", "search"
"""What settings are for: what was read stands while only settings for something else change, and so on."""
STAGE = "stage"
_READ, _RELATE, _WRITE, _SEARCH = ({STAGE: stage} for stage in STAGES)


@dataclass(frozen=True, slots=True)
class MeasureRule:
    """What is a measure (施策) in a document: `under` are words of headings that announce measures, `not_under` of
    headings with none below, `level` the number or list mark of the entries as printed: (ｱ), ①, 施策１, ・."""

    under: tuple[str, ...] = ()
    not_under: tuple[str, ...] = ()
    level: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a city sets for itself.

    `roles` maps a document's file stem to its role, `measures` to what is a measure in it; `synonyms` groups words
    that mean the same; `sdg_terms` adds terms to goals by label; `model` is auto, core or semantic; `as_of` an ISO
    date that papers carry; `delicate` asks for a sheet of the findings that papers do not show otherwise;
    `only_confirmed` lets the SDG papers rest on links that a person has confirmed;
    `sdg_criteria` are the city's rules by goal, `sdg_most_primary` how many goals of a measure may be primary.

    Raises SettingsError (Japanese: which entry, what may stand there).

    >>> import planlink
    >>> settings = planlink.Settings(roles={"計画": "plan"}, synonyms=(("ごみ", "廃棄物"),))
    >>> settings.model, planlink.Settings.load(None) == planlink.Settings()
    ('auto', True)
    >>> planlink.Settings(model="large")
    Traceback (most recent call last):
    planlink.errors.SettingsError: planlink.toml の model：「large」は使えません。auto，core，semantic から...
    """

    roles: dict[str, str] = field(default_factory=dict, metadata=_READ)
    synonyms: tuple[tuple[str, ...], ...] = field(default=(), metadata=_SEARCH)
    sdg_terms: dict[str, tuple[str, ...]] = field(default_factory=dict, metadata=_RELATE)
    model: str = field(default="auto", metadata=_RELATE)
    as_of: str | None = field(default=None, metadata=_WRITE)
    measures: dict[str, MeasureRule] = field(default_factory=dict, metadata=_READ)
    delicate: bool = field(default=False, metadata=_WRITE)
    only_confirmed: bool = field(default=False, metadata=_WRITE)
    sdg_criteria: tuple[Criterion, ...] = field(default=(), metadata=_RELATE)
    sdg_most_primary: int | None = field(default=None, metadata=_RELATE)

    def __post_init__(self) -> None:
        if self.as_of is not None and not _is_date(self.as_of):
            raise SettingsError(
                f"planlink.toml の as_of：「{self.as_of}」は日付ではありません。2025-11-21 のように指定してください。"
            )
        for stem, role in self.roles.items():
            if role not in ROLES:
                raise SettingsError(
                    f"planlink.toml の roles：「{stem}」の「{role}」は使えません。"
                    f"{'，'.join(ROLES)} から選んでください。"
                )
        if self.model not in MODELS:
            raise SettingsError(
                f"planlink.toml の model：「{self.model}」は使えません。{'，'.join(MODELS)} から選んでください。"
            )
        for name in ("delicate", "only_confirmed"):
            if not isinstance(getattr(self, name), bool):
                raise SettingsError(f"planlink.toml の {name}：true か false を指定してください。")
        most = self.sdg_most_primary
        if most is not None and (not isinstance(most, int) or isinstance(most, bool) or not 1 <= most <= 17):
            raise SettingsError("planlink.toml の sdg_most_primary：1 から 17 の数を指定してください。")
        for label in self.sdg_terms:
            if label not in GOALS:
                raise SettingsError(
                    f"planlink.toml の sdg_terms：「{label}」という目標はありません。1 から 17 で指定してください。"
                )

    def of(self, stage: str) -> str:
        """What they say to one stage, as text: it changes when the stage has to work anew."""
        own = [one.name for one in fields(self) if one.metadata[STAGE] == stage]
        return repr({name: getattr(self, name) for name in own})

    def strays(self, documents: Collection[str]) -> tuple[tuple[str, str], ...]:
        """Entries of `measures` and `roles` for documents that are not there: the setting's name and the document's."""
        sections: dict[str, Collection[str]] = {"measures": self.measures, "roles": self.roles}
        return tuple((section, stem) for section, stems in sections.items() for stem in stems if stem not in documents)

    @classmethod
    def load(cls, path: Path | None) -> Settings:
        """The settings of a file; the defaults without one. Raises SettingsError with the name of the bad entry."""
        if path is None:
            return cls()
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise SettingsError(f"{path}：設定ファイルを開けません。場所と名前を確かめてください。") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path}：設定ファイルの書き方に誤りがあります（{error}）。") from error
        return cls(**_checked(data, path))


def _checked(data: dict[str, Any], path: Path) -> dict[str, Any]:
    known = {f.name for f in fields(Settings)}
    for name in data:
        if name not in known:
            raise SettingsError(
                f"{path}：「{name}」という設定はありません。使えるのは {'，'.join(sorted(known))} です。"
            )
    made: dict[str, Any] = dict(data)
    if isinstance(made.get("as_of"), date):  # TOML has dates of its own
        made["as_of"] = str(made["as_of"])
    if not isinstance(made.get("roles", {}), dict):
        raise SettingsError(f"{path}：roles には文書名ごとに役割を書いてください。")
    if "sdg_criteria" in made:
        made["sdg_criteria"] = _criteria(made["sdg_criteria"], path)
    if "measures" in made:
        made["measures"] = _measure_rules(made["measures"], path)
    try:
        if "synonyms" in made:
            made["synonyms"] = tuple(_words(group) for group in made["synonyms"])
        if "sdg_terms" in made:
            made["sdg_terms"] = {str(label): _words(words) for label, words in made["sdg_terms"].items()}
    except (TypeError, AttributeError) as error:
        raise SettingsError(f"{path}：synonyms と sdg_terms は語の一覧で書いてください。") from error
    return made


def _measure_rules(value: object, path: Path) -> dict[str, MeasureRule]:
    """[measures."総合戦略"] with under, not_under (lists of words) and level (a number or mark as printed)."""
    wrong = SettingsError(
        f"{path}：measures には文書名ごとに，under と not_under（見出しの語の一覧），level（番号か記号の例）を"
        '書いてください。例：[measures."総合戦略"] の下に level = "(ｱ)"'
    )
    if not isinstance(value, dict):
        raise wrong
    rules: dict[str, MeasureRule] = {}
    for stem, entry in value.items():
        if not isinstance(entry, dict) or not set(entry) <= {"under", "not_under", "level"}:
            raise wrong
        try:
            under, not_under = (_words(entry.get(name, [])) for name in ("under", "not_under"))
        except TypeError as error:
            raise wrong from error
        if not isinstance(entry.get("level", ""), str):
            raise wrong
        rules[stem] = MeasureRule(under, not_under, entry.get("level", "").strip())
    return rules


LEVELS = {"◎": "primary", "○": "related"}


def _criteria(value: object, path: Path) -> tuple[Criterion, ...]:
    """[sdg_criteria."17"] with needs, excludes (lists of words) and most (◎ or ○)."""
    wrong = SettingsError(
        f"{path}：sdg_criteria には目標の番号ごとに，needs と excludes（語の一覧），most（◎か○）を書いてください。"
        '例：[sdg_criteria."17"] の下に needs = ["協定"]'
    )
    if not isinstance(value, dict):
        raise wrong
    found = []
    for goal, entry in value.items():
        known = isinstance(entry, dict) and set(entry) <= {"needs", "excludes", "most"} and entry
        if not known or str(goal) not in GOALS or entry.get("most", "◎") not in LEVELS:
            raise wrong
        try:
            needs, excludes = (_words(entry.get(name, [])) for name in ("needs", "excludes"))
        except TypeError as error:
            raise wrong from error
        found.append(Criterion(str(goal), needs, excludes, LEVELS[entry.get("most", "◎")]))
    return tuple(found)


def _words(value: object) -> tuple[str, ...]:
    """A list of words; a bare word is an error, since its letters would be taken for words."""
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise TypeError("not a list of words")
    return tuple(value)


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
