"""Names that are hard on systems: the whole way from build to backup and back."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from factories import analysis, measure, plan
from planlink.cli import main
from planlink.errors import WorkspaceError
from planlink.outputs import reports
from planlink.records.findings import Analysis
from planlink.records.plans import Plan
from planlink.settings import Settings
from planlink.workspace import copies, store
from planlink.workspace.build import build

NAMES = {
    "wave": "総合戦略～令和９年度～.md",
    "company": "㈱まち髙𠮷﨑.md",
    "half-width": "ｿｳｺﾞｳｾﾝﾘｬｸ.md",
    "decomposed": unicodedata.normalize("NFD", "がぎぐげごパピプ計画.md"),
    "emoji": "計画📄👨‍👩‍👧.md",
    "variation": "葛\U000e0100城計画.md",
    "blank": "計画 　案 .md",
    "dots": "計画...md",
    "reserved": "CON.md",
    "device": "NUL.md",
    "quotes": "計画'\"%_&<b>.md",
    "hash": "計画#1?x=1.md",
    "255 bytes": "長" * 84 + ".md",
}


def read(path: Path, settings: Settings) -> Plan:
    return plan(id=path.stem, file=path.name, measures=(measure(id=f"{path.stem}.1", document=path.stem),))


def relate(plans: Sequence[Plan], *_: object) -> Analysis:
    return analysis(plans=tuple(plans))


def write_reports(found: Analysis, folder: Path, *_: object) -> tuple[Path, ...]:
    for name in reports.PAPERS:
        (folder / name).write_text(str([one.file for one in found.plans]), encoding="utf-8")
    return tuple(folder / name for name in reports.PAPERS)


def made(document: Path, out: Path) -> None:
    build([document], out, Settings(), read=read, relate=relate)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "write_reports", write_reports)


@pytest.mark.skipif(sys.platform == "win32", reason="some are no names there")
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_document_with_a_hard_name_goes_the_whole_way(name: str, tmp_path: Path) -> None:
    document, out = tmp_path / name, tmp_path / f"出力 {name[:20]}"
    document.write_text("本文", encoding="utf-8")
    made(document, out)
    made(document, out)
    assert [path.name for path in (out / copies.FOLDER).iterdir()] == [name]
    with store.opened(out) as db:
        assert [one.file for one in store.load_analysis(db).plans] == [name]
        assert store.load_copies(db) == {name}
    for arguments in (("backup", out, tmp_path / "控え.zip"), ("restore", tmp_path / "控え.zip", tmp_path / "戻した")):
        done = CliRunner().invoke(main, [str(one) for one in arguments])
        assert done.exit_code == 0, done.output
    assert (tmp_path / "戻した" / copies.FOLDER / name).read_text(encoding="utf-8") == "本文"
    assert CliRunner().invoke(main, ["purge", str(out), "--yes"]).exit_code == 0
    assert not out.exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the system's settings decide")
def test_a_long_way_to_out_is_gone_and_a_longer_one_is_a_sentence(tmp_path: Path) -> None:
    """Three bytes a letter: more than 260 bytes, then more than SQLite takes on Linux (512)."""
    document, deep = tmp_path / "計画.md", tmp_path / ("深" * 70)
    document.write_text("本文", encoding="utf-8")
    made(document, deep / ("い" * 20) / "結果")
    assert (deep / ("い" * 20) / "結果" / copies.FOLDER / "計画.md").is_file()
    with pytest.raises(WorkspaceError, match="長すぎないか"):
        made(document, deep / ("い" * 80) / "結果")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names of Linux are bytes")
def test_a_name_that_is_no_text_costs_no_other_document(tmp_path: Path) -> None:
    good, bad = tmp_path / "計画.md", tmp_path / os.fsdecode(b"\x8cv\x89\xe6.md")
    for path in (good, bad):
        path.write_text("本文", encoding="utf-8")
    result = build([good, bad], tmp_path / "結果", Settings(), read=read, relate=relate)
    assert [one.file for one in result.analysis.plans] == ["計画.md"]
    assert any("名前" in sentence for sentence in result.unread)
