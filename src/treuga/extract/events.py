"""The spaCy component for events: what clauses and event nouns say of the world, coded with PLOVER where it applies.

Every predicate becomes a `treuga.model.Event`, also those that no ontology knows, because an agreement may be about
anything: linking testimony to a commitment matches its words against these, without running a parser again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, Literal, TypeVar

from spacy.language import Language
from spacy.tokens import Doc, Token

from treuga.extract import plover
from treuga.extract.extensions import in_furniture
from treuga.extract.factuality import judge
from treuga.extract.registry import Registry, load_registry
from treuga.model import Event, Mention, Quantity, Statement, TimeExpression
from treuga.model import Span as Passage

_CONTENT: Final = frozenset(("NOUN", "PROPN", "ADJ", "VERB"))
_CLAUSES: Final = frozenset(("ccomp", "advcl", "relcl", "acl", "csubj", "parataxis", "conj"))
_FIRST: Final = frozenset(("we", "our", "us", "ours", "i", "my", "me", "mine"))
#: Nouns of amount and change: "levels of violence", "a wave of attacks"; what describes them describes what they measure.
_MEASURES: Final = frozenset(
    "level number rate wave spate series surge increase rise decrease decline drop fall reduction escalation lack rounds round "
    "end cessation halt resumption start beginning continuation suspension process state".split()
)
_EVENT_NOUNS: Final = frozenset(
    "attack violence fighting clash killing operation offensive raid airstrike strike shelling bombing bombardment ambush "
    "explosion violation breach incident hostility release exchange swap withdrawal pullout drawdown departure deployment "
    "redeployment presence mission ceasefire truce armistice talk negotiation dialogue consultation meeting conference "
    "round agreement deal accord signing ratification implementation compliance commitment tie link relation relationship "
    "cooperation support sanctuary haven base shelter recruitment training funding delisting sanction review endorsement "
    "resolution amnesty disarmament demobilization demobilisation reintegration cantonment election referendum transition "
    "return access delivery aid blockade siege embargo escalation reduction decrease increase surge cessation progress "
    "stalemate deadlock impasse delay reset inspection verification monitoring reform investigation trial prosecution "
    "integration restructuring formation appointment abduction detention arrest threat decision interference process".split()
)
_Item = TypeVar("_Item", Quantity, TimeExpression)
_LIGHT_VERBS: Final = frozenset("be have do".split())


class EventComponent:
    """Sets ``Doc._.events``. Needs a parse, ``Doc._.mentions`` and ``Doc._.statements``."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        registry = load_registry()
        if "treuga_parties" in self._nlp.pipe_names:
            registry = getattr(self._nlp.get_pipe("treuga_parties"), "registry", registry)
        doc._.events = tuple(_Coder(doc, registry).run())
        return doc


class _Coder:
    def __init__(self, doc: Doc, registry: Registry) -> None:
        self.doc = doc
        self.text = doc.text
        self.registry = registry
        self.at: dict[int, Mention] = {}
        self.statements: tuple[Statement, ...] = doc._.statements
        self.quantities: tuple[Quantity, ...] = doc._.quantities
        self.times: tuple[TimeExpression, ...] = doc._.times
        self.quantity_starts = [q.span.start for q in self.quantities]
        self.time_starts = [t.span.start for t in self.times]
        starts = {t.idx: t.i for t in doc}
        for mention in doc._.mentions:
            i = starts.get(mention.span.start)
            while i is not None and i < len(doc) and doc[i].idx < mention.span.end:
                self.at[i] = mention
                i += 1

    def run(self) -> Iterator[Event]:
        furniture = bool(self.doc._.furniture)
        for token in self.doc:
            pos = self._kind(token)
            if pos is None or (furniture and in_furniture(self.doc, token.idx, token.idx + len(token))):
                continue
            yield self._event(token, pos)

    def _kind(self, token: Token) -> Literal["verb", "noun"] | None:
        tag = token.tag_[:2]
        if tag == "VB":
            if token.dep_ in ("aux", "auxpass") or token.lemma_ in _LIGHT_VERBS or token.dep_ in ("amod", "compound"):
                return None
            return "verb"
        if tag == "NN" and token.i not in self.at:
            lemma = token.lemma_.lower()
            if (lemma in _EVENT_NOUNS or (lemma in _MEASURES and _of(token))) and token.dep_ not in ("compound",):
                return "noun"
        return None

    def _event(self, token: Token, pos: Literal["verb", "noun"]) -> Event:
        scope = self._scope(token)
        start = min(t.idx for t in scope)
        end = max(t.idx + len(t) for t in scope)
        inside = self._statement(token)
        speaker = self.statements[inside].speaker.party if inside is not None else None
        words = self._words(token, scope)
        lemma = self._lemma(token)
        fact = judge(token)
        kind, mode = plover.code(lemma, words)
        return Event(
            span=Passage(start, end, self.text[start:end]),
            predicate=Passage(token.idx, token.idx + len(token), token.text),
            lemma=lemma,
            pos=pos,
            type=kind,
            mode=mode,
            actors=tuple(self._actors(token, pos, speaker)),
            recipients=tuple(self._recipients(token, speaker)),
            owners=tuple(self._owners(token, speaker)),
            words=words,
            modifiers=tuple(self._modifiers(token)),
            quantities=tuple(_within(self.quantities, self.quantity_starts, start, end)),
            times=tuple(_within(self.times, self.time_starts, start, end)),
            factuality=fact.factuality,
            polarity=fact.polarity,
            aspect=fact.aspect,
            statement=inside,
        )

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
        shared = self._shared_object(token)
        for each in shared:
            found[each.lemma_.lower()] = None
        return tuple(found)

    def _shared_object(self, token: Token) -> list[Token]:
        """The object of coordinated verbs and the subject that a passive, or an infinitive's head, lends."""
        if token.dep_ == "conj" and token.head.pos_ == "VERB":
            if not any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
                subject = next((c for c in token.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
                return [subject] if subject is not None and subject.pos_ in ("NOUN", "PROPN") else []
        return []

    def _lemma(self, token: Token) -> str:
        lemma = token.lemma_.lower()
        particle = next((c for c in token.children if c.dep_ == "prt"), None)
        return f"{lemma} {particle.lower_}" if particle is not None else lemma

    # -- who

    def _actors(self, token: Token, pos: str, speaker: str | None) -> Iterator[str]:
        if pos == "noun":
            for child in token.children:
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
            elif child.dep_ == "prep" and child.lower_ in ("with", "to", "against", "on", "upon", "for", "at", "towards", "toward", "of"):
                heads.extend(c for c in child.children if c.dep_ == "pobj")
        for head in heads:
            for party in self._parties(head, speaker):
                if party not in seen:
                    seen.add(party)
                    yield party

    def _parties(self, head: Token, speaker: str | None) -> Iterator[str]:
        for token in (head, *head.conjuncts):
            if token.lower_ in _FIRST and speaker:
                yield speaker
                continue
            mention = self.at.get(token.i)
            if mention is None:
                mention = next((self.at[c.i] for c in token.lefts if c.i in self.at), None)
            if mention is None:
                behind = next((c for c in token.rights if c.dep_ == "prep" and c.lower_ in ("of", "from")), None)
                mention = next((self.at[c.i] for c in behind.children if c.i in self.at), None) if behind is not None else None
            if mention is not None:
                yield mention.party

    def _owners(self, token: Token, speaker: str | None) -> Iterator[str]:
        seen: set[str] = set()
        subject, passive = _subject(token)
        heads = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass", "pobj")]
        heads += [subject] if passive and subject is not None else []
        heads += [p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
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
            adjective = self.registry.adjective(child.text) if child.dep_ == "amod" and child.text[:1].isupper() else None
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
        if token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.head.lemma_.lower() in _MEASURES:
            measure = token.head.head
            heads.append(measure)
            seen.add(measure.lemma_.lower())
            yield measure.lemma_.lower()
        for head in heads:
            for word in _described(head):
                if word not in seen:
                    seen.add(word)
                    yield word

    def _statement(self, token: Token) -> int | None:
        found: int | None = None
        for i, statement in enumerate(self.statements):
            span = statement.content
            if span.start <= token.idx < span.end:
                found = i if found is None or span.end - span.start < self._length(found) else found
        return found

    def _length(self, i: int) -> int:
        span = self.statements[i].content
        return span.end - span.start


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
        if current.dep_ not in ("conj", "xcomp", "advcl", "pcomp"):
            return None, False
        if current.dep_ == "xcomp":
            asked = next((c for c in current.head.children if c.dep_ == "dobj" and c.i < current.i), None)
            if asked is not None:
                return asked, False
        head = current.head
        current = head.head if head.dep_ == "prep" else head
    return None, False


def _of(noun: Token) -> bool:
    return any(c.dep_ == "prep" and c.lower_ in ("of", "in") for c in noun.children)


def _within(items: Sequence[_Item], starts: Sequence[int], start: int, end: int) -> Iterator[_Item]:
    for i in range(bisect_right(starts, start - 1), len(items)):
        if items[i].span.start >= end:
            break
        yield items[i]
