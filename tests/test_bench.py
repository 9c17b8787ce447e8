"""bench/layouts.py: what it counts as right, missing, invented, and as a choice that the truth leaves."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copy
from typing import Any

import layouts
import pytest

ROOT = Path(__file__).resolve().parents[1]
PLAN = ROOT / "tests" / "pdfs" / "layout_hyphen.pdf"


def measure(title: str, text: str = "文です。", **more: Any) -> dict[str, Any]:
    return {"title": title, "text": text, "numbering": ["1", "(1)"], "path": ["章"], "page": 3, **more}


def indicator(name: str, value: float | None, **more: Any) -> dict[str, Any]:
    target = {"value": value, "unit": "人", "text": "10人", "bound": "exact", "year": 2029, "year_start": None}
    target |= {"calendar": False, "base": None}
    said = {"kind": "kpi", "name": name, "groups": ["群"], "target": target, "baseline": None}
    return said | {"cumulative": False, "page": 3, **more}


def test_widths_and_blanks_of_letters_do_not_count() -> None:
    score = layouts._measures([measure("ＤＸの 推進")], [measure("DXの推進")])
    assert (score.right, score.rest["numbered"], score.differences) == (1, (1, 1), ())


def test_a_measure_with_another_text_is_misread_not_missing_and_invented() -> None:
    score = layouts._measures([measure("相談", "窓口を開く。雨")], [measure("相談", "窓口を開く。")])
    assert (score.right, score.meant, score.found, score.f1) == (0, 1, 1, 0.0)
    assert score.differences == ("measure (p. 3) misread: 相談: text 〔〕→〔雨〕",)


def test_missing_and_invented_measures_have_a_line_each() -> None:
    score = layouts._measures([measure("道路", "直す。")], [measure("こども食堂への支援", "食材を送ります。")])
    assert [line.split(":")[0] for line in score.differences] == ["measure (p. 3) missing", "measure (p. 3) invented"]


def test_measures_that_differ_in_the_same_way_share_a_line() -> None:
    found = [measure(title, numbering=["はじめに", "1", "(1)"]) for title in "甲乙"]
    score = layouts._measures(found, [measure("甲"), measure("乙")])
    assert (score.right, score.rest["numbered"]) == (2, (0, 2))
    assert score.differences == ("measure numbering of 2 has too much ['はじめに'], lacks []: 甲 (p. 3); 乙 (p. 3)",)


def test_the_truth_may_accept_another_numbering() -> None:
    meant = [measure("甲") | {"or": [{"numbering": ["(1)"]}]}]
    assert layouts._measures([measure("甲", numbering=["(1)"])], meant).rest["numbered"] == (1, 1)
    assert layouts._measures([measure("甲", numbering=["(2)"])], meant).rest["numbered"] == (0, 1)


def test_an_optional_measure_is_neither_missing_nor_invented() -> None:
    meant = [measure("甲"), measure("乙", optional=True)]
    assert layouts._measures([measure("甲")], meant).f1 == 1.0
    assert layouts._measures([measure("甲"), measure("乙")], meant).f1 == 1.0
    assert layouts._measures([measure("乙")], meant).f1 < 1.0


def test_the_reading_that_fits_best_counts() -> None:
    meant = [measure("甲", reading="entries"), measure("", "点一。", reading="bullets")]
    judge = layouts._measures
    assert layouts._best(lambda of: judge([measure("甲")], of), meant).f1 == 1.0
    assert layouts._best(lambda of: judge([measure("", "点一。")], of), meant).f1 == 1.0
    assert layouts._best(lambda of: judge([measure("甲"), measure("", "点一。")], of), meant).f1 < 1.0


@pytest.mark.parametrize(
    ("found", "right", "wrong"),
    [
        (indicator("人数", 10.0), 1, 0),
        (indicator("人数", 12.0), 0, 1),
        (indicator("人数", None), 0, 0),
        (indicator("人数", 10.0, groups=[]), 0, 0),
        (indicator("人数", 10.0, baseline={"value": 3.0}), 0, 1),
        (indicator("人数", 10.0, baseline={"value": None}), 0, 0),
    ],
)
def test_a_wrong_number_is_told_from_a_missing_one(found: Any, right: int, wrong: int) -> None:
    score = layouts._indicators([found], [indicator("人数", 10.0)])
    assert (score.right, score.rest["wrong numbers"][0]) == (right, wrong)


def test_an_invented_indicator_says_a_wrong_number() -> None:
    score = layouts._indicators([indicator("雨量", 10.0)], [])
    assert (score.rest["invented"][0], score.rest["wrong numbers"][0]) == (1, 1)


def test_a_folder_of_plans(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    truth = json.loads((PLAN.parent / "truth" / "layout_hyphen.json").read_text(encoding="utf-8"))
    copy(PLAN, tmp_path / "plan.pdf")
    (tmp_path / "plan.json").write_text(json.dumps(truth), encoding="utf-8")
    assert layouts.main([str(tmp_path)]) == 0
    assert "plan: 0 differences" in capsys.readouterr().out
    truth["measures"][0]["title"], truth["role"] = "別の題", "vision"
    (tmp_path / "plan.json").write_text(json.dumps(truth), encoding="utf-8")
    assert layouts.main([str(tmp_path)]) == 1
    assert "role: 'strategy', meant 'vision'" in capsys.readouterr().out
