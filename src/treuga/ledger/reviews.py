"""Reviews: what people decided about links and breaches, as rows that stay."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import dataclass
from typing import Final, Literal, cast

from treuga.errors import LedgerError
from treuga.ledger import codes

Verdict = Literal["accept", "amend", "reject", "confirm", "withhold"]
Correctable = Literal["subject", "claim", "stance", "happened", "witness"]

#: Longer names and reasons are no names and reasons.
MAX_NAME: Final = 200
MAX_REASON: Final = 5000


@dataclass(frozen=True, slots=True)
class Place:
    """The passage of a report that a review is about, and what was read there.

    Attributes:
        report: id of the report.
        start, end: the passage of its canonical text.
        digest, evidence: the piece of evidence that was looked at.
    """

    report: str
    start: int
    end: int
    claim: str
    stance: str
    digest: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Review:
    """One decision of a person.

    Attributes:
        agreement: id of the agreement.
        subject: as evidence has it, ``commitment:ID`` for example.
        verdict: ``accept``, ``amend`` or ``reject`` a link; ``confirm`` or ``withhold`` a breach.
        reviewer, reviewed, reason: who, when, why.
        places: the link; for a breach, all that then showed it.
        corrections: of an amended link, what is so instead of what was found; ``happened`` is empty for "not said".
    """

    agreement: str
    subject: str
    verdict: Verdict
    reviewer: str
    reason: str
    reviewed: dt.date
    places: tuple[Place, ...]
    corrections: tuple[tuple[Correctable, str], ...] = ()


def add(db: sqlite3.Connection, review: Review) -> None:
    """Write a review, inside the transaction of the caller.

    Raises:
        LedgerError: it names no reviewer or no reason, or a place that no report of the ledger has.
    """
    where = f"{review.agreement}, {review.subject}"
    for what, value, most in (("reviewer", review.reviewer, MAX_NAME), ("reason", review.reason, MAX_REASON)):
        if not value.strip() or len(value) > most:
            raise LedgerError(codes.BAD_REVIEW, f"the {what} must have 1 to {most:,} characters", where=where)
    if not review.places:
        raise LedgerError(codes.BAD_REVIEW, "it is about no passage", where=where)
    if bool(review.corrections) != (review.verdict == "amend"):
        raise LedgerError(codes.BAD_REVIEW, "corrections and the verdict 'amend' go together", where=where)
    number = db.execute(
        "INSERT INTO reviews (agreement, subject, verdict, reviewer, reason, reviewed) VALUES (?, ?, ?, ?, ?, ?)",
        (
            review.agreement,
            review.subject,
            # Corrected is accepted as corrected; the table of verdicts is older than corrections.
            "accept" if review.corrections else review.verdict,
            review.reviewer.strip(),
            review.reason.strip(),
            review.reviewed.isoformat(),
        ),
    ).lastrowid
    db.executemany(
        "INSERT INTO review_corrections (review, field, value) VALUES (?, ?, ?)",
        [(number, field, value) for field, value in review.corrections],
    )
    for position, place in enumerate(review.places):
        found = db.execute("SELECT n, length(text) FROM reports WHERE id = ?", (place.report,)).fetchone()
        if found is None or not 0 <= place.start < place.end <= found[1]:
            raise LedgerError(codes.BAD_REVIEW, "no report of the ledger has the passage", where=where)
        db.execute(
            "INSERT INTO review_places "
            "(review, position, report, span_start, span_end, claim, stance, digest, evidence) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                position,
                found[0],
                place.start,
                place.end,
                place.claim,
                place.stance,
                place.digest,
                place.evidence,
            ),
        )


#: Parameter: the agreement's id.
SELECT: Final = (
    "SELECT v.n, v.agreement, v.subject, v.verdict, v.reviewer, v.reason, v.reviewed, "
    "r.id, p.span_start, p.span_end, p.claim, p.stance, p.digest, p.evidence "
    "FROM reviews AS v JOIN review_places AS p ON p.review = v.n JOIN reports AS r ON r.n = p.report "
    "WHERE v.agreement = ? ORDER BY v.n, p.position"
)


#: Parameter: the agreement's id.
CORRECTIONS: Final = (
    "SELECT c.review, c.field, c.value FROM review_corrections AS c JOIN reviews AS v ON v.n = c.review "
    "WHERE v.agreement = ? ORDER BY c.review, c.field"
)


def load(rows: list[tuple[object, ...]], corrected: list[tuple[int, Correctable, str]]) -> list[Review]:
    """The reviews of the rows of `SELECT` and `CORRECTIONS`, in the order in which they were given."""
    heads: dict[object, tuple[object, ...]] = {}
    places: dict[object, list[Place]] = {}
    for n, *values in rows:
        heads[n] = tuple(values[:6])
        places.setdefault(n, []).append(Place(*values[6:]))  # type: ignore[arg-type]
    changes: dict[object, list[tuple[Correctable, str]]] = {}
    for number, field, value in corrected:
        changes.setdefault(number, []).append((field, value))
    out = []
    for n, (agreement, subject, verdict, reviewer, reason, reviewed) in heads.items():
        day = dt.date.fromisoformat(str(reviewed))
        kind = "amend" if n in changes else cast(Verdict, verdict)
        about = str(agreement), str(subject)
        corrections = tuple(changes.get(n, ()))
        out.append(Review(*about, kind, str(reviewer), str(reason), day, tuple(places[n]), corrections))
    return out
