"""The further SDG tables that offices hand in: measures × goals with sums, icons for the printer, the goals' own
entries (逆引き), targets, the frame for local indicators, and the sheet on which departments are asked."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from planlink import knowledge
from planlink.outputs import words
from planlink.outputs.rows import Cell, Column, Index, Table, continued, headline, page_of
from planlink.outputs.sdg_rows import (
    GOALS,
    MARK_NOTE,
    MEASURE,
    MEASURE_ID,
    PAGE,
    STATE,
    criteria_note,
    is_marked,
    marks_of,
    measure_cells,
    ordered,
    terms,
)
from planlink.records.findings import Analysis
from planlink.records.links import Link
from planlink.records.plans import Indicator, Measure

DEPARTMENT = Column("担当課", 10)
GOAL_NUMBER = Column("目標番号", 6, "number")
GOAL_NAME = Column("目標名", 18)
LEVEL = Column("区分", 4, "mark")
OF_GOAL = (GOAL_NUMBER, GOAL_NAME, LEVEL, MEASURE_ID, MEASURE, PAGE)
MACHINE = frozenset({MEASURE_ID})
"""Columns that only machines need."""
TARGETS_SHOWN = 3
Grades = Mapping[str, Mapping[str, float]]
"""What a table of the last edition says, by measure and goal: 1 (◎), 0.5 (○), 0."""
NO_GRADES: Grades = MappingProxyType({})
NOT_MEASURED: tuple[Indicator | None, ...] = (None,)
"""In place of the indicators of a group that has none."""


def matrix_paper(analysis: Analysis) -> Table:
    """Measures × 17 goals as printed, with departments, and the sums of ◎ and ○ by goal in the last rows."""
    marks = marks_of(analysis)
    index = Index.of(analysis)
    columns = (Column("施策", 34), DEPARTMENT, Column("頁", 5, "number"), *(Column(goal, 3, "mark") for goal in GOALS))
    rows: list[tuple[Cell, ...]] = [
        (headline(one), one.department, page_of(one), *(marks.get((one.id, goal)) for goal in GOALS))
        for one in index.measures.values()
    ]
    for level in ("primary", "related"):
        found = Counter(goal for (_, goal), mark in marks.items() if mark == words.LEVELS[level])
        rows.append((f"{words.LEVELS[level]}の数", None, None, *(found[goal] or None for goal in GOALS)))
    note = f"{words.NOTE}。{MARK_NOTE}{words.PAGE_NOTE}{criteria_note(analysis)}"
    return Table("施策とＳＤＧｓの目標", columns, tuple(rows) if index.measures else (), note)


def icon_table(analysis: Analysis) -> Table:
    """Where a printer places the icons (アイコン配置指示): the numbers of the ◎ goals, by page and measure."""
    marks, index = marks_of(analysis), Index.of(analysis)
    columns = (Column("計画", 24), PAGE, MEASURE_ID, MEASURE, Column("配置するアイコンの番号", 20))
    rows = tuple(
        (index.document_title(one.document), page_of(one), one.id, headline(one), "，".join(numbers))
        for one in index.measures.values()
        if (numbers := [goal for goal in GOALS if marks.get((one.id, goal)) == words.LEVELS["primary"]])
    )
    note = f"{words.NOTE}。{words.ICON_NOTE}{words.PAGE_NOTE}"
    return Table("アイコン配置指示", columns, rows, note)


def goal_entries(analysis: Analysis) -> Table:
    """By goal the measures that serve it and the indicators of their groups, from baseline to target (逆引き)."""
    index = Index.of(analysis)
    columns = (
        *OF_GOAL,
        Column("指標", 26),
        Column("現状値", 10),
        Column("目標値", 10),
        Column("指標の頁", 6, "number"),
    )
    beside: Mapping[str, Sequence[Indicator | None]] = _indicators(analysis)
    rows = tuple(
        (*_of_goal(link, index), *_told(told))
        for link in sorted(_marked(analysis, index), key=lambda link: int(link.label))
        for told in beside.get(link.measure) or NOT_MEASURED
    )
    note = f"{words.NOTE}。{MARK_NOTE}{words.ENTRY_NOTE}{words.PAGE_NOTE}{criteria_note(analysis)}"
    return Table("目標からの逆引き", columns, rows, note, groups=len(OF_GOAL))


def target_table(analysis: Analysis) -> Table:
    """The measures of each goal with the target numbers that fit best, as candidates."""
    index = Index.of(analysis)
    found: dict[tuple[str, str], list[str]] = {}
    for link in sorted(analysis.links, key=lambda link: -link.score):
        if link.scheme == "sdg-target" and link.status != "rejected":
            found.setdefault((link.measure, link.label.split(".")[0]), []).append(link.label)
    gists = {target.label: target.gist for target in knowledge.targets()}
    columns = (
        *OF_GOAL,
        Column("ターゲット", 7),
        Column(f"{words.GIST}", 30),
        STATE,
    )
    rows = tuple(
        (
            *_of_goal(link, index),
            *(target, gists.get(target), words.STATUSES["review"]),
        )
        for link in _marked(analysis, index)
        for target in found.get((link.measure, link.label), ())[:TARGETS_SHOWN]
    )
    note = f"{words.NOTE}。{words.TARGET_NOTE.format(count=TARGETS_SHOWN)}{words.PAGE_NOTE}"
    return Table("ターゲットの候補", columns, rows, note, groups=len(OF_GOAL))


def local_indicators(analysis: Analysis) -> Table:
    """An empty frame for 地方創生SDGsローカル指標: one row a goal that a measure serves, to be filled in."""
    served = {goal for (_, goal), mark in marks_of(analysis).items() if mark == words.LEVELS["primary"]}
    columns = (
        GOAL_NUMBER,
        GOAL_NAME,
        Column("ローカル指標", 26),
        Column("単位", 8),
        Column("現状値", 10),
        Column("年度", 8),
        Column("出典", 20),
    )
    rows = tuple((*_goal(goal), *(None,) * 5) for goal in GOALS if goal in served)
    return Table("ローカル指標（記入用）", columns, rows, words.LOCAL_NOTE)


def working_table(analysis: Analysis, previous: Grades = NO_GRADES) -> Table:
    """The sheet on which departments are asked: each link with the sentence that supports it, its mark in the last
    edition and what changed, and columns for the reason and the answer. Marks that are gone have a row too."""
    index = Index.of(analysis)
    columns = (
        MEASURE_ID,
        MEASURE,
        PAGE,
        DEPARTMENT,
        GOAL_NUMBER,
        GOAL_NAME,
        Column("前回", 4, "mark"),
        Column("今回", 4, "mark"),
        Column("変更区分", 8),
        Column("変更理由", 20),
        Column("所管課回答", 14),
        Column("根拠の文", 40),
    )
    links = {(link.measure, link.label): link for link in _marked(analysis, index) if link.measure in index.measures}
    gone = {
        (id, goal): None
        for id, grades in previous.items()
        if id in index.measures
        for goal in GOALS
        if grades.get(goal) and (id, goal) not in links
    }
    told = sorted((links | gone).items(), key=lambda one: (index.order[one[0][0]], int(one[0][1])))
    rows = tuple(_asked(index, previous, id, goal, link) for (id, goal), link in told)
    return Table("確認用（所管課照会）", columns, rows)


def _asked(index: Index, previous: Grades, id: str, goal: str, link: Link | None) -> tuple[Cell, ...]:
    one = index.measures[id]
    before = words.GRADES.get(previous.get(id, {}).get(goal, 0.0))
    now = words.LEVELS[link.level or ""] if link else None
    change = words.changed_mark(before, now) if id in previous else None
    evidence = supporting(link, one) if link else None
    return (*measure_cells(index, id), one.department, *_goal(goal), before, now, change, None, None, evidence)


def printed(table: Table) -> Table:
    """The table as papers print it: without the columns that only machines need, its repeated cells shortened."""
    kept = [place for place, column in enumerate(table.columns) if column not in MACHINE]
    rows = tuple(
        tuple(_again(table, place, row[place], told[place]) for place in kept)
        for row, told in zip(table.rows, continued(table), strict=True)
    )
    return replace(table, columns=tuple(table.columns[place] for place in kept), rows=rows, groups=0)


def _again(table: Table, place: int, cell: Cell, told: Cell) -> Cell:
    """A cell that may go on from the row above, where it is `told` so: numbers and marks stay, and a name beside its
    number needs no more than 「（続き）」."""
    if cell == told or table.columns[place].kind in ("number", "mark"):
        return cell
    return words.GOES_ON if place and table.columns[place - 1].kind == "number" else told


def supporting(link: Link, measure: Measure) -> str:
    """The sentence of the measure with most of the weight that spoke for the link; its title where that has it."""
    words_of = terms(link)
    sentences = [measure.title, *re.findall("[^。]+。?", measure.text)]
    weights = {part.text: part.weight for part in link.evidence if part.text}
    best = max(sentences, key=lambda text: sum(weights.get(word, 0.0) for word in words_of if word in text), default="")
    return best.strip() or measure.title


def _marked(analysis: Analysis, index: Index) -> list[Link]:
    """The links that give a ◎ or ○, in the order of their measures."""
    return [link for link in ordered(analysis.links, index) if is_marked(link)]


def _of_goal(link: Link, index: Index) -> tuple[Cell, ...]:
    """What stands in the columns `OF_GOAL`."""
    return (*_goal(link.label), words.LEVELS[link.level or ""], *measure_cells(index, link.measure))


def _goal(label: str) -> tuple[Cell, ...]:
    return int(label), knowledge.goal_name(label)


def _indicators(analysis: Analysis) -> dict[str, list[Indicator]]:
    """The indicators of each measure and its group, in the plan's order."""
    found: dict[str, list[Indicator]] = {}
    for plan in analysis.plans:
        owned: defaultdict[str | None, set[int]] = defaultdict(set)
        for place, indicator in enumerate(plan.indicators):
            for owner in indicator.owners if indicator.kind == "kpi" else ():
                owned[owner].add(place)
        for one in plan.measures:
            places = owned.get(one.id, set()) | owned.get(one.group, set())
            found[one.id] = [plan.indicators[place] for place in sorted(places)]
    return found


def _told(indicator: Indicator | None) -> tuple[Cell, ...]:
    if indicator is None:
        return (None,) * 4
    baseline = indicator.baseline.text if indicator.baseline else None
    return indicator.name, baseline, indicator.target.text, page_of(indicator)
