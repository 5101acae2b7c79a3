"""Who is meant: pronouns, descriptions and bare roles, resolved to parties by what the report has said so far.

Candidates are those whom the reporter brought up in the reporter's own voice: a person mentioned inside a quotation is
seldom the "he" of the next sentence. Unresolved is an answer: the words then give an id of their own, or none.
Descriptions ("the movement's spokesman", "an army captain") are read in `treuga.extract.referents`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc

from treuga.extract.cues import PEOPLE
from treuga.extract.extensions import mentions_by_token
from treuga.extract.referents import describe, phrase, slug
from treuga.extract.registry import Registry
from treuga.extract.words import Token, read
from treuga.model import Mention, PartialDate, Reference, Span

_HE = frozenset(("he", "him", "his", "himself"))
_SHE = frozenset(("she", "her", "hers", "herself"))
_IT = frozenset(("it", "its", "itself"))
_THEY = frozenset(("they", "them", "their", "themselves"))
_SIDES = frozenset(("armed-group", "government", "state"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "appos", "conj", "agent"))
#: Plural nouns that "both", "the two" or "the" make mean a pair: of parties, or of persons.
_TWO_PARTIES = frozenset("party side camp signatory belligerent enemy adversary rival".split())
_TWO_PERSONS = frozenset("leader man woman president general officer minister commander rival".split())
_SINGULAR = {"parties": "party", "sides": "side", "signatories": "signatory"}
_TWO = frozenset(("both", "two"))
#: Words before "parties" that leave it open which: "the big parties".
_PLAIN = frozenset(("the", "these", "warring", "big", "main", "rival", "opposing", "conflicting"))
#: At most so many words stand between two who are named together.
_APART = 5
#: How many words around "both sides" are searched for the two.
_NEAR = 60


class Discourse:
    """What has been said of whom, up to the present sentence of one report.

    Args:
        doc: with ``mentions`` set, and ``states`` where the party component ran.
        registry: who is known.
    """

    def __init__(self, doc: Doc, registry: Registry) -> None:
        self.doc = read(doc)
        self.text = self.doc.text
        self.registry = registry
        self.published: PartialDate | None = doc._.published
        self.at = mentions_by_token(doc)
        self.persons: list[str] = []
        self.bodies: list[str] = []
        self.document_owner: str | None = None
        self.recent: list[str] = []
        self.counts: Counter[str] = Counter()
        self.pair: tuple[str, ...] = ()
        self.two_persons: tuple[str, ...] = ()
        #: Ids made from descriptions, by head noun: "a senior official ... the official".
        self.introduced: dict[str, str] = {}
        #: Words of the titles with which each person was named.
        self.titles: dict[str, set[str]] = {}
        #: Who speaks in the statement that is being read: whose "his forces" are.
        self.speaking: str | None = None
        self._observed = 0
        self._overall: Counter[str] | None = None
        self._persons: set[str] | None = None

    # -- what is known so far

    def is_person(self, party: str) -> bool:
        """Whether the id is a person's (an id that no registry knows was found as a person's name)."""
        known = self.registry.get(party)
        return known.kind == "person" if known else party.count("-") >= 1 and party in self._unknown_persons()

    def _unknown_persons(self) -> set[str]:
        if self._persons is None:
            self._persons = {
                mention.party for i, mention in self.at.items()
                if mention.party not in self.registry and self.doc[i].ent_type_ == "PERSON"
            }  # fmt: skip
        return self._persons

    def observe(self, start: int, end: int, quoted: Sequence[tuple[int, int]]) -> None:
        """Take note of the parties named in tokens ``[start, end)``, the quoted ranges apart; each counts once."""
        start, self._observed = max(start, self._observed), max(end, self._observed)
        seen: Mention | None = None
        for i in range(start, end):
            mention = self.at.get(i)
            if mention is None or mention is seen:
                continue
            seen = mention
            _put_first(self.recent, mention.party)
            self.counts[mention.party] += 1
            self.titles.setdefault(mention.party, set()).update(mention.span.text.lower().split())
            self._note_pair(mention, i)
            if any(a <= i < b for a, b in quoted):
                continue
            token = self._head_of(mention, i)
            if self._is_topic(i):
                self.remember(mention.party)
            if token.dep_ in _SUBJECTS or (token.dep_ == "pobj" and token.head.dep_ == "agent"):
                self.remember(mention.party)
            elif self.is_person(mention.party) and not self.persons:
                self.persons.append(mention.party)

    def _is_topic(self, i: int) -> bool:
        """As in "As for the movement, they said"."""
        before = [t.lower_ for t in self.doc[max(i - 3, 0) : i] if t.lower_ != "the"]
        return before[-2:] == ["as", "for"]

    def _head_of(self, mention: Mention, first: int) -> Token:
        token = self.doc[first]
        while token.head.i != token.i and self.at.get(token.head.i) is mention:
            token = token.head
        return token

    def _note_pair(self, second: Mention, i: int) -> None:
        """Two who are named together, "A and B", "of A and of the armed B": by the words between, not by the parse."""
        joined = False
        for j in range(i - 1, max(i - _APART - 1, -1), -1):
            first = self.at.get(j)
            if first is None:
                joined = joined or self.doc[j].lower_ == "and"
                if self.doc[j].is_punct or self.doc[j].pos_ in ("VERB", "AUX"):
                    return
                continue
            persons = self.is_person(first.party), self.is_person(second.party)
            if joined and first.party != second.party and persons[0] == persons[1]:
                if persons[0]:
                    self.two_persons = (first.party, second.party)
                else:
                    self.pair = (first.party, second.party)
            return

    def remember(self, party: str) -> None:
        """Bring a party to the front of those whom a pronoun may mean."""
        _put_first(self.persons if self.is_person(party) else self.bodies, party)

    # -- resolution

    def resolve(self, head: Token, other_than: str | None = None) -> Reference:
        """The words of a noun phrase and the party they mean, None where nobody can be told.

        Of two who are meant together ("both sides") it is the one named first; `everyone` gives both.

        Args:
            head: head of the noun phrase.
            other_than: who cannot be meant: whoever asks "him" to do something.
        """
        mention = self.at.get(head.i)
        if mention is not None:
            return Reference(mention.span, mention.party)
        person = self._whose_relative(head)
        if person is not None:
            return Reference(person.span, person.party)
        start, end = phrase(head)
        span = self._span(start, end)
        together = self.together(head, other_than)
        if together:
            return Reference(span, together[0])
        if head.pos_ == "PRON" or head.tag_ in ("PRP", "PRP$"):
            return Reference(span, self.pronoun(head, other_than))
        return Reference(span, describe(self, head, start, end))

    def everyone(self, head: Token, other_than: str | None = None) -> list[Reference]:
        """As `resolve`, with one reference for each who is meant together."""
        self.speaking = other_than
        if self.at.get(head.i) is None and (together := self.together(head, other_than)):
            span, self.speaking = self._span(*phrase(head)), None
            return [Reference(span, party) for party in together if party != other_than]
        found = self.resolve(head, other_than)
        self.speaking = None
        return [found]

    def _span(self, start: int, end: int) -> Span:
        return Span.on(self.text, self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1]))

    def _whose_relative(self, head: Token) -> Mention | None:
        """The person in "Ada Moss of the team, who said": the parse hangs the clause on the team."""
        if head.dep_ != "pobj" or head.head.lower_ not in ("of", "from", "for", "at"):
            return None
        mention = self.at.get(head.head.head.i)
        if mention is None or not self.is_person(mention.party):
            return None
        clauses = [c for c in head.children if c.dep_ == "relcl"]
        return mention if any(g.lower_ == "who" for c in clauses for g in c.children) else None

    def pronoun(self, token: Token, other_than: str | None = None) -> str | None:
        """Whom a pronoun means, None where nobody can be told."""
        word = token.lower_
        if word in _HE or word in _SHE:
            wanted = "f" if word in _SHE else "m"
            for party in (*self.persons, *filter(self.is_person, self.recent)):
                known = self.registry.get(party)
                fits = not known or not known.gender or known.gender.startswith(wanted)
                if fits and party != other_than:
                    return party
            return None
        bodies = [party for party in self.bodies if party != other_than]
        if word in _IT:
            return bodies[0] if bodies else None
        if word == "them" and (asked := self._plural_before(token)):
            return self.resolve(asked, other_than).party
        if word in _THEY:
            near = self._nearest_subject(token)
            return near if near and near != other_than else (bodies[0] if bodies else None)
        return None

    def _nearest_subject(self, token: Token) -> str | None:
        """The subject of the clause around a pronoun: "the Taliban did not fulfil their promises"."""
        for ancestor in token.ancestors:
            if ancestor.pos_ in ("VERB", "AUX"):
                for child in ancestor.children:
                    if child.dep_ in ("nsubj", "nsubjpass") and child.i < token.i and child.pos_ != "PRON":
                        party = self.resolve(child).party
                        if party:
                            return party
        return None

    def _plural_before(self, token: Token) -> Token | None:
        """The people of "thanked the fighters and promised them", the nearest plural noun of people before it."""
        for before in reversed(self.doc[token.sent.start : token.i]):
            if before.tag_ in ("NNS", "NNPS") and before.lemma_.lower() in PEOPLE:
                return before
        return None

    def body_of(self, party: str | None, *, armed: bool = False) -> str | None:
        """For whom somebody acts: "his forces" are those of his body, the one that bears arms; "its forces" its own."""
        if party is None or not self.is_person(party):
            return party
        principals = self.registry.principals(party, self.published)
        if armed and (bears := next((p for p in principals[1:] if self._bears_arms(p)), None)):
            return bears
        if len(principals) > 1:
            return principals[1]
        return next((body for body in self.bodies if body != party), None)

    def _bears_arms(self, party: str) -> bool:
        known = self.registry.get(party)
        return self.registry.state_of_forces(party) is not None or (known is not None and known.kind == "armed-group")

    # -- those who are meant together

    def together(self, head: Token, other_than: str | None = None) -> tuple[str, ...]:
        """The two whom "both sides", "the two leaders", "the parties" or a bare "both" mean; else empty."""
        lemma = _SINGULAR.get(head.lower_, head.lemma_.lower())  # "the Parties" is tagged as a name
        plural = head.tag_ in ("NNS", "NNPS")
        before = {child.lower_ for child in head.lefts}
        two = bool(before & _TWO) or head.lower_ in _TWO
        of_them = any(c.dep_ == "prep" and c.lower_ == "of" for c in head.rights)
        if lemma in _TWO_PARTIES and plural and (two or not before - _PLAIN):
            return (
                () if of_them and two else self.both_sides(head, other_than)
            )  # "both sides of the commission" are the commission
        if not two:
            return ()
        if lemma in _TWO_PERSONS and plural:
            return self._two_persons(other_than)
        if lemma not in _TWO:
            return ()
        return self.two_persons if of_them and self.two_persons else self.both_sides(head, other_than)

    def both_sides(self, head: Token, other_than: str | None = None) -> tuple[str, ...]:
        """The two whom "the parties" or "both sides" mean: those named together last, else the main opponents."""
        if not self.pair:
            for i in range(max(head.sent.start, head.i - _NEAR), min(head.sent.end, head.i + _NEAR)):
                if i in self.at:
                    self._note_pair(self.at[i], i)
        if self.pair and other_than not in self.pair and all(map(self._may_fight, self.pair)):
            return self.pair
        opponents = self._opponents()
        return () if other_than in opponents else opponents

    def _may_fight(self, party: str) -> bool:
        known = self.registry.get(party)
        return known is None or known.kind in _SIDES or self.registry.state_of_forces(party) is not None

    def _opponents(self) -> tuple[str, ...]:
        """An armed group and the state that the report is about, or two armed groups, or the two sides named most."""
        if self._overall is None:
            self._overall = Counter(mention.party for mention in self.doc._.mentions)
        state = next(iter(self.doc._.states), None)
        named = self._overall
        armed = [p for p in named if (k := self.registry.get(p)) and k.kind == "armed-group"]
        armed.sort(key=lambda party: -named[party])
        ruling = [p for p in named if state and self._may_fight(p) and state in self.registry.principals(p)]
        if armed and ruling:
            return tuple(sorted((max(ruling, key=named.__getitem__), armed[0]), key=list(named).index))
        government = self.registry.government_of(state) if state else None
        if len(armed) > 1 and 2 * named[armed[1]] > named[armed[0]]:
            return tuple(armed[:2])
        if armed and government:
            return (government, armed[0])
        sides = [p for p, _ in named.most_common(12) if self.registry.get(p) and self._may_fight(p)]
        return tuple(sides[:2]) if len(sides) > 1 else ()

    def _two_persons(self, other_than: str | None) -> tuple[str, ...]:
        if self.two_persons:
            return self.two_persons
        last = [party for party in self.recent if self.is_person(party) and party != other_than][:2]
        return (last[1], last[0]) if len(last) == 2 else ()

    # -- ids of their own

    def slug(self, tokens: Sequence[Token]) -> str | None:
        """An id of their own for those whom no registry knows: the kebab case of their description."""
        return slug(tokens)


def _put_first(items: list[str], item: str) -> None:
    if item in items:
        items.remove(item)
    items.insert(0, item)
