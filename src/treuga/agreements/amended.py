"""An agreement as it stood on a day: what later papers changed in it, applied in the order of their dates.

An amendment is bitemporal, like evidence: it holds from its own date, and nobody can have known of it before it became
public. So a question about a day before it gets the old deadline, and so does a question with the knowledge of then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from treuga.model import Agreement, Amendment, Commitment, Pattern

#: Antecedent of a commitment that replaces another one, until the amendment that says so holds. No id looks like it.
NOT_YET = "(amendment)"


def in_force(agreement: Agreement, as_of: dt.date, known_at: dt.date) -> list[Amendment]:
    """The amendments that hold on a day, as far as known on another, in order."""
    holding = (a for a in agreement.amendments if a.date.latest <= as_of and a.known.latest <= known_at)
    return sorted(holding, key=lambda amendment: amendment.date.latest)


def as_amended(agreement: Agreement, as_of: dt.date, known_at: dt.date) -> Agreement:
    """The agreement with its commitments as they stood on a day, as far as that could be known on another.

    Returns:
        The same object where nothing was ever amended; else one whose commitments have the deadlines and counts of then
        and name what was applied in ``amended``.
    """
    if not agreement.amendments:
        return agreement
    holding = in_force(agreement, as_of, known_at)
    ahead = {a.replaced_by for a in agreement.amendments} - {a.replaced_by for a in holding} - {""}
    commitments = (
        replace(commitment, antecedent=(*commitment.antecedent, NOT_YET)) if commitment.id in ahead else commitment
        for commitment in agreement.commitments
    )
    return replace(agreement, commitments=tuple(_applied(one, holding) for one in commitments))


def _applied(commitment: Commitment, amendments: Iterable[Amendment]) -> Commitment:
    for one in amendments:
        if one.commitment == commitment.id:
            commitment = _changed(commitment, one)
    return commitment


def _changed(commitment: Commitment, amendment: Amendment) -> Commitment:
    applied = replace(amendment, before=commitment.deadline) if amendment.deadline else amendment
    patterns = commitment.fulfilled
    if amendment.count is not None:
        patterns = tuple(_recounted(pattern, amendment) for pattern in patterns)
    return replace(
        commitment,
        deadline=amendment.deadline or commitment.deadline,
        fulfilled=patterns,
        amended=(*commitment.amended, applied),
    )


def _recounted(pattern: Pattern, amendment: Amendment) -> Pattern:
    """The pattern with the new number, where it counts the same thing."""
    if pattern.count is None or amendment.unit not in ("", pattern.unit):
        return pattern
    return replace(pattern, count=amendment.count)
