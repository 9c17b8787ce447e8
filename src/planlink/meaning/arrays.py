"""Arrays of numbers as skops files: no pickle, and nothing but plain containers and numpy arrays is ever loaded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED

import numpy as np
from numpy.typing import NDArray

from planlink.errors import KnowledgeError
from planlink.meaning.seals import TODO, seal, sealed

Arrays = dict[str, NDArray[np.generic]]


def save_arrays(arrays: Mapping[str, NDArray[np.generic]], file: Path) -> None:
    """Write arrays by name, compressed, and note the file's digest beside it."""
    from skops import io

    io.dump(dict(arrays), file, compression=ZIP_DEFLATED, compresslevel=9)
    seal(file)


def load_arrays(file: Path) -> Arrays:
    """The arrays by name. Raises KnowledgeError when the file is missing, changed, broken, or holds any other type."""
    data = sealed(file)
    from skops import io

    try:
        foreign = io.get_untrusted_types(data=data)
        found = {} if foreign else io.loads(data, trusted=[])
    except Exception as error:  # a damaged archive fails in zipfile, json, numpy or skops itself
        raise KnowledgeError(f"{file} を読めません（{error}）。{TODO}") from error
    if foreign or not _plain(found):
        raise KnowledgeError(f"{file} に数値の配列以外のもの（{'，'.join(foreign)}）が入っています。{TODO}")
    return dict(found)


def _plain(found: object) -> bool:
    return isinstance(found, dict) and all(isinstance(value, np.ndarray) for value in found.values())
