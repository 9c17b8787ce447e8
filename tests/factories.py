"""Builders of records with defaults, so that a test names only what it is about. The town is made up: みなと野市."""

from __future__ import annotations

from collections.abc import Sequence

from planlink.records.findings import Analysis, Coverage, Finding, MappingRow
from planlink.records.links import Alignment, Decision, Evidence, Link, Score
from planlink.records.places import Box, Doubt, Place, Turn
from planlink.records.plans import (
    BaseValue,
    Declaration,
    Indicator,
    Item,
    Measure,
    Mention,
    Passage,
    Period,
    Plan,
    Quantity,
)

PERIOD = Period(2025, 2027)
BOX = Box(70.0, 100.0, 520.0, 140.0)


def place(document: str = "戦略", page: int | None = 3, text: str = "公共交通の再編", box: Box | None = None) -> Place:
    return Place(
        document=document,
        page=page,
        text=text,
        box=box,
    )


def doubt(kind: str = "page-without-text", where: Place | None = None, detail: str = "") -> Doubt:
    return Doubt(
        kind=kind,
        place=where or place(),
        detail=detail,
    )


def quantity(
    value: float | None = 80.0,
    unit: str | None = "%",
    text: str | None = "80％",
    bound: str = "exact",
    year: int | None = 2027,
    year_start: int | None = None,
    calendar: bool = False,
    base: BaseValue | None = None,
) -> Quantity:
    return Quantity(
        value=value,
        unit=unit,
        text=text,
        bound=bound,
        year=year,
        year_start=year_start,
        calendar=calendar,
        base=base,
    )


def item(
    id: str = "戦略.1",
    document: str = "戦略",
    kind: str = "goal",
    label: str | None = "1",
    numbering: Sequence[str] = ("1",),
    parent: str | None = None,
    title: str = "誰もが安心して移動できるまちをつくる",
    text: str = "",
    page: int | None = 2,
) -> Item:
    return Item(
        id=id,
        document=document,
        kind=kind,
        label=label,
        numbering=tuple(numbering),
        parent=parent,
        title=title,
        text=text,
        page=page,
    )


def measure(
    id: str = "戦略.1.ア.1",
    document: str = "戦略",
    numbering: Sequence[str] = ("1", "ア", "1"),
    path: Sequence[str] = ("誰もが安心して移動できるまちをつくる", "公共交通"),
    title: str = "公共交通の再編",
    text: str = "乗合タクシーを増便し，高齢者の外出を支えます。",
    page: int | None = 3,
    page_end: int | None = 3,
    box: Box | None = BOX,
    department: str | None = None,
    goal: str | None = "戦略.1",
    group: str | None = None,
    turns: Sequence[Turn] = (),
) -> Measure:
    return Measure(
        id=id,
        document=document,
        numbering=tuple(numbering),
        path=tuple(path),
        title=title,
        text=text,
        page=page,
        page_end=page_end,
        box=box,
        department=department,
        goal=goal,
        group=group,
        turns=tuple(turns),
    )


def indicator(
    id: str = "戦略.k1",
    document: str = "戦略",
    kind: str = "kpi",
    name: str = "乗合タクシーの利用者数",
    path: Sequence[str] = ("誰もが安心して移動できるまちをつくる",),
    groups: Sequence[str] = ("公共交通",),
    target: Quantity | None = None,
    baseline: Quantity | None = None,
    cumulative: bool = False,
    page: int | None = 4,
    box: Box | None = None,
    raw: str = "",
    owners: Sequence[str] = (),
    actual: Quantity | None = None,
    grade: str = "",
) -> Indicator:
    return Indicator(
        id=id,
        document=document,
        kind=kind,
        name=name,
        path=tuple(path),
        groups=tuple(groups),
        target=target or quantity(),
        baseline=baseline,
        cumulative=cumulative,
        page=page,
        box=box,
        raw=raw,
        owners=tuple(owners),
        actual=actual,
        grade=grade,
    )


def declaration(
    document: str = "戦略",
    subject: str = "誰もが安心して移動できるまちをつくる",
    subject_id: str = "戦略.1",
    scheme: str = "sdg",
    label: str = "11",
    name: str = "住み続けられるまちづくりを",
    page: int | None = 6,
    text: str = "目標11",
) -> Declaration:
    return Declaration(
        document=document,
        subject=subject,
        subject_id=subject_id,
        scheme=scheme,
        label=label,
        name=name,
        page=page,
        text=text,
    )


def mention(
    document: str = "戦略",
    kind: str = "goal",
    label: str = "1",
    name: str = "誰もが安心して移動できるまちをつくる",
    page: int | None = 7,
    text: str = "基本目標1 誰もが安心して移動できるまちをつくる",
) -> Mention:
    return Mention(document=document, kind=kind, label=label, name=name, page=page, text=text)


def passage(
    id: str = "戦略.p1",
    document: str = "戦略",
    path: Sequence[str] = ("策定の趣旨",),
    text: str = "人口の減少が続いています。",
    page: int | None = 1,
    note: bool = False,
    turns: Sequence[Turn] = (),
) -> Passage:
    return Passage(
        id=id,
        document=document,
        path=tuple(path),
        text=text,
        page=page,
        note=note,
        turns=tuple(turns),
    )


def plan(
    id: str = "戦略",
    file: str = "戦略.pdf",
    title: str | None = "みなと野市総合戦略",
    role: str = "strategy",
    pages: int | None = 8,
    period: Period | None = PERIOD,
    sha256: str = "0" * 64,
    quality: float = 1.0,
    items: Sequence[Item] = (),
    measures: Sequence[Measure] = (),
    indicators: Sequence[Indicator] = (),
    declared: Sequence[Declaration] = (),
    passages: Sequence[Passage] = (),
    mentions: Sequence[Mention] = (),
    doubts: Sequence[Doubt] = (),
) -> Plan:
    return Plan(
        id=id,
        file=file,
        title=title,
        role=role,
        pages=pages,
        period=period,
        sha256=sha256,
        quality=quality,
        items=tuple(items),
        measures=tuple(measures),
        indicators=tuple(indicators),
        declared=tuple(declared),
        passages=tuple(passages),
        mentions=tuple(mentions),
        doubts=tuple(doubts),
    )


def evidence(
    text: str | None = "公共交通",
    start: int | None = 0,
    end: int | None = 4,
    page: int | None = 3,
    weight: float = 0.75,
) -> Evidence:
    return Evidence(
        text=text,
        start=start,
        end=end,
        page=page,
        weight=weight,
    )


def link(
    measure: str = "戦略.1.ア.1",
    scheme: str = "sdg",
    label: str = "11",
    name: str = "住み続けられるまちづくりを",
    level: str | None = "primary",
    score: float = 0.875,
    status: str = "linked",
    declared: bool = False,
    stale: bool = False,
    evidence: Sequence[Evidence] = (),
    chance: float | None = None,
) -> Link:
    return Link(
        measure=measure,
        scheme=scheme,
        label=label,
        name=name,
        level=level,
        score=score,
        status=status,
        declared=declared,
        stale=stale,
        evidence=tuple(evidence),
        chance=chance,
    )


def score(measure: str = "戦略.1.ア.1", scheme: str = "sdg", label: str = "11", score: float = 0.875) -> Score:
    return Score(
        measure=measure,
        scheme=scheme,
        label=label,
        score=score,
    )


def alignment(
    source: str = "戦略.1.ア.1",
    target: str | None = "ビジョン.1",
    score: float = 0.6,
    status: str = "linked",
    evidence: Sequence[Evidence] = (),
) -> Alignment:
    return Alignment(
        source=source,
        target=target,
        score=score,
        status=status,
        evidence=tuple(evidence),
    )


def decision(
    measure: str = "戦略.1.ア.1",
    scheme: str = "sdg",
    label: str = "3",
    verdict: str = "related",
    text: str = "公共交通の再編",
    who: str = "",
    when: str = "",
    way: str = "one",
    why: str = "",
) -> Decision:
    return Decision(
        measure=measure,
        scheme=scheme,
        label=label,
        verdict=verdict,
        text=text,
        who=who,
        when=when,
        way=way,
        why=why,
    )


def finding(
    id: str = "kpi-year.1",
    check: str = "kpi-year",
    severity: str = "warning",
    shown: bool = True,
    message: str = "KPI「乗合タクシーの利用者数」の目標年度を御確認ください。",
    places: Sequence[Place] = (),
    facts: dict[str, str] | None = None,
) -> Finding:
    return Finding(id, check, severity, shown, message, tuple(places) or (place(),), facts or {})


def coverage(
    subject_id: str = "戦略.1",
    scheme: str = "sdg",
    label: str = "11",
    score: float = 0.9,
    state: str = "match",
    measures: Sequence[str] = ("戦略.1.ア.1",),
) -> Coverage:
    return Coverage(
        subject_id=subject_id,
        scheme=scheme,
        label=label,
        score=score,
        state=state,
        measures=tuple(measures),
    )


def mapping_row(
    document: str = "戦略",
    subject_id: str = "戦略.1",
    subject: str = "誰もが安心して移動できるまちをつくる",
    label: str = "11",
    name: str = "住み続けられるまちづくりを",
    state: str = "match",
    score: float = 0.9,
    printed: Sequence[str] = (),
    elements: Sequence[str] = (),
    primary: Sequence[str] = ("戦略.1.ア.1",),
    related: Sequence[str] = (),
    pages: Sequence[int] = (3,),
    printed_page: int | None = 6,
) -> MappingRow:
    return MappingRow(
        document=document,
        subject_id=subject_id,
        subject=subject,
        label=label,
        name=name,
        state=state,
        score=score,
        printed=tuple(printed),
        elements=tuple(elements),
        primary=tuple(primary),
        related=tuple(related),
        pages=tuple(pages),
        printed_page=printed_page,
    )


def analysis(
    plans: Sequence[Plan] = (),
    links: Sequence[Link] = (),
    scores: Sequence[Score] = (),
    coverage: Sequence[Coverage] = (),
    alignments: Sequence[Alignment] = (),
    mapping: Sequence[MappingRow] = (),
    findings: Sequence[Finding] = (),
) -> Analysis:
    return Analysis(
        plans=tuple(plans),
        links=tuple(links),
        scores=tuple(scores),
        coverage=tuple(coverage),
        alignments=tuple(alignments),
        mapping=tuple(mapping),
        findings=tuple(findings),
    )


def town() -> Analysis:
    """A small analysis with something of everything: two plans, ◎ and ○, each state, each severity, hostile text."""
    return analysis(
        plans=(_strategy(), _vision()),
        links=_links(),
        scores=(
            score(),
            score(label="3", score=0.41237),
            score(scheme="theme", label="II", score=0.7),
            score(scheme="theme", label="I", score=0.1),
            score(scheme="viewpoint", label="DX", score=0.66),
            score(scheme="viewpoint", label="GX", score=0.05),
        ),
        coverage=(
            coverage(),
            coverage(label="3", state="proposed", score=0.5, measures=("戦略.1.ア.2",)),
            coverage(label="7", state="unsupported", score=0.12345, measures=()),
            coverage(scheme="theme", label="II", measures=("戦略.1.ア.1",)),
        ),
        alignments=(alignment(evidence=(evidence(),)), alignment(source="ビジョン.1", target=None, score=0.1)),
        mapping=(
            mapping_row(printed=("公共交通へのアクセスを広げる",), elements=("安全な移動手段を整える",)),
            mapping_row(
                label="3",
                name="すべての人に健康と福祉を",
                state="proposed",
                score=0.5,
                elements=("健康な暮らしを支える",),
                primary=("戦略.1.ア.2",),
                related=("戦略.1.ア.1",),
                pages=(3, 4),
                printed_page=None,
            ),
            mapping_row(
                label="7",
                name="エネルギーをみんなに そしてクリーンに",
                state="unsupported",
                score=0.12345,
                primary=(),
                pages=(),
            ),
        ),
        findings=(
            finding(severity="error", places=(place(page=4, text="R6年度"), place("ビジョン", None, "R9年度"))),
            finding(id="theme.1", check="theme", severity="warning", message="テーマの表記が二通りあります。"),
            finding(id="tracing.1", check="tracing", severity="note", message="対応する記載は見つかりませんでした。"),
            finding(id="hidden.1", check="hidden", severity="note", shown=False, message="表には出さない。"),
        ),
    )


def _strategy() -> Plan:
    return plan(
        items=(
            item(),
            item(id="戦略.1.ア", kind="group", label="ア", numbering=("1", "ア"), parent="戦略.1", title="公共交通"),
            item(id="戦略.II", kind="theme", label="II", numbering=("II",), title="しごとを創る", page=1),
        ),
        measures=(
            measure(),
            measure(
                id="戦略.1.ア.2",
                numbering=("1", "ア", "2"),
                title="<b>ＤＸ</b>による予約 & 配車",
                text="=SUM(A1)から始まる説明と「通院」の支援。",
                page=4,
                page_end=5,
                department="交通政策課",
            ),
        ),
        indicators=(
            indicator(
                target=quantity(12000.0, "人", "12,000人以上", "min"),
                baseline=quantity(8367.5, "人", "8,367.5人", year=2018),
            ),
            indicator(
                id="戦略.k2",
                name="転出超過数",
                target=quantity(None, None, "▲367人より減少", "relative", year=2027, calendar=True),
                cumulative=True,
                page=5,
            ),
        ),
        declared=(declaration(), declaration(scheme="theme", label="II", name="しごとを創る", page=1, text="II")),
        passages=(passage(),),
        mentions=(mention(),),
        doubts=(doubt(),),
        quality=0.98765,
    )


def _vision() -> Plan:
    return plan(
        id="ビジョン",
        file="ビジョン.txt",
        title=None,
        role="vision",
        pages=None,
        period=None,
        sha256="1" * 64,
        measures=(
            measure(
                id="ビジョン.1",
                document="ビジョン",
                numbering=("1",),
                path=(),
                title="港の夜景づくり",
                text="観光の魅力を高めます。",
                page=None,
                page_end=None,
                box=None,
                goal=None,
            ),
        ),
    )


def _links() -> tuple[Link, ...]:
    return (
        link(
            evidence=(
                evidence(),
                evidence("高齢者", 19, 22, 3, 0.25),
                evidence(None, None, None, None, -0.5),
            ),
        ),
        link(label="3", name="すべての人に健康と福祉を", level="related", score=0.41237, evidence=(evidence(),)),
        link(scheme="theme", label="II", name="しごとを創る", level=None, score=0.7, declared=True),
        link(
            measure="戦略.1.ア.2",
            label="3",
            name="すべての人に健康と福祉を",
            score=0.91,
            status="confirmed",
            evidence=(evidence("通院", 37, 39, 4, 0.5),),
        ),
        link(measure="戦略.1.ア.2", scheme="viewpoint", label="DX", name="DX", level=None, score=0.66),
        link(measure="戦略.1.ア.2", label="9", name="産業と技術革新の基盤をつくろう", level=None, status="rejected"),
        link(
            measure="ビジョン.1",
            scheme="sdg-target",
            label="8.9",
            name="8.9",
            level=None,
            score=0.3333333,
            status="review",
        ),
    )
