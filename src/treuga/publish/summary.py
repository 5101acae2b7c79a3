"""The summary: one paragraph, each sentence of it made from the findings and linked to what bears it out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from treuga.model import Finding, GateFinding
from treuga.publish import words
from treuga.publish.desk import SUMMARY, Desk, strongest
from treuga.publish.pieces import Jump, Line

#: So many commitments are named in one sentence; the others are on the board.
_NAMED = 4
#: So many passages are linked from a sentence here; the board links all of them.
_LINKS = 3
_ORDER = ("satisfied", "active", "conditional", "disputed", "violated", "suspended", "released", "expired")


def tally(desk: Desk) -> tuple[tuple[str, str, int], ...]:
    """(symbol, words, number) of each state that occurs."""
    found = Counter((f.state, words.state(f)) for f in desk.board.findings)
    return tuple((*key, count) for key, count in sorted(found.items(), key=lambda item: _ORDER.index(item[0][0])))


def summary(desk: Desk) -> tuple[Line, ...]:
    """The sentences, in the order of what matters to somebody who reads no further."""
    breach = [f for f in desk.board.findings if f.state == "violated"]
    parts = [_counts(desk)]
    parts += _sentence(desk, "The breach indicated concerns ", [f for f in breach if f.indicated], "against")
    parts += _sentence(desk, "A breach is confirmed in review of ", [f for f in breach if not f.indicated], "against")
    parts += _disputed(desk)
    done = [f for f in desk.board.findings if f.state == "satisfied"]
    parts += _sentence(desk, "Satisfied, on what was read: ", done, "for")
    parts += _next(desk)
    parts += _past(desk)
    parts += [_gate(desk, number, gate) for number, gate in enumerate(desk.board.gates, start=1)]
    parts.append(_rests_on(desk))
    return tuple(parts)


def _counts(desk: Desk) -> Line:
    board = desk.board
    when = words.day(board.as_of)
    if not board.findings:
        return (f"On {when}: the agreement file states no commitment, so the ", Jump("board", "board"), " is empty.")
    told = [_told(count, state) for _, state, count in tally(desk)]
    total = words.number(len(board.findings), "commitment")
    return (f"As of {when}, of ", Jump("board", total), f" {words.listed(told)}.")


def _told(count: int, state: str) -> str:
    if state == words.STATES["violated"]:
        return f"for {words.count(count)} a breach is indicated, not confirmed"
    return f"{words.count(count)} {'is' if count == 1 else 'are'} {state}"


def _sentence(desk: Desk, lead: str, findings: Sequence[Finding], side: str = "") -> list[Line]:
    if not findings:
        return []
    named = [_named(desk, finding, side) for finding in findings[:_NAMED]]
    if len(findings) > _NAMED:
        named.append((Jump("board", f"{words.count(len(findings) - _NAMED)} more"),))
    return [(lead, *words.listed_lines(named), ".")]


def _named(desk: Desk, finding: Finding, side: str = "") -> Line:
    """A commitment by its title, with a link to its row and to the strongest of what bears the sentence out.

    Without a side the sentence is about a difference, so something of each side is linked.
    """
    head = Jump(desk.anchors[finding.commitment.id], finding.commitment.title)
    pro, con = ([w for w in strongest(finding.evidence) if w.side == one] for one in ("for", "against"))
    shown = {"for": pro[:_LINKS], "against": con[:_LINKS]}.get(side, [*pro[: _LINKS - 1], *con[: _LINKS - 1]])
    links = desk.cites(shown, SUMMARY)
    return (head, "\u00a0", *links) if links else (head,)


def rests_on_evidence(finding: Finding) -> bool:
    """Whether a dispute is about the commitment itself, and not only about what it waits for."""
    return any(one.counted for one in finding.evidence)


def _disputed(desk: Desk) -> list[Line]:
    disputed = [f for f in desk.board.findings if f.state == "disputed"]
    own = [f for f in disputed if rests_on_evidence(f)]
    rest = len(disputed) - len(own)
    grave = [f for f in own if "violated" in f.readings and f.indicated]
    out = _sentence(desk, "In one side’s reading only, a breach is indicated, not confirmed, of ", grave, "against")
    differ = f"The sides’ readings of the evidence differ {'also ' if grave else ''}on "
    out += _sentence(desk, differ, [f for f in own if f not in grave])
    if rest:
        which = words.count(rest) + ("" if not own else " other" if rest == 1 else " others")
        tail = (
            "is disputed only through what it waits for."
            if rest == 1
            else "are disputed only through what they wait for."
        )
        out.append((Jump("follow-on", words.capital(which)), f" {tail}"))
    return out


def _next(desk: Desk) -> list[Line]:
    ahead = [f for f in desk.board.findings if f.deadline and f.schedule in {"not due", "due soon"}]
    ahead = sorted((f for f in ahead if (f.days or 0) >= 0), key=lambda f: f.deadline or dt.date.max)
    if not ahead:
        return []
    first = ahead[0]
    return [
        ("Next due is ", *_named(desk, first), f", on {words.day(first.deadline)}, {words.distance(first.days or 0)}.")
    ]


def _past(desk: Desk) -> list[Line]:
    overdue = [f for f in desk.board.findings if f.schedule == "overdue"]
    if not overdue:
        return []
    silent = sum(1 for f in overdue if not f.evidence)
    one = len(overdue) == 1
    about = "it" if one else "these" if silent == len(overdue) else f"{words.count(silent)} of these"
    head = Jump("deadlines", f"{words.capital(words.count(len(overdue)))} commitment{'' if one else 's'}")
    past = f" {'is past its' if one else 'are past their'} day in at least one reading"
    return [(head, f"{past}; on {about} nothing was read." if silent else f"{past}.")]


def _gate(desk: Desk, number: int, finding: GateFinding) -> Line:
    gate = finding.gate
    texts = {condition.id: condition.text.rstrip(".") for condition in gate.conditions}
    told: list[str] = []
    for label, ids in (("unmet", finding.blocked_by), ("not known", finding.unknown)):
        if ids:
            told.append(f"{label}: {words.listed([f'“{texts.get(key, key)}”' for key in ids])}")
    verdict = {True: "is open", False: "is not open", None: "cannot be told to be open or not"}[finding.open]
    weighed = [one for key, one in finding.evidence if not key or (key in finding.blocked_by and one.side == "against")]
    links: Line = desk.cites(strongest(weighed)[:_LINKS], SUMMARY)
    ahead = [date for date in gate.expected if date.latest >= desk.board.as_of]
    return (
        "The decision ",
        Jump(f"g{number}", f"“{gate.title}”"),
        f", which lies with {desk.parties(gate.decider)}, {verdict}",
        f" ({'; '.join(told)})" if told else "",
        "\u00a0" if links else "",
        *links,
        f"; it is expected {words.period(ahead)}." if ahead else ".",
    )


def _rests_on(desk: Desk) -> Line:
    board, cover = desk.board, desk.board.coverage
    if not cover.reports:
        return (Jump("sources", "No report"), " was read for that time, so nothing is known, and that says nothing.")
    span = f", published {words.day(cover.first)} to {words.day(cover.last)}" if cover.first else ""
    undated = f", {words.count(len(cover.undated))} of them without a date" if cover.undated else ""
    after = cover.reports - cover.by_then
    hind = f"; {words.count(after)} of them came out after that day" if 0 < after < cover.reports else ""
    absence = " That no report speaks of a promise is no sign of a breach."
    known = "" if board.hindsight else f" that were out by {words.day(board.known_at)}"
    head = Jump("sources", words.number(cover.reports, "report"))
    return ("This rests on ", head, f"{known}{span}{undated}{hind}.{absence}")
