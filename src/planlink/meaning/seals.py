"""The files of a model folder as they were made: SHA256SUMS beside them, in the form that `sha256sum -c` reads.

A file that has changed since, by damage or by a hand, is refused: it would give other links without a word.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from planlink.errors import KnowledgeError

SUMS = "SHA256SUMS"
TODO = "planlink をもう一度インストールするか，make models を実行してください。"


def seal(*files: Path) -> None:
    """Note the files of one folder as they are now; those noted before stay noted."""
    for file in files:
        noted = _noted(file.parent) | {file.name: sha256(file.read_bytes()).hexdigest()}
        lines = (f"{digest}  {name}\n" for name, digest in sorted(noted.items()))
        (file.parent / SUMS).write_text("".join(lines), encoding="ascii", newline="\n")


def sealed(file: Path) -> bytes:
    """What a file holds. Raises KnowledgeError where it is missing, not noted, or not as it was noted."""
    try:
        data, noted = file.read_bytes(), _noted(file.parent)
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{file} を読めません（{error}）。{TODO}") from error
    if noted.get(file.name) != sha256(data).hexdigest():
        raise KnowledgeError(
            f"{file} は，作られたときの中身と異なります（{SUMS} の値と合いません）。安全のため使いません。{TODO}"
        )
    return data


def _noted(folder: Path) -> dict[str, str]:
    sums = folder / SUMS
    lines = sums.read_text(encoding="ascii").splitlines() if sums.is_file() else []
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
