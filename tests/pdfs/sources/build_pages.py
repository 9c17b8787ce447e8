#!/usr/bin/env python3
"""Set the made-up pages as PDF and write pages/*.json from what the same sources tell in reading order.

Usage: python build_pages.py [NAME …]   (needs: pip install typst, and the IPA and Noto CJK fonts)

A truth holds `text` (all words in reading order), `headings` (depth and words), `tables` (for each cell row, column,
rows, columns, words) and `notes` (mark and words).
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).resolve().parent
PDFS = HERE.parent
FONTS = ("ipag", "ipam", "NotoSansCJK", "NotoSerifCJK")


def font_folders() -> list[str]:
    listed = subprocess.run(["fc-list", ":lang=ja", "file"], capture_output=True, text=True, check=True).stdout
    files = [Path(line.rstrip(": \n")) for line in listed.splitlines()]
    return sorted({str(f.parent) for f in files if f.name.startswith(FONTS)})


def truth(source: Path, folders: list[str]) -> dict[str, Any]:
    found = typst.query(str(source), "<truth>", field="value", font_paths=folders, ignore_system_fonts=True)
    told: list[dict[str, Any]] = json.loads(found)
    parts = {kind: [t["value"] for t in told if t["kind"] == kind] for kind in ("head", "table", "note")}
    text = [words for t in told for words in _words(t["kind"], t["value"])]
    return {"text": "".join(text), "headings": parts["head"], "tables": parts["table"], "notes": parts["note"]}


def _words(kind: str, value: Any) -> list[str]:
    if kind == "table":
        return [cell[4] for cell in value]
    return [] if kind == "note" else [value[1]] if kind == "head" else [value]


def main(names: list[str]) -> None:
    folders = font_folders()
    (PDFS / "pages").mkdir(exist_ok=True)
    for source in sorted(HERE.glob("page_*.typ")):
        if names and source.stem not in names:
            continue
        file = PDFS / f"{source.stem}.pdf"
        typst.compile(str(source), output=str(file), font_paths=folders, ignore_system_fonts=True, pdf_tags=False)
        said = json.dumps(truth(source, folders), ensure_ascii=False, indent=1)
        (PDFS / "pages" / f"{source.stem}.json").write_text(said + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
