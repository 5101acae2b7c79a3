"""The tables of bulk evaluation: their columns, what may be left out, and how an agreement's objects become rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from treuga.agreements.amended import NOT_YET
from treuga.agreements.deadlines import parse_deadline
from treuga.model import Agreement, Commitment, Deadline, Evidence, PartialDate
from treuga.monitor.remarks import REPORTER, UNAFFILIATED, UNIDENTIFIED, is_part
from treuga.monitor.standing import Sides

Kind = Literal["key", "text", "day", "flag", "number"]
Row = tuple[Any, ...]
_SPECIAL: Final = ("signing", "always", NOT_YET)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its kind, and the SQL that stands for it where a table has none; it must be there if that is empty.

    Attributes:
        kind: ``key`` (text or integers, the same kind wherever it is used), ``text``, ``day`` (proleptic Gregorian
            ordinal, as `datetime.date.toordinal`), ``flag`` (a truth value) or ``number``.
    """

    kind: Kind
    missing: str = ""


_NO_DAY = "CAST(NULL AS INTEGER)"
_NO_TEXT = "CAST(NULL AS VARCHAR(1))"
_NO = "(1 = 0)"
#: table -> column -> what it holds. docs/how-to/bulk.md says what each means.
SHAPES: Final[Mapping[str, Mapping[str, Column]]] = {
    "evidence": {
        "commitment": Column("key"), "id": Column("key"), "witness": Column("key"), "claim": Column("text"),
        "stance": Column("text"), "standing": Column("text"), "grade": Column("text"), "known_upto": Column("day"),
        "known_first": Column("day", _NO_DAY), "known_last": Column("day", _NO_DAY),
        "event_first": Column("day", _NO_DAY), "event_last": Column("day", _NO_DAY),
        "story": Column("key", _NO_TEXT), "unidentified": Column("flag", _NO), "unaffiliated": Column("flag", _NO),
        "part": Column("flag", _NO), "question": Column("number", _NO_DAY),
    },
    "commitments": {
        "commitment": Column("key"), "mode": Column("text"), "accepted_from": Column("number", "2"),
        "in_force_from": Column("day", _NO_DAY), "deadline": Column("day", _NO_DAY),
        "start_of": Column("key", "CASE WHEN 1 = 0 THEN commitment END"), "expression": Column("text", _NO_TEXT),
    },
    "antecedents": {"commitment": Column("key"), "needs": Column("key")},
    "sides": {
        "commitment": Column("key"), "party": Column("key"), "side": Column("text"), "owes": Column("number"),
        "owed": Column("number"),
    },
    "amendments": {
        "commitment": Column("key"), "place": Column("number"), "holds_from": Column("day"),
        "known_from": Column("day"), "deadline": Column("day", _NO_DAY),
        "start_of": Column("key", "CASE WHEN 1 = 0 THEN commitment END"), "expression": Column("text", _NO_TEXT),
        "withdrawn": Column("flag", _NO), "replaced_by": Column("key", "CASE WHEN 1 = 0 THEN commitment END"),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """A table in memory: rows whose values stand in the order of the columns of its shape."""

    rows: Sequence[Row]


#: Parquet (a file, or a folder of parts), rows, or for DuckDB alone whatever its Python package scans (Arrow, frames).
Source = Path | Rows | Any


@dataclass(frozen=True, slots=True)
class Tables:
    """What bulk evaluation reads. The last three may be left out where there is none of it.

    Attributes:
        evidence: one row for each claim that somebody made about a commitment.
        commitments: one row for each promise.
        antecedents: which commitment waits for which other one.
        sides: who reads a commitment as debtor or creditor, and on which side a party stands in it.
        amendments: later changes of deadlines, and commitments that are no longer owed.
    """

    evidence: Source
    commitments: Source
    antecedents: Source | None = None
    sides: Source | None = None
    amendments: Source | None = None

    @classmethod
    def of(
        cls,
        agreements: Iterable[Agreement],
        evidence: Iterable[Evidence],
        *,
        groups: Mapping[str, str] | None = None,
        for_question: Mapping[int, Iterable[Evidence]] | None = None,
    ) -> Tables:
        """Rows from the objects of the model; a commitment's key is ``AGREEMENT/COMMITMENT``.

        Args:
            agreements: as loaded, amendments not yet applied.
            evidence: as `treuga.monitor.link` gives it; what was linked under another wording of a file is left out.
            groups: report id -> group, for reports that are copies of one story.
            for_question: number of a question -> evidence for that question alone (measures).
        """
        made = _Rows({agreement.id: agreement for agreement in agreements}, groups or {})
        for one in {e.id: e for e in evidence}.values():
            made.add(one, None)
        for question, some in (for_question or {}).items():
            for one in some:
                made.add(one, question)
        return cls(
            *(Rows(made.rows[name]) for name in ("evidence", "commitments", "antecedents", "sides", "amendments"))
        )


def type_of(kind: Kind, at: int, rows: Sequence[Row], types: Mapping[str, str]) -> str:
    """The type of a column of rows; a key's goes by its values, or, where it has none, by those of the first column."""
    if kind != "key":
        return types[kind]
    some = next((row[at] for row in rows if row[at] is not None), rows[0][0] if rows else "")
    return types["integer key" if isinstance(some, int) else "text"]


def key(agreement: str, commitment: str) -> str:
    """The key of a commitment in tables that are made from the model."""
    return f"{agreement}/{commitment}"


@dataclass
class _Rows:
    agreements: Mapping[str, Agreement]
    groups: Mapping[str, str]
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in SHAPES})

    def __post_init__(self) -> None:
        for agreement in self.agreements.values():
            sides = Sides.of(agreement)
            for commitment in agreement.commitments:
                self._commitment(agreement, commitment)
            self._sides(agreement, sides)
            self._amendments(agreement)

    def add(self, e: Evidence, question: int | None) -> None:
        """One piece of evidence, if it is about a commitment, under the present wording of its file."""
        kind, _, name = e.subject.partition(":")
        agreement = self.agreements.get(e.agreement)
        if kind != "commitment" or agreement is None or agreement.digest != e.digest:
            return
        story = self.groups.get(e.report) if REPORTER in e.notes else None
        self.rows["evidence"].append(
            (
                key(e.agreement, name),
                e.id,
                e.witness,
                e.claim,
                e.stance,
                e.standing,
                e.grade,
                e.known_upto.toordinal(),
                *_span(e.t_known),
                *_span(e.t_event),
                story,
                UNIDENTIFIED in e.notes,
                UNAFFILIATED in e.notes,
                is_part(e.notes),
                question,
            )
        )

    def _commitment(self, agreement: Agreement, commitment: Commitment) -> None:
        known = {c.id for c in agreement.commitments}
        own, signed = key(agreement.id, commitment.id), agreement.signed
        opens = [commitment.in_force] if commitment.in_force else []
        if signed is not None and "signing" in commitment.antecedent:
            opens.append(signed.latest)
        self.rows["commitments"].append(
            (
                own,
                commitment.mode,
                agreement.thresholds.accepted_from,
                max(opens).toordinal() if opens else None,
                *_due(agreement.id, commitment.deadline),
            )
        )
        needed = dict.fromkeys(a for a in commitment.antecedent if a in known or a not in _SPECIAL)
        self.rows["antecedents"] += ((own, key(agreement.id, a)) for a in needed)

    def _sides(self, agreement: Agreement, sides: Sides) -> None:
        """Each commitment's own debtors and creditors in order, and where those who wait for it stand in it."""
        waiting: dict[str, set[str]] = {}
        for c in agreement.commitments:
            for a in c.antecedent:
                waiting.setdefault(a, set()).update(c.debtor, c.creditor)
        for c in agreement.commitments:
            for party in sorted({*c.debtor, *c.creditor, *waiting.get(c.id, ())}):
                places = (who.index(party) if party in who else None for who in (c.debtor, c.creditor))
                self.rows["sides"].append((key(agreement.id, c.id), party, sides.side(c, (party,))[0], *places))

    def _amendments(self, agreement: Agreement) -> None:
        for place, a in enumerate(agreement.amendments):
            self.rows["amendments"].append(
                (
                    key(agreement.id, a.commitment),
                    place,
                    a.date.latest.toordinal(),
                    a.known.latest.toordinal(),
                    *_due(agreement.id, a.deadline),
                    a.withdrawn,
                    key(agreement.id, a.replaced_by) if a.replaced_by else None,
                )
            )


def _span(date: PartialDate | None) -> tuple[int | None, int | None]:
    return (date.earliest.toordinal(), date.latest.toordinal()) if date else (None, None)


def _due(agreement: str, deadline: Deadline | None) -> tuple[int | None, str | None, str | None]:
    """The day, what it counts from where that is another commitment, and the expression."""
    if deadline is None:
        return None, None, None
    if deadline.date is not None:
        return deadline.date.toordinal(), None, deadline.expression
    parsed = parse_deadline(deadline.expression)
    return None, key(agreement, parsed.value) if parsed.anchor == "start" else None, deadline.expression


@dataclass(frozen=True, slots=True)
class Question:
    """As of which day, and with the knowledge of which; without the latter, with all that there is."""

    as_of: dt.date
    known_at: dt.date = dt.date.max
