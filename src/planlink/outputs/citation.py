"""How officers cite a place of a plan: 総合戦略 21頁 カ(ｲ)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from planlink.records.plans import Plan

_BRACKETS = re.compile(r"[【〔［(（][^】〕］)）]*[】〕］)）]")
_TOWN = re.compile(
    r"(?<!都)[市町村区](?![街民場域内外役立営政制有]|[市町村区](?![街民場]))|[都道府県](?![市町村区計道])"
)
_LAW = re.compile(r"^(?:まち・ひと・しごと創生|第[^\s期次]{1,3}[期次]|新|\s)+")
_OF_KIND = re.compile(r"[一-龠ぁ-んァ-ヶ々]{2}|[第章節編部]")
_BULLET = re.compile(r"^・(\d+)$")
_SMALL = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}
LEVELS = 2


def short_titles(plans: Iterable[Plan]) -> Mapping[str, str]:
    """What each plan is called for short, by id: its title without town and term of office, in full where two would
    be called alike; its file where it has no title."""
    whole = {plan.id: plan.title or plan.file for plan in plans}
    short = {id: _short(title) for id, title in whole.items()}
    times = Counter(short.values())
    return {id: whole[id] if times[name] > 1 else name for id, name in short.items()}


def _short(title: str) -> str:
    bare = _BRACKETS.sub("", title).strip()
    towns = [found.end() for found in _TOWN.finditer(bare) if found.start()]
    name = _LAW.sub("", bare[towns[-1] :] if towns else bare).strip()
    return name if len(name) > 1 else title


def cited(title: str, page: int | None, numbering: Sequence[str] = ()) -> str:
    """Title, sheet and the last signs of the numbering as plans print them, parted by blanks."""
    return " ".join(part for part in (title, f"{page}頁" if page is not None else "", signs(numbering)) if part)


def signs(numbering: Sequence[str]) -> str:
    """The last two signs below the numbered titles (第４章, 基本目標１): カ(ｲ); a bullet by its place."""
    *_, bullet = [_BULLET.match(one) for one in numbering] or [None]
    own = [one for one in numbering if not _BULLET.match(one)]
    named = max((place for place, one in enumerate(own, 1) if _OF_KIND.search(one)), default=0)
    last = own[named:][-LEVELS:] or own[-1:]
    place = f"（{bullet[1]}番目の・）" if bullet else ""
    return "".join(map(_printed, last)) + place


def _printed(sign: str) -> str:
    """Kana in brackets are printed in half width: (ｱ)."""
    return "".join(_SMALL.get(letter, letter) for letter in sign) if sign[:1] == "(" else sign
