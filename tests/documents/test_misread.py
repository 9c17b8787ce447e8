"""Letters that a recogniser takes for others, and marks of entries by their sequence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sheets import line, page

from planlink.documents.misread import repair_marks, repaired
from planlink.knowledge import misread
from planlink.records.documents import Line, PageQuality


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("実績值の进拨状况", "実績値の進捗状況"),
        ("コミュ二ティ", "コミュニティ"),
        ("デ一タの活用", "データの活用"),
        ("∆1,204人", "△1,204人"),
        ("〇朝市を開く", "○朝市を開く"),
        ("<改善，達成", "く改善，達成"),
        ("二次計画の工程", "二次計画の工程"),
        ("一人一人の力", "一人一人の力"),
        ("〇五年", "〇五年"),
        ("〈基本目標〉", "〈基本目標〉"),
        ("a<b", "a<b"),
        ("12,345人 ▲67.8％", "12,345人 ▲67.8％"),
    ],
)
def test_letters(read: str, printed: str) -> None:
    assert repaired(read) == printed
    assert len(repaired(read)) == len(read)


def test_the_table_speaks_of_letters_that_plans_do_not_have() -> None:
    """What is put right is no letter that a plan prints, what it becomes is one."""
    for read, printed in misread().letters.items():
        printed.encode("cp932")
        assert chr(read) not in misread().letters.values()
    for word, wrong in misread().words:
        assert all(len(one) == len(word) != 0 and one != word for one in wrong)


@pytest.mark.parametrize(
    ("marks", "right"),
    [
        ("(7) (イ) (ウ)", "(ア) (イ) (ウ)"),
        ("(ア) (1) (ウ)", "(ア) (イ) (ウ)"),
        ("（ア） （イ） （ワ）", "（ア） （イ） （ウ）"),
        ("(ア) (イ) (ウ) (工) (才) (力)", "(ア) (イ) (ウ) (エ) (オ) (カ)"),
        ("(5) (6) (7) (8)", "(5) (6) (7) (8)"),
        ("(ア) (1) (2)", "(ア) (1) (2)"),
        ("(7)", "(7)"),
        ("(1) (2) (3)", "(1) (2) (3)"),
    ],
)
def test_marks_in_brackets(marks: str, right: str) -> None:
    lines = [line(mark + " 港の手入れ") for mark in marks.split()]
    scanned = replace(page(*lines), quality=PageQuality(99, 0, 1, "ocr"))
    (found,) = repair_marks((scanned,))
    assert [b.text for b in found.blocks if isinstance(b, Line)] == [mark + " 港の手入れ" for mark in right.split()]


def test_marks_go_on_over_pages_and_only_those_of_pictures_change() -> None:
    first = replace(page(line("ア 坂道"), line("イ 桟橋")), quality=PageQuality(9, 0, 1, "ocr"))
    second = replace(page(line("ワ 朝市"), line("力を合わせる"), number=2), quality=PageQuality(9, 0, 1, "ocr"))
    plain = replace(second, quality=PageQuality(9, 0, 0))
    read = [[b.text for b in p.blocks if isinstance(b, Line)] for p in repair_marks((first, second))]
    assert read == [["ア 坂道", "イ 桟橋"], ["ウ 朝市", "力を合わせる"]]
    assert repair_marks((first, plain))[1] == plain
    assert repair_marks((plain,)) == (plain,)
