"""Testimony as JSON Lines: one record a line, in the shape that annotation and scoring tools read.

The shape is published as JSON Schema (``treuga/extract/data/testimony.schema.json``, `schema`). ``report`` is the
base name
of the file; all offsets are characters of the report's canonical text.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator
from importlib import resources
from typing import Any

from treuga.model import (
    Actor,
    Event,
    Place,
    Quantity,
    Reference,
    Report,
    Span,
    Statement,
    Testimony,
    TimeExpression,
)

Record = dict[str, Any]


def schema() -> Record:
    """The JSON Schema (2020-12) of one record."""
    text = resources.files("treuga.extract").joinpath("data", "testimony.schema.json").read_text(encoding="utf-8")
    loaded: Record = json.loads(text)
    return loaded


def records(report: Report, testimony: Testimony) -> Iterator[Record]:
    """The records of one report: statements, mentions, places, times, quantities, and the events that PLOVER knows."""
    name = report.name
    for statement in testimony.statements:
        yield {"report": name, "kind": "statement", **_statement(statement)}
    for mention in testimony.mentions:
        yield {"report": name, "kind": "mention", **_span(mention.span), "party": mention.party}
    for place in testimony.places:
        yield {"report": name, "kind": "place", **_span(place.span), **_place(place)}
    for time in testimony.times:
        yield {"report": name, "kind": "time", **_time(time)}
    for quantity in testimony.quantities:
        yield {"report": name, "kind": "quantity", **_quantity(quantity)}
    starts = [place.span.start for place in testimony.places]
    for event in testimony.events:
        if event.type is not None:
            first, end = bisect_left(starts, event.span.start), bisect_left(starts, event.span.end)
            places = [place.id for place in testimony.places[first:end]]
            yield {"report": name, "kind": "event", **_event(event), "places": places}


def _span(span: Span) -> Record:
    return {"text": span.text, "start": span.start, "end": span.end}


def _place(place: Place) -> Record:
    return {"place": place.id, "type": place.kind, "country": place.country}


def _time(time: TimeExpression) -> Record:
    record = {**_span(time.span), "type": time.type, "value": time.value}
    return record | ({"anchor": _span(time.anchor), "relation": time.relation} if time.anchor else {})


def _quantity(quantity: Quantity) -> Record:
    """What is not said is left out."""
    record = {**_span(quantity.span), "value": _number(quantity.value), "unit": quantity.unit, "bound": quantity.bound}
    said = {
        "upper": _number(quantity.upper) if quantity.upper is not None else None,
        "base": _span(quantity.base) if quantity.base else None,
        "owner": _reference(quantity.owner) if quantity.owner else None,
        "harm": quantity.harm or None,
        "part_of": _span(quantity.part_of) if quantity.part_of else None,
    }
    return record | {key: value for key, value in said.items() if value is not None}


def _number(value: float) -> float:
    return int(value) if float(value).is_integer() else value


def _reference(reference: Reference) -> Record:
    return {**_span(reference.span), "party": reference.party}


def _statement(statement: Statement) -> Record:
    return {
        "speaker": _reference(statement.speaker),
        "cue": _span(statement.cue),
        "content": _span(statement.content),
        "addressees": [_reference(a) for a in statement.addressees],
        "act": statement.act,
        "form": statement.form,
        "said": statement.said.iso if statement.said else None,
        "fidelity": statement.fidelity,
        "topics": list(statement.topics),
        "antecedent": _span(statement.antecedent) if statement.antecedent else None,
        "consequent": _span(statement.consequent) if statement.consequent else None,
        "negated": statement.negated,
        "hedge": statement.hedge,
        "tense": statement.tense,
        "reason": statement.reason,
        "nested_in": statement.nested_in,
    }


def _actor(actor: Actor) -> Record:
    return {**_span(actor.span), "party": actor.party, "sector": actor.sector, "country": actor.country}


def _event(event: Event) -> Record:
    return {
        **_span(event.span),
        "predicate": _span(event.predicate),
        "type": event.type,
        "mode": event.mode,
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "source": [_actor(a) for a in event.source],
        "target": [_actor(a) for a in event.target],
        "contexts": list(event.contexts),
        "quantities": [_span(q.span) for q in event.quantities],
        "times": [_span(t.span) for t in event.times],
        "factuality": event.factuality,
        "polarity": event.polarity,
        "statement": event.statement,
    }
