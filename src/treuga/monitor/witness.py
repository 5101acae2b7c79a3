"""Who speaks in a report, for whom, and how reliable that voice is by default.

Grades are those of the Admiralty scale: a letter for the source (A completely reliable ... E unreliable, F cannot be
judged) and a digit for the information (1 confirmed ... 5 improbable, 6 cannot be judged). Without a grade of the
case's own, a party that the registry knows has C3 and everybody else F6.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from treuga.errors import MonitorError
from treuga.model import Agreement, Gate, Reference, Report, Standing, Talks
from treuga.monitor import codes
from treuga.monitor.claims import Reading
from treuga.monitor.patterns import Rule
from treuga.monitor.remarks import REPORTER, UNAFFILIATED, UNIDENTIFIED
from treuga.monitor.standing import Principals, Sides, standing

KNOWN_PARTY = "C3"
UNKNOWN = "F6"
_GRADE = re.compile(r"[A-F][1-6]\Z")


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone who speaks: for whom (nearest first), with which grade, and what is to be known about it."""

    principals: tuple[str, ...]
    grade: str
    notes: tuple[str, ...] = ()


class Witnesses:
    """The voices of one report, at its date, and where they stand in one agreement."""

    def __init__(self, agreement: Agreement, registry: Principals, report: Report, grades: Mapping[str, str]) -> None:
        for name, grade in grades.items():
            if not is_grade(grade):
                raise MonitorError(codes.BAD_GRADE, f"'{grade}' is the grade of '{name}'")
        self.sides = Sides.of(agreement)
        self._agreement = agreement
        self._registry = registry
        self._report = report
        self._grades = grades
        self._principals: dict[str, tuple[str, ...]] = {}
        self._reporter: Voice | None = None

    @property
    def known_upto(self) -> dt.date:
        """The last day on which the report can have become known."""
        report = self._report
        return report.published.latest if report.published else report.retrieved or dt.date.max

    def principals(self, party: str) -> tuple[str, ...]:
        """The party and those for whom it speaks at the date of the report."""
        found = self._principals.get(party)
        if found is None:
            found = self._registry.principals(party, self._report.published) or (party,)
            if len(found) == 1:  # out of office: a former minister is no third party
                found = self._registry.principals(party) or found
            self._principals[party] = found
        return found

    def voice(self, speaker: Reference | None) -> Voice:
        """The voice of a statement's speaker; of the reporter, where there is none."""
        if speaker is None:
            if self._reporter is None:
                self._reporter = self._outlet()
            return self._reporter
        if speaker.party is None:
            return Voice((speaker.span.text,), UNKNOWN, (UNIDENTIFIED,))
        principals = self.principals(speaker.party)
        known = any(self._registry.get(party) for party in principals)
        grade = self._grade(principals, KNOWN_PARTY if known else UNKNOWN)
        return Voice(principals, grade, () if known else (UNAFFILIATED,))

    def _outlet(self) -> Voice:
        name = self._report.outlet
        key = "-".join(re.findall(r"[^\W_]+", name.casefold()))
        # An outlet that the registry knows speaks for its owner: a movement's own paper is no third party.
        principals = self.principals(key) if key and self._registry.get(key) else (name or self._report.name,)
        return Voice(principals, self._grade((name, *principals), UNKNOWN), (REPORTER,))

    def _grade(self, names: tuple[str, ...], default: str) -> str:
        return next((self._grades[name] for name in names if name in self._grades), default)

    def stand(self, rule: Rule, voice: Voice, actors: tuple[str, ...], reading: Reading) -> tuple[Standing, str]:
        """The standing of a voice on what it claims, and the witness whose interest speaks."""
        if UNIDENTIFIED in voice.notes:
            return "third-party", voice.principals[0]
        if rule.talks:
            return self._stand_at_table(rule.talks, voice)
        if rule.commitment is None:
            return self._stand_at_gate(rule, voice)
        conduct = tuple(party for actor in actors for party in self.principals(actor))
        side, witness = self.sides.side(rule.commitment, voice.principals, conduct)
        return standing(side, reading.claim, reading.stance), witness

    def _stand_at_table(self, talks: Talks, voice: Voice) -> tuple[Standing, str]:
        """Nobody owes anything there: each one's word counts by its grade, until another at the table contradicts."""
        for group in (frozenset(talks.parties), self.sides.bloc(talks.parties)):
            party = next((p for p in voice.principals if p in group), None)
            if party:
                return "third-party", party
        return "third-party", voice.principals[-1]

    def _stand_at_gate(self, rule: Rule, voice: Voice) -> tuple[Standing, str]:
        """On its own decision the decider's word is decisive; other parties of the agreement only want something."""
        gate = gate_of(self._agreement, rule.subject)
        for party in voice.principals:
            if party in gate.decider:
                return "acknowledged", party
        ally = next((p for p in voice.principals if p in self.sides.bloc(gate.decider)), None)
        if ally:
            return "third-party", ally
        other = next((p for p in voice.principals if p in self.sides.bloc(self._agreement.parties)), None)
        return ("self-serving", other) if other else ("third-party", voice.principals[-1])


def is_grade(text: str) -> bool:
    """Whether it is a grade of the Admiralty scale."""
    return bool(_GRADE.match(text))


def gate_of(agreement: Agreement, subject: str) -> Gate:
    """The gate of a subject ``gate:ID`` or ``condition:GATE/ID``."""
    key = subject.partition(":")[2].partition("/")[0]
    return next(gate for gate in agreement.gates if gate.id == key)
