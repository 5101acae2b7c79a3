"""Parties that follow from a state by rule: its government, its armed forces, its ministries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypedDict

#: Nouns that make a state's word the name of one of its bodies ("Afghan government"), longest first.
_GOVERNMENT = ("government", "authorities", "administration")
_FORCES = (
    "national defense and security forces", "defense and security forces", "armed forces", "security forces",
    "defense forces", "defence forces", "special forces", "ground forces", "national army", "air force",
    "military", "army", "navy", "troops", "forces", "soldiers",
)  # fmt: skip
_MINISTRIES = {
    "foreign-ministry": ("ministry of foreign affairs", "foreign affairs ministry", "foreign ministry"),
    "defense-ministry": ("ministry of defense", "ministry of defence", "defense ministry", "defence ministry"),
    "interior-ministry": (
        "ministry of internal affairs", "ministry of the interior", "ministry of interior", "interior ministry",
    ),
}  # fmt: skip


class Entry(TypedDict, total=False):
    """One party as its file gives it. All lists may be absent.

    ``with`` holds names that count only where another party (the key) is named in the same report; ``called`` holds
    common nouns that a report may use for it ("alliance"); ``capital`` names that can stand for the government.
    """

    kind: str
    names: list[str]
    part_of: list[str]
    allies: list[str]
    adjectives: list[str]
    people: list[str]
    capital: list[str]
    government: str
    forces: str
    called: list[str]
    surnames: list[str]
    conditional: dict[str, list[str]]
    offices: list[list[str]]
    gender: str
    description: str


class StateBody(NamedTuple):
    """A body that a state has by rule: its id, kind, the nouns that name it, and whose part it is."""

    id: str
    kind: str
    nouns: tuple[str, ...]
    part_of: str
    after_name: bool
    """Whether the noun may follow the state's name too ("Afghanistan government"), not only its adjective."""


def kebab(name: str) -> str:
    """``"Ángela O'Neil"`` -> ``"angela-oneil"``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’.]", "", plain.lower())).strip("-")


def state_bodies(key: str, entry: Entry) -> list[StateBody]:
    """The government, armed forces and ministries of a state, with ids such as ``afghan-government``.

    ``government`` and ``forces`` in the state's entry give other ids; a state can be its own government.
    """
    adjectives = entry.get("adjectives", [])
    stem = kebab(adjectives[0]) if adjectives else key
    government = entry.get("government") or f"{stem}-government"
    if government.endswith("-government"):
        stem = government.removesuffix("-government")
    # "US troops" names the United States; "Afghan troops" has no name of a party in it but the whole.
    forces = entry.get("forces") or f"{stem}-armed-forces"
    return [
        StateBody(government, "government", _GOVERNMENT, key, True),
        StateBody(forces, "body", _FORCES, government, False),
        *(StateBody(f"{stem}-{suffix}", "body", nouns, government, True) for suffix, nouns in _MINISTRIES.items()),
    ]


def derive(entries: Mapping[str, Entry]) -> Iterator[tuple[str, Entry]]:
    """(id, entry) of every body that follows from a state. A file may define one of these ids too: then they merge."""
    for key, entry in entries.items():
        if entry.get("kind") == "state":
            words = entry.get("adjectives", [])[:1] or entry["names"][:1]
            for body in state_bodies(key, entry):
                yield (
                    body.id,
                    {
                        "kind": body.kind,
                        "names": [f"{words[0]} {noun}" for noun in body.nouns],
                        "part_of": [body.part_of] if body.part_of != body.id else [],
                    },
                )


def derived_ids(entries: Mapping[str, Entry]) -> set[str]:
    """The ids of all parties that the rules add to these entries."""
    return {body.id for key, e in entries.items() if e.get("kind") == "state" for body in state_bodies(key, e)}
