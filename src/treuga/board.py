"""The board: everything that a brief, a page or a notebook needs to show where an agreement stands.

A board is made by `treuga.api.make_board` and read by the publishing room. It holds plain values only, so that whoever
shows it needs neither the ledger nor the monitor.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from treuga.model import Agreement, Finding, GateFinding, Report, Testimony


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was read for the time that a board speaks of: absence of evidence means little where this is thin.

    Attributes:
        reports: number of reports that could be known by the board's ``known_at``.
        first, last: the days between which the dated ones among them were published; None where none is dated.
        outlets: (outlet, number of reports), the most frequent first; an empty name stands for an unknown outlet.
        undated: base names of reports without a date among them.
        by_then: number of them that were out by the board's ``as_of``; the others speak of it in hindsight.
        later: number of reports in the ledger that were published after ``known_at`` and are left out.
        copies: groups of report ids that are copies of one another (one wire story); each group has one vote.
    """

    reports: int
    first: dt.date | None = None
    last: dt.date | None = None
    outlets: tuple[tuple[str, int], ...] = ()
    undated: tuple[str, ...] = ()
    later: int = 0
    by_then: int = 0
    copies: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A measure of the agreement, answered and drawn.

    Attributes:
        title: what is measured, in which data; with the word "SIMULATED" where these are invented.
        sentence: the verdict in plain words, or why there is none; ``limits`` what it does not say.
        svg: the chart; empty where none could be drawn.
        compared: baseline, ratio, interval, how it reads.
        claims: what reports say about the same days: claim, the data's own count, who, where.
        columns, rows: the chart's numbers.
    """

    title: str
    sentence: str
    limits: tuple[str, ...] = ()
    svg: str = ""
    compared: tuple[tuple[str, str, str, str], ...] = ()
    claims: tuple[tuple[str, str, str, str], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """Where an agreement stands as of a date, known at a date.

    Attributes:
        agreement: with its commitments in the order of the file.
        as_of: the day that is asked about.
        known_at: the last day whose reports may be used; ``date.max`` means all of them (hindsight).
        findings: one for each commitment, in the order of the file.
        gates: the agreement's own gates first, then gates of other agreements whose conditions name it.
        reports: what was read and could be known at ``known_at``, by date, undated ones last.
        coverage: how much that is.
        testimonies: what these reports say, parallel to ``reports`` (``testimonies[i].report == reports[i].id``).
        people: (party id, display name) of every party that the board may have to name.
        pictures: the agreement's measures, drawn.
    """

    agreement: Agreement
    as_of: dt.date
    known_at: dt.date
    findings: tuple[Finding, ...]
    gates: tuple[GateFinding, ...] = ()
    reports: tuple[Report, ...] = ()
    coverage: Coverage = Coverage(0)
    testimonies: tuple[Testimony, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    pictures: tuple[Picture, ...] = ()

    def finding(self, commitment: str) -> Finding | None:
        """The finding on the commitment with that id, or None."""
        return next((f for f in self.findings if f.commitment.id == commitment), None)

    def report(self, key: str) -> Report | None:
        """The report with that id, or None."""
        return next((r for r in self.reports if r.id == key), None)

    def name(self, party: str) -> str:
        """How a party is called among people; its id where no name is known."""
        return dict(self.people).get(party, party)

    @property
    def hindsight(self) -> bool:
        """Whether reports of any date were used."""
        return self.known_at == dt.date.max
