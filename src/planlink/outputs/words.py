"""The words that papers use for the codes of the records. Codes without a word are shown as they are."""

from __future__ import annotations

from types import MappingProxyType

SEVERITIES = MappingProxyType({"error": "要修正", "warning": "要確認", "note": "参考"})
STATES = MappingProxyType(
    {"match": "一致", "proposed": "追加の検討対象", "unsupported": "本文の記述を確認", "candidate": "候補"}
)
LEVELS = MappingProxyType({"primary": "◎", "related": "○"})
STATUSES = MappingProxyType({"linked": "候補", "review": "要確認", "confirmed": "採用", "rejected": "不採用"})
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

NOTE = "自動抽出した候補を職員が確認"
GIST = "要約"
NOTHING = "該当する記載は見つかりませんでした"
EMPTY = "―"


def goal_title(label: str, name: str) -> str:
    """「目標4 質の高い教育をみんなに」; the name is left out where it is not known."""
    return f"目標{label} {name}".rstrip()
