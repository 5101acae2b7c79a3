"""Linking across clauses: what completes, frames or turns round what another clause says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from monitor_kit import Registry, Scene, agreement, conduct, counted, promise

from treuga.model import Agreement, Evidence, Pattern, Span
from treuga.monitor import link


def linked(scene: Scene, pact: Agreement) -> list[Evidence]:
    return link(pact, scene.report, scene.testimony, Registry())


def test_announced_and_then_done() -> None:
    scene = Scene()
    position = scene.say("front-speaker", "5,000 captives will be released, and that has been done")
    scene.event("released", "release", "captive", at=position, count=(5000, "captive"), factuality="planned")
    scene.event("done", "do", "", at=position)
    assert [e.claim for e in linked(scene, agreement(*counted()))] == ["fulfilled", "intended"]


def test_another_deed_does_not_complete_it() -> None:
    scene = Scene()
    position = scene.say("front-speaker", "5,000 captives will be released, and we did a survey")
    scene.event("released", "release", "captive", at=position, count=(5000, "captive"), factuality="planned")
    scene.event("did", "do", "survey", at=position)
    assert [e.claim for e in linked(scene, agreement(*counted()))] == ["intended"]


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("5,000 captives will be released, and that has been done", "asserts"),
        ("5,000 captives will be released, which has already been carried out", "asserts"),
        ("5,000 captives will be released, but this was never done", "denies"),
        ("5,000 captives will be released, and this hasn't been done", "denies"),
        ("5,000 captives will be released, and that is a good thing", None),
    ],
)
def test_done_is_said_in_a_clause_without_an_event(words: str, done: str | None) -> None:
    scene = Scene()
    position = scene.say("front-speaker", words)
    event = scene.event("released", "release", "captive", at=position, count=(5000, "captive"), factuality="planned")
    clause = Span.on(scene.text, event.span.start, scene.text.index("released") + len("released"))
    scene.events[-1] = replace(event, span=clause)
    found = linked(scene, agreement(*counted()))
    assert [e.stance for e in found if e.claim == "fulfilled"] == ([done] if done else [])


def broken_promises(words: str, frame: dict[str, Any], inner: dict[str, Any]) -> list[Evidence]:
    """North says that promises were not kept; inside stands the Front's own promise, as a statement of its own."""
    scene = Scene()
    outer = scene.say("north-envoy", words, "accusation")
    scene.event("keep", "keep", "promise", at=outer, **frame)
    promised = scene.text.index("reduc")
    front = scene.statements[outer].speaker
    scene.statements.append(
        replace(
            scene.statements[outer],
            speaker=replace(front, party="mountain-front"),
            content=Span.on(scene.text, promised, scene.statements[outer].content.end),
            act="commitment",
            nested_in=outer,
        )
    )
    scene.event("reduc", "reduce", "shelling", at=outer + 1, **inner)
    return linked(scene, agreement(conduct()))


@pytest.mark.parametrize(
    ("words", "frame", "inner", "expected"),
    [
        # who says that a promise was not kept is the speaker of the whole, though the promise was the Front's
        (
            "they did not keep promises that included reducing the shelling",
            {"polarity": False},
            {},
            ("breached", "north"),
        ),
        # an extractor may carry the negation on to what the promise holds
        (
            "they did not keep promises that included reducing shelling",
            {"polarity": False},
            {"polarity": False},
            ("breached", "north"),
        ),
        (
            "they must keep promises such as reducing the shelling",
            {"factuality": "demanded"},
            {},
            ("outstanding", "north"),
        ),
        # nothing says that the one is what the other holds
        (
            "they did not keep promises; they reduced the shelling",
            {"polarity": False},
            {},
            ("intended", "mountain-front"),
        ),
        ("they did not keep promises. But included reducing", {"polarity": False}, {}, ("intended", "mountain-front")),
    ],
)
def test_promises_that_were_not_kept(
    words: str, frame: dict[str, Any], inner: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert [(e.claim, e.witness) for e in broken_promises(words, frame, inner)] == [expected]


def test_nobody_demands_of_itself() -> None:
    """An extractor may take the one who asks for the one who is to act."""
    asked = conduct(fulfilled=(Pattern(("reduce",), ("shelling",), by=("mountain-front",)),))
    scene = Scene()
    position = scene.say("north-envoy", "reduce the shelling", "demand")
    scene.event("reduce", "reduce", "shelling", at=position, factuality="demanded", actors=("north-envoy",))
    assert [e.claim for e in linked(scene, agreement(asked))] == ["outstanding"]
    to_the_league = replace(
        scene.statements[position], addressees=(replace(scene.statements[position].speaker, party="league"),)
    )
    scene.statements[position] = to_the_league
    assert linked(scene, agreement(asked)) == []


@pytest.mark.parametrize("words", ["he asked whether the captives were released", "Whether they released them is open"])
def test_a_question_is_no_claim(words: str) -> None:
    scene = Scene()
    place = scene.tell(words)
    scene.event("released", "release", "captive", at=place)
    assert linked(scene, agreement(promise())) == []


def test_a_former_office_still_binds() -> None:
    class Later(Registry):
        def principals(self, party_id: str, on: object = None) -> tuple[str, ...]:
            return ("old-envoy",) if on else ("old-envoy", "north")

    scene = Scene()
    position = scene.say("old-envoy", "the captives were released")
    scene.event("released", "release", "captive", at=position)
    (found,) = link(agreement(promise()), scene.report, scene.testimony, Later())
    assert (found.witness, found.standing) == ("north", "self-serving")
