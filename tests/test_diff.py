"""planlink diff: the paper read back, and decisions that are carried over."""

from __future__ import annotations

from pathlib import Path

import docx
from click.testing import CliRunner, Result

from planlink.cli import main
from planlink.outputs.comparison import compared
from planlink.records.editions import Change, Entry
from planlink.records.links import Decision
from planlink.workspace import decisions, store

OLD = """１　港のまち
(1)　具体的な施策
ア　公共交通の再編
乗合タクシーを増便します。
イ　港の改修
岸壁を直します。
"""
NEW = OLD.replace("増便します", "倍に増やします").replace(
    "イ　港の改修\n岸壁を直します。", "イ　海の学校\n磯で学びます。"
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def editions(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "旧.txt", tmp_path / "新.txt"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    return old, new


def test_what_differs_is_told_and_written(tmp_path: Path) -> None:
    old, new = editions(tmp_path)
    result = run("diff", old, new, "-o", tmp_path / "表.docx")
    assert all(f"{state} 1件" in result.output for state in ("施策変更", "施策削除", "施策新設"))
    (table,) = docx.Document(str(tmp_path / "表.docx")).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["新", "旧", "区分", "頁（新・旧）", "理由"]
    assert sorted(row[2] for row in rows[1:]) == ["施策削除", "施策変更", "施策新設"]
    changed = next(row for row in table.rows if row.cells[2].text == "施策変更")
    assert [run.text for run in changed.cells[0].paragraphs[0].runs if run.underline] == ["倍に増や"]


def test_the_same_paper_twice(tmp_path: Path) -> None:
    old, new = editions(tmp_path)
    for name in ("a.docx", "b.docx"):
        run("diff", old, new, "-o", tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_nothing_differs(tmp_path: Path) -> None:
    old, _ = editions(tmp_path)
    assert "違いは見つかりませんでした" in run("diff", old, old).output


def test_decisions_are_carried_over_and_stale_where_the_text_changed(tmp_path: Path) -> None:
    old, new = editions(tmp_path)
    run("build", old, "-o", tmp_path / "out", "--no-reports")
    with store.opened(tmp_path / "out") as db:
        measures = {m.title: m for plan in store.load_analysis(db).plans for m in plan.measures}
        bus = measures["公共交通の再編"]
        decisions.add(db, Decision(bus.id, "sdg", "9", "primary", f"{bus.title}\n{bus.text}"))
    assert "判断 1件を引き継ぎました" in run("diff", old, new, "--carry", tmp_path / "out").output
    assert "判断 0件を引き継ぎました" in run("diff", old, new, "--carry", tmp_path / "out").output
    run("build", new, "-o", tmp_path / "out", "--no-reports")
    with store.opened(tmp_path / "out") as db:
        links = store.load_analysis(db).links
        assert [event.way for event in decisions.every(db)] == ["one", "carry"]
    (carried,) = [link for link in links if link.status == "confirmed"]
    assert (carried.label, carried.stale) == ("9", True)


def test_letters_that_differ_are_marked_on_both_sides() -> None:
    old, new = Entry("1", "", "港を直します", 1), Entry("1", "", "港を建て直します", 2)
    one, other = compared(Change("measure", "changed", old, new))
    assert one == [("港を", False), ("建て", True), ("直します", False)]
    assert other == [("港を直します", False)]
    assert compared(Change("measure", "new", None, new)) == ([("港を建て直します", True)], [])
