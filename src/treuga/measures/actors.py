"""Names of actors as data sets write them, and the parties of the registry that they mean.

A name means a party where the whole name is one of the party's (without years and remarks in brackets). A name that
merely contains one ("Forces of X against Y") stays as it is, and is listed as unknown; a case gives it to a party by an
alias in ``parties/*.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from treuga.extract.registry import Registry

_REMARK = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")


class Actors:
    """The parties behind the names of a data set; each name is looked up once."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._found: dict[str, str | None] = {}
        self._exact: dict[str, str] = {}
        for party in registry:
            for name in party.names:
                self._exact.setdefault(_plain(name), party.id)

    def party(self, name: str) -> str | None:
        """The party of a name, or None."""
        if name not in self._found:
            self._found[name] = self._look_up(name)
        return self._found[name]

    def _look_up(self, name: str) -> str | None:
        bare = " ".join(_REMARK.sub(" ", name).split())
        found = self._exact.get(_plain(name)) or self._exact.get(_plain(bare))
        if found or not bare or len(bare) > 200:
            return found
        from treuga.extract.registry_names import words_of

        for text in (bare, bare.title()) if bare.isupper() else (bare,):
            words = words_of(text)
            parties = {hit.party for hit in self._registry.names.find(words) if hit.last - hit.first == len(words)}
            if len(parties) == 1:
                return parties.pop()
        return None

    def names_of(self, parties: Iterable[str], names: Iterable[str]) -> list[str]:
        """Those names that mean one of the parties, or someone who speaks for one."""
        wanted = set(parties)
        out = []
        for name in names:
            party = self.party(name)
            if (party and not wanted.isdisjoint(self._registry.principals(party))) or name in wanted:
                out.append(name)
        return out

    def label(self, name: str) -> str:
        """How an actor is called in a series: the party's id, else the name as the data write it."""
        return self.party(name) or name

    def unknown(self, names: Mapping[str, int]) -> list[tuple[str, int]]:
        """Names that mean no party, with their number of rows."""
        return [(name, rows) for name, rows in names.items() if self.party(name) is None]


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())
