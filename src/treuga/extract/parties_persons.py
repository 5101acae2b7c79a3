"""Persons in a text: those of the registry, those only the model sees, and who a bare surname is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from treuga.extract import parties_words as lexicon
from treuga.extract.parties_titles import Titles
from treuga.extract.registry import Day, Registry, in_office, plain_title
from treuga.extract.registry_names import Hit, Word, surnames_of
from treuga.extract.registry_rules import kebab

#: How alike two spellings must be, of 100, to be one person's name; each word by itself, and the whole.
_ALIKE_WORD, _ALIKE_NAME = 72, 86
#: Honorifics say nothing about which office a person holds.
_PLAIN = frozenset("mr mrs ms dr sir lord lady dame former ex then late".split())


@dataclass(frozen=True, slots=True)
class Person:
    """A person named at words ``[first, last)``, title included from ``begin``."""

    begin: int
    first: int
    last: int
    party: str


class Persons:
    """Resolves names of persons within one text.

    Args:
        registry: who is known.
        words: of the text.
        titles: finder of titles.
        on: the day of publication.
    """

    def __init__(self, registry: Registry, words: Sequence[Word], titles: Titles, on: Day) -> None:
        self._registry, self._words, self._titles, self._on = registry, words, titles, on
        self._by_surname: dict[str, list[tuple[int, str]]] = {}
        self._taken: set[int] = set()
        self.found: list[Person] = []

    def add_known(self, hits: Iterable[Hit]) -> None:
        """Full names of the registry."""
        for hit in hits:
            self._add(hit.first, hit.last, hit.party)

    def add_seen(self, spans: Iterable[tuple[int, int]]) -> None:
        """Names that the model sees or that follow an honorific, as word ranges: full names first, then single words."""
        single = []
        for first, last in spans:
            if last - first == 1:
                single.append((first, last))
            elif not self._taken.intersection(range(first, last)):
                self._add(first, last, self._full_name(first, last))
        for first, last in single:
            if first not in self._taken:
                self._add_single(first, last)

    def add_surnames(self, free: Iterable[int]) -> None:
        """Bare surnames, of persons named in full in this text, else of one that the registry alone can mean."""
        for at in free:
            if at in self._taken:
                continue
            length = 2 if self._words[at].key in lexicon.NAME_PARTICLES else 1
            key = " ".join(word.key for word in self._words[at : at + length])
            if party := self._in_text(key, at) or self._titled(key, at) or self._in_office(key, at):
                self._add(at, at + length, party)

    def _add(self, first: int, last: int, party: str) -> None:
        begin = self._titles.begin(first)
        self.found.append(Person(begin, first, last, party))
        self._taken.update(range(begin, last))
        if last - first > 1 or party in self._registry:
            own = self._registry.get(party)
            names = list(surnames_of(own.names[0])) if own else []
            names += surnames_of(" ".join(word.text for word in self._words[first:last]))
            for surname in dict.fromkeys(names):
                self._by_surname.setdefault(surname.lower(), []).append((first, party))

    def _full_name(self, first: int, last: int) -> str:
        name = " ".join(word.text for word in self._words[first:last])
        return self._fuzzy(name) or kebab(name)

    def _fuzzy(self, name: str) -> str:
        """The registry's person whose name differs only in its spelling."""
        folded = " ".join(word.key for word in self._name_words(name))
        best, best_score = "", 0.0
        for known, party in self._registry.names.full_names.items():
            if abs(len(known) - len(folded)) > 3 or known[-1:] == "" or known.count(" ") != folded.count(" "):
                continue
            score = fuzz.ratio(known, folded, score_cutoff=_ALIKE_NAME)
            if score > best_score and _words_alike(known, folded):
                best, best_score = party, score
        return best

    @staticmethod
    def _name_words(name: str) -> list[Word]:
        from treuga.extract.registry_names import words_of

        return words_of(name)

    def _add_single(self, first: int, last: int) -> None:
        key = self._words[first].key
        party = self._in_text(key, first) or self._titled(key, first) or self._in_office(key, first)
        if not party and self._titles.begin(first) < first:
            party = kebab(self._words[first].text)
        if party:
            self._add(first, last, party)

    def _in_text(self, surname: str, at: int) -> str:
        """Who bears the surname in this text: the one named last before, else the first named after."""
        bearers = self._by_surname.get(surname, ())
        before = [(first, party) for first, party in bearers if first < at]
        if before:
            return max(before)[1]
        return min(bearers)[1] if bearers else ""

    def _titled(self, surname: str, at: int) -> str:
        """ "General Miller": the person of that surname with such an office, in office first."""
        begin = self._titles.begin(at)
        title = self._titles.roles(begin, at)
        if begin == at:
            return ""
        ranked = []
        for party in self._registry.names.persons_by_surname(surname):
            offices = self._registry.get(party).offices  # type: ignore[union-attr]
            fitting = [office for office in offices if _title_fits(title, office.title)]
            if fitting:
                ranked.append((not any(self._on and in_office(o, self._on) for o in fitting), party))
        ranked.sort()
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return ""
        return ranked[0][1]

    def _in_office(self, surname: str, at: int) -> str:
        """The only person of that surname, in office on the day, where the surname is no common word or name."""
        if surname in lexicon.COMMON_SURNAMES or self._on is None or not self._words[at].text[0].isupper():
            return ""
        if self._named_otherwise(at):
            return ""
        bearers = self._registry.names.persons_by_surname(surname)
        active = [p for p in bearers if any(in_office(o, self._on) for o in self._registry.get(p).offices)]  # type: ignore[union-attr]
        return active[0] if len(active) == 1 else ""

    def _named_otherwise(self, at: int) -> bool:
        """Whether the words beside it make it part of another name: "Melania Trump", "Trump Tower"."""
        for i in (at - 1, at + 1):
            if 0 <= i < len(self._words):
                word = self._words[i]
                known = word.key in lexicon.ROLES or word.key in lexicon.TITLE_WORDS
                if word.text[0].isupper() and not known and word.text.isalpha() and not self._starts_sentence(i):
                    return not self._words[at].text.isupper()
        return False

    def _starts_sentence(self, at: int) -> bool:
        return at == 0 or self._words[at - 1].key in (".", "!", "?", ":", lexicon.BREAK, '"', "“", "”")


def _words_alike(known: str, name: str) -> bool:
    return all(
        a[:1] == b[:1] and fuzz.ratio(a, b) >= _ALIKE_WORD for a, b in zip(known.split(), name.split(), strict=True)
    )


def _title_fits(title: str, office: str) -> bool:
    """Whether a title in the text can be that office: they share a word that says something."""
    said = set(plain_title(title).split()) - _PLAIN
    if said & {"general", "gen", "commander", "colonel"}:
        said |= {"commander", "general", "chief of staff"}
    return bool(said & set(plain_title(office).split()))
