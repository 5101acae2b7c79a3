"""The board and the deadlines: one row for each commitment, and one for each day on which something is due."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from treuga.model import Commitment, Finding, Weighed
from treuga.monitor.telling import claims
from treuga.publish import words
from treuga.publish.desk import BOARD, DEADLINES, Desk
from treuga.publish.pieces import Deadline, Jump, Line, Row

_BASIS = {
    "text": "",
    "declaration": "promised in a declaration",
    "asserted": "asserted by others; not in the published text",
}
#: A note that so many rows share stands once, below the board.
_SHARED = 3


def board_rows(desk: Desk) -> tuple[tuple[Row, ...], tuple[Line, ...]]:
    """The rows of the board, and the notes that several of them share."""
    where: dict[str, list[Finding]] = defaultdict(list)
    for finding in desk.board.findings:
        for note in finding.notes:
            where[desk.prose(note)].append(finding)
    shared = {note: findings for note, findings in where.items() if len(findings) >= _SHARED}
    rows = tuple(_row(desk, finding, shared) for finding in desk.board.findings)
    return rows, tuple(_shared(desk, note, findings) for note, findings in shared.items())


def _shared(desk: Desk, note: str, findings: list[Finding]) -> Line:
    named: list[Line] = [(Jump(desk.anchors[f.commitment.id], f.commitment.title),) for f in findings]
    links = desk.cites([one for f in findings for one in f.evidence if one.counted], BOARD)
    trail: Line = (" ", *links) if links else (" (See ", Jump("sources", "what was read"), ".)")
    return (*words.listed_lines(named), ": ", note, *trail)


def _row(desk: Desk, finding: Finding, shared: dict[str, list[Finding]]) -> Row:
    commitment = finding.commitment
    told = _claims(desk, finding)
    notes = tuple(note for note in map(desk.prose, finding.notes) if note not in shared)
    return Row(
        anchor=desk.anchors[commitment.id],
        title=commitment.title,
        owed=owed(desk, commitment),
        basis=_BASIS[commitment.basis],
        state=words.state(finding),
        symbol=finding.state,
        readings=_readings(finding),
        schedule=words.schedule(finding),
        debtor=tuple(told["debtor"] + told["both"]),
        creditor=tuple(told["creditor"]),
        others=tuple(told[""]),
        evidence=_evidence(desk, finding),
        notes=notes,
        note_cites=desk.backing(finding, BOARD) if notes else (),
    )


def owed(desk: Desk, commitment: Commitment) -> str:
    """Who owes it to whom, and who has to do it."""
    debtor, creditor = desk.parties(commitment.debtor), desk.parties(commitment.creditor)
    text = f"Owed by {debtor} to {creditor}" if creditor else f"Owed by {debtor}"
    others = [party for party in commitment.performer if party not in commitment.debtor]
    return f"{text}; to be done by {desk.parties(others)}" if others else text


def _readings(finding: Finding) -> tuple[str, ...]:
    if finding.readings[0] == finding.readings[1]:
        return ("indicated, not confirmed",) if finding.state == "violated" and finding.indicated else ()
    sides = (f"{side}’s reading: {words.reading(finding, n)}" for n, side in enumerate(("debtor", "creditor")))
    return tuple(sides)


def _claims(desk: Desk, finding: Finding) -> dict[str, list[Line]]:
    """What each party says, by its side, with a link to where it says so."""
    told: dict[str, list[Line]] = defaultdict(list)
    once = finding.commitment.mode == "achieve"
    for party, says in finding.claims:
        theirs = [w for w in finding.evidence if claims([w.evidence], once=once) == ((party, says),)]
        links = desk.cites(_last(theirs), BOARD)
        told[desk.side(finding.commitment, party)].append((f"{desk.party(party)}: {says}\u00a0", *links))
    return told


def _last(weighed: list[Weighed]) -> list[Weighed]:
    """What was said on the last occasion; findings list their evidence by the day on which it was said."""
    return [one for one in weighed if one.evidence.report == weighed[-1].evidence.report]


def _evidence(desk: Desk, finding: Finding) -> Line:
    counted = [one for one in finding.evidence if one.counted]
    label = words.CLASSES[finding.evidence_class]
    if not finding.evidence:
        return (f"{label}: ", Jump("sources", "no report speaks of it"))
    if not counted:
        return ("none that counts; heard:\u00a0", *desk.cites(finding.evidence, BOARD))
    lead = "none that decides; weighed:" if finding.evidence_class == "none" else label
    return (f"{lead}\u00a0", *desk.cites(counted, BOARD))


def deadlines(desk: Desk) -> tuple[tuple[Deadline, ...], tuple[Deadline, ...], Line]:
    """Days ahead, the nearest first; days passed, the last first; and what has no day."""
    board = desk.board
    found = [_due(desk, finding) for finding in board.findings if finding.deadline is not None]
    for number, gate in enumerate(board.gates, start=1):
        if gate.gate.expected:
            found.append(_decision(desk, number))
    found.sort(key=lambda one: (one.iso, one.what.target))
    ahead = tuple(one for one in found if one.days >= 0)
    passed = tuple(one for one in reversed(found) if one.days < 0)
    return ahead, passed, _no_day(desk)


def _due(desk: Desk, finding: Finding) -> Deadline:
    commitment = finding.commitment
    assert finding.deadline is not None
    variants = commitment.deadline.variants if commitment.deadline else ()
    return Deadline(
        date=words.day(finding.deadline),
        iso=finding.deadline.isoformat(),
        days=(finding.deadline - desk.board.as_of).days,
        distance=words.distance((finding.deadline - desk.board.as_of).days),
        what=Jump(desk.anchors[commitment.id], commitment.title),
        who=owed(desk, commitment),
        state=words.state(finding),
        symbol=finding.state,
        standing=(f"{_where(finding)}\u00a0", *desk.backing(finding, DEADLINES)),
        notes=tuple(f"Also given as {words.day(date)}: {who}." for date, who in variants),
    )


def _where(finding: Finding) -> str:
    if finding.schedule == "not due" and (finding.days or 0) < 0:
        return "not owed at present"
    done = {"on time": "done in time", "late": "done late", "overdue": "past due", "not due": "not yet due"}
    return done.get(finding.schedule, finding.schedule)


def _decision(desk: Desk, number: int) -> Deadline:
    gate = desk.board.gates[number - 1]
    first, last = min(gate.gate.expected), max(gate.gate.expected)
    date = first if last.latest < desk.board.as_of or first.latest >= desk.board.as_of else last
    count = (_counted_day(first.latest, last.latest, desk.board.as_of) - desk.board.as_of).days
    answer = {True: "open", False: "not open", None: "cannot be told"}[gate.open]
    links: Line = desk.cites([one for _, one in gate.evidence if one.counted], DEADLINES)
    return Deadline(
        date=words.period(gate.gate.expected).removeprefix("on ").removeprefix("in "),
        iso=date.iso,
        days=count,
        distance=words.distance(count),
        what=Jump(f"g{number}", gate.gate.title),
        who=f"Decision of {desk.parties(gate.gate.decider)}",
        state=answer,
        symbol={True: "met", False: "unmet", None: "unknown"}[gate.open],
        standing=("expected\u00a0", *(links or (Jump(f"g{number}", "conditions"),))),
    )


def _counted_day(first: dt.date, last: dt.date, as_of: dt.date) -> dt.date:
    """The day of a period to count to: its first while that is ahead, the day itself inside it, else its last."""
    return first if as_of <= first else min(last, as_of)


def _no_day(desk: Desk) -> Line:
    named: list[Line] = [
        (Jump(desk.anchors[f.commitment.id], f.commitment.title),) for f in desk.board.findings if f.deadline is None
    ]
    return ("Without a day on which it is due: ", *words.listed_lines(named), ".") if named else ()
