"""Decisions, disputes and who said what: the sections that set sentence beside sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from treuga.model import Condition, Evidence, Finding, Gate, GateFinding, Weighed
from treuga.publish import words
from treuga.publish.desk import DISPUTES, GATES, SAID, Desk, newest_first
from treuga.publish.passages import all_evidence, key_of
from treuga.publish.pieces import Cite, ConditionView, Dispute, GateView, Jump, Line, Piece, ReadingView, Said, Speakers
from treuga.publish.summary import rests_on_evidence

#: So many sentences stand under a condition or a reading; further ones are linked.
_SHOWN = 4
_ANSWERS = {True: "open", False: "not open", None: "cannot be told"}
_SIDES = ("Debtor", "Creditor")


# Decisions -----------------------------------------------------------------------------------------------------------


def gate_views(desk: Desk) -> tuple[GateView, ...]:
    """The decisions that wait, each with its conditions."""
    return tuple(_gate(desk, number, finding) for number, finding in enumerate(desk.board.gates, start=1))


def _gate(desk: Desk, number: int, finding: GateFinding) -> GateView:
    gate = finding.gate
    conditions = tuple(_condition(desk, finding, condition) for condition in gate.conditions)
    own = newest_first(w for key, w in finding.evidence if not key)
    said, more = _shown(desk, own, GATES)
    head = f"{words.capital(desk.parties(gate.decider))} decides. The decision {_verdict(finding)}"
    links = desk.cites([w for _, w in finding.evidence if w.counted], GATES)
    counts = [
        f"{len(ids)} {word}"
        for ids, word in ((finding.met, "met"), (finding.blocked_by, "unmet"), (finding.unknown, "not known"))
        if ids
    ]
    tail = f": of {words.number(len(gate.conditions), 'condition')}, {words.listed(counts)}" if counts else ""
    trail: Line = links or (Jump("sources", "no report speaks of it"),)
    return GateView(
        anchor=f"g{number}",
        title=gate.title,
        agreement=finding.agreement if finding.agreement != desk.board.agreement.id else "",
        decider=desk.parties(gate.decider),
        answer=_ANSWERS[finding.open],
        symbol={True: "met", False: "unmet", None: "unknown"}[finding.open],
        verdict=(f"{head}{tail}.\u00a0", *trail, *more),
        expected=_expected(desk, finding),
        conditions=conditions,
        said=said,
        notes=tuple(desk.prose(note) for note in finding.notes if not _restates(note, gate)),
    )


def _restates(note: str, gate: Gate) -> bool:
    """Whether a note only repeats the days on which a decision is expected, which stand in their own sentence."""
    return bool(gate.expected) and all(date.iso in note for date in gate.expected)


def _verdict(finding: GateFinding) -> str:
    return {True: "is open", False: "is not open", None: "cannot be told to be open or not"}[finding.open]


def _expected(desk: Desk, finding: GateFinding) -> str:
    if not finding.gate.expected:
        return "No day is known on which it is expected."
    period = words.period(finding.gate.expected)
    over = max(finding.gate.expected).latest < desk.board.as_of
    return f"It was expected {period}, which has passed." if over else f"It is expected {period}."


def _condition(desk: Desk, finding: GateFinding, condition: Condition) -> ConditionView:
    answer = "met" if condition.id in finding.met else "unmet" if condition.id in finding.blocked_by else "unknown"
    weighed = newest_first(w for key, w in finding.evidence if key == condition.id)
    # The sentences that make it so come first: those that counted, and among them those that point the same way.
    makes = [w for w in weighed if w.counted and w.side == {"met": "for", "unmet": "against"}.get(answer)]
    others = [w for w in weighed if w not in makes]
    said, also = _shown(desk, makes or [w for w in others if w.counted], GATES)
    shown = {one.cite.number for one in said}
    rest = [w for w in others if w.counted or not makes]
    links = [cite for cite in desk.cites(rest, GATES) if cite.number not in shown]
    text: list[Piece] = [condition.text]
    agreement, _, key = condition.commitment.rpartition("/")
    if key in desk.anchors and agreement in ("", desk.board.agreement.id):
        text = [Jump(desk.anchors[key], condition.text)]
    if not weighed:
        also = (*also, Jump("sources", "no report speaks of it"))
    return ConditionView(
        text=tuple(text),
        answer={"unknown": "not known"}.get(answer, answer),
        symbol=answer,
        said=said,
        also=(*also, *_trail("Also weighed:", links)),
    )


def _shown(desk: Desk, weighed: Sequence[Weighed], section: str) -> tuple[tuple[Said, ...], Line]:
    """The first few sentences, and links to the others."""
    said = tuple(desk.said(one, section, about=False) for one in weighed[:_SHOWN])
    more = desk.cites(weighed[_SHOWN:], section)
    return said, (*_trail("Also:", more), " ") if more else ()


def _trail(lead: str, links: Sequence[Cite]) -> Line:
    """Further links with what they are; nothing without links."""
    return (f"{lead}\u00a0", *links) if links else ()


# Disputes ------------------------------------------------------------------------------------------------------------


def disputes(desk: Desk) -> tuple[tuple[Dispute, ...], Line, tuple[Dispute, ...]]:
    """Both readings side by side; what is disputed only with something else; and claims that nobody bears out."""
    disputed = [f for f in desk.board.findings if f.state == "disputed"]
    own = tuple(_dispute(desk, f) for f in disputed if rests_on_evidence(f))
    follow_on = _follow_on(desk, [f for f in disputed if not rests_on_evidence(f)])
    unborne = [(f, alone(f)) for f in desk.board.findings if f.state != "disputed"]
    return own, follow_on, tuple(_unborne(desk, f, found) for f, found in unborne if found)


def _dispute(desk: Desk, finding: Finding) -> Dispute:
    first, second = (words.reading(finding, n) for n in (0, 1))
    lead = f"Read with the debtor’s side: {first}. Read with the creditor’s side: {second}.\u00a0"
    return Dispute(
        title=Jump(desk.anchors[finding.commitment.id], finding.commitment.title),
        lead=(lead, *desk.backing(finding, DISPUTES)),
        readings=tuple(_reading(desk, finding, n) for n in (0, 1)),
        settle=tuple(map(desk.prose, finding.would_change)),
    )


def _reading(desk: Desk, finding: Finding, side: int) -> ReadingView:
    parties = (finding.commitment.debtor, finding.commitment.creditor)[side]
    wanted = ("for", "against")[side]
    weighed = newest_first(w for w in finding.evidence if w.side == wanted)
    said, more = _shown(desk, [w for w in weighed if w.counted], DISPUTES)
    idle = desk.cites([w for w in weighed if not w.counted], DISPUTES)
    return ReadingView(
        side=f"{_SIDES[side]}’s reading",
        parties=desk.parties(parties),
        state=words.reading(finding, side),
        symbol=finding.readings[side],
        said=said,
        also=(*more, *_trail("Heard, and not counted:", idle)),
    )


def _follow_on(desk: Desk, findings: Sequence[Finding]) -> Line:
    if not findings:
        return ()
    named: list[Line] = []
    for finding in findings:
        waits = [key for key in finding.commitment.antecedent if key in desk.anchors]
        item: tuple[Piece, ...] = (Jump(desk.anchors[finding.commitment.id], finding.commitment.title),)
        if waits:
            links: list[Line] = [(Jump(desk.anchors[key], f"“{desk.titles[key]}”"),) for key in waits]
            item = (*item, " (waits for ", *words.listed_lines(links), ")")
        named.append(item)
    return ("With no evidence of their own: ", *words.listed_lines(named), ".")


def alone(finding: Finding) -> list[Weighed]:
    """Counted claims of a side in its own cause that no other class of witness bears out."""
    borne = {(w.evidence.claim, w.evidence.stance) for w in finding.evidence if w.counted and w.weight > 0}
    return [
        w
        for w in finding.evidence
        if w.counted
        and w.evidence.standing == "self-serving"
        and w.evidence.claim not in ("outstanding", "intended")
        and (w.evidence.claim, w.evidence.stance) not in borne
    ]


def _unborne(desk: Desk, finding: Finding, weighed: Sequence[Weighed]) -> Dispute:
    by_side: dict[int, list[Weighed]] = defaultdict(list)
    for one in weighed:
        by_side[0 if one.side == "for" else 1].append(one)
    views = []
    for side, found in sorted(by_side.items()):
        said, also = _shown(desk, newest_first(found), DISPUTES)
        parties = (finding.commitment.debtor, finding.commitment.creditor)[side]
        views.append(ReadingView(f"{_SIDES[side]}’s side", desk.parties(parties), "its own word only", "", said, also))
    speakers = words.listed(list(dict.fromkeys(desk.party(w.evidence.witness) for w in weighed)))
    lead = f"Said by {speakers} in its own cause, and borne out by no other class of witness.\u00a0"
    return Dispute(
        title=Jump(desk.anchors[finding.commitment.id], finding.commitment.title),
        lead=(lead, *desk.cites(weighed, DISPUTES)),
        readings=tuple(views),
        settle=tuple(map(desk.prose, finding.would_change)),
    )


# Who said what -------------------------------------------------------------------------------------------------------


def speakers(desk: Desk) -> tuple[Speakers, ...]:
    """For each party, what it said that bears on the agreement, the newest first; one entry for one quotation."""
    groups: dict[str, dict[tuple[str, int, int], list[Weighed]]] = defaultdict(lambda: defaultdict(list))
    rank: dict[str, tuple[int, int, str]] = {}
    for weighed in _once(all_evidence(desk.board)):
        name = desk.group(weighed.evidence)
        groups[name][key_of(weighed.evidence)].append(weighed)
        rank[name] = min(rank.get(name, (9, 0, name)), _rank(desk, weighed.evidence, name))
    ordered = sorted(groups, key=lambda name: (rank[name][0], -len(groups[name]), name))
    return tuple(Speakers(name, _entries(desk, groups[name])) for name in ordered)


def _rank(desk: Desk, evidence: Evidence, name: str) -> tuple[int, int, str]:
    """Signatories first, then other parties, then reporters and the unidentified."""
    if evidence.witness in desk.board.agreement.parties:
        return 0, 0, name
    return (1 if name == desk.party(evidence.witness) else 2), 0, name


def _once(weighed: Iterable[Weighed]) -> Iterable[Weighed]:
    return {(w.evidence.id, w.evidence.subject): w for w in weighed}.values()


def _entries(desk: Desk, quotes: dict[tuple[str, int, int], list[Weighed]]) -> tuple[Said, ...]:
    out = []
    for first in newest_first(found[0] for found in quotes.values()):
        found = quotes[key_of(first.evidence)]
        lines = list(dict.fromkeys(desk.about(one.evidence) for one in found))
        said = desk.said(first, SAID, remark=False)
        about = words.listed_lines(lines, "and")
        out.append(Said(said.date, said.voice, said.act, about, said.quote, said.cite))
    return tuple(out)
