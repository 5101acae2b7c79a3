"""Why not: sentences that are nearly evidence on a commitment, or nearly settle it, and the predicate that failed.

Two questions in one. What was *left out* when a report was linked, though its words match: the wrong actor, another
side's prisoners, a hope, a question, before the signing. And what was linked but *decides nothing*: a part only, too
late for the day in question, the word of the side that it helps, overtaken by a later word of the same witness.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from treuga.model import Agreement, Event, Evidence, Finding, PartialDate, Report, Span, Statement, Testimony
from treuga.monitor.link import Linker, MissKind, last_day, rulebook
from treuga.monitor.patterns import Rule, words_of
from treuga.monitor.quote import quotation, sentence
from treuga.monitor.remarks import UNIDENTIFIED, is_part
from treuga.monitor.standing import Principals
from treuga.monitor.timing import in_scope, upper
from treuga.monitor.witness import Witnesses


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A sentence that is nearly evidence, or nearly decides, and the first predicate that failed.

    Attributes:
        kind: the predicate.
        why: the same in words.
        linked: it is evidence, and decides nothing; else it was left out.
        speaker: the party, or the words that name the speaker; empty in the reporter's voice.
    """

    kind: MissKind
    why: str
    linked: bool
    report: str
    report_name: str
    outlet: str
    published: PartialDate | None
    quote: Span
    speaker: str = ""


class _Tracer(Linker):
    """Links, and keeps what is left out."""

    def __init__(self, agreement: Agreement, report: Report, testimony: Testimony, registry: Principals) -> None:
        witnesses = Witnesses(agreement, registry, report, {})
        super().__init__(rulebook(agreement, last_day(report)), report, testimony, witnesses)
        self.missed: list[tuple[Rule, Event, MissKind, str]] = []

    def miss(self, rule: Rule, event: Event, kind: MissKind, why: str) -> None:
        """Keep it."""
        self.missed.append((rule, event, kind, why))


def near_misses(
    agreement: Agreement, report: Report, testimony: Testimony, registry: Principals, commitment: str
) -> list[NearMiss]:
    """What one report says that is nearly evidence on a commitment, in text order.

    Args:
        agreement: with the patterns of its commitments.
        report: as it was read; here, one from before the signing is searched too.
        testimony: what was extracted from it.
        registry: who speaks for whom.
        commitment: its id.
    """
    subject = f"commitment:{commitment}"
    tracer = _Tracer(agreement, report, testimony, registry)
    evidence = [e for e in tracer.run() if e.subject == subject]
    signed, published = agreement.signed, report.published
    found: dict[Span, NearMiss] = {}
    if signed and published and published.latest < signed.earliest:
        why = f"published on {published}, before the signing on {signed}"
        found = {e.spans[0]: _of_evidence(e, "before signing", why, linked=False) for e in evidence}
    taken = {e.spans[0] for e in evidence}
    missed = [m for m in tracer.missed if m[0].subject == subject]
    missed += [(rule, event, "another object", why) for rule, event, why in _other_objects(tracer, subject)]
    for _, event, kind, why in missed:
        quote = quotation(report, event, _statement(testimony, event))
        if quote not in taken and quote not in found:
            speaker = _speaker(testimony, event)
            found[quote] = NearMiss(kind, why, False, report.id, report.name, report.outlet, published, quote, speaker)
    return sorted(found.values(), key=lambda miss: miss.quote.start)


def _other_objects(tracer: _Tracer, subject: str) -> Iterable[tuple[Rule, Event, str]]:
    """Events whose verb is an action of the commitment, in a sentence that names its object elsewhere."""
    rules = [rule for rule in tracer.book.rules if rule.subject == subject and rule.objects]
    for event in tracer.testimony.events:
        lemma = event.lemma.casefold()
        for rule in rules:
            if any(term.text == lemma for term in rule.actions) and not any(
                term.among({*event.words, lemma}) for term in rule.objects
            ):
                words = words_of(sentence(tracer.report, event.span).text)
                thing = next((term.text for term in rule.objects if term.among(words)), "")
                if thing:
                    yield rule, event, f"'{thing}' stands in the sentence, but not as what is meant by '{lemma}'"


def undecided(finding: Finding, evidence: Sequence[Evidence]) -> list[NearMiss]:
    """What was linked to a commitment and decides nothing there, and why; what counts and has weight is left out.

    Args:
        finding: on the commitment.
        evidence: all that was linked to the agreement, also what is out of scope at the finding's dates.
    """
    subject = f"commitment:{finding.commitment.id}"
    heard = {w.evidence.id: w for w in finding.evidence}
    out = []
    for e in evidence:
        if e.subject != subject:
            continue
        weighed = heard.get(e.id)
        if weighed is None:
            if not in_scope(e, finding.as_of, finding.known_at):
                out.append(_of_evidence(e, "late", _lateness(e, finding.as_of, finding.known_at), linked=True))
        elif not weighed.counted or (weighed.weight == 0 and finding.state == "disputed"):
            out.append(_of_evidence(e, _kind(e, counted=weighed.counted), weighed.why, linked=True))
    return sorted(out, key=lambda miss: (miss.published.iso if miss.published else "9", miss.quote.start))


def _kind(e: Evidence, *, counted: bool) -> MissKind:
    if UNIDENTIFIED in e.notes:
        return "unidentified"
    if is_part(e.notes):
        return "too few"
    if counted:
        return "contested"
    return "heard only" if e.claim in ("outstanding", "intended") else "overtaken"


def _lateness(e: Evidence, as_of: dt.date, known_at: dt.date) -> str:
    if e.known_upto > known_at:
        return f"it became known by {e.known_upto}, after {known_at}"
    return f"what it speaks of is certain by {upper(e)}, after {as_of}"


def _of_evidence(e: Evidence, kind: MissKind, why: str, *, linked: bool) -> NearMiss:
    speaker = e.speaker.party or e.speaker.span.text
    return NearMiss(kind, why, linked, e.report, e.report_name, e.outlet, e.t_known, e.spans[0], speaker)


def _statement(testimony: Testimony, event: Event) -> Statement | None:
    return None if event.statement is None else testimony.statements[event.statement]


def _speaker(testimony: Testimony, event: Event) -> str:
    statement = _statement(testimony, event)
    return (statement.speaker.party or statement.speaker.span.text) if statement else ""
