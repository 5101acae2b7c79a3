"""Canonical text: its blocks, its page furniture, its language, its stated date, and copies of it.

Nothing here changes a text. Everything is a pair of offsets on it. The names are loaded when they are first used, so
that importing this package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from treuga.text.dates import parse_date, stated_date
    from treuga.text.duplicates import near_duplicates
    from treuga.text.furniture import find_furniture, without_furniture
    from treuga.text.language import guess_language
    from treuga.text.segments import Block, blocks

__all__ = [
    "Block",
    "blocks",
    "find_furniture",
    "guess_language",
    "near_duplicates",
    "parse_date",
    "stated_date",
    "without_furniture",
]

_HOMES = {
    "Block": "segments",
    "blocks": "segments",
    "find_furniture": "furniture",
    "guess_language": "language",
    "near_duplicates": "duplicates",
    "parse_date": "dates",
    "stated_date": "dates",
    "without_furniture": "furniture",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
