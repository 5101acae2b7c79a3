"""What if: the board as it would be without a source, with another grade, or with another deadline.

Nothing is changed anywhere: an agreement and its evidence go in, and others come out that the monitor judges as usual.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from treuga.errors import AgreementError, MonitorError
from treuga.model import Agreement, Commitment, Deadline, Evidence
from treuga.monitor import codes
from treuga.monitor.witness import is_grade


@dataclass(frozen=True, slots=True)
class Supposition:
    """What is supposed.

    Attributes:
        without: sources left out: names of reports or outlets, ids of parties.
        grades: name of an outlet, or id of a party -> Admiralty grade.
        moves: id of a commitment -> deadline, as a day or an expression such as ``signed + 200 days``.
    """

    without: tuple[str, ...] = ()
    grades: Mapping[str, str] = field(default_factory=dict)
    moves: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        told = [f"without {name}" for name in self.without]
        told += [f"{name} graded {grade}" for name, grade in self.grades.items()]
        told += [f"{key} due {when}" for key, when in self.moves.items()]
        return ", ".join(told)


def suppose(
    agreement: Agreement, evidence: Sequence[Evidence], supposing: Supposition
) -> tuple[Agreement, list[Evidence]]:
    """The agreement and the evidence as they would be."""
    without = {*supposing.without}
    kept = [e for e in evidence if without.isdisjoint(names(e))]
    graded = [_graded(e, supposing.grades) for e in kept]
    if not supposing.moves:
        return agreement, graded
    commitments = tuple(_moved(agreement, commitment, supposing.moves) for commitment in agreement.commitments)
    # The supposed day stands for all others that were agreed.
    later = tuple(replace(a, deadline=None) if a.commitment in supposing.moves else a for a in agreement.amendments)
    return replace(agreement, commitments=commitments, amendments=later), graded


def require(agreement: Agreement, known: Sequence[str], supposing: Supposition) -> None:
    """Refuse a supposition about what does not exist, which would silently change nothing.

    Args:
        agreement: whose board is asked for.
        known: all names of sources (see `names`), and of what was read without being evidence.
        supposing: to be checked.

    Raises:
        MonitorError: an unknown source (TR607), no grade (TR605), an unknown commitment (TR601), no deadline (TR608).
    """
    for name in (*supposing.without, *supposing.grades):
        if name not in known:
            near = get_close_matches(name, known, n=1)
            remedy = f"Did you mean '{near[0]}'?" if near else ""
            raise MonitorError(codes.UNKNOWN_SOURCE, f"'{name}' is no report, outlet or party here", remedy=remedy)
    for name, grade in supposing.grades.items():
        if not is_grade(grade):
            raise MonitorError(codes.BAD_GRADE, f"'{grade}' is the grade of '{name}'")
    ids = [commitment.id for commitment in agreement.commitments]
    for key, when in supposing.moves.items():
        if key not in ids:
            near = get_close_matches(key, ids, n=1)
            remedy = f"Did you mean '{near[0]}'?" if near else f"Ask for one of: {', '.join(ids) or 'none'}."
            raise MonitorError(codes.UNKNOWN_COMMITMENT, f"there is no commitment '{key}'", remedy=remedy)
        try:
            _deadline(agreement, when)
        except AgreementError as error:
            raise MonitorError(codes.BAD_MOVE, error.message) from None


def names(evidence: Evidence) -> set[str]:
    """All names under which the source of a piece of evidence can be left out."""
    found = {evidence.report_name, evidence.report, evidence.outlet, evidence.witness, evidence.speaker.party or ""}
    return found - {""}


def _graded(evidence: Evidence, grades: Mapping[str, str]) -> Evidence:
    """A party's grade is that of its word, an outlet's that of its reporter's own voice."""
    speaker = evidence.speaker.party
    own = (speaker, evidence.witness) if speaker else (evidence.outlet, evidence.witness)
    grade = next((grades[name] for name in own if name and name in grades), "")
    return replace(evidence, grade=grade) if grade else evidence


def _moved(agreement: Agreement, commitment: Commitment, moves: Mapping[str, str]) -> Commitment:
    if commitment.id not in moves:
        return commitment
    return replace(commitment, deadline=_deadline(agreement, moves[commitment.id]))


def _deadline(agreement: Agreement, written: str) -> Deadline:
    from treuga.agreements.deadlines import parse_deadline, resolve

    parsed = parse_deadline(written)
    return Deadline(str(parsed), resolve(parsed, agreement.signed))
