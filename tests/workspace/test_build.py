"""build: what is read, reused, copied and written, and what happens when a document is broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import Field, fields
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from factories import analysis, decision, doubt, measure, place, plan
from planlink.documents.marktable import MarkRow
from planlink.errors import INSTALL_OCR, DocumentError, WorkspaceError
from planlink.links.classifier import load_model
from planlink.outputs.reports import PAPERS
from planlink.records.findings import Analysis
from planlink.records.links import Criterion, Decision, Lesson, Shift
from planlink.records.plans import Plan
from planlink.settings import STAGE, TO_READ, TO_RELATE, TO_SEARCH, TO_WRITE, MeasureRule, Settings
from planlink.workspace import decisions, fingerprint, papers, store
from planlink.workspace.build import BuildResult, NothingReadError, build


class Town:
    """Documents on disk and stages that count how often they are called."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out = folder, folder / "out"
        self.reads: list[str] = []
        self.lessons: list[Lesson | None] = []
        self.relates: list[tuple[list[str], tuple[Decision, ...]]] = []

    def write(self, name: str, text: str = "本文") -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def read(self, path: Path, settings: Settings) -> Plan:
        self.reads.append(path.name)
        text = path.read_text(encoding="utf-8")
        if text == "壊れ":
            raise DocumentError(path.name, "読めません", "作り直してください。")
        if text == "想定外":
            raise KeyError("xref")
        doubts = (doubt(where=place(path.stem, 2, "")),) if text == "白紙の頁" else ()
        return plan(
            id=path.stem,
            file=path.name,
            sha256=fingerprint.file_digest(path),
            measures=(measure(id=f"{path.stem}.1", document=path.stem, text=text),),
            doubts=doubts,
        )

    def relate(
        self, plans: Sequence[Plan], words: Sequence[Decision], settings: Settings, lesson: Lesson | None
    ) -> Analysis:
        self.lessons.append(lesson)
        self.relates.append(([one.id for one in plans], tuple(words)))
        return analysis(plans=tuple(plans))

    def build(self, *documents: Path, settings: Settings | None = None, **options: Any) -> BuildResult:
        return build(documents, self.out, settings or Settings(), read=self.read, relate=self.relate, **options)

    def names(self, folder: str) -> list[str]:
        return sorted(path.name for path in (self.out / folder).iterdir())


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def test_a_build_leaves_database_copies_and_papers(town: Town) -> None:
    result = town.build(town.write("b.txt"), town.write("a.txt"))
    assert (result.read, result.reused, result.related, result.unread) == (2, 0, True, ())
    assert town.names("documents") == ["a.txt", "b.txt"]
    assert town.names("reports") == sorted(PAPERS)
    with store.opened(town.out) as db:
        assert [one.id for one in store.load_analysis(db).plans] == ["b", "a"]


def test_a_second_run_does_nothing(town: Town) -> None:
    path = town.write("a.txt")
    town.build(path)
    before = {one: one.stat().st_mtime_ns for one in (town.out / "reports").iterdir()}
    result = town.build(path)
    assert (result.read, result.reused, result.related, result.papers) == (0, 1, False, ())
    assert (town.reads, len(town.relates)) == (["a.txt"], 1)
    assert {one: one.stat().st_mtime_ns for one in (town.out / "reports").iterdir()} == before


def test_only_a_changed_document_is_read_again(town: Town) -> None:
    first, second = town.write("a.txt"), town.write("b.txt")
    town.build(first, second)
    town.write("b.txt", "新しい本文")
    result = town.build(first, second)
    assert town.reads == ["a.txt", "b.txt", "b.txt"]
    assert (result.read, result.reused, result.related) == (1, 1, True)
    assert (town.out / "documents" / "b.txt").read_text(encoding="utf-8") == "新しい本文"


def test_a_lesson_goes_into_the_next_build_and_is_forgotten(town: Town) -> None:
    path, lesson = town.write("a.txt"), Lesson("core", (Shift("6", 0.5, 0.25),), 12, 40, 0.8, 0.9)
    town.build(path)
    for kept in (lesson, None):
        with store.opened(town.out) as db:
            store.save_lesson(db, kept)
            assert store.load_lesson(db) == kept
        assert town.build(path).related
    assert town.lessons == [None, lesson, None]


@pytest.mark.parametrize("current", [True, False])
def test_a_lesson_that_a_former_model_learnt_is_told(current: bool, town: Town) -> None:
    path, settings = town.write("a.txt"), Settings(model="core")
    edition = load_model("core").edition if current else "core-before"
    assert not town.build(path, settings=settings).unlearnt
    with store.opened(town.out) as db:
        store.save_lesson(db, Lesson(edition, (Shift("6", 0.5, 0.25),), 12, 40, 0.8, 0.9))
    assert town.build(path, settings=settings).unlearnt is not current


def test_the_table_of_the_last_edition_stays_and_what_meets_nothing_is_named(town: Town) -> None:
    path, rows = town.write("a.txt"), [MarkRow("", "ない施策", {"11": 1.0})]
    assert town.build(path, previous=rows).astray == ("ない施策",)
    assert town.build(path).astray == ()
    with store.opened(town.out) as db:
        assert list(store.load_previous(db)) == rows


def test_a_new_order_of_documents_relates_again_and_reads_nothing(town: Town) -> None:
    first, second = town.write("a.txt"), town.write("b.txt")
    town.build(first, second)
    town.build(second, first)
    assert town.reads == ["a.txt", "b.txt"]
    assert [ids for ids, _ in town.relates] == [["a", "b"], ["b", "a"]]


OTHER_SETTINGS: dict[str, Any] = {
    "roles": {"a": "vision"},
    "measures": {"a": MeasureRule(level="・")},
    "synonyms": (("ごみ", "廃棄物"),),
    "sdg_terms": {"11": ("渡船",)},
    "model": "core",
    "as_of": "2025-11-21",
    "delicate": True,
    "only_confirmed": True,
    "sdg_criteria": (Criterion("17", ("協定",), (), "primary"),),
    "sdg_most_primary": 1,
}
AGAIN = {TO_READ: (1, True), TO_RELATE: (0, True), TO_WRITE: (0, False), TO_SEARCH: (0, False)}
"""How many documents another setting for a stage reads again, and whether it relates again."""


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda setting: setting.name)
def test_another_setting_redoes_what_depends_on_it_and_no_more(setting: Field[Any], town: Town) -> None:
    other, path = Settings(**{setting.name: OTHER_SETTINGS[setting.name]}), town.write("a.txt")
    town.build(path)
    as_of = None if other.as_of is None else date.fromisoformat(other.as_of)  # as the command does
    result = town.build(path, settings=other, as_of=as_of)
    stage = setting.metadata[STAGE]
    assert (result.read, result.related) == AGAIN[stage]
    assert bool(result.papers) is (stage != TO_SEARCH)
    with store.opened(town.out) as db:
        assert (("ごみ", "廃棄物") in store.load_synonyms(db)) is (setting.name == "synonyms")
    again = town.build(path, settings=other, as_of=as_of)
    assert (again.read, again.related, again.papers) == (0, False, ())


@pytest.mark.parametrize("changed", AGAIN)
def test_what_a_stage_computes_with_redoes_it_and_those_behind(
    changed: str, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, now = town.write("a.txt"), fingerprint.planlink_digest
    town.build(path)
    monkeypatch.setattr(fingerprint, "planlink_digest", lambda stage: "another" if stage == changed else now(stage))
    result = town.build(path)
    assert (result.read, result.related) == AGAIN[changed]
    assert bool(result.papers) is (changed != TO_SEARCH)


def test_out_mirrors_the_documents_named_and_decisions_stay(town: Town) -> None:
    first, second = town.write("a.txt"), town.write("b.txt")
    town.build(first, second)
    with store.opened(town.out) as db:
        decisions.add(db, decision(measure="b.1"))
    result = town.build(first)
    assert [one.id for one in result.analysis.plans] == ["a"]
    assert town.names("documents") == ["a.txt"]
    with store.opened(town.out) as db:
        assert decisions.every(db) == (decision(measure="b.1"),)


def test_a_document_that_comes_back_finds_its_decisions(town: Town) -> None:
    first, second = town.write("a.txt"), town.write("b.txt")
    town.build(first, second)
    with store.opened(town.out) as db:
        decisions.add(db, decision(measure="b.1", verdict="primary"))
    assert town.build(first).analysis.links == ()
    found = town.build(first, second).analysis.links
    assert [(one.measure, one.status, one.level) for one in found] == [("b.1", "confirmed", "primary")]


def test_papers_show_decisions_without_reading_or_relating(town: Town) -> None:
    path = town.write("a.txt")
    town.build(path, settings=Settings(only_confirmed=True), as_of=date(2025, 11, 21))
    paper = town.out / "reports" / "SDGs対応表.xlsx"

    def marks() -> list[Any]:
        sheet = openpyxl.load_workbook(paper)["施策×ゴール"]
        return [cell.value for row in sheet.iter_rows(min_row=2) for cell in row if cell.value in ("◎", "○")]

    assert marks() == []
    with store.opened(town.out) as db:
        assert papers.afresh(db, town.out) == ()
        decisions.add(db, decision(measure="a.1", verdict="primary"))
        assert [one.name for one in papers.afresh(db, town.out)] == list(PAPERS)
        assert marks() == ["◎"]
        assert openpyxl.load_workbook(paper)["印刷用"].max_row >= 3
        decisions.undo(db)
        papers.afresh(db, town.out)
        assert marks() == []
    assert (town.reads, len(town.relates)) == (["a.txt"], 1)


def test_what_a_person_put_beside_the_copies_stays(town: Town) -> None:
    town.build(town.write("a.txt"))
    (town.out / "documents" / "原稿.docx").write_text("x")
    town.build(town.write("b.txt"))
    assert town.names("documents") == ["b.txt", "原稿.docx"]


def test_documents_named_inside_out_are_never_removed(town: Town) -> None:
    town.build(town.write("a.txt"))
    inside = town.out / "documents" / "a.txt"
    town.build(inside, town.write("b.txt"))
    assert town.names("documents") == ["a.txt", "b.txt"]
    town.build(town.write("b.txt"))
    assert "b.txt" in town.names("documents")


def test_a_decision_goes_into_the_next_run(town: Town) -> None:
    path = town.write("a.txt")
    town.build(path)
    with store.opened(town.out) as db:
        decisions.add(db, decision())
    town.build(path)
    assert town.reads == ["a.txt"]
    assert town.relates[-1] == (["a"], (decision(),))


@pytest.mark.parametrize("text", ["壊れ", "想定外"])
def test_a_broken_document_is_named_and_others_go_on(text: str, town: Town) -> None:
    result = town.build(town.write("悪い.pdf", text), town.write("a.txt"))
    assert [one.id for one in result.analysis.plans] == ["a"]
    assert len(result.unread) == 1
    assert result.unread[0].startswith("悪い.pdf：")
    assert town.names("documents") == ["a.txt"]
    assert "悪い.pdf：" in (town.out / "reports" / "report.html").read_text(encoding="utf-8")


def test_pages_that_could_not_be_read_are_named_in_every_run(town: Town) -> None:
    path = town.write("a.txt", "白紙の頁")
    expected = (
        f"a.txt：2頁は画像だけで，読み取れませんでした。文字認識（OCR）の部品を入れると読み取れます（{INSTALL_OCR}）。",
    )
    assert town.build(path).unread == expected
    assert town.build(path).unread == expected


def test_when_nothing_can_be_read_the_workspace_stays(town: Town) -> None:
    town.build(town.write("a.txt"))
    with pytest.raises(NothingReadError, match=r"悪い\.pdf：読めません。作り直してください。"):
        town.build(town.write("悪い.pdf", "壊れ"))
    with store.opened(town.out) as db:
        assert [one.id for one in store.load_analysis(db).plans] == ["a"]
    assert town.names("documents") == ["a.txt"]


def test_a_build_that_was_stopped_goes_on(town: Town) -> None:
    def stopped(*_: object) -> Analysis:
        raise KeyboardInterrupt

    path = town.write("a.txt")
    with pytest.raises(KeyboardInterrupt):
        build([path], town.out, Settings(), read=town.read, relate=stopped)
    assert town.build(path).reused == 1


def test_a_paper_that_was_changed_or_deleted_is_written_again(town: Town) -> None:
    path = town.write("a.txt")
    town.build(path)
    report = town.out / "reports" / "report.html"
    whole = report.read_bytes()
    report.write_text("書き換え")
    assert len(town.build(path).papers) == len(PAPERS)
    assert report.read_bytes() == whole
    report.unlink()
    town.build(path)
    assert report.read_bytes() == whole


def test_another_day_writes_the_papers_again(town: Town) -> None:
    path = town.write("a.txt")
    town.build(path)
    town.build(path, as_of=date(2025, 11, 21))
    assert "令和7年11月21日現在" in (town.out / "reports" / "report.html").read_text(encoding="utf-8")
    assert len(town.relates) == 1


def test_without_reports_there_are_none(town: Town) -> None:
    assert town.build(town.write("a.txt"), reports=False).papers == ()
    assert not (town.out / "reports").exists()


def test_two_workspaces_of_the_same_documents_have_the_same_papers(town: Town, tmp_path: Path) -> None:
    path = town.write("a.txt")
    other = Town(tmp_path / "anders")
    town.build(path)
    other.build(path)
    for name in PAPERS:
        assert (town.out / "reports" / name).read_bytes() == (other.out / "reports" / name).read_bytes()


def test_the_copies_can_be_built_from(town: Town) -> None:
    town.build(town.write("a.txt"))
    result = town.build(town.out / "documents")
    assert (result.reused, town.names("documents")) == (1, ["a.txt"])


def test_a_place_that_cannot_be_made_is_a_sentence(town: Town) -> None:
    town.write("out")
    with pytest.raises(WorkspaceError, match="作れません"):
        town.build(town.write("a.txt"))


def test_progress_tells_every_step(town: Town) -> None:
    class Told:
        steps = 0
        done: list[str] = []  # noqa: RUF012
        now: list[str] = []  # noqa: RUF012

        def begin(self, steps: int) -> None:
            self.steps = steps

        def doing(self, what: str, done: int = 0, of: int = 0) -> None:
            self.now.append(what)

        def step(self, what: str) -> None:
            self.done.append(what)

    told = Told()
    town.build(town.write("a.txt"), town.write("b.txt", "壊れ"), progress=told)
    assert told.done == ["a.txt", "b.txt", "関連付けと点検", "帳票"]
    assert told.now == told.done
    assert told.steps == len(told.done)


def test_a_copy_that_stays_goes_when_it_is_no_longer_named(town: Town) -> None:
    town.build(town.write("a.txt"), town.write("b.txt"))
    town.build(town.out / "documents" / "a.txt", town.write("c.txt"))
    assert town.names("documents") == ["a.txt", "c.txt"]
    town.build(town.out / "documents" / "c.txt")
    assert town.names("documents") == ["c.txt"]


def test_papers_know_whether_they_are_older_than_the_last_word(town: Town) -> None:
    def current() -> bool:
        with store.opened(town.out) as db:
            return papers.are_current(db, store.load_analysis(db))

    town.build(town.write("a.txt"), reports=False)
    assert not current()
    town.build(town.folder / "a.txt")
    assert current()
    with store.opened(town.out) as db:
        decisions.add(db, decision())
    assert not current()
    with store.opened(town.out) as db:
        papers.afresh(db, town.out)
    assert current()


def test_one_that_takes_anothers_place_must_be_readable(town: Town) -> None:
    town.build(town.write("a.txt"), town.write("b.txt"))
    (town.folder / "new").mkdir()
    bad = town.write("new/a.txt", "壊れ")
    with pytest.raises(NothingReadError, match=r"a\.txt：読めません[^\n]*\n.*前のままです"):
        town.build(bad, town.out / "documents" / "b.txt", needed=("a.txt",))
    assert town.names("documents") == ["a.txt", "b.txt"]
    with store.opened(town.out) as db:
        assert [one.id for one in store.load_analysis(db).plans] == ["a", "b"]
    assert len(town.build(bad, town.folder / "b.txt").unread) == 1
