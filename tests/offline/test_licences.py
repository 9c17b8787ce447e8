"""offline/licences.py, and the page of the licences that is handed in with an application (導入申請)."""

from __future__ import annotations

import re
from email.message import Message
from email.parser import HeaderParser
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from licences import PAGE, ROOT, is_agpl, licence_of, package_of, packages

from small_wheels import write_wheel

ROWS = [tuple(found) for found in re.findall(r"^\| ([a-z0-9-]+) \| (\d\S*) \| (.+) \|$", PAGE.read_text("utf-8"), re.M)]
LOCKED = re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "requirements.lock").read_text("utf-8"), re.M)
AGAIN = "make bundle, and the table anew by the command at the foot of the page"


def metadata(*lines: str) -> Message:
    return HeaderParser().parsestr("\n".join(["Metadata-Version: 2.4", "Name: One_Lib", "Version: 1.0", *lines]))


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        (["License-Expression: MIT", "License: something else"], "MIT"),
        (["License: BSD", "Classifier: License :: OSI Approved :: MIT License"], "BSD"),
        (["License: UNKNOWN", "Classifier: License :: OSI Approved :: MIT License"], "MIT License"),
        (["License: Permission is\n  granted", "Classifier: License :: OSI Approved :: MIT License"], "MIT License"),
        (["License: " + "x" * 81, "Classifier: License :: OSI Approved :: ISC License"], "ISC License"),
        (["Classifier: License :: OSI Approved", "Classifier: Topic :: Text"], "The head of the file"),
        ([], "The head of the file"),
    ],
)
def test_the_licence_is_the_clearest_that_is_said(lines: list[str], licence: str) -> None:
    assert licence_of(metadata(*lines), "\n  The head of the file\nmore") == licence


@pytest.mark.parametrize("said", ["AGPL-3.0-only", "GNU Affero General Public License v3", "MIT OR agpl-3.0"])
def test_the_licence_that_is_not_taken_is_known(said: str) -> None:
    assert is_agpl(said)


@pytest.mark.parametrize("said", ["MIT", "MPL-2.0 AND MIT", "LGPL-2.1-only"])
def test_other_licences_are_not_that(said: str) -> None:
    assert not is_agpl(said)


def test_a_package_of_several_wheels_stands_in_one_row(tmp_path: Path) -> None:
    for tag in ("cp312-cp312-win_amd64", "cp313-cp313-win_amd64"):
        write_wheel(tmp_path, "One_Lib", "1.0", tag, metadata="License-Expression: MIT\n")
    write_wheel(tmp_path, "another", "2.0", more={"another-2.0.dist-info/licenses/LICENSE.txt": b"\nISC License\n"})
    assert [found.row for found in packages(tmp_path.glob("*.whl"))] == [
        "| another | 2.0 | ISC License |",
        "| one-lib | 1.0 | MIT |",
    ]


def test_the_page_has_every_locked_package_in_its_version() -> None:
    assert sorted(row[:2] for row in ROWS if row[0] != "planlink") == sorted(LOCKED), AGAIN
    assert "planlink" in dict(row[:2] for row in ROWS)


def test_no_package_is_under_the_agpl_or_without_a_licence() -> None:
    assert [name for name, _, licence in ROWS if is_agpl(licence) or not licence.strip()] == []


@pytest.mark.parametrize(("name", "version", "licence"), ROWS)
def test_the_page_says_what_the_package_says(name: str, version: str, licence: str) -> None:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        pytest.skip(f"{name} is not installed on this system")
    if found.version != version:
        pytest.skip(f"another version of {name} is installed")
    files = (path for path in found.files or () if re.search(r"\.dist-info/(licenses/)?LICEN[CS]E[^/]*$", str(path)))
    text = next((path.read_text("utf-8") for path in files), "")
    assert package_of(HeaderParser().parsestr(found.read_text("METADATA") or ""), text).licence == licence, AGAIN
