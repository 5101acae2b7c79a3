"""The gazetteer that ships: countries, first-level regions, capitals, and the places of conflicts and of talks.

``data/places.csv`` has one place a line: ``id``, ``kind``, ``country`` (ISO 3166-1 alpha-2; both codes, with a slash,
where two states claim it), ``iso3`` (countries only), ``name``, ``aliases`` and ``cue`` (those of its names that are
also words or surnames, and count only where the words around them say that a place is meant). It has no coordinates:
a wrong one does more harm than none.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, Final, cast

from treuga.extract.registry import Registry
from treuga.extract.registry_names import NameIndex, words_of

#: The kinds of places.
KINDS: Final = (
    *("country", "capital", "city", "region", "area", "district", "camp", "crossing", "line", "corridor", "valley"),
    *("mountain", "pass", "river", "lake", "sea", "strait", "island", "port", "base", "site"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer.

    Attributes:
        id: of a country as in the party registry; else its country's code and its name, ``af-kunduz``.
        kind: one of `KINDS`.
        country: ISO 3166-1 alpha-2, several with a slash between them; ``XK`` for Kosovo.
        iso3: ISO 3166-1 alpha-3, of countries; else empty.
        names: the common name first.
        cued: those of its names that need a cue.
    """

    id: str
    kind: str
    country: str
    iso3: str
    names: tuple[str, ...]
    cued: frozenset[str]

    @property
    def countries(self) -> tuple[str, ...]:
        """The codes of the states that it belongs to, or that claim it."""
        return tuple(self.country.split("/"))


@dataclass(frozen=True, slots=True)
class _Listed:
    """What the matcher of names asks of a registry."""

    listed: dict[str, dict[str, Any]]


@dataclass(slots=True)
class Gazetteer:
    """All places, the trie of their names, and the words with which names begin (true: also in lower case)."""

    entries: dict[str, Entry]
    names: NameIndex = field(init=False)
    first_words: dict[str, bool] = field(init=False)
    country_of: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        listed = {key: {"kind": "place", "names": entry.names} for key, entry in self.entries.items()}
        self.names = NameIndex(cast(Registry, _Listed(listed)))
        self.first_words = {}
        for entry in self.entries.values():
            for name in entry.names:
                key = words_of(name)[0].key
                self.first_words[key] = self.first_words.get(key, False) or name[0].islower()
        self.country_of = {key: entry.country for key, entry in self.entries.items() if entry.kind == "country"}

    def find(self, name: str) -> tuple[Entry, ...]:
        """All places of a name, whatever its accents, hyphens and capitals are.

        >>> [entry.country for entry in load_gazetteer().find("Tripoli")]
        ['LB', 'LY']
        """
        words = words_of(name)
        hits = self.names.find(words_of(name if name[:1].isupper() else name.title())) if words else []
        return tuple(self.entries[hit.party] for hit in hits if hit.first == 0 and hit.last == len(words))


@functools.lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Read the gazetteer; once a process."""
    path = resources.files("treuga.extract").joinpath("data", "places.csv")
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return Gazetteer({row["id"]: _entry(row) for row in rows})


def _entry(row: dict[str, str]) -> Entry:
    names = (row["name"], *_split(row["aliases"]))
    return Entry(row["id"], row["kind"], row["country"], row["iso3"], names, frozenset(_split(row["cue"])))


def _split(cell: str) -> Sequence[str]:
    return cell.split("|") if cell else ()
