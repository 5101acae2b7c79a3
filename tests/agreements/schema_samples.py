"""An agreement file that uses every key of the language, and what it takes to try the schema on files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from treuga.yamlio import Plain, Route

PARTIES = frozenset({"north-valley", "south-valley", "hill-people", "lake-town"})

EVERYTHING = """\
treuga: 1
id: accord
title: Accord of the Two Valleys
signed: 2031-05-04
place: At the pass
parties: [north-valley, south-valley]
sides:
  north-valley: [hill-people]
about: [valley, hill-people]
sources:
  - {source: The text as printed, certainty: read}
note: Invented.
words:
  mule: [mule, donkey]
thresholds: {accepted_from: 3}
commitments:
  - id: open-roads
    title: Roads opened
    debtor: north-valley
    creditor: [south-valley]
    performer: hill-people
    consequent: Open the mountain roads.
    antecedent: [signing]
    antecedent_text: At once.
    in_force: signed + 2 days
    mode: maintain
    basis: declaration
    deadline:
      expression: signed + 30 days
      variants:
        - {date: 2031-07, by: the mayor of the lake town}
      milestones:
        - {date: signed + 10 days, title: The lower road}
    topics: {pax: [TjPrire], pam: prisoner-release}
    testimony:
      fulfilled:
        - action: [open, clear]
          object: [road, "@mule"]
          state: passable
          context: [valley, [pass, lake]]
          excluding: [rain]
          by: [performer, debtor]
          of: creditor
          count: {value: 12, unit: road}
          bound: at least
      breached:
        - {action: close, object: road}
      released:
        - {action: waive, object: road}
      suspended:
        - {action: suspend, object: road}
    note: Both roads.
    sources:
      - {source: Article 1, certainty: secondary}
  - id: mules
    title: Mules returned
    debtor: south-valley
    creditor: north-valley
    consequent: Give the mules back.
    deadline: start(open-roads) + 3 months - 1 day
    sources:
      - {source: Article 2, certainty: general}
gates:
  - id: market
    title: Whether the market reopens
    decider: south-valley
    conditions:
      - {id: roads, text: The roads are open., commitment: open-roads}
      - {id: calm, text: It is calm., met: [{object: pass, state: calm}], unmet: [{action: fight}]}
    opened: [{action: reopen, object: market, by: decider}]
    refused: [{action: reject, object: market}]
    expected: [2031-09, 2031-10-01]
    note: Twice put off.
    sources:
      - {source: The council, certainty: read}
talks:
  - id: round-table
    title: Round table
    parties: [north-valley, south-valley]
    stages:
      - {id: agenda, title: Agenda, reached: [{action: agree, object: agenda}], note: In the first week.}
    items:
      - {id: tolls, title: Tolls}
measures:
  - id: raids
    title: Raids
    data: valley-log
    version: '2'
    counts: deaths
    party: north-valley
    type: raid
    region: [Upper Valley, Lower Valley]
    country: Valleys
    window: 28 days
    baseline: 2030-01-01..2030-12-31
    target: 12.5 %
    commitment: open-roads
    note: Counted weekly.
    sources:
      - {source: The log, certainty: read}
  - id: shots
    title: Shots
    data: valley-log
    condition: market/calm
    sources:
      - {source: The log, certainty: read}
amendments:
  - date: 2031-06-10
    known: 2031-06-14
    commitment: mules
    deadline: 2031-12-31
    count: {value: 10, unit: mule}
    withdrawn: no
    note: After the flood.
    sources:
      - {source: Exchange of letters, certainty: read}
  - date: 2031-11-01
    commitment: mules
    replaced_by: open-roads
    sources:
      - {source: Second exchange of letters, certainty: read}
"""


def walk(value: Plain, route: Route = ()) -> Iterator[tuple[Route, Plain]]:
    """Every value of a document with its route."""
    yield route, value
    if isinstance(value, dict):
        for key, child in value.items():
            yield from walk(child, (*route, key))
    elif isinstance(value, list):
        for position, child in enumerate(value):
            yield from walk(child, (*route, position))


def shape_at(schema: dict[str, Any], route: Route) -> dict[str, Any]:
    """The object that the schema puts at a route: references and alternatives are followed to the one that fits."""
    found = [schema]
    for step in route:
        found = [child for shape in found for child in _below(schema, shape, step)]
    objects = [shape for shape in _resolved(schema, found) if shape.get("type") == "object"]
    assert len(objects) == 1, (route, len(objects))
    return objects[0]


def _below(schema: dict[str, Any], shape: dict[str, Any], step: str | int) -> Iterator[dict[str, Any]]:
    for one in _resolved(schema, [shape]):
        if isinstance(step, int):
            yield from [one["items"]] if "items" in one else []
        elif step in one.get("properties", {}):
            yield one["properties"][step]


def _resolved(schema: dict[str, Any], shapes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for shape in shapes:
        if "$ref" in shape:
            yield from _resolved(schema, [schema["$defs"][shape["$ref"].rpartition("/")[2]]])
        elif "type" not in shape and "anyOf" in shape:
            yield from _resolved(schema, shape["anyOf"])
        else:
            yield shape
