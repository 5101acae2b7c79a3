"""The desk: what every section of a brief needs to know of the board, looked up once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from treuga.board import Board
from treuga.model import Commitment, Evidence, Finding, Report, Weighed
from treuga.monitor.remarks import REPORTER, UNIDENTIFIED
from treuga.monitor.standing import Sides
from treuga.monitor.timing import said_on
from treuga.publish import words
from treuga.publish.passages import Passages, short_quote
from treuga.publish.pieces import Cite, Jump, Line, Said

#: Section names, as links back from a passage call them.
SUMMARY, BOARD, DEADLINES, GATES, DISPUTES, SAID, SOURCES = (
    "summary", "board", "deadlines", "decisions", "disputes", "who said what", "sources",
)  # fmt: skip


class Desk:
    """A board with its passages numbered, its parties named, and its rows anchored."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.passages = Passages(board)
        self.sides = Sides.of(board.agreement)
        self.reports: dict[str, Report] = {report.id: report for report in board.reports}
        self.names = dict(board.people)
        self.titles = {f.commitment.id: f.commitment.title for f in board.findings}
        self.anchors = {f.commitment.id: f"c{number}" for number, f in enumerate(board.findings, start=1)}
        self.modes = {f.commitment.id: f.commitment.mode for f in board.findings}

    # Names -----------------------------------------------------------------------------------------------------------

    def party(self, key: str) -> str:
        """How a party is called."""
        return self.names.get(key, key)

    def parties(self, keys: Sequence[str], joint: str = "and") -> str:
        """Several parties in a sentence."""
        return words.listed([self.party(key) for key in keys], joint)

    def voice(self, evidence: Evidence) -> str:
        """Who speaks, and for whom."""
        if REPORTER in evidence.notes:
            return f"{self.outlet(evidence)}, in its own words"
        spoken, party = evidence.speaker.span.text, evidence.speaker.party
        if UNIDENTIFIED in evidence.notes or party is None:
            return f"“{spoken}”, not identified" if spoken else "somebody who is not named"
        name = self.party(party)
        return name if evidence.witness == party else f"{name} ({self.party(evidence.witness)})"

    def outlet(self, evidence: Evidence) -> str:
        """Who published it: the outlet, else the report by its title or file name."""
        report = self.reports.get(evidence.report)
        title = report.title if report else ""
        if title and title[0] not in "\"“‘'":
            title = f"“{title}”"
        return evidence.outlet or title or evidence.report_name

    def group(self, evidence: Evidence) -> str:
        """Under which heading what was said is listed: the party whose interest speaks, or reporters."""
        if REPORTER in evidence.notes and evidence.standing == "third-party":
            return "Reporters, in their own words"
        return "Speakers who are not identified" if UNIDENTIFIED in evidence.notes else self.party(evidence.witness)

    def side(self, commitment: Commitment, witness: str) -> str:
        """On which side a witness stands: ``debtor``, ``creditor``, ``both``, or empty for neither."""
        return self.sides.side(commitment, (witness,))[0] or ""

    # Sentences -------------------------------------------------------------------------------------------------------

    def prose(self, note: str) -> str:
        """A note of the monitor as a sentence."""
        return words.prose(note, self.titles, self.names)

    def subject(self, evidence: Evidence) -> tuple[str, str]:
        """What a piece of evidence is about, and the anchor of that; empty where it is not in the brief."""
        kind, _, key = evidence.subject.partition(":")
        if kind == "commitment" and evidence.agreement == self.board.agreement.id:
            return self.titles.get(key, key), self.anchors.get(key, "")
        gate, _, wanted = key.partition("/")
        for number, finding in enumerate(self.board.gates, start=1):
            own = finding.agreement == evidence.agreement and kind != "commitment"
            for condition in finding.gate.conditions:
                named = condition.commitment in (f"{evidence.agreement}/{key}", key if own else "")
                if (own and gate == finding.gate.id and condition.id == wanted) or (kind == "commitment" and named):
                    return condition.text, f"g{number}"
            if own and gate == finding.gate.id:
                return finding.gate.title, f"g{number}"
        return f"{evidence.agreement}/{key}", ""

    def says(self, evidence: Evidence) -> str:
        """What it says of that."""
        return words.says(evidence, self.modes.get(evidence.subject.partition(":")[2], "achieve"))

    def about(self, evidence: Evidence) -> Line:
        """Both in one line."""
        title, anchor = self.subject(evidence)
        return (Jump(anchor, title) if anchor else title, f": {self.says(evidence)}")

    def said(self, weighed: Weighed, section: str, *, about: bool = True, remark: bool = True) -> Said:
        """One thing that somebody said, with its quotation and the link to its passage."""
        evidence = weighed.evidence
        return Said(
            date=words.day(evidence.t_known, short=True) or "undated",
            voice=self.voice(evidence),
            act=evidence.act,
            about=self.about(evidence) if about else (f"Says: {self.says(evidence)}",),
            quote=short_quote(evidence),
            cite=self.passages.cite(evidence, section),
            verdict=words.verdict(weighed) if remark else "",
            remark=self.prose(weighed.why) if remark else "",
        )

    def cites(self, weighed: Iterable[Weighed | Evidence], section: str) -> tuple[Cite, ...]:
        """Links to the passages of some evidence."""
        return self.passages.cites((one if isinstance(one, Evidence) else one.evidence for one in weighed), section)

    def backing(self, finding: Finding, section: str) -> Line:
        """Links to what a finding rests on: what counted, else what was heard, else what was read at all."""
        counted = [one for one in finding.evidence if one.counted]
        links: Line = self.cites(counted or finding.evidence, section)
        return links or ("(", Jump("sources", "no report speaks of it"), ")")


def newest_first(weighed: Iterable[Weighed]) -> list[Weighed]:
    """By the day on which it was said, the last one first; of one day in the order of the texts."""
    ordered = sorted(weighed, key=lambda one: (one.evidence.report_name, one.evidence.spans[0].start, one.evidence.id))
    return sorted(ordered, key=lambda one: said_on(one.evidence), reverse=True)


def strongest(weighed: Iterable[Weighed]) -> list[Weighed]:
    """What counted, the weightiest first, and of one weight the newest."""
    return sorted(newest_first(one for one in weighed if one.counted), key=lambda one: -one.weight)
