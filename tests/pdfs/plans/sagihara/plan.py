"""The page in HTML of this plan and what it says; build.py has a browser print it and finds the pages."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

from pdfs.plans.lib import Told, circled, dated, dated_texts, full, indicator

PAGE = Path(__file__).with_name("plan.html").read_text(encoding="utf-8")
SECTION, PROJECTS = "具体的施策と重要業績評価指標（ＫＰＩ）", "（主な取組）"


def goal_head(number: int, goal: Told) -> str:
    return f"基本目標{full(number)}　{goal['name']}"


def measure_head(number: int, measure: Told) -> str:
    return f"{circled(number)}　{measure['title']}"


# ---------------------------------------------------------------- what it says, in the order of the pages
def said(told: Told) -> Iterator[Told]:
    for k in told["past"]:
        yield indicator("past", {"by": 2019, "ty": 2025} | k, [k["group"]], [{"groups": []}])
    for number, goal in enumerate(told["goal"], 1):
        name, head = f"基本目標{number}", goal_head(number, goal) + goal["lead"]
        yield {"record": "item", "printed": head, "kind": "goal", "label": name, "title": goal["name"]}
        for k in goal["target"]:
            yield indicator("goal", k, [goal["name"]], [dated_texts(k)])
        for place, measure in enumerate(goal["measure"], 1):
            yield from _measure(place, measure, ["第4章", name], [told["chapter"], goal["name"]])


def _measure(place: int, measure: Told, numbering: list[str], path: list[str]) -> Iterator[Told]:
    """A reader may count the projects to the text, or each as a measure; ⑶ counts as a level or not."""
    head, title = measure_head(place, measure), measure["title"]
    yield {"record": "item", "printed": head, "kind": "group", "label": str(place), "title": title, "optional": True}
    text, projects = "".join(_texts(measure)), measure.get("project", [])
    levels, above = [*numbering, "(3)", str(place)], [*path, SECTION]
    way: Told = {"numbering": [*numbering, str(place)], "path": path}
    record: Told = {"record": "measure", "printed": head, "numbering": levels, "path": above, "alt": [way]}
    if projects:
        whole = "".join(projects)
        yield record | {"title": title, "text": text, "reading": "prose"}
        ways: Told = {"alt": [way, {"text": text + PROJECTS + whole}]}
        yield record | {"title": title, "text": text + whole, "reading": "whole"} | ways
    else:
        yield record | {"title": title, "text": text}
    for row, project in enumerate(projects, 1):
        way = {"numbering": [*levels, f"・{row}"], "path": [*above, title], "title": "", "text": project}
        last = {"numbering": [*levels, "主な取組", f"・{row}"], "path": [*above, title, "主な取組"], "alt": [way]}
        yield record | {"printed": project} | last | {"title": project, "text": "", "reading": "projects"}
    for k in measure["kpi"]:
        yield indicator("kpi", k, [title], [dated_texts(k)]) | {"printed": "◇" + k["name"]}


def _texts(measure: Told) -> list[str]:
    text = measure["text"]
    return [text] if isinstance(text, str) else text


# ---------------------------------------------------------------- the page
def contents(told: Told) -> list[tuple[int, str]]:
    """The headings that the contents name, with their depth."""
    found = re.findall(r"<h([12])[^>]*>(.*?)</h\1>", _filled(told, ""))[1:]
    return [(int(depth), re.sub("<.*?>", "", title)) for depth, title in found]


def written(told: Told, pages: dict[str, int]) -> str:
    """The page, with the pages of its headings in the contents."""
    rows = contents(told)
    return _filled(
        told, _lines(f'<div class="t{n}"><span>{t}</span><i></i><b>{pages.get(t, "")}</b></div>' for n, t in rows)
    )


def _filled(told: Told, rows: str) -> str:
    goals = list(enumerate(told["goal"], 1))
    return Template(PAGE).substitute(
        title=told["title"],
        contents=rows,
        past=_lines(_past(told["past"])),
        tree=_lines(line for number, goal in goals for line in _tree(number, goal)),
        goals=_lines(line for number, goal in goals for line in _goal(number, goal)),
    )


def _lines(lines: Iterator[str]) -> str:
    return "\n".join(lines)


def _past(past: list[Told]) -> Iterator[str]:
    """Indicators of the same group share a cell."""
    for row, k in enumerate(past):
        same = [one["group"] for one in past].count(k["group"])
        group = "" if row and past[row - 1]["group"] == k["group"] else f'<td rowspan="{same}">{k["group"]}</td>'
        values = "".join(f'<td class="n">{k[name]}</td>' for name in ("base", "target", "actual"))
        yield f'<tr>{group}<td>{k["name"]}</td>{values}<td class="c">{k["grade"]}</td></tr>'


def _tree(number: int, goal: Told) -> Iterator[str]:
    for place, measure in enumerate(goal["measure"], 1):
        own = f"<b>基本目標{full(number)}</b><br>{goal['name']}"
        cell = f'<td rowspan="{len(goal["measure"])}">{own}</td>' if place == 1 else ""
        yield f"<tr>{cell}<td>{measure_head(place, measure)}</td></tr>"


def _goal(number: int, goal: Told) -> Iterator[str]:
    label, _, name = goal_head(number, goal).partition("　")
    yield f'<h2 class="goal{" first" if number == 1 else ""}"><span>{label}</span>　{name}</h2>'
    yield f'<p>{goal["lead"]}</p>\n<h3>⑴　数値目標</h3>\n<ul class="goals">'
    for k in goal["target"]:
        values = f"{dated(k['base'], k['by'])}　→　{dated(k['target'], k['ty'])}"
        yield f'<li>○　{k["name"]}<div class="val">{values}</div></li>'
    yield "</ul>\n<h3>⑵　講ずべき施策に関する基本的方向</h3>"
    yield from (f'<p class="b1">○　{text}</p>' for text in goal["direction"])
    if "note" in goal:
        yield f'<p class="note">{goal["note"]}</p>'
    yield f"<h3>⑶　{SECTION}</h3>"
    for place, measure in enumerate(goal["measure"], 1):
        yield f"<h4>{measure_head(place, measure)}</h4>"
        yield from (f"<p>{text}</p>" for text in _texts(measure))
        if "project" in measure:
            yield f'<div class="lab">{PROJECTS}</div>'
            yield from (f'<p class="b2">・{project}</p>' for project in measure["project"])
        yield '<div class="kpi"><div class="kh">重要業績評価指標（ＫＰＩ）</div>'
        for k in measure["kpi"]:
            base = dated(k["base"], k["by"]) if "by" in k else k["base"]
            yield f'<p class="k">◇{k["name"]}：{base}→{dated(k["target"], k["ty"])}</p>'
        if "note" in measure:
            yield f'<p class="kn">{measure["note"]}</p>'
        yield "</div>"
