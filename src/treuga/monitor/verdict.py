"""Verdicts: the state of one commitment in each side's reading, from the voices that count.

Nothing here knows the clock, a file or the language model: the same evidence gives the same verdict for ever.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from treuga.agreements.amended import NOT_YET, as_amended
from treuga.errors import MonitorError
from treuga.model import Agreement, Commitment, Evidence, PartialDate, State
from treuga.monitor import codes
from treuga.monitor.fusion import Heard, Tally, hear
from treuga.monitor.standing import Sides
from treuga.monitor.timing import When, done_when, in_scope, said_on, upper

DEBTOR, CREDITOR = 0, 1
Readings = tuple[State, State]
MakeTally = Callable[..., Tally]


@dataclass(frozen=True, slots=True)
class Votes:
    """The votes on a commitment, claim by claim.

    Attributes:
        done: that it was done, or has been kept.
        broken: that it was broken, or not done when it was due.
        cured: that it was kept again after the last breach.
        resumed: that it is owed again after the last suspension.
    """

    done: Tally
    broken: Tally
    cured: Tally
    released: Tally
    suspended: Tally
    resumed: Tally


@dataclass(frozen=True, slots=True)
class Judged:
    """One commitment, judged: the verdict with everything that a reader may ask about it."""

    commitment: Commitment
    scope: tuple[Evidence, ...]
    heard: Heard
    votes: Votes
    readings: Readings
    deadline: dt.date | None
    when: When | None
    waits_for: tuple[str, ...] = field(default=())

    @property
    def state(self) -> State:
        """The state on which both readings agree, or ``disputed``."""
        return self.readings[0] if self.readings[0] == self.readings[1] else "disputed"

    @property
    def cured(self) -> bool:
        """Whether a breach was followed by acknowledged fulfilment."""
        return self.votes.broken.verdict != "out" and self.votes.cured.verdict == "accepted"


class Bench:
    """Judges the commitments of one agreement, each once, antecedents first.

    Args:
        agreement: what was promised.
        evidence: all that bears on it; what was linked under another wording of the file is left aside.
        as_of: the day whose state is asked for.
        known_at: the day whose knowledge is used.
        groups: report id -> group, for reports that are copies of one story.
    """

    def __init__(
        self,
        agreement: Agreement,
        evidence: Sequence[Evidence],
        *,
        as_of: dt.date,
        known_at: dt.date,
        groups: Mapping[str, str] | None = None,
    ) -> None:
        for day in (as_of, known_at):
            if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
                raise MonitorError(codes.BAD_DAY, f"{day!r} is not a day")
        self.agreement = as_amended(agreement, as_of, known_at)
        self.tally: MakeTally = partial(Tally, accepted_from=agreement.thresholds.accepted_from)
        self.as_of = as_of
        self.known_at = known_at
        self.sides = Sides.of(agreement)
        self._groups = groups or {}
        self._judged: dict[str, Judged] = {}
        self._path: list[str] = []
        self._scope: dict[str, list[Evidence]] = {}
        for one in evidence:
            if one.digest == agreement.digest and in_scope(one, as_of, known_at):
                self._scope.setdefault(one.subject, []).append(one)

    def scope(self, subject: str) -> list[Evidence]:
        """The evidence on a subject that counts at these dates."""
        return self._scope.get(subject, [])

    def hear(self, subject: str, *, by_event: bool) -> Heard:
        """Who speaks on a subject."""
        return hear(self.scope(subject), by_event=by_event, groups=self._groups)

    def judge(self, key: str) -> Judged:
        """The verdict on a commitment.

        Raises:
            MonitorError: it does not exist (TR604), or waits for itself (TR602).
        """
        if key in self._judged:
            return self._judged[key]
        commitment = self.agreement.commitment(key)
        if commitment is None:
            raise MonitorError(
                codes.UNKNOWN_ANTECEDENT,
                f"'{self._path[-1] if self._path else self.agreement.id}' waits for '{key}'",
                where=self.agreement.path,
            )
        if key in self._path:
            circle = " -> ".join([*self._path[self._path.index(key) :], key])
            raise MonitorError(codes.ANTECEDENT_CYCLE, f"{circle} is a circle", where=self.agreement.path)
        self._path.append(key)
        try:
            found = self._judged[key] = self._judge(commitment)
        finally:
            self._path.pop()
        return found

    def _judge(self, commitment: Commitment) -> Judged:
        subject = f"commitment:{commitment.id}"
        heard = self.hear(subject, by_event=commitment.mode == "maintain")
        deadline = self._deadline(commitment)
        once = commitment.mode == "achieve"
        votes = _votes_once(heard, deadline, self.tally) if once else _votes_always(heard, self.tally)
        readings = (
            self._read(commitment, votes, deadline, DEBTOR),
            self._read(commitment, votes, deadline, CREDITOR),
        )
        waits = tuple(a for a in commitment.antecedent if self._antecedent(commitment, a, CREDITOR) != "holds")
        when = None
        if once and "satisfied" in readings:
            told = _ever(heard, self.scope(subject), {("fulfilled", "asserts")})
            still = _ever(heard, self.scope(subject), {("outstanding", "asserts"), ("fulfilled", "denies")})
            when = done_when(heard.behind(votes.done.deciding), told, still)
        return Judged(commitment, tuple(self.scope(subject)), heard, votes, readings, deadline, when, waits)

    def _read(self, commitment: Commitment, votes: Votes, deadline: dt.date | None, side: int) -> State:
        """The state in one side's reading; the first that applies."""
        debtors = side == DEBTOR
        if votes.released.admitted(debtors) or any(amendment.ends for amendment in commitment.amended):
            return "released"
        if votes.suspended.admitted(debtors) and votes.resumed.verdict != "accepted":
            return "suspended"
        over = deadline is not None and self.as_of > deadline
        once = commitment.mode == "achieve"
        if once and votes.done.admitted(debtors):
            return "satisfied"
        holding = {self._antecedent(commitment, antecedent, side) for antecedent in commitment.antecedent}
        in_force = holding <= {"holds"} and (commitment.in_force is None or commitment.in_force <= self.as_of)
        # Before it is due, a promise to achieve something can be broken by a deed, but not by not yet being done.
        if in_force and votes.broken.admitted(not debtors) and (once or votes.cured.verdict != "accepted"):
            return "violated"
        if not once and over and votes.done.verdict == "accepted":
            return "satisfied"
        if "impossible" in holding:
            return "expired"
        return "active" if in_force else "conditional"

    def _antecedent(self, commitment: Commitment, antecedent: str, side: int) -> str:
        """Whether an antecedent ``holds``, is still ``open``, or has become ``impossible``, in one side's reading.

        Conduct (a promise to maintain) holds until its breach is established in both readings: otherwise each side
        could free itself of its own debt by its word alone (docs/decisions/0005-states.md).
        """
        if antecedent == NOT_YET:
            return "open"
        if antecedent == "always":
            return "holds"
        if antecedent == "signing":
            signed = self.agreement.signed
            return "holds" if signed is None or signed.latest <= self.as_of else "open"
        other = self.judge(antecedent)
        if other.commitment.mode == "maintain":
            return "open" if other.state == "violated" else "holds"
        state = self._as_read_by(other, commitment.creditor if side == CREDITOR else commitment.debtor)
        if state == "satisfied":
            return "holds"
        return "impossible" if state in ("expired", "released") else "open"

    def _as_read_by(self, judged: Judged, readers: Sequence[str]) -> State:
        """The state as certain parties read it: by the side on which they stand; the agreed one, if on neither."""
        for reader in readers:
            side, _ = self.sides.side(judged.commitment, (reader,))
            if side in ("debtor", "creditor"):
                return judged.readings[DEBTOR if side == "debtor" else CREDITOR]
        return judged.state

    def _deadline(self, commitment: Commitment) -> dt.date | None:
        due = commitment.deadline
        if due is None or due.date is not None:
            return due.date if due else None
        from treuga.agreements.deadlines import resolve

        return resolve(due.expression, self.agreement.signed, self._started)

    def _started(self, key: str) -> PartialDate | None:
        """The day on which another commitment was satisfied, where both sides say so and it is known."""
        judged = self.judge(key)
        return judged.when.date if judged.state == "satisfied" and judged.when else None


def _votes_once(heard: Heard, deadline: dt.date | None, tally: MakeTally) -> Votes:
    """Votes on a promise to achieve something: once done, it stays done."""
    done = heard.saying(("fulfilled", "asserts"))
    undone = heard.saying(("fulfilled", "denies"))
    broken = heard.saying(("breached", "asserts"))
    first = min((upper(e) for e in done), default=dt.date.min)
    late = tuple(e for e in undone if deadline is not None and _said_after(e, deadline))
    against = tuple(e for e in (*undone, *broken) if said_on(e) >= first)
    return Votes(
        done=tally(done, against),
        broken=tally((*broken, *late), (*heard.saying(("breached", "denies")), *done)),
        cured=tally(),
        **_leave(heard, tally),
    )


def _votes_always(heard: Heard, tally: MakeTally) -> Votes:
    """Votes on a promise to maintain something: what counts is the last breach, and what came after it."""
    kept = heard.saying(("fulfilled", "asserts"))
    broken = heard.saying(("breached", "asserts"), ("fulfilled", "denies"))
    first = min((upper(e) for e in broken), default=dt.date.max)
    last = max((upper(e) for e in broken), default=dt.date.max)
    denied = tuple(e for e in heard.saying(("breached", "denies")) if upper(e) >= first)
    return Votes(
        done=tally(kept, broken),
        broken=tally(broken, (*denied, *(e for e in kept if upper(e) >= last))),
        cured=tally(tuple(e for e in kept if upper(e) > last)),
        **_leave(heard, tally),
    )


def _ever(heard: Heard, scope: Sequence[Evidence], wanted: set[tuple[str, str]]) -> list[Evidence]:
    """What was ever said to that effect, also by witnesses who said otherwise later: it shows what was so then."""
    return [e for e in scope if (e.claim, e.stance) in wanted and e.id not in heard.void]


def _leave(heard: Heard, tally: MakeTally) -> dict[str, Tally]:
    """Votes on whether it is still owed; a suspension is over once it is told, after its last telling, that it is."""
    suspended, resumed = heard.saying(("suspended", "asserts")), heard.saying(("suspended", "denies"))
    last = max((upper(e) for e in suspended), default=dt.date.max)
    return {
        "released": tally(heard.saying(("released", "asserts")), heard.saying(("released", "denies"))),
        "suspended": tally(suspended, resumed),
        "resumed": tally(tuple(e for e in resumed if upper(e) > last)),
    }


def _said_after(evidence: Evidence, day: dt.date) -> bool:
    date = evidence.t_event or evidence.t_known
    return (date.earliest if date else evidence.known_upto) > day
