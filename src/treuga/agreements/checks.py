"""What must hold between the parts of an agreement file: parties, sides, references, and no circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Protocol

from treuga.agreements import codes
from treuga.agreements.amended import NOT_YET
from treuga.agreements.deadlines import parse_deadline
from treuga.agreements.fields import KEBAB, Field, shown, suggest
from treuga.model import Commitment, Deadline

SPECIAL_ANTECEDENTS = ("signing", "always")


class Registry(Protocol):
    """What is asked of a party registry here: whether it knows an id."""

    def __contains__(self, party: object, /) -> bool:
        """Whether the party id is known."""


@dataclass(slots=True)
class Parties:
    """Who can be named in the file, and on which side each one stands."""

    registry: Registry | None
    parties: tuple[str, ...]
    sides: Mapping[str, tuple[str, ...]]
    _reported: set[str] = field(default_factory=set)

    def side(self, party: str) -> str:
        """The party whose side it is on: itself, or the one that lists it as an ally."""
        return next((head for head, allies in self.sides.items() if party in allies), party)

    def known(self, entry: Field) -> bool:
        """Whether the registry has that party; noted once for each id where it has not."""
        party = entry.text()
        if self.registry is None or not KEBAB.match(party) or party in self.registry:
            return True
        if party not in self._reported:
            self._reported.add(party)
            entry.problem(
                codes.UNKNOWN_PARTY, f"the registry has no party '{shown(party)}'", suggest(party, self._candidates())
            )
        return False

    def with_role(self, entry: Field) -> None:
        """A party that owes, is owed, performs or decides must be known, and stand on a side."""
        party = entry.text()
        named = {*self.parties, *self.sides, *(ally for allies in self.sides.values() for ally in allies)}
        if self.known(entry) and KEBAB.match(party) and party not in named:
            remedy = suggest(party, named)
            entry.problem(codes.NO_SIDE, f"'{party}' stands neither in 'parties' nor under 'sides'", remedy)

    def _candidates(self) -> Iterator[str]:
        if isinstance(self.registry, Iterable):
            yield from (str(getattr(party, "id", party)) for party in self.registry)


def check_sides(found: Mapping[str, Sequence[Field]]) -> None:
    """Nobody may stand on two sides."""
    place = {head: head for head in found}
    for head, allies in found.items():
        for ally in allies:
            other = place.setdefault(ally.text(), head)
            if other != head:
                ally.problem(
                    codes.BOTH_SIDES,
                    f"'{shown(ally.text())}' stands on two sides, '{other}' and '{head}'",
                    "Keep it on one side.",
                )


def check_opposed(keys: Mapping[str, Field], commitment: Commitment, parties: Parties) -> None:
    """Who owes and who is owed must not be the same side, or nobody's word could be weighed.

    The exception is what several sides owe each other, a ceasefire for example: there the conduct that a witness speaks
    of tells whose word it is.
    """
    mutual = set(commitment.debtor) == set(commitment.creditor)
    if mutual and len({parties.side(party) for party in commitment.creditor}) > 1:
        return
    owing = {parties.side(p): p for p in (*commitment.debtor, *commitment.performer)}
    for party in commitment.creditor:
        if (other := owing.get(parties.side(party))) is not None:
            who = f"'{shown(party)}'" if other == party else f"'{shown(party)}', on the side of '{shown(other)}',"
            keys["creditor"].problem(codes.BOTH_SIDES, f"{who} owes '{shown(commitment.id)}' and is owed it")


def check_antecedents(field: Field, ids: Iterable[str]) -> None:
    """Antecedents are commitments of this file, or the special words."""
    known = (*ids, *SPECIAL_ANTECEDENTS)
    for entry in field.texts():
        if entry.text() not in known:
            entry.problem(
                codes.UNKNOWN_ANTECEDENT,
                f"the antecedent '{shown(entry.text())}' is no commitment of this file",
                suggest(entry.text(), known),
            )


def check_deadline(field: Field, deadline: Deadline, signed: bool, ids: Iterable[str]) -> None:
    """What a deadline counts from must exist."""
    parsed = parse_deadline(deadline.expression)
    known = tuple(ids)
    if parsed.anchor == "signed" and not signed:
        field.problem(codes.DEADLINE_REFERENCE, "the deadline counts from 'signed', but the file has no 'signed' date")
    if parsed.anchor == "start" and parsed.value not in known:
        field.problem(
            codes.DEADLINE_REFERENCE,
            f"the deadline counts from '{parsed.value}', which is no commitment of this file",
            suggest(parsed.value, known),
        )


def waits_for(commitment: Commitment) -> tuple[str, ...]:
    """The commitments that must come before this one: its antecedents, and what its deadline counts from."""
    before = [a for a in commitment.antecedent if a not in (*SPECIAL_ANTECEDENTS, NOT_YET)]
    if commitment.deadline and (parsed := parse_deadline(commitment.deadline.expression)).anchor == "start":
        before.append(parsed.value)
    return tuple(dict.fromkeys(before))


def circles(commitments: Iterable[Commitment]) -> list[tuple[str, ...]]:
    """Each circle of commitments that wait for each other, as a path that ends where it begins."""
    before = {c.id: set(waits_for(c)) for c in commitments}
    found: list[tuple[str, ...]] = []
    while True:
        try:
            TopologicalSorter(before).prepare()
        except CycleError as error:
            path: list[str] = error.args[1]  # each is waited for by the next; the first again at the end
            found.append(tuple(reversed(path)))
            before[path[1]].discard(path[0])  # open this circle, to see whether there is another
        else:
            return found
