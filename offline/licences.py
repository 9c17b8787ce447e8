"""The licences of all packages that are handed on, from the metadata of their wheels.

    python offline/licences.py bundle/wheels-windows bundle/wheels-linux bundle/wheels-macos

prints the table of docs/ja/導入申請/部品と使用許諾.md: what lies in one of the folders stands in it once.
"""

from __future__ import annotations

import argparse
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "ja" / "導入申請" / "部品と使用許諾.md"
LONGEST = 80  # letters of a licence's name; what is longer is its text
_OPEN = "License :: OSI Approved :: "


@dataclass(frozen=True, slots=True)
class Package:
    """A package as its metadata has it; `licence` is empty where they say nothing."""

    name: str
    version: str
    licence: str

    @property
    def row(self) -> str:
        return f"| {self.name} | {self.version} | {self.licence} |"


def packages(wheels: Iterable[Path]) -> tuple[Package, ...]:
    """The packages of these wheels, each once, by name."""
    return tuple(sorted({_package(path) for path in wheels}, key=lambda found: found.name))


def package_of(metadata: Message, text: str) -> Package:
    """The package whose licence file has this text."""
    return Package(canonicalize_name(metadata["Name"]), metadata["Version"], licence_of(metadata, text))


def licence_of(metadata: Message, text: str) -> str:
    """The expression, else the name that the package gives, else its classifiers, else the head of its file."""
    for field in ("License-Expression", "License"):
        said = metadata.get(field, "").strip()
        if said and "\n" not in said and len(said) <= LONGEST and said != "UNKNOWN":
            return said
    named = [said for said in metadata.get_all("Classifier", ()) if said.startswith(_OPEN)]
    return ", ".join(said.removeprefix(_OPEN) for said in named) or next(
        filter(None, map(str.strip, text.split("\n"))), ""
    )


def is_agpl(licence: str) -> bool:
    return re.search(r"AGPL|Affero", licence, re.IGNORECASE) is not None


def _package(wheel: Path) -> Package:
    with zipfile.ZipFile(wheel) as held:
        (metadata,) = _inside(held, r"METADATA")
        texts = _inside(held, r"(licenses/)?LICEN[CS]E[^/]*")
        return package_of(HeaderParser().parsestr(metadata), texts[0] if texts else "")


def _inside(wheel: zipfile.ZipFile, name: str) -> list[str]:
    files = (path for path in wheel.namelist() if re.fullmatch(rf"[^/]+\.dist-info/{name}", path))
    return [wheel.read(path).decode("utf-8", "replace") for path in files]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    given = parser.parse_args(arguments)
    for package in packages(wheel for folder in given.folders for wheel in folder.glob("*.whl")):
        print(package.row)


if __name__ == "__main__":
    main()
