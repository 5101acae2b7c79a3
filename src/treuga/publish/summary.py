"""The summary: one paragraph, each sentence of it made from the findings and linked to what bears it out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from treuga.model import Finding, GateFinding
from treuga.publish import words
from treuga.publish.desk import SUMMARY, Desk
from treuga.publish.pieces import Jump, Line

#: So many commitments are named in one sentence; the others are on the board.
_NAMED = 4
_ORDER = ("satisfied", "active", "conditional", "disputed", "violated", "suspended", "released", "expired")


def tally(desk: Desk) -> tuple[tuple[str, str, int], ...]:
    """(symbol, words, number) of each state that occurs."""
    found = Counter((f.state, words.state(f)) for f in desk.board.findings)
    return tuple((*key, count) for key, count in sorted(found.items(), key=lambda item: _ORDER.index(item[0][0])))


def summary(desk: Desk) -> tuple[Line, ...]:
    """The sentences, in the order of what matters to somebody who reads no further."""
    findings = desk.board.findings
    parts = [_counts(desk)]
    parts += _sentence(desk, "On what was read, a breach is indicated, which no person has confirmed: ", _indicated(findings))
    parts += _sentence(desk, "A breach is confirmed in review: ", [
        f for f in findings if f.state == "violated" and not f.indicated
    ])  # fmt: skip
    parts += _disputed(desk)
    parts += _sentence(desk, "Borne out as done or kept: ", [f for f in findings if f.state == "satisfied"])
    parts += _next(desk)
    parts += _past(desk)
    parts += [_gate(desk, number, gate) for number, gate in enumerate(desk.board.gates, start=1)]
    parts.append(_rests_on(desk))
    return tuple(parts)


def _indicated(findings: Sequence[Finding]) -> list[Finding]:
    return [f for f in findings if f.state == "violated" and f.indicated]


def _counts(desk: Desk) -> Line:
    board = desk.board
    when = words.day(board.as_of)
    if not board.findings:
        return (f"On {when}: the agreement file states no commitment, so the ", Jump("board", "board"), " is empty.")
    told = [f"{count} {'is' if count == 1 else 'are'} {_phrase(state)}" for _, state, count in tally(desk)]
    total = words.number(len(board.findings), "commitment")
    return (f"As of {when}, of {total} ", Jump("board", "on the board"), f", {words.listed(told)}.")


def _phrase(state: str) -> str:
    return "shown as a breach that is indicated, not confirmed" if state == words.STATES["violated"] else state


def _sentence(desk: Desk, lead: str, findings: Sequence[Finding]) -> list[Line]:
    if not findings:
        return []
    named = [desk.named(finding, SUMMARY) for finding in findings[:_NAMED]]
    if len(findings) > _NAMED:
        named.append((Jump("board", f"{len(findings) - _NAMED} more"),))
    return [(lead, *words.listed_lines(named), ".")]


def rests_on_evidence(finding: Finding) -> bool:
    """Whether a dispute is about the commitment itself, and not only about what it waits for."""
    return any(one.counted for one in finding.evidence)


def _disputed(desk: Desk) -> list[Line]:
    disputed = [f for f in desk.board.findings if f.state == "disputed"]
    own = [f for f in disputed if rests_on_evidence(f)]
    out = _sentence(desk, "The sides’ readings of the evidence differ on: ", own)
    if rest := len(disputed) - len(own):
        which = words.number(rest, "commitment")
        verb = "is" if rest == 1 else "are"
        out.append((Jump("follow-on", which), f" {verb} disputed only because what it waits for is.".replace(
            "it waits", "it waits" if rest == 1 else "they wait"),))  # fmt: skip
    return out


def _next(desk: Desk) -> list[Line]:
    ahead = [f for f in desk.board.findings if f.deadline and f.schedule in {"not due", "due soon"}]
    ahead = sorted((f for f in ahead if (f.days or 0) >= 0), key=lambda f: (f.deadline or dt.date.max))
    if not ahead:
        return []
    first = ahead[0]
    due = f", on {words.day(first.deadline)} ({words.distance(first.days or 0)})."
    return [("Due next: ", *desk.named(first, SUMMARY), due)]


def _past(desk: Desk) -> list[Line]:
    overdue = [f for f in desk.board.findings if f.schedule == "overdue"]
    if not overdue:
        return []
    silent = sum(1 for f in overdue if not f.evidence)
    one = len(overdue) == 1
    verb = "is" if one else "are"
    head: Line = (Jump("deadlines", words.number(len(overdue), "commitment")), f" {verb} past the agreed day in at least one reading")
    if not silent:
        return [(*head, ".")]
    of_these = "it" if one else f"{silent} of these" if silent < len(overdue) else "these"
    return [(*head, f"; of {of_these} no report that was read speaks.")]


def _gate(desk: Desk, number: int, finding: GateFinding) -> Line:
    gate = finding.gate
    texts = {condition.id: condition.text.rstrip(".") for condition in gate.conditions}
    head: Line = ("The decision ", Jump(f"g{number}", f"“{gate.title}”"), f", which lies with {desk.parties(gate.decider)}, ")
    verdict = {True: "is open", False: "is not open", None: "cannot be told to be open or not"}[finding.open]
    told: list[str] = []
    if finding.blocked_by:
        told.append("unmet: " + "; ".join(f"“{texts.get(key, key)}”" for key in finding.blocked_by))
    if finding.unknown:
        told.append("not known: " + "; ".join(f"“{texts.get(key, key)}”" for key in finding.unknown))
    links = desk.cites([w for key, w in finding.evidence if w.counted and key in {"", *finding.blocked_by}], SUMMARY)
    tail: Line = (" ", *links) if links else ()
    ahead = [date for date in gate.expected if date.latest >= desk.board.as_of]
    expected = f"; it is expected {_period([words.day(date) for date in ahead])}" if ahead else ""
    return (*head, verdict, *((" (" + ", ".join(told) + ")",) if told else ()), *tail, f"{expected}.")


def _period(dates: Sequence[str]) -> str:
    dates = list(dict.fromkeys(dates))
    return f"on {dates[0]}" if len(dates) == 1 else f"from {dates[0]} to {dates[-1]}"


def _rests_on(desk: Desk) -> Line:
    board, cover = desk.board, desk.board.coverage
    if not cover.reports:
        return (Jump("sources", "No report"), " was read for that time, so nothing is known, and that says nothing.")
    span = f", published {words.day(cover.first)} to {words.day(cover.last)}" if cover.first else ""
    undated = f", {len(cover.undated)} of them without a date" if cover.undated else ""
    hind = " Reports published after that day were used." if board.hindsight and _after(desk) else ""
    absence = " That no report speaks of a promise is no sign of a breach."
    return ("This rests on ", Jump("sources", words.number(cover.reports, "report")), f"{span}{undated}.{hind}{absence}")


def _after(desk: Desk) -> bool:
    last = desk.board.coverage.last
    return last is not None and last > desk.board.as_of
