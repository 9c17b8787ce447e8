"""The ten export files: fields, order, rounding, and what spreadsheets must not calculate."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from factories import analysis, evidence, finding, indicator, link, measure, place, plan, quantity, score, town
from planlink.commands import export as command
from planlink.errors import PlanlinkError
from planlink.outputs.export import ENCODINGS, FORMATS, REPLACED, export, flat, guarded
from planlink.outputs.fields import FIELDS
from planlink.outputs.objects import FILES, objects
from planlink.records.places import Box
from planlink.records.plans import BaseValue


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_file_has_the_promised_fields_in_order(tmp_path: Path) -> None:
    export(town(), "jsonl", tmp_path)
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(FILES)
    for name in FILES:
        for row in lines(tmp_path / f"{name}.jsonl"):
            assert list(row) == list(FIELDS[name])


def test_a_measure_is_exported_field_for_field() -> None:
    one = measure(box=Box(70.123456, 100, 520, 140.5), department="交通政策課")
    (made,) = objects(analysis(plans=(plan(measures=(one,)),)))["measures"]
    assert made == {
        "id": "戦略.1.ア.1",
        "document": "戦略",
        "numbering": ["1", "ア", "1"],
        "path": ["誰もが安心して移動できるまちをつくる", "公共交通"],
        "title": "公共交通の再編",
        "text": "乗合タクシーを増便し，高齢者の外出を支えます。",
        "page": 3,
        "page_end": 3,
        "box": [70.12, 100, 520, 140.5],
        "department": "交通政策課",
        "review": [],
    }


def test_an_indicator_is_exported_field_for_field() -> None:
    one = indicator(target=quantity(110.0, "千円", "110千円", "min", 2027, None, False, BaseValue(110000.0, "円")))
    (made,) = objects(analysis(plans=(plan(indicators=(one,)),)))["indicators"]
    assert made["target"] == {
        "value": 110,
        "unit": "千円",
        "text": "110千円",
        "bound": "min",
        "year": 2027,
        "year_start": None,
        "calendar": False,
        "base": {"value": 110000, "unit": "円"},
    }
    assert made["baseline"] is None
    assert (made["box"], made["raw"], made["review"]) == (None, "", [])


def test_scores_have_three_digits_and_weights_still_rebuild_the_score() -> None:
    parts = tuple(evidence(weight=0.1234567) for _ in range(9))
    made = objects(analysis(links=(link(score=0.98765, evidence=parts),)))["links"][0]
    assert made["score"] == 0.988
    assert sum(part["weight"] for part in made["evidence"]) == pytest.approx(9 * 0.1234567, abs=0.001)


def test_links_and_scores_stand_in_reading_order() -> None:
    plans = (plan(measures=(measure(id="a"), measure(id="b"))),)
    made = objects(
        analysis(
            plans=plans,
            links=(link(measure="b", label="1"), link(measure="a", label="5"), link(measure="a", label="2")),
            scores=(score(measure="b"), score(measure="a")),
        )
    )
    assert [(one["measure"], one["label"]) for one in made["links"]] == [("a", "5"), ("a", "2"), ("b", "1")]
    assert [one["measure"] for one in made["scores"]] == ["a", "b"]


def test_documents_without_pages_and_period_are_null() -> None:
    made = objects(town())["documents"]
    assert made[0]["period"] == {"start": 2025, "end": 2027}
    assert made[0]["quality"] == 0.988
    assert (made[1]["title"], made[1]["pages"], made[1]["period"]) == (None, None, None)


def test_findings_keep_the_hidden_ones() -> None:
    made = objects(town())["findings"]
    assert [one["shown"] for one in made] == [True, True, True, False]
    assert made[0]["places"][1] == {"document": "ビジョン", "page": None, "text": "R9年度"}


def test_csv_opens_in_excel_and_lists_are_json(tmp_path: Path) -> None:
    export(town(), "csv", tmp_path)
    raw = (tmp_path / "measures.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in raw
    with (tmp_path / "measures.csv").open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert json.loads(rows[0]["numbering"]) == ["1", "ア", "1"]
    assert rows[0]["department"] == ""
    assert rows[1]["text"] == "'=SUM(A1)から始まる説明と「通院」の支援。"


@pytest.mark.parametrize("text", ["=1+1", "+81", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "＋81", "－1", "＠x"])
def test_text_that_would_be_calculated_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("value", ["▲3", "a=b", "", None, -1, -0.5])
def test_other_values_are_left_alone(value: Any) -> None:
    assert guarded(value) == value


def test_flat_values() -> None:
    assert [flat(value) for value in (True, False, None, ["a", 1], {"値": 1.5}, 3, "x")] == [
        "true",
        "false",
        None,
        '["a", 1]',
        '{"値": 1.5}',
        3,
        "x",
    ]


def test_xlsx_holds_numbers_as_numbers_and_no_formula(tmp_path: Path) -> None:
    (path,) = export(town(), "xlsx", tmp_path)
    book = openpyxl.load_workbook(path)
    assert tuple(book.sheetnames) == FILES
    sheet = book["measures"]
    titles = [cell.value for cell in sheet[1]]
    assert titles == list(FIELDS["measures"])
    assert sheet.cell(2, titles.index("page") + 1).value == 3
    text = sheet.cell(3, titles.index("text") + 1)
    assert (text.value, text.data_type) == ("=SUM(A1)から始まる説明と「通院」の支援。", "s")
    assert text.quotePrefix


@pytest.mark.parametrize("format", [one for one in FORMATS if one != "parquet"])
def test_an_empty_analysis_gives_files_with_titles(format: str, tmp_path: Path) -> None:
    assert export(analysis(), format, tmp_path)
    if format == "csv":
        assert (tmp_path / "links.csv").read_text(encoding="utf-8-sig").startswith("measure,scheme,label")


@pytest.mark.parametrize("format", [one for one in FORMATS if one != "parquet"])
def test_the_same_analysis_gives_the_same_bytes(format: str, tmp_path: Path) -> None:
    first = export(town(), format, tmp_path / "a")
    second = export(town(), format, tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_parquet_without_its_library_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(PlanlinkError, match=r"pip install 'planlink\[tables\]'"):
        export(town(), "parquet", tmp_path)


def test_parquet_keeps_types(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    export(town(), "parquet", tmp_path)
    for name in FILES:
        assert parquet.read_table(tmp_path / f"{name}.parquet").to_pylist() == objects(town())[name]


def rows_of(path: Path, code: str) -> list[dict[str, str]]:
    with path.open(encoding=code, newline="") as opened:
        return list(csv.DictReader(opened))


def with_rare_letters() -> Any:
    first = measure(id="戦略.1", title="Ｒ７〜Ｒ９の𠮷野〜港", path=("か\u3099んばる",), text='﹦1 "A" ＼﹨')
    second = measure(id="戦略.2", title="\u2212=1", text="普通の文")
    one = finding(places=(place(text="補塡"),))
    return analysis(plans=(plan(measures=(first, second)),), findings=(one,))


def test_csv_in_cp932_can_be_read_and_tells_every_letter_that_was_replaced(tmp_path: Path) -> None:
    paths = export(with_rare_letters(), "csv", tmp_path, "cp932")
    assert [path.name for path in paths] == [*(f"{name}.csv" for name in FILES), REPLACED]
    first, second = rows_of(tmp_path / "measures.csv", "cp932")
    assert (first["title"], json.loads(first["path"])) == ("Ｒ７～Ｒ９の〓野～港", ["がんばる"])
    assert first["text"] == '\'=1 "A" ＼\\'
    assert (second["title"], second["text"]) == ("'－=1", "普通の文")
    (found,) = rows_of(tmp_path / "findings.csv", "cp932")
    assert json.loads(found["places"])[0]["text"] == "補填"
    told = [list(row.values()) for row in rows_of(tmp_path / REPLACED, "utf-8-sig")]
    assert told == [
        ["か\u3099", "U+304B U+3099", "が", "measures.csv", "2", "path"],
        ["〜", "U+301C", "～", "measures.csv", "2", "title"],
        ["𠮷", "U+20BB7", "〓", "measures.csv", "2", "title"],
        ["﹦", "U+FE66", "'=", "measures.csv", "2", "text"],
        ["﹨", "U+FE68", "\\", "measures.csv", "2", "text"],
        ["−", "U+2212", "－", "measures.csv", "3", "title"],
        ["塡", "U+5861", "填", "findings.csv", "2", "places"],
    ]


def test_without_replaced_letters_the_csv_says_the_same_in_both_codes(tmp_path: Path) -> None:
    old, new = export(town(), "csv", tmp_path / "a", "cp932"), export(town(), "csv", tmp_path / "b")
    assert [path.name for path in old] == [path.name for path in new]
    for one, other in zip(old, new, strict=True):
        assert one.read_bytes().decode("cp932") == other.read_bytes().decode("utf-8-sig")


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_a_list_of_replaced_letters_from_a_former_run_goes(encoding: str, tmp_path: Path) -> None:
    export(with_rare_letters(), "csv", tmp_path, "cp932")
    assert (tmp_path / REPLACED).exists()
    export(town(), "csv", tmp_path, encoding)
    assert not (tmp_path / REPLACED).exists()


def test_cp932_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    first, second = (export(with_rare_letters(), "csv", tmp_path / name, "cp932") for name in "ab")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("format", [one for one in FORMATS if one != "csv"])
def test_another_encoding_is_for_csv_alone(format: str, tmp_path: Path) -> None:
    with pytest.raises(PlanlinkError, match=r"--encoding cp932 は --format csv にだけ使えます"):
        export(town(), format, tmp_path / "x", "cp932")
    assert not (tmp_path / "x").exists()


def test_the_command_offers_what_can_be_written() -> None:
    assert (command.FORMATS, command.ENCODINGS) == (FORMATS, ENCODINGS)
