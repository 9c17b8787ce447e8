#!/usr/bin/env python3
"""Set the made-up layouts as PDF and write truth/ from the same data.

Usage: python build.py   (needs: pip install typst pypdfium2, and the IPA and Noto CJK fonts)

The TOML files hold all that the truth speaks of; the words mean what DESIGN says of measures and indicators.
The same fonts and the same typst give the same bytes. The PDFs embed subsets of IPAGothic and IPAMincho (IPA Font
License 1.0) and of Noto CJK (SIL OFL 1.1).
"""

import json
import re
import subprocess
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import typst

HERE = Path(__file__).resolve().parent
PDFS = HERE.parent
FONTS = ("ipag", "ipam", "NotoSansCJK", "NotoSerifCJK")
GOALS = tomllib.loads((PDFS.parents[1] / "corpus" / "sdg" / "goals.toml").read_text(encoding="utf-8"))["goal"]
Truth = dict[str, Any]


class Pages:
    """The letters of a PDF, page by page without blanks. Each search goes on where the one before ended."""

    def __init__(self, file: Path):
        self.letters = [bare(page.get_textpage().get_text_bounded()) for page in pypdfium2.PdfDocument(file)]
        self.page, self.at = 1, 0

    def find(self, text: str) -> int:
        wanted = bare(text)
        while self.page <= len(self.letters):
            place = self.letters[self.page - 1].find(wanted, self.at)
            if place >= 0:
                self.at = place + len(wanted)
                return self.page
            self.page, self.at = self.page + 1, 0
        raise SystemExit(f"not found: {text}")

    def first(self, text: str) -> int:
        """The first page with the text, or with its first letters where a line of another cell comes between."""
        wanted = bare(text)
        for part in (wanted, wanted[:8], wanted[:5]):
            for page, letters in enumerate(self.letters, 1):
                if part in letters:
                    return page
        raise SystemExit(f"not found: {text}")


def bare(text: str) -> str:
    return re.sub(r"[\s\ufffe\x02]", "", unicodedata.normalize("NFKC", text))


def font_folders() -> list[str]:
    listed = subprocess.run(["fc-list", ":lang=ja", "file"], capture_output=True, text=True, check=True).stdout
    files = [Path(line.rstrip(": \n")) for line in listed.splitlines()]
    return sorted({str(f.parent) for f in files if f.name.startswith(FONTS)})


def quantity(printed: str, year: int, told: Truth) -> Truth:
    """A plain value is read here (60人); what is not plain is told in the TOML."""
    text = re.sub(r"^(?:現状値|目標値) |（[^（）]*）$", "", printed)
    record: Truth = {"value": None, "unit": None, "text": text, "bound": "exact", "year": year, "year_start": None}
    record |= {"calendar": False, "base": None}
    plain = re.fullmatch(r"(▲?)([\d,]+(?:\.\d+)?)(\D{1,3})", text)
    if plain:
        sign, digits, unit = plain.groups()
        record["value"] = float(digits.replace(",", "")) * (-1 if sign else 1)
        record["unit"] = unicodedata.normalize("NFKC", unit)
    told = {key: None if value == "none" else value for key, value in told.items()}
    if not plain and "value" not in told:
        raise SystemExit(f"tell what this says: {printed}")
    return record | told


def indicator(kind: str, k: Truth, groups: list[str], end: int, start: int, page: int) -> Truth:
    has_base = re.search(r"\d", k.get("base", ""))
    baseline = quantity(k["base"], k.get("by", start), k.get("b", {})) if has_base else None
    target = quantity(k["target"], k.get("ty", end), k.get("t", {}))
    said = {"kind": kind, "name": k["name"], "groups": groups, "target": target, "baseline": baseline}
    return said | {"cumulative": k.get("cumulative", False), "page": page}


def item(kind: str, label: str | None, title: str, page: int) -> Truth:
    return {"kind": kind, "label": label, "title": title, "page": page}


def measure(numbering: list[str], path: list[str], title: str, text: str, page: int) -> Truth:
    return {"numbering": numbering, "path": path, "title": title, "text": text, "page": page}


def document(d: Truth) -> Truth:
    period = dict(zip(("start", "end"), d["period"], strict=True))
    empty: Truth = {kind: [] for kind in ("items", "measures", "indicators", "declared")}
    return {"role": d["role"], "title": d["title"], "period": period} | empty


def hyphen(d: Truth, pages: Pages) -> Truth:
    truth = document(d)
    pages.find("第４章　" + d["chapter"])
    for g in d["goal"]:
        name = f"基本目標{g['label']}"
        truth["items"].append(item("goal", name, g["name"], pages.find(name + g["name"])))
        line = "関連するSDGs：ゴール " + ", ".join(map(str, g["sdg"]))
        for n in g["sdg"]:
            said = {"scheme": "sdg", "subject": g["name"], "label": str(n), "name": GOALS[n - 1]["name"], "text": line}
            truth["declared"].append(said)
        for k in g["target"]:
            truth["indicators"].append(indicator("goal", k, [g["name"]], 2029, 2023, pages.find(k["name"])))
        for s in g["group"]:
            page = pages.find(s["label"] + s["title"])
            truth["items"].append(item("group", s["label"], s["title"], page))
            above, path = ["第4章", name, s["label"]], [d["chapter"], g["name"]]
            if "list" not in s:
                truth["measures"].append(measure(above, path, s["title"], s["text"], page))
            for i, text in enumerate(s.get("list", []), 1):
                here, titles = [*above, d["list"], f"・{i}"], [*path, s["title"], d["list"]]
                truth["measures"].append(measure(here, titles, "", text, pages.find(text)))
            for k in s["kpi"]:
                truth["indicators"].append(indicator("kpi", k, [s["title"]], 2029, 2023, pages.find(k["name"])))
    return truth


def plan(d: Truth, pages: Pages) -> Truth:
    truth = document(d)
    for part in d["part"]:
        for c in part["chapter"]:
            for n in c["node"]:
                pages.find(n["label"] + n["title"])
                for i, g in enumerate(n["group"], 1):
                    page = pages.find(f"({i}){g['title']}")
                    truth["items"].append(item("group", f"({i})", g["title"], page))
                    above = ["第1編", c["label"], n["label"], "施策の展開", f"({i})"]
                    path = [part["title"], c["title"], n["title"], "施策の展開"]
                    if "list" not in g:
                        truth["measures"].append(measure(above, path, g["title"], g["text"], page))
                    for j, title in enumerate(g.get("list", []), 1):
                        page = pages.find(title)
                        truth["measures"].append(measure([*above, str(j)], [*path, g["title"]], title, "", page))
                for k in n["kpi"]:
                    page = pages.find(k["name"])
                    truth["indicators"].append(indicator("kpi", k, [n["title"]], 2028, k["by"], page))
    return truth


def fonts(d: Truth, pages: Pages) -> Truth:
    truth = document(d)
    pages.find("三つの柱")
    for t in d["theme"]:
        truth["items"].append(item("group", None, t["title"], pages.find(t["title"])))
        above, path = [t["title"], d["list"]], [t["title"], d["list"]]
        for i, b in enumerate(t["top"], 1):
            page = pages.find(b["text"])
            if "list" not in b:
                truth["measures"].append(measure([*above, f"・{i}"], path, "", b["text"], page))
            for j, text in enumerate(b.get("list", []), 1):
                here = [*above, f"・{i}", f"・{j}"]
                truth["measures"].append(measure(here, [*path, b["text"]], "", text, pages.find(text)))
    return truth


def arrows(d: Truth, pages: Pages) -> Truth:
    truth = document(d)
    for g in d["goal"]:
        name = f"基本目標{g['label']}"
        truth["items"].append(item("goal", name, g["name"], pages.find(name + g["name"])))
        for i, m in enumerate(g["measure"], 1):
            page = pages.find(m["title"])
            here, titles = [name, d["list"], f"・{i}"], [g["name"], d["list"]]
            truth["measures"].append(measure(here, titles, m["title"], m["text"], page))
        for k in g["kpi"]:
            truth["indicators"].append(indicator("kpi", k, [g["name"]], 2029, 2023, pages.find(k["name"])))
    return truth


def indicators(d: Truth, pages: Pages) -> Truth:
    """The papers about indicators alone: the TOML says whose each is; a name in two cells has a blank between them."""
    truth = document(d)
    truth["items"] = [item(i["kind"], i["label"], i["title"], pages.first(i["title"])) for i in d["items"]]
    for m in d["measure"] if "measure" in d else d["group"]:
        said = {"title": m["title"], "text": m["text"] + m.get("more", ""), "page": pages.first(m["title"])}
        truth["measures"].append(said)
    for k in d["kpi"]:
        group = k.get("group", d["goal"])
        start, end = (2024, 2030) if d["period"][0] == 2026 else (2023, 2029)
        groups = [] if k.get("kind") == "past" else [group]
        page = pages.first(k["name"].partition(" ")[0])
        truth["indicators"].append(indicator(k.get("kind", "kpi"), k, groups, end, start, page))
    return truth


def main() -> None:
    makers: dict[str, Callable[[Truth, Pages], Truth]] = {
        "layout_hyphen": hyphen,
        "layout_plan": plan,
        "layout_fonts": fonts,
        "layout_arrows": arrows,
        "kpi_headers": indicators,
        "kpi_forms": indicators,
        "kpi_measures": indicators,
        "kpi_others": indicators,
    }
    folders = font_folders()
    for name, make in makers.items():
        file = PDFS / f"{name}.pdf"
        source = str(HERE / f"{name}.typ")
        typst.compile(source, output=str(file), font_paths=folders, ignore_system_fonts=True, pdf_tags=False)
        data = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
        truth = json.dumps(make(data, Pages(file)), ensure_ascii=False, indent=1)
        (PDFS / "truth" / f"{name}.json").write_text(truth + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
