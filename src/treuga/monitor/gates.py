"""Gates: whether a decision is open, in the eyes of those who decide, and what still blocks it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from treuga.model import Agreement, Condition, Evidence, Finding, Gate, GateFinding, State, Weighed
from treuga.monitor.fusion import Heard, Tally, weight
from treuga.monitor.remarks import REFUSED, is_part
from treuga.monitor.standing import helps_debtor
from treuga.monitor.timing import said_on, upper
from treuga.monitor.verdict import CREDITOR, DEBTOR, Bench

Answer = Literal["met", "unmet", "unknown"]
Lookup = Callable[[str], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class _Judgement:
    """One condition, judged."""

    answer: Answer
    evidence: tuple[Weighed, ...] = ()
    notes: tuple[str, ...] = ()


def evaluate_gates(
    agreement: Agreement,
    evidence: Sequence[Evidence],
    *,
    as_of: dt.date,
    known_at: dt.date,
    lookup: Lookup,
    groups: Mapping[str, str] | None = None,
) -> list[GateFinding]:
    """One finding for each gate of an agreement.

    A condition that names a commitment is judged as the decider's side reads that commitment; a decider on neither side
    goes by the agreed state only. What the decider's side still asks for is unmet, whatever its state.

    Args:
        agreement: the file that holds the gates.
        evidence: what was linked to it.
        as_of: the day whose state is asked for.
        known_at: the day whose knowledge is used.
        lookup: agreement id -> its findings at the same dates, for conditions of the form ``agreement/commitment``.
        groups: report id -> group, for copies of one story.
    """
    if not agreement.gates:
        return []
    bench = Bench(agreement, evidence, as_of=as_of, known_at=known_at, groups=groups)
    found: dict[str, dict[str, Finding]] = {}

    def finding(reference: str) -> Finding | None:
        name, slash, key = reference.rpartition("/")
        name = name if slash else agreement.id
        if name not in found:
            found[name] = {one.commitment.id: one for one in lookup(name)}
        return found[name].get(key)

    return [_gate(bench, gate, finding) for gate in agreement.gates]


def _gate(bench: Bench, gate: Gate, finding: Callable[[str], Finding | None]) -> GateFinding:
    judged = {condition.id: _condition(bench, gate, condition, finding) for condition in gate.conditions}
    decided, no, own, notes = _decision(bench, gate)
    by_answer: dict[Answer, tuple[str, ...]] = {
        answer: tuple(key for key, one in judged.items() if one.answer == answer)
        for answer in ("met", "unmet", "unknown")
    }
    is_open: bool | None = None
    if decided:
        is_open = True
    elif no or by_answer["unmet"]:
        is_open = False
    elif judged and not by_answer["unknown"]:
        is_open = True
    ahead = [date for date in gate.expected if date.latest >= bench.as_of]
    if ahead and not decided:
        notes.append(f"a decision is expected: {' to '.join(dict.fromkeys(str(date) for date in ahead))}")
    notes += (note for one in judged.values() for note in one.notes)
    return GateFinding(
        agreement=bench.agreement.id,
        gate=gate,
        as_of=bench.as_of,
        known_at=bench.known_at,
        open=is_open,
        blocked_by=by_answer["unmet"],
        unknown=by_answer["unknown"],
        met=by_answer["met"],
        evidence=(*(("", one) for one in own), *((key, one) for key, j in judged.items() for one in j.evidence)),
        notes=tuple(dict.fromkeys(notes)),
        refused=no is not None and REFUSED in no.notes,
    )


def _decision(bench: Bench, gate: Gate) -> tuple[bool, Evidence | None, list[Weighed], list[str]]:
    """Whether the decision was made, the decider's last word where it is "no" or "not yet", the evidence, and notes."""
    subject = f"gate:{gate.id}"
    heard = bench.hear(subject, by_event=False)
    made = heard.saying(("fulfilled", "asserts"))
    first = min((said_on(e) for e in made), default=dt.date.min)
    tally = bench.tally(made, tuple(e for e in heard.saying(("fulfilled", "denies")) if said_on(e) >= first))
    decided = tally.verdict == "accepted"
    words = [e for e in bench.scope(subject) if e.standing == "acknowledged" and e.id not in heard.void]
    last = max(words, key=lambda e: (said_on(e), _no(e), e.id), default=None)
    no = last if last and not decided and _no(last) else None
    notes: list[str] = []
    if no:
        answer = f"no: “{no.spans[0].text}”" if REFUSED in no.notes else "that it will not be so yet"
        notes.append(f"{no.witness}, who decides, said on {said_on(no)} {answer}")
    elif not decided and made:
        notes.append("the decision is reported, but not yet on good enough authority")
    shown = [
        Weighed(e, weight(e), e in tally.pro or e in tally.con or e == last, _way(e), _why_decision(e, heard))
        for e in sorted(bench.scope(subject), key=_order)
    ]
    return decided, no, shown, notes


def _no(evidence: Evidence) -> bool:
    return evidence.stance == "denies" and evidence.claim in ("fulfilled", "intended")


def _way(evidence: Evidence) -> Literal["for", "against", "neither"]:
    if evidence.claim in ("fulfilled", "intended"):
        return "against" if evidence.stance == "denies" else "for" if evidence.claim == "fulfilled" else "neither"
    return "for" if helps_debtor(evidence.claim, evidence.stance) else "against"


def _why_decision(evidence: Evidence, heard: Heard) -> str:
    if evidence.id in heard.silent:
        return heard.silent[evidence.id]
    if evidence.standing == "acknowledged":
        return "the decider's own word"
    if evidence.standing == "self-serving":
        return "a party that wants something from the decision: heard only"
    return f"somebody else's word on the decision, graded {evidence.grade}"


def _condition(bench: Bench, gate: Gate, condition: Condition, finding: Callable[[str], Finding | None]) -> _Judgement:
    own = _by_patterns(bench, gate, condition)
    if not condition.commitment:
        return own
    found = finding(condition.commitment)
    if found is None:
        note = f"'{condition.id}' names {condition.commitment}, and there is no such commitment"
        return replace(own, notes=(*own.notes, note))
    other = _by_commitment(bench, gate, condition, found)
    answers = {own.answer, other.answer}
    answer: Answer = "unmet" if "unmet" in answers else "met" if "met" in answers else "unknown"
    return _Judgement(answer, (*own.evidence, *other.evidence), (*own.notes, *other.notes))


def _by_patterns(bench: Bench, gate: Gate, condition: Condition) -> _Judgement:
    """A condition judged by testimony on itself."""
    subject = f"condition:{gate.id}/{condition.id}"
    heard = bench.hear(subject, by_event=True)
    met, unmet = heard.saying(("fulfilled", "asserts"), ("breached", "denies")), heard.saying(("breached", "asserts"))
    asked = tuple(e for e in heard.saying(("outstanding", "asserts")) if e.standing == "acknowledged")
    tallies: list[tuple[dt.date, Answer]] = []
    for answer, pro, con in (("met", met, unmet), ("unmet", unmet, met)):
        last = max((upper(e) for e in pro), default=dt.date.min)
        if bench.tally(pro, tuple(e for e in con if upper(e) >= last)).verdict == "accepted":
            tallies.append((last, "met" if answer == "met" else "unmet"))
    tallies += ((upper(e), "unmet") for e in asked)
    counted = {e.id for e in (*met, *unmet, *asked)}
    shown = tuple(
        Weighed(e, weight(e), e.id in counted, _way(e), _why_decision(e, heard))
        for e in sorted(bench.scope(subject), key=_order)
    )
    return _Judgement(max(tallies, default=(dt.date.min, "unknown"))[1], shown)


def _by_commitment(bench: Bench, gate: Gate, condition: Condition, found: Finding) -> _Judgement:
    """A condition judged by a commitment, as the decider's side reads it."""
    bloc = bench.sides.bloc(gate.decider)
    side = _decider_side(bloc, found)
    reading: State = found.state if side is None else found.readings[side]
    deciders = [
        one
        for one in found.evidence
        if one.evidence.witness in bloc or (side is not None and _speaks_from(one.evidence) == side)
    ]
    shown = tuple(one for one in found.evidence if one.counted or one in deciders)
    once = found.commitment.mode == "achieve"
    if once and reading == "satisfied":
        return _Judgement("met", shown)
    if reading == "violated":
        return _Judgement("unmet", shown)
    says = [
        one.evidence
        for one in deciders
        if one.evidence.claim in ("outstanding", "breached", "fulfilled") and not is_part(one.evidence.notes)
    ]
    # Of two words of one day, the one that asks for more is the decider's.
    last = max(says, key=lambda e: (said_on(e), not helps_debtor(e.claim, e.stance), e.id), default=None)
    if last is not None and not helps_debtor(last.claim, last.stance):
        shown = tuple(
            replace(one, counted=True, why="the decider's side still asks for it") if one.evidence == last else one
            for one in shown
        )
        return _Judgement("unmet", shown)
    if not once and _kept(found).admitted(side == DEBTOR):
        return _Judgement("met", shown)
    notes = (f"'{condition.id}' is disputed between others, and the decider has not spoken on it",)
    return _Judgement("unknown", shown, notes if reading == "disputed" else ())


def _kept(found: Finding) -> Tally:
    """The votes that a promise to maintain something is kept."""
    votes = [one.evidence for one in found.evidence if one.counted]
    kept = tuple(e for e in votes if (e.claim, e.stance) == ("fulfilled", "asserts"))
    broken = tuple(e for e in votes if (e.claim, e.stance) == ("breached", "asserts"))
    return Tally(kept, broken, found.accepted_from)


def _decider_side(bloc: frozenset[str], found: Finding) -> int | None:
    """On which side of a commitment the decider stands: as a party to it, by alliance, or as it was heard there."""
    commitment = found.commitment
    owes = not bloc.isdisjoint((*commitment.debtor, *commitment.performer))
    owed = not bloc.isdisjoint(commitment.creditor)
    if owes != owed:
        return DEBTOR if owes else CREDITOR
    heard = {_speaks_from(one.evidence) for one in found.evidence if one.evidence.witness in bloc} - {None}
    return heard.pop() if len(heard) == 1 else None


def _speaks_from(evidence: Evidence) -> int | None:
    """The side from which a piece of evidence was spoken, read off its standing."""
    if evidence.standing == "third-party":
        return None
    serves = helps_debtor(evidence.claim, evidence.stance)
    return DEBTOR if serves == (evidence.standing == "self-serving") else CREDITOR


def _order(evidence: Evidence) -> tuple[dt.date, str, int, str]:
    return said_on(evidence), evidence.report_name, evidence.spans[0].start, evidence.id
