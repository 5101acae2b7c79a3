"""What an event that matches a pattern claims about its subject, by factuality, polarity, aspect and act.

The rules, in words (docs/explanation/standing.md has the table):

* said to have happened -> ``fulfilled``, or ``breached`` for the patterns of a breach;
* said not to have happened -> a promise to achieve is denied to be fulfilled, a promise to maintain is ``breached``;
* asked for ("must", "urged") -> ``outstanding``; asked to *stop* a breach -> it goes on, so ``breached``;
* announced for later -> ``intended``;
* conditions, possibilities, hopes and expectations -> nothing;
* in a statement that denies, the stance turns round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from treuga.model import Claim, Event, Stance, Statement
from treuga.monitor.patterns import Match
from treuga.monitor.remarks import UNDER_WAY

Mode = Literal["achieve", "maintain"]

#: "did not fulfil their promises, which included ...": what follows shares the fate of the promise.
_KEEPING = frozenset({
    "fulfil", "fulfill", "honour", "honor", "keep", "meet", "deliver", "implement", "comply", "observe", "respect",
    "abide", "adhere", "uphold", "stick", "live", "satisfy",
})  # fmt: skip
_PROMISES = frozenset({
    "promise", "commitment", "obligation", "pledge", "undertaking", "agreement", "deal", "accord", "term", "word",
    "requirement", "condition",
})  # fmt: skip
#: "... and that has been done".
_COMPLETING = frozenset({
    "do", "complete", "carry", "accomplish", "implement", "fulfil", "fulfill", "finish", "achieve", "happen",
})  # fmt: skip
_EMPTY_WORDS = frozenset({
    "also", "already", "now", "indeed", "fully", "so", "far", "this", "that", "it", "they", "too", "since",
})  # fmt: skip
_REACH = 250


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim with its stance, and what is odd about it."""

    claim: Claim
    stance: Stance = "asserts"
    notes: tuple[str, ...] = ()


def read_claim(match: Match, event: Event, statement: Statement | None, mode: Mode) -> Reading | None:
    """What an event claims; None where it says nothing about what is or was."""
    act = statement.act if statement else None
    if act == "expectation":
        return None
    event = _as_demanded(event, match, statement)
    if match.denied_state:
        event = replace(event, polarity=True)
    if match.aspect_used:
        event = replace(event, aspect="")
    reading = _breach(event, mode) if match.rule.role == "breached" else _fulfilment(match, event, mode)
    if reading is None or act != "denial":
        return reading
    if reading.claim == "outstanding":
        return None
    return replace(reading, stance="denies" if reading.stance == "asserts" else "asserts")


def _as_demanded(event: Event, match: Match, statement: Statement | None) -> Event:
    """Inside a demand, an event noun or an "end to" is what is asked for, not what happened.

    A bound will of one's own ("we must leave") is an intention.
    """
    if statement is None or match.by_state:
        return event
    if statement.act == "demand" and event.factuality in ("happened", "ongoing"):
        return replace(event, factuality="demanded") if event.pos == "noun" or event.aspect else event
    if statement.act in ("commitment", "announcement") and event.factuality == "demanded":
        return replace(event, factuality="planned")
    return event


def _fulfilment(match: Match, event: Event, mode: Mode) -> Reading | None:
    stops = event.aspect == "stop"
    if event.factuality == "demanded":
        return Reading("outstanding") if event.polarity and not stops else None
    if event.factuality == "planned":
        return Reading("intended", "asserts" if event.polarity != stops else "denies")
    if event.factuality not in ("happened", "ongoing"):
        return None
    if event.polarity == stops:  # not done, or no longer done; "has not stopped" is a double negation
        return Reading("breached") if mode == "maintain" else Reading("fulfilled", "denies")
    unfinished = event.factuality == "ongoing" or event.aspect == "start" or stops
    if mode == "achieve" and unfinished and not match.rule.begins and not match.aspect_used:
        return Reading("intended", notes=(UNDER_WAY,))
    return Reading("fulfilled")


def _breach(event: Event, mode: Mode) -> Reading | None:
    stops = event.aspect == "stop"
    if event.factuality == "demanded":
        return Reading("breached") if stops and event.polarity else None
    if event.factuality == "planned":
        return Reading("intended") if stops and event.polarity else None
    if event.factuality not in ("happened", "ongoing"):
        return None
    if stops and event.polarity:
        return Reading("fulfilled") if mode == "maintain" else Reading("breached", "denies")
    return Reading("breached", "asserts" if event.polarity or stops else "denies")


def is_frame(event: Event) -> bool:
    """Whether an event speaks of keeping promises as such, so that its fate is that of what it holds."""
    return event.lemma.split(" ")[0] in _KEEPING and not _PROMISES.isdisjoint(event.words)


def framed(event: Event, frames: Sequence[Event]) -> Event | None:
    """The event as the sentence about keeping promises has it that encloses it, or None."""
    for frame in frames:
        inside = frame.span.start <= event.predicate.start < frame.span.end
        after = 0 < event.predicate.start - frame.predicate.end <= _REACH
        if inside and after and frame.predicate != event.predicate:
            return replace(
                event,
                factuality=frame.factuality,
                polarity=frame.polarity == event.polarity,
                aspect=event.aspect or frame.aspect,
                statement=frame.statement,
                actors=event.actors or frame.actors,
            )
    return None


def completed(events: Sequence[Event], position: int, things: frozenset[str]) -> Event | None:
    """An announced event as a later clause completes it: "will be released, and they have been released".

    The later clause must follow at once, in the same voice, say "done" or repeat the verb, and name nothing new.
    """
    event = events[position]
    if event.factuality not in ("planned", "demanded", "ongoing"):
        return None
    for later in events[position + 1 : position + 4]:
        if later.statement != event.statement or later.predicate.start - event.span.end > _REACH:
            return None
        words = {word.casefold() for word in later.words}.difference(event.words, _EMPTY_WORDS)
        repeats = later.lemma == event.lemma and not words & things
        says_done = later.lemma.split(" ")[0] in _COMPLETING and not words
        if (repeats or says_done) and later.factuality == "happened" and not later.quantities:
            return replace(
                event,
                factuality="happened",
                polarity=later.polarity,
                aspect=later.aspect,
                times=later.times,
                actors=later.actors or event.actors,
            )
        if words & things:
            return None  # the talk has moved on
    return None
