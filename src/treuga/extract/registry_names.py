"""Finds the registry's names in text by words, not by spaCy's tokens.

A name matches without regard to hyphens, accents and kinds of apostrophe. Capitals matter: words that the name
capitalises must be so in the text, and short acronyms must be in capitals ("US" is no "us").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from treuga.extract.registry_rules import state_bodies
from treuga.extract.registry_words import CLITICS

if TYPE_CHECKING:
    from treuga.extract.registry import Registry

_WORD = re.compile(r"[^\W_]+|[^\w\s]")
_MARKS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-"})
#: Words after which a hyphen is as good as a space, whatever the registry writes.
_PARTICLES = frozenset("al el ul ur as ash ad an ar az at abu abdul abd bin ibn seyed sayed general".split())
#: Nouns for people, which before "of" and a state's name make no name of a body.
_PEOPLE_OF = frozenset(("troops", "soldiers", "army", "military", "navy"))
#: Acronyms that are also words when only their first letter is a capital.
_ALSO_WORDS = frozenset("core sail pact aims swat star".split())


class Word(NamedTuple):
    """A word of the text: where it stands, as it stands, folded, and whether a hyphen joins it to the next."""

    start: int
    end: int
    text: str
    key: str
    hyphen: bool


class Hit(NamedTuple):
    """A name found: words ``[first, last)``, whose it is, and how: ``name``, ``adjective``, ``people``, ``capital``."""

    first: int
    last: int
    party: str
    how: str


class _Named(NamedTuple):
    words: tuple[str, ...]
    hyphens: tuple[bool, ...]
    party: str
    how: str
    condition: str


_Body = tuple[tuple[str, ...], str, bool]


@dataclass(slots=True)
class _Node:
    below: dict[str, _Node] = field(default_factory=dict)
    named: list[_Named] = field(default_factory=list)


def fold(text: str) -> str:
    """Lower case without accents: the form in which words are compared."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_MARKS)).encode("ascii", "ignore").decode().lower()
    return plain or text


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words and marks of a text; hyphens between words become a flag of the word before."""
    out: list[Word] = []
    for found in _WORD.finditer(text, start, len(text) if end is None else end):
        word, first, last = found[0], found.start(), found.end()
        if out and word in "-‐‑–" and out[-1].end == first and text[last : last + 1].isalnum():
            out[-1] = out[-1]._replace(hyphen=True)
        else:
            out.append(Word(first, last, word, fold(word), False))
    return out


def same_case(name: str, text: str) -> bool:
    """Whether a word of the text may stand for a word of a name, as far as capitals go."""
    if not name[0].isupper():
        return True
    if len(name) <= 4 and not name[1:].islower() and not name.isupper():
        return name == text  # "LeT" is no "Let"
    if len(name) > 1 and name.isupper():
        return text.isupper() or (len(name) > 3 and text.istitle() and text.lower() not in _ALSO_WORDS)
    return text[0].isupper()


class NameIndex:
    """All names of a registry, as a trie of words, with the rules for governments, forces and ministries."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._root = _Node()
        self._surnames: dict[str, list[str]] = {}
        self.full_names: dict[str, str] = {}
        self._bodies: dict[str, list[_Body]] = {}
        for key, entry in registry.listed.items():  # names of derived parties are composed, see `_composed`
            if entry["kind"] == "state":
                bodies = state_bodies(key, entry)
                self._bodies[key] = [(tuple(noun.split()), b.id, b.after_name) for b in bodies for noun in b.nouns]
            for name in entry["names"]:
                self._add(name, key, "name")
            for how in ("adjectives", "people", "capital"):
                for name in entry.get(how, ()):  # type: ignore[attr-defined]
                    self._add(name, key, "adjective" if how == "adjectives" else how)
            for condition, names in entry.get("conditional", {}).items():
                for name in names:
                    self._add(name, key, "name", condition)
            if entry["kind"] == "person":
                self._add_person(key, entry["names"], entry.get("surnames", ()))

    def _add(self, name: str, party: str, how: str, condition: str = "") -> None:
        words = words_of(name)
        node = self._root
        for word in words:
            node = node.below.setdefault(word.key, _Node())
        node.named.append(_Named(tuple(w.text for w in words), tuple(w.hyphen for w in words), party, how, condition))

    def _add_person(self, key: str, names: Sequence[str], surnames: Sequence[str]) -> None:
        for name in names:
            if " " in name:
                self.full_names.setdefault(" ".join(word.key for word in words_of(name) if len(word.text) > 1), key)
        for surname in surnames or surnames_of(names[0]):
            holders = self._surnames.setdefault(" ".join(w.key for w in words_of(surname)), [])
            if key not in holders:
                holders.append(key)

    def persons_by_surname(self, surname: str) -> tuple[str, ...]:
        """Ids of all persons of that surname."""
        return tuple(self._surnames.get(" ".join(w.key for w in words_of(surname)), ()))

    def find(self, words: Sequence[Word]) -> list[Hit]:
        """All names in the text, the longest at each place; where several parties share a name, one hit for each."""
        found: list[tuple[int, int, list[_Named]]] = []
        root = self._root.below
        at = 0
        while at < len(words):
            node = root.get(words[at].key)
            longest = self._longest(words, at, node) if node else None
            if longest:
                found.append((at, *longest))
                at = longest[0]
            else:
                at += 1
        present = {named.party for _, _, matches in found for named in matches if not named.condition}
        hits: list[Hit] = []
        for first, last, matches in found:
            # A condition that holds beats none: in a report on Mali, "CMA" is the coalition there.
            fitting = [n for n in matches if n.condition in present] or [n for n in matches if not n.condition]
            by_party = {named.party: named for named in reversed(fitting)}  # of several, the first listed comes last
            hits += (self._composed(words, Hit(first, last, n.party, n.how)) for n in reversed(by_party.values()))
        return hits

    def _longest(self, words: Sequence[Word], at: int, node: _Node | None) -> tuple[int, list[_Named]] | None:
        best: tuple[int, list[_Named]] | None = None
        here = at
        while node is not None:
            here += 1
            if node.named and (matches := [n for n in node.named if _fits(n, words[at:here])]):
                best = here, matches
            node = node.below.get(words[here].key) if here < len(words) else None
        return best

    def _composed(self, words: Sequence[Word], hit: Hit) -> Hit:
        """A state's word with the noun of one of its bodies: "Afghan" + "government"."""
        bodies = self._bodies.get(hit.party)
        if not bodies or hit.how not in ("name", "adjective") or words[hit.last - 1].hyphen:
            return hit
        after, whole = hit.last, hit.how == "adjective"
        if hit.how == "name" and [w.key for w in words[after : after + 2]] == ["'", "s"]:
            after, whole = after + 2, True
        for noun, party, after_name in bodies:
            if (after_name or whole) and _same(words, after, noun):
                return Hit(hit.first, after + len(noun), party, "name")
        return self._composed_before(words, hit, bodies) if hit.how == "name" else hit

    def _composed_before(self, words: Sequence[Word], hit: Hit, bodies: list[_Body]) -> Hit:
        """The same the other way round: "government of" + "Afghanistan"."""
        before = hit.first
        if before and words[before - 1].key == "the":
            before -= 1
        if not before or words[before - 1].key != "of":
            return hit
        for noun, party, _ in bodies:
            if noun[-1] in _PEOPLE_OF:
                continue  # "soldiers of Eritrea" names Eritrea
            first = before - 1 - len(noun)
            if first >= 0 and _same(words, first, noun):
                return Hit(first, hit.last, party, "name")
        return hit


def _same(words: Sequence[Word], at: int, noun: tuple[str, ...]) -> bool:
    if at + len(noun) > len(words):
        return False
    return all(words[at + i].key == part for i, part in enumerate(noun))


def _fits(named: _Named, words: Sequence[Word]) -> bool:
    for i, word in enumerate(words):
        if not same_case(named.words[i], word.text):
            return False
        if (
            word.hyphen
            and i + 1 < len(words)
            and not named.hyphens[i]
            and word.key not in _PARTICLES
            and named.how == "name"
            and words[i + 1].text[0].isupper()
        ):
            return False  # "Afghan-Taliban talks" are not talks of the Afghan Taliban
    return True


def surnames_of(name: str) -> Iterator[str]:
    """The last word of a name, and with the particle before it: "Burhan", "al-Burhan"."""
    words = words_of(name)
    if len(words) > 1 and words[-2].hyphen and words[-2].key not in CLITICS:
        yield f"{words[-2].text} {words[-1].text}"  # "Holtz-Eakin"
    else:
        yield words[-1].text
    if len(words) > 2 and words[-2].key in CLITICS:
        yield f"{words[-2].text} {words[-1].text}"
