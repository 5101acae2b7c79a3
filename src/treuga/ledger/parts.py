"""The parts of rows: JSON, spans, references and what is made of them, to columns and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from treuga.model import Actor, Mention, PartialDate, Place, Quantity, Reference, Span, TimeExpression

T = TypeVar("T")
Row = tuple[Any, ...]

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


@lru_cache(maxsize=8192)
def strings(text: str) -> tuple[str, ...]:
    """A tuple of strings from JSON."""
    return tuple(load(text))


@lru_cache(maxsize=8192)
def dump_strings(strings: tuple[str, ...]) -> str:
    """A tuple of strings as JSON."""
    return dump(strings)


@lru_cache(maxsize=4096)
def date_of(iso: str) -> PartialDate:
    """The date of a column."""
    return PartialDate(iso)


def maybe_date(iso: str | None) -> PartialDate | None:
    """The date of a column that may be empty."""
    return None if iso is None else date_of(iso)


def iso_of(date: PartialDate | None) -> str | None:
    """A date as its column holds it."""
    return None if date is None else date.iso


def dump_all(values: Sequence[Any], encode: Callable[[Any], Row]) -> str:
    """A list of parts as JSON."""
    return dump([encode(value) for value in values]) if values else "[]"


def load_all(text: str, decode: Callable[[Row], T]) -> tuple[T, ...]:
    """The parts of such a list."""
    return () if text == "[]" else tuple([decode(row) for row in load(text)])


def span_row(span: Span) -> Row:
    """A span as three columns."""
    return span.start, span.end, span.text


def span_of(row: Row) -> Span:
    """The span of three columns."""
    start, end, text = row
    return Span(start, end, text)


def maybe_span_text(span: Span | None) -> str | None:
    """A span that may be absent, in one column."""
    return None if span is None else dump(span_row(span))


def maybe_span(text: str | None) -> Span | None:
    """The span of such a column."""
    return None if text is None else span_of(load(text))


def reference_row(reference: Reference) -> Row:
    """A reference as columns."""
    return *span_row(reference.span), reference.party


def reference_of(row: Row) -> Reference:
    """The reference of such columns."""
    start, end, text, party = row
    return Reference(Span(start, end, text), party)


def actor_row(actor: Actor) -> Row:
    """An actor as columns."""
    return *span_row(actor.span), actor.party, actor.sector, actor.country


def actor_of(row: Row) -> Actor:
    """The actor of such columns."""
    start, end, text, party, sector, country = row
    return Actor(Span(start, end, text), party, sector, country)


def mention_row(mention: Mention) -> Row:
    """A mention as columns."""
    return *span_row(mention.span), mention.party


def mention_of(row: Row) -> Mention:
    """The mention of such columns."""
    start, end, text, party = row
    return Mention(Span(start, end, text), party)


def time_row(time: TimeExpression) -> Row:
    """A time expression as columns."""
    return *span_row(time.span), time.type, time.value, maybe_span_text(time.anchor), time.relation


def time_of(row: Row) -> TimeExpression:
    """The time expression of such columns."""
    start, end, text, kind, value, *more = row  # inside the events of older ledgers there is no more
    anchor, relation = more or (None, "")
    return TimeExpression(Span(start, end, text), kind, value, maybe_span(anchor), relation)


def quantity_row(quantity: Quantity) -> Row:
    """A quantity as columns."""
    return (
        *span_row(quantity.span),
        float(quantity.value),
        quantity.unit,
        quantity.bound,
        quantity.upper if quantity.upper is None else float(quantity.upper),
        maybe_span_text(quantity.base),
        None if quantity.owner is None else dump(reference_row(quantity.owner)),
        quantity.harm,
        maybe_span_text(quantity.part_of),
    )


def quantity_of(row: Row) -> Quantity:
    """The quantity of such columns."""
    start, end, text, value, unit, bound, *more = row
    upper, base, owner, harm, whole = more or (None, None, None, "", None)
    whose = None if owner is None else reference_of(load(owner))
    return Quantity(Span(start, end, text), value, unit, bound, upper, maybe_span(base), whose, harm, maybe_span(whole))


def place_row(place: Place) -> Row:
    """A place as columns."""
    return *span_row(place.span), place.id, place.kind, place.country


def place_of(row: Row) -> Place:
    """The place of such columns."""
    start, end, text, key, kind, country = row
    return Place(Span(start, end, text), key, kind, country)
