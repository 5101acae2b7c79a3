"""Dataclasses to rows, and back. What goes in comes out equal."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from treuga.ledger.parts import (
    Row,
    actor_of,
    actor_row,
    dump,
    dump_all,
    dump_strings,
    iso_of,
    load,
    load_all,
    maybe_date,
    maybe_span,
    maybe_span_text,
    mention_of,
    mention_row,
    place_of,
    place_row,
    quantity_of,
    quantity_row,
    reference_of,
    reference_row,
    span_of,
    span_row,
    strings,
    time_of,
    time_row,
)
from treuga.model import (
    Event,
    Evidence,
    Furniture,
    Mention,
    Place,
    Quantity,
    Reference,
    Report,
    Span,
    Statement,
    Testimony,
    TimeExpression,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Table(Generic[T]):
    """One table: its columns, in the order in which both directions handle them.

    Attributes:
        keys: columns that lead a row and are no part of the object.
    """

    name: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    encode: Callable[[T], Row]
    decode: Callable[[Row], T]

    @cached_property
    def insert(self) -> str:
        """The INSERT statement, keys first."""
        columns = self.keys + self.columns
        marks = ", ".join("?" * len(columns))
        return f"INSERT INTO {self.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 (names are our own)

    @cached_property
    def select(self) -> str:
        """The beginning of a SELECT of the columns; a WHERE is to follow."""
        return f"SELECT {', '.join(self.columns)} FROM {self.name}"  # noqa: S608 (names are our own)


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def compress(original: bytes) -> bytes:
    """The form in which original bytes are kept."""
    return zlib.compress(original)


def decompress(blob: bytes, size: int) -> bytes:
    """The original bytes.

    Raises:
        ValueError: the blob is not zlib, or does not hold exactly ``size`` bytes. At most one byte more is unpacked, so
            that a doctored ledger cannot fill the memory.
    """
    unpacker = zlib.decompressobj()
    try:
        original = unpacker.decompress(blob, size + 1)
    except zlib.error as error:
        raise ValueError(f"the original cannot be unpacked: {error}") from None
    if len(original) != size or not unpacker.eof:
        raise ValueError(f"the original does not unpack to the {size} bytes that were recorded")
    return original


# --- whole rows ------------------------------------------------------------------------------------------------------


def _statement_row(statement: Statement) -> Row:
    return (
        *reference_row(statement.speaker),
        *span_row(statement.cue),
        *span_row(statement.content),
        statement.act,
        statement.form,
        dump_all(statement.addressees, reference_row),
        iso_of(statement.said),
        statement.fidelity,
        dump_strings(statement.topics),
        statement.reason,
        statement.nested_in,
        maybe_span_text(statement.antecedent),
        maybe_span_text(statement.consequent),
        int(statement.negated),
        statement.hedge,
        statement.tense,
    )


# Loading is mostly the making of objects, of which there are hundreds a report: arguments go by position.


def _statement_of(row: Row) -> Statement:
    (s0, s1, s2, party, c0, c1, c2, k0, k1, k2, act, form, addressees, said, fidelity, topics, reason, nested_in,
     antecedent, consequent, negated, hedge, tense) = row  # fmt: skip
    return Statement(
        Reference(Span(s0, s1, s2), party),
        Span(c0, c1, c2),
        Span(k0, k1, k2),
        act,
        form,
        load_all(addressees, reference_of),
        maybe_date(said),
        fidelity,
        strings(topics),
        reason,
        nested_in,
        maybe_span(antecedent),
        maybe_span(consequent),
        bool(negated),
        hedge,
        tense,
    )


def _event_row(event: Event) -> Row:
    return (
        *span_row(event.span),
        *span_row(event.predicate),
        event.lemma,
        event.pos,
        event.type,
        event.mode,
        dump_strings(event.actors),
        dump_strings(event.recipients),
        dump_strings(event.owners),
        dump_strings(event.words),
        dump_strings(event.modifiers),
        dump_all(event.quantities, quantity_row),
        dump_all(event.times, time_row),
        event.factuality,
        int(event.polarity),
        event.aspect,
        event.statement,
        dump_all(event.source, actor_row),
        dump_all(event.target, actor_row),
        dump_strings(event.contexts),
    )


def _event_of(row: Row) -> Event:
    (s0, s1, s2, p0, p1, p2, lemma, pos, kind, mode, actors, recipients, owners, words, modifiers, quantities, times,
     factuality, polarity, aspect, statement, source, target, contexts) = row  # fmt: skip
    return Event(
        Span(s0, s1, s2),
        Span(p0, p1, p2),
        lemma,
        pos,
        kind,
        mode,
        strings(actors),
        strings(recipients),
        strings(owners),
        strings(words),
        strings(modifiers),
        () if quantities == "[]" else load_all(quantities, quantity_of),
        () if times == "[]" else load_all(times, time_of),
        factuality,
        bool(polarity),
        aspect,
        statement,
        () if source == "[]" else load_all(source, actor_of),
        () if target == "[]" else load_all(target, actor_of),
        strings(contexts),
    )


def _report_row(report: Report) -> Row:
    published = report.published
    return (
        report.id,
        report.name,
        report.text,
        report.outlet,
        iso_of(published),
        report.dated_by,
        report.language,
        report.url,
        report.note,
        report.title,
        report.media_type,
        report.retrieved and report.retrieved.isoformat()[:10],
        dump([(mark.start, mark.end, mark.kind) for mark in report.furniture]),
    )


def _report_of(row: Row) -> Report:
    (key, name, text, outlet, published, dated_by, language, url, note, title, media_type, retrieved, furniture) = row
    return Report(
        id=key,
        name=name,
        text=text,
        outlet=outlet,
        published=maybe_date(published),
        dated_by=dated_by,
        language=language,
        url=url,
        note=note,
        title=title,
        media_type=media_type,
        retrieved=None if retrieved is None else dt.date.fromisoformat(retrieved),
        furniture=tuple(Furniture(start, end, kind) for start, end, kind in load(furniture)),
    )


def _evidence_row(evidence: Evidence) -> Row:
    return (
        evidence.id,
        evidence.agreement,
        evidence.digest,
        evidence.subject,
        evidence.claim,
        evidence.stance,
        evidence.report_name,
        evidence.outlet,
        dump_all(evidence.spans, span_row),
        *reference_row(evidence.speaker),
        evidence.witness,
        evidence.standing,
        iso_of(evidence.t_event),
        iso_of(evidence.t_known),
        evidence.known_upto.isoformat()[:10],
        evidence.grade,
        evidence.act,
        evidence.linked_by,
        dump_strings(evidence.notes),
    )


def _evidence_of(row: Row) -> Evidence:
    # The id of the report leads: it is looked up in the table of reports, and no column of this one.
    (report, key, agreement, digest_, subject, claim, stance, report_name, outlet, spans, *rest) = row
    s0, s1, s2, party, witness, standing, t_event, t_known, known_upto, grade, act, linked_by, notes = rest
    return Evidence(
        id=key,
        agreement=agreement,
        digest=digest_,
        subject=subject,
        claim=claim,
        stance=stance,
        report=report,
        report_name=report_name,
        outlet=outlet,
        spans=load_all(spans, span_of),
        speaker=Reference(Span(s0, s1, s2), party),
        witness=witness,
        standing=standing,
        t_event=maybe_date(t_event),
        t_known=maybe_date(t_known),
        known_upto=dt.date.fromisoformat(known_upto),
        grade=grade,
        act=act,
        linked_by=linked_by,
        notes=strings(notes),
    )


def _columns(text: str) -> tuple[str, ...]:
    return tuple(text.split())


REPORTS: Table[Report] = Table(
    "reports",
    _columns("text_digest published_first published_last original original_size"),
    _columns("id name text outlet published dated_by language url note title media_type retrieved furniture"),
    _report_row,
    _report_of,
)
STATEMENTS: Table[Statement] = Table(
    "statements",
    ("report", "position"),
    _columns(
        "speaker_start speaker_end speaker_text speaker_party cue_start cue_end cue_text content_start content_end "
        "content_text act form addressees said fidelity topics reason nested_in antecedent consequent negated hedge "
        "tense"
    ),
    _statement_row,
    _statement_of,
)
MENTIONS: Table[Mention] = Table(
    "mentions", ("report", "position"), _columns("span_start span_end span_text party"), mention_row, mention_of
)
TIMES: Table[TimeExpression] = Table(
    "times",
    ("report", "position"),
    _columns("span_start span_end span_text type value anchor relation"),
    time_row,
    time_of,
)
QUANTITIES: Table[Quantity] = Table(
    "quantities",
    ("report", "position"),
    _columns("span_start span_end span_text value unit bound upper base owner harm part_of"),
    quantity_row,
    quantity_of,
)
PLACES: Table[Place] = Table(
    "places",
    ("report", "position"),
    _columns("span_start span_end span_text id kind country"),
    place_row,
    place_of,
)
EVENTS: Table[Event] = Table(
    "events",
    ("report", "position"),
    _columns(
        "span_start span_end span_text predicate_start predicate_end predicate_text lemma pos type mode actors "
        "recipients owners words modifiers quantities times factuality polarity aspect statement source target contexts"
    ),
    _event_row,
    _event_of,
)
EVIDENCE: Table[Evidence] = Table(
    "evidence",
    ("report",),
    _columns(
        "id agreement digest subject claim stance report_name outlet spans speaker_start speaker_end speaker_text "
        "speaker_party witness standing t_event t_known known_upto grade act linked_by notes"
    ),
    _evidence_row,
    _evidence_of,
)

#: The tables of a `Testimony`: field -> table. Statements first, because events point to them.
TESTIMONY: dict[str, Table[Any]] = {
    table.name: table for table in (STATEMENTS, MENTIONS, TIMES, QUANTITIES, PLACES, EVENTS)
}


def load_testimony(db: sqlite3.Connection, number: int, report_id: str) -> Testimony:
    """The testimony of the report in row ``number``, whose id is ``report_id``."""
    parts: dict[str, Iterable[Any]] = {}
    for name, table in TESTIMONY.items():
        decode = table.decode
        found = db.execute(f"{table.select} WHERE report = ? ORDER BY position", (number,))
        parts[name] = tuple([decode(row) for row in found])
    return Testimony(report_id, **parts)  # type: ignore[arg-type]
