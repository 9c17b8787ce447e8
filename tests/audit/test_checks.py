"""Every check has words, and its message can be filled."""

import re
from string import Formatter

import pytest

from factories import alignment, doubt, indicator, item, measure, plan, quantity
from planlink.audit.checks import CHECKS, audit, wordings
from planlink.audit.matter import Matter
from planlink.records.places import Doubt, Place

DOUBTS = (
    "page-without-text",
    "page-unread",
    "page-beyond-limits",
    "page-damaged",
    "no-outline",
    "no-plan",
    "heading-lost",
    "level-unmatched",
    "number-unseen",
    "numbering-jump",
    "mark-without-note",
    "note-without-mark",
    "page-ocr",
    "gaiji",
    "page-layered",
)


def test_every_doubt_of_the_reading_has_words() -> None:
    found = [doubt(kind, Place("戦略", 5, "")) for kind in DOUBTS]
    told = audit(Matter((plan(doubts=found),), ()))
    assert sorted(finding.check for finding in told) == sorted(DOUBTS)


def test_each_number_that_was_not_seen_is_a_finding_of_its_own() -> None:
    found = [Doubt("number-unseen", Place("戦略", 5, f"{name}｜5隻"), name) for name in ("船の数", "橋の数")]
    one, two = audit(Matter((plan(doubts=found),), ()))
    assert one.id != two.id
    assert "「船の数」" in one.message
    assert "5頁" in one.message


@pytest.mark.parametrize(("count", "more"), [(8, False), (9, True)])
def test_the_first_letters_without_a_code_are_quoted_and_the_others_counted(count: int, more: bool) -> None:
    found = [doubt("gaiji", Place("戦略", n, f"〓{n}")) for n in range(1, count + 1)]
    (finding,) = audit(Matter((plan(doubts=found),), ()))
    assert "「〓8」（8頁）" in finding.message
    assert ("ほか1か所" in finding.message, "ほか" in finding.message) == (more, more)


def test_severities_are_known_and_messages_polite() -> None:
    for code, words in wordings().items():
        assert words.severity in ("error", "warning", "note"), code
        assert words.message.endswith("。"), code
        assert not re.search(r"誤っています|間違|記載漏れ|根拠なし|監査", words.message), code


@pytest.mark.parametrize("order", [1, -1])
def test_errors_come_first_whatever_check_found_them_and_ids_are_unique(
    order: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planlink.audit.checks.CHECKS", CHECKS[::order])
    late = indicator(id="k1", target=quantity(year=2024), baseline=quantity(value=1.0))
    goal = item(id="g", title="目標", label="基本目標1")
    doubt = Doubt("page-without-text", Place("戦略", 5, ""))
    one = plan(items=(goal,), measures=(measure(goal=None),), indicators=(late,), doubts=(doubt,))
    findings = audit(Matter((one,), ()))
    assert [f.severity for f in findings] == ["error", "warning", "note"]
    assert len({f.id for f in findings}) == len(findings)
    assert "R6年度" in findings[0].message


def test_an_unanswered_viewpoint_item_and_an_answered_one() -> None:
    view = item(id="v", kind="viewpoint", label="DX", title="DX")
    items = [item(id=i, kind="viewpoint-item", parent="v", title=i, label=None) for i in ("点検の効率化", "講座")]
    aligned = (alignment("点検の効率化", None), alignment("講座", "m"))
    matter = Matter((plan(items=(view, *items)),), (), alignments=aligned)
    assert [f.facts["name"] for f in audit(matter) if f.check == "viewpoint-item-unsupported"] == ["点検の効率化"]


def test_every_template_belongs_to_a_check() -> None:
    import inspect

    source = "".join(inspect.getsource(inspect.getmodule(check)) for check in CHECKS)  # type: ignore[arg-type]
    for code, words in wordings().items():
        assert code in source or code in DOUBTS, code
        assert all(name for _, name, _, _ in Formatter().parse(words.message) if name is not None)


def test_what_the_table_of_contents_tells_is_one_note_for_each_kind_with_all_its_places() -> None:
    lost = [doubt("contents-missing", Place("戦略", 2, f"第{n}章 港")) for n in range(1, 11)]
    step = doubt("contents-pages", Place("戦略", 9, "第４章 船"), "12")
    first, second = audit(Matter((plan(doubts=[*lost, step]),), ()))
    assert (first.check, first.severity, len(first.places)) == ("contents-missing", "note", 10)
    assert "見出し10件" in first.message
    assert "「第8章 港」ほか2件" in first.message
    assert "「第４章 船」（目次では12，本文はファイルの9頁）" in second.message


def test_two_spellings_of_a_heading_stand_side_by_side() -> None:
    (told,) = audit(Matter((plan(doubts=[doubt("contents-differs", Place("戦略", 5, "港の町"), "港の街")]),), ()))
    assert "目次「港の街」と本文「港の町」（5頁）" in told.message
