"""Standing: on whose word. What a witness says weighs by what it costs the witness to say it.

A commitment has two sides. On the debtor's stand the debtor, those who must perform for it, and their allies; on the
creditor's stand the creditor and its allies. Who says what its own side gains by is *self-serving*; who says what its
own side loses by *acknowledges* it; who stands on neither side is a *third party*.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Literal, Protocol

from treuga.model import Agreement, Claim, Commitment, PartialDate, Party, Stance, Standing

#: ``both``: bound and owed at once, as in a mutual ceasefire, where the report does not say whose conduct is meant.
Side = Literal["debtor", "creditor", "both"]


class Principals(Protocol):
    """The part of the party registry that the monitor asks."""

    def get(self, party_id: str, /) -> Party | None:
        """The party, or None where it is not known."""

    def principals(self, party_id: str, on: dt.date | PartialDate | None = None) -> tuple[str, ...]:
        """The party itself, then the bodies for which it speaks, nearest first."""


class Sides:
    """Who stands where in one agreement.

    An alliance binds all who are named in it: where the file says that the United States have NATO and Kabul as allies,
    each of the three counts on the side of the other two, unless it is itself a party to the commitment on the other.
    """

    def __init__(self, alliances: Mapping[str, Iterable[str]]) -> None:
        self._blocs = tuple(frozenset((party, *allies)) for party, allies in alliances.items())
        self._sides: dict[str, tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]] = {}

    @classmethod
    def of(cls, agreement: Agreement) -> Sides:
        """The sides that an agreement file declares."""
        return cls(agreement.sides)

    def bloc(self, parties: Collection[str]) -> frozenset[str]:
        """The parties and all who are in an alliance with one of them."""
        return frozenset(parties).union(*(bloc for bloc in self._blocs if not bloc.isdisjoint(parties)))

    def same(self, principals: Collection[str], parties: Collection[str]) -> bool:
        """Whether one of ``principals`` is one of ``parties``, or their ally."""
        return not self.bloc(parties).isdisjoint(principals)

    def side(
        self, commitment: Commitment, principals: tuple[str, ...], actors: Collection[str] = ()
    ) -> tuple[Side | None, str]:
        """On which side someone stands, and as whose voice.

        Args:
            commitment: the promise.
            principals: who speaks and for whom, nearest first.
            actors: whose conduct is spoken of, with their principals; it decides where both sides owe the same thing.

        Returns:
            The side, None for neither, and the principal by which it was decided (for neither: the outermost).
        """
        debtor, creditor, debtor_bloc, creditor_bloc = self._parties(commitment)
        for party in principals:
            owes, owed = party in debtor, party in creditor
            if owes and owed:
                return (self._by_conduct(party, actors) if actors else "both"), party
            if owes or owed:
                return ("debtor" if owes else "creditor"), party
        for party in principals:
            owes, owed = party in debtor_bloc, party in creditor_bloc
            if owes != owed:
                return ("debtor" if owes else "creditor"), party
        return None, principals[-1] if principals else ""

    def _by_conduct(self, party: str, actors: Collection[str]) -> Side:
        return "debtor" if self.same(actors, (party,)) else "creditor"

    def _parties(self, commitment: Commitment) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
        found = self._sides.get(commitment.id)
        if found is None:
            debtor = frozenset((*commitment.debtor, *commitment.performer))
            creditor = frozenset(commitment.creditor)
            found = debtor, creditor, self.bloc(debtor), self.bloc(creditor)
            self._sides[commitment.id] = found
        return found


def helps_debtor(claim: Claim, stance: Stance) -> bool:
    """Whether a claim, taken or denied, is one that the debtor gains by."""
    gains = claim not in ("breached", "outstanding")
    return gains == (stance == "asserts")


def standing(side: Side | None, claim: Claim, stance: Stance) -> Standing:
    """What someone's word is worth on a claim, by the side on which they stand."""
    if side is None:
        return "third-party"
    if side == "both":
        return "self-serving"
    return "self-serving" if (side == "debtor") == helps_debtor(claim, stance) else "acknowledged"
