"""planlink doctor: what it prints, and its exit states."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from planlink.cli import main
from planlink.documents import scan

PDFS = Path(__file__).parent / "pdfs"


def test_a_plain_document() -> None:
    done = CliRunner().invoke(main, ["doctor", str(PDFS / "layout_hyphen.pdf")])
    assert done.exit_code == 0
    assert "全3頁" in done.output
    assert "ファイルの文字" in done.output
    assert "要確認の施策・指標" not in done.output
    assert "planlink build が作る 読み取り報告.xlsx の「頁ごとの読み取り」に出ます。" in done.output


def test_the_settings_say_what_a_measure_is(tmp_path: Path) -> None:
    file, config = tmp_path / "計画.txt", tmp_path / "planlink.toml"
    file.write_text("１　港のまち\nア　船の手入れ\n船を直して港を守ります。\n", encoding="utf-8")
    config.write_text('[measures."計画"]\nlevel = "ア"\n', encoding="utf-8")
    done = CliRunner().invoke(main, ["doctor", str(file), "--config", str(config)])
    assert (done.exit_code, "計画.txt" in done.output) == (0, True)


def test_a_broken_document_is_named_and_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "壊れ.pdf").write_bytes(b"%PDF-1.4\nbroken")
    (tmp_path / "計画.txt").write_text("１　港のまち\n港を守ります。\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["doctor", str(tmp_path)])
    assert done.exit_code == 1
    assert "計画.txt" in done.output
    assert "読み取れなかったもの：壊れ.pdf：PDFとして開くことができません" in done.output


@pytest.mark.skipif(scan.is_there(), reason="the extra `ocr` is installed")
def test_without_the_extra_a_scan_is_named_with_what_to_install() -> None:
    done = CliRunner().invoke(main, ["doctor", str(PDFS / "scan_page.pdf")])
    assert done.exit_code == 1
    assert "pip install 'planlink[ocr]'" in done.output
