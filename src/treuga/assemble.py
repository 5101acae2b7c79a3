"""From a case to its boards: agreements, evidence and reports brought together for one question.

A `Watch` opens the ledger once, links what no earlier run has linked (a new or changed agreement file needs no new
reading), and caches what several questions share.
"""

from __future__ import annotations

import collections
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from treuga.board import Board, Coverage, Picture
from treuga.case import Case
from treuga.errors import AgreementError, CaseError, LedgerBusy, LedgerError, declare
from treuga.model import Agreement, Evidence, Finding, GateFinding, PartialDate, Report
from treuga.voices import by_date, copies, could_be_known, one_voice

if TYPE_CHECKING:
    from treuga.extract.registry import Registry
    from treuga.ledger import Ledger, Listed, Review, Writer
    from treuga.measures import Measured
    from treuga.monitor import Change, Disagreement, Due, NearMiss, Supposition, TalksFinding

BAD_DATE = declare("TR107", "This is no date.", "Write YYYY-MM-DD, YYYY-MM or YYYY, for example 2021-02-16.")
#: Reports linked, or signed, in one transaction when a ledger was written before there was need for it.
BATCH = 200


def day(value: str | dt.date | PartialDate | None, default: dt.date) -> dt.date:
    """The day that a user's date means: a month or a year stands for its last day, None for the default.

    Raises:
        CaseError: it is no date.
    """
    if value is None or value == "":
        return default
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return PartialDate.of(value.strip() if isinstance(value, str) else value).latest
    except ValueError:
        raise CaseError(BAD_DATE, f"'{value}' is no date") from None


class Watch:
    """Everything that is asked of one case, over one open ledger; a context manager."""

    def __init__(self, case: Case) -> None:
        from treuga.ledger import Ledger

        self.case = case
        self.ledger: Ledger = Ledger(case.ledger)
        self._agreements: dict[str, Agreement] = {}
        self._evidence: dict[str, list[Evidence]] = {}
        self._linked: dict[str, list[Evidence]] = {}
        self._measured: dict[tuple[str, dt.date, dt.date], list[Measured]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ledger.close()

    @cached_property
    def registry(self) -> Registry:
        """The parties that ship with Treuga, and the case's own."""
        from treuga.extract.registry import load_registry

        return load_registry(self.case.party_files)

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """All reports of the ledger with their texts, by date, undated ones last; costly where there are many."""
        return tuple(sorted(self.ledger.reports(), key=by_date))

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """The same without their texts."""
        return tuple(sorted(self.ledger.listing(), key=by_date))

    def agreement(self, name: str) -> Agreement:
        """The agreement with that id (the case's own first, then the library's), or in that file."""
        from treuga.agreements import find_agreement

        if name not in self._agreements:
            self._agreements[name] = find_agreement(name, folder=self.case.agreements_dir, registry=self.registry)
        return self._agreements[name]

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """All agreements that can be read, of the case and the library."""
        from treuga.reading import agreements_of

        return tuple(agreements_of(self.case, self.registry)[0])

    def evidence(self, agreement: Agreement) -> list[Evidence]:
        """What the ledger's reports say about an agreement, graded by the case's settings."""
        if agreement.digest not in self._evidence:
            unwritten = self._link_missing(agreement)
            found = [*self.ledger.evidence(agreement.digest), *unwritten]
            graded = [self._graded(evidence) for evidence in found]
            self._linked[agreement.digest] = graded
            self._evidence[agreement.digest] = self._reviewed(agreement, graded)
        return self._evidence[agreement.digest]

    def _reviewed(self, agreement: Agreement, evidence: list[Evidence]) -> list[Evidence]:
        from treuga.monitor.review import reviewed_links

        return reviewed_links(agreement, evidence, self.reviews(agreement), self.ledger.evidence_piece, self.registry)

    def links(self, agreement: Agreement) -> list[Evidence]:
        """What linking finds, with what a review rejected."""
        self.evidence(agreement)
        return self._linked[agreement.digest]

    def reviews(self, agreement: Agreement) -> list[Review]:
        """What people decided about an agreement's links and breaches, in order."""
        return self.ledger.reviews(agreement.id)

    def add_review(self, review: Review) -> None:
        """Keep what a person decided; what is asked afterwards takes it into account.

        Raises:
            LedgerError: it cannot be kept.
        """
        with self.ledger.writer() as writer:
            writer.add_review(review)
        self._evidence.clear()

    def measured(self, agreement: Agreement, as_of: dt.date, known_at: dt.date) -> list[Measured]:
        """The measures of an agreement, answered from the case's incident data."""
        if not agreement.measures:
            return []
        key = (agreement.digest, as_of, known_at)
        if key not in self._measured:
            from treuga.measures import measured

            self._measured[key] = measured(agreement, self.case.root / "incidents", as_of, known_at, self.registry)
        return self._measured[key]

    def measured_evidence(self, agreement: Agreement, as_of: dt.date, known_at: dt.date) -> list[Evidence]:
        """What they say of its promises and conditions."""
        answers = self.measured(agreement, as_of, known_at)
        if not answers:
            return []
        from treuga.measures import evidence

        return evidence(agreement, answers, self.registry)

    def pictures(self, agreement: Agreement, as_of: dt.date, known_at: dt.date) -> tuple[Picture, ...]:
        """The measures of an agreement, drawn, with what the reports of that time say about the same days."""
        answers = self.measured(agreement, as_of, known_at)
        if not answers:
            return ()
        from treuga.measures.claims import of_reports
        from treuga.measures.pictures import picture

        reports = [r for r in self.reports if could_be_known(r, known_at) and could_be_known(r, as_of)]
        claims = of_reports(zip(reports, self.ledger.testimonies([r.id for r in reports]), strict=True))
        return tuple(picture(one, agreement, claims, self.name) for one in answers)

    def _link_missing(self, agreement: Agreement) -> list[Evidence]:
        """Link reports that were read before the agreement was there; returns what could not be written."""
        missing = self.ledger.unlinked(agreement.digest)
        if not missing:
            return []

        def add(writer: Writer, key: str) -> None:
            writer.add_evidence(agreement.digest, key, self._link(agreement, key))

        done = self._written(missing, add)
        return [evidence for key in missing[done:] for evidence in self._link(agreement, key)]

    def _written(self, keys: Sequence[str], add: Callable[[Writer, str], object]) -> int:
        """Add something for each report, some in one transaction; returns for how many of them it could be written."""
        from treuga.ledger.codes import UNUSABLE

        done = 0
        try:
            with self.ledger.writer() as writer:
                for start in range(0, len(keys), BATCH):
                    part = keys[start : start + BATCH]
                    with writer.batch():
                        for key in part:
                            add(writer, key)
                    done += len(part)
        except LedgerError as error:
            # Someone is reading reports in at this moment, or the case is on a read-only disk: answer from memory.
            if not isinstance(error, LedgerBusy) and error.code != UNUSABLE:
                raise
        return done

    def _link(self, agreement: Agreement, key: str) -> list[Evidence]:
        from treuga.monitor import link

        return link(agreement, self.ledger.report(key), self.ledger.testimony(key), self.registry)

    def _graded(self, evidence: Evidence) -> Evidence:
        outlet = self.case.settings.outlets.get(evidence.outlet)
        in_its_own_voice = evidence.speaker.party is None
        return replace(evidence, grade=outlet.grade) if outlet and outlet.grade and in_its_own_voice else evidence

    def findings(
        self, agreement: Agreement, as_of: dt.date, known_at: dt.date, supposing: Supposition | None = None
    ) -> list[Finding]:
        """One finding for each commitment; with a supposition, as it would be."""
        from treuga.monitor import evaluate
        from treuga.monitor.absence import with_coverage
        from treuga.monitor.review import reviewed_breaches

        reviews = self.reviews(agreement)
        agreement, evidence = self._supposed(agreement, supposing, as_of, known_at)
        found = evaluate(
            agreement, evidence, as_of=as_of, known_at=known_at, registry=self.registry, groups=self.groups
        )
        return with_coverage(reviewed_breaches(found, reviews), self.ledger.coverage)

    def finding(self, agreement: Agreement, commitment: str, as_of: dt.date, known_at: dt.date) -> Finding:
        """The finding on one commitment.

        Raises:
            MonitorError: the agreement has no such commitment; the nearest one is named.
        """
        from treuga.monitor import pick

        return pick(self.findings(agreement, as_of, known_at), commitment)

    def _supposed(
        self, agreement: Agreement, supposing: Supposition | None, as_of: dt.date, known_at: dt.date
    ) -> tuple[Agreement, list[Evidence]]:
        heard = [*self.evidence(agreement), *self.measured_evidence(agreement, as_of, known_at)]
        if supposing is None:
            return agreement, heard
        from treuga.monitor.whatif import suppose

        return suppose(agreement, heard, supposing)

    def gates(
        self,
        agreement: Agreement | None,
        as_of: dt.date,
        known_at: dt.date,
        supposing: Supposition | None = None,
    ) -> list[GateFinding]:
        """The gates of an agreement, then those of others whose conditions name it; None asks for all gates."""
        from treuga.monitor import evaluate_gates

        def lookup(key: str) -> list[Finding]:
            try:
                return self.findings(self.agreement(key), as_of, known_at, supposing)
            except AgreementError:
                return []  # the other agreement cannot be read: nobody can tell how its commitment stands

        found: list[GateFinding] = []
        for one in self._gate_keepers(agreement):
            findings = evaluate_gates(
                *self._supposed(one, supposing, as_of, known_at),
                as_of=as_of,
                known_at=known_at,
                lookup=lookup,
                groups=self.groups,
            )
            for finding in findings:
                if agreement is None or one.digest == agreement.digest or names(finding, agreement.id):
                    found.append(finding)
        return found

    def changes(
        self, agreement: Agreement, since: dt.date, until: dt.date | None = None, as_of: dt.date | None = None
    ) -> list[Change]:
        """What changed on an agreement, on the gates that depend on it, and on its talks, between two days.

        Args:
            agreement: which one.
            since: what was so and known on this day ...
            until: ... against what was so and known on this one; left out, today, from all reports read.
            as_of: ask about this day both times: what was learnt about it in between.

        Raises:
            MonitorError: ``until`` is before ``since``.
        """
        from treuga.monitor import changes, gate_changes, talks_changes
        from treuga.monitor.changes import require_period

        last = until or dt.date.today()
        require_period(since, last)
        before, after = (as_of or since, since), (as_of or last, until or dt.date.max)
        found = changes(self.findings(agreement, *before), self.findings(agreement, *after))
        found += gate_changes(self.gates(agreement, *before), self.gates(agreement, *after))
        return found + talks_changes(self.talks(agreement, *before), self.talks(agreement, *after))

    def whatif(self, agreement: Agreement, supposing: Supposition, as_of: dt.date, known_at: dt.date) -> list[Change]:
        """What would be different on an agreement, and on the gates that depend on it.

        Raises:
            MonitorError: the supposition is about what does not exist.
        """
        from treuga.monitor import changes, gate_changes
        from treuga.monitor.whatif import names, require

        known = {name for evidence in self.evidence(agreement) for name in names(evidence)}
        known |= {name for report in self.listed for name in (report.name, report.outlet) if name}
        require(agreement, sorted(known), supposing)
        asked = (agreement, as_of, known_at)
        found = changes(self.findings(*asked), self.findings(*asked, supposing))
        return found + gate_changes(self.gates(*asked), self.gates(*asked, supposing))

    def published(self, since: dt.date, until: dt.date | None) -> tuple[Listed, ...]:
        """The reports that came to be known after one day and up to another."""
        known = {report.id for report in self.listed if could_be_known(report, since)}
        upto = until or dt.date.max
        return tuple(r for r in self.listed if r.id not in known and could_be_known(r, upto))

    def deadlines(self, agreement: Agreement | None, as_of: dt.date, known_at: dt.date) -> list[Due]:
        """What is due when, on one agreement and the gates that depend on it; None asks for all that are followed."""
        from treuga.monitor import deadlines

        followed = self.followed if agreement is None else (agreement,)
        findings = [finding for one in followed for finding in self.findings(one, as_of, known_at)]
        gates = {(gate.agreement, gate.gate.id): gate for one in followed for gate in self.gates(one, as_of, known_at)}
        return deadlines(findings, gates.values())

    def disagreements(self, agreement: Agreement | None, as_of: dt.date, known_at: dt.date) -> list[Disagreement]:
        """What the reports, or the parties, tell in two ways.

        With an agreement: what concerns it, or its parties and their allies. Else: on all agreements.
        """
        from treuga.monitor import disagreements

        followed = self.agreements if agreement is None else (agreement,)
        watched = [(one, self.findings(one, as_of, known_at), self.evidence(one)) for one in followed]
        reports = [r for r in self.reports if could_be_known(r, known_at) and could_be_known(r, as_of)]
        testimonies = self.ledger.testimonies([report.id for report in reports])
        found = disagreements(watched, reports, testimonies, self.registry, self.groups)
        if agreement is None:
            return found
        near = {*agreement.parties, *(ally for allies in agreement.sides.values() for ally in allies)}
        return [one for one in found if one.agreement or not one.parties or not near.isdisjoint(one.parties)]

    def near_misses(
        self, agreement: Agreement, commitment: str, as_of: dt.date, known_at: dt.date
    ) -> tuple[Finding, list[NearMiss]]:
        """The finding on a commitment, and the sentences that nearly decide it: linked ones first, then those left out.

        Raises:
            MonitorError: the agreement has no such commitment.
        """
        from treuga.monitor import near_misses, undecided

        finding = self.finding(agreement, commitment, as_of, known_at)
        found = undecided(finding, self.evidence(agreement))
        for report in self.reports:
            if could_be_known(report, known_at) and could_be_known(report, as_of):
                testimony = self.ledger.testimony(report.id)
                found += near_misses(agreement, report, testimony, self.registry, commitment)
        return finding, found

    @cached_property
    def followed(self) -> tuple[Agreement, ...]:
        """The case's own agreements, and those of the library of which its reports speak."""
        own = self.case.agreements_dir
        return tuple(one for one in self.agreements if Path(one.path).parent == own or self.evidence(one))

    def talks(self, agreement: Agreement, as_of: dt.date, known_at: dt.date) -> list[TalksFinding]:
        """Where the talks of an agreement stand: their stages, and the items of their agenda."""
        from treuga.monitor import evaluate_talks

        evidence = self.evidence(agreement)
        return evaluate_talks(agreement, evidence, as_of=as_of, known_at=known_at, groups=self.groups)

    def _gate_keepers(self, agreement: Agreement | None) -> list[Agreement]:
        if agreement is None:
            return [one for one in self.agreements if one.gates]
        others = (one for one in self.agreements if one.id != agreement.id and one.gates)
        return [agreement, *others] if agreement.gates else list(others)

    @cached_property
    def groups(self) -> dict[str, str]:
        """Report id -> group, for reports that have one voice between them: copies, and outlets of one owner."""
        owners = {name: outlet.owner for name, outlet in self.case.settings.outlets.items() if outlet.owner}
        return one_voice(self.listed, owners, self.stories)

    @cached_property
    def stories(self) -> list[list[str]]:
        """Groups of two or more report ids that are copies of one another."""
        unsigned = self.ledger.unsigned()
        if unsigned and self._written(unsigned, lambda writer, key: writer.add_signature(key)) < len(unsigned):
            return copies(self.reports)
        return self.ledger.stories(report.id for report in self.listed)

    def coverage(self, as_of: dt.date, known_at: dt.date) -> Coverage:
        """How much was read that could be known at a date, and how much of it was out by the day in question."""
        inside = [report for report in self.listed if could_be_known(report, known_at)]
        ids = {report.id for report in inside}
        stories = (tuple(key for key in story if key in ids) for story in self.stories)
        dated = [report.published for report in inside if report.published]
        outlets = collections.Counter(report.outlet for report in inside)
        return Coverage(
            reports=len(inside),
            first=min((date.earliest for date in dated), default=None),
            last=max((date.latest for date in dated), default=None),
            outlets=tuple(sorted(outlets.items(), key=lambda item: (-item[1], item[0]))),
            undated=tuple(report.name for report in inside if not report.published),
            later=len(self.listed) - len(inside),
            by_then=sum(could_be_known(report, as_of) for report in inside),
            copies=tuple(story for story in stories if len(story) > 1),
        )

    def board(self, agreement: Agreement, as_of: dt.date, known_at: dt.date) -> Board:
        """Everything on one agreement at one date."""
        findings = tuple(self.findings(agreement, as_of, known_at))
        gates = tuple(self.gates(agreement, as_of, known_at))
        reports = tuple(report for report in self.reports if could_be_known(report, known_at))
        testimonies = tuple(self.ledger.testimonies([report.id for report in reports]))
        parties = set(agreement.parties)
        for finding in findings:
            parties |= {*finding.commitment.debtor, *finding.commitment.creditor, *finding.commitment.performer}
            parties |= {party for party, _ in finding.claims}
            parties |= {weighed.evidence.witness for weighed in finding.evidence}
        for gate in gates:
            parties |= {*gate.gate.decider, *(weighed.evidence.witness for _, weighed in gate.evidence)}
        for testimony in testimonies:
            parties |= {s.speaker.party for s in testimony.statements if s.speaker.party}
        return Board(
            agreement=agreement,
            as_of=as_of,
            known_at=known_at,
            findings=findings,
            gates=gates,
            reports=reports,
            coverage=self.coverage(as_of, known_at),
            testimonies=testimonies,
            people=tuple((party, self.name(party)) for party in sorted(parties)),
            pictures=self.pictures(agreement, as_of, known_at),
        )

    def name(self, party: str) -> str:
        """The common name of a party, or its id in words where the registry does not have it."""
        return self.registry.display_name(party)


def names(finding: GateFinding, agreement: str) -> bool:
    """Whether a condition of the gate is a commitment of that agreement."""
    return any(condition.commitment.startswith(f"{agreement}/") for condition in finding.gate.conditions)
