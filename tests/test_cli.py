"""The command line: what it says, in which language, and with which status it ends."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import types
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from factories import analysis, measure, plan, town
from planlink import catalogue
from planlink.cli import COMMANDS, main
from planlink.commands.build import _why
from planlink.commands.layout import columns, wrapped
from planlink.errors import DocumentError
from planlink.outputs.objects import FILES
from planlink.records.plans import Measure
from planlink.workspace import store

SCREEN = 80
HOUSE = Path(catalogue.__file__).parent


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="planlink")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "結果"
    folder.mkdir()
    with store.opened(folder, create=True) as db:
        store.save(db, town(), store.Run("k"))
    return folder


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stages that need no document: every file is the strategy, one called 壊れた cannot be read."""

    def read(path: Path, settings: object, jobs: int = 1, told: object = None) -> object:
        if path.stem == "壊れた":
            raise DocumentError(path.name, "読み取れません", "作り直してください。")
        return replace(town().plans[0], doubts=())

    for name, verb in (("read", read), ("relate", lambda plans, words, settings, lesson: town())):
        module = types.ModuleType(f"planlink.{name}")
        setattr(module, name, verb)
        monkeypatch.setitem(sys.modules, f"planlink.{name}", module)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_japanese_with_an_example_and_fits_the_screen(command: str) -> None:
    result = run(*([command] if command else []), "--help")
    assert result.exit_code == 0
    assert "使い方：" in result.output
    assert "例：" in result.output
    assert f"planlink {command}".strip() in result.output.split("\n例：\n")[1]
    assert not re.search(r"Usage|Options|Commands|Show this|exit|Error|required|default", result.output)
    assert max(columns(line) for line in result.output.splitlines()) <= SCREEN + 4


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ((), "使い方"),
        (("bild",), "「bild」というコマンドはありません。"),
        (("build",), "次の引数が必要です"),
        (("build", "無い.pdf", "-o", "x"), "文書「無い.pdf」が見つかりません。"),
        (("build", "."), "次のオプションが必要です"),
        (("build", ".", "-o"), "オプション「-o」には値が必要です。"),
        (("build", ".", "-o", "x", "--jobs", "0"), "「0」は使えません。1 以上の整数"),
        (("build", ".", "-o", "x", "--as-of", "11月"), "「11月」は日付として読めません。"),
        (("build", ".", "-o", "x", "--nix"), "「--nix」というオプションはありません。"),
        (("build", ".", "-o", "x", "--no-reports=1"), "に値は付けられません。"),
        (("search", "."), "次の引数が必要です"),
        (("search", ".", "a", "b"), "作業フォルダー「a」が見つかりません。"),
        (("why", ".", "a", "b", "c"), "余分な引数があります（"),
        (("search", "無い", "a"), "作業フォルダー「無い」が見つかりません。"),
        (("export", ".", "--format", "pdf", "-o", "x"), "「pdf」は使えません。使える値："),
        (("export", ".", "--format", "csv", "--encoding", "euc", "-o", "x"), "「euc」は使えません。使える値："),
        (("audit", ".", "--fail-on", "note"), "「note」は使えません。"),
        (("link", "."), "「.」はフォルダーです。"),
        (("table", "."), "作業フォルダーではありません。"),
        (("outline", "無い.pdf"), "文書「無い.pdf」が見つかりません。"),
        (("outline", "."), "「.」はフォルダーです。"),
        (("outline", ".", "--depth", "0"), "「0」は使えません。1 以上の整数"),
    ],
)
def test_wrong_use_is_a_japanese_sentence_and_status_2(
    args: tuple[str, ...], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*args)
    assert result.exit_code == 2
    assert sentence in result.output
    assert not re.search(r"Usage|Error|Try|Missing|Invalid|No such|Traceback", result.output)


def test_every_word_that_click_may_say_here_is_in_the_catalogue() -> None:
    folder = Path(click.__file__).parent
    asked = {
        text
        for name in ("core", "exceptions", "formatting", "parser", "types")
        for text in _asked(folder / f"{name}.py")
        if not re.search(r"Deprecat|declar|(defined|decls|same flag)|dynamic|Choice\(|start character|len_type", text)
    }
    assert asked - set(catalogue.CLICK) == set()


def _asked(path: Path) -> set[str]:
    return {
        part.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext")
        for part in node.args
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def test_translations_use_only_what_click_fills_in() -> None:
    for english, japanese in catalogue.CLICK.items():
        assert set(re.findall(r"{(\w+)", japanese)) <= set(re.findall(r"{(\w+)", english)), english


def test_messages_have_one_kind_of_comma() -> None:
    rooms = ("commands", "outputs", "workspace", "audit", "")
    files = [path for room in rooms for path in (HOUSE / room).iterdir() if path.suffix in (".py", ".toml", ".j2")]
    signs = {
        "wording.py",
        "layout.py",
        "slips.py",
        "grades.py",
    }  # there the comma is one of the signs that are looked for
    assert [path.name for path in files if "、" in path.read_text(encoding="utf-8") and path.name not in signs] == []


def test_version() -> None:
    assert re.fullmatch(r"planlink \d+\.\d+\.\d+\n", run("--version").output)


@pytest.mark.usefixtures("stages")
def test_build_ends_with_a_summary(tmp_path: Path) -> None:
    (tmp_path / "戦略.pdf").write_text("x")
    result = run("build", tmp_path / "戦略.pdf", "-o", tmp_path / "結果", "--as-of", "2025-11-21")
    assert result.exit_code == 0, result.output
    assert "文書 2件" in result.output
    assert "施策 3件，指標 2件" in result.output
    assert "要修正 1件，要確認 1件，参考 1件" in result.output
    assert "SDGs対応表.xlsx" in result.output
    assert (
        "前回のままです" in run("build", tmp_path / "戦略.pdf", "-o", tmp_path / "結果", "--as-of", "2025-11-21").output
    )


def test_build_without_measures_points_to_outline(tmp_path: Path) -> None:
    (tmp_path / "あらまし.txt").write_text("１ 町のあらまし\n港のある町です。\n", encoding="utf-8")
    result = run("build", tmp_path / "あらまし.txt", "-o", tmp_path / "結果", "--no-reports")
    assert result.exit_code == 0, result.output
    assert "施策 0件，指標 0件\n施策を１つも取り出していません。planlink outline" in result.output


@pytest.mark.usefixtures("stages")
def test_a_document_that_cannot_be_read_is_named_and_the_status_is_1(tmp_path: Path) -> None:
    for name in ("戦略.pdf", "壊れた.pdf"):
        (tmp_path / name).write_text(name)
    result = run("build", tmp_path, "-o", tmp_path / "結果")
    assert result.exit_code == 1
    assert "壊れた.pdf：読み取れません。作り直してください。" in result.output
    assert "施策 3件" in result.output
    alone = run("build", tmp_path / "壊れた.pdf", "-o", tmp_path / "別")
    assert (alone.exit_code, "エラー：壊れた.pdf：" in alone.output) == (1, True)


def test_a_folder_of_cities_makes_a_workspace_each_and_one_that_cannot_be_read_costs_no_other(tmp_path: Path) -> None:
    for name, text in (("あ市", "\0\1"), ("い町", PLAN), ("う村", PLAN)):
        (tmp_path / "計画" / name).mkdir(parents=True)
        (tmp_path / "計画" / name / "戦略.md").write_text(text, encoding="utf-8")
    result = run("build", tmp_path / "計画", "-o", tmp_path / "結果", "--no-reports", "--config", core(tmp_path))
    assert result.exit_code == 1, result.output
    assert "【あ市】\n作れませんでした：戦略.md：" in result.output
    assert result.output.index("【い町】\n文書 1件") < result.output.index("【う村】\n文書 1件")
    built = [path.name for path in sorted((tmp_path / "結果").iterdir()) if path.is_dir() and store.is_built(path)]
    assert built == ["い町", "う村"]


def core(folder: Path) -> Path:
    """The setting for the smallest model."""
    (folder / "planlink.toml").write_text('model = "core"', encoding="utf-8")
    return folder / "planlink.toml"


@pytest.mark.usefixtures("stages")
def test_the_settings_file_may_name_the_day(tmp_path: Path) -> None:
    (tmp_path / "戦略.pdf").write_text("x")
    (tmp_path / "planlink.toml").write_text('as_of = "2025-11-21"', encoding="utf-8")
    run("build", tmp_path / "戦略.pdf", "-o", tmp_path / "結果", "--config", tmp_path / "planlink.toml")
    assert "令和7年11月21日現在" in (tmp_path / "結果" / "reports" / "report.html").read_text(encoding="utf-8")
    (tmp_path / "planlink.toml").write_text('as_of = "きょう"', encoding="utf-8")
    wrong = run("build", tmp_path / "戦略.pdf", "-o", tmp_path / "結果", "--config", tmp_path / "planlink.toml")
    assert (wrong.exit_code, "日付ではありません" in wrong.output) == (2, True)


def test_table_shows_the_mapping(out: Path) -> None:
    result = run("table", out)
    assert result.exit_code == 0
    for word in ("一致", "追加の検討対象", "本文の記述を確認", "自動抽出した候補を職員が確認"):
        assert word in result.output.replace("\n", "")


@pytest.mark.parametrize(("option", "status"), [((), 0), (("--fail-on", "error"), 3), (("--fail-on", "warning"), 3)])
def test_audit(option: tuple[str, ...], status: int, out: Path) -> None:
    result = run("audit", out, *option)
    assert result.exit_code == status
    assert "要修正 1件，要確認 1件，参考 1件" in result.output


def test_audit_without_findings_does_not_fail(out: Path) -> None:
    with store.opened(out) as db:
        store.save(db, analysis(), store.Run("k"))
    result = run("audit", out, "--fail-on", "warning")
    assert result.exit_code == 0
    assert result.output.startswith("点検で見つかったことはありません。施策を１つも取り出していません。")


@pytest.mark.parametrize(("measures", "reason"), [((), True), ((measure(),), False)])
@pytest.mark.parametrize(
    ("command", "words"), [("audit", "点検で見つかったことはありません。"), ("table", "対応表に並べる")]
)
def test_an_empty_result_is_explained_by_missing_measures_only(
    command: str, words: str, measures: tuple[Measure, ...], reason: bool, out: Path
) -> None:
    with store.opened(out) as db:
        store.save(db, analysis(plans=(plan(measures=measures),)), store.Run("k"))
    said = run(command, out).output
    assert (said.startswith(words), "施策を１つも取り出していません" in said) == (True, reason)


@pytest.mark.usefixtures("stages")
def test_terms_of_a_city_that_meet_other_words_are_named(tmp_path: Path) -> None:
    (tmp_path / "planlink.toml").write_text('[sdg_terms]\n14 = ["海", "しおかぜ塾"]\n', encoding="utf-8")
    (tmp_path / "戦略.pdf").write_bytes(b"%PDF")
    said = run("build", tmp_path / "戦略.pdf", "-o", tmp_path / "out", "--config", tmp_path / "planlink.toml").stderr
    assert "sdg_terms の 14 にある「海」は，１文字なので，" in said
    assert "しおかぜ塾" not in said


def test_search_as_jsonl_has_the_promised_fields(out: Path) -> None:
    result = run("search", out, "交通", "--format", "jsonl")
    hit = json.loads(result.stdout.splitlines()[0])
    assert list(hit) == ["rank", "measure", "item", "indicator", "document", "title", "page", "score", "snippet"]
    assert (hit["rank"], hit["measure"], hit["item"]) == (1, "戦略.1.ア.1", None)


@pytest.mark.parametrize(
    ("args", "found"),
    [
        (("高齢者",), ["戦略.1.ア.1"]),
        (("高齢者", "--sdg", "11"), ["戦略.1.ア.1"]),
        (("高齢者", "--sdg", "4"), []),
        (("予約", "--viewpoint", "DX"), ["戦略.1.ア.2"]),
        (("公共", "--theme", "II", "--document", "戦略.pdf"), ["戦略.1.ア.1"]),
        (("「利用者数」",), []),
        (("「利用者数」", "--in", "all"), [None]),
        (("利用者数",), ["戦略.1.ア.1"]),  # near in meaning
        (("宇宙",), []),
        (("増便", "--limit", "1"), ["戦略.1.ア.1"]),
        (("「増便」 OR 「予約」", "--department", "交通政策課"), ["戦略.1.ア.2"]),
        (("「増便」 OR 「予約」", "--status", "done"), ["戦略.1.ア.2"]),
        (("「増便」 OR 「予約」", "--status", "open"), ["戦略.1.ア.1"]),
        (("「増便」 OR 「予約」", "--with-kpi"), []),
        (("12000", "--in", "all"), [None]),
    ],
)
def test_search_options(args: tuple[str, ...], found: list[str | None], out: Path) -> None:
    result = run("search", out, *args, "--format", "jsonl")
    assert result.exit_code == 0
    measures = [json.loads(line)["measure"] for line in result.stdout.splitlines()]
    assert measures[: len(found) or None] == found


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("交通", "--sdg", "18"), "--sdg の「18」に当たるＳＤＧｓの目標はありません。使えるのは，1～17 です。"),
        (("交通", "--theme", "IX"), "--theme の「IX」に当たる重点テーマはありません。使えるのは，I，II です。"),
        (("交通", "--viewpoint", "ＡＸ"), "--viewpoint の「ＡＸ」に当たる視点はありません。使えるのは，DX，GX，"),
        (
            ("交通", "--document", "無い"),
            "「無い」に当たる文書はありません。使えるのは，戦略，ビジョン です。",
        ),
        (
            ("交通", "--department", "無い課"),
            "--department の「無い課」に当たる担当課はありません。使えるのは，交通政策課",
        ),
        (("",), "探す語句が空です。"),
        (("　 「」",), "探す語句が空です。"),
    ],
)
@pytest.mark.parametrize("format", ["text", "jsonl"])
def test_search_tells_a_filter_that_names_nothing_and_an_empty_query(
    args: tuple[str, ...], sentence: str, format: str, out: Path
) -> None:
    result = run("search", out, *args, "--format", format)
    assert (result.exit_code, result.stdout, sentence in result.stderr) == (2, "", True)


def test_search_for_reading(out: Path) -> None:
    assert run("search", out, "港").stdout.startswith("1. 港の夜景づくり（ビジョン）\n")
    nothing = run("search", out, "宇宙")
    assert (nothing.stdout, nothing.stderr) == ("", "該当する記載は見つかりませんでした。\n")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("こうつう",), ["近い語句：交通，公共交通"]),
        (("12000",), ["指標・項目・本文には1件あります（--in all で探せます）。"]),
        (("「港」", "--sdg", "4"), ["絞り込みを外すと1件あります。"]),
    ],
)
def test_search_leads_on_where_nothing_answers(args: tuple[str, ...], said: list[str], out: Path) -> None:
    result = run("search", out, *args)
    assert result.stdout == ""
    assert result.stderr.splitlines()[0] == "該当する記載は見つかりませんでした。"
    assert [line[: len(one)] for line, one in zip(result.stderr.splitlines()[1:], said, strict=True)] == said
    assert run("search", out, *args, "--format", "jsonl").output == ""


def test_why_tells_the_verdict_its_cuts_and_its_sum(out: Path) -> None:
    lines = run("why", out, "戦略.1.ア.1", "--sdg", "１１").stdout.splitlines()
    assert lines[0].startswith("施策：")
    assert lines[1].startswith("目標11 住み続けられるまちづくりを：")
    assert "以上で◎" in lines[2]
    assert any(line.startswith("  足し合わせると ") for line in lines)
    target = run("why", out, "戦略.1.ア.1", "--sdg", "14.3").stdout
    assert "ターゲット14.3" in target
    assert "このターゲットの目標14：関連付けなし" in target
    assert "視点 DX：" in run("why", out, "戦略.1.ア.2", "--viewpoint", "dx").stdout


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("戦略.1.ア.1",), "--sdg か --viewpoint のどちらか１つを指定してください"),
        (("戦略.1.ア.1", "--sdg", "1", "--viewpoint", "DX"), "どちらか１つを指定してください"),
        (("戦略.1.ア.1", "--sdg", "18"), "「18」という項目はありません。1～17 の目標か，"),
        (("戦略.1.ア.1", "--viewpoint", "AX"), "DX，GX，デザイン思考 から指定してください。"),
        (("無い施策", "--sdg", "1"), "「無い施策」という施策は見つかりません。"),
        (("の", "--sdg", "1"), "「の」に当たる施策が"),
    ],
)
def test_why_says_what_it_cannot_find(args: tuple[str, ...], sentence: str, out: Path) -> None:
    result = run("why", out, *args)
    assert (result.exit_code, result.stdout, sentence in result.stderr) == (2, "", True)


def test_review_names_what_to_look_at_first(out: Path) -> None:
    assert run("review", out).stdout == "確認していないリンクはありません。\n"
    links = tuple(replace(one, chance=0.4) if one.status == "linked" else one for one in town().links)
    with store.opened(out) as db:
        store.save(db, replace(town(), links=links), store.Run("k"))
    first, *lines = run("review", out).stdout.splitlines()
    assert first.startswith("確認していないリンク 4件のうち，次の4件を確認すれば，残り0件の95％以上が正しい見込みです")
    assert "40％　目標11 " in lines[0]
    assert "３頁" in lines[0] or "3頁" in lines[0]
    assert run("review", out, "--share", "100").exit_code == 2


def test_learn_refuses_too_few_decisions_and_forgets(out: Path, tmp_path: Path) -> None:
    result = run("learn", out)
    assert (result.exit_code, "判断のある施策が0件しかない" in result.stderr) == (1, True)
    table = tmp_path / "前回.csv"
    table.write_text(f"施策,{','.join(map(str, range(1, 18)))}\n無い施策{',' * 17}\n", encoding="utf-8")
    assert "使わなかった行：「無い施策」" in run("learn", out, "--table", table).stderr
    assert "取り消しました" in run("learn", out, "--forget").stdout


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_export(format: str, out: Path, tmp_path: Path) -> None:
    result = run("export", out, "--format", format, "-o", tmp_path / "書き出し")
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "書き出し").iterdir()) == sorted(f"{n}.{format}" for n in FILES)


@pytest.mark.usefixtures("stages")
def test_a_record_that_cannot_be_written_is_told_and_the_build_stands(tmp_path: Path) -> None:
    document, folder = tmp_path / "戦略.pdf", tmp_path / "結果"
    document.write_bytes(b"%PDF")
    (folder / "run.json").mkdir(parents=True)
    result = run("build", document, "-o", folder, "--no-reports")
    assert result.exit_code == 0, result.output
    assert "run.json：作成の記録を書けません" in result.stderr
    assert run("table", folder).exit_code == 0


def test_export_in_cp932_tells_of_replaced_letters(out: Path, tmp_path: Path) -> None:
    folder = tmp_path / "古"
    plain = run("export", out, "--format", "csv", "--encoding", "CP932", "-o", folder)
    assert (plain.exit_code, plain.stderr) == (0, "")
    with store.opened(out) as db:
        store.save(db, analysis(plans=(plan(title="Ｒ７〜Ｒ９の計画"),)), store.Run("k2"))
    told = run("export", out, "--format", "csv", "--encoding", "cp932", "-o", folder)
    assert "置き換えた文字.csv" in told.stderr
    assert told.stdout.splitlines()[-1] == str(folder / "置き換えた文字.csv")
    assert "Ｒ７～Ｒ９の計画".encode("cp932") in (folder / "documents.csv").read_bytes()


def test_export_in_cp932_of_another_format_is_wrong_use(out: Path, tmp_path: Path) -> None:
    result = run("export", out, "--format", "jsonl", "--encoding", "cp932", "-o", tmp_path / "x")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--format csv にだけ使えます" in result.stderr


PLAN = "１ 主な取組\n(1) 海\nア 船\n船を増やし、港に人を呼びます。\n(2) 山\nア 道\n山の道を直します。\n"


def test_outline_shows_the_tree_and_why(tmp_path: Path) -> None:
    (tmp_path / "戦略.txt").write_text(PLAN, encoding="utf-8")
    result = run("outline", tmp_path / "戦略.txt")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("      　　　　  １ 主な取組（施策 2件）\n      施策群　    (1) 海（施策 1件）\n")
    assert "\n\n施策 2件（見出し 2件）\n理由：" in result.output
    assert '[measures."戦略"]' in result.output


def test_outline_as_json_is_one_object_with_the_promised_fields(tmp_path: Path) -> None:
    (tmp_path / "戦略.txt").write_text(PLAN, encoding="utf-8")
    told = json.loads(run("outline", tmp_path / "戦略.txt", "--json").stdout)
    shallow = json.loads(run("outline", tmp_path / "戦略.txt", "--json", "--depth", "2").stdout)
    guide = (Path(__file__).parents[1] / "docs" / "ja" / "読み取り.md").read_text(encoding="utf-8")
    assert [name for name in (*told, *told["rows"][0]) if f"`{name}`" not in guide] == []
    assert [(r["depth"], r["kind"], r["id"], r["title"]) for r in told["rows"][:3]] == [
        (1, None, None, "主な取組"),
        (2, "group", "戦略.1.(1)", "海"),
        (3, "measure", "戦略.1.(1).ア", "船"),
    ]
    assert {row["depth"] for row in shallow["rows"]} == {1, 2}
    assert (shallow["measures"], sum(row["measures"] for row in shallow["rows"] if row["depth"] == 2)) == (2, 2)


def test_outline_follows_the_settings_and_names_what_is_wrong_there(tmp_path: Path) -> None:
    (tmp_path / "戦略.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "planlink.toml").write_text('[measures."戦略"]\nnot_under = ["山"]\n', encoding="utf-8")
    args = ("outline", tmp_path / "戦略.txt", "--config", tmp_path / "planlink.toml")
    assert "施策 1件（見出し 1件）" in run(*args).output
    (tmp_path / "planlink.toml").write_text('[measures."戦略"]\nnot_under = "山"\n', encoding="utf-8")
    wrong = run(*args)
    assert (wrong.exit_code, "measures には文書名ごとに" in wrong.output) == (2, True)


@pytest.mark.parametrize("command", ["build", "doctor", "outline"])
@pytest.mark.parametrize(
    ("name", "other", "warned"),
    [("戦略", "", False), ("ない文書", "", True), ("ない文書", '[roles]\n"ない役割" = "plan"', True)],
)
def test_settings_for_a_document_that_is_not_there_are_named(
    command: str, name: str, other: str, warned: bool, tmp_path: Path
) -> None:
    (tmp_path / "戦略.txt").write_text(PLAN, encoding="utf-8")
    config = tmp_path / "planlink.toml"
    config.write_text(f'[measures."{name}"]\nlevel = "ア"\n{other}\n', encoding="utf-8")
    out = ("-o", tmp_path / "結果", "--no-reports") if command == "build" else ()
    result = run(command, tmp_path / "戦略.txt", *out, "--config", config)
    assert result.exit_code == 0, result.output
    assert ('[measures."ない文書"] に当たる文書がない' in result.stderr) == warned
    assert ("名前は，「戦略」です。" in result.stderr) == warned
    assert ('roles の "ない役割" に当たる' in result.stderr) == bool(other)


def test_settings_of_several_documents_are_no_matter_for_the_outline_of_one(tmp_path: Path) -> None:
    (tmp_path / "戦略.txt").write_text(PLAN, encoding="utf-8")
    config = tmp_path / "planlink.toml"
    config.write_text('[measures."戦略"]\nlevel = "ア"\n[measures."計画"]\nlevel = "イ"\n', encoding="utf-8")
    assert run("outline", tmp_path / "戦略.txt", "--config", config).stderr == ""


@pytest.mark.parametrize("option", [(), ("--json",)])
def test_outline_ends_with_1_where_a_page_could_not_be_read(
    option: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planlink.outputs import listing

    (tmp_path / "戦略.txt").write_text(PLAN, encoding="utf-8")
    whole = replace(listing.listing(tmp_path / "戦略.txt"), unread=(3,))
    monkeypatch.setattr(listing, "listing", lambda path, settings: whole)
    result = run("outline", tmp_path / "戦略.txt", *option)
    assert (result.exit_code, "3頁は読み取れなかった" in result.output or '"unread": [3]' in result.output) == (1, True)


@pytest.mark.parametrize(
    "command", [("build", "-o", "out"), ("doctor",), ("outline",), ("draw", "--page", "1", "-o", "a")]
)
@pytest.mark.parametrize("data", [b"%PDF-1.4\nbroken", b""])
def test_a_document_that_cannot_be_read_ends_every_command_with_1(
    command: tuple[str, ...], data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "壊れた.pdf").write_bytes(data)
    result = run(command[0], "壊れた.pdf", *command[1:])
    assert (result.exit_code, "壊れた.pdf：" in result.stderr) == (1, True)


@pytest.mark.parametrize("line", ["これはJSONではない", '{"text": "id がない"}', '{"id": 1}', "[]"])
def test_link_names_the_line_that_is_wrong(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planlink.commands import link

    monkeypatch.setattr(link, "link_lines", lambda texts, features: iter(list(texts)))
    path = tmp_path / "文章.jsonl"
    path.write_text(f'{{"id": "1", "text": "乗合タクシー"}}\n\n{line}\n', encoding="utf-8")
    result = run("link", path)
    assert result.exit_code == 2
    assert "3行目" in result.output


@pytest.mark.parametrize("args", [("--help",), ("search", "--help")])
def test_help_is_quick_and_loads_no_heavy_library(args: tuple[str, ...]) -> None:
    code = (
        "import sys; from planlink.cli import main\n"
        f"try: main({list(args)!r})\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'sklearn', 'scipy', 'numpy', 'pdfplumber', 'docx', 'jinja2', 'rich'} & set(sys.modules)\n"
        "sys.exit(','.join(sorted(heavy)) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_search_loads_no_heavy_library(out: Path) -> None:
    code = (
        "import sys; from planlink.cli import main\n"
        f"try: main(['search', {str(out)!r}, '交通'])\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'sklearn', 'scipy', 'pdfplumber', 'docx', 'xlsxwriter', 'jinja2'} & set(sys.modules)\n"
        "sys.exit(','.join(sorted(heavy)) or None)"
    )
    before = os.times()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    after = os.times()  # of the processor, since others may use the machine too
    spent = after.children_user - before.children_user + after.children_system - before.children_system
    assert spent < 5


@pytest.mark.parametrize(("name", "told"), [("計画.doc", "（古い形式のWordの文書（.doc）です。"), ("写真.jpg", "")])
def test_what_lies_in_a_folder_and_is_no_document_is_told_with_what_to_do(name: str, told: str) -> None:
    assert _why(Path(name)).startswith(told)
    assert bool(_why(Path(name))) == bool(told)


def test_wide_letters_wrap_by_columns_and_punctuation_does_not_begin_a_line() -> None:
    assert wrapped("あいうえお，かきく planlink build です。", 10) == [
        "あいうえお，",
        "かきく",
        "planlink",
        "build です。",
    ]
