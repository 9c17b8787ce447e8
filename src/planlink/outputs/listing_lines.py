"""A listing as lines of plain text: the tree with sheets and kinds in columns of their own, then what was taken as
measures and why. The words are in listing.toml."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from planlink import knowledge
from planlink.outputs.listing import Listing
from planlink.outputs.listing_rows import Row
from planlink.outputs.listing_tables import Columns
from planlink.outputs.listing_words import EXAMPLES, NO_PLAN, OTHER_ROLE, listing_words
from planlink.outputs.words import ROLES
from planlink.settings import NO_MEASURES

LONGEST = 60  # letters of a title
TOLD = 5  # headings that a reason names


def tree_lines(listing: Listing) -> Iterator[str]:
    """One line a row: sheet, kind, and the title two columns further in for each level."""
    yield from (_row(row) for row in listing.rows)


def reason_lines(listing: Listing) -> Iterator[str]:
    """How many measures there are, in which form, by which rule, and what can be set instead."""
    said = listing_words()["said"]
    yield said["total"].format(count=listing.measures) + _forms(listing)
    yield said["why"] + _reason(listing)
    if listing.lone:
        yield said["lone"].format(count=listing.lone)
    yield from _unmatched(listing)
    if listing.unread:
        yield said["unread"].format(pages=_listed(listing.unread))
    yield from _tables(listing.tables)
    if listing.numbered:
        yield said["numbered"] + "，".join(_styles(listing))
    yield from _change(listing)


def _row(row: Row) -> str:
    page = "" if row.page is None else str(row.page)
    kind = listing_words()["kinds"].get(row.kind or "", "")
    title = " ".join(part for part in (row.marker, _short(row.title)) if part)
    counted = row.measures and row.kind != "measure"
    count = listing_words()["said"]["count"].format(count=row.measures) if counted else ""
    return f"{page:>4}  {kind:　<4}  {'  ' * (row.depth - 1)}{title}{count}"


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else title[: LONGEST - 1] + "…"


def _forms(listing: Listing) -> str:
    counts = ((name, getattr(listing, form)) for form, name in listing_words()["forms"].items())
    told = "，".join(f"{name} {count}件" for name, count in counts if count)
    return f"（{told}）" if told else ""


def _reason(listing: Listing) -> str:
    """The sentence of the rule. Tables count wherever they stand, so that measures may be there with nothing
    announced."""
    rule = "tables" if listing.rule == "announced" and not listing.told else listing.rule
    told = "".join(f"「{_short(title)}」" for title in listing.told[:TOLD])
    told += "など" if len(listing.told) > TOLD else ""
    return listing_words()["rules"][rule].format(
        told=told if rule == "announced" or not told else f"（{told}）",
        words="".join(f"「{word}」" for word in _looked_for(rule)),
        level=listing.setting.level,
        below=_below(listing),
        role=ROLES.get(listing.role, listing.role),
    )


def _below(listing: Listing) -> str:
    return listing_words()["said"]["below"] if listing.setting.under else ""


def _looked_for(rule: str) -> Sequence[str]:
    words = knowledge.section_words()
    known = {"named": words.measures, "repeated": words.measures, "directions": words.directions}
    return known.get(rule, words.announcing)[:EXAMPLES]


def _unmatched(listing: Listing) -> Iterator[str]:
    """Words of planlink.toml that fit nothing; where its level is one of them, the usual rules were tried."""
    said, level = listing_words()["said"], listing.setting.level
    fallen = level in listing.unmatched and listing.rule != "set"
    yield from (said["unmatched"].format(word=word) for word in listing.unmatched if not (fallen and word == level))
    if fallen:
        yield said["fallback"].format(level=level, below=_below(listing))


def _tables(tables: Sequence[Columns]) -> Iterator[str]:
    if tables:
        yield listing_words()["said"]["tables"]
    for one in tables:
        pages = f"{_listed(one.pages)}頁 " if one.pages else ""
        columns = "，".join(_columns(one))
        yield "  " + listing_words()["said"]["table"].format(pages=pages, columns=columns, count=one.measures)


def _columns(one: Columns) -> Iterator[str]:
    heads = {"number": (one.number,), "title": (one.title,), "texts": one.texts, "department": (one.department,)}
    for name, held in heads.items():
        yield from (listing_words()["said"][f"column_{name}"].format(head=head) for head in held if head)


def _styles(listing: Listing) -> Iterator[str]:
    for one in listing.numbered:
        words = listing_words()["said"]["style_measures" if one.measures else "style"]
        yield words.format(marker=one.marker, count=one.headings, measures=one.measures)


def _listed(pages: Sequence[int]) -> str:
    return "，".join(map(str, pages))


def _change(listing: Listing) -> Iterator[str]:
    """What to write into planlink.toml, with words of this document."""
    words = listing_words()["change"]
    stem = json.dumps(listing.document, ensure_ascii=False)
    yield ""
    if listing.rule in (NO_PLAN, OTHER_ROLE):
        roles = "・".join(role for role in ROLES if role not in NO_MEASURES)
        yield words["role"]
        yield from ("  [roles]", f'  {stem} = "plan"  # {words["roles"].format(roles=roles)}')
        return
    yield words["measures"]
    yield f"  [measures.{stem}]"
    announced = listing.rule == "announced" and listing.told
    under = listing.told[0] if announced else knowledge.section_words().announcing[0]
    for name, value in (("under", [under]), ("not_under", [words["example"]]), ("level", _level(listing))):
        if value:
            yield f"  {name} = {json.dumps(value, ensure_ascii=False)}  # {words[name]}"


def _level(listing: Listing) -> str:
    """The mark of the bullets where most measures are such; else the marker that most measures, or headings, have."""
    marks = Counter(row.marker for row in listing.rows if row.form == "bullet" and row.kind == "measure")
    if listing.bullets > listing.headings:
        return marks.most_common(1)[0][0]
    known = [one for one in listing.numbered if one.settable]
    best = max(known, key=lambda one: (one.measures, one.headings), default=None)
    return best.marker if best else ""
