"""Documents of a made-up town that are no plans: budget and settlement books of any length, a population vision, a
bulletin, an ordinance. `python tests/books.py FOLDER [PAGES …]` writes them; the same seed gives the same bytes.

They hold what tempts a reader of plans: numbered headings, 主要事業 in tables, ○ marks, years, amounts and per cents.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from paper import Paper

TOWN = "汐見坂市"
WIDE = (842.0, 595.0)
KAN = {
    "議会費": {"議会費": ["議会費"]},
    "総務費": {
        "総務管理費": [
            "一般管理費",
            "文書広報費",
            "財政管理費",
            "会計管理費",
            "財産管理費",
            "企画費",
            "交通安全対策費",
        ],
        "徴税費": ["税務総務費", "賦課徴収費"],
        "戸籍住民登録費": ["戸籍住民登録費"],
        "選挙費": ["選挙管理委員会費", "市議会議員選挙費"],
        "統計調査費": ["統計調査総務費", "指定統計費"],
    },
    "民生費": {
        "社会福祉費": ["社会福祉総務費", "老人福祉費", "障害者福祉費", "国民年金費"],
        "児童福祉費": ["児童福祉総務費", "児童措置費", "保育所費", "児童館費"],
        "生活保護費": ["生活保護総務費", "扶助費"],
    },
    "衛生費": {
        "保健衛生費": ["保健衛生総務費", "予防費", "環境衛生費", "健康増進費"],
        "清掃費": ["清掃総務費", "塵芥処理費", "し尿処理費"],
    },
    "農林水産業費": {"農業費": ["農業委員会費", "農業振興費", "農地費"], "水産業費": ["水産業振興費", "漁港管理費"]},
    "商工費": {"商工費": ["商工総務費", "商工業振興費", "観光費"]},
    "土木費": {
        "道路橋りょう費": ["道路維持費", "道路新設改良費", "橋りょう維持費"],
        "都市計画費": ["都市計画総務費", "公園費", "街路事業費"],
        "住宅費": ["住宅管理費"],
    },
    "消防費": {"消防費": ["常備消防費", "非常備消防費", "防災費"]},
    "教育費": {
        "教育総務費": ["教育委員会費", "事務局費"],
        "小学校費": ["学校管理費", "教育振興費", "学校建設費"],
        "社会教育費": ["社会教育総務費", "公民館費", "図書館費", "文化財保護費"],
        "保健体育費": ["保健体育総務費", "体育施設費", "学校給食費"],
    },
    "公債費": {"公債費": ["元金", "利子"]},
}
SETSU = [
    "報酬",
    "給料",
    "職員手当等",
    "共済費",
    "報償費",
    "旅費",
    "需用費",
    "役務費",
    "委託料",
    "使用料及び賃借料",
    "工事請負費",
]
SETSU += ["備品購入費", "負担金補助及び交付金", "扶助費", "積立金", "繰出金"]
WORKS = [
    "庁舎の維持管理",
    "広報紙の発行",
    "総合計画の進行管理",
    "創生総合戦略の推進",
    "移住相談窓口の運営",
    "子育て応援券の配付",
]
WORKS += [
    "灯台公園の遊具更新",
    "見守り訪問",
    "空き店舗活用",
    "漁港の岸壁補修",
    "図書館の電子化",
    "給食室の改修",
    "防災無線の更新",
]
WORKS += [
    "観光案内所の運営",
    "乳幼児健診",
    "通学路の安全対策",
    "ごみ減量の啓発",
    "農道の舗装",
    "介護予防教室",
    "橋の点検",
]
ENDS = ["事業", "経費", "事業費", "事務費", "補助金", "推進事業"]
OFFICES = ["企画課", "財政課", "福祉課", "こども課", "建設課", "商工観光課", "環境課", "学校教育課", "危機管理課"]
DEEDS = [
    "市民の利便を高めるため，設備の更新を行う",
    "老朽化した施設を補修し，安全に使えるようにする",
    "利用者の声を聞きながら内容を見直す",
]
DEEDS += [
    "関係団体に委託し，年間を通じて実施する",
    "対象を市内全域に広げ，相談の機会を増やす",
    "国の交付金を活用して整備を進める",
]


def budget(pages: int, seed: int = 7, settled: bool = False) -> Paper:
    """A budget book (予算書及び予算に関する説明書), or a settlement book (決算書), of exactly so many sheets."""
    dice, paper = random.Random(seed), Paper()
    _budget_cover(paper, settled)
    _budget_contents(paper)
    _articles(paper, dice)
    _totals(paper, dice)
    tail = max(2, pages // 12)
    while len(paper.drawn) < pages - tail:
        for kan, parts in KAN.items():
            for number, item in enumerate(parts.items(), 1):
                if len(paper.drawn) < pages - tail:
                    _details(paper, dice, kan, number, item, settled)
            if len(paper.drawn) < pages - tail:
                _listed(paper, dice, kan)
    while len(paper.drawn) < pages:
        _main_works(paper, dice)
    return paper


def _budget_cover(paper: Paper, settled: bool) -> None:
    paper.page()
    paper.text(150, 220, "令和７年度", 20, "G")
    paper.text(100, 260, f"{TOWN}一般会計歳入歳出決算書" if settled else f"{TOWN}一般会計予算書", 26, "G")
    paper.text(130, 310, "及び附属書類" if settled else "及び予算に関する説明書", 20, "G")
    paper.text(250, 720, TOWN, 16)


def _budget_contents(paper: Paper) -> None:
    paper.page()
    paper.text(270, 70, "目　次", 14, "G")
    lines = ["一般会計予算", "第１表　歳入歳出予算", "歳入歳出予算事項別明細書", "主要事業の概要", "給与費明細書"]
    for place, line in enumerate(lines):
        paper.text(80, 120 + 24 * place, line + "…" * (28 - len(line)), 11)
        paper.right(500, 120 + 24 * place, str(1 + 9 * place), 11)


def _articles(paper: Paper, dice: random.Random) -> None:
    paper.page()
    paper.text(90, 70, f"議案第{dice.randint(3, 30)}号　　令和７年度{TOWN}一般会計予算", 13, "G")
    top = paper.paragraph(80, 110, f"　令和７年度{TOWN}の一般会計の予算は，次に定めるところによる。", 42)
    articles = [
        ("歳入歳出予算", f"歳入歳出予算の総額は，歳入歳出それぞれ{_amount(dice, 8)}千円と定める。"),
        ("債務負担行為", "債務を負担する行為をすることができる事項，期間及び限度額は，第２表による。"),
        ("地方債", "起こすことができる地方債の目的，限度額，起債の方法，利率及び償還の方法は，第３表による。"),
        ("一時借入金", f"一時借入金の借入れの最高額は，{_amount(dice, 7)}千円と定める。"),
        (
            "歳出予算の流用",
            "各項の経費の金額を流用することができる場合は，同一款内における給料，職員手当等及び共済費とする。",
        ),
    ]
    for number, (title, text) in enumerate(articles, 1):
        paper.text(80, top + 6, f"（{title}）", 10)
        top = paper.paragraph(80, top + 23, f"第{number}条　{text}", 42)
        if number == 1:
            top = paper.paragraph(80, top, "２　歳入歳出予算の款項の区分及び当該区分ごとの金額は，第１表による。", 42)


def _totals(paper: Paper, dice: random.Random) -> None:
    rows = [
        (f"{n} {kan}", f"{i} {kou}") for n, (kan, parts) in enumerate(KAN.items(), 1) for i, kou in enumerate(parts, 1)
    ]
    xs = (70, 230, 400, 520)
    paper.page()
    paper.text(200, 60, "第１表　歳入歳出予算", 13, "G")
    paper.text(70, 84, "歳出", 11)
    paper.right(520, 84, "（単位：千円）", 9)
    ys = [100 + 20.0 * place for place in range(len(rows) + 2)]
    paper.grid(xs, ys)
    for x, word in zip(xs, ("款", "項", "金額"), strict=False):
        paper.text(x + 50, ys[0] + 5, word, 9)
    before = ""
    for (kan, kou), top in zip(rows, ys[1:], strict=False):
        paper.text(xs[0] + 4, top + 5, kan if kan != before else "", 9)
        paper.text(xs[1] + 4, top + 5, kou, 9)
        paper.right(xs[3] - 4, top + 5, _amount(dice, 7), 9)
        before = kan


def _amount(dice: random.Random, digits: int) -> str:
    return f"{dice.randint(10 ** (digits - 1), 10**digits - 1):,}"


def _difference(dice: random.Random) -> str:
    return dice.choice(("", "△ ", "△")) + _amount(dice, dice.randint(3, 5))


HEAD = ["目", "本年度", "前年度", "比較", "国県支出金", "地方債", "その他", "一般財源", "区分", "金額", "説明"]
EDGES = (40, 100, 150, 200, 245, 295, 340, 385, 435, 515, 560, 802)


def _details(
    paper: Paper, dice: random.Random, kan: str, number: int, item: tuple[str, Sequence[str]], settled: bool
) -> None:
    """One 項 of the details (事項別明細書): a row for each 目, its 節, and what they pay for."""
    paper.page(WIDE)
    kou, moku = item
    place = [*KAN].index(kan) + 1
    paper.text(40, 40, f"（款）{place} {kan}　（項）{number} {kou}", 10, "G")
    paper.right(802, 42, "（単位：円）" if settled else "（単位：千円）", 8)
    rows: list[list[list[str]]] = []
    ys = [60.0, 74.0, 88.0]
    while ys[-1] < 460:
        row = _details_row(dice, len(rows) + 1, moku[len(rows) % len(moku)])
        height = 12 * max(len(column) for column in row) + 6
        if ys[-1] + height > 550:
            break
        rows.append(row)
        ys.append(ys[-1] + height)
    _details_rules(paper, ys)
    for place, word in enumerate(HEAD):
        paper.text(EDGES[place] + 3, ys[1] + 3, word, 7.5)
    paper.text(EDGES[4] + 50, ys[0] + 3, "本年度の財源内訳", 7.5)
    paper.text(EDGES[8] + 50, ys[0] + 3, "節", 7.5)
    for row, top in zip(rows, ys[2:], strict=False):
        _details_cells(paper, row, top)
    paper.text(415, 560, f"－{len(paper.drawn)}－", 9)


def _details_rules(paper: Paper, ys: Sequence[float]) -> None:
    for place, x in enumerate(EDGES):
        paper.rule(x, ys[1] if place in (5, 6, 7, 9) else ys[0], x, ys[-1])
    for place, y in enumerate(ys):
        spans = ((EDGES[4], EDGES[8]), (EDGES[8], EDGES[10])) if place == 1 else ((EDGES[0], EDGES[-1]),)
        for x0, x1 in spans:
            paper.rule(x0, y, x1, y)


def _details_row(dice: random.Random, number: int, name: str) -> list[list[str]]:
    columns = [
        [f"{number} {name}"[:9], f"{number} {name}"[9:]],
        [_amount(dice, 7)],
        [_amount(dice, 7)],
        [_difference(dice)],
    ]
    columns += [[_amount(dice, 5)] if dice.random() < 0.6 else [] for _ in range(3)] + [[_amount(dice, 6)]]
    spent = sorted(dice.sample(range(len(SETSU)), dice.randint(2, 6)))
    columns.append([f"{n + 1} {SETSU[n]}" for n in spent])
    columns.append([_amount(dice, dice.randint(3, 6)) for _ in spent])
    return [*columns, list(_explained(dice))]


def _explained(dice: random.Random) -> Iterator[str]:
    """What the money is for, in the ways that such books number it."""
    for number in range(1, dice.randint(2, 4)):
        yield f"{number}　{dice.choice(WORKS)}{dice.choice(ENDS)}　　{_amount(dice, 5)}"
        for inner in range(1, dice.randint(1, 4)):
            mark = dice.choice((f"（{inner}）", "○", "・"))
            yield f"　{mark}{dice.choice(WORKS)}　{_amount(dice, 4)}"


def _details_cells(paper: Paper, row: Sequence[Sequence[str]], top: float) -> None:
    for place, ((x0, x1), lines) in enumerate(zip(pairwise(EDGES), row, strict=True)):
        for step, line in enumerate(lines):
            if place in (0, 8, 10):
                paper.text(x0 + 2, top + 4 + 12 * step, line, 7.5)
            else:
                paper.right(x1 - 2, top + 4 + 12 * step, line, 7.5)


def _listed(paper: Paper, dice: random.Random, kan: str) -> None:
    """The same without rules: numbered lines with amounts at the right edge."""
    paper.page()
    paper.text(60, 50, f"{[*KAN].index(kan) + 1}　{kan}", 12, "G")
    number = inner = 0
    for place in range(40):
        amount, top = _amount(dice, 6), 80 + 17.5 * place
        if place % 5 == 0:
            number, inner = number + 1, 0
            paper.text(70, top, f"（{number}）{dice.choice(WORKS)}費", 10, "G")
        else:
            inner += 1
            mark = dice.choice((f"{inner}　", "○", "○"))
            paper.text(90, top, f"{mark}{dice.choice(WORKS)}{dice.choice(ENDS)}", 9.5)
        paper.right(535, top, f"{amount}千円", 9.5)
    paper.text(290, 810, f"－{len(paper.drawn)}－", 9)


def _main_works(paper: Paper, dice: random.Random) -> None:
    """A page of 主要事業の概要: looks like the 施策表 of a plan and is none."""
    paper.page()
    paper.text(60, 50, "主要事業の概要", 14, "G")
    paper.text(
        60,
        80,
        f"{dice.randint(1, 6)}　{dice.choice(('安全に暮らせるまち', '学び育つまち', '働く場のあるまち'))}",
        12,
        "G",
    )
    paper.text(
        70, 104, f"（{dice.randint(1, 4)}）{dice.choice(('防災力の強化', '子育ての応援', '産業の振興'))}", 11, "G"
    )
    xs, ys = (60, 180, 250, 330, 535), [130 + 46.0 * place for place in range(13)]
    paper.grid(xs, ys)
    for x, word in zip(xs, ("事業名", "担当課", "予算額", "事業の概要"), strict=False):
        paper.text(x + 6, ys[0] + 16, word, 9, "G")
    for top in ys[1:-1]:
        paper.paragraph(xs[0] + 4, top + 6, f"{dice.choice(WORKS)}{dice.choice(ENDS)}", 12, 9, 1.4)
        paper.text(xs[1] + 4, top + 6, dice.choice(OFFICES), 9)
        paper.right(xs[3] - 4, top + 6, f"{_amount(dice, 5)}千円", 9)
        paper.paragraph(xs[3] + 4, top + 6, f"{dice.choice(DEEDS)}。", 20, 9, 1.4)
    for place in range(2):
        paper.text(60, 700 + 18 * place, f"○{dice.choice(WORKS)}{dice.choice(ENDS)}　{_amount(dice, 5)}千円", 10)


def population(seed: int = 11) -> Paper:
    """A population vision (人口ビジョン): numbered prose, charts with figures, tables by year, hopes for births."""
    dice, paper = random.Random(seed), Paper()
    paper.page()
    paper.text(130, 250, f"{TOWN}人口ビジョン", 28, "G")
    paper.text(220, 310, "令和７年３月改訂", 16)
    chapters = [
        ("人口の現状分析", ["総人口の推移", "年齢三区分別人口の推移", "自然増減の状況", "社会増減の状況"]),
        ("将来人口の推計", ["推計の方法", "総人口の推計", "地域に与える影響"]),
        ("人口の将来展望", ["目指す方向", "仮定の置き方", "人口の長期的な見通し"]),
    ]
    for number, (title, parts) in enumerate(chapters, 1):
        for place, part in enumerate(parts, 1):
            paper.page()
            top = 60.0
            if place == 1:
                paper.text(60, top, f"第{number}章　{title}", 16, "G")
                top += 36
            paper.text(60, top, f"{place}　{part}", 13, "G")
            top = _population_prose(paper, dice, top + 28, part)
            _chart(paper, dice, top + 10, f"図{number}－{place}　{part}（人）")
            _years(paper, dice, top + 250, f"表{number}－{place}　{part}")
            paper.text(290, 800, str(len(paper.drawn)), 9)
    return paper


def _population_prose(paper: Paper, dice: random.Random, top: float, part: str) -> float:
    year = dice.choice((2000, 2005, 2010))
    texts = [
        f"　本市の{part}を見ると，{year}年の{_amount(dice, 5)}人を頂点に減り続け，"
        f"2020年には{_amount(dice, 5)}人となりました。"
        f"この間の減少率は{dice.randint(5, 30)}.{dice.randint(0, 9)}％です。",
        f"　今後，合計特殊出生率が2040年に1.{dice.randint(5, 8)}まで上がり，若い世代の転出が半分に減ると仮定した場合，"
        f"2060年の人口は{_amount(dice, 5)}人になると見込まれます。",
    ]
    for number, text in enumerate(texts, 1):
        paper.text(
            70,
            top,
            f"（{number}）{dice.choice(('全体の傾向', '年代ごとの特徴', '近隣の市町との比較', '増減の要因'))}",
            11,
            "G",
        )
        top = paper.paragraph(70, top + 20, text, 45) + 6
    return top


def _chart(paper: Paper, dice: random.Random, top: float, title: str) -> None:
    paper.text(180, top, title, 9, "G")
    paper.rule(90, top + 200, 520, top + 200)
    paper.rule(90, top + 20, 90, top + 200)
    for place in range(10):
        height = dice.randint(40, 170)
        x = 100 + 42 * place
        paper.area(x, top + 200 - height, x + 24, top + 200, 0.5)
        paper.text(x, top + 190 - height, _amount(dice, 5), 6)
        paper.text(x, top + 204, f"{1980 + 5 * place}年", 7)
    for step in range(5):
        paper.right(86, top + 196 - 40 * step, f"{step * 10000:,}", 6)


def _years(paper: Paper, dice: random.Random, top: float, title: str) -> None:
    xs, ys = [70 + 75.0 * n for n in range(7)], [top + 16 + 16.0 * n for n in range(5)]
    paper.text(70, top, title, 9, "G")
    paper.grid(xs, ys)
    for row, (name, y) in enumerate(zip(("区分", "年少人口", "生産年齢人口", "老年人口"), ys, strict=False)):
        paper.text(xs[0] + 3, y + 4, name, 8)
        for column, (x0, x1) in enumerate(pairwise(xs[1:])):
            if row:
                paper.right(x1 - 3, y + 4, _amount(dice, 5), 8)
            else:
                paper.text(x0 + 12, y + 4, f"{2000 + 5 * column}年", 8)


def bulletin(seed: int = 13) -> Paper:
    """A bulletin (広報): short articles in two columns with dates, places and fees."""
    dice, paper = random.Random(seed), Paper()
    topics = [
        "総合戦略ができました",
        "市長への提案箱",
        "みなと朝市",
        "健診のお知らせ",
        "市営住宅の入居者募集",
        "臨時職員の募集",
    ]
    topics += ["図書館まつり", "無料法律相談", "ごみの分別", "税の納期", "子ども料理教室", "これまでの主な取組"]
    for number in range(1, 5):
        paper.page()
        paper.text(60, 40, f"広報しおみざか　令和７年{number + 4}月号", 9)
        paper.text(60, 60, ("特集　数字で見る市の一年", "お知らせ", "募集", "相談")[number - 1], 18, "G")
        for x in (50, 310):
            top = 110.0
            for topic in dice.sample(topics, 4):
                top = _notice(paper, dice, x, top, topic)
        paper.text(290, 810, str(number), 9)
    return paper


def _notice(paper: Paper, dice: random.Random, x: float, top: float, topic: str) -> float:
    paper.text(x, top, f"■{topic}", 12, "G")
    text = f"　{dice.choice(DEEDS)}ことになりました。昨年度は{_amount(dice, 3)}人が参加し，"
    text += f"前の年より{dice.randint(2, 30)}％増えました。"
    top = paper.paragraph(x, top + 20, text, 23, 9.5, 1.6)
    facts = [f"日時　{dice.randint(5, 12)}月{dice.randint(1, 28)}日(土)　午前10時～正午", "場所　市民会館２階"]
    facts += [f"定員　先着{dice.randint(10, 50)}人", f"参加費　{dice.randint(1, 9)}00円", "申込　企画課　電話 00-0000"]
    for fact in facts:
        paper.text(x, top, f"●{fact}", 9)
        top += 14
    return top + 14


def ordinance() -> Paper:
    """An ordinance (条例) whose title names a strategy."""
    paper = Paper()
    chapters = {
        "総則": ["目的", "定義", "基本理念", "市の責務", "市民の役割"],
        "創生総合戦略推進会議": ["設置", "所掌事務", "組織", "委員の任期", "会議"],
        "基本的な施策": ["施策の推進", "計画の策定", "財政上の措置", "実施状況の公表"],
        "雑則": ["委任"],
    }
    number = 0
    for chapter, (title, articles) in enumerate(chapters.items(), 1):
        paper.page()
        top = 60.0
        if chapter == 1:
            paper.text(80, top, f"○{TOWN}まち・ひと・しごと創生総合戦略推進条例", 13, "G")
            paper.right(520, top + 24, "令和７年３月25日　条例第８号", 10)
            top += 60
        paper.text(120, top, f"第{chapter}章　{title}", 11, "G")
        top += 28
        for article in articles:
            number += 1
            top = _article(paper, top, number, article)
    paper.text(100, top + 10, "附　則", 11)
    paper.text(80, top + 30, "　この条例は，令和７年４月１日から施行する。", 10)
    return paper


def _article(paper: Paper, top: float, number: int, title: str) -> float:
    paper.text(80, top, f"（{title}）", 10)
    text = f"第{number}条　市は，{title}について，次に掲げる事項を定めるものとする。"
    top = paper.paragraph(80, top + 17, text, 43)
    for place, deed in enumerate(
        ("地域の産業を振興すること。", "移住及び定住を促進すること。", "その他市長が必要と認めること。")
    ):
        paper.text(90, top, f"（{place + 1}）　{deed}", 10)
        top += 17
    return paper.paragraph(80, top, "２　前項の規定は，市民の意見を聴いて見直すものとする。", 43) + 8


OTHERS: dict[str, Callable[[], Paper]] = {"population": population, "bulletin": bulletin, "ordinance": ordinance}


def main(folder: Path, lengths: Sequence[int]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in OTHERS.items():
        make().save(folder / f"{name}.pdf")
    for pages in lengths:
        budget(pages).save(folder / f"budget-{pages}.pdf")
        budget(pages, seed=8, settled=True).save(folder / f"settlement-{pages}.pdf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(pages) for pages in sys.argv[2:]] or [60, 300, 600])
