"""One thread for sums of numbers: the same digits in every run, and no processor time spent on waiting threads."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[object]:
    """Within it numpy and scipy reckon on one thread; afterwards as before."""
    limited: AbstractContextManager[object] = _controller().limit(limits=1)
    return limited


@cache
def _controller() -> ThreadpoolController:
    import scipy.linalg  # noqa: F401  # its own library must be loaded to be found

    return ThreadpoolController()
