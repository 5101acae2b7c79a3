"""Persons in a text: those of the registry, those only the model sees, and who a bare surname is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from treuga.extract import parties_words as lexicon
from treuga.extract.parties_titles import Titles
from treuga.extract.registry import Day, Registry, in_office, plain_title
from treuga.extract.registry_names import Hit, Word, fold, surnames_of
from treuga.extract.registry_rules import kebab

#: How alike two spellings must be, of 100, to be one person's name; each word by itself, and the whole.
_ALIKE_WORD, _ALIKE_NAME = 72, 86
#: Honorifics say nothing about which office a person holds.
_PLAIN = frozenset("mr mrs ms dr sir lord lady dame former ex then late".split())

_SUFFIXES = frozenset("jr sr ii iii iv".split())
_MALE = frozenset("mr sir lord king prince chairman spokesman".split())
_FEMALE = frozenset("mrs ms lady dame queen princess chairwoman spokeswoman".split())


@dataclass(frozen=True, slots=True)
class Person:
    """A person named at words ``[first, last)``, title included from ``begin``."""

    begin: int
    first: int
    last: int
    party: str


@dataclass(slots=True)
class _Bearer:
    """Someone of a surname in this text: where first named, and how often by full name or with a title."""

    first: int
    named: int = 0


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
        self._by_surname: dict[str, dict[str, _Bearer]] = {}
        self._full: dict[str, str] = {}
        self._taken: set[int] = set()
        self.found: list[Person] = []

    def add_known(self, hits: Iterable[Hit]) -> None:
        """Full names of the registry."""
        for hit in hits:
            self._add(hit.first, hit.last, hit.party)

    def add_seen(self, spans: Iterable[tuple[int, int]]) -> None:
        """Names that the model sees or that follow an honorific, as word ranges: the longest names first."""
        rows = sorted(set(spans), key=lambda row: (row[0] - row[1], row[0]))
        single = [row for row in rows if self._is_single(*row)]
        for first, last in rows:
            if self._is_single(first, last) or self._taken.intersection(range(first, last)):
                continue
            if self._begins_with_title(first, last):
                single.append((last - 1, last))
            else:
                self._add(first, last, self._full_name(first, last))
        # Titles of office first: "President Obama" tells who "Mr. Obama" is.
        for first, last in sorted(single, key=lambda row: (not self._office_words(row[0]), row)):
            if first not in self._taken:
                self._add_single(first, last)

    def _begins_with_title(self, first: int, last: int) -> bool:
        """Whether the model took the last word of a title into the name: "Monitor Apakan" after "Chief"."""
        if last - first != 2 or first == 0 or self._words[first - 1].key not in lexicon.ROLES | lexicon.TITLE_WORDS:
            return False
        known = self._registry.names.full_names
        return self._folded(first, last) not in known and bool(self._bearer(self._words[last - 1].key, last - 1))

    def _is_single(self, first: int, last: int) -> bool:
        """One word, or words that hyphens join."""
        return all(word.hyphen for word in self._words[first : last - 1])

    def _office_words(self, at: int) -> set[str]:
        """The words of the title before a name that tell an office."""
        return set(self._titles.roles(self._titles.begin(at), at).split()) - _PLAIN

    def add_surnames(self, free: Iterable[int]) -> None:
        """Bare surnames, of persons named in full in this text, else of one that the registry alone can mean."""
        for at in free:
            if at in self._taken:
                continue
            length = 2 if self._words[at].key in lexicon.NAME_PARTICLES else 1
            key = " ".join(word.key for word in self._words[at : at + length])
            if party := self._bearer(key, at):
                self._add(at, at + length, party, full=False)

    def _add(self, first: int, last: int, party: str, *, full: bool = True) -> None:
        begin = self._titles.begin(first)
        if self._taken.intersection(range(begin, first)):
            begin = first  # what stands before is another name, not a title
        self.found.append(Person(begin, first, last, party))
        self._taken.update(range(begin, last))
        known = self._registry.get(party)
        names = list(surnames_of(known.names[0])) if known else []
        if full:
            names += surnames_of(self._text(first, last))
            self._full[self._folded(first, last)] = party
        for surname in dict.fromkeys(fold(name) for name in names):
            bearer = self._by_surname.setdefault(surname, {}).setdefault(party, _Bearer(first))
            bearer.first = min(bearer.first, first)
            bearer.named += full or begin < first

    def _full_name(self, first: int, last: int) -> str:
        """The party of a name of several words: the registry's, in another spelling too, else an id of its own."""
        folded = self._folded(first, last)
        known = self._registry.names.full_names
        # "Mr. Peña Nieto" after "Enrique Peña Nieto"
        longer = next((party for name, party in self._full.items() if name.endswith(f" {folded}")), "")
        return (
            known.get(folded)
            or self._full.get(folded)
            or longer
            or self._fuzzy(folded)
            or kebab(self._text(first, last))
        )

    def _text(self, first: int, last: int) -> str:
        """The name as it stands, without "Jr"."""
        words = [word for word in self._words[first:last] if word.key not in _SUFFIXES]
        return "".join(word.text + ("-" if word.hyphen else " ") for word in words).strip(" -")

    def _folded(self, first: int, last: int) -> str:
        """The name as the registry's index has it: without initials and "Jr"."""
        words = self._words[first:last]
        return " ".join(word.key for word in words if len(word.text) > 1 and word.key not in _SUFFIXES)

    def _fuzzy(self, folded: str) -> str:
        """The registry's person whose name differs only in its spelling."""
        best, best_score = "", 0.0
        for known, party in self._registry.names.full_names.items():
            if abs(len(known) - len(folded)) > 3 or known[:1] != folded[:1] or known.count(" ") != folded.count(" "):
                continue
            score = fuzz.ratio(known, folded, score_cutoff=_ALIKE_NAME)
            if score > best_score and _words_alike(known, folded):
                best, best_score = party, score
        return best

    def _add_single(self, first: int, last: int) -> None:
        surname = " ".join(word.key for word in self._words[first:last])
        party = self._bearer(surname, first)
        if not party and self._titles.begin(first) < first:
            party = kebab(self._text(first, last))
        if party:
            self._add(first, last, party, full=False)

    def _bearer(self, surname: str, at: int) -> str:
        """Whom a surname means here: by title, then by the names in this text, then by office on the day."""
        title = set(self._titles.roles(self._titles.begin(at), at).split())
        bearers = [party for party in self._by_surname.get(surname, ()) if self._same_gender(party, title)]
        known = [party for party in self._registry.names.persons_by_surname(surname) if self._same_gender(party, title)]
        if office := title - _PLAIN:
            for candidates in (bearers, known):
                if party := self._by_title(candidates, office):
                    return party
        if bearers:
            return self._most_named(surname, bearers, at)
        if title & _PLAIN or not self._is_common(surname, at):
            active = [party for party in known if self._active(party)]
            return active[0] if len(active) == 1 else ""
        return ""

    def _same_gender(self, party: str, title: set[str]) -> bool:
        """Whether "Mr" or "Mrs" does not forbid it."""
        known = self._registry.get(party)
        gender = known.gender if known else ""
        return not (gender == "m" and title & _FEMALE) and not (gender == "f" and title & _MALE)

    def _most_named(self, surname: str, parties: Sequence[str], at: int) -> str:
        """Of several in one text: who is named most often, office counting; then who was brought in last before."""

        def rank(party: str) -> tuple[int, bool, int]:
            bearer = self._by_surname[surname][party]
            before = bearer.first < at
            return bearer.named + 2 * self._active(party), before, bearer.first if before else -bearer.first

        return max(parties, key=rank)

    def _by_title(self, candidates: Iterable[str], title: set[str]) -> str:
        """The one of these who has such an office, in office first: "General Miller"."""
        ranked = []
        for party in candidates:
            known = self._registry.get(party)
            fitting = [office for office in known.offices if _title_fits(title, office.title)] if known else []
            if fitting:
                ranked.append((not any(self._on and in_office(office, self._on) for office in fitting), party))
        ranked.sort()
        alone = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][0] != ranked[1][0])
        return ranked[0][1] if alone else ""

    def _active(self, party: str) -> bool:
        known = self._registry.get(party)
        return bool(known and self._on and any(in_office(office, self._on) for office in known.offices))

    def _is_common(self, surname: str, at: int) -> bool:
        """Whether the word alone proves nobody: a common name, or part of another ("Melania Trump", "Trump Tower")."""
        if surname in lexicon.COMMON_SURNAMES or not self._words[at].text[0].isupper():
            return True
        return self._named_otherwise(at)

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


def _title_fits(title: set[str], office: str) -> bool:
    """Whether the words of a title in the text can be that office: they share one that says something."""
    said = set(title)
    if said & {"general", "gen", "commander", "colonel"}:
        said |= {"commander", "general", "chief of staff"}
    return bool(said & set(plain_title(office).split()))
