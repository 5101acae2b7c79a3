"""What is no longer owed, or for a time not; what was refused; numbers with bounds."""

from __future__ import annotations

from typing import Any

import pytest
from monitor_kit import Registry, Scene, agreement, counted, day, promise

from treuga.model import Agreement, Commitment, Evidence, Gate, Pattern
from treuga.monitor import evaluate, evaluate_gates, link
from treuga.monitor.remarks import NO_NUMBER

OWN = promise(
    released=(Pattern(("waive",), ("claim",)),),
    suspended=(Pattern(("suspend", "halt"), ("handover",), by=("capital",)),),
)


def told(
    commitment: Commitment, sentence: str, lemma: str, word: str, words: str, by: str | None = None, **more: Any
) -> list[Evidence]:
    """What a sentence with one event is evidence of; ``by`` says it, else the reporter."""
    scene = Scene()
    at = scene.say(by, sentence) if by else scene.tell(sentence)
    scene.event(word, lemma, words, at=at, **more)
    return link(agreement(commitment), scene.report, scene.testimony, Registry())


def said(found: list[Evidence]) -> list[tuple[str, str]]:
    return [(e.claim, e.stance) for e in found]


@pytest.mark.parametrize(
    ("lemma", "words", "more", "expected"),
    [
        ("suspend", "handover", {"actors": ("capital",)}, [("suspended", "asserts")]),
        ("suspend", "handover", {"actors": ("capital",), "polarity": False}, [("suspended", "denies")]),
        ("suspend", "handover", {"actors": ("mountain-front",)}, []),
        ("suspend", "handover", {"actors": ("capital",), "factuality": "planned"}, []),
        ("suspend", "handover", {"actors": ("capital",), "factuality": "demanded"}, []),
        ("resume", "handover", {"actors": ("capital",)}, [("suspended", "denies")]),
        ("resume", "handover", {"actors": ("capital",), "polarity": False}, [("suspended", "asserts")]),
        ("lift", "suspension handover", {"actors": ("capital",)}, [("suspended", "denies")]),
        ("waive", "claim", {"actors": ("mountain-front",)}, [("released", "asserts")]),
    ],
)
def test_the_files_own_words(lemma: str, words: str, more: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert said(told(OWN, f"It is about {lemma} {words}", lemma, "about", words, **more)) == expected


@pytest.mark.parametrize(
    ("sentence", "lemma", "word", "words", "expected"),
    [
        (
            "The Capital suspended its commitment to free the captives",
            "suspend", "suspended", "commitment captive", [("suspended", "asserts")],
        ),
        (
            "The obligation to free the captives was suspended",
            "suspend", "suspended", "obligation captive", [("suspended", "asserts")],
        ),
        (
            "The Capital resumed its full participation and the captives went home",
            "resume", "resumed", "participation captive", [("suspended", "denies")],
        ),
        (
            "The Capital was released from its obligation to free captives",
            "release", "released", "obligation captive", [("released", "asserts")],
        ),
        # The noun stands elsewhere: nothing is suspended, and nobody is released from anything.
        ("The Capital suspended the visits in breach of its commitment on captives",
         "suspend", "suspended", "visit breach commitment captive", []),
        ("The Capital released the captives in line with its commitment",
         "release", "released", "captive commitment", [("fulfilled", "asserts")]),
        # Another promise.
        ("The Capital suspended its commitment on water", "suspend", "suspended", "commitment water", []),
    ],
)  # fmt: skip
def test_general_words(sentence: str, lemma: str, word: str, words: str, expected: list[tuple[str, str]]) -> None:
    assert said(told(promise(), sentence, lemma, word, words)) == expected


def test_who_suspends_its_own_debt_is_not_believed_alone_and_ends_it_by_its_own_word() -> None:
    pact = agreement(OWN)
    found: list[Evidence] = []
    for published, lemma in (("2030-02-01", "suspend"), ("2030-02-10", "resume")):
        scene = Scene(published, name=f"{lemma}.txt")
        position = scene.say("capital", f"we {lemma} the handover")
        scene.event(lemma, lemma, "handover", at=position, actors=("capital",))
        found += link(pact, scene.report, scene.testimony, Registry())
    assert [e.standing for e in found] == ["self-serving", "acknowledged"]
    states = [evaluate(pact, found, as_of=day(d), known_at=day(d))[0].readings for d in ("2030-02-05", "2030-02-12")]
    assert states == [("suspended", "active"), ("active", "active")]


def bounded(bound: str, count: float | None, value: float | None) -> list[Evidence]:
    pattern = Pattern(("release",), ("captive",), count=count, unit="captive", bound=bound)  # type: ignore[arg-type]
    number = (value, "captive") if value else None
    sentence = "The Capital released captives"
    return told(promise(fulfilled=(pattern,)), sentence, "release", "released", "captive", count=number)


@pytest.mark.parametrize(
    ("bound", "value", "whole"),
    [
        ("exactly", 4900, True),
        ("exactly", 300, False),
        ("exactly", 9000, None),
        ("at most", 300, True),
        ("at most", 5200, True),  # within what "some" allows
        ("at most", 9000, None),
        ("at most", None, True),
        ("at least", 9000, True),
        ("at least", 300, False),
        ("at least", None, False),
    ],
)
def test_a_number_is_promised_exactly_at_most_or_at_least(bound: str, value: float | None, whole: bool | None) -> None:
    found = bounded(bound, 5000, value)
    if whole is None:
        assert not found
    else:
        (one,) = found
        assert (not any(note.startswith("a part only") for note in one.notes)) == whole
        assert (NO_NUMBER in one.notes) == (value is None and not whole)


def test_two_promises_of_numbers_are_still_told_apart() -> None:
    many, few = counted()
    scene = Scene()
    place = scene.tell("The Front released 1000 captives")
    scene.event("released", "release", "captive", at=place, count=(1000, "captive"), owners=("north",))
    (found,) = link(agreement(many, few), scene.report, scene.testimony, Registry())
    assert found.subject == "commitment:few"


GATE = Gate(
    "leave", "Whether the League leaves", ("league",), (),
    opened=(Pattern(("decide",), ("departure",)),), refused=(Pattern(("refuse", "rule out"), ("departure",)),),
)  # fmt: skip


def refusal(by: str | None, *, polarity: bool = True, act: str = "claim") -> tuple[Agreement, list[Evidence]]:
    holder = agreement(gates=(GATE,))
    scene = Scene()
    at = scene.say(by, "we refuse a departure", act) if by else scene.tell("They refuse a departure")
    scene.event("refuse", "refuse", "departure", at=at, polarity=polarity)
    return holder, link(holder, scene.report, scene.testimony, Registry())


def test_a_gate_that_its_decider_refused_shows_the_words() -> None:
    holder, found = refusal("league")
    (gate,) = evaluate_gates(holder, found, as_of=day("2030-03-01"), known_at=day("2030-03-01"), lookup=lambda key: [])
    assert (gate.open, gate.refused) == (False, True)
    assert any("no: “we refuse a departure”" in note for note in gate.notes)
    before, _ = refusal("league")
    (gate,) = evaluate_gates(before, found, as_of=day("2030-01-15"), known_at=day("2030-01-15"), lookup=lambda key: [])
    assert (gate.open, gate.refused) == (None, False)


@pytest.mark.parametrize("by", ["mountain-front", "observers"])
def test_nobody_else_can_refuse_it(by: str) -> None:
    holder, found = refusal(by)
    (gate,) = evaluate_gates(holder, found, as_of=day("2030-03-01"), known_at=day("2030-03-01"), lookup=lambda key: [])
    assert not gate.refused


@pytest.mark.parametrize(("polarity", "act"), [(False, "claim"), (True, "denial")])
def test_not_to_refuse_is_no_decision(polarity: bool, act: str) -> None:
    assert refusal("league", polarity=polarity, act=act)[1] == []
