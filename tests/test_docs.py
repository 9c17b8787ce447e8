"""The guide knows every check and every command, and the README's commands exist."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from planlink.audit.checks import wordings
from planlink.cli import COMMANDS, main
from planlink.errors import INSTALL_OCR, INSTALL_TABLES

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "ja"


@pytest.mark.parametrize("code", wordings())
def test_every_check_has_its_place_in_the_guide(code: str) -> None:
    text = (GUIDE / "整合性点検.md").read_text(encoding="utf-8")
    assert re.search(rf"^### {re.escape(wordings()[code].name)}\n（`{code}`　", text, re.M), code


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_guide_and_has_an_example(command: str) -> None:
    guide = "".join(path.read_text(encoding="utf-8") for path in GUIDE.glob("*.md"))
    guide += (ROOT / "README.md").read_text(encoding="utf-8") + (ROOT / "docs" / "README.md").read_text(
        encoding="utf-8"
    )
    assert f"planlink {command}" in guide, command
    shown = CliRunner().invoke(main, [command, "--help"])
    assert shown.exit_code == 0
    assert f"planlink {command}" in shown.output.split("例：")[-1], command


def test_the_readme_names_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = re.findall(r"^make ([a-z-]+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
    assert named == ["demo", "test"]
    assert set(named) <= targets


@pytest.mark.parametrize("page", sorted([*GUIDE.rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("message", [INSTALL_OCR, INSTALL_TABLES])
def test_messages_on_extras_name_a_heading_of_the_guide(message: str) -> None:
    found = re.search(r"利用の手引の (\S+)「(.+)」", message)
    assert found
    assert re.search(rf"^## {found[2]}$", (GUIDE / f"{found[1]}.md").read_text(encoding="utf-8"), re.M)
