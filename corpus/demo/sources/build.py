#!/usr/bin/env python3
"""Set the three plans of the made-up city as PDF and write truth/ from the same data.

Usage: python build.py [FONT_FOLDER ...]   (needs: pip install typst pypdfium2)

Without an argument, fc-list is asked for the folders of the IPA and Noto CJK fonts.
The same fonts and the same typst give the same bytes.
"""

import json
import re
import subprocess
import sys
import tomllib
import unicodedata
from pathlib import Path

import pypdfium2
import typst

HERE = Path(__file__).resolve().parent
DEMO = HERE.parent
TRUTH = DEMO / "truth"
FONTS = ("ipag", "ipam", "NotoSansCJK", "NotoSerifCJK")
CIRCLED = "①②③④⑤⑥"


# ---------------------------------------------------------------- setting
def font_folders() -> list[str]:
    listed = subprocess.run(["fc-list", ":lang=ja", "file"], capture_output=True, text=True, check=True).stdout
    files = [Path(line.rstrip(": \n")) for line in listed.splitlines()]
    return sorted({str(f.parent) for f in files if f.name.startswith(FONTS)})


def set_pdf(name: str, folders: list[str]) -> None:
    # The strategy goes without tags: half the size, and a reader must not rely on tags.
    typst.compile(
        str(HERE / f"{name}.typ"),
        output=str(DEMO / f"{name}.pdf"),
        font_paths=folders,
        ignore_system_fonts=True,
        pdf_tags=name != "strategy",
    )


# ---------------------------------------------------------------- where it stands
class Pages:
    """The letters of a PDF, page by page without blanks, to find where something is printed."""

    def __init__(self, name: str):
        pdf = pypdfium2.PdfDocument(DEMO / f"{name}.pdf")
        self.letters = [bare(page.get_textpage().get_text_bounded()) for page in pdf]

    def find(self, text: str, start: int = 1) -> int:
        wanted = bare(text)
        for number, letters in enumerate(self.letters[start - 1 :], start):
            if wanted in letters:
                return number
        raise SystemExit(f"not found from page {start} on: {text}")


def bare(text: str) -> str:
    return re.sub(r"[\s\ufffe\x02]", "", unicodedata.normalize("NFKC", text))


def label(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def unmarked(text: str) -> str:
    return re.sub(r"\[\^\w+\]", "", text)


# ---------------------------------------------------------------- what a value says
def quantity(text: str, year: int | None, start: int | None = None, calendar: bool = False) -> dict:
    record = {
        "value": None,
        "unit": None,
        "text": text,
        "bound": "exact",
        "year": year,
        "year_start": start,
        "calendar": calendar,
        "base": None,
    }
    if text.endswith("引下げ"):
        return record | {"bound": "words"}
    amount = re.match(r"(▲?)([\d,]+(?:\.\d+)?)(.*)", text)
    sign, digits, rest = amount.groups()
    value = float(digits.replace(",", "")) * (-1 if sign else 1)
    value = int(value) if value.is_integer() and "." not in digits else value
    if rest.endswith("より縮小"):
        return record | {"bound": "relative", "unit": label(rest.removesuffix("より縮小"))}
    bound = "min" if rest.endswith("以上") else "exact"
    unit = label(rest.removesuffix("以上")) or None
    return record | {"value": value, "unit": unit, "bound": bound, "base": without_scale(value, unit)}


def without_scale(value: float, unit: str | None) -> dict | None:
    """12億円 in 円, 420千トン in トン; None for a unit without a scale."""
    for scale, factor in {"千": 1000, "万": 10000, "億": 100000000}.items():
        if unit and unit.startswith(scale):
            return {"value": value * factor, "unit": unit.removeprefix(scale)}
    return None


def baseline(k: dict) -> dict | None:
    if "base" not in k:
        return None
    calendar = k.get("calendar", False)
    if "base_value" in k:
        return quantity(str(k["base_value"]), k.get("by", 2023), calendar=calendar) | {"text": k["base"]}
    return quantity(k["base"], k.get("by", 2023), calendar=calendar)


def indicator(kind: str, k: dict, groups: list[str], page: int) -> dict:
    start, end = k.get("span", [None, k.get("ty", 2029)])
    target = quantity(k["target"], end, start, k.get("calendar", False))
    record = {
        "kind": kind,
        "name": k["name"],
        "groups": groups,
        "target": target,
        "baseline": baseline(k),
        "cumulative": "span" in k,
        "page": page,
    }
    if "actual" in k:
        record["actual"] = quantity(k["actual"], k["ay"], calendar=k.get("calendar", False))
    return record


def printed(k: dict) -> str:
    """The line of a KPI box as strategy.typ prints it."""

    def year(y):
        return f"R{y - 2018}年度"

    if "span" in k:
        return f"{k['name']}：{k['target']}（{year(k['span'][0])}～{year(k['span'][1])}累計）"
    base = f"←{k['base']}（{year(k.get('by', 2023))}）" if "base" in k else ""
    return f"{k['name']}：{k['target']}（{year(k.get('ty', 2029))}）{base}"


# ---------------------------------------------------------------- the three documents
def document(d: dict) -> dict:
    return {
        "role": d["role"],
        "title": d["title"],
        "period": {"start": d["period"][0], "end": d["period"][1]},
        "items": [],
        "measures": [],
        "indicators": [],
        "declared": [],
    }


def item(kind: str, label_: str | None, title: str, page: int) -> dict:
    return {"kind": kind, "label": label_, "title": title, "page": page}


def strategy_truth(d: dict, pages: Pages) -> dict:
    truth = document(d)
    themes = {t["label"]: t for t in d["theme"]}
    for t in d["theme"]:
        truth["items"].append(
            item("theme", label(t["label"]), t["name"], pages.find(f"重点テーマ{t['label']}　{t['name']}", 3))
        )
    past_page = pages.find("策定時の値", 3)
    truth["indicators"] += [indicator("past", k, [], past_page) for k in d["past"]]
    page = pages.find("第４章　" + d["chapter"], 3)
    for g in d["goal"]:
        name = f"基本目標{label(g['label'])}"
        page = pages.find(f"{name}{g['name']}１　数値目標", page)
        truth["items"].append(item("goal", name, g["name"], page))
        truth["indicators"] += [indicator("goal", k, [g["name"]], pages.find(k["name"], page)) for k in g["target"]]
        theme = themes[g["theme"]]
        truth["declared"].append(
            {
                "scheme": "theme",
                "subject": g["name"],
                "subject_label": name,
                "label": label(theme["label"]),
                "name": theme["name"],
                "text": g["aim"],
            }
        )
        above, path = ["第4章", name, "4"], [d["chapter"], g["name"], d["section"]]
        for i, group in enumerate(g["group"], 1):
            page = pages.find(f"({i})　{group['title']}", page)
            group["page"] = page
            truth["items"].append(item("group", f"({i})", group["title"], page))
            if "text" in group:
                truth["measures"].append(measure(group, [*above, f"({i})"], path, page))
            for j, m in enumerate(group.get("measure", []), 1):
                page = pages.find(CIRCLED[j - 1] + m["title"], page)
                truth["measures"].append(measure(m, [*above, f"({i})", str(j)], [*path, group["title"]], page))
            owners = [h["title"] for h in g["group"][i - group.get("shared", 1) : i]]
            for k in group["kpi"]:
                k["page"] = pages.find(k["name"] if group.get("kpi_table") else printed(k), page)
                truth["indicators"].append(indicator("kpi", k, owners, k["page"]))
    chapter5 = pages.find("第５章", page + 1)
    for v in d["viewpoint"]:
        truth["items"].append(item("viewpoint", v["label"], v["heading"], pages.find(v["heading"], chapter5)))
        for text in (text for part in v["parts"] for text in part["items"]):
            truth["items"].append(item("viewpoint-item", None, text, pages.find(text, chapter5)))
            truth["declared"].append(
                {"scheme": "viewpoint", "subject": text, "label": v["label"], "name": v["heading"], "text": text}
            )
    for part in d["declared"]:
        g = next(g for g in d["goal"] if g["label"] == part["goal"])
        for row in part["rows"]:
            subject = {"scheme": "sdg", "subject": g["name"], "subject_label": f"基本目標{label(g['label'])}"}
            truth["declared"].append(
                subject | {"label": str(row["sdg"]), "name": d["sdg"][str(row["sdg"])], "text": "".join(row["text"])}
            )
    return truth


def measure(m: dict, numbering: list[str], path: list[str], page: int) -> dict:
    m["numbering"] = numbering
    return {
        "numbering": numbering,
        "path": path,
        "title": m.get("title", ""),
        "text": unmarked(m["text"]),
        "page": page,
    }


def plan_truth(d: dict, pages: Pages) -> dict:
    truth = document(d)
    for t in d["theme"]:
        page = pages.find(f"重点テーマ{t['label']}　{t['name']}")
        truth["items"].append(item("theme", label(t["label"]), t["name"], page))
        for policy, step, name in t["policies"]:
            policy_label = label(f"基本政策{policy}－施策{step}")
            truth["items"].append(
                item("policy", policy_label, name, pages.find(f"基本政策{policy}－施策{step}　{name}", page))
            )
            truth["declared"].append(
                {
                    "scheme": "policy",
                    "subject": t["name"],
                    "subject_label": label(t["label"]),
                    "label": policy_label,
                    "name": name,
                    "text": name,
                }
            )
    last = pages.find("ＤＸとデザイン思考")
    truth["items"] += [item("viewpoint", v["label"], v["name"], last) for v in d["viewpoint"]]
    return truth


def vision_truth(d: dict, pages: Pages) -> dict:
    truth = document(d)
    for g in d["goal"]:
        name = f"基本目標{label(g['label'])}"
        page = pages.find(f"{name}{g['name']}１　目標の達成像", 3)
        truth["items"].append(item("goal", name, g["name"], page))
        for i, m in enumerate(g["measure"], 1):
            truth["measures"].append(
                measure(
                    m,
                    ["第4章", name, "3", f"・{i}"],
                    [d["chapter"], g["name"], d["section"]],
                    pages.find(m["text"], page),
                )
            )
    return truth


# ---------------------------------------------------------------- links and findings
def labelled(name: str, d: dict) -> list[dict]:
    entries = [e for g in d["goal"] for group in g.get("group", [g]) for e in group.get("measure", [group])]
    keys = ("sdg", "sdg_ok", "viewpoint", "viewpoint_ok", "theme", "theme_ok")
    return [
        {"id": ".".join([name, *e["numbering"]]), "document": name, "title": e.get("title", "")}
        | {k: e.get(k, []) for k in keys}
        for e in entries
    ]


def findings(d: dict, plan: dict, pages: Pages, plan_pages: Pages) -> list[dict]:
    found = []

    def add(check: str, text: str, note: str, *places: tuple[str, int]) -> None:
        document, page = places[0]
        found.append(
            {
                "check": check,
                "document": document,
                "page": page,
                "text": text,
                "note": note,
                "places": [{"document": a, "page": b} for a, b in places],
            }
        )

    last = pages.find("第７章", 3)
    for g in d["goal"]:
        for group in g["group"]:
            if "plant" in group:
                add(
                    group["plant"],
                    group["title"],
                    f"基本目標{label(g['label'])}: {group['note']}",
                    ("strategy", group["page"]),
                )
            for k in group["kpi"]:
                if "plant" in k:
                    add(k["plant"], printed(k), k["note"], ("strategy", k["page"]))
        if "table_name" in g:
            name, table = f"基本目標{g['label']}", f"{g['table_name']}"
            add(
                "goal-name-differs",
                table,
                f"the heading says {g['name']}",
                ("strategy", pages.find(table, last)),
                ("strategy", pages.find(name + g["name"] + "１数値目標", 4)),
            )
    for ours, theirs in zip(d["theme"], plan["theme"], strict=True):
        if ours["name"] != theirs["name"]:
            places = [
                ("strategy", n) for n in range(3, len(pages.letters) + 1) if bare(ours["name"]) in pages.letters[n - 1]
            ]
            add(
                "theme-name-differs",
                theirs["name"],
                f"the strategy says {ours['name']}",
                ("plan-summary", plan_pages.find(theirs["name"])),
                *places,
            )
    for part in d["declared"]:
        goal = next(g for g in d["goal"] if g["label"] == part["goal"])
        for row in part["rows"]:
            if row.get("plant"):
                wording = f"目標{row['sdg']} {d['sdg'][str(row['sdg'])]}"
                page = pages.find(wording + "・" + row["text"][0], last)
                add(
                    "sdg-declared-unsupported",
                    wording,
                    f"declared for 基本目標{label(part['goal'])}, no measure of it touches goal {row['sdg']}",
                    ("strategy", page),
                )
        if "undeclared" in part:
            sdg = part["undeclared"]
            titles = [m["title"] for group in goal["group"] for m in group.get("measure", [group]) if sdg in m["sdg"]]
            places = [("strategy", pages.find(goal.get("table_name", goal["name"]), last))] + [
                ("strategy", pages.find(t, 5)) for t in titles
            ]
            add(
                "sdg-evident-undeclared",
                f"基本目標{label(part['goal'])} {goal['name']}",
                f"goal {sdg} is not in its rows, but served by {'、'.join(titles)}",
                *dict.fromkeys(places),
            )
    for v in d["viewpoint"]:
        if "unsupported" in v:
            add(
                "viewpoint-item-unsupported",
                v["unsupported"],
                f"listed under {v['label']}, no measure speaks of it",
                ("strategy", pages.find(v["unsupported"], 5)),
            )
    return found


# ---------------------------------------------------------------- writing
def write(name: str, record: object) -> None:
    (TRUTH / name).write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    folders = sys.argv[1:] or font_folders()
    if not folders:
        sys.exit("No Japanese fonts found: install fonts-ipafont and fonts-noto-cjk, or name their folders.")
    data, pages = {}, {}
    for name in ("strategy", "plan-summary", "vision"):
        set_pdf(name, folders)
        data[name] = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
        pages[name] = Pages(name)
    TRUTH.mkdir(exist_ok=True)
    write("strategy.json", strategy_truth(data["strategy"], pages["strategy"]))
    write("plan-summary.json", plan_truth(data["plan-summary"], pages["plan-summary"]))
    write("vision.json", vision_truth(data["vision"], pages["vision"]))
    write("findings.json", findings(data["strategy"], data["plan-summary"], pages["strategy"], pages["plan-summary"]))
    lines = labelled("strategy", data["strategy"]) + labelled("vision", data["vision"])
    (TRUTH / "links.jsonl").write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
