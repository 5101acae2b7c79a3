"""Corrections of a link by a person: what was found is shown beside what is so, and weighs as what is so.

A correction changes what a passage is evidence of, never the passage: its words, place and report stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Literal, cast, get_args

from treuga.errors import MonitorError
from treuga.ledger.reviews import Correctable
from treuga.model import Agreement, Claim, Evidence, PartialDate, Reference, Stance
from treuga.monitor import codes
from treuga.monitor.remarks import PART, REPORTER, UNAFFILIATED, UNDER_WAY, UNIDENTIFIED
from treuga.monitor.standing import Principals, Sides, standing
from treuga.monitor.witness import KNOWN_PARTY, UNKNOWN

Corrections = tuple[tuple[Correctable, str], ...]
#: What a person writes where the report does not say when it happened.
NOT_SAID = "unknown"
_OF_SPEAKERS = (REPORTER, UNIDENTIFIED, UNAFFILIATED)


def corrections(
    agreement: Agreement, evidence: Evidence, wanted: Mapping[Correctable, str], registry: Principals
) -> Corrections:
    """What a person wants corrected, checked; what is so already is left out.

    Args:
        agreement: whose link it is.
        evidence: the link, as it was found.
        wanted: ``subject`` as the id of a commitment, ``happened`` as a date or ``unknown``, the others as evidence has
            them.
        registry: the parties that can be witnesses.

    Raises:
        MonitorError: a value cannot be so (TR601, TR611), or nothing would change (TR611).
    """
    subject = wanted.get("subject", "")
    keys = [commitment.id for commitment in agreement.commitments]
    if subject and subject not in keys:
        near = get_close_matches(subject, keys, n=1)
        remedy = f"Did you mean '{near[0]}'?" if near else f"Ask for one of: {', '.join(keys) or 'none'}."
        raise MonitorError(codes.UNKNOWN_COMMITMENT, f"there is no commitment '{subject}'", remedy=remedy)
    for name, words in (("claim", get_args(Claim)), ("stance", get_args(Stance))):
        value = wanted.get(cast(Correctable, name), "")
        if value and value not in words:
            raise MonitorError(codes.BAD_CORRECTION, f"'{value}' is no {name}", remedy=f"Use {', '.join(words)}.")
    witness = wanted.get("witness", "")
    if witness and registry.get(witness) is None:
        raise MonitorError(
            codes.BAD_CORRECTION, f"the registry has no party '{witness}'", remedy="See 'treuga parties'."
        )
    now: dict[Correctable, str] = {
        "subject": evidence.subject,
        "claim": evidence.claim,
        "stance": evidence.stance,
        "happened": evidence.t_event.iso if evidence.t_event else "",
        "witness": evidence.speaker.party or "",
    }
    values: dict[Correctable, str] = {key: value for key, value in wanted.items() if value}
    if subject:
        values["subject"] = f"commitment:{subject}"
    if "happened" in values:
        values["happened"] = _happened(values["happened"])
    found = tuple((key, values[key]) for key in sorted(values) if values[key] != now[key])
    if not found:
        raise MonitorError(codes.BAD_CORRECTION, "that is how the link stands already")
    return found


def _happened(written: str) -> str:
    if written == NOT_SAID:
        return ""
    try:
        return PartialDate(written).iso
    except ValueError:
        remedy = f"Write YYYY-MM-DD, YYYY-MM or YYYY, or '{NOT_SAID}'."
        raise MonitorError(codes.BAD_CORRECTION, f"'{written}' is no date", remedy=remedy) from None


def corrected(
    agreement: Agreement, evidence: Evidence, changes: Corrections, by: str, registry: Principals | None
) -> Evidence:
    """The evidence as a person corrected it, with what was found in its notes, and its standing weighed anew.

    Args:
        agreement: whose sides count.
        evidence: as it was linked.
        changes: field -> value, as the review has them.
        by: who, when and why, in words.
        registry: who speaks for whom; without it, everybody speaks for itself.
    """
    instead = dict(changes)
    was = ", ".join(f"{_LABELS[key]} {_told(evidence, key)}" for key, _ in changes)
    notes = [note for note in evidence.notes if not ("witness" in instead and note in _OF_SPEAKERS)]
    if {"subject", "claim", "stance"} & instead.keys():  # these remarks were about another claim
        notes = [note for note in notes if not note.startswith(PART) and note != UNDER_WAY]
    happened = instead.get("happened")
    date = evidence.t_event if happened is None else PartialDate(happened) if happened else None
    witness = instead.get("witness", "")
    out = replace(
        evidence,
        subject=instead.get("subject", evidence.subject),
        claim=cast(Claim, instead.get("claim", evidence.claim)),
        stance=cast(Stance, instead.get("stance", evidence.stance)),
        t_event=date,
        speaker=Reference(evidence.speaker.span, witness) if witness else evidence.speaker,
        witness=witness or evidence.witness,
        grade=KNOWN_PARTY if witness and evidence.grade == UNKNOWN else evidence.grade,
        notes=(*notes, f"amended by {by}", f"as it was found: {was}"),
    )
    return out if instead.keys() == {"happened"} else _stood(agreement, out, registry)


_LABELS: dict[Correctable, Literal["subject", "claim", "stance", "date", "speaker"]] = {
    "subject": "subject", "claim": "claim", "stance": "stance", "happened": "date", "witness": "speaker",
}  # fmt: skip


def _told(evidence: Evidence, key: Correctable) -> str:
    if key == "happened":
        return str(evidence.t_event or "not said")
    if key == "witness":
        return evidence.speaker.party or f"“{evidence.speaker.span.text or evidence.outlet}”"
    return str(getattr(evidence, key))


def _stood(agreement: Agreement, evidence: Evidence, registry: Principals | None) -> Evidence:
    """The same with the standing that its speaker has on what is now claimed."""
    commitment = agreement.commitment(evidence.subject.partition(":")[2])
    if commitment is None or UNIDENTIFIED in evidence.notes:
        return evidence
    speaker = evidence.speaker.party or evidence.witness
    principals = registry.principals(speaker, evidence.t_known) if registry else ()
    side, witness = Sides.of(agreement).side(commitment, principals or (speaker,))
    stands = standing(side, evidence.claim, evidence.stance)
    return replace(evidence, standing=stands, witness=witness or evidence.witness)
