"""What people decided, applied: links that were rejected or accepted, breaches that were confirmed or withheld.

A review is about a passage, a claim and a subject, not about a row: it holds when the report is read again, or linked
by other rules, as long as the same is found in an overlapping passage. The latest review stands. An amended link is
accepted as a person corrected it; should a later reading find by itself what the person said, that is the same link.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from treuga.errors import MonitorError
from treuga.ledger.reviews import Place, Review, Verdict
from treuga.model import Agreement, Evidence, Finding
from treuga.monitor import codes
from treuga.monitor.correct import Corrections, corrected
from treuga.monitor.standing import Principals, helps_debtor

#: An id can be given by its beginning, of so many characters at least.
_SHORTEST = 4
_ON_LINKS = ("accept", "amend", "reject")
#: (digest, id) -> the piece of evidence that once had them.
Recall = Callable[[str, str], Evidence | None]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who reviews, why, and on which day."""

    reviewer: str
    reason: str
    day: dt.date


def reviewed_links(
    agreement: Agreement,
    evidence: Sequence[Evidence],
    reviews: Iterable[Review],
    recall: Recall,
    registry: Principals | None = None,
) -> list[Evidence]:
    """The evidence without rejected links, with amended ones as amended, and with those that linking no longer finds.

    Args:
        agreement: as it is now.
        evidence: as it is linked now.
        reviews: of this agreement, in the order in which they were given.
        recall: looks up pieces that were linked under an earlier wording or by earlier rules.
        registry: who speaks for whom, for amended links; without it, everybody speaks for itself.
    """
    latest = _latest(review for review in reviews if review.verdict in _ON_LINKS)
    if not latest:
        return list(evidence)
    kept: list[Evidence] = []
    found: set[int] = set()
    for e in evidence:
        number = next((n for n in reversed(range(len(latest))) if is_about(latest[n], e)), None)
        if number is None:
            kept.append(e)
            continue
        if number in found and latest[number].verdict == "amend":
            continue  # found as it was and as it was corrected: one link
        found.add(number)
        if latest[number].verdict != "reject":
            kept.append(_as_reviewed(agreement, e, latest[number], registry))
    gone = [r for n, r in enumerate(latest) if n not in found and r.verdict != "reject"]
    return kept + [old for review in gone if (old := _recalled(agreement, review, recall, registry))]


def _as_reviewed(agreement: Agreement, e: Evidence, review: Review, registry: Principals | None) -> Evidence:
    if review.verdict == "amend":
        by = f"{review.reviewer} on {review.reviewed}: {review.reason}"
        return replace(corrected(agreement, e, review.corrections, by, registry), digest=agreement.digest)
    return replace(e, digest=agreement.digest, notes=tuple(dict.fromkeys((*e.notes, _note(review)))))


def _latest(reviews: Iterable[Review]) -> list[Review]:
    """Of several reviews of one place, the last."""
    out: list[Review] = []
    for review in reviews:
        out = [one for one in out if not (one.subject == review.subject and _overlap(one, review))]
        out.append(review)
    return out


def _overlap(one: Review, other: Review) -> bool:
    return any(_same(a, b) for a in one.places for b in other.places)


def _same(one: Place, other: Place) -> bool:
    same = (one.report, one.claim, one.stance) == (other.report, other.claim, other.stance)
    return same and one.start < other.end and other.start < one.end


def is_about(review: Review, evidence: Evidence) -> bool:
    """Whether a piece of evidence is, or stands for, what was reviewed."""
    if not evidence.spans:
        return False
    here = place_of(evidence)
    if review.subject == evidence.subject and any(_same(place, here) for place in review.places):
        return True
    instead = dict(review.corrections)
    if not instead or instead.get("subject", review.subject) != evidence.subject:
        return False
    return any(
        _same(replace(p, claim=instead.get("claim", p.claim), stance=instead.get("stance", p.stance)), here)
        for p in review.places
    )


def place_of(evidence: Evidence) -> Place:
    """The place by which a piece of evidence is found again."""
    quote = evidence.spans[0]
    return Place(evidence.report, quote.start, quote.end, evidence.claim, evidence.stance, evidence.digest, evidence.id)


def _recalled(agreement: Agreement, review: Review, recall: Recall, registry: Principals | None) -> Evidence | None:
    place = review.places[0]
    old = recall(place.digest, place.evidence)
    if old is None:
        return None
    subject = dict(review.corrections).get("subject", old.subject)
    if subject.startswith("commitment:") and agreement.commitment(subject.partition(":")[2]) is None:
        return None
    found = _as_reviewed(agreement, old, review, registry)
    return replace(found, notes=tuple(dict.fromkeys((*found.notes, "linking no longer finds it"))))


def _note(review: Review) -> str:
    return f"link accepted by {review.reviewer} on {review.reviewed}: {review.reason}"


def reviewed_breaches(findings: Iterable[Finding], reviews: Sequence[Review]) -> list[Finding]:
    """The findings, with breaches that a person confirmed no longer only indicated.

    A confirmation holds for the breach that was looked at: while some of what then showed it still counts against the
    commitment. It is known from the day on which it was given.
    """
    given = [review for review in reviews if review.verdict in ("confirm", "withhold")]
    return [_reviewed(finding, given) if finding.indicated else finding for finding in findings]


def _reviewed(finding: Finding, reviews: Sequence[Review]) -> Finding:
    shown = breach_evidence(finding)
    last = None
    for review in reviews:
        known = finding.known_at == dt.date.max or review.reviewed <= finding.known_at
        if known and any(is_about(review, e) for e in shown):
            last = review
    if last is None:
        return finding
    word = "confirmed" if last.verdict == "confirm" else "withheld"
    note = f"the breach was {word} by {last.reviewer} on {last.reviewed}: {last.reason}"
    return replace(finding, indicated=last.verdict != "confirm", notes=(*finding.notes, note))


def review_of_correction(evidence: Evidence, corrections: Corrections, who: Signature) -> Review:
    """A review that amends a link.

    Args:
        evidence: the link, as it was found.
        corrections: what is so instead; see `treuga.monitor.correct`.
        who: who, when, why.
    """
    place = (place_of(evidence),)
    return Review(evidence.agreement, evidence.subject, "amend", who.reviewer, who.reason, who.day, place, corrections)


def review_of_link(evidence: Evidence, verdict: Verdict, who: Signature) -> Review:
    """A review that accepts or rejects a link."""
    return Review(
        evidence.agreement, evidence.subject, verdict, who.reviewer, who.reason, who.day, (place_of(evidence),)
    )


def review_of_breach(finding: Finding, verdict: Verdict, who: Signature, known: Collection[str]) -> Review:
    """A review that confirms or withholds the breach that a finding shows.

    Args:
        finding: as it is now.
        verdict: ``confirm`` or ``withhold``.
        who: who, when, why.
        known: ids of the ledger's reports: a breach is reviewed by its sentences, not by a count alone.

    Raises:
        MonitorError: no reading shows a breach, or no sentence does (TR610).
    """
    key = finding.commitment.id
    if "violated" not in finding.readings:
        raise MonitorError(codes.NO_BREACH, f"'{key}' is {finding.state} as of {finding.as_of}")
    places = tuple(place_of(e) for e in breach_evidence(finding) if e.spans and e.report in known)
    if not places:
        raise MonitorError(codes.NO_BREACH, f"no sentence of a report shows the breach of '{key}'")
    subject = f"commitment:{key}"
    return Review(finding.agreement, subject, verdict, who.reviewer, who.reason, who.day, places)


def pick_link(links: Sequence[Evidence], key: str) -> Evidence:
    """The link with that id, or with the only id that begins so.

    Raises:
        MonitorError: there is none, or there are several (TR609).
    """
    found = [e for e in links if e.id == key] or [e for e in links if e.id.startswith(key) and len(key) >= _SHORTEST]
    if len(found) == 1:
        return found[0]
    message = f"several ids begin with '{key}'" if found else f"there is no evidence '{key}'"
    raise MonitorError(codes.UNKNOWN_EVIDENCE, message)


def breach_evidence(finding: Finding) -> list[Evidence]:
    """What counts for a breach of a commitment."""
    counted = (weighed.evidence for weighed in finding.evidence if weighed.counted)
    return [e for e in counted if not helps_debtor(e.claim, e.stance) and e.claim != "outstanding"]
