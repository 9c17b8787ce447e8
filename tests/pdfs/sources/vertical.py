#!/usr/bin/env python3
"""Set the upright pages (縦組み) and write their lines in reading order to truth/lines/.

Usage: python vertical.py   (needs no library; the letters come from fonts that every viewer has)
"""

import json
import sys
from pathlib import Path

PDFS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PDFS.parent))

from paper import Paper  # noqa: E402

SIZE = 10.0


def set_down(
    paper: Paper, text: str, right: float, top: float, letters: int, pitch: float = 1.7
) -> tuple[list[str], float]:
    """A paragraph in lines that go down, from `right` to the left; its lines and where the next one would stand."""
    lines = broken(text, letters)
    for line in lines:
        down(paper, right, top, line)
        right -= pitch * SIZE
    return lines, right


def broken(text: str, letters: int) -> list[str]:
    """Lines of so many letters; a stop that would open a line hangs below the one before (禁則)."""
    lines: list[str] = []
    while text:
        end = letters + (text[letters : letters + 1] in ("、", "。"))
        lines.append(text[:end])
        text = text[end:]
    return lines


def down(paper: Paper, middle: float, top: float, line: str) -> None:
    """A line that goes down; two half-width digits stand beside each other in one square (縦中横)."""
    at = 0
    while at < len(line):
        if line[at : at + 2].isascii() and line[at : at + 2].isdigit() and len(line[at : at + 2]) == 2:
            paper.text(middle - SIZE / 2, top, line[at : at + 2], SIZE)
            at += 2
        else:
            paper.down(middle, top + 0.12 * SIZE, line[at], SIZE)
            at += 1
        top += SIZE


ARTICLES = [
    "　汐見坂市では、港の朝市を毎月第二日曜に開くことになりました。市場の棟を開け放ち、朝どれの魚と畑"
    "の野菜を並べます。",
    "　はじめての朝市には、近くの町からも多くの人が訪れ、用意した「潮汁」は一時間でなくなりました。",
    "　灯台公園の桜は、ことしも見ごろを迎えます。坂の上から港を見下ろす小道には、ボランティアの手で提"
    "灯が下げられ、夜八時まで明かりがともります。",
    "　図書館では、声に出して本を読む会を開きます。こどもからお年寄りまで、好きな一冊を持ってお集まり"
    "ください（申込不要）。",
    "　健診の案内を、対象の世帯に郵便で送りました。届かないときは、健康課までおたずねください。受診で"
    "きる日は広報の次号でもお知らせします。",
    "　ごみの分け方が変わります。プラスチックの容器は、軽くすすいでから透明の袋に入れ、火曜の朝に出してください。",
]
BOX = (
    "　おたずねは、市民会館の窓口へ。窓口は平日の朝九時から夕方五時まで開いています。電話でも受け付け"
    "ます。昼どきは混み合いますので、ご容赦ください。"
)


def gazette() -> tuple[Paper, list[str]]:
    """One tier below a level heading, with 縦中横 digits, and a level page number."""
    paper = Paper()
    paper.page()
    paper.text(60, 50, "広報しおみざか　第四百十二号", 16, "G")
    lines, right = ["広報しおみざか　第四百十二号"], 520.0
    for text in (
        *ARTICLES,
        "　市民会館の椅子を替えます。工事は5月12日から25日までで、その間は休館です。",
        *ARTICLES[:2],
    ):
        more, right = set_down(paper, text, right, 110, 40)
        lines += more
    paper.text(290, 800, "3", 9)
    return paper, [*lines, "3"]


def tiers() -> tuple[Paper, list[str]]:
    """Three tiers, the first with an upright heading in large letters and a level table in its place, the last with an
    upright box."""
    paper = Paper()
    paper.page()
    paper.text(60, 40, "お知らせ", 18, "G")
    lines = ["お知らせ"]
    for tier in range(3):
        top, right = 90.0 + 235 * tier, 530.0
        if tier == 0:
            paper.down(520, top, "港の朝市が始まります", 20, "G")
            lines.append("港の朝市が始まります")
            right = 485.0
        for number in range(2 if tier else 3):
            more, right = set_down(paper, ARTICLES[(2 * tier + number) % len(ARTICLES)], right, top, 21)
            lines += more
        paper.rule(50, top + 222, 540, top + 222)
    paper.grid((80, 140, 300), (115, 140, 165))
    for place, text in enumerate(("日", "毎月第二日曜", "場所", "市場の棟")):
        paper.text((84, 146)[place % 2], (122, 147)[place // 2], text, 9)
    paper.frame(60, 570, 190, 770)
    lines.insert(12, "日|毎月第二日曜|場所|市場の棟")
    more, _ = set_down(paper, BOX, 175, 578, 18)
    return paper, [*lines, *more]


def main() -> None:
    (PDFS / "truth" / "lines").mkdir(exist_ok=True)
    for name, make in {"vertical_gazette": gazette, "vertical_tiers": tiers}.items():
        paper, lines = make()
        paper.save(PDFS / f"{name}.pdf")
        kept = [line.strip("　") for line in lines]
        told = json.dumps(kept, ensure_ascii=False, indent=1)
        (PDFS / "truth" / "lines" / f"{name}.json").write_text(told + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
