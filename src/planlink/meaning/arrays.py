"""Arrays of numbers as skops files: no pickle, and nothing but plain containers and numpy arrays is ever loaded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED

import numpy as np
from numpy.typing import NDArray

from planlink.errors import KnowledgeError

Arrays = dict[str, NDArray[np.generic]]


def save_arrays(arrays: Mapping[str, NDArray[np.generic]], file: Path) -> None:
    """Write arrays by name, compressed."""
    from skops import io

    io.dump(dict(arrays), file, compression=ZIP_DEFLATED, compresslevel=9)


def load_arrays(file: Path) -> Arrays:
    """The arrays by name. Raises KnowledgeError when the file is missing, broken, or holds any other type."""
    from skops import io

    try:
        foreign = io.get_untrusted_types(file=file)
        found = {} if foreign else io.load(file, trusted=[])
    except Exception as error:  # a damaged archive fails in zipfile, json, numpy or skops itself
        raise KnowledgeError(f"{file} を読めません（{error}）。{_TODO}") from error
    if foreign or not _plain(found):
        raise KnowledgeError(f"{file} に数値の配列以外のもの（{'，'.join(foreign)}）が入っています。{_TODO}")
    return dict(found)


_TODO = "planlink をもう一度インストールするか，make models を実行してください。"


def _plain(found: object) -> bool:
    return isinstance(found, dict) and all(isinstance(value, np.ndarray) for value in found.values())
