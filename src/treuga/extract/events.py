"""The spaCy component for events: what clauses and event nouns say of the world, coded with PLOVER where it applies.

Every predicate becomes a `treuga.model.Event`, also those that no ontology knows, because an agreement may be about
anything: linking testimony to a commitment matches its words against these, without running a parser again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal, TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from treuga.extract import plover
from treuga.extract.cues import VERBS
from treuga.extract.events_words import EVENT_NOUNS, MEASURES
from treuga.extract.extensions import in_furniture, mentions_by_token, registry_of
from treuga.extract.factuality import Fact, judge, mistagged
from treuga.extract.numbers import parse_number
from treuga.extract.participants import Participants
from treuga.extract.registry import Registry
from treuga.extract.words import Token, forget, read
from treuga.model import Actor, Event, Quantity, Statement, TimeExpression
from treuga.model import Span as Passage

_CONTENT: Final = frozenset(("NOUN", "PROPN", "ADJ", "VERB"))
_CLAUSES: Final = frozenset(("ccomp", "advcl", "relcl", "acl", "csubj", "parataxis", "conj"))
_THEM: Final = frozenset(("they", "them", "these", "those"))
_FIRST: Final = frozenset(("we", "our", "us", "ours", "i", "my", "me", "mine"))
#: What the main verb of a promise, demand or refusal must be for it to carry it.
_CARRIED: Final = {
    "commitment": frozenset((("planned", True),)),
    "demand": frozenset((("demanded", True), ("demanded", False))),
    "refusal": frozenset((("planned", False), ("possible", False), ("happened", False))),
}
_Item = TypeVar("_Item", Quantity, TimeExpression)
_TOWARDS: Final = frozenset("with to against on upon towards toward".split())
#: Prepositions whose gerund is done by the object: "accuse of", "blame for", "keep from".
_OF_THE_OBJECT: Final = frozenset(("of", "for", "from"))
_SUMS_UP: Final = frozenset("do happen occur accomplish achieve complete".split())
_LIGHT_VERBS: Final = frozenset("be have do".split())


class EventComponent:
    """Sets ``Doc._.events``. Needs a parse, ``Doc._.mentions`` and ``Doc._.statements``."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        """Code the document and return it."""
        doc._.events = tuple(_Coder(doc, registry_of(self._nlp)).run())
        forget()  # nobody after it looks at the words
        return doc


class _Coder:
    def __init__(self, doc: Doc, registry: Registry) -> None:
        self.doc = read(doc)
        self.text = self.doc.text
        self.registry = registry
        self.at = mentions_by_token(doc)
        self.statements: tuple[Statement, ...] = doc._.statements
        self.quantities: tuple[Quantity, ...] = doc._.quantities
        self.times: tuple[TimeExpression, ...] = doc._.times
        self.quantity_starts = [q.span.start for q in self.quantities]
        self.time_starts = [t.span.start for t in self.times]
        starts = {t.idx: t.i for t in self.doc}
        self.inner = self._innermost(starts)
        self.counted = self._tokens_of((*self.quantities, *self.times), starts)
        self.dated = self._tokens_of(self.times, starts)  # "March" is no march
        self.participants = Participants(self.doc, self.at, self.statements, registry)

    def _tokens_of(self, items: Sequence[Quantity | TimeExpression], starts: dict[int, int]) -> set[int]:
        out: set[int] = set()
        for item in items:
            i = starts.get(item.span.start)
            while i is not None and i < len(self.doc) and self.doc[i].idx < item.span.end:
                out.add(i)
                i += 1
        return out

    def _innermost(self, starts: dict[int, int]) -> dict[int, int]:
        """Token -> innermost statement around it.

        What "their promises" lists is asserted by whoever says it of them.
        """
        out: dict[int, int] = {}
        order = sorted(range(len(self.statements)), key=self._length, reverse=True)
        for n in order:
            statement = self.statements[n]
            noun = statement.cue.start in starts and self.doc[starts[statement.cue.start]].tag_[:2] == "NN"
            i = starts.get(statement.content.start)
            while i is not None and i < len(self.doc) and self.doc[i].idx < statement.content.end:
                if not (noun and i in out):
                    out[i] = n
                i += 1
        return out

    def run(self) -> Iterator[Event]:
        furniture = bool(self.doc._.furniture)
        last: Event | None = None
        for token in self.doc:
            if token.is_sent_start:
                last = None
            pos = self._kind(token)
            done = pos != "noun" and last is not None and _sums_up(token)
            if (pos is None and not done) or (
                furniture and in_furniture(self.doc.source, token.idx, token.idx + len(token))
            ):
                continue
            if done and last is not None:
                yield self._done(token, last)
            elif pos is not None:
                event = self._event(token, pos)
                last = event if pos == "verb" else last
                yield event

    def _done(self, token: Token, before: Event) -> Event:
        """The deed of the clause before, as factual as this one: "... release the men, and that has been done"."""
        fact = judge(token)
        end = max(token.idx + len(token), before.span.end)
        return replace(
            before,
            span=Passage(before.span.start, end, self.text[before.span.start : end]),
            predicate=Passage(token.idx, token.idx + len(token), token.text),
            factuality=fact.factuality,
            polarity=fact.polarity,
            aspect=fact.aspect,
        )

    def _kind(self, token: Token) -> Literal["verb", "noun"] | None:
        tag = "NN" if mistagged(token) else token.tag_[:2]
        if tag == "VB":
            if token.dep_ in ("aux", "auxpass") or token.lemma_ in _LIGHT_VERBS or token.dep_ in ("amod", "compound"):
                return None
            return "verb"
        if tag == "NN" and token.i not in self.at and token.i not in self.dated:
            lemma = token.lemma_.lower()
            if (lemma in EVENT_NOUNS or (lemma in MEASURES and _of(token))) and token.dep_ not in ("compound",):
                return "noun"
        return None

    def _event(self, token: Token, pos: Literal["verb", "noun"]) -> Event:
        scope = self._scope(token)
        start = min(t.idx for t in scope)
        end = max(t.idx + len(t) for t in scope)
        before = self._antecedent(token) if pos == "verb" else []
        reach = min([start, *(t.idx for t in before)])
        inside = self.inner.get(token.i)
        speaker = self.statements[inside].speaker.party if inside is not None else None
        words = self._words(token, scope)
        lemma = self._lemma(token)
        fact = judge(token)
        if inside is None and fact.factuality in ("happened", "ongoing") and _hearsay(token):
            fact = fact._replace(factuality="possible")
        coded = plover.code(lemma, words, fact)
        if coded.type is None and inside is not None and self._carries(token, inside, fact):
            coded = plover.code_of_act(self.statements[inside].act)
        source, target = self._sides(token, inside, coded) if coded.type else ((), ())
        return Event(
            span=Passage(start, end, self.text[start:end]),
            predicate=Passage(token.idx, token.idx + len(token), token.text),
            lemma=lemma,
            pos=pos,
            type=coded.type,
            mode=coded.mode,
            actors=tuple(self._actors(token, pos, speaker)),
            recipients=tuple(self._recipients(token, speaker)),
            owners=tuple(self._owners(token, speaker)),
            words=words,
            modifiers=tuple(self._modifiers(token)),
            quantities=(*_within(self.quantities, self.quantity_starts, reach, end), *self._bare_numbers(token)),
            times=tuple(_within(self.times, self.time_starts, start, end)),
            factuality=fact.factuality,
            polarity=fact.polarity,
            aspect=fact.aspect,
            statement=inside,
            source=source,
            target=target,
            contexts=plover.contexts(words) if coded.type else (),
        )

    def _carries(self, token: Token, inside: int, fact: Fact) -> bool:
        """Whether a verb is the one that a promise, demand or refusal is about, in words of its own."""
        statement = self.statements[inside]
        wanted = _CARRIED.get(statement.act)
        if wanted is None or (fact.factuality, fact.polarity) not in wanted or token.pos_ != "VERB":
            return False
        head = token.head
        return head.i == token.i or not statement.content.start <= head.idx < statement.content.end

    def _sides(
        self, token: Token, inside: int | None, coded: plover.Code
    ) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """PLOVER's source and target."""
        who = self.participants
        subject, passive = _subject(token)
        source = who.source(token, subject, passive, inside)
        if coded.type == "REQUEST" and coded.derived:
            # Who asks is the speaker; who must act is the one of whom the deed is asked.
            asking = who.speaker(inside)
            return asking, source or who.target(token, subject, passive, inside, asking)
        if not source and coded.derived and token.pos_ != "VERB":
            source = who.speaker(inside)
        return source, who.target(token, subject, passive, inside, source)

    def _bare_numbers(self, token: Token) -> Iterator[Quantity]:
        """A number that leaves out what it counts: "reduced its troops to 8,600" counts troops."""
        counted = next((c for c in token.children if c.dep_ in ("dobj", "nsubjpass") and c.tag_ == "NNS"), None)
        if counted is None or token.pos_ != "VERB":
            return
        for child in token.children:
            for number in child.children if child.dep_ == "prep" and child.lower_ in ("to", "by", "at", "from") else ():
                value = parse_number(number.text) if number.tag_ == "CD" else None
                if value is None or child.lower_ == "from" or number.i in self.counted:
                    continue
                span = Passage(number.idx, number.idx + len(number), number.text)
                yield Quantity(span, value, counted.lemma_.lower())

    def _scope(self, token: Token) -> list[Token]:
        """The predicate and its arguments, without the clauses that carry predicates of their own."""
        out = [token]
        stack = list(token.children)
        while stack:
            child = stack.pop()
            if child.is_space or (child.is_punct and child.dep_ == "punct"):
                continue
            if child.dep_ in _CLAUSES and child.tag_[:2] in ("VB", "MD") and child.pos_ in ("VERB", "AUX"):
                continue
            out.append(child)
            if child.dep_ == "xcomp" and child.pos_ == "VERB" and token.pos_ == "VERB":
                continue
            stack.extend(child.children)
        if token.dep_ in ("acl", "relcl") and token.head.pos_ in ("NOUN", "PROPN"):
            out.append(token.head)
        return out

    def _words(self, token: Token, scope: Sequence[Token]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for each in sorted(scope, key=lambda t: t.i):
            if each.i == token.i:
                continue
            mention = self.at.get(each.i)
            if mention is not None:
                found[mention.party] = None
            if each.pos_ in _CONTENT or mention is not None or each.tag_ in ("RP", "NNP"):
                found[each.lemma_.lower()] = None
        for each in (*self._shared_object(token), *self._antecedent(token)):
            found[each.lemma_.lower()] = None
        return tuple(found)

    def _antecedent(self, token: Token) -> list[Token]:
        """The phrase that "they" or "them" stands for as subject or object of a verb: the last plural one before it."""
        pronoun = next(
            (c for c in token.children if c.lower_ in _THEM and c.dep_ in ("nsubj", "nsubjpass", "dobj")), None
        )
        if pronoun is None:
            return []
        for i in range(pronoun.i - 1, token.sent.start - 1, -1):
            other = self.doc[i]
            if other.dep_ in ("nsubjpass", "nsubj", "dobj", "pobj") and other.tag_ in ("NNS", "CD", "NNPS"):
                while other.dep_ == "pobj" and other.head.dep_ == "prep" and other.head.lower_ == "of":
                    other = other.head.head
                if other.dep_ in ("nsubjpass", "nsubj", "dobj"):
                    return [t for t in other.subtree if t.i < pronoun.i and t.pos_ in (*_CONTENT, "NUM", "PRON")]
        return []

    def _shared_object(self, token: Token) -> list[Token]:
        """The object of coordinated verbs and the subject that a passive, or an infinitive's head, lends."""
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
        if token.dep_ == "conj" and token.head.pos_ == "VERB" and not own:
            subject = next((c for c in token.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
            return [subject] if subject is not None and subject.pos_ in ("NOUN", "PROPN") else []
        return []

    def _lemma(self, token: Token) -> str:
        lemma = token.lemma_.lower()
        # "released up to 5,000" has no particle, whatever the parser says.
        particle = next((c for c in token.children if c.dep_ == "prt" and c.i + 1 < len(c.doc)), None)
        if particle is not None and (
            (particle.nbor(1).lower_ == "to" and particle.lower_ == "up")
            or (particle.i > token.i + 1 and particle.nbor(-1).text.endswith("ing"))  # "completed the laying down"
        ):
            particle = None
        return f"{lemma} {particle.lower_}" if particle is not None else lemma

    # -- who

    def _actors(self, token: Token, pos: str, speaker: str | None) -> Iterator[str]:
        if pos == "noun":
            measured = _measure(token)
            for child in (*token.children, *(measured.children if measured is not None else ())):
                if child.dep_ == "poss":
                    yield from self._parties(child, speaker)
                elif child.dep_ == "prep" and child.lower_ in ("by", "between"):
                    for inner in child.children:
                        yield from self._parties(inner, speaker)
                elif child.dep_ in ("compound", "nmod", "amod") and child.i in self.at:
                    yield self.at[child.i].party
            return
        subject, passive = _subject(token)
        if passive:
            for child in token.children:
                if child.dep_ == "agent":
                    for inner in child.children:
                        yield from self._parties(inner, speaker)
        elif subject is not None:
            yield from self._parties(subject, speaker)

    def _recipients(self, token: Token, speaker: str | None) -> Iterator[str]:
        subject, passive = _subject(token)
        seen: set[str] = set()
        heads = [subject] if passive and subject is not None else []
        for child in token.children:
            if child.dep_ in ("dobj", "dative"):
                heads.append(child)
                heads.extend(p for c in child.children if c.lower_ in _TOWARDS for p in c.children if p.dep_ == "pobj")
            elif child.dep_ == "prep" and child.lower_ in _TOWARDS | {"for", "at", "of"}:
                heads.extend(c for c in child.children if c.dep_ == "pobj")
        for head in heads:
            for party in self._parties(head, speaker):
                if party not in seen:
                    seen.add(party)
                    yield party

    def _parties(self, head: Token, speaker: str | None) -> Iterator[str]:
        for token in (head, *head.conjuncts):
            mention = self.at.get(token.i)
            if mention is None and token.lower_ in _FIRST and speaker:
                yield speaker
                continue
            if mention is None:
                mention = next((self.at[c.i] for c in token.lefts if c.i in self.at), None)
            if mention is None:
                behind = next((c for c in token.rights if c.dep_ == "prep" and c.lower_ in ("of", "from")), None)
                mention = (
                    next((self.at[c.i] for c in behind.children if c.i in self.at), None)
                    if behind is not None
                    else None
                )
            if mention is not None:
                yield mention.party

    def _owners(self, token: Token, speaker: str | None) -> Iterator[str]:
        seen: set[str] = set()
        subject, passive = _subject(token)
        heads = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass", "pobj")]
        heads += [subject] if passive and subject is not None else []
        heads += [t for t in self._antecedent(token) if t.dep_ in ("nsubjpass", "nsubj", "dobj")]
        heads += [
            p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children if p.dep_ == "pobj"
        ]
        for head in heads:
            for party in self._owner(head, speaker, 0):
                if party not in seen:
                    seen.add(party)
                    yield party

    def _owner(self, head: Token, speaker: str | None, depth: int) -> Iterator[str]:
        """Whose the thing is: "our prisoners", "Taliban prisoners", "prisoners of ours", "5,000 of our prisoners"."""
        mine = [c for c in head.children if c.dep_ in ("poss", "compound", "nmod", "amod")]
        for child in mine:
            if child.lower_ in _FIRST and speaker:
                yield speaker
                return
            if child.i in self.at:
                yield self.at[child.i].party
                return
            adjective = (
                self.registry.adjective(child.text) if child.dep_ == "amod" and child.text[:1].isupper() else None
            )
            if adjective:
                yield adjective
                return
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ == "of" and depth < 2:
                for inner in child.children:
                    if inner.lower_ in _FIRST and speaker:
                        yield speaker
                        return
                    if inner.i in self.at:
                        yield self.at[inner.i].party
                        return
                    yield from self._owner(inner, speaker, depth + 1)

    # -- how

    def _modifiers(self, token: Token) -> Iterator[str]:
        seen: set[str] = set()
        heads = [token]
        measure = _measure(token)
        if measure is not None:
            heads.append(measure)
            seen.add(measure.lemma_.lower())
            yield measure.lemma_.lower()
        for head in heads:
            for word in _described(head):
                if word not in seen:
                    seen.add(word)
                    yield word

    def _length(self, i: int) -> int:
        span = self.statements[i].content
        return span.end - span.start


def _hearsay(token: Token) -> bool:
    """Whether somebody reports it whose statement could not be made out: it is then no fact of the reporter's own."""
    for above in token.ancestors:
        if above.tag_[:2] == "VB" and above.i != token.i:
            cue = VERBS.get(above.lemma_.lower())
            if cue is not None and "t" in cue.frames and "q" in cue.frames:
                return True
    return False


def _sums_up(token: Token) -> bool:
    if token.tag_[:2] != "VB" or token.lemma_ not in _SUMS_UP or token.dep_ in ("aux", "auxpass"):
        return False
    return any(c.dep_ in ("nsubj", "nsubjpass") and c.lower_ in ("that", "this", "it", "which") for c in token.children)


def _described(head: Token) -> Iterator[str]:
    for child in head.children:
        if child.dep_ in ("amod", "advmod", "acomp") and child.pos_ in ("ADJ", "VERB", "ADV", "NOUN"):
            yield child.lower_
            if child.tag_[:2] == "VB":
                yield child.lemma_.lower()
    verb = head.head
    if head.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in ("be", "remain", "become", "seem"):
        negated = any(c.dep_ == "neg" for c in verb.children)
        for child in verb.children:
            if child.dep_ in ("acomp", "attr") and child.pos_ == "ADJ":
                yield f"not {child.lower_}" if negated else child.lower_
    if head.dep_ in ("nsubj", "nsubjpass") and verb.pos_ == "VERB":
        yield verb.lemma_.lower()


def _subject(verb: Token) -> tuple[Token | None, bool]:
    """The subject of a verb and whether it is a passive one; complements and coordinates borrow their head's."""
    current = verb
    for _ in range(6):
        for child in current.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                if child.tag_ in ("WP", "WDT") and current.dep_ == "relcl":
                    return current.head, child.dep_ == "nsubjpass"
                return child, child.dep_ == "nsubjpass" and current.i == verb.i
        if current.dep_ in ("acl",):
            return current.head, verb.tag_ == "VBN"
        if current.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "acomp"):
            return None, False
        if current.dep_ == "xcomp":
            asked = next((c for c in current.head.children if c.dep_ == "dobj" and c.i < current.i), None)
            if asked is not None:
                return asked, False
        head = current.head
        if current.dep_ == "pcomp" and head.lower_ in _OF_THE_OBJECT:
            blamed = next((c for c in head.head.children if c.dep_ == "dobj" and c.i < head.i), None)
            if blamed is not None:
                return blamed, False  # "accused them of attacking": they attacked
        current = head.head if head.dep_ == "prep" else head
    return None, False


def _measure(noun: Token) -> Token | None:
    """The noun of amount or change over an event noun: "levels" of violence."""
    if noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.lemma_.lower() in MEASURES:
        return noun.head.head
    return None


def _of(noun: Token) -> bool:
    return any(c.dep_ == "prep" and c.lower_ in ("of", "in") for c in noun.children)


def _within(items: Sequence[_Item], starts: Sequence[int], start: int, end: int) -> Iterator[_Item]:
    for i in range(bisect_right(starts, start - 1), len(items)):
        if items[i].span.start >= end:
            break
        yield items[i]
