"""Lints about commitments, gates and measures: what could never be shown, never come, or never be asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from treuga.agreements.deadlines import parse_deadline
from treuga.agreements.fields import shown
from treuga.agreements.lints import codes
from treuga.agreements.lints.desk import Desk, dead_ends, possible, untold
from treuga.model import Commitment, Deadline, PartialDate


def check_told(desk: Desk) -> None:
    """Every commitment can be shown fulfilled, and conduct at least kept or broken."""
    for i, commitment in enumerate(desk.agreement.commitments):
        if untold(desk.agreement, commitment):
            what = "done" if commitment.mode == "achieve" else "kept or broken"
            desk.note(codes.UNTOLD, f"nothing could show that '{commitment.id}' was {what}", "commitments", i)


def check_topics(desk: Desk) -> None:
    """Every commitment has a topic."""
    for i, commitment in enumerate(desk.agreement.commitments):
        if not any(commitment.topics.values()):
            desk.note(codes.NO_TOPIC, f"'{commitment.id}' has no topic", "commitments", i)


def check_antecedents(desk: Desk) -> None:
    """What a commitment waits for can come, and a deadline that counts from it too."""
    alone = {c.id for c in desk.agreement.commitments if c.mode == "achieve" and untold(desk.agreement, c)}
    for i, commitment in enumerate(desk.agreement.commitments):
        for before in commitment.antecedent:
            if before in desk.dead:
                why = "can never be shown done" if before in alone else "itself waits for what can never be shown done"
                message = f"'{commitment.id}' never comes into force: it waits for '{before}', which {why}"
                desk.note(codes.DEAD_END, message, "commitments", i, "antecedent")
        anchor = _counts_from(commitment)
        if anchor in desk.dead:
            message = f"'{commitment.id}' never falls due: it is counted from '{anchor}', which nothing can show done"
            desk.note(codes.DEAD_END, message, "commitments", i, "deadline")
        if "always" in commitment.antecedent and len(commitment.antecedent) > 1:
            message = f"'always' beside other antecedents of '{commitment.id}' says nothing"
            desk.note(codes.REDUNDANT, message, "commitments", i, "antecedent")


def _counts_from(commitment: Commitment) -> str:
    if commitment.deadline is None:
        return ""
    parsed = parse_deadline(commitment.deadline.expression)
    return parsed.value if parsed.anchor == "start" else ""


def check_deadlines(desk: Desk) -> None:
    """Deadlines, variants and milestones come after the signing, and in an order that can be kept."""
    due = {c.id: c.deadline.date for c in desk.agreement.commitments if c.deadline}
    for i, commitment in enumerate(desk.agreement.commitments):
        deadline = commitment.deadline
        if deadline is None:
            continue
        place = ("commitments", i, "deadline")
        if early(deadline.date, desk.agreement.signed):
            message = f"'{commitment.id}' is due on {deadline.date}, before the signing on {desk.agreement.signed}"
            desk.note(codes.BEFORE_SIGNING, message, *place)
        _check_parts(desk, i, deadline)
        for before in commitment.antecedent:
            first = due.get(before)
            if deadline.date and first and deadline.date < first:
                message = f"'{commitment.id}' is due on {deadline.date}, '{before}', for which it waits, on {first}"
                desk.note(codes.OVERTAKEN, message, *place)


def _check_parts(desk: Desk, position: int, deadline: Deadline) -> None:
    """The variants and milestones of one deadline."""
    place = ("commitments", position, "deadline")
    for number, (day, who) in enumerate(deadline.variants):
        other = f"the other date, {day} ({shown(who)}),"
        if early(day, desk.agreement.signed):
            message = f"{other} lies before the signing on {desk.agreement.signed}"
            desk.note(codes.BEFORE_SIGNING, message, *place, "variants", number)
        elif day == deadline.date:
            desk.note(codes.OVERTAKEN, f"{other} is that of the deadline itself", *place, "variants", number)
    for number, step in enumerate(deadline.milestones):
        name = f"the milestone '{shown(step.title)}' of {step.date}"
        if early(step.date, desk.agreement.signed):
            message = f"{name} lies before the signing on {desk.agreement.signed}"
            desk.note(codes.BEFORE_SIGNING, message, *place, "milestones", number)
        elif step.date and deadline.date and step.date > deadline.date:
            desk.note(
                codes.OVERTAKEN, f"{name} comes after the deadline, {deadline.date}", *place, "milestones", number
            )


def check_amendments(desk: Desk) -> None:
    """An amendment gives a deadline that had not passed when it came."""
    for i, amendment in enumerate(desk.agreement.amendments):
        due = amendment.deadline.date if amendment.deadline else None
        if due and due < amendment.date.earliest:
            message = (
                f"the new deadline of '{amendment.commitment}', {due}, had passed when it was given, {amendment.date}"
            )
            desk.note(codes.OVERTAKEN, message, "amendments", i, "deadline")


def early(day: dt.date | None, signed: PartialDate | None) -> bool:
    """Whether a day is surely before the signing."""
    return day is not None and signed is not None and day < signed.earliest


def check_gates(desk: Desk) -> None:
    """A gate can be seen to open, its conditions to be met, and its dates lie ahead of the signing."""
    agreement = desk.agreement
    for i, gate in enumerate(agreement.gates):
        if not any(map(possible, gate.opened)):
            desk.note(codes.BLIND_GATE, f"nothing could show that '{gate.id}' was decided", "gates", i)
        for j, condition in enumerate(gate.conditions):
            place = ("gates", i, "conditions", j)
            if condition.commitment and _is_dead(desk, condition.commitment):
                message = f"'{condition.id}' can never be met: nothing could show '{condition.commitment}' fulfilled"
                desk.note(codes.DEAD_END, message, *place, "commitment")
            measured = any(m.subject == f"condition:{gate.id}/{condition.id}" for m in agreement.measures)
            if not condition.commitment and not measured and not any(map(possible, condition.met)):
                desk.note(codes.BLIND_GATE, f"nothing could show that '{condition.id}' is met", *place)
        for number, date in enumerate(gate.expected):
            if early(date.latest, agreement.signed):
                message = f"'{gate.id}' is expected for {date}, before the signing on {agreement.signed}"
                desk.note(codes.BEFORE_SIGNING, message, "gates", i, "expected", number)


def _is_dead(desk: Desk, reference: str) -> bool:
    name, slash, key = reference.rpartition("/")
    if not slash:
        return key in desk.dead
    other = desk.other(name, desk.sheet.path)
    return other is not None and key in dead_ends(other)


def check_roles(desk: Desk) -> None:
    """Who is listed plays a part, and a performer is somebody else than the debtor."""
    agreement = desk.agreement
    active = {party for c in agreement.commitments for party in (*c.debtor, *c.creditor, *c.performer)}
    active |= {party for gate in agreement.gates for party in gate.decider}
    active |= {party for talks in agreement.talks for party in talks.parties}
    for party in agreement.parties:
        if party not in active:
            message = f"'{party}' is a party, and owes, is owed, performs and decides nothing"
            desk.note(codes.UNUSED, message, "parties")
    # Where there is a gate, sides also tell who wants something from the decision.
    for head, allies in agreement.sides.items() if not agreement.gates else ():
        if head not in agreement.parties and active.isdisjoint((head, *allies)):
            message = f"the side of '{head}' owes, is owed, performs and decides nothing"
            desk.note(codes.UNUSED, message, "sides", head)
    for i, commitment in enumerate(agreement.commitments):
        if commitment.performer and set(commitment.performer) == set(commitment.debtor):
            message = f"the performer of '{commitment.id}' is its debtor, as without the key"
            desk.note(codes.REDUNDANT, message, "commitments", i, "performer")


def check_measures(desk: Desk) -> None:
    """The data of a measure are there, where it is known which are."""
    for i, measure in enumerate(desk.agreement.measures):
        if desk.data is not None and measure.data not in desk.data:
            message = f"'{measure.id}' is measured on '{shown(measure.data)}', which the case does not have"
            desk.note(codes.NO_DATA, message, "measures", i, "data")


CHECKS: tuple[Callable[[Desk], None], ...] = (
    check_told, check_topics, check_antecedents, check_deadlines, check_amendments, check_gates, check_roles,
    check_measures,
)  # fmt: skip
