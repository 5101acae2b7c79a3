"""A coder for PLOVER, the Political Language Ontology for Verifiable Event Records, by dictionary and grammar.

The sixteen event types, their modes and contexts are those of the 2021 ontology (Halterman, Bagozzi, Beger, Schrodt and
Scarborough, PLOVER and POLECAT, 2023; the manual of the Open Event Data Alliance). A predicate is coded by its lemma,
where needed together with a word among its arguments ("open" fire, "lift" sanctions); ``data/plover.csv`` holds them.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from treuga.extract.factuality import Fact

TYPES: Final = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
    "MOBILIZE COERCE ASSAULT"
).split()

_KIND: Final = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"))
_HARSH: Final = frozenset(("SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"))
#: What a demand, or its refusal, is about (the modes of REQUEST and REJECT), by the type of the deed.
_ASKED: Final = {
    **dict.fromkeys(("AID", "COOPERATE", "SUPPORT"), "assist"),
    **dict.fromkeys(("RETREAT", "CONCEDE"), "yield"),
    "CONSULT": "meet",
}
#: What is threatened (the modes of THREATEN).
_THREATENED: Final = {
    "ASSAULT": "violence",
    "MOBILIZE": "violence",
    "SANCTION": "relations",
    "PROTEST": "restrict",
    "COERCE": "restrict",
}
_THREATENED_MODES: Final = {"arrest": "arrest", "ban": "ban", "expel": "expel", "deport": "expel"}
#: The verbal act that a statement is, by the act of the annotation guidelines.
_BY_ACT: Final = {
    "commitment": "AGREE",
    "demand": "REQUEST",
    "refusal": "REJECT",
    "accusation": "ACCUSE",
}


class Code(NamedTuple):
    """A PLOVER type with its mode; None where none applies.

    Attributes:
        derived: the type is that of a verbal act about the deed (a demand that it be done), not of the deed itself.
    """

    type: str | None = None
    mode: str | None = None
    derived: bool = False


class _Entry(NamedTuple):
    type: str
    mode: str | None
    needed: frozenset[str]
    barred: frozenset[str]


def _rows(name: str) -> Iterator[list[str]]:
    text = resources.files("treuga.extract").joinpath("data", name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    yield from list(csv.reader(lines, delimiter=";"))[1:]


@cache
def _lexicon() -> dict[str, list[_Entry]]:
    out: dict[str, list[_Entry]] = {}
    for kind, mode, predicates, needed, barred in _rows("plover.csv"):
        entry = _Entry(kind, mode or None, frozenset(needed.split()), frozenset(barred.split()))
        for predicate in predicates.split():
            out.setdefault(predicate.replace("_", " "), []).append(entry)
    for entries in out.values():
        entries.sort(key=lambda e: not e.needed)
    return out


@cache
def _contexts() -> dict[str, tuple[str, ...]]:
    out: dict[str, list[str]] = {}
    for name, words in _rows("plover_contexts.csv"):
        for word in words.split():
            out.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in out.items()}


def known(lemma: str) -> bool:
    """Whether the dictionary has a predicate."""
    return lemma in _lexicon()


def code(lemma: str, words: Collection[str], fact: Fact | None = None) -> Code:
    """PLOVER type and mode of a predicate.

    What is only announced is coded as the verbal act that it is: a kindness to come as AGREE, a harshness to come as
    THREATEN, a kindness ruled out as REJECT, what somebody must do as REQUEST.

    Args:
        lemma: dictionary form, lower case; a particle after a space ("hand over").
        words: lower-case lemmas among its arguments.
        fact: its factuality; left out, it has happened.
    """
    kind, mode = _by_lemma(lemma, words)
    if kind is None or fact is None:
        return Code(kind, mode)
    if fact.factuality == "demanded":
        return Code("REQUEST", _ASKED.get(kind, "change"), True)
    if fact.factuality == "planned" and kind in _KIND:
        return Code("AGREE", None, True) if fact.polarity else Code("REJECT", _ASKED.get(kind), True)
    if fact.factuality == "planned" and kind in _HARSH and fact.polarity:
        return Code("THREATEN", _THREATENED_MODES.get(mode or "", _THREATENED[kind]), True)
    if not fact.polarity and kind in _KIND | {"AGREE"}:
        return Code("REJECT", _ASKED.get(kind), True)
    return Code(kind, mode)


def code_of_act(act: str) -> Code:
    """The PLOVER type of a statement by its act, for what it says in words that the dictionary does not have."""
    kind = _BY_ACT.get(act)
    return Code(kind, "change" if kind in ("REQUEST", "REJECT") else None, True) if kind else Code()


def contexts(words: Collection[str]) -> tuple[str, ...]:
    """PLOVER contexts by the lemmas around an event, in the order of the manual's table."""
    table = _contexts()
    found = {name for word in words for name in table.get(word, ())}
    return tuple(name for name in dict.fromkeys(n for names in table.values() for n in names) if name in found)


def _by_lemma(lemma: str, words: Collection[str]) -> tuple[str | None, str | None]:
    head, _, particle = lemma.partition(" ")
    for entry in _lexicon().get(lemma, ()):
        if (not entry.needed or not entry.needed.isdisjoint(words)) and entry.barred.isdisjoint(words):
            return entry.type, entry.mode
    # A particle makes another verb ("go on"), unless it is what the plain one asks for ("call", with "for").
    for entry in _lexicon().get(head, ()) if particle else ():
        if particle in entry.needed:
            return entry.type, entry.mode
    return None, None
