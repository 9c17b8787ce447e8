"""What the made-up plans written in Python share: small pieces of text, records of truth, and pieces of Word files."""

from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt

MINCHO, GOTHIC = "IPAMincho", "IPAGothic"
NUMBERS = str.maketrans("0123456789", "０１２３４５６７８９")
MARK = r"\[\^(\d)\]"
"""Words with this mark are explained at the end or at the foot of the page."""
Told = dict[str, Any]


def full(number: int) -> str:
    return str(number).translate(NUMBERS)


def circled(number: int) -> str:
    return "①②③④⑤"[number - 1]


def dated(value: str, year: str) -> str:
    return f"{value}（{year}）"


def dated_texts(k: Told) -> Told:
    """A value as printed with its year, as another text of the same quantity."""
    sides = (("target", "target", "ty"), ("baseline", "base", "by"))
    return {f"{side}.text": dated(k[value], k[year]) for side, value, year in sides if year in k}


def indicator(kind: str, k: Told, groups: list[str], ways: Sequence[Told] = ()) -> Told:
    alt = [*k.get("alt", []), *ways]
    told = {"record": "indicator", "printed": k["name"], "kind": kind, "groups": groups} | k
    return told | ({"alt": alt} if alt else {})


# ---------------------------------------------------------------- Word files
def run(paragraph: Any, text: str, font: str = MINCHO, size: float = 10.5, bold: bool = False) -> Any:
    made = paragraph.add_run(text)
    made.font.size, made.bold = Pt(size), bold
    set_font(made, font)
    return made


def set_font(styled: Any, name: str) -> None:
    styled.font.name = name
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        styled.element.rPr.rFonts.set(qn(f"w:{script}"), name)


def page_number(paragraph: Any, font: str = MINCHO, size: float = 9) -> None:
    code = element("instrText")
    code.text = "PAGE"
    for part in (element("fldChar", fldCharType="begin"), code, element("fldChar", fldCharType="end")):
        run(paragraph, "", font, size)._element.append(part)


def shade(cell: Any, fill: str) -> None:
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", fill=fill))


def element(name: str, **fields: str) -> Any:
    made = OxmlElement(f"w:{name}")
    for key, value in fields.items():
        made.set(qn(f"w:{key}"), value)
    return made
