"""Made-up reports, testimony and evidence: by hand for examples, by hypothesis for properties."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from hypothesis import strategies as st

from treuga.model import (
    Event,
    Evidence,
    Furniture,
    Mention,
    PartialDate,
    Place,
    Quantity,
    Reference,
    Report,
    Span,
    Statement,
    Testimony,
    TimeExpression,
)

DIGEST = "d" * 64
TEXT = (
    "Home | Contact\n"
    'The envoy of Ruritania said on Monday that "both sides will exchange 40 prisoners" before the thaw.\n'
    "A spokesman for the Hill Front denied it; no prisoner had been freed, he said, and the shelling went on.\n"
    "Related: ten prisoners of fashion"
)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def bundle(text: str = TEXT, name: str = "thaw.txt", **fields: Any) -> tuple[Report, bytes, Testimony]:
    """A report of that text, its bytes, and testimony where the text is the sample."""
    original = text.encode()
    key = hashlib.sha256(original).hexdigest()
    report = Report(key, name, text, **fields)
    return report, original, sample_testimony(report) if text.startswith(TEXT) else Testimony(key)


def sample(**fields: Any) -> tuple[Report, bytes, Testimony]:
    """The sample report, with its page furniture marked."""
    tail = TEXT.index("Related:")
    given: dict[str, Any] = {
        "outlet": "Daily Thaw",
        "published": PartialDate("2021-03"),
        "title": "Envoy hopes for a swap",
        "furniture": (Furniture(0, 14, "navigation"), Furniture(tail, len(TEXT), "related")),
    }
    return bundle(**{**given, **fields})


def sample_testimony(report: Report) -> Testimony:
    text = report.text
    forty = Quantity(span(text, "40 prisoners"), 40.0, "prisoner")
    monday = TimeExpression(span(text, "Monday"), "DATE", "2021-03-01")
    said = Statement(
        speaker=Reference(span(text, "The envoy of Ruritania"), "ruritania"),
        cue=span(text, "said"),
        content=span(text, "both sides will exchange 40 prisoners"),
        act="commitment",
        form="direct",
        addressees=(Reference(span(text, "Hill Front"), None),),
        said=PartialDate("2021-03-01"),
        topics=("prisoners",),
    )
    denied = Statement(
        speaker=Reference(span(text, "A spokesman for the Hill Front"), "hill-front"),
        cue=span(text, "denied"),
        content=span(text, "no prisoner had been freed"),
        act="denial",
        form="indirect",
        nested_in=0,
    )
    exchange = Event(
        span=span(text, "both sides will exchange 40 prisoners"),
        predicate=span(text, "exchange"),
        lemma="exchange",
        pos="verb",
        actors=("ruritania", "hill-front"),
        words=("prisoner", "side"),
        quantities=(forty,),
        times=(monday,),
        factuality="planned",
        statement=0,
    )
    return Testimony(
        report.id,
        statements=(said, denied),
        mentions=(Mention(span(text, "Ruritania"), "ruritania"), Mention(span(text, "Hill Front"), "hill-front")),
        times=(monday,),
        quantities=(forty,),
        events=(exchange,),
        places=(Place(span(text, "Ruritania"), "ruritania", "country", "RR"),),
    )


def sample_evidence(report: Report, key: str = "e1", /, **fields: Any) -> Evidence:
    quote = span(report.text, "no prisoner had been freed")
    given: dict[str, Any] = {
        "id": key,
        "agreement": "thaw-accord",
        "digest": DIGEST,
        "subject": "commitment:prisoners",
        "claim": "outstanding",
        "stance": "asserts",
        "report": report.id,
        "report_name": report.name,
        "outlet": report.outlet,
        "spans": (quote, span(report.text, "denied")),
        "speaker": Reference(span(report.text, "A spokesman for the Hill Front"), "hill-front"),
        "witness": "hill-front",
        "standing": "self-serving",
        "t_event": None,
        "t_known": PartialDate("2021-03"),
        "known_upto": dt.date(2021, 3, 31),
        "notes": ("said twice",),
    }
    return Evidence(**{**given, **fields})


# --- hypothesis ------------------------------------------------------------------------------------------------------

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
tuples = st.lists(words, max_size=3).map(tuple)
days = st.dates()
dates = (
    days.map(lambda day: day.isoformat()).flatmap(lambda iso: st.sampled_from([iso, iso[:7], iso[:4]])).map(PartialDate)
)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text)))
    return Span.on(text, start, draw(st.integers(start, len(text))))


def strategies_for(text: str, statements: int) -> dict[type, st.SearchStrategy[Any]]:
    """Strategies for the leaf types; everything else is built from the model's own annotations, so that a new field of
    the model is covered, and fails, until the ledger keeps it."""
    position = st.integers(0, statements - 1) if statements else st.nothing()
    return {Span: spans(text), PartialDate: dates, str: words, float: st.floats(allow_nan=False, allow_infinity=False),
            dt.date: days, int: position}  # fmt: skip


def build(
    kind: type, leaves: dict[type, st.SearchStrategy[Any]], **fixed: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    """Objects of a model class, every field drawn according to its annotation."""
    import types
    import typing
    from dataclasses import fields, is_dataclass

    def of(hint: Any) -> st.SearchStrategy[Any]:
        origin, args = typing.get_origin(hint), typing.get_args(hint)
        if hint in leaves:
            return leaves[hint]
        if hint is bool:
            return st.booleans()
        if hint is type(None):
            return st.none()
        if origin is typing.Literal:
            return st.sampled_from(args)
        if origin in (types.UnionType, typing.Union):
            return st.one_of([of(arg) for arg in args])
        if origin is tuple:
            return st.lists(of(args[0]), max_size=3).map(tuple)
        if is_dataclass(hint):
            return build(typing.cast(type, hint), leaves)
        raise TypeError(f"no strategy for {hint}")

    hints = typing.get_type_hints(kind)
    return st.builds(kind, **{f.name: fixed[f.name] if f.name in fixed else of(hints[f.name]) for f in fields(kind)})


@st.composite
def bundles(draw: st.DrawFn) -> tuple[Report, bytes, Testimony]:
    """Any report with any testimony that fits it."""
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
    original = draw(st.one_of(st.just(text.encode()), st.binary(max_size=40)))
    key = hashlib.sha256(original).hexdigest()
    count = draw(st.integers(0, 3))
    leaves = strategies_for(text, count)
    marks = spans(text).flatmap(lambda s: words.map(lambda kind: Furniture(s.start, s.end, kind)))
    report = draw(
        build(Report, leaves, id=st.just(key), text=st.just(text), furniture=st.lists(marks, max_size=3).map(tuple))
    )
    testimony = draw(
        build(
            Testimony,
            leaves,
            report=st.just(key),
            statements=st.lists(build(Statement, leaves), min_size=count, max_size=count).map(tuple),
        )
    )
    return report, original, testimony


def evidences(report: Report) -> st.SearchStrategy[list[Evidence]]:
    """Any evidence on `DIGEST` from that report, with unique ids."""
    one = build(Evidence, strategies_for(report.text, 0), digest=st.just(DIGEST), report=st.just(report.id))
    return st.lists(one, max_size=4, unique_by=lambda evidence: evidence.id)
