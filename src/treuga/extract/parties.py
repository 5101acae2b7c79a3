"""The spaCy component that finds parties and persons: ``doc._.mentions``.

Words first: names come from the registry by the text's own words, so that the model's mistakes (a surname taken for a
place, a headline glued to the lead) do little harm. The model's names of persons and organisations are used only for
those that no registry knows; its parse helps to tell whether a state's name is an actor or a place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from treuga.extract import parties_words as lexicon
from treuga.extract.extensions import register
from treuga.extract.parties_persons import Person, Persons
from treuga.extract.parties_states import Stage
from treuga.extract.parties_titles import Titles
from treuga.extract.registry import Registry, is_head, load_registry
from treuga.extract.registry_names import Hit, Word, words_of
from treuga.extract.registry_rules import kebab
from treuga.model import Mention, Span


class PartyComponent:
    """Fills ``doc._.mentions`` with every mention of a party or a named person, and ``doc._.states``.

    Args:
        nlp: the pipeline, as spaCy hands it over.
        party_files: a case's own party files.
    """

    def __init__(self, nlp: Language, party_files: Sequence[str] = ()) -> None:
        register()
        self.registry: Registry = load_registry(tuple(party_files))

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.mentions``, in text order."""
        reading = _Reading(doc, self.registry)
        doc._.mentions = tuple(reading.mentions())
        doc._.states = reading.states()
        return doc


class _Reading:
    """One text while it is read."""

    def __init__(self, doc: Doc, registry: Registry) -> None:
        self.doc, self.registry = doc, registry
        self.text = doc.text  # joined anew at each call
        self.words = _words(doc)
        self.starts: list[int] = doc.to_array("IDX").tolist() if len(doc) else []
        self.ents = doc.ents  # made anew by spaCy at each call
        self.begins = [word.start for word in self.words]
        self.hits = registry.names.find(self.words)
        self.kinds = {hit.party: registry.entries[hit.party]["kind"] for hit in self.hits}

    def mentions(self) -> Iterator[Mention]:
        persons = self._persons()
        taken = {i for person in persons for i in range(person.begin, person.last)}
        spans = [self._person_span(person) for person in persons]
        spans += [(h.first, h.last, h.party) for h in self._actors() if not taken.intersection(range(h.first, h.last))]
        taken |= {i for first, last, _ in spans for i in range(first, last)}
        for row in self._unknown_organisations():
            inside = [span for span in spans if span[0] < row[1] and row[0] < span[1]]
            # "Sudan Doctors' Union" is no mention of Sudan.
            if all(self._is_state(span[2]) and row[0] <= span[0] and span[1] < row[1] for span in inside):
                spans = [span for span in spans if span not in inside] + [row]
        text = self.text
        at = 0
        for first, last, party in sorted(spans, key=lambda row: (row[0], -row[1])):
            if first >= at:  # one party for each passage: where a name is shared, the first listed
                yield Mention(Span.on(text, self.words[first].start, self.words[last - 1].end), party)
                at = last

    def states(self) -> tuple[str, ...]:
        """The states that the text names in any way, the most frequent first."""
        entries = self.registry.entries
        named: Counter[str] = Counter()
        for hit in self.hits:
            body: str | None = hit.party
            while body and entries[body]["kind"] in ("body", "government"):
                body = next(iter(entries[body].get("part_of", ())), None)
            following = self.words[hit.last].key if hit.last < len(self.words) else ""
            if body and entries[body]["kind"] == "state" and following not in lexicon.PAPERS:
                named[body] += 1
        return tuple(state for state, _ in named.most_common()) or self._states_of_persons()

    def _states_of_persons(self) -> tuple[str, ...]:
        """Where no state is named: those for which the persons named have spoken."""
        known = [hit.party for hit in self.hits if self.kinds[hit.party] == "person"]
        bodies = Counter(body for party in known for body in self.registry.principals(party, self.doc._.published))
        return tuple(b for b, _ in bodies.most_common() if self._is_state(b))

    def token_at(self, offset: int) -> Token:
        """The spaCy token that covers a character."""
        return self.doc[max(0, bisect_right(self.starts, offset) - 1)]

    def _persons(self) -> list[Person]:
        others = [hit for hit in self.hits if self.kinds[hit.party] != "person"]
        parties = {i for hit in others for i in range(hit.first, hit.last)}
        titles = Titles(self.words, parties, self.token_at)
        persons = Persons(self.registry, self.words, titles, self.doc._.published)
        persons.add_known(hit for hit in self.hits if self.kinds[hit.party] == "person")
        covered = {i for hit in others if not self._may_be_person(hit) for i in range(hit.first, hit.last)}
        seen = [*self._seen_by_model(covered), *self._after_honorifics(covered), *self._labels(covered)]
        persons.add_seen(sorted(set(seen), key=lambda span: (span[0], -span[1])))
        persons.add_surnames(i for i, word in enumerate(self.words) if i not in covered and _capital(word))
        return persons.found

    def _may_be_person(self, hit: Hit) -> bool:
        """Capitals and states that are also names: "Chuck Jordan", "Denzel Washington"."""
        if hit.how == "capital":
            return True
        word = self.words[hit.first]
        return (
            hit.last - hit.first == 1
            and self.kinds[hit.party] == "state"
            and word.key in lexicon.COMMON_SURNAMES
            and self.token_at(word.start).ent_type_ == "PERSON"
        )

    def _seen_by_model(self, covered: set[int]) -> Iterator[tuple[int, int]]:
        """Word ranges of the model's PERSON entities, less titles, parties and what is no name or only a place."""
        spans: list[tuple[int, int, str, bool]] = []
        for entity in self.ents:
            if entity.label_ != "PERSON":
                continue
            first, last = self._word_range(entity)
            while first < last and (self._no_name(first, covered) or self.words[first].key in lexicon.ROLES):
                first += 1
            end = first
            while end < last and not self._no_name(end, covered):
                end += 1
            while end > first and self.words[end - 1].key in lexicon.NAME_PARTICLES:
                end -= 1
            if first < end <= first + 5:
                key = " ".join(word.key for word in self.words[first:end])
                spans.append((first, end, key, self._in_a_place(entity)))
        # The model takes places for persons: a name must stand once where a place would not.
        persons = {key for _, _, key, place in spans if not place}
        yield from ((first, end) for first, end, key, _ in spans if key in persons)

    def _word_range(self, entity: SpacySpan) -> tuple[int, int]:
        return bisect_left(self.begins, entity.start_char), bisect_left(self.begins, entity.end_char)

    @staticmethod
    def _in_a_place(entity: SpacySpan) -> bool:
        """Where places stand, "near Krasnyi Lyman": governed by such a preposition."""
        root = entity.root
        while root.dep_ in ("conj", "compound", "nmod") and root.head.i != root.i:
            root = root.head
        return root.dep_ == "pobj" and root.head.lower_ in lexicon.PLACE_PREPOSITIONS

    def _no_name(self, at: int, covered: set[int]) -> bool:
        word = self.words[at]
        if at in covered or word.key in lexicon.NO_PERSON or word.key in lexicon.CALENDAR:
            return True
        if word.key in lexicon.NAME_PARTICLES or (len(word.text) == 1 and word.text in ".-"):
            return False
        return not _capital(word) or self.token_at(word.start).pos_ not in ("PROPN", "X", "")

    def _after_honorifics(self, covered: set[int]) -> Iterator[tuple[int, int]]:
        """Capitalised words after "General", "Mullah", "President" and the like."""
        for at, word in enumerate(self.words[:-1]):
            if word.key not in lexicon.HONORIFICS or not word.text[0].isupper():
                continue
            first = at + 1
            if word.key in lexicon.ABBREVIATED and self.words[first].key == ".":
                first += 1
            last = first
            while last < min(len(self.words), first + 6) and self._name_word(last, covered):
                last += 1 + self._is_initial(last)
            while last > first and self.words[last - 1].key in lexicon.NAME_PARTICLES:
                last -= 1
            if first < last:
                yield first, last

    def _labels(self, covered: set[int]) -> Iterator[tuple[int, int]]:
        """Names before the colon at the head of several paragraphs: those who take turns in an interview."""
        found: dict[str, list[tuple[int, int]]] = {}
        for at, word in enumerate(self.words):
            if at and word.key != lexicon.BREAK:
                continue
            first = last = at + (at > 0)
            while last < min(len(self.words), first + 5) and last not in covered and _capital(self.words[last]):
                last += 1
            names = self.words[first:last]
            labels = len(names) > 1 and self.words[min(last, len(self.words) - 1)].key == ":"
            if labels and not all(w.text.isupper() for w in names) and not self._asks(last):
                found.setdefault(" ".join(w.key for w in names), []).append((first, last))
        yield from (span for spans in found.values() if len(spans) > 1 for span in spans)

    def _asks(self, at: int) -> bool:
        """Whether the paragraph from a word on ends with a question: then the label is the interviewer's."""
        end = next((i for i in range(at, len(self.words)) if self.words[i].key == lexicon.BREAK), len(self.words))
        return self.words[end - 1].key == "?"

    def _name_word(self, at: int, covered: set[int]) -> bool:
        word = self.words[at]
        if word.key in lexicon.NAME_PARTICLES:
            return True
        if word.key in lexicon.ROLES or word.key in lexicon.TITLE_WORDS:
            return False
        if len(word.text) == 1:
            return self._is_initial(at)
        return _capital(word) and not self._no_name(at, covered)

    def _is_initial(self, at: int) -> bool:
        """As "R." in "Joseph R. Biden"."""
        word = self.words[at]
        return len(word.text) == 1 and word.text.isupper() and self.words[at + 1].key == "."

    def _person_span(self, person: Person) -> tuple[int, int, str]:
        """With "administration" after a leader's name it is that administration: "Biden's administration"."""
        at = person.last
        if at + 1 < len(self.words) and self.words[at].key == "'" and self.words[at + 1].key == "s":
            at += 2
        noun = self.words[at].key if at < len(self.words) else ""
        leads = noun == "administration" or (noun in ("government", "cabinet") and self._leads(person.party))
        if not leads:
            return person.begin, person.last, person.party
        return person.begin, at + 1, f"{kebab(self.words[person.last - 1].text)}-{noun}"

    def _leads(self, party: str) -> bool:
        known = self.registry.get(party)
        return known is not None and any(is_head(office.title) for office in known.offices)

    def _actors(self) -> Iterator[Hit]:
        """Names of parties that stand for an actor."""
        stage = Stage(self.words, self.hits, self.token_at)
        for hit in self.hits:
            kind = self.kinds[hit.party]
            if kind == "person" or hit.how == "adjective" or (kind == "body" and self._in_longer_name(hit)):
                continue
            if hit.how == "capital":
                if stage.capital_acts(hit):
                    yield hit._replace(party=self.registry.government_of(hit.party) or hit.party)
            elif hit.how == "people":
                if stage.people_act(hit):
                    yield hit
            elif kind != "state" or stage.state_acts(hit):
                yield hit

    def _in_longer_name(self, hit: Hit) -> bool:
        """Whether a capitalised word before it makes it another's: "National Security Council"."""
        before = self.words[hit.first - 1] if hit.first else None
        if before is None or not _capital(before) or before.key in lexicon.ROLES or before.key in lexicon.CALENDAR:
            return False
        return self.token_at(before.start).pos_ == "PROPN" and self.token_at(before.start).dep_ == "compound"

    def _is_state(self, party: str) -> bool:
        entry = self.registry.entries.get(party)
        return entry is not None and entry["kind"] == "state"

    def _unknown_organisations(self) -> Iterator[tuple[int, int, str]]:
        """The model's organisations that look like one: several capitalised words with a noun of organisations."""
        for entity in self.ents:
            if entity.label_ != "ORG":
                continue
            first, last = self._word_range(entity)
            if first < last and self.words[first].key in ("the", "a", "an"):
                first += 1
            words = self.words[first:last]
            if len(words) > 1 and words[-1].key == "s" and words[-2].key == "'":
                last -= 2
                words = words[:-2]
            if len(words) < 2 or not {words[0].key, words[-1].key} & lexicon.ORGANISATION_NOUNS:
                continue
            if self._is_credit(first, last):
                continue
            if all(_capital(w) or w.key in ("of", "for", "the", "and", "in", "on", "'", "s") for w in words):
                yield first, last, self._own_id(words)

    def _own_id(self, words: Sequence[Word]) -> str:
        """A "Supreme Court" alone is that of the state which the text is about."""
        name = kebab(self.text[words[0].start : words[-1].end])
        if name not in lexicon.NATIONAL or not (states := self.states()):
            return name
        stem = (self.registry.government_of(states[0]) or states[0]).removesuffix("-government")
        return f"{stem}-{name}"

    def _is_credit(self, first: int, last: int) -> bool:
        """An agency in brackets behind a dateline: "MANILA, May 2 (Pacific Wire) -"."""
        if not first or self.words[first - 1].key != "(" or last + 1 >= len(self.words):
            return False
        return self.words[last].key == ")" and self.words[last + 1].key in ("-", "–", "—")


def _capital(word: Word) -> bool:
    return word.text[0].isupper()


def _words(doc: Doc) -> list[Word]:
    """The text's words without furniture, with a break where no name may run on."""
    text = doc.text
    out: list[Word] = []
    at = 0
    for start, end in [*sorted(doc._.furniture), (len(text), len(text))]:
        for first, last in _passages(text, at, max(at, start)):
            out += words_of(text, first, last)
            out.append(Word(last, last, lexicon.BREAK, lexicon.BREAK, False))
        at = max(at, end)
    return out


def _passages(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches between line ends that end a paragraph or a short line, such as a headline."""
    begin = start
    line = start
    while (stop := text.find("\n", line, end)) >= 0:
        if stop - line < 60 or text[stop + 1 : stop + 2] in ("\n", "\r", "", " "):
            yield begin, stop
            begin = stop + 1
        line = stop + 1
    yield begin, end
