"""Lints about the texts themselves: characters by which a line shows something else than it says."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

from treuga.agreements.fields import shown
from treuga.agreements.lints import codes
from treuga.agreements.lints.desk import Desk
from treuga.yamlio import Plain, Route

#: Persian, Dari, Urdu and the scripts of India are spelt with the joiners.
_SPELLING = frozenset("\u200c\u200d")


def check_hidden(desk: Desk) -> None:
    """No text holds control characters or marks that turn its direction."""
    for route, text in _texts(desk.sheet.document.data, ()):
        found = sorted({_name(c) for c in text if hidden(c)})
        if found:
            desk.note(codes.HIDDEN_CHARACTER, f"'{shown(text)}' holds {', '.join(found)}", *route)


def hidden(character: str) -> bool:
    """Whether a character cannot be seen: a control, a mark of direction, nothing that a script is spelt with."""
    category = unicodedata.category(character)
    if category == "Cf":
        return character not in _SPELLING
    return category in {"Cc", "Co", "Cs", "Zl", "Zp"} and character not in "\n\t"


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'a control character').lower()}"


def _texts(value: Plain, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(value, str):
        yield route, value
    elif isinstance(value, list):
        for position, child in enumerate(value):
            yield from _texts(child, (*route, position))
    else:
        for key, child in value.items():
            yield (*route, key), key
            yield from _texts(child, (*route, key))


CHECKS: tuple[Callable[[Desk], None], ...] = (check_hidden,)
