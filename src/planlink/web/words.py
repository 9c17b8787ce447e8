"""The words of the local page that do not stand in its templates."""

from __future__ import annotations

from types import MappingProxyType

PAGES = (
    ("/measures", "施策"),
    ("/review", "確認"),
    ("/table", "対応表"),
    ("/coverage", "網羅"),
    ("/findings", "指摘"),
    ("/search", "検索"),
    ("/documents", "文書"),
    ("/result", "確認結果"),
    ("/history", "履歴"),
)
"""The pages in the order of the menu."""

_SENTENCES = MappingProxyType(
    {
        "host": "このアドレスでは開けません。画面に表示された開始アドレスを使ってください。",
        "method": "この操作は受け付けていません。",
        "origin": "ほかのページから送られた操作なので，受け付けませんでした。",
        "large": "送られた内容が大きすぎます。",
        "closed": "このページを開くには，planlink serve を始めた画面に表示された開始アドレスか，パスワードが必要です。",
        "password": "パスワードが違います。",
        "busy": "ほかの人がパスワードを入れています。少し待って，もう一度行ってください。",
        "token": "開始アドレスが正しくありません。planlink serve を始めた画面のアドレスを，もう一度開いてください。",
        "csrf": "ページが古くなっています。ページを読み込み直してから，もう一度行ってください。",
        "missing": "このアドレスのページはありません。",
        "wrong": "送られた内容が正しくありません。ページを読み込み直してから，もう一度行ってください。",
        "no primary": "◎なし",
        "many primary": "◎が{count}つ",
        "one back": "元に戻しました：{what}",
        "many back": "{count}件の判断を元に戻しました。",
        "working": "いま，ほかの取り込みか帳票の作成をしています。終わってから，もう一度行ってください。",
        "nothing": "読み取る文書がありません。文書を選ぶか，今の文書を１つ以上残してください。",
        "stopped": "中止しました。",
        "long": "長くかかりすぎたので，中止しました。文書をいくつかに分けて，もう一度行ってください。",
        "killed": "途中で止まりました。メモリーが足りないようです。文書をいくつかに分けて，もう一度行ってください。",
        "stored": "文書の読み取りは終わっていて，結果は新しいものです。帳票は前のままか，まだありません。",
        "broken": "処理できませんでした。もう一度行っても同じときは，planlink serve を始めた画面を確かめてください。",
    }
)

STANDS = MappingProxyType({"open": "未確認", "part": "一部確認", "done": "確認済み", "none": "関連付けなし"})
"""How far a measure has been reviewed."""

VERDICTS = MappingProxyType(
    {"primary": "◎", "related": "○", "linked": "該当", "rejected": "×", "hold": "保留", "open": "取り消し"}
)
"""What a person may say of a link; 取り消し stands in the history alone."""

CHOICES = MappingProxyType({"sdg": ("primary", "related", "rejected", "hold")})
OTHER_CHOICES = ("linked", "rejected", "hold")

SURE = ((0.85, "高"), (0.6, "中"), (0.0, "低"))
FACETS = MappingProxyType(
    {
        "document": "文書",
        "goal": "基本目標",
        "group": "施策群",
        "theme": "テーマ",
        "sdg": "ＳＤＧｓの目標",
        "viewpoint": "視点",
        "department": "担当課",
        "kpi": "ＫＰＩ",
        "stand": "確認の状態",
        "primary": "◎の数",
    }
)
PRIMARY_COUNTS = MappingProxyType({"none": "◎なし", "few": "◎１～３", "many": "◎４以上"})

COVERED = MappingProxyType(
    {
        "match": ("●", "一致", "計画の記載と施策が一致"),
        "proposed": ("＋", "追加の検討対象", "記載はないが，◎か該当の施策がある"),
        "candidate": ("△", "候補", "計画に記載の欄がなく，施策から見つけた"),
        "unsupported": ("？", "本文の記述を確認", "記載はあるが，関連付けた施策がない"),
        "served": ("・", "○のみ", "記載はなく，○の施策だけがある"),
    }
)
"""How a basic goal stands to a label: a mark, a name, and what it means."""


def say(reason: str) -> str:
    """The sentence for a reason."""
    return _SENTENCES[reason]


def sure(chance: float) -> str:
    """How sure the tool is: 高, 中 or 低."""
    return next(word for least, word in SURE if chance >= least)
