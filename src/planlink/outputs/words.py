"""The words that papers use for the codes of the records. Codes without a word are shown as they are."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from planlink.errors import INSTALL_OCR
from planlink.records.findings import Analysis

SEVERITIES = MappingProxyType({"error": "要修正", "warning": "要確認", "note": "参考"})
STATES = MappingProxyType(
    {"match": "一致", "proposed": "追加の検討対象", "unsupported": "本文の記述を確認", "candidate": "候補"}
)
LEVELS = MappingProxyType({"primary": "◎", "related": "○"})
STATUSES = MappingProxyType({"linked": "候補", "review": "要確認", "confirmed": "採用", "rejected": "不採用"})
VERDICTS = MappingProxyType(
    {
        "primary": "採用◎",
        "related": "採用○",
        "linked": "採用",
        "rejected": "不採用",
        "hold": "保留",
        "open": "取消し",
    }
)
WAYS = MappingProxyType(
    {
        "one": "一つずつ",
        "rest": "残りを案どおり",
        "whole": "施策全体をこのまま",
        "undo": "元に戻す",
        "import": "取込み",
        "carry": "前の版から引継ぎ",
    }
)
SCHEMES = MappingProxyType(
    {
        "sdg": "ＳＤＧｓ",
        "sdg-target": "ＳＤＧｓターゲット",
        "viewpoint": "視点",
        "theme": "テーマ",
        "policy": "重点施策",
    }
)
ROLES = MappingProxyType(
    {
        "strategy": "総合戦略",
        "plan": "総合計画",
        "vision": "ビジョン",
        "achievements": "実績",
        "proposals": "提案",
        "other": "その他",
    }
)
INDICATORS = MappingProxyType({"kpi": "ＫＰＩ", "goal": "数値目標", "past": "前期の指標"})
BOUNDS = MappingProxyType(
    {"exact": "", "min": "以上", "max": "以下", "range": "範囲", "relative": "増減", "words": "文言"}
)
SOURCES = MappingProxyType(
    {
        "file": "ファイルの文字",
        "second": "ファイルの文字（別の読み方）",
        "ocr": "画像からの読み取り（OCR）",
        "layer": "画像に重ねた文字",
    }
)
REVIEWS = MappingProxyType(
    {
        "ocr": "画像からの読み取り（OCR）のため，原本と照合",
        "damaged": "文字の傷んだ頁のため，原本と照合",
        "lost": "前の頁を読み取れず，どの見出しの下にあるか分からないため，原本と照合",
        "unseen": "頁の文字に見当たらない数値のため，原本と照合",
    }
)
UNREAD = "読み取れません"
BLANK_PAGE = "白紙"
WHOLE = "文書の全体"
UNCHECKED = ("未点検", "読み取れなかった文書")
READING_TODO = MappingProxyType(
    {
        "page-without-text": "画像だけの頁です。文字認識（OCR）の部品を入れて読み直してください"
        f"（{INSTALL_OCR}）。入れられないときは，文字の入ったPDFを元のWordなどから書き出してください。",
        "page-unread": "内容を取り出せませんでした。PDFを開き直して別名で保存し，読み直してください。",
        "page-beyond-limits": "読み取りの上限（時間・記憶領域・文字の量）を超えました。図を簡単にするか，その頁だけを"
        "別のPDFに分けて保存し，読み直してください。",
        "page-damaged": "正しく読み取れない文字があります。この頁の施策と数値を原本と照らしてください。"
        "元のWordなどからPDFを作り直すか，文字認識（OCR）の部品を入れると，読み取れることがあります。",
        "page-layered": "画像に重ねてある文字を読み取りました。文字の誤りや，表の読み落としがあるかもしれません。"
        "この頁の施策と数値を原本と照らすか，元のWordなどからPDFを書き出して，読み直してください。",
        "page-ocr": "画像から文字を読み取りました。この頁の施策と数値を原本と照らしてください。",
    }
)
EVERY_PAGE = MappingProxyType(
    {
        "report": "全部の頁は，読み取り報告.xlsx の「頁ごとの読み取り」にあります。",
        "workbook": "全部の頁は，シート「頁ごとの読み取り」にあります。",
        "screen": "全部の頁は，planlink build が作る 読み取り報告.xlsx の「頁ごとの読み取り」に出ます。",
    }
)
"""Where every page of a document is listed, by what says so."""
PAGE_NOTE = "頁は，ファイルの先頭から数えた頁です。"

NOTE = "自動抽出した候補を職員が確認"
GIST = "要約"
NOTHING = "該当する記載は見つかりませんでした"
GLOSSARY = "【用語解説】"
MORE_PLACES = "ほか{count}か所"
CONTINUED_SHEET = "印刷用（続き）"
MORE_FINDINGS = "このほか{count}件は，シート「印刷用（続き）」にあります。"
CRITERIA = "付け方の基準："
NEEDS = "「{words}」のある施策に限る"
EXCLUDES = "「{words}」のある施策を除く"
MOST = "{mark}まで"
MOST_PRIMARY = "１つの施策の◎は{count}つまで"
GRADES = MappingProxyType({1.0: "◎", 0.5: "○"})
CONTENTS = "目次"
COMPARISON = "新旧対照表"
CHANGES = {"new": "新設", "gone": "削除", "changed": "変更", "moved": "移動"}
CHANGED_KINDS = {"measure": "施策", "indicator": "指標"}
NO_CHANGES = "施策と指標に違いは見つかりませんでした"
COMPARISON_NOTE = "新「{new}」と旧「{old}」の施策と指標を比べたものです。下線は違うところです。"
SDG_PAPER = "ＳＤＧｓ対応表"
GOALS_SECTION = "基本目標とＳＤＧｓの目標"
CONTENTS = "目次"
GOES_ON = "（続き）"
ICON_NOTE = "施策のある頁に，◎の付いた目標のアイコンを置くための一覧です。"
ENTRY_NOTE = "指標は，施策か，施策の属するまとまりに計画が掲げているものです。"
TARGET_NOTE = (
    f"◎か○の付いた目標ごとに，内容の近いターゲットを{{count}}つまで挙げています。{GIST}は公式の文言ではありません。"
)
LOCAL_NOTE = "◎の付いた施策のある目標を並べた枠です。指標と数値を書き込んでお使いください。"
TABLE_STYLES = MappingProxyType(
    {"note": "表の注記", "head": "表の見出し", "text": "表の文字", "centred": "表の中央", "bullet": "表の箇条"}
)
"""The styles of tables, as the list of styles in Word shows them."""
MATRIX_SHEET = "印刷用（施策×ゴール）"
DELICATE = "取扱注意"
ANSWER_STALE = "再確認"
DECISIONS = "確認結果一覧"
DECISIONS_NOTE = "この一覧は公文書となることがあります。"
NO_DECISIONS = "確認結果はありません"
DECISION_STALE = "要再確認"
DECISIONS_GONE = "このほか，今の計画にない施策への判断が{count}件あります。"
AS_PROPOSED = "案どおり"
OTHER_THAN = "案は{proposal}"
PROPOSALS = MappingProxyType({"linked": "候補", "review": "要確認", "none": "なし"})
DIFFERING = "判断の異なるもの"
DELICATE_NOTE = "扱いに配慮の要る点検です。配る範囲を御確認ください。"
NO_FINDINGS = "点検で見つかったことはありません"
NO_MAPPING = "対応表に並べる基本目標とＳＤＧｓの目標は見つかりませんでした"
NO_MEASURES = (
    "施策を１つも取り出していません。"
    "planlink outline に文書を指定すると，その理由と，変えるときの設定の書き方を見られます"
)
EMPTY = "―"
ANSWERED = "回答済み"
INTERNAL = "内部用"
PICTURE = "該当の箇所"
MOMENTS = {"baseline": "現状", "actual": "実績", "target": "目標"}
CALENDAR = "暦年"
BETWEEN = "→"
SUBJECTS = {"goal": "基本目標", "group": "施策群"}
TOLD_ONLY = "記"
HEAT_NOTE = (
    "数は，関連付けた施策の数です。施策全体に占める割合が大きいほど濃くしています。"
    "「記」は，計画に記載があり，施策では見つからなかったところです。"
)
TIMELINE_NOTE = "年度の書かれた指標だけを並べています。値は計画に記載のとおりです。"
COUNTS = MappingProxyType({"sdg": "施策数（ゴール）", "theme": "施策数（テーマ）", "viewpoint": "施策数（視点）"})
CITIES = "市町村の比較"
CITIES_NOTE = "1～17 は，その目標に◎か○の付いた施策の数です。自動抽出した候補ですので，職員が確認してください。"
CITIES_SERVING = "関連する施策"
EVERY_PLAN = "すべての計画"
REPLACED_COLUMNS = ("文字", "コード", "置き換え", "ファイル", "行", "列")
ENCODING_OF_CSV = (
    "--encoding {encoding} は --format csv にだけ使えます（{format} は UTF-8 です）。"
    "--format csv とするか，--encoding を外してください。"
)
REPLACED_LETTERS = "CP932（シフトJIS）にない文字を置き換えました。どこをどう置き換えたかは，{file} にあります。"


@cache
def words_in(file: str) -> dict[str, Any]:
    """The words of one command, by section and name, from its TOML file beside this module."""
    return tomllib.loads(files("planlink.outputs").joinpath(file).read_text(encoding="utf-8"))


def nothing_of(analysis: Analysis, words: str) -> str:
    """Why a paper of an analysis is empty; where nothing was read as a measure, that is the reason."""
    return words if any(plan.measures for plan in analysis.plans) else f"{words}。{NO_MEASURES}"


def goal_title(label: str, name: str) -> str:
    """「目標4 質の高い教育をみんなに」; the name is left out where it is not known."""
    return f"目標{label} {name}".rstrip()


def changed_mark(before: str | None, now: str | None) -> str | None:
    """How a mark differs from that of the last edition, None where it does not."""
    if before == now:
        return None
    return CHANGES["new"] if before is None else CHANGES["gone"] if now is None else CHANGES["changed"]
