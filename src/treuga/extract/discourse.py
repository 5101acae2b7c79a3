"""Who is meant: pronouns, descriptions and bare roles, resolved to parties by what the report has said so far.

Candidates are those whom the reporter brought up in the reporter's own voice: a person mentioned inside a quotation is
seldom the "he" of the next sentence. Unresolved is an answer: the words then give an id of their own, or none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from treuga.extract.cues import DOCUMENTS
from treuga.extract.extensions import mentions_by_token
from treuga.extract.registry import Registry
from treuga.model import Mention, PartialDate, Reference, Span

_HE = frozenset(("he", "him", "his", "himself"))
_SHE = frozenset(("she", "her", "hers", "herself"))
_IT = frozenset(("it", "its", "itself"))
_THEY = frozenset(("they", "them", "their", "themselves"))
_STUDIES = frozenset("study report poll survey assessment review analysis audit paper inquiry".split())
_SPOKES = frozenset("spokesman spokeswoman spokesperson spokespeople spokesmen".split())
_BODY_NOUNS = frozenset(
    "group movement government forces force troops army military militia administration leadership delegation team "
    "side "
    "mission office ministry ministers officials authorities council meeting summit ministerial negotiators fighters "
    "militants rebels insurgents commanders leaders members allies embassy party faction wing council".split()
)
_BOTH_SIDES = frozenset(("party", "side"))
_SKIPPED = frozenset("the a an this that these those its their his her our some several many unknown".split())
_SLUG = re.compile(r"[^a-z0-9]+")


_SIDES = frozenset(("armed-group", "government", "state"))
#: How many parties a description may look back on.
_MEMORY = 60


class Discourse:
    """What has been said of whom, up to the present sentence of one report."""

    def __init__(self, doc: Doc, registry: Registry) -> None:
        self.doc = doc
        self.text = doc.text
        self.registry = registry
        self.published: PartialDate | None = doc._.published
        self.at = mentions_by_token(doc)
        self.persons: list[str] = []
        self.bodies: list[str] = []
        self.plural: list[str] = []
        self.document_owner: str | None = None
        self.recent: list[str] = []
        self.counts: Counter[str] = Counter()
        self.pair: tuple[str, ...] = ()
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
        """Take note of the parties named in tokens ``[start, end)``, the quoted ranges apart."""
        seen: Mention | None = None
        for i in range(start, end):
            mention = self.at.get(i)
            if mention is None or mention is seen:
                continue
            seen = mention
            _put_first(self.recent, mention.party)
            self.counts[mention.party] += 1
            if any(a <= i < b for a, b in quoted):
                continue
            token = self._head_of(mention, i)
            if token.dep_ in ("nsubj", "nsubjpass", "appos", "conj", "agent") or (
                token.dep_ == "pobj" and token.head.dep_ == "agent"
            ):
                self.remember(mention.party)
            elif self.is_person(mention.party) and not self.persons:
                self.persons.append(mention.party)
        self._note_pair(start, end)

    def _head_of(self, mention: Mention, first: int) -> Token:
        token = self.doc[first]
        while token.head.i != token.i and self.at.get(token.head.i) is mention:
            token = token.head
        return token

    def _note_pair(self, start: int, end: int) -> None:
        for i in range(start, end):
            left = self.at.get(i)
            if left is None:
                continue
            head = self._head_of(left, i)
            for child in head.conjuncts:
                right = self.at.get(child.i)
                if right is not None and child.i > i and right.party != left.party:
                    self.pair = (left.party, right.party)

    def remember(self, party: str) -> None:
        """Bring a party to the front of those whom a pronoun may mean."""
        _put_first(self.persons if self.is_person(party) else self.bodies, party)

    # -- resolution

    def resolve(self, head: Token) -> Reference:
        """The words of a noun phrase and the party they mean, None where nobody can be told."""
        start, end = _phrase(head)
        span = self._span(start, end)
        mention = self.at.get(head.i)
        if mention is not None:
            return Reference(mention.span, mention.party)
        if head.pos_ == "PRON" or head.tag_ in ("PRP", "PRP$"):
            return Reference(span, self._pronoun(head))
        return Reference(span, self._description(head, start, end))

    def _span(self, start: int, end: int) -> Span:
        return Span.on(self.text, self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1]))

    def _pronoun(self, token: Token) -> str | None:
        word = token.lower_
        if word in _HE or word in _SHE:
            wanted = "f" if word in _SHE else "m"
            for party in (*self.persons, *filter(self.is_person, self.recent)):
                known = self.registry.get(party)
                if not known or not known.gender or known.gender.startswith(wanted):
                    return party
            return None
        if word in _IT:
            return self.bodies[0] if self.bodies else None
        if word in _THEY:
            near = self._nearest_subject(token)
            return near or (self.bodies[0] if self.bodies else None)
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

    def _description(self, head: Token, start: int, end: int) -> str | None:
        lemma = head.lemma_.lower()
        inside = self._mentions_in(head, start, end)
        named = self._apposition(head)
        if named:
            return named
        person = next((p for p in inside if self.is_person(p)), None)
        if person and lemma not in DOCUMENTS | _STUDIES and self.at.get(head.i - 1) is not None:
            return person
        if lemma in DOCUMENTS:
            return inside[0] if inside else self.document_owner or (self.bodies[0] if self.bodies else None)
        if lemma in _STUDIES and inside:
            return f"{inside[0]}-{_SLUG.sub('-', lemma)}"
        words = [t.text for t in self.doc[start:end]]
        if lemma in _SPOKES and inside:
            return inside[0]
        if lemma in _BOTH_SIDES and head.tag_ == "NNS":
            return None
        # Whom the report is about comes before whom it only mentions.
        others = sorted(self.recent[:_MEMORY], key=lambda party: -self.counts[party])
        described = self.registry.by_description(words, [*self.bodies, *self.persons, *others], self.published)
        if described:
            return described
        if inside and (lemma in _BODY_NOUNS or head.lower_ in _BODY_NOUNS):
            return inside[0]
        return self.slug([t for t in self.doc[start:end] if t.pos_ in ("NOUN", "PROPN", "ADJ")])

    def _apposition(self, head: Token) -> str | None:
        """The name that a description stands beside: "the spokesman, Muhammad Naim", "the agency “Khaama Press”"."""
        for child in head.children:
            if child.dep_ == "appos" and child.i in self.at:
                mention = self.at[child.i]
                if self.is_person(mention.party) or child.i <= head.i + 2:
                    return mention.party
            if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > head.i and head.pos_ == "NOUN":
                name = [t for t in child.subtree if t.pos_ == "PROPN" and t.i <= child.i]
                if 2 <= len(name) <= 4:
                    return self.slug(name)  # "the chairman, Saw Mutu Say Poe": a name that the model did not know
        behind = next((t for t in self.doc[head.i + 1 : head.i + 4] if t.text not in "“\"«‘'("), None)
        if behind is not None and behind.i in self.at and behind.i > head.i + 1 and self.doc[head.i + 1].is_quote:
            return self.at[behind.i].party
        return None

    def _mentions_in(self, head: Token, start: int, end: int) -> list[str]:
        stop = max(end, head.right_edge.i + 1 if head.dep_ != "ROOT" else end)
        found: list[str] = []
        for i in range(start, min(stop, head.i + 12)):
            if self.doc[i].dep_ in ("relcl",):
                break
            mention = self.at.get(i)
            if mention is not None and mention.party not in found:
                found.append(mention.party)
        if not found:
            for i in range(start, head.i):
                party = self.registry.adjective(self.doc[i].text)
                if party and self.doc[i].text[:1].isupper():
                    found.append(party)
        return found

    def slug(self, tokens: Sequence[Token]) -> str | None:
        """An id of their own for those whom no registry knows: the kebab case of their description."""
        words = [token.text for token in tokens if token.lower_ not in _SKIPPED]
        return _SLUG.sub("-", " ".join(words).lower()).strip("-") or None

    def both_sides(self, start: int, end: int) -> tuple[str, ...]:
        """The two whom "the parties" or "both sides" mean: a pair named in these tokens, else the pair named last."""
        self._note_pair(start, end)
        return self.pair or self._leading_two()

    def _leading_two(self) -> tuple[str, ...]:
        """The two warring or governing parties that the report has named most."""
        sides = [p for p, _ in self.counts.most_common(12) if (k := self.registry.get(p)) and k.kind in _SIDES]
        return tuple(sides[:2]) if len(sides) >= 2 else ()


def _phrase(head: Token) -> tuple[int, int]:
    """The noun phrase of a head as tokens, without relative clauses and what follows them."""
    start = head.i
    for child in head.lefts:
        if child.dep_ in (
            "det",
            "amod",
            "compound",
            "nmod",
            "poss",
            "nummod",
            "predet",
            "quantmod",
            "advmod",
            "cc",
            "conj",
            "neg",
        ):
            start = min(start, child.left_edge.i)
    end = head.i + 1
    for child in head.rights:
        if (child.dep_ == "prep" and child.i == end and child.lower_ in ("of", "for", "to", "from", "in", "at")) or (
            child.dep_ == "acl" and child.i == end and child.tag_ == "VBN"
        ):
            end = child.right_edge.i + 1
        else:
            break
    return start, min(end, head.i + 12)


def _put_first(items: list[str], item: str) -> None:
    if item in items:
        items.remove(item)
    items.insert(0, item)
