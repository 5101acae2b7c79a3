"""Word classes (``@release``): groups of lemmas that patterns name in one word.

The classes of ``words.yaml`` ship with Treuga; an agreement file adds its own under ``words`` and may build them on
others, also on the shipped class of the same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from treuga.agreements import codes
from treuga.agreements.fields import Field, shown, suggest
from treuga.yamlio import Plain, load

Classes = Mapping[str, tuple[str, ...]]


@cache
def shipped_classes() -> Classes:
    """The classes that ship with Treuga, as written: members may name other classes."""
    data = load(Path(__file__).with_name("words.yaml")).data
    return {name: tuple(_strings(members)) for name, members in data.items()}


def _strings(members: Plain) -> Iterator[str]:
    yield from (member for member in members if isinstance(member, str))


class Lexicon:
    """The classes that one agreement file can use."""

    def __init__(self, own: Classes | None = None) -> None:
        self._own = own or {}

    def names(self) -> list[str]:
        """All class names, with their ``@``."""
        return [f"@{name}" for name in {**shipped_classes(), **self._own}]

    def expand(self, entries: list[Field]) -> tuple[str, ...]:
        """The lemmas that the entries stand for, each once, in order; unknown classes are noted."""
        found: dict[str, None] = {}
        for entry in entries:
            for lemma in self._lemmas(entry, entry.text(), ()):
                found[lemma] = None
        return tuple(found)

    def _lemmas(self, entry: Field, word: str, inside: tuple[str, ...]) -> Iterator[str]:
        if not word.startswith("@"):
            yield " ".join(word.lower().split())
            return
        members = self._members(word[1:], inside)
        if members is None:
            if word in inside:
                entry.problem(codes.UNKNOWN_CLASS, f"the word class '{shown(word)}' is built on itself")
            else:
                entry.problem(
                    codes.UNKNOWN_CLASS, f"there is no word class '{shown(word)}'", suggest(word, self.names())
                )
            return
        for member in members:
            yield from self._lemmas(entry, member, (*inside, word))

    def _members(self, name: str, inside: tuple[str, ...]) -> tuple[str, ...] | None:
        times_open = inside.count(f"@{name}")
        layers = [layer[name] for layer in (self._own, shipped_classes()) if name in layer]
        # The second time, "@terrorists" inside the file's own "terrorists" means the shipped class.
        return layers[times_open] if times_open < len(layers) else None
