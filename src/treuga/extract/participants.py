"""Who takes part in an event: PLOVER's source and target, from the grammar around a predicate.

Actors are parties of the registry, persons and peoples that the model names, and those who are only described
("Albanian rebels", "police"). A pronoun is its speaker where the sentence says whose words these are, else nobody.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from treuga.extract.registry import Registry
from treuga.extract.sectors import ACT_FOR_GROUP, ACT_FOR_STATE, GATHERING, SECTORS, sector_of
from treuga.extract.words import Doc, Token
from treuga.model import Actor, Mention, Statement
from treuga.model import Span as Passage

_FIRST: Final = frozenset("we our us ours i my me mine".split())
_THIRD: Final = frozenset("he she it they him her them his its their who which that whom".split())
_OWN: Final = frozenset("its their his her our my".split())
_NAMES: Final = frozenset(("PERSON", "ORG", "NORP", "GPE"))
_INSIDE: Final = frozenset(("compound", "amod", "nmod", "poss", "nummod", "case", "quantmod", "punct", "nn"))
#: Prepositions that lead from a verb, or a noun that is no actor, to those whom it concerns, nearest first.
_TO: Final = (
    "to",
    "with",
    "against",
    "on",
    "upon",
    "at",
    "toward",
    "towards",
    "from",
    "of",
    "for",
    "over",
    "between",
    "by",
)
_PLACE: Final = ("in", "into", "across", "near", "around", "through")
_COMPLEMENTS: Final = ("ccomp", "xcomp", "pcomp", "dobj", "acl", "advcl")
#: Verbs that lend their subject to the event noun that is their object: "launched an attack".
_LIGHT: Final = frozenset(
    "launch conduct stage hold carry mount make take start begin open order undertake impose declare issue lift "
    "suspend announce continue resume complete join lead end halt call commit perform deliver give lodge file grant "
    "observe break violate cancel postpone reject accept propose demand seek provide send extend speed".split()
)
#: Event nouns whose "of" names those who do it, not those to whom it is done.
_OF_ACTS: Final = frozenset(
    "withdrawal pullout departure return retreat deployment rally protest demonstration riot strike promise refusal "
    "agreement acceptance visit meeting talk resignation surrender ceasefire truce".split()
)


class Participants:
    """Finds the actors around predicates of one document.

    Args:
        doc: parsed, with entities.
        at: token position -> the mention that it belongs to.
        statements: those of the document.
        registry: who is who.
    """

    def __init__(
        self, doc: Doc, at: Mapping[int, Mention], statements: Sequence[Statement], registry: Registry
    ) -> None:
        self.doc, self.at, self.statements, self.registry = doc, at, statements, registry
        self.text = doc.text
        self._states: dict[str, str] = {}
        self._named: dict[str, list[Passage]] = {}
        for mention in dict.fromkeys(at.values()):
            self._named.setdefault(mention.party, []).append(mention.span)

    def source(self, token: Token, subject: Token | None, passive: bool, inside: int | None) -> tuple[Actor, ...]:
        """Who does it.

        Args:
            token: the predicate.
            subject: of the verb, its own or borrowed.
            passive: whether that subject is the one to whom it is done.
            inside: position of the statement around it.
        """
        if token.pos_ not in ("VERB", "AUX"):
            return next((group for group in self._agents_of_noun(token, inside) if group), ())
        if passive:
            return self._under(token, ("by",), inside)
        return self._actors(subject, inside) if subject is not None else ()

    def target(
        self, token: Token, subject: Token | None, passive: bool, inside: int | None, source: tuple[Actor, ...]
    ) -> tuple[Actor, ...]:
        """To whom it is done, or with whom: the nearest actor after the predicate that is not its source."""
        groups = self._aims_of_noun(token, inside) if token.pos_ not in ("VERB", "AUX") else (
            iter([self._actors(subject, inside)]) if passive and subject is not None else self._aims(token, inside, 0)
        )  # fmt: skip
        return next((rest for group in groups if (rest := _without(group, source))), ())

    def speaker(self, inside: int | None) -> tuple[Actor, ...]:
        """The speaker of a statement as an actor, by the name nearest before the words where it is a pronoun."""
        if inside is None:
            return ()
        reference = self.statements[inside].speaker
        if reference.party is None and not reference.span.text:
            return ()
        named = self._named_before(reference.party, reference.span) if reference.span.text.lower() in _THIRD else None
        span = named or reference.span
        first = next((t for t in self._tokens(span) if t.lemma_.lower() in SECTORS), None)
        sector = SECTORS.get(first.lemma_.lower(), "") if first is not None else ""
        return (self._actor(span, reference.party, sector),)

    def of(self, head: Token, inside: int | None) -> tuple[Actor, ...]:
        """The actors that a noun phrase names."""
        return self._actors(head, inside)

    # -- around nouns

    def _agents_of_noun(self, noun: Token, inside: int | None) -> Iterator[tuple[Actor, ...]]:
        yield self._under(noun, ("by",), inside)
        for child in noun.lefts:
            if child.dep_ == "poss":
                yield self._actors(child, inside)
        yield self._modifying(noun)
        yield self._under(noun, ("between", "among"), inside)
        if noun.lemma_.lower() in _OF_ACTS:
            yield self._under(noun, ("of",), inside)
        verb = noun.head
        if noun.dep_ in ("dobj", "nsubjpass") and verb.pos_ == "VERB" and verb.lemma_.lower() in _LIGHT:
            for child in verb.children:
                if child.dep_ == "nsubj" and noun.dep_ == "dobj":
                    yield self._actors(child, inside)
                elif child.dep_ == "agent":
                    for inner in child.children:
                        yield self._actors(inner, inside)

    def _aims_of_noun(self, noun: Token, inside: int | None) -> Iterator[tuple[Actor, ...]]:
        prepositions = tuple(p for p in _TO if p != "by" and not (p == "of" and noun.lemma_.lower() in _OF_ACTS))
        yield self._under(noun, prepositions, inside)
        for by in (c for c in noun.children if c.dep_ == "prep" and c.lower_ == "by"):
            for agent in by.children:  # the parser hangs "on the police" on "by separatists"
                yield self._under(agent, ("on", "against", "to", "with"), inside)
        if noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
            yield self._under(noun.head, prepositions, inside)
        yield self._under(noun, _PLACE, inside)

    # -- around verbs

    def _aims(self, verb: Token, inside: int | None, depth: int) -> Iterator[tuple[Actor, ...]]:
        objects = [c for c in verb.children if c.dep_ in ("dative", "dobj", "oprd") and c.i > verb.i]
        for child in objects:
            heads = [g for g in child.children if g.dep_ == "pobj"] if child.pos_ == "ADP" else [child]
            for head in heads:
                if not any(g.dep_ == "poss" and g.lower_ in _OWN for g in head.children):
                    yield self._actors(head, inside)
        yield self._under(verb, _TO, inside)
        for child in objects:
            yield self._under(child, (*_TO, *_PLACE), inside)
        if depth < 2:
            for child in verb.children:
                if child.dep_ in _COMPLEMENTS and child.pos_ in ("VERB", "AUX") and child.i > verb.i:
                    subject = next((c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")), None)
                    if subject is not None:
                        yield self._actors(subject, inside)
                    yield from self._aims(child, inside, depth + 1)
            for child in verb.children:
                if child.dep_ in ("prep", "prt") and child.lower_ in _TO:
                    for clause in child.children:
                        if clause.dep_ == "pcomp":
                            yield from self._aims(clause, inside, depth + 1)
        yield self._under(verb, _PLACE, inside)

    def _under(self, head: Token, prepositions: Iterable[str], inside: int | None) -> tuple[Actor, ...]:
        wanted = {word: rank for rank, word in enumerate(prepositions)}
        found = [c for c in head.children if c.dep_ in ("prep", "agent", "dative") and c.lower_ in wanted]
        for child in sorted(found, key=lambda c: (wanted[c.lower_], c.i)):
            for inner in child.children:
                if inner.dep_ == "pobj" and (actors := self._actors(inner, inside)):
                    return actors
        return ()

    # -- noun phrases

    def _actors(self, head: Token, inside: int | None) -> tuple[Actor, ...]:
        out: list[Actor] = []
        for token in (head, *head.conjuncts):
            actor = self._one(token, inside, 0)
            if actor is not None and actor not in out:
                out.append(actor)
        return tuple(out)

    def _one(self, head: Token, inside: int | None, depth: int) -> Actor | None:
        mention = self.at.get(head.i)
        if mention is None and (head.pos_ == "PRON" or head.lower_ in _FIRST):  # "US" is tagged as "us"
            return self._pronoun(head, inside)
        lemma = head.lemma_.lower()
        if lemma in GATHERING and depth < 2:
            for child in head.children:
                if child.dep_ == "prep" and child.lower_ == "of":
                    for inner in child.children:
                        actor = self._one(inner, inside, depth + 1) if inner.dep_ == "pobj" else None
                        if actor is not None:
                            return actor
        sector = SECTORS.get(lemma, "")
        modifier = self._modifier(head)
        if mention is not None:
            return self._actor(self._phrase(head, mention), mention.party, sector)
        if sector or head.ent_type_ in _NAMES:
            whose = modifier[1] if modifier else self._belonging(head)
            speak = ACT_FOR_STATE if self._is_state(whose) else ACT_FOR_GROUP
            party = whose if modifier and sector in speak else None
            return self._actor(self._phrase(head), party, sector, whose or "")
        if depth < 2:
            owner = next((c for c in head.lefts if c.dep_ == "poss"), None)
            if owner is not None and owner.pos_ != "PRON":
                return self._one(owner, inside, depth + 1)
            if modifier is not None:
                return self._actor(modifier[0], modifier[1], "")
            for child in head.children:
                if child.dep_ == "prep" and child.lower_ in ("of", "by", "from", "against", "between"):
                    for inner in child.children:
                        actor = self._one(inner, inside, depth + 1) if inner.dep_ == "pobj" else None
                        if actor is not None:
                            return actor
        return None

    def _pronoun(self, token: Token, inside: int | None) -> Actor | None:
        if inside is None:
            return None
        statement = self.statements[inside]
        first, third = token.lower_ in _FIRST, token.lower_ in _THIRD
        reported = statement.form != "direct" and statement.speaker.span.start < token.idx
        if first or (third and reported and token.dep_ in ("nsubj", "nsubjpass")):
            return next(iter(self.speaker(inside)), None)
        return None

    def _modifying(self, noun: Token) -> tuple[Actor, ...]:
        modifier = self._modifier(noun)
        return (self._actor(modifier[0], modifier[1], ""),) if modifier else ()

    def _modifier(self, head: Token) -> tuple[Passage, str] | None:
        """The party that stands before a noun, as name or adjective: "US mediation", "Indian proposal"."""
        for child in head.lefts:
            if child.dep_ not in ("compound", "amod", "nmod", "poss"):
                continue
            mention = self.at.get(child.i)
            if mention is not None:
                return mention.span, mention.party
            if child.text[:1].isupper() and (state := self.registry.adjective(child.text)):
                return Passage(child.idx, child.idx + len(child), child.text), state
        return None

    def _belonging(self, head: Token) -> str | None:
        """Whose they are by what follows: "rebels in Darfur", "workers of the bus company"."""
        for child in head.rights:
            if child.dep_ == "prep" and child.lower_ in ("of", "from", "in"):
                for inner in child.children:
                    if inner.i in self.at:
                        return self.at[inner.i].party
        return None

    def _phrase(self, head: Token, mention: Mention | None = None) -> Passage:
        start, end = head.idx, head.idx + len(head)
        i = head.i - 1
        while i >= head.sent.start and self.doc[i].head.i <= head.i and self.doc[i].dep_ in _INSIDE:
            if self.doc[i].is_punct and self.doc[i].text not in "-–":
                break
            start = self.doc[i].idx
            i -= 1
        if mention is not None:
            start, end = min(start, mention.span.start), max(end, mention.span.end)
        return Passage(start, end, self.text[start:end])

    def _actor(self, span: Passage, party: str | None, sector: str, whose: str = "") -> Actor:
        known = self.registry.get(party) if party else None
        return Actor(span, party, sector or sector_of(known), self._state(whose or party or ""))

    def _state(self, party: str) -> str:
        """The state to which a party belongs, empty where the registry does not tell."""
        if party not in self._states:
            found = ""
            if party in self.registry:
                chain = (party, *self.registry.principals(party))
                found = next((p for p in chain if self._is_state(p)), "")
            self._states[party] = found
        return self._states[party]

    def _is_state(self, party: str | None) -> bool:
        known = self.registry.get(party) if party else None
        return known is not None and known.kind == "state"

    def _named_before(self, party: str | None, span: Passage) -> Passage | None:
        spans = self._named.get(party or "", [])
        at = bisect_left(spans, span.start, key=lambda s: s.end)
        return spans[at - 1] if at else None

    def _tokens(self, span: Passage) -> Iterator[Token]:
        found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        yield from found if found is not None else ()


def _without(group: tuple[Actor, ...], source: tuple[Actor, ...]) -> tuple[Actor, ...]:
    spans = {(a.span.start, a.span.end) for a in source}
    parties = {a.party for a in source if a.party}
    return tuple(a for a in group if (a.span.start, a.span.end) not in spans and a.party not in parties)
