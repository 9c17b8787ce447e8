"""Places in report.html, by name."""

from __future__ import annotations

import re
from urllib.parse import quote


def anchor(*parts: object) -> str:
    """An id for an element: parts joined by "-", white space replaced."""
    return re.sub(r"\s+", "_", "-".join(str(part) for part in parts))


def fragment(*parts: object) -> str:
    """The address of an anchor on its page."""
    return "#" + quote(anchor(*parts))
