#!/usr/bin/env python3
"""Set the made-up plans as PDF and write the truth that their sources say while they are set.

Usage: python build.py [NAME ...]   (needs: pip install typst python-docx reportlab pypdfium2, LibreOffice for a plan
that is a Word file, Chromium for one in HTML, and the IPA and Noto CJK fonts)

NAME/plan.typ lays out NAME/plan.toml; wherever a measure, an indicator or an item is printed, say() in lib.typ
leaves a record with the page that it stands on. Where NAME/plan.py stands instead, it writes a Word file, which
LibreOffice prints, a page in HTML, which Chromium prints, or the PDF itself, and says the records with the words by
which their pages are found. Here values and years as printed become numbers. All towns, people, figures and sentences
are invented.

The same fonts and the same typst give the same bytes. What LibreOffice and Chromium print looks the same, but another
run or version gives other bytes (the time is in them), so the PDFs of a plan.py are kept as they were printed once:
without a NAME only the plans with a plan.typ are set. The PDFs embed subsets of IPAGothic, IPAMincho and their P forms
(IPA Font License 1.0), of Noto CJK and, for arrows, of Libertinus Serif (SIL OFL 1.1).
"""

import json
import re
import runpy
import subprocess
import sys
import tempfile
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import typst

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parents[1]))  # a plan.py imports pdfs.plans.lib
FONTS = ("ipag", "ipam", "NotoSansCJK", "NotoSerifCJK")
BOUNDS = {"以上": "min", "以下": "max", "未満": "max", "以内": "max"}
SCALES = {"千": 1_000, "万": 10_000, "百万": 1_000_000, "億": 100_000_000}
ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
PLAIN = r"(?:年間?|累計|延べ|\d年間で)?(▲?)([\d,]+(?:\.\d+)?)(\D{0,4}?)(以上|以下|未満|以内)?"
Truth = dict[str, Any]


def font_folders() -> list[str]:
    listed = subprocess.run(["fc-list", ":lang=ja", "file"], capture_output=True, text=True, check=True).stdout
    files = [Path(line.rstrip(": \n")) for line in listed.splitlines()]
    return sorted({str(f.parent) for f in files if f.name.startswith(FONTS)})


def quantity(printed: str, year: int | str | None, told: Truth) -> Truth:
    """A plain value is read here (60人, 年間20件, ▲1.2％以上); what is not plain is told in the TOML."""
    text = told.get("text", printed)
    record: Truth = {"value": None, "unit": None, "text": text, "bound": "exact", **when(year), "base": None}
    plain = re.fullmatch(PLAIN, unicodedata.normalize("NFKC", text))
    if plain:
        sign, digits, unit, bound = plain.groups()
        record["value"] = float(digits.replace(",", "")) * (-1 if sign else 1)
        record["unit"] = unit or None
        record["bound"] = BOUNDS[bound] if bound else "exact"
    elif "value" not in told:
        raise SystemExit(f"tell what this says: {printed}")
    record |= {key: None if value == "none" else value for key, value in told.items()}
    return record | {"base": base(record["value"], record["unit"])}


def when(year: int | str | None) -> Truth:
    """2029 is a fiscal year; as printed, R11年度 is the same, R11年 the calendar year, R7～R11年度 a span."""
    if not isinstance(year, str):
        return {"year": year, "year_start": None, "calendar": False}
    printed = unicodedata.normalize("NFKC", year)
    years = [ERAS[era] + int(count) for era, count in re.findall(r"(令和|平成|R|H)(\d+)", printed)]
    start, end = (years[0] if years[1:] else None), (years[-1] if years else None)
    return {"year": end, "year_start": start, "calendar": printed.endswith("年")}


def base(value: float | None, unit: str | None) -> Truth | None:
    """千円 → 円; a unit that a scale begins with and that is no word of its own (万人 yes, 千 alone no)."""
    found = re.fullmatch(r"(百万|千|万|億)(.+)", unit or "")
    return {"value": value * SCALES[found[1]], "unit": found[2]} if found and value is not None else None


def indicator(said: Truth) -> Truth:
    printed = said.get("base", "－")
    known = "b" in said or re.search(r"\d", printed)
    unit = {"unit": said["unit"]} if "unit" in said else {}
    baseline = quantity(printed, said.get("by"), unit | said.get("b", {})) if known else None
    target = quantity(said["target"], said.get("ty"), unit | said.get("t", {}))
    kept = {key: said[key] for key in ("kind", "name", "groups", "page", "or", "optional") if key in said}
    return kept | {"target": target, "baseline": baseline, "cumulative": said.get("cumulative", False)}


def typeset(source: Path, file: Path) -> list[Truth]:
    settings = {"root": str(HERE), "font_paths": font_folders(), "ignore_system_fonts": True}
    typst.compile(str(source), output=str(file), pdf_tags=False, **settings)
    said: list[Truth] = json.loads(typst.query(str(source), "<truth>", field="value", **settings))
    return said


def printed(source: Path, file: Path, told: Truth) -> list[Truth]:
    """The plan is printed twice: only then are the pages known that its contents name."""
    plan = runpy.run_path(str(source))
    rows = [title for _, title in plan["contents"](told)]
    put(plan["written"](told, {}), file)
    put(plan["written"](told, dict(zip(rows, pages(file, rows, after=rows[-1]), strict=True))), file)
    said: list[Truth] = list(plan["said"](told))
    found = pages(file, [one.pop("printed") for one in said])
    return [{"page": page} | one for page, one in zip(found, said, strict=True)]


def put(written: Any, file: Path) -> None:
    """Bytes are a PDF, a text is a page in HTML, anything else a Word file."""
    if isinstance(written, bytes):
        file.write_bytes(written)
        return
    with tempfile.TemporaryDirectory() as folder:
        made, profile = Path(folder) / file.stem, f"{folder}/profile"
        if isinstance(written, str):
            made = made.with_suffix(".html")
            made.write_text(written, encoding="utf-8")
            asked = ["chromium", f"--user-data-dir={profile}", "--headless", "--no-sandbox", "--disable-gpu"]
            asked += ["--disable-pdf-tagging", "--no-pdf-header-footer", f"--print-to-pdf={file}", made.as_uri()]
        else:
            made = made.with_suffix(".docx")
            written.save(str(made))
            asked = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
            asked += ["--outdir", str(file.parent), str(made)]
        subprocess.run(asked, check=True, capture_output=True)


def pages(file: Path, texts: list[str], after: str = "") -> list[int]:
    """The page of each text, which stand one after another; with after, below the first place of that text.

    Of a text whose lines another cell comes between, the first letters are found.
    """
    letters, ends = "", []
    for page in pypdfium2.PdfDocument(file):
        letters += letters_of(page.get_textpage().get_text_bounded())
        ends.append(len(letters))
    start = letters_of(after)
    at, found = letters.index(start) + len(start), []
    for text in map(letters_of, texts):
        places = [place for part in (text, text[:8]) if (place := letters.find(part, at)) >= 0]
        if not places:
            raise SystemExit(f"not found: {text}")
        at = places[0]
        found.append(1 + sum(end <= at for end in ends))
    return found


def letters_of(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def build(name: str) -> None:
    folder = HERE / name
    told = tomllib.loads((folder / "plan.toml").read_text(encoding="utf-8"))
    file, written = folder / f"{name}.pdf", folder / "plan.py"
    said = printed(written, file, told) if written.exists() else typeset(folder / "plan.typ", file)
    truth: Truth = {key: told[key] for key in ("role", "title")}
    if "period" in told:
        truth["period"] = dict(zip(("start", "end"), told["period"], strict=True))
    truth["about"] = told["about"]
    for one in said:
        if "alt" in one:
            one["or"] = [{k: None if v == "none" else v for k, v in way.items()} for way in one.pop("alt")]
    made: dict[str, Callable[[Truth], Truth]] = {"measure": dict, "item": dict, "indicator": indicator}
    for kind, make in made.items():
        records = ({k: v for k, v in one.items() if k != "record"} for one in said if one["record"] == kind)
        truth[f"{kind}s"] = [make(one) for one in records]
    text = json.dumps(truth, ensure_ascii=False, indent=1) + "\n"
    (folder / f"{name}.json").write_text(text, encoding="utf-8")
    print(name, *(f"{len(truth[k + 's'])} {k}s" for k in made))


if __name__ == "__main__":
    for each in sys.argv[1:] or sorted(p.parent.name for p in HERE.glob("*/plan.typ")):
        build(each)
