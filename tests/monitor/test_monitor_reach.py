"""An agreement file's own reach: which reports, from which day on, in which context; and calm in a part of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from monitor_kit import Registry, Scene, agreement, promise

from treuga.model import Agreement, Commitment, Evidence, Pattern
from treuga.monitor import link
from treuga.monitor.patterns import Term
from treuga.monitor.states import evaluate


def truce(**more: Any) -> Commitment:
    kept = promise("truce", mode="maintain", deadline=None, performer=(), fulfilled=(), breached=())
    return replace(kept, breached=(Pattern(("record", "shell"), ("violation", "mill")),), **more)


def linked(scene: Scene, pact: Agreement) -> list[Evidence]:
    return link(pact, scene.report, scene.testimony, Registry())


def scene_with(words: str, predicate: str, **more: Any) -> Scene:
    scene = Scene()
    scene.event(predicate, "record", "violation", at=scene.tell(words), **more)
    return scene


@pytest.mark.parametrize(("about", "heard"), [((), 1), (("valley",), 1), (("delta", "violation"), 1), (("delta",), 0)])
def test_a_report_must_be_about_it(about: tuple[str, ...], heard: int) -> None:
    scene = scene_with("In the valley, observers recorded a violation", "recorded")
    assert len(linked(scene, agreement(truce(), about=about))) == heard


def test_each_list_of_a_context_wants_a_word() -> None:
    pattern = Pattern(("record",), ("violation",), context=("valley", "delta"))
    scene = scene_with("In the valley, observers recorded a violation", "recorded")
    both = replace(pattern, also=(("observer", "observers"),))
    neither = replace(pattern, also=(("sailor", "fisher"),))
    assert len(linked(scene, agreement(replace(truce(), breached=(both,))))) == 1
    assert linked(scene, agreement(replace(truce(), breached=(neither,)))) == []


def test_an_entry_matches_without_its_and() -> None:
    assert Term.of("peace and security team").among({"peace", "security", "team"})
    assert Term.of("line of contact").among({"line", "contact"})
    assert not Term.of("peace and security team").among({"peace", "team"})


def state(pact: Agreement, day: str, evidence: list[Evidence]) -> str:
    when = dt.date.fromisoformat(day)
    return evaluate(pact, evidence, as_of=when, known_at=when)[0].state


def test_nothing_is_owed_before_it_is_in_force() -> None:
    pact = agreement(truce(in_force=dt.date(2030, 1, 4)))
    assert [state(pact, f"2030-01-0{day}", []) for day in (1, 3, 4)] == ["conditional", "conditional", "active"]


@pytest.mark.parametrize(("start", "heard"), [(None, 1), ("2030-01-04", 1), ("2039-01-04", 0)])
def test_conduct_from_before_it_was_in_force_breaks_nothing(start: str | None, heard: int) -> None:
    scene = scene_with("In the valley, observers recorded a violation", "recorded")
    pact = agreement(truce(in_force=dt.date.fromisoformat(start) if start else None))
    assert len(linked(scene, pact)) == heard


@pytest.mark.parametrize(
    ("words", "claim", "stance"),
    [
        ("Observers recorded no violations", "breached", "denies"),
        ("Observers recorded no violations inside the northern area", "fulfilled", "asserts"),
        ("On a number of days, observers recorded no violations", "fulfilled", "asserts"),
        ("Observers recorded no violations in the old town", "fulfilled", "asserts"),
    ],
)
def test_calm_in_a_part_is_no_denial_of_the_rest(words: str, claim: str, stance: str) -> None:
    scene = scene_with(words, "recorded", polarity=False)
    (found,) = linked(scene, agreement(truce()))
    assert (found.claim, found.stance) == (claim, stance)
    assert any(note.startswith("a part only") for note in found.notes) == (claim == "fulfilled")


@pytest.mark.parametrize(
    ("words", "polarity", "cue", "stance"),
    [
        ("the guards did not shell the mill", False, "said", "denies"),
        ("the guards shelled the mill", True, "denied", "denies"),
        ("the guards did not shell the mill", False, "denied", "asserts"),
    ],
)
def test_a_denial_turns_its_content_once(words: str, polarity: bool, cue: str, stance: str) -> None:
    scene = Scene()
    at = scene.say("observers", words, act="denial")
    said = scene.statements[at]
    scene.statements[at] = replace(said, cue=replace(said.cue, text=cue))
    scene.event("shell", "shell", "mill", at=at, polarity=polarity)
    (found,) = linked(scene, agreement(truce()))
    assert (found.claim, found.stance) == ("breached", stance)
