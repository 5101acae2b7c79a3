"""The JSON Schema (2020-12) of agreement files, for editors and for programs that write such files.

The loader does not use it: its own checks name the line, the commitment and the nearest right word, and know what a
schema cannot say (that a party is in the registry, that nothing waits for itself). What the schema does say, the form,
is the same on both sides; ``tests/agreements/test_schema_drift.py`` holds them together.

The loader takes every scalar as text. An editor does not: to it, ``count: {value: 300}`` is a number and ``2031`` too.
So text may be any scalar here. A key without a value is as good as absent to the loader, and marked by the schema.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, Final

from treuga.agreements import amendments, measures, patterns, reader
from treuga.agreements.topics import vocabularies

Shape = dict[str, Any]

#: Goes up with the language (``treuga: 1``); a key that older readers can do without does not change it.
VERSION: Final = reader.LANGUAGE_VERSION
SCHEMA_ID: Final = f"urn:treuga:agreement-file:{VERSION}"
FILE_NAME: Final = f"agreement-{VERSION}.schema.json"

_KEBAB = "[a-z0-9]+(-[a-z0-9]+)*"
_DATE = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
_DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_SPAN = rf"{_DAY}\s*\.\.\s*{_DAY}"
_DAYS = r"[1-9]\d{0,3} days?"
_STEPS = r"(\s*[+-]\s*\d{1,5}\s+(day|week|month|year)s?)*"
_DUE = rf"({_DATE}|signed|start\(\s*{_KEBAB}\s*\)){_STEPS}"
_BASELINE = rf"{_DAYS}( before)?|season( [1-9])?|signed - {_DAYS}|{_SPAN}"


def schema() -> Shape:
    """The schema, as Python data: a new dictionary at every call."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Treuga agreement file",
        "description": f"Who owes what to whom, under which condition, until when. Version {VERSION} of the language.",
        **_top(),
        "$defs": {
            "text": _scalar(r"\S", "Text; numbers need no quotation marks."),
            "id": _scalar(f"^{_KEBAB}$", "An id in kebab case: lower-case letters, digits and single hyphens."),
            "ids": _one_or_many("id"),
            "texts": _one_or_many("text"),
            "date": _scalar(f"^{_DATE}$", "YYYY-MM-DD, or YYYY-MM or YYYY where the day is not known."),
            "dates": _one_or_many("date"),
            "expression": _scalar(
                rf"^\s*{_DUE}\s*$", "A date, 'signed' or 'start(ID)', then '+ 14 months' and the like."
            ),
            "word": _scalar(
                r"\S", "A word in its dictionary form, several ('safe haven'), or a word class ('@release')."
            ),
            "words": _one_or_many("word"),
            "sources": _list(_source(), "Where it comes from, and how sure that is."),
            "topics": _topics(),
            **{f"topic-{name}": _topic(labels) for name, labels in vocabularies().items()},
            "count": _count(),
            "pattern": _pattern(),
            "patterns": _list(_ref("pattern"), "Each in itself is enough."),
            "deadline": _deadline(),
            "commitment": _commitment(),
            "condition": _condition(),
            "gate": _gate(),
            "stage": _stage(),
            "talks": _talks(),
            "measure": _measure(),
            "amendment": _amendment(),
        },
    }


def schema_text() -> str:
    """The schema as it is published: indented JSON with a line end."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def published() -> str:
    """The text of the file that ships with Treuga."""
    return resources.files("treuga").joinpath("data", FILE_NAME).read_text(encoding="utf-8")


def editor_hint(path: str = FILE_NAME) -> str:
    """The comment by which editors with the YAML language server find the schema.

    Args:
        path: of the schema's file, from the folder of the agreement file.
    """
    return f"# yaml-language-server: $schema={path}"


# Shapes that recur ----------------------------------------------------------------------------------------------------


def _ref(name: str, about: str = "") -> Shape:
    return {"$ref": f"#/$defs/{name}", **({"description": about} if about else {})}


def _scalar(pattern: str, about: str) -> Shape:
    # A pattern asks of strings only; an editor sees a number in '2031', and there is nothing to ask of it.
    return {"description": about, "type": ["string", "number", "boolean"], "pattern": pattern}


def _one_or_many(name: str) -> Shape:
    return {"anyOf": [_ref(name), {"type": "array", "items": _ref(name)}]}


def _words(words: tuple[str, ...], about: str) -> Shape:
    return {"description": about, "enum": [*words], "default": words[0]}


def _list(items: Shape, about: str, *, needed: bool = False) -> Shape:
    return {"description": about, "type": "array", "items": items, **({"minItems": 1} if needed else {})}


def _mapping(about: str, needed: dict[str, Shape], allowed: dict[str, Shape] | None = None, **more: Any) -> Shape:
    return {
        "description": about,
        "type": "object",
        "properties": {**needed, **(allowed or {})},
        "required": [*needed],
        "additionalProperties": False,
        **more,
    }


def _any_of(*keys: str) -> Shape:
    return {"anyOf": [{"required": [key]} for key in keys]}


def _source() -> Shape:
    return _mapping(
        "A source.",
        {
            "source": _ref("text", "In words: instrument and article, or who wrote it where and when."),
            "certainty": _words(
                reader.CERTAINTIES,
                "'read' in a stored copy, 'secondary': in what others write, or 'general' knowledge.",
            ),
        },
    )


def _topics() -> Shape:
    shapes = {name: _one_or_many(f"topic-{name}") for name in vocabularies()}
    return _mapping("What it is about: codes of PA-X, provisions of PAM.", {}, shapes)


def _topic(labels: dict[str, str]) -> Shape:
    # No standard has "enumDescriptions"; editors show them beside the codes, and checkers pass over them.
    return {"enum": [*labels], "enumDescriptions": [*labels.values()]}


def _count() -> Shape:
    number = r"^\s*(\d{1,3}(,\d{3})+|\d{1,12})(\.\d+)?\s*$"
    return _mapping(
        "The number that was promised.",
        {
            "value": {
                "description": "A positive number in digits.",
                "type": ["string", "number"],
                "allOf": [{"pattern": number}, {"pattern": "[1-9]"}],
                "exclusiveMinimum": 0,
            },
            "unit": _ref("text", "What is counted, in the singular: prisoner, troop."),
        },
    )


def _pattern() -> Shape:
    return _mapping(
        "How a report would speak of it.",
        {},
        {
            "action": _ref("words", "What happens: verbs, and the nouns for the same happening."),
            "object": _ref("words", "What it happens to; with 'action', one of these must stand in the clause."),
            "state": _ref("words", "How the object is described: talks that are 'stalled'."),
            "context": {
                "description": "One of these words or party ids must stand in the sentence; of each list, one.",
                "anyOf": [_ref("words"), {"type": "array", "items": _ref("words")}],
            },
            "excluding": _ref("words", "None of these may stand in the clause."),
            "by": _ref(
                "ids", "Who does it: party ids, or roles such as debtor, creditor, performer, decider, parties."
            ),
            "of": _ref("ids", "Whose the objects are: a party id or a role."),
            "count": _ref("count"),
            "bound": _words(patterns.BOUNDS, "How the count is meant: 'up to 5,000' is 'at most'."),
        },
        anyOf=[{"required": ["action"]}, {"required": ["object", "state"]}],
        dependentRequired={"bound": ["count"]},
    )


# The parts of a file --------------------------------------------------------------------------------------------------


def _top() -> Shape:
    sides = {"description": "Party -> allies, whose word counts as that side's.", "type": "object"}
    classes = {"description": "Word classes of this file, used as '@name'.", "type": "object"}
    most = amendments.MOST_WEIGHT
    threshold = {**_scalar(f"^[1-{most}]$", "Weight from which a claim is accepted."), "minimum": 1, "maximum": most}
    # In force from the signing is what has no antecedent, or names it.
    by_signing = {"anyOf": [{"not": {"required": ["antecedent"]}}, {"properties": {"antecedent": _says("signing")}}]}
    return _mapping(
        "An agreement file.",
        {
            "treuga": {"description": "The version of the language.", "enum": [VERSION, int(VERSION)]},
            "id": _ref("id", "The id of the agreement, which is the name of its file."),
            "title": _ref("text", "What people call it."),
            "parties": _ref("ids", "Those who agreed."),
        },
        {
            "signed": _ref("date", "When it was signed; needed where a commitment is in force from the signing."),
            "place": _ref("text", "Where; for readers of the file."),
            "sides": {**sides, "propertyNames": {"pattern": f"^{_KEBAB}$"}, "additionalProperties": _ref("ids")},
            "about": _ref(
                "words", "A report bears on the agreement only where it names one of these words or parties."
            ),
            "sources": _ref("sources"),
            "note": _ref("text", "What a reader must know."),
            "words": {**classes, "additionalProperties": _ref("words")},
            "thresholds": _mapping("What it takes for a claim to be accepted.", {}, {"accepted_from": threshold}),
            "commitments": _list(_ref("commitment"), "What was promised."),
            "gates": _list(_ref("gate"), "Decisions that wait."),
            "talks": _list(_ref("talks"), "Tables of negotiation."),
            "measures": _list(_ref("measure"), "Numbers from incident data."),
            "amendments": _list(_ref("amendment"), "Later changes of commitments."),
        },
        **_any_of("commitments", "gates", "talks"),
        **{
            "if": {"properties": {"commitments": {"contains": by_signing}}, "required": ["commitments"]},
            "then": {"required": ["signed"]},
        },
    )


def _says(word: str) -> Shape:
    return {"anyOf": [{"const": word}, {"type": "array", "contains": {"const": word}}]}


def _commitment() -> Shape:
    testimony = {
        "fulfilled": _ref("patterns", "How a report would say that it was done, or is kept."),
        "breached": _ref("patterns", "How a report would say that it was broken."),
        "released": _ref("patterns", "How a report would say that it is no longer owed."),
        "suspended": _ref("patterns", "How a report would say that it is for a time not owed."),
    }
    return _mapping(
        "A promise: one thing that can be kept or broken by itself.",
        {
            "id": _ref("id"),
            "title": _ref("text", "In a few words, for the board."),
            "debtor": _ref("ids", "Who owes it."),
            "creditor": _ref("ids", "Who is owed it."),
            "consequent": _ref("text", "What is promised, in one sentence."),
            "sources": {**_ref("sources"), "minItems": 1},
        },
        {
            "performer": _ref("ids", "Who must do it, where that is not the debtor."),
            "antecedent": _ref("texts", "What must hold first: ids of commitments, 'signing' (default) or 'always'."),
            "antecedent_text": _ref("text", "The condition in words."),
            "in_force": _scalar(
                rf"^\s*({_DATE}|signed){_STEPS}\s*$", "From which day it is owed, where that is later than the signing."
            ),
            "mode": _words(reader.MODES, "'achieve': done once; 'maintain': kept at all times."),
            "deadline": _ref("deadline"),
            "basis": _words(reader.BASES, "The text, a declaration, or only asserted by others."),
            "topics": _ref("topics"),
            "testimony": _mapping("How reports would speak of it.", {}, testimony),
            "note": _ref("text", "What a reader must know."),
        },
    )


def _deadline() -> Shape:
    variant = _mapping("Another date that was announced.", {"date": _ref("date"), "by": _ref("text", "By whom.")})
    step = {
        "date": _ref("expression", "The day, written as a deadline is."),
        "title": _ref("text", "What is to be done."),
    }
    parts = _mapping(
        "A deadline with what was said about it.",
        {"expression": _ref("expression")},
        {
            "variants": _list(variant, "Other dates that were announced or reported."),
            "milestones": _list(_mapping("A day on the way to it.", step), "Days by which a part is to be done."),
        },
    )
    return {"description": "Until when.", "anyOf": [_ref("expression"), parts]}


def _gate() -> Shape:
    return _mapping(
        "A decision that waits.",
        {
            "id": _ref("id"),
            "title": _ref("text"),
            "decider": _ref("ids", "Who decides."),
            "conditions": _list(_ref("condition"), "What it waits for.", needed=True),
            "sources": {**_ref("sources"), "minItems": 1},
        },
        {
            "opened": _ref("patterns", "How a report would say that it was decided."),
            "refused": _ref("patterns", "How a report would say that those who decide say no."),
            "expected": _ref("dates", "When a decision is expected."),
            "note": _ref("text"),
        },
    )


def _condition() -> Shape:
    return _mapping(
        "A condition: a commitment, or patterns of its own.",
        {"id": _ref("id"), "text": _ref("text", "The condition in words.")},
        {
            "commitment": _ref("text", "A commitment of this file, or 'agreement/commitment'."),
            "met": _ref("patterns", "How a report would say that it is met."),
            "unmet": _ref("patterns", "How a report would say that it is not."),
        },
        **_any_of("commitment", "met", "unmet"),
    )


def _talks() -> Shape:
    return _mapping(
        "A table of negotiation.",
        {"id": _ref("id"), "title": _ref("text"), "parties": _ref("ids", "Who sits at it.")},
        {
            "stages": _list(_ref("stage"), "Stages, in their order."),
            "items": _list(_ref("stage"), "Items of the agenda, in no order."),
        },
    )


def _stage() -> Shape:
    reached = _ref("patterns", "How a report would say that it was reached or agreed.")
    needed = {"id": _ref("id"), "title": _ref("text")}
    return _mapping("A stage of talks, or an item.", needed, {"reached": reached, "note": _ref("text")})


def _measure() -> Shape:
    data = _scalar("^[a-z0-9]([a-z0-9.-]{0,62}[a-z0-9])?$", "The data set that the case has imported.")
    return _mapping(
        "A number from incident data that bears on a promise or a condition.",
        {"id": _ref("id"), "title": _ref("text"), "data": data, "sources": {**_ref("sources"), "minItems": 1}},
        {
            "version": {**data, "description": "The version of the data set; left out, the newest final one."},
            "counts": _words(measures.COUNTS, "What is counted."),
            "party": _ref("texts", "Which incidents: who is involved."),
            "type": _ref("texts", "Which incidents: of what type."),
            "region": _ref("texts", "Which incidents: where."),
            "country": _ref("texts", "Which incidents: in which country."),
            "window": _scalar(f"^({_DAYS}|{_SPAN})$", "'28 days' up to the day asked about, or FIRST..LAST."),
            "baseline": _scalar(f"^({_BASELINE})$", "'28 days', 'season', 'signed - 28 days', or FIRST..LAST."),
            "target": _scalar(r"^\d{1,2}(\.\d+)? ?%$", "By what share it has to fall: '80%'."),
            "commitment": _ref("text", "The commitment on which it bears."),
            "condition": _ref("text", "The condition on which it bears: 'gate/condition'."),
            "note": _ref("text"),
        },
        **{"not": {"required": ["commitment", "condition"]}},
    )


def _amendment() -> Shape:
    return _mapping(
        "A later change of one commitment.",
        {
            "date": _ref("date", "From when it holds."),
            "commitment": _ref("text", "The commitment that it changes."),
            "sources": {**_ref("sources"), "minItems": 1},
        },
        {
            "known": _ref("date", "From when one could know of it; left out, from its date."),
            "deadline": _ref("deadline", "The new deadline."),
            "count": _ref("count", "The new number."),
            "withdrawn": {"description": "Whether it is no longer owed.", "enum": ["no", "yes"]},
            "replaced_by": _ref("text", "The commitment that is owed instead."),
            "note": _ref("text"),
        },
        **_any_of("deadline", "count", "withdrawn", "replaced_by"),
    )
