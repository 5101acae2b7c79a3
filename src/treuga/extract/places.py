"""`PlaceComponent`: places named in a text, told from actors and from each other.

Names are found by the matcher of the party registry, on the words where a name of the gazetteer can begin. What the
party component took for an actor is none here: "Kabul" that accuses is a government, "in Kabul" a city. Names that
several places share go to the country that the text speaks of; names that are also words or surnames need a cue.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from treuga.extract.extensions import in_furniture, register
from treuga.extract.places_gazetteer import Entry, Gazetteer, load_gazetteer
from treuga.extract.places_words import (
    DIRECTIONS,
    DIVISION_AFTER,
    DIVISION_BEFORE,
    DRIVEN,
    LOCATIVE,
    NAMED_AFTER,
    PLACE_WORDS,
)
from treuga.extract.registry_names import fold, words_of
from treuga.model import Mention, Place, Span

_WORD = re.compile(r"[^\W_]+")
_BEFORE = re.compile(r"([\w.’'-]+)[\s“\"(]{1,3}\Z")
_COMMA = re.compile(r",\s{1,2}\Z|\s?\(\Z")
#: The longest stretch that a name can cover.
_LONGEST: Final = 64
#: Kinds by which one of several places of a name is preferred where nothing else decides.
_PROMINENCE: Final = {"country": 0, "capital": 1, "city": 2}


class PlaceComponent:
    """Sets ``doc._.places``; reads ``doc._.mentions`` and ``doc._.furniture``, and the model's names of persons."""

    def __init__(self, nlp: Language | None = None) -> None:
        register()
        self.gazetteer = load_gazetteer()

    def __call__(self, doc: Doc) -> Doc:
        """Find the places of a document."""
        doc._.places = find_places(doc, self.gazetteer)
        return doc


@dataclass(frozen=True, slots=True)
class _Found:
    """A name at its place in the text, and all that it can mean."""

    start: int
    end: int
    entries: tuple[Entry, ...]


def find_places(doc: Doc, gazetteer: Gazetteer | None = None) -> tuple[Place, ...]:
    """The places that a text names, in text order, not overlapping, none in page furniture.

    Args:
        doc: a document, best after `treuga_parties`, which knows the actors.
        gazetteer: another than the one that ships.
    """
    reader = _Reader(doc, gazetteer or load_gazetteer())
    return tuple(reader.places())


def places_in(places: Iterable[Place], start: int, end: int) -> tuple[Place, ...]:
    """Those places whose span lies within the characters ``[start, end)``, as of a clause or an event."""
    return tuple(place for place in places if start <= place.span.start and place.span.end <= end)


class _Reader:
    """Reads the places of one document."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        self.doc, self.text, self.gazetteer = doc, doc.text, gazetteer
        mentions: Sequence[Mention] = doc._.mentions
        self._mentions = [(m.span.start, m.span.end) for m in mentions]
        self._begins = [start for start, _ in self._mentions]
        self._persons = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PERSON"]
        self._speaks_of = Counter(c for m in mentions if (c := gazetteer.country_of.get(m.party)))

    def places(self) -> list[Place]:
        found = [name for name in self._names() if self._may_be(name)]
        for name in found:
            countries = {entry.countries for entry in name.entries}
            if len(countries) == 1:
                self._speaks_of.update(name.entries[0].countries)
        chosen: list[Place] = []
        for i, name in enumerate(found):
            beside = found[i + 1] if i + 1 < len(found) and self._comma(name, found[i + 1]) else None
            if not self._cued(name, beside):
                continue
            entry = self._choose(name, beside, found)
            span = Span.on(self.text, name.start, name.end)
            chosen.append(Place(span, entry.id, entry.kind, entry.country))
        return chosen

    # --- names

    def _names(self) -> Iterable[_Found]:
        """Names of the gazetteer, the longest at each word."""
        firsts, text, after = self.gazetteer.first_words, self.text, 0
        for word in _WORD.finditer(text):
            key = word[0].lower() if word[0].isascii() else fold(word[0])
            lower = firsts.get(key)
            if lower is None or word.start() < after or (word[0][0].islower() and not lower):
                continue
            end = min(word.start() + _LONGEST, len(text))
            while end < len(text) and text[end].isalnum() and end < word.start() + 2 * _LONGEST:
                end += 1
            blank = text.find("\n\n", word.start(), end)
            words = words_of(text, word.start(), blank if blank >= 0 else end)
            hits = [hit for hit in self.gazetteer.names.find(words[:9]) if hit.first == 0]
            if hits:
                after = words[hits[0].last - 1].end
                yield _Found(word.start(), after, tuple(self.gazetteer.entries[hit.party] for hit in hits))

    def _may_be(self, name: _Found) -> bool:
        """Whether it is no actor, no person, and no part of another name."""
        if in_furniture(self.doc, name.start, name.end) or self._is_actor(name):
            return False
        after = self.text[name.end : name.end + 40]
        if NAMED_AFTER.match(after):
            return False  # "the Minsk agreements", "Kabul University"
        if name.entries[0].kind in ("country", "capital") and DRIVEN.match(after):
            return False  # "Moscow-backed"
        return not self._is_person(name)

    def _is_actor(self, name: _Found) -> bool:
        """Whether a party was found in these words."""
        at = bisect_right(self._begins, name.end - 1) - 1
        return at >= 0 and self._mentions[at][1] > name.start

    def _is_person(self, name: _Found) -> bool:
        """A name that the model takes for a person's and that stands beside another capitalised word of it."""
        for start, end in self._persons:
            if start <= name.start and name.end <= end and (end - start) > (name.end - name.start) + 1:
                return not _COMMA.search(self.text[start : name.start])
        return False

    # --- what they mean

    def _before(self, name: _Found) -> str:
        """The word before, in lower case, where it belongs to the same sentence; "the" and directions aside."""
        at = name.start
        for _ in range(3):
            word = _BEFORE.search(self.text, max(at - 24, 0), at)
            if not word:
                return ""
            if word[1].lower() not in DIRECTIONS:
                return word[1].lower()
            at = word.start()
        return ""

    def _comma(self, name: _Found, other: _Found) -> bool:
        return bool(_COMMA.fullmatch(self.text[name.end : other.start]))

    def _cued(self, name: _Found, beside: _Found | None) -> bool:
        """Whether a name that is also a word is told to be a place by the words around it."""
        words = self.text[name.start : name.end]
        if not any(words in entry.cued or fold(words) in map(fold, entry.cued) for entry in name.entries):
            return True
        if words.isupper() and len(words) <= 4:
            return self._before(name) in LOCATIVE
        countries = any(entry.kind == "country" for entry in name.entries)
        if countries and not re.match(r"\s[A-Z][a-z]", self.text[name.end : name.end + 3]):
            return True
        if DIVISION_AFTER.match(self.text, name.end) or self._before(name) in LOCATIVE | PLACE_WORDS:
            return not re.match(r"\s[A-Z][a-z]+\b(?!\s?,)", self.text[name.end : name.end + 24])
        return beside is not None and any(
            set(a.countries) & set(b.countries) for a in name.entries for b in beside.entries if b.kind == "country"
        )

    def _choose(self, name: _Found, beside: _Found | None, found: Sequence[_Found]) -> Entry:
        """One of several places of a name."""
        if len(name.entries) == 1:
            return name.entries[0]
        division = bool(
            DIVISION_AFTER.match(self.text, name.end)
            or DIVISION_BEFORE.search(self.text, max(name.start - 24, 0), name.start)
        )
        qualified = {code for entry in beside.entries for code in entry.countries} if beside else set()
        country = next((entry for entry in name.entries if entry.kind == "country"), None)
        if country is not None and not qualified:
            rivals = [e for e in name.entries if e is not country and self._speaks_within(e, found)]
            return rivals[0] if rivals and not self._speaks_within(country, found) else country

        def rank(entry: Entry) -> tuple[bool, int, bool, int]:
            said = max(self._speaks_of[code] for code in entry.countries)
            is_region = entry.kind not in ("capital", "city", "country")
            return (
                not qualified & set(entry.countries),
                -said,
                is_region != division,
                _PROMINENCE.get(entry.kind, 3),
            )

        return min(name.entries, key=rank)

    def _speaks_within(self, entry: Entry, found: Sequence[_Found]) -> bool:
        """Whether the text names another region or town of the same country, and no other country's."""
        return any(
            len(other.entries) == 1
            and other.entries[0].kind in ("region", "city", "area")
            and other.entries[0].country == entry.country
            for other in found
        )
