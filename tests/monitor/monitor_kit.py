"""Small worlds for the monitor's tests: a registry, a report that is written sentence by sentence, and evidence."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from typing import Any

from treuga.model import (
    Agreement,
    Commitment,
    Deadline,
    Event,
    Evidence,
    Mention,
    PartialDate,
    Party,
    Pattern,
    Quantity,
    Reference,
    Report,
    Span,
    Statement,
    Testimony,
    TimeExpression,
)
from treuga.monitor.standing import Sides, standing

SPEAKS_FOR = {
    "north": ("north",),
    "north-envoy": ("north-envoy", "north"),
    "league": ("league",),
    "league-chief": ("league-chief", "league"),
    "mountain-front": ("mountain-front",),
    "front-speaker": ("front-speaker", "mountain-front"),
    "capital": ("capital",),
    "observers": ("observers",),
    "river-state": ("river-state",),
    "valley-voice": ("valley-voice", "mountain-front"),
}


class Registry:
    """Who speaks for whom, without any files."""

    def get(self, party_id: str) -> Party | None:
        return Party(party_id, (party_id.replace("-", " ").title(),), "body") if party_id in SPEAKS_FOR else None

    def principals(self, party_id: str, on: object = None) -> tuple[str, ...]:
        return SPEAKS_FOR.get(party_id, (party_id,))


def agreement(*commitments: Commitment, signed: str | None = "2030-01-01", **more: Any) -> Agreement:
    """North and its allies (the League, the Capital) on one side, the Mountain Front on the other."""
    return Agreement(
        id="pact",
        title="Pact of the valley",
        parties=("north", "mountain-front"),
        signed=PartialDate(signed) if signed else None,
        digest="d" * 64,
        sides={"north": ("league", "capital")},
        commitments=commitments,
        **more,
    )


def promise(key: str = "release", **more: Any) -> Commitment:
    """North owes the Front something that the Capital must do, by 1 March 2030."""
    values: dict[str, Any] = {
        "title": "The release",
        "debtor": ("north",),
        "creditor": ("mountain-front",),
        "performer": ("capital",),
        "consequent": "Release the captives.",
        "deadline": Deadline("2030-03-01", dt.date(2030, 3, 1)),
        "fulfilled": (Pattern(("release", "hand over", "liberation"), ("captive",), of="mountain-front"),),
        "breached": (Pattern(("cancel",), ("release",)),),
    }
    return Commitment(id=key, **{**values, **more})


def conduct(key: str = "no-shelling", **more: Any) -> Commitment:
    """The Front owes North that it keeps from shelling, for good."""
    values: dict[str, Any] = {
        "title": "No shelling",
        "debtor": ("mountain-front",),
        "creditor": ("north",),
        "consequent": "Keep from shelling.",
        "mode": "maintain",
        "fulfilled": (
            Pattern(("reduce", "stop"), ("shelling",)),
            Pattern((), ("shelling",), states=("low", "reduced")),
        ),
        "breached": (
            Pattern(("escalate", "resume"), ("shelling",)),
            Pattern((), ("shelling", "violence"), states=("unacceptable", "high")),
            Pattern(("cooperate",), ("warlord",)),
        ),
    }
    return Commitment(id=key, **{**values, **more})


def counted() -> tuple[Commitment, Commitment]:
    """North owes the release of 5,000, the Front of 1,000."""
    many = promise(
        "many", fulfilled=(Pattern(("release",), ("captive",), of="mountain-front", count=5000, unit="captive"),)
    )
    few = promise(
        "few",
        debtor=("mountain-front",),
        performer=(),
        creditor=("north",),
        fulfilled=(Pattern(("release",), ("captive",), of="north", count=1000, unit="captive"),),
    )
    return many, few


class Scene:
    """A report that is written sentence by sentence, with what was extracted from it."""

    def __init__(self, published: str | None = "2030-02-01", name: str = "a.txt", outlet: str = "Valley Post") -> None:
        self.published = PartialDate(published) if published else None
        self.name = name
        self.outlet = outlet
        self.text = ""
        self.statements: list[Statement] = []
        self.events: list[Event] = []
        self.mentions: list[Mention] = []

    def say(
        self, party: str | None, words: str, act: str = "claim", said: str | None = None, inside: int | None = None
    ) -> int:
        """Someone says something; returns the statement's position."""
        name = party or "an official"
        start = len(self.text)
        self.text += f"{name} said: {words}.\n"
        at = start + len(name) + 7
        self.statements.append(
            Statement(
                speaker=Reference(Span.on(self.text, start, start + len(name)), party),
                cue=Span.on(self.text, start + len(name) + 1, start + len(name) + 5),
                content=Span.on(self.text, at, at + len(words)),
                act=act,  # type: ignore[arg-type]
                form="indirect",
                said=PartialDate(said) if said else None,
                nested_in=inside,
            )
        )
        return len(self.statements) - 1

    def tell(self, words: str) -> tuple[int, int]:
        """The reporter tells something; returns its place."""
        start = len(self.text)
        self.text += f"{words}.\n"
        return start, start + len(words)

    def event(
        self,
        word: str,
        lemma: str,
        words: str = "",
        *,
        at: int | tuple[int, int],
        count: tuple[float, str] | None = None,
        on: str = "",
        **more: Any,
    ) -> Event:
        """An event in a statement (its position) or in the reporter's voice (a place)."""
        if isinstance(at, int):
            content = self.statements[at].content
            start, end, statement = content.start, content.end, at
        else:
            (start, end), statement = at, None
        found = self.text.index(word, start, end)
        clause = Span.on(self.text, start, end)
        event = Event(
            span=clause,
            predicate=Span.on(self.text, found, found + len(word)),
            lemma=lemma,
            pos=more.pop("pos", "verb"),
            words=tuple(words.split()),
            quantities=(Quantity(clause, *count),) if count else (),
            times=(TimeExpression(clause, "DATE", on),) if on else (),
            statement=statement,
            **more,
        )
        self.events.append(event)
        return event

    @property
    def report(self) -> Report:
        return Report(
            id=hashlib.sha256(f"{self.name}{self.text}".encode()).hexdigest(),
            name=self.name,
            text=self.text,
            outlet=self.outlet,
            published=self.published,
            retrieved=dt.date(2030, 12, 31),
        )

    @property
    def testimony(self) -> Testimony:
        return Testimony(self.report.id, tuple(self.statements), tuple(self.mentions), (), (), tuple(self.events))


_serial = itertools.count(1)


def word(
    commitment: Commitment,
    witness: str,
    claim: str,
    known: str,
    *,
    stance: str = "asserts",
    event: str | None = None,
    grade: str = "C3",
    **more: Any,
) -> Evidence:
    """Evidence by hand: a witness says something of a commitment, known on a day."""
    side, name = Sides({"north": ("league", "capital")}).side(commitment, SPEAKS_FOR.get(witness, (witness,)))
    number = next(_serial)
    return Evidence(
        id=more.pop("id", f"e{number:05}"),
        agreement="pact",
        digest=more.pop("digest", "d" * 64),
        subject=f"commitment:{commitment.id}",
        claim=claim,  # type: ignore[arg-type]
        stance=stance,  # type: ignore[arg-type]
        report=more.pop("report", f"r{number}"),
        report_name=f"{number}.txt",
        outlet="Valley Post",
        spans=(Span(0, 5, "words"),),
        speaker=Reference(Span(6, 9, "one"), witness),
        witness=name,
        standing=more.pop("standing", standing(side, claim, stance)),  # type: ignore[arg-type]
        t_event=PartialDate(event) if event else None,
        t_known=PartialDate(known),
        known_upto=PartialDate(known).latest,
        grade=grade,
        act="claim",
        **more,
    )


def day(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso)
