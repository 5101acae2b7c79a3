"""Dataclasses to rows, and back. What goes in comes out equal."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

from treuga.model import (
    Event,
    Evidence,
    Furniture,
    Mention,
    PartialDate,
    Quantity,
    Reference,
    Report,
    Span,
    Statement,
    Testimony,
    TimeExpression,
)

T = TypeVar("T")
Row = tuple[Any, ...]


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


# Made once: `json.dumps` with arguments makes an encoder a call, and `json.loads` looks for white space around.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_DECODER = json.JSONDecoder()


def dump(value: object) -> str:
    """Compact JSON. NaN and infinity are refused: SQLite's JSON functions could not read them."""
    return _ENCODER.encode(value)


def load(text: str) -> Any:
    """What `dump` wrote.

    Raises:
        ValueError: this is not JSON, or not all of it.
    """
    value, end = _DECODER.raw_decode(text)
    if end != len(text):
        raise ValueError(f"there is more than one JSON value in {text[:60]!r}")
    return value


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


# --- parts -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8192)
def _strings(text: str) -> tuple[str, ...]:
    return tuple(load(text))


@lru_cache(maxsize=8192)
def _dump_strings(strings: tuple[str, ...]) -> str:
    return dump(strings)


@lru_cache(maxsize=4096)
def _date(iso: str) -> PartialDate:
    return PartialDate(iso)


def _maybe_date(iso: str | None) -> PartialDate | None:
    return None if iso is None else _date(iso)


def _iso(date: PartialDate | None) -> str | None:
    return None if date is None else date.iso


def _dump_all(values: Sequence[Any], encode: Callable[[Any], Row]) -> str:
    return dump([encode(value) for value in values]) if values else "[]"


def _load_all(text: str, decode: Callable[[Row], T]) -> tuple[T, ...]:
    return () if text == "[]" else tuple([decode(row) for row in load(text)])


def _span_row(span: Span) -> Row:
    return span.start, span.end, span.text


def _span_of(row: Row) -> Span:
    start, end, text = row
    return Span(start, end, text)


def _reference_row(reference: Reference) -> Row:
    return *_span_row(reference.span), reference.party


def _reference_of(row: Row) -> Reference:
    start, end, text, party = row
    return Reference(Span(start, end, text), party)


def _mention_row(mention: Mention) -> Row:
    return *_span_row(mention.span), mention.party


def _mention_of(row: Row) -> Mention:
    start, end, text, party = row
    return Mention(Span(start, end, text), party)


def _time_row(time: TimeExpression) -> Row:
    return *_span_row(time.span), time.type, time.value


def _time_of(row: Row) -> TimeExpression:
    start, end, text, kind, value = row
    return TimeExpression(Span(start, end, text), kind, value)


def _quantity_row(quantity: Quantity) -> Row:
    return *_span_row(quantity.span), float(quantity.value), quantity.unit, quantity.bound


def _quantity_of(row: Row) -> Quantity:
    start, end, text, value, unit, bound = row
    return Quantity(Span(start, end, text), value, unit, bound)


# --- whole rows ------------------------------------------------------------------------------------------------------


def _statement_row(statement: Statement) -> Row:
    return (
        *_reference_row(statement.speaker),
        *_span_row(statement.cue),
        *_span_row(statement.content),
        statement.act,
        statement.form,
        _dump_all(statement.addressees, _reference_row),
        _iso(statement.said),
        statement.fidelity,
        _dump_strings(statement.topics),
        statement.reason,
        statement.nested_in,
    )


# Loading is mostly the making of objects, of which there are hundreds a report: arguments go by position.


def _statement_of(row: Row) -> Statement:
    (s0, s1, s2, party, c0, c1, c2, k0, k1, k2, act, form, addressees, said, fidelity, topics, reason, nested_in) = row
    return Statement(
        Reference(Span(s0, s1, s2), party),
        Span(c0, c1, c2),
        Span(k0, k1, k2),
        act,
        form,
        _load_all(addressees, _reference_of),
        _maybe_date(said),
        fidelity,
        _strings(topics),
        reason,
        nested_in,
    )


def _event_row(event: Event) -> Row:
    return (
        *_span_row(event.span),
        *_span_row(event.predicate),
        event.lemma,
        event.pos,
        event.type,
        event.mode,
        _dump_strings(event.actors),
        _dump_strings(event.recipients),
        _dump_strings(event.owners),
        _dump_strings(event.words),
        _dump_strings(event.modifiers),
        _dump_all(event.quantities, _quantity_row),
        _dump_all(event.times, _time_row),
        event.factuality,
        int(event.polarity),
        event.aspect,
        event.statement,
    )


def _event_of(row: Row) -> Event:
    (s0, s1, s2, p0, p1, p2, lemma, pos, kind, mode, actors, recipients, owners, words, modifiers, quantities, times,
     factuality, polarity, aspect, statement) = row  # fmt: skip
    return Event(
        Span(s0, s1, s2),
        Span(p0, p1, p2),
        lemma,
        pos,
        kind,
        mode,
        _strings(actors),
        _strings(recipients),
        _strings(owners),
        _strings(words),
        _strings(modifiers),
        () if quantities == "[]" else _load_all(quantities, _quantity_of),
        () if times == "[]" else _load_all(times, _time_of),
        factuality,
        bool(polarity),
        aspect,
        statement,
    )


def _report_row(report: Report) -> Row:
    published = report.published
    return (
        report.id,
        report.name,
        report.text,
        report.outlet,
        _iso(published),
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
        published=_maybe_date(published),
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
        _dump_all(evidence.spans, _span_row),
        *_reference_row(evidence.speaker),
        evidence.witness,
        evidence.standing,
        _iso(evidence.t_event),
        _iso(evidence.t_known),
        evidence.known_upto.isoformat()[:10],
        evidence.grade,
        evidence.act,
        evidence.linked_by,
        _dump_strings(evidence.notes),
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
        spans=_load_all(spans, _span_of),
        speaker=Reference(Span(s0, s1, s2), party),
        witness=witness,
        standing=standing,
        t_event=_maybe_date(t_event),
        t_known=_maybe_date(t_known),
        known_upto=dt.date.fromisoformat(known_upto),
        grade=grade,
        act=act,
        linked_by=linked_by,
        notes=_strings(notes),
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
        "content_text act form addressees said fidelity topics reason nested_in"
    ),
    _statement_row,
    _statement_of,
)
MENTIONS: Table[Mention] = Table(
    "mentions", ("report", "position"), _columns("span_start span_end span_text party"), _mention_row, _mention_of
)
TIMES: Table[TimeExpression] = Table(
    "times", ("report", "position"), _columns("span_start span_end span_text type value"), _time_row, _time_of
)
QUANTITIES: Table[Quantity] = Table(
    "quantities",
    ("report", "position"),
    _columns("span_start span_end span_text value unit bound"),
    _quantity_row,
    _quantity_of,
)
EVENTS: Table[Event] = Table(
    "events",
    ("report", "position"),
    _columns(
        "span_start span_end span_text predicate_start predicate_end predicate_text lemma pos type mode actors "
        "recipients owners words modifiers quantities times factuality polarity aspect statement"
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
TESTIMONY: dict[str, Table[Any]] = {table.name: table for table in (STATEMENTS, MENTIONS, TIMES, QUANTITIES, EVENTS)}


def load_testimony(db: sqlite3.Connection, number: int, report_id: str) -> Testimony:
    """The testimony of the report in row ``number``, whose id is ``report_id``."""
    parts: dict[str, Iterable[Any]] = {}
    for name, table in TESTIMONY.items():
        decode = table.decode
        found = db.execute(f"{table.select} WHERE report = ? ORDER BY position", (number,))
        parts[name] = tuple([decode(row) for row in found])
    return Testimony(report_id, **parts)  # type: ignore[arg-type]
