"""One thread for sums of numbers: the same digits in every run, and no processor time spent on waiting threads."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[object]:
    """Within it numpy reckons on one thread, and scipy's linear algebra where it is loaded; afterwards as before."""
    limited: AbstractContextManager[object] = _controller("scipy.linalg" in sys.modules).limit(limits=1)
    return limited


@cache
def _controller(with_scipy: bool) -> ThreadpoolController:
    """Finds the libraries that are loaded; scipy brings one of its own."""
    return ThreadpoolController()
