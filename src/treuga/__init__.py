"""Treuga watches over peace processes: where each promise stands, on whose word, and in which sentence.

The names in ``__all__`` are the public interface. Each is imported when it is first used, so that ``import treuga``
costs next to nothing.

>>> import treuga
>>> case = treuga.Case.init("my-case")                              # doctest: +SKIP
>>> treuga.read("downloads", case=case)                             # doctest: +SKIP
>>> treuga.status("us-taliban-2020", case=case).to_pandas()         # doctest: +SKIP
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from treuga.api import (
        agreement,
        brief,
        changes,
        deadlines,
        disagreements,
        extract,
        gates,
        make_board,
        read,
        status,
        talks,
        whatif,
        why,
        whynot,
    )
    from treuga.board import Board, Coverage
    from treuga.case import Case, Settings
    from treuga.errors import TreugaError
    from treuga.ledger import Ledger
    from treuga.model import Agreement, Finding, GateFinding, PartialDate, Report, Span, Statement, Testimony
    from treuga.table import Table

__version__ = "0.1.0"

__all__ = [
    "Agreement",
    "Board",
    "Case",
    "Coverage",
    "Finding",
    "GateFinding",
    "Ledger",
    "PartialDate",
    "Report",
    "Settings",
    "Span",
    "Statement",
    "Table",
    "Testimony",
    "TreugaError",
    "__version__",
    "agreement",
    "brief",
    "changes",
    "deadlines",
    "disagreements",
    "extract",
    "gates",
    "make_board",
    "read",
    "status",
    "talks",
    "whatif",
    "why",
    "whynot",
]

_HOMES = {
    "treuga.api": (
        "agreement", "brief", "changes", "deadlines", "disagreements", "gates", "make_board", "read", "status", "talks",
        "whatif", "why", "whynot",
    ),
    "treuga.board": ("Board", "Coverage"),
    "treuga.case": ("Case", "Settings"),
    "treuga.errors": ("TreugaError",),
    "treuga.ledger": ("Ledger",),
    "treuga.model": (
        "Agreement", "Finding", "GateFinding", "PartialDate", "Report", "Span", "Statement", "Testimony",
    ),
    "treuga.table": ("Table",),
}  # fmt: skip
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name == "extract":
        return importlib.import_module("treuga.extract")
    if name not in _HOME:
        raise AttributeError(f"module 'treuga' has no attribute '{name}'")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _ExtractRoom(ModuleType):
    """``treuga.extract`` is a room of the house and, for notebooks, a function: the module can be called."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        from treuga.api import extract

        return extract(*args, **options)


class _House(ModuleType):
    """This package. Python binds each submodule that is imported here; ``extract`` becomes callable on its way in."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "extract" and type(value) is ModuleType:
            value.__class__ = _ExtractRoom
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _House
