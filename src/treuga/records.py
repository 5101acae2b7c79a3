"""Findings and what goes with them as plain records: the shape of ``--format json`` and ``csv``, and of data frames.

The keys are part of the public interface. Every ``text`` is the slice ``[start:end]`` of its report's canonical text.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from treuga.model import Evidence, Finding, GateFinding, Report, Statement, Weighed

if TYPE_CHECKING:
    from treuga.monitor import Change, Disagreement, Due, NearMiss, StageFinding, TalksFinding

Record = dict[str, Any]


def known_at(day: dt.date) -> str | None:
    """A ``known_at`` for output: None where there is no limit."""
    return None if day == dt.date.max else day.isoformat()


def evidence_record(weighed: Weighed) -> Record:
    """One piece of evidence in a finding."""
    evidence = weighed.evidence
    return {
        **quotation(evidence),
        "stance": evidence.stance,
        "standing": evidence.standing,
        "claim": evidence.claim,
        "witness": evidence.witness,
        "published": evidence.t_known.iso if evidence.t_known else None,
        "happened": evidence.t_event.iso if evidence.t_event else None,
        "outlet": evidence.outlet,
        "grade": evidence.grade,
        "weight": weighed.weight,
        "counted": weighed.counted,
        "side": weighed.side,
        "why": weighed.why,
        "notes": list(evidence.notes),
    }


def quotation(evidence: Evidence) -> Record:
    """Where the words of a piece of evidence stand, and whose they are."""
    span = evidence.spans[0]
    return {
        "report": evidence.report_name,
        "start": span.start,
        "end": span.end,
        "text": span.text,
        "speaker": evidence.speaker.party or evidence.speaker.span.text,
        "speaker_words": evidence.speaker.span.text,
    }


def finding_record(finding: Finding) -> Record:
    """One line of the board."""
    return {
        "agreement": finding.agreement,
        "commitment": finding.commitment.id,
        "title": finding.commitment.title,
        "state": finding.state,
        "indicated": finding.indicated,
        "readings": {"debtor": finding.readings[0], "creditor": finding.readings[1]},
        "schedule": finding.schedule,
        "deadline": finding.deadline.isoformat() if finding.deadline else None,
        "days": finding.days,
        "evidence_class": finding.evidence_class,
        "claims": [{"party": party, "says": says} for party, says in finding.claims],
        "evidence": [evidence_record(weighed) for weighed in finding.evidence],
        "notes": list(finding.notes),
        "would_change": list(finding.would_change),
        "as_of": finding.as_of.isoformat(),
        "known_at": known_at(finding.known_at),
    }


def finding_row(finding: Finding) -> Record:
    """The same on one flat line, for spreadsheets and data frames; evidence is counted and its reports are named."""
    counted = [weighed.evidence for weighed in finding.evidence if weighed.counted]
    return {
        "agreement": finding.agreement,
        "commitment": finding.commitment.id,
        "title": finding.commitment.title,
        "state": finding.state,
        "indicated": finding.indicated,
        "debtor_reading": finding.readings[0],
        "creditor_reading": finding.readings[1],
        "schedule": finding.schedule,
        "deadline": finding.deadline,
        "days": finding.days,
        "evidence_class": finding.evidence_class,
        "claims": "; ".join(f"{party}: {says}" for party, says in finding.claims),
        "evidence_counted": len(counted),
        "evidence_heard": len(finding.evidence),
        "reports": "; ".join(dict.fromkeys(evidence.report_name for evidence in counted)),
        "notes": " ".join(finding.notes),
        "as_of": finding.as_of,
        "known_at": None if finding.known_at == dt.date.max else finding.known_at,
    }


def gate_record(finding: GateFinding) -> Record:
    """One gate."""
    return {
        "agreement": finding.agreement,
        "gate": finding.gate.id,
        "title": finding.gate.title,
        "decider": list(finding.gate.decider),
        "open": finding.open,
        "refused": finding.refused,
        "blocked_by": list(finding.blocked_by),
        "unknown": list(finding.unknown),
        "met": list(finding.met),
        "expected": [date.iso for date in finding.gate.expected],
        "evidence": [{"condition": key, **evidence_record(weighed)} for key, weighed in finding.evidence],
        "notes": list(finding.notes),
        "as_of": finding.as_of.isoformat(),
        "known_at": known_at(finding.known_at),
    }


def gate_row(finding: GateFinding) -> Record:
    """A gate on one flat line."""
    return {
        "agreement": finding.agreement,
        "gate": finding.gate.id,
        "title": finding.gate.title,
        "decider": "; ".join(finding.gate.decider),
        "open": finding.open,
        "refused": finding.refused,
        "blocked_by": "; ".join(finding.blocked_by),
        "unknown": "; ".join(finding.unknown),
        "met": "; ".join(finding.met),
        "expected": "; ".join(date.iso for date in finding.gate.expected),
        "as_of": finding.as_of,
        "known_at": None if finding.known_at == dt.date.max else finding.known_at,
    }


def change_record(change: Change, agreement: str, since: dt.date, until: dt.date) -> Record:
    """One difference between two days; new testimony with its sentence."""
    return {
        "agreement": agreement,
        "about": change.about,
        "subject": change.commitment,
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
        "evidence": evidence_record(change.evidence) if change.evidence else None,
        "since": since.isoformat(),
        "until": known_at(until),
    }


def change_row(change: Change, agreement: str, since: dt.date, until: dt.date) -> Record:
    """The same on one flat line."""
    evidence = change.evidence.evidence if change.evidence else None
    return {
        "agreement": agreement,
        "about": change.about,
        "subject": change.commitment,
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
        "report": evidence.report_name if evidence else None,
        "start": evidence.spans[0].start if evidence else None,
        "end": evidence.spans[0].end if evidence else None,
        "witness": evidence.witness if evidence else None,
        "standing": evidence.standing if evidence else None,
        "since": since,
        "until": None if until == dt.date.max else until,
    }


def whatif_record(change: Change, agreement: str, supposing: str) -> Record:
    """One difference that a supposition would make; it is flat."""
    return {
        "agreement": agreement,
        "about": change.about,
        "subject": change.commitment,
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
        "supposing": supposing,
    }


def due_record(due: Due) -> Record:
    """One deadline."""
    return {**due_row(due), "date": due.date.isoformat() if due.date else None}


def due_row(due: Due) -> Record:
    """One deadline, with its day as a date."""
    return {
        "date": due.date,
        "agreement": due.agreement,
        "subject": due.subject,
        "title": due.title,
        "kind": due.kind,
        "expression": due.expression,
        "state": due.state,
        "schedule": due.schedule,
        "days": due.days,
        "settled": due.settled,
        "note": due.note,
    }


def disagreement_record(found: Disagreement) -> Record:
    """One disagreement with its versions; a version of the agreement's own has no report."""
    return {
        "kind": found.kind,
        "agreement": found.agreement or None,
        "about": found.about,
        "parties": sorted(found.parties),
        "note": found.note,
        "versions": [
            {
                "value": version.value,
                "witness": version.witness,
                "report": version.report_name or None,
                "outlet": version.outlet,
                "published": version.published.iso if version.published else None,
                "start": version.span.start if version.span else None,
                "end": version.span.end if version.span else None,
                "text": version.span.text if version.span else "",
                "copies": version.copies,
            }
            for version in found.versions
        ],
    }


def disagreement_rows(number: int, found: Disagreement) -> list[Record]:
    """One flat line for each version; ``disagreement`` numbers what belongs together."""
    head = {"disagreement": number, "kind": found.kind, "agreement": found.agreement, "about": found.about}
    return [{**head, **version} for version in disagreement_record(found)["versions"]]


def talks_record(finding: TalksFinding) -> Record:
    """One table of negotiation with its stages and items."""
    return {
        "agreement": finding.agreement,
        "talks": finding.talks.id,
        "title": finding.talks.title,
        "parties": list(finding.talks.parties),
        "state": finding.state,
        "since": finding.since.isoformat() if finding.since else None,
        "reported_only": finding.reported,
        "current": finding.current or None,
        "stages": [stage_record(stage) for stage in finding.stages],
        "items": [stage_record(item) for item in finding.items],
        "evidence": [evidence_record(weighed) for weighed in finding.evidence],
        "as_of": finding.as_of.isoformat(),
        "known_at": known_at(finding.known_at),
    }


def stage_record(found: StageFinding) -> Record:
    """A stage of talks, or an item of their agenda."""
    return {
        "id": found.stage.id,
        "title": found.stage.title,
        "state": found.state,
        "since": found.since.isoformat() if found.since else None,
        "reported_only": found.reported,
        "evidence": [evidence_record(weighed) for weighed in found.evidence],
        "notes": list(found.notes),
    }


def stage_rows(finding: TalksFinding) -> list[Record]:
    """A flat line for each stage and item of a table."""
    return [
        {
            "agreement": finding.agreement,
            "talks": finding.talks.id,
            "kind": found.stage.kind,
            "id": found.stage.id,
            "title": found.stage.title,
            "state": found.state,
            "since": found.since,
            "reported_only": found.reported,
            "evidence_heard": len(found.evidence),
            "notes": "; ".join(found.notes),
            "as_of": finding.as_of,
            "known_at": None if finding.known_at == dt.date.max else finding.known_at,
        }
        for found in (*finding.stages, *finding.items)
    ]


def near_miss_record(miss: NearMiss) -> Record:
    """One sentence that nearly decides a commitment, with the predicate that failed; it is flat."""
    return {
        "failed": miss.kind,
        "why": miss.why,
        "linked": miss.linked,
        "report": miss.report_name,
        "start": miss.quote.start,
        "end": miss.quote.end,
        "text": miss.quote.text,
        "speaker": miss.speaker or None,
        "outlet": miss.outlet,
        "published": miss.published.iso if miss.published else None,
    }


def report_record(report: Report) -> Record:
    """What is known about a report, without its text."""
    return {
        "report": report.name,
        "id": report.id,
        "published": report.published.iso if report.published else None,
        "dated_by": report.dated_by,
        "outlet": report.outlet,
        "title": report.title,
        "language": report.language,
        "url": report.url,
        "note": report.note,
        "media_type": report.media_type,
        "retrieved": report.retrieved.isoformat() if report.retrieved else None,
        "characters": len(report.text),
    }


def statement_record(report: Report, statement: Statement) -> Record:
    """One statement, flat."""
    return {
        "report": report.name,
        "start": statement.content.start,
        "end": statement.content.end,
        "text": statement.content.text,
        "speaker": statement.speaker.party or statement.speaker.span.text,
        "speaker_words": statement.speaker.span.text,
        "cue": statement.cue.text,
        "act": statement.act,
        "form": statement.form,
        "published": report.published.iso if report.published else None,
        "outlet": report.outlet,
    }
