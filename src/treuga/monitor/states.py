"""Where each commitment of an agreement stands as of a date, known at a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal

from treuga.model import Agreement, Evidence, EvidenceClass, Finding, Weighed
from treuga.monitor.fusion import ACCEPTED_FROM, Tally, explain, weight
from treuga.monitor.standing import Principals, helps_debtor
from treuga.monitor.telling import Telling, claims
from treuga.monitor.timing import said_on
from treuga.monitor.verdict import Bench, Judged

#: A deadline is "due soon" within so many days.
SOON = 30


def evaluate(
    agreement: Agreement,
    evidence: Sequence[Evidence],
    *,
    as_of: dt.date,
    known_at: dt.date,
    registry: Principals | None = None,
    groups: Mapping[str, str] | None = None,
) -> list[Finding]:
    """One finding for each commitment, in the order of the file.

    Args:
        agreement: what was promised.
        evidence: as `treuga.monitor.link` gives it, in any order.
        as_of: the day whose state is asked for.
        known_at: the day whose knowledge is used; later than ``as_of`` is hindsight.
        registry: only for the names in notes.
        groups: report id -> group, for reports that are copies of one story: a group has one vote.

    Raises:
        MonitorError: not a day (TR603), antecedents that do not exist (TR604) or wait for themselves (TR602).
    """
    bench = Bench(agreement, evidence, as_of=as_of, known_at=known_at, groups=groups)
    telling = Telling(registry)
    return [_finding(bench, telling, bench.judge(commitment.id)) for commitment in agreement.commitments]


def _finding(bench: Bench, telling: Telling, judged: Judged) -> Finding:
    commitment, as_of = judged.commitment, bench.as_of
    schedule = schedule_of(judged, as_of)
    return Finding(
        agreement=bench.agreement.id,
        commitment=commitment,
        as_of=as_of,
        known_at=bench.known_at,
        state=judged.state,
        readings=judged.readings,
        schedule=schedule,
        deadline=judged.deadline,
        days=(judged.deadline - as_of).days if judged.deadline else None,
        evidence_class=evidence_class(judged),
        claims=_claims(judged),
        evidence=weighed(judged),
        indicated="violated" in judged.readings,
        notes=(*telling.notes(judged, as_of, schedule), *_threshold(bench)),
        would_change=telling.would_change(judged, as_of),
        accepted_from=bench.agreement.thresholds.accepted_from,
    )


def _threshold(bench: Bench) -> tuple[str, ...]:
    """Tells that the file accepts claims from another weight than usual."""
    needed = bench.agreement.thresholds.accepted_from
    return () if needed == ACCEPTED_FROM else (f"this agreement accepts a claim from a weight of {needed}",)


def _claims(judged: Judged) -> tuple[tuple[str, str], ...]:
    """What each party says now; once both sides hold it done, appeals and plans from before are history."""
    told = [e for e in judged.scope if e.id not in judged.heard.void]
    if judged.state == "satisfied":
        told = [e for e in told if e.claim not in ("outstanding", "intended")]
    return claims(told, once=judged.commitment.mode == "achieve")


def schedule_of(judged: Judged, as_of: dt.date) -> str:
    """Where a commitment stands in time; only what both readings hold done counts as done."""
    due, when = judged.deadline, judged.when
    if due is None:
        return "no deadline"
    if judged.state == "satisfied":
        if judged.commitment.mode == "maintain" or when is None or when.latest <= due:
            return "on time"
        return "late" if when.earliest and when.earliest > due else "done, date unknown"
    if as_of <= due:
        return "due soon" if (due - as_of).days <= SOON else "not due"
    # Nobody is late with what is not (or no longer) owed, nor with keeping a promise whose term is over.
    owed = not {*judged.readings} <= {"released", "suspended", "expired", "conditional"}
    return "overdue" if owed and judged.commitment.mode == "achieve" else "not due"


def evidence_class(judged: Judged) -> EvidenceClass:
    """The best class of witness among the evidence that decides the state."""
    votes, readings = judged.votes, judged.readings
    deciding: list[Tally] = []
    for state, tally in (("released", votes.released), ("suspended", votes.suspended), ("satisfied", votes.done)):
        deciding += [tally] * (state in readings)
    if "violated" in readings:
        deciding.append(votes.broken)
    elif judged.cured:
        deciding.append(votes.cured)
    elif not deciding and judged.commitment.mode == "maintain":
        deciding.append(votes.done)
    order: tuple[EvidenceClass, ...] = ("acknowledged", "third-party", "claimed")
    classes = {tally.evidence_class for tally in deciding}
    return next((one for one in order if one in classes), "none")


def weighed(judged: Judged) -> tuple[Weighed, ...]:
    """All evidence in scope with its weight, whether it counted, and why."""
    votes = judged.votes
    used = {e.id for tally in _tallies(judged) for e in (*tally.pro, *tally.con)}
    urged = judged.when.urged if judged.when else None
    out = []
    for e in sorted(judged.scope, key=lambda e: (said_on(e), e.report_name, e.spans[0].start, e.id)):
        counted = e.id in used or e == urged
        if e.id in judged.heard.silent and e != urged:
            why = judged.heard.silent[e.id]
        elif e == urged:
            why = "shows that it was still open on that day"
        elif counted:
            why = explain(e) + _borne_out(e, votes.done, votes.broken)
        else:
            why = _idle(e, judged)
        out.append(Weighed(e, weight(e), counted, _side(e), why))
    return tuple(out)


def _tallies(judged: Judged) -> tuple[Tally, ...]:
    votes = judged.votes
    return votes.done, votes.broken, votes.cured, votes.released, votes.suspended, votes.resumed


def _borne_out(evidence: Evidence, *tallies: Tally) -> str:
    accepted = any(tally.verdict == "accepted" and evidence in tally.pro for tally in tallies)
    return "; others bear it out" if evidence.standing == "self-serving" and accepted else ""


def _side(evidence: Evidence) -> Literal["for", "against", "neither"]:
    if evidence.claim == "intended" or evidence.stance == "retracts":
        return "neither"
    return "for" if helps_debtor(evidence.claim, evidence.stance) else "against"


def _idle(evidence: Evidence, judged: Judged) -> str:
    """Why a voice that speaks decides nothing."""
    if evidence.claim == "outstanding":
        if judged.when and said_on(evidence) > judged.when.latest:
            return "asks for it after it was done, which undoes nothing"
        return "asks for it; an appeal shows that it is still open, and is no breach"
    if evidence.claim == "intended":
        return "speaks of what is to come, which changes nothing before it is there"
    return "said before it was due, or overtaken by what came after"
