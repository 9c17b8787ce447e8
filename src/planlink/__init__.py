"""planlink reads the plans of Japanese municipalities and shows how they hold together.

Two verbs: `read(path, settings) -> Plan`, one document at a time, and `relate(plans, decisions, settings) -> Analysis`,
one city at a time. `build` does both for a folder and keeps the result. They are loaded when they are first used, so
that the command line starts quickly.

What is public is in `__all__`; each has an example in its docstring (`help(planlink.read)`), which the tests run on a
small document. All errors are PlanlinkError, whose text is for the reader.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planlink.read import read
    from planlink.records.findings import Analysis
    from planlink.records.plans import Indicator, Measure, Plan
    from planlink.relate import relate
    from planlink.settings import Settings
    from planlink.workspace.build import build

__version__ = "0.1.0"
__all__ = ["Analysis", "Indicator", "Measure", "Plan", "Settings", "__version__", "build", "read", "relate"]

_HOMES = {
    "Analysis": "planlink.records.findings",
    "Indicator": "planlink.records.plans",
    "Measure": "planlink.records.plans",
    "Plan": "planlink.records.plans",
    "Settings": "planlink.settings",
    "build": "planlink.workspace.build",
    "read": "planlink.read",
    "relate": "planlink.relate",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'planlink' has no attribute {name!r}")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


class _Package(ModuleType):
    """The package, on which no module takes the place of the verb of its name (`read`, `relate`): the import system
    sets a module on its package once it is loaded, whoever asked for it."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
