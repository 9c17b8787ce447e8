"""read() on made-up plans in many layouts, and on what is no plan at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from factories import plan as made
from planlink.errors import DocumentError
from planlink.read import plan_of, read
from planlink.records.documents import Document, Line, Page
from planlink.records.plans import Plan, Quantity
from planlink.settings import MeasureRule, Settings
from texts import table

CASES = Path(__file__).parent / "cases"
LAYOUTS: list[dict[str, Any]] = json.loads((CASES / "layouts.json").read_text(encoding="utf-8"))
NEGATIVES = json.loads((CASES / "no-measures.json").read_text(encoding="utf-8"))


def write(folder: Path, text: str, name: str = "plan.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def short(quantity: Quantity | None) -> list[Any] | None:
    return (
        None
        if quantity is None
        else [quantity.value, quantity.unit, quantity.bound, quantity.year, quantity.year_start]
    )


@pytest.mark.parametrize("case", LAYOUTS, ids=lambda case: case["file"])
def test_layouts(case: dict[str, Any]) -> None:
    plan = read(CASES / "layouts" / case["file"])
    assert (plan.role, plan.title) == (case["role"], case["title"])
    assert [[list(m.numbering), m.title, m.text] for m in plan.measures] == case["measures"]
    assert sorted({m.goal.split(".")[-1] for m in plan.measures if m.goal}) == case["goals"]
    assert [item.title for item in plan.items if item.kind == "group"] == case["groups"]
    found = [[i.name, list(i.groups), short(i.target), short(i.baseline), i.cumulative] for i in plan.indicators]
    assert found == case["indicators"]
    assert all(len(m.path) == len(m.numbering) - 1 for m in plan.measures)
    assert plan.pages is None
    assert all(m.page is None for m in plan.measures)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "euc-jp", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, ends: str) -> None:
    source = CASES / "layouts" / "goals.txt"
    (tmp_path / "goals.txt").write_bytes(ends.join(source.read_text(encoding="utf-8").split("\n")).encode(encoding))
    one, two = read(tmp_path / "goals.txt"), read(source)
    assert one.measures == two.measures
    assert one.items == two.items
    assert one.passages == two.passages


@pytest.mark.parametrize("case", NEGATIVES, ids=lambda case: case["about"])
def test_what_is_no_measure(tmp_path: Path, case: dict[str, Any]) -> None:
    plan = read(write(tmp_path, "\n".join(case["lines"])))
    assert [(m.title, m.text) for m in plan.measures] == []
    assert [i.name for i in plan.indicators] == []


def test_settings_say_the_role() -> None:
    settings = Settings(roles={"goals": "achievements"})
    plan = read(CASES / "layouts" / "goals.txt", settings)
    assert plan.role == "achievements"
    assert plan.measures == ()


def test_reading_twice_gives_the_same(demo_summary: Plan) -> None:
    path = CASES / "layouts" / "floating.txt"
    assert read(path) == read(path)
    assert demo_summary != made()


def test_a_document_without_headings_is_doubted(tmp_path: Path) -> None:
    plan = read(write(tmp_path, "港のまちの暮らしを守ります。\nそのために話し合います。"))
    assert [doubt.kind for doubt in plan.doubts] == ["no-outline"]
    assert plan.role == "other"


def test_a_level_that_matches_nothing_is_told(tmp_path: Path) -> None:
    file = tmp_path / "計画.txt"
    file.write_text("１　海\n(1)　具体的な施策\nア　船の手入れ\n船を直して港を守ります。\n", encoding="utf-8")
    told = {
        level: [doubt.detail for doubt in read(file, Settings(measures={"計画": MeasureRule(level=level)})).doubts]
        for level in ("ア", "☆", "")
    }
    assert told == {"ア": [], "☆": ["☆"], "": []}


def test_damaged_letters_lower_the_quality(tmp_path: Path) -> None:
    plan = read(write(tmp_path, "港のまちの暮らしを守ります。\ufffd\ufffd(cid:12)話します。"))
    assert 0.5 < plan.quality < 1


@pytest.mark.parametrize(("letters", "review"), [("船の数1隻2隻", ()), ("船の数1隻3隻", ("unseen",))])
def test_numbers_are_held_against_the_letters_of_a_second_reader(letters: str, review: tuple[str, ...]) -> None:
    rows = table(("指標", "現状値(R5)", "目標値(R11)"), ("船の数", "1隻", "2隻"))
    page = Page(
        1, 0, 0, (Line("戦略です。"), Line("１ 成果指標"), rows, Line("２ 橋"), Line("本文です。")), letters=letters
    )
    found = plan_of(Document("plan", "plan.pdf", "pdf", "0" * 64, (page,)), Settings())
    assert [(i.name, i.review) for i in found.indicators] == [("船の数", review)]
    assert [(d.kind, d.place.page, d.detail) for d in found.doubts] == [("number-unseen", 1, "船の数")] * len(review)


@pytest.mark.parametrize("text", ["", "  \n\n", "\ufeff"])
def test_nothing_to_read(tmp_path: Path, text: str) -> None:
    with pytest.raises(DocumentError, match=r"plan\.txt：中身が空です。"):
        read(write(tmp_path, text))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("計画.txt", "あ", "保存が途中で切れていないか"),
        ("計画.md", "あ", "保存が途中で切れていないか"),
        ("計画.html", "<p>1</p>", "HTML"),
    ],
)
def test_a_document_without_sentences_gets_advice_that_fits_its_kind(
    name: str, text: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(DocumentError, match="文章が見つかりません") as caught:
        read(write(tmp_path, text, name))
    assert (told in str(caught.value), "PDF" in str(caught.value)) == (True, False)
