"""Whether testimony and evidence fit their report; asked before writing, and again by `verify`."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from itertools import chain

from treuga.errors import LedgerError
from treuga.ledger import codes
from treuga.model import Evidence, Quantity, Report, Span, Testimony


def misfit(text: str, span: Span) -> str:
    """What is wrong with a span on that text, in words; empty where it fits."""
    if not 0 <= span.start <= span.end <= len(text):
        return f"the place {span.start}-{span.end} is outside the text of {len(text):,} characters"
    there = text[span.start : span.end]
    if there != span.text:
        return (
            f"{_short(span.text)} does not stand at {span.start}-{span.end}, but {_short(text[span.start : span.end])}"
        )
    return ""


def testimony_spans(testimony: Testimony) -> Iterator[tuple[str, Span]]:
    """Every span of a testimony, each with what it is ("cue of statement 3")."""
    for i, statement in enumerate(testimony.statements):
        yield f"speaker of statement {i}", statement.speaker.span
        yield f"cue of statement {i}", statement.cue
        yield f"content of statement {i}", statement.content
        yield from ((f"addressee of statement {i}", addressee.span) for addressee in statement.addressees)
        yield from ((f"condition of statement {i}", s) for s in (statement.antecedent, statement.consequent) if s)
    for i, mention in enumerate(testimony.mentions):
        yield f"mention {i}", mention.span
    for i, time in enumerate(testimony.times):
        yield f"time {i}", time.span
        yield from ((f"anchor of time {i}", span) for span in (time.anchor,) if span)
    for i, quantity in enumerate(testimony.quantities):
        yield f"quantity {i}", quantity.span
        owner = quantity.owner.span if quantity.owner else None
        yield from ((f"detail of quantity {i}", span) for span in (quantity.base, owner, quantity.part_of) if span)
    for i, place in enumerate(testimony.places):
        yield f"place {i}", place.span
    for i, event in enumerate(testimony.events):
        yield f"event {i}", event.span
        yield f"predicate of event {i}", event.predicate
        yield from ((f"quantity of event {i}", quantity.span) for quantity in event.quantities)
        yield from ((f"actor of event {i}", actor.span) for actor in (*event.source, *event.target))
        yield from ((f"time of event {i}", time.span) for time in event.times)


def evidence_spans(evidence: Evidence) -> Iterator[tuple[str, Span]]:
    """Every span of a piece of evidence, each with what it is."""
    yield from ((f"quotation {i}" if i else "quotation", span) for i, span in enumerate(evidence.spans))
    yield "speaker", evidence.speaker.span


def require_report(report: Report, original: bytes, testimony: Testimony) -> None:
    """Check everything about a report that is going to be written.

    Raises:
        LedgerError: its id is not the hash of its bytes, or its testimony does not fit it.
    """
    if hashlib.sha256(original).hexdigest() != report.id:
        raise LedgerError(codes.WRONG_BYTES, "the report's id is not the SHA-256 of its bytes", where=report.name)
    if testimony.report != report.id:
        raise LedgerError(codes.BAD_TESTIMONY, "the testimony belongs to another report", where=report.name)
    for what, span in testimony_spans(testimony):
        if wrong := misfit(report.text, span):
            raise LedgerError(codes.BAD_TESTIMONY, f"{what}: {wrong}", where=f"{report.name}, offset {span.start}")
    for mark in report.furniture:
        if not 0 <= mark.start <= mark.end <= len(report.text):
            message = f"the {mark.kind} at {mark.start}-{mark.end} is outside the text"
            raise LedgerError(codes.BAD_TESTIMONY, message, where=f"{report.name}, offset {mark.start}")
    for what in chain(_bad_positions(testimony), _bad_numbers(testimony)):
        raise LedgerError(codes.BAD_TESTIMONY, what, where=report.name)


def require_evidence(evidence: Evidence, agreement_digest: str, report: Report) -> None:
    """Check a piece of evidence that is going to be written.

    Raises:
        LedgerError: it names another agreement or report, or quotes what is not there.
    """
    where = f"{report.name}, evidence {evidence.id}"
    if evidence.digest != agreement_digest:
        raise LedgerError(codes.BAD_EVIDENCE, "it was linked under another wording of the agreement", where=where)
    if evidence.report != report.id:
        raise LedgerError(codes.BAD_EVIDENCE, "it comes from another report", where=where)
    for what, span in evidence_spans(evidence):
        if wrong := misfit(report.text, span):
            raise LedgerError(codes.BAD_EVIDENCE, f"{what}: {wrong}", where=where)


def _bad_positions(testimony: Testimony) -> Iterator[str]:
    last = len(testimony.statements)
    for i, statement in enumerate(testimony.statements):
        if statement.nested_in is not None and not 0 <= statement.nested_in < last:
            yield f"statement {i} is nested in statement {statement.nested_in}, and there are {last}"
    for i, event in enumerate(testimony.events):
        if event.statement is not None and not 0 <= event.statement < last:
            yield f"event {i} stands in statement {event.statement}, and there are {last}"


def _bad_numbers(testimony: Testimony) -> Iterator[str]:
    nested: chain[Quantity] = chain.from_iterable(event.quantities for event in testimony.events)
    for quantity in chain(testimony.quantities, nested):
        if not _finite(quantity.value):
            yield f"the quantity {_short(quantity.span.text)} has no finite value"


def _finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # an integer that no float can hold
        return False


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}...")
