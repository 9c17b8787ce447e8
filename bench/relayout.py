"""Set a plan that planlink has read again, in layouts where measures and indicators stand in tables, with the truth.

`python bench/relayout.py PLAN.pdf FOLDER/NAME [LAYOUT …]` writes FOLDER/NAME-LAYOUT/NAME-LAYOUT.pdf and .json (the form
of tests/pdfs/truth). Needs typst beside planlink (`pip install typst`, no dependency of the project) and the IPA
and Noto CJK fonts. What planlink read is what is printed, right or wrong: reading it back is compared with the same
words. Departments and all running text around the tables are made up. The truth speaks of measures, indicators, basic
goals and groups; pages come from the typesetter; what a measure may be numbered like too is in its "or". Text of real
documents stays outside the repository: choose FOLDER so.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typst

from planlink.read import read
from planlink.records.plans import Indicator, Measure, Plan, Quantity

Record = dict[str, Any]
SOURCE = Path(__file__).with_suffix(".typ")
FONTS = ("ipag", "ipam", "NotoSansCJK", "NotoSerifCJK")
WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")
OFFICES = (
    "みらい企画課",
    "子ども応援課",
    "学び推進課",
    "港湾商工課",
    "農林水産課",
    "くらし安全課",
    "健康長寿課",
    "緑と水の課",
)
"""Made-up departments, given out in turn; every fifth measure has two."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a plan is set. `chapter` and `group` are the markers of headings ({g} goal, {n} group), `row` that of a
    measure ({m}); without one a measure counts as ・ and its place in its `table` (group, goal or plan). `list` is a
    heading between a goal and its table, `part` the label of the cell that lists a sheet's measures."""

    name: str
    chapter: tuple[str, str]
    group: str
    table: str
    row: str = ""
    department: bool = True
    split: bool = False
    list: str = ""
    part: str = ""


LAYOUTS = (
    Layout("rows", ("第４章", "施策の展開"), "（{n}）", "group"),
    Layout("bands", ("Ⅲ", "基本目標別の取組"), "（{n}）", "goal", list="具体的な取組"),
    Layout("cut", ("３", "具体的な施策"), "（{n}）", "group", row="{m}", department=False),
    Layout("kpigroup", ("第３章", "基本目標と施策の内容"), "{n}", "group"),
    Layout("kpigoal", ("第３章", "施策の体系と内容"), "({n})", "group", split=True),
    Layout("sheets", ("第４章", "施策シート"), "{g}－{n}", "group", part="取組内容"),
    Layout("lines", ("第２章", "目標ごとの施策"), "({n})", "group"),
    Layout("numbers", ("第５章", "分野別の施策"), "施策{g}－{n}", "group", row="{g}-{n}-{m}"),
    Layout("merged", ("４", "施策一覧"), "（{n}）", "plan"),
)


def main(arguments: Sequence[str]) -> None:
    source, target, *wanted = arguments
    plan = read(Path(source))
    for layout in LAYOUTS:
        if not wanted or layout.name in wanted:
            print(set_again(plan, layout, Path(target)))


def set_again(plan: Plan, layout: Layout, target: Path) -> Path:
    """The PDF of one layout, with its truth beside it."""
    name = f"{target.name}-{layout.name}"
    file = target.parent / name / f"{name}.pdf"
    file.parent.mkdir(parents=True, exist_ok=True)
    data = printed(plan, layout)
    told = {"sys_inputs": {"data": json.dumps(data, ensure_ascii=False)}, "font_paths": font_folders()}
    typst.compile(str(SOURCE), output=str(file), ignore_system_fonts=True, pdf_tags=False, **told)
    places = json.loads(typst.query(str(SOURCE), "<place>", field="value", ignore_system_fonts=True, **told))
    pages = {place["id"]: place["page"] for place in reversed(places)}
    text = json.dumps(truth(data, plan, layout, pages), ensure_ascii=False, indent=1)
    file.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    return file


def font_folders() -> list[str]:
    listed = subprocess.run(["fc-list", ":lang=ja", "file"], capture_output=True, text=True, check=True).stdout
    files = [Path(line.rstrip(": \n")) for line in listed.splitlines()]
    return sorted({str(f.parent) for f in files if f.name.startswith(FONTS)})


# ---------------------------------------------------------------- what is printed
def printed(plan: Plan, layout: Layout) -> Record:
    """The plan as goals with groups with measures and indicators, each string as it will stand on the page."""
    goals = [item for item in plan.items if item.kind == "goal"]
    period = plan.period
    return {
        "layout": layout.name,
        "title": plan.title or plan.id,
        "period": [era(period.start), era(period.end)] if period else ["", ""],
        "chapter": list(layout.chapter),
        "goals": [_goal(plan, layout, g, goal.id, goal.title) for g, goal in enumerate(goals, 1)],
    }


def _goal(plan: Plan, layout: Layout, g: int, identity: str, title: str) -> Record:
    groups = [item for item in plan.items if item.kind == "group" and item.parent == identity]
    targets = [i for i in plan.indicators if i.kind == "goal" and identity in i.owners]
    made: Record = {"mark": f"基本目標{wide(g)}", "title": title, "id": f"g{g}"}
    made["targets"] = [_indicator(i) for i in targets]
    made["groups"] = [_group(plan, layout, g, n, item.id, item.title) for n, item in enumerate(groups, 1)]
    if layout.table == "goal" or layout.row == "{m}":
        _count(layout, [m for group in made["groups"] for m in group["measures"]])
    return made


def _group(plan: Plan, layout: Layout, g: int, n: int, identity: str, title: str) -> Record:
    own = [m for m in plan.measures if m.group == identity]
    kpis = [i for i in plan.indicators if i.kind == "kpi" and i.owners[:1] == (identity,)]
    made: Record = {"mark": wide(layout.group.format(g=g, n=n)), "title": title, "id": f"g{g}.{n}"}
    made["measures"] = [_measure(m, layout, g, n, place) for place, m in enumerate(own, 1)]
    made["kpis"] = [_indicator(i) for i in kpis]
    made["department"] = made["measures"][0]["department"] if made["measures"] else ""
    return made


def _measure(measure: Measure, layout: Layout, g: int, n: int, place: int) -> Record:
    row = layout.row.format(g=g, n=n, m=place)
    first, stop, rest = measure.text.partition("。")
    parts = [first + stop, rest] if layout.split and rest else [measure.text]
    return {"id": measure.id, "row": row, "title": measure.title, "parts": parts, "department": _office(measure.id)}


def _count(layout: Layout, measures: Sequence[Record]) -> None:
    """Printed numbers that run on through a basic goal."""
    for place, measure in enumerate(measures, 1):
        measure["row"] = layout.row.format(m=place)


def _office(identity: str) -> str:
    number = sum(map(ord, identity))
    two = number % 5 == 0
    return "、".join(OFFICES[(number + step) % len(OFFICES)] for step in range(1 + two))


def _indicator(indicator: Indicator) -> Record:
    base = indicator.baseline
    return {
        "id": indicator.id,
        "name": indicator.name,
        "target": value(indicator.target),
        "target_year": years(indicator.target),
        "base": value(base) if base else "－",
        "base_year": years(base) if base else "－",
    }


def value(quantity: Quantity) -> str:
    """The text without a year of its own right behind the number."""
    return re.sub(r"^([\d,.]+\w{1,4})（[RHＲＨ][^（）]{1,5}）", r"\1", quantity.text or "")


def years(quantity: Quantity) -> str:
    if quantity.year is None:
        return ""
    start = f"{short(quantity.year_start)}～" if quantity.year_start else ""
    return f"{start}{short(quantity.year)}{'年' if quantity.calendar else '年度'}"


def short(year: int) -> str:
    return f"R{year - 2018}" if year > 2018 else f"H{year - 1988}"


def era(year: int) -> str:
    return f"令和{wide(year - 2018)}年度"


def wide(printed: object) -> str:
    return str(printed).translate(WIDE)


def label(mark: str) -> str:
    return re.sub(r"[\s　]", "", unicodedata.normalize("NFKC", mark))


# ---------------------------------------------------------------- what is truly in it
def truth(data: Record, plan: Plan, layout: Layout, pages: dict[str, int]) -> Record:
    period = asdict(plan.period) if plan.period else None
    made: Record = {"role": plan.role, "title": plan.title, "period": period}
    made |= {"items": [], "measures": [], "indicators": [], "declared": []}
    place = 0
    for goal in data["goals"]:
        made["items"].append(_item("goal", goal, pages))
        made["indicators"] += _told(plan, goal["targets"], goal["title"], pages)
        place = place if layout.table == "plan" else 0
        for group in goal["groups"]:
            made["items"].append(_item("group", group, pages))
            place = 0 if layout.table == "group" else place
            made["measures"] += _rows(layout, goal, group, place, pages)
            made["indicators"] += _told(plan, group["kpis"], group["title"], pages)
            place += len(group["measures"])
    return made


def _rows(layout: Layout, goal: Record, group: Record, before: int, pages: dict[str, int]) -> Iterator[Record]:
    """The measures of a group, `before` of them above it in the same table."""
    (chapter, title), lists = layout.chapter, [layout.list] if layout.list else []
    above, path = [label(chapter), label(goal["mark"]), *lists, label(group["mark"])], [title, goal["title"]]
    path += [*lists, group["title"]]
    for place, measure in enumerate(group["measures"], 1):
        office = group["department"] if layout.part else measure["department"]
        told: Record = {"numbering": [*above, measure["row"] or f"・{before + place}"], "path": path}
        told |= {"title": measure["title"], "text": "".join(measure["parts"]), "page": pages[measure["id"]]}
        told |= {"group": group["title"], "department": office if layout.department else None}
        others = [{"numbering": [*above, f"・{place}"]}] if before and not measure["row"] else []
        if layout.part:
            others = [{"numbering": [*above, layout.part, f"・{place}"]}, {"path": [*path, layout.part]}]
        yield told | ({"or": others} if others else {})


def _item(kind: str, record: Record, pages: dict[str, int]) -> Record:
    return {"kind": kind, "label": label(record["mark"]), "title": record["title"], "page": pages[record["id"]]}


def _told(plan: Plan, records: Sequence[Record], owner: str, pages: dict[str, int]) -> Iterator[Record]:
    known = {indicator.id: indicator for indicator in plan.indicators}
    for record in records:
        indicator = known[record["id"]]
        quantities: Record = {"target": asdict(indicator.target) | {"text": record["target"]}, "baseline": None}
        if indicator.baseline:
            quantities["baseline"] = asdict(indicator.baseline) | {"text": record["base"]}
        said: Record = {"kind": indicator.kind, "name": indicator.name, "groups": [owner], **quantities}
        yield said | {"cumulative": indicator.cumulative, "page": pages[indicator.id]}


if __name__ == "__main__":
    main(sys.argv[1:])
