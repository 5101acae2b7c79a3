"""Which events match which patterns of an agreement file: words, sides and counts, by the rules of `Pattern`.

An agreement is compiled once into an index from lemmas to rules, so that an event which concerns no commitment (nearly
all of them) costs a few look-ups.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from treuga.model import Agreement, Commitment, Event, Pattern, Quantity, Talks
from treuga.monitor.leaving import Phrase, leaving

Role = Literal[
    "fulfilled", "breached", "released", "suspended", "resumed", "decided", "refused", "reached", "stalled",
    "unsettled",
]  # fmt: skip

#: Two numbers are the same count where they differ by no more than this share of the promised one ("some 4,900").
TOLERANCE = 0.1
#: Doing one of these is done by having begun, so that "is under way" shows it done.
BEGINNING = frozenset({
    "start", "begin", "commence", "open", "launch", "convene", "enter", "initiate", "resume", "hold", "take place",
    "negotiate", "discuss", "talk", "meet",
})  # fmt: skip
_ASPECTS = {
    "start": frozenset({"start", "begin", "commence"}),
    "stop": frozenset({"stop", "end", "cease", "halt"}),
    "resume": frozenset({"resume", "restart"}),
}
_NEGOTIATION = ("talk", "negotiation", "peace talk", "peace process", "dialogue")
_GOING_ON = ("start", "begin", "open", "resume", "restart", "continue", "convene", "hold")
_STALLING = (
    "stall", "stagnate", "falter", "break down", "break off", "collapse", "suspend", "halt", "freeze", "deadlock",
    "stalemate", "impasse", "boycott", "walk out",
)  # fmt: skip
_STALLED = ("stalled", "deadlocked", "suspended", "frozen", "paused", "halted", "stagnant")
_UNSETTLED = ("disputed", "contentious", "controversial", "unresolved", "unsettled", "contested")
_NEGATING = ("un", "in", "im")
#: They stand in entries ("line of contact", "peace and security team"), and are no words of an event.
_LINKS = frozenset({"and", "or", "of", "the", "a", "an"})
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several that must all be there: ``safe haven``."""

    text: str
    parts: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Term:
        """Read one entry of a pattern."""
        plain = text.casefold()
        parts = tuple(re.split(r"[\s-]+", plain))
        several = len(parts) > 1 and all(parts)
        return cls(plain, tuple(part for part in parts if part not in _LINKS) if several else ())

    def among(self, words: Collection[str]) -> bool:
        """Whether the word, or all of its parts, are in ``words``."""
        return self.text in words or (bool(self.parts) and all(part in words for part in self.parts))


@dataclass(frozen=True)
class Rule:
    """One pattern of one subject, made ready for matching."""

    subject: str
    role: Role
    pattern: Pattern
    commitment: Commitment | None = None
    talks: Talks | None = None
    seated: int = 0
    """How many parties of the talks the sentence must name, where no context of the file says which talks are meant."""
    phrase: Phrase = ""
    """Where a general rule wants its object to stand; see `treuga.monitor.leaving`."""

    @cached_property
    def actions(self) -> tuple[Term, ...]:
        """The predicates that can carry it."""
        return tuple(Term.of(word) for word in self.pattern.actions)

    @cached_property
    def objects(self) -> tuple[Term, ...]:
        """What it is done to."""
        return tuple(Term.of(word) for word in self.pattern.objects)

    @cached_property
    def states(self) -> tuple[Term, ...]:
        """How its object can be described."""
        return tuple(Term.of(word) for word in self.pattern.states)

    @cached_property
    def stems(self) -> dict[str, str]:
        """The states by their stems, without the endings that a lemmatiser may or may not have removed."""
        return {stem(state.text): state.text for state in self.states if not state.parts}

    @cached_property
    def begins(self) -> bool:
        """Whether it is done by having begun."""
        return bool(self.pattern.states) or not BEGINNING.isdisjoint(self.pattern.actions)

    @cached_property
    def units(self) -> frozenset[str]:
        """Nouns whose number is compared with the promised one."""
        return frozenset({self.pattern.unit, *self.pattern.objects} - {""})

    def triggers(self) -> Iterator[str]:
        """Every lemma at which an event may match this rule."""
        for term in (*self.actions, *(self.objects if self.states else ())):
            yield term.text
            yield from term.parts
        yield from self.stems
        yield from (part for state in self.states for part in state.parts)
        if self._by_aspect:
            for term in self.objects:
                yield term.text
                yield from term.parts

    @cached_property
    def _by_aspect(self) -> bool:
        """Whether "began negotiating" can stand for its action, the beginning being in the aspect only."""
        return any(not verbs.isdisjoint(self.pattern.actions) for verbs in _ASPECTS.values())

    def aspect_is_action(self, aspect: str) -> bool:
        """Whether the aspect of an event is itself one of the actions."""
        return not _ASPECTS.get(aspect, frozenset()).isdisjoint(self.pattern.actions)


@dataclass(frozen=True, slots=True)
class Match:
    """How an event matched a rule.

    Attributes:
        words: the words that made the match, action first, to be shown.
        thing: the object that was matched; two rules with the same thing compete for the event.
        by_state: the object was described rather than something done to it.
        aspect_used: "began" or "ended" was the action, and says nothing more.
        denied_state: "not acceptable" was read as "unacceptable", so the negation is used up.
    """

    rule: Rule
    words: tuple[str, ...]
    thing: str = ""
    by_state: bool = False
    aspect_used: bool = False
    denied_state: bool = False


def stem(word: str) -> str:
    """A word without -ing, -ed or final -e, so that "stalled", "stall" and "stalling" are one."""
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


@dataclass
class Clause:
    """An event with all the words by which it may be matched; parties stand among them by their ids."""

    event: Event
    parties: frozenset[str] = frozenset()
    text: str = ""
    said: frozenset[str] = field(init=False)
    bag: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.said = self.parties.union(word.casefold() for word in self.event.words)
        lemma = self.event.lemma.casefold()
        described = (word.casefold() for word in self.event.modifiers)
        self.bag = self.said.union((lemma, *lemma.split()), described)

    @cached_property
    def qualifiers(self) -> frozenset[str]:
        """Stems of the words that describe the event or its object, "not acceptable" read as "unacceptable"."""
        return frozenset(stems_of((*self.event.modifiers, self.event.lemma)))

    @cached_property
    def denied(self) -> frozenset[str]:
        """The same where the whole clause is negated: "is not acceptable" describes as "unacceptable" does."""
        if self.event.polarity:
            return frozenset()
        return frozenset(stems_of(f"not {word}" for word in (*self.event.modifiers, self.event.lemma)))


def stems_of(words: Iterable[str]) -> Iterator[str]:
    """The stems of describing words; of a denied one ("not acceptable"), the stems of its opposites."""
    for word in words:
        plain = word.casefold()
        if plain.startswith("not "):
            yield from (stem(prefix + plain[4:]) for prefix in _NEGATING)
        yield stem(plain)


class Rulebook:
    """All patterns of an agreement, indexed by the lemmas at which they can match.

    Args:
        agreement: the file.
        amended: the same with later numbers; left out, as the file has it.
    """

    def __init__(self, agreement: Agreement, amended: Agreement | None = None) -> None:
        self.agreement = agreement
        self.rules = tuple(_rules(amended or agreement))
        self.things = frozenset(word for rule in self.rules for word in rule.pattern.objects)
        self._index: dict[str, tuple[int, ...]] = {}
        index: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            for word in dict.fromkeys(rule.triggers()):
                index.setdefault(word, []).append(number)
        self._index = {word: tuple(numbers) for word, numbers in index.items()}

    def candidates(self, event: Event) -> list[Rule]:
        """Rules that this event may match, in the order of the file."""
        index = self._index
        lemma = event.lemma.casefold()
        found = set(index.get(lemma, ()))
        if " " in lemma:
            found.update(*(index.get(part, ()) for part in lemma.split()))
        described = (lemma, *event.modifiers)
        for plain in stems_of(described):
            found.update(index.get(plain, ()))
        if not event.polarity:
            found.update(*(index.get(plain, ()) for plain in stems_of(f"not {word}" for word in described)))
        return [self.rules[number] for number in sorted(found)]


def _rules(agreement: Agreement) -> Iterator[Rule]:
    for commitment in agreement.commitments:
        subject = f"commitment:{commitment.id}"
        yield from (Rule(subject, "fulfilled", pattern, commitment) for pattern in commitment.fulfilled)
        yield from (Rule(subject, "breached", pattern, commitment) for pattern in commitment.breached)
        for role, pattern, phrase in leaving(commitment):
            yield Rule(subject, role, pattern, commitment, phrase=phrase)
    for gate in agreement.gates:
        yield from (Rule(f"gate:{gate.id}", "decided", pattern) for pattern in gate.opened)
        yield from (Rule(f"gate:{gate.id}", "refused", pattern) for pattern in gate.refused)
        for condition in gate.conditions:
            subject = f"condition:{gate.id}/{condition.id}"
            yield from (Rule(subject, "fulfilled", pattern) for pattern in condition.met)
            yield from (Rule(subject, "breached", pattern) for pattern in condition.unmet)
    for talks in agreement.talks:
        yield from _rules_of_talks(talks)


def _rules_of_talks(talks: Talks) -> Iterator[Rule]:
    """What the file says of stages and items; and, by general words, whether they or the talks have stalled."""
    table = f"talks:{talks.id}"
    yield Rule(table, "reached", Pattern(_GOING_ON, _NEGOTIATION), talks=talks, seated=2)
    yield Rule(table, "stalled", Pattern(_STALLING, _NEGOTIATION, states=_STALLED), talks=talks, seated=2)
    for stage in (*talks.stages, *talks.items):
        subject = f"{stage.kind}:{talks.id}/{stage.id}"
        yield from (Rule(subject, "reached", pattern, talks=talks) for pattern in stage.reached)
        things = tuple(dict.fromkeys(word for pattern in stage.reached for word in pattern.objects))
        if stage.kind == "item" and things:
            yield Rule(subject, "stalled", Pattern(_STALLING, things, states=_STALLED), talks=talks, seated=1)
            yield Rule(subject, "unsettled", Pattern((), things, states=_UNSETTLED), talks=talks, seated=1)


def match_words(rule: Rule, clause: Clause) -> Match | None:
    """Whether the words of a clause match a rule; sides, counts and context are judged apart."""
    thing = next((term for term in rule.objects if term.among(clause.said)), None)
    action = _action(rule, clause)
    if action and (thing or not rule.objects):
        return Match(rule, (action, *((thing.text,) if thing else ())), thing.text if thing else action)
    if rule.objects and rule.aspect_is_action(clause.event.aspect):
        lemma = clause.event.lemma.casefold()
        noun = next((term for term in rule.objects if term.text == lemma or lemma in term.parts), None)
        if noun:
            return Match(rule, (clause.event.aspect, noun.text), noun.text, aspect_used=True)
    return _match_state(rule, clause) if rule.states else None


def _action(rule: Rule, clause: Clause) -> str:
    lemma = clause.event.lemma.casefold()
    for term in rule.actions:
        if term.text == lemma:
            return term.text
        if term.parts and any(part in term.parts for part in lemma.split()) and term.among(clause.bag):
            return term.text
    return ""


def _match_state(rule: Rule, clause: Clause) -> Match | None:
    thing = next((term for term in rule.objects if term.among(clause.bag)), None)
    if thing is None:
        return None
    for stems, denied in ((clause.qualifiers, False), (clause.denied, True)):
        if found := stems & (rule.stems.keys() - {stem(thing.text)}):
            return Match(rule, (rule.stems[min(found)], thing.text), thing.text, by_state=True, denied_state=denied)
    several = next((state for state in rule.states if state.parts and state.among(clause.bag)), None)
    return Match(rule, (several.text, thing.text), thing.text, by_state=True) if several else None


def words_of(text: str) -> frozenset[str]:
    """The words of a passage, lower case, with plurals also in the singular."""
    words = {word.casefold() for word in _WORD.findall(text)}
    return frozenset(words | {word[:-1] for word in words if len(word) > 3 and word.endswith("s")})


def any_among(entries: Sequence[str], words: Collection[str]) -> str:
    """The first of a pattern's entries that stands in ``words``, or nothing."""
    return next((entry for entry in entries if Term.of(entry).among(words)), "")


def number_of(rule: Rule, quantities: Iterable[Quantity]) -> Quantity | None:
    """The quantity of a clause that counts what the pattern counts; the one nearest to the promised number."""
    count = rule.pattern.count
    if count is None:
        return None
    counted = [quantity for quantity in quantities if quantity.unit.casefold() in rule.units]
    return min(counted, key=lambda quantity: abs(quantity.value - count), default=None)


def fits(quantity: Quantity, pattern: Pattern) -> bool:
    """Whether a reported number is the promised one: within what "some" and "nearly" allow, and beyond by its bound."""
    if pattern.count is None:
        return False
    beyond = {"at least": quantity.value > pattern.count, "at most": quantity.value < pattern.count}
    return beyond.get(pattern.bound, False) or abs(quantity.value - pattern.count) <= TOLERANCE * abs(pattern.count)
