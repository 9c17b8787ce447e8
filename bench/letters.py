"""What else reads letters from PDFs: CPU seconds and how many measures of the demo's plans each gives whole.

`python bench/letters.py [--json FILE]`, beside `pip install kreuzberg docling-parse`, of which planlink needs neither;
what is not installed is left out. A measure counts as whole where its text stands in what was read as it does in the
truth of the demo, blanks and the width of letters aside: a line of another column or a page's number inside it breaks
it. Each reader is a process of its own, its imports counted.
"""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from measured import Row, tell, told
from whole import spent

from planlink.japanese.text import bare

DEMO = Path(__file__).resolve().parents[1] / "corpus" / "demo"
PLANS = ("strategy", "plan-summary", "vision")
READERS = {
    "pdfplumber": """
import pdfplumber
def read(name):
    with pdfplumber.open(name) as document:
        return "".join(page.extract_text() for page in document.pages)
""",
    "kreuzberg": """
import kreuzberg
def read(name):
    return kreuzberg.extract_file_sync(name).content
""",
    "docling_parse": """
from docling_parse.pdf_parser import DoclingPdfParser
parser = DoclingPdfParser(loglevel="fatal")
def read(name):
    document = parser.load(path_or_stream=name)
    return "".join(cell.text for _, page in document.iterate_pages() for cell in page.textline_cells)
""",
    "planlink": """
from pathlib import Path
import planlink
def read(name):
    plan = planlink.read(Path(name))
    return "\\n".join(f"{one.title}\\n{one.text}" for one in plan.measures)
""",
}
ENDING = """
import sys
for name in sys.argv[1:]:
    sys.stdout.buffer.write(read(name).encode(errors="replace"))
"""


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(arguments)
    texts = [text for plan in PLANS for text in _texts(plan)]
    rows = [_row(reader, texts) for reader in READERS if find_spec(reader) is not None]
    rows += [told(f"letters by {reader}", "not installed") for reader in READERS if find_spec(reader) is None]
    return tell(rows, asked.json)


def _texts(plan: str) -> list[str]:
    truth = json.loads((DEMO / "truth" / f"{plan}.json").read_text(encoding="utf-8"))
    return [bare(one["text"]) for one in truth.get("measures", ()) if one["text"]]


def _row(reader: str, texts: Sequence[str]) -> Row:
    try:
        used = spent("-c", READERS[reader] + ENDING, *(str(DEMO / f"{plan}.pdf") for plan in PLANS))
    except subprocess.CalledProcessError as error:
        return Row(f"letters by {reader}", "exit status 0", f"exit status {error.returncode}", False)
    read = bare(used.printed)
    whole = sum(text in read for text in texts)
    return told(f"letters by {reader}", f"{used.cpu:.2f} CPU s; {whole} of {len(texts)} measures whole")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
