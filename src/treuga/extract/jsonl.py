"""Testimony as JSON Lines: one record a line, in the shape that annotation and scoring tools read.

The shape is published as JSON Schema (``treuga/extract/data/testimony.schema.json``, `schema`). ``report`` is the
base name
of the file; all offsets are characters of the report's canonical text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

from treuga.model import Event, Reference, Report, Span, Statement, Testimony

Record = dict[str, Any]


def schema() -> Record:
    """The JSON Schema (2020-12) of one record."""
    text = resources.files("treuga.extract").joinpath("data", "testimony.schema.json").read_text(encoding="utf-8")
    loaded: Record = json.loads(text)
    return loaded


def records(report: Report, testimony: Testimony) -> Iterator[Record]:
    """The records of one report: statements, mentions, times, quantities, and the events that PLOVER knows."""
    name = report.name
    for statement in testimony.statements:
        yield {"report": name, "kind": "statement", **_statement(statement)}
    for mention in testimony.mentions:
        yield {"report": name, "kind": "mention", **_span(mention.span), "party": mention.party}
    for time in testimony.times:
        yield {"report": name, "kind": "time", **_span(time.span), "type": time.type, "value": time.value}
    for quantity in testimony.quantities:
        value = int(quantity.value) if float(quantity.value).is_integer() else quantity.value
        record = {"report": name, "kind": "quantity", **_span(quantity.span), "value": value, "unit": quantity.unit}
        yield record | {"bound": quantity.bound}
    for event in testimony.events:
        if event.type is not None:
            yield {"report": name, "kind": "event", **_event(event)}


def _span(span: Span) -> Record:
    return {"text": span.text, "start": span.start, "end": span.end}


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
        "reason": statement.reason,
        "nested_in": statement.nested_in,
    }


def _event(event: Event) -> Record:
    return {
        **_span(event.span),
        "predicate": _span(event.predicate),
        "type": event.type,
        "mode": event.mode,
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "quantities": [_span(q.span) for q in event.quantities],
        "times": [_span(t.span) for t in event.times],
        "factuality": event.factuality,
        "polarity": event.polarity,
        "statement": event.statement,
    }
