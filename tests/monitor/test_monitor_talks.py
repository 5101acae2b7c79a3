"""Talks: from sentences to stages and items, and from evidence to where they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from monitor_kit import Registry, Scene, agreement, day, promise, word

from treuga.model import Agreement, Evidence, Mention, Pattern, Span, Stage, Talks
from treuga.monitor import TalksFinding, evaluate_talks, link, talks_changes
from treuga.monitor.remarks import UNDER_WAY, UNSETTLED

RULES = Stage("rules", "Rules", "stage", (Pattern(("agree", "agreement", "discuss"), ("rule", "procedure")),))
SUBSTANCE = Stage("substance", "Substance", "stage", (Pattern(("discuss", "start"), ("substance",)),))
DEAL = Stage("deal", "Deal", "stage", (Pattern(("sign", "agree"), ("settlement",), by=("north", "mountain-front")),))
TRUCE = Stage("truce", "Truce", "item", (Pattern(("agree", "declare"), ("truce",)),))
MILL = Stage("mill", "The mill", "item", (Pattern(("agree",), ("mill",)),))
TABLE = Talks("ford", "Talks at the ford", ("north", "mountain-front"), (RULES, SUBSTANCE, DEAL), (TRUCE, MILL))


def pact() -> Agreement:
    return agreement(promise(), talks=(TABLE,))


def linked(scene: Scene) -> list[Evidence]:
    found = link(pact(), scene.report, scene.testimony, Registry())
    for evidence in found:
        assert scene.text[evidence.spans[0].start : evidence.spans[0].end] == evidence.spans[0].text
    return [e for e in found if e.subject.startswith(("talks:", "stage:", "item:"))]


def one(speaker: str | None, lemma: str, words: str, act: str = "claim", **more: Any) -> list[tuple[str, str, str]]:
    scene = Scene()
    position = scene.say(speaker, f"it is about {lemma} {words}", act)
    scene.event("about", lemma, words, at=position, **more)
    return [(e.subject.partition("/")[2] or e.subject, e.claim, e.stance) for e in linked(scene)]


@pytest.mark.parametrize(
    ("lemma", "words", "more", "expected"),
    [
        ("agree", "rule", {}, ("rules", "fulfilled", "asserts")),
        ("agree", "rule", {"polarity": False}, ("rules", "fulfilled", "denies")),
        ("discuss", "rule", {}, ("rules", "intended", "asserts")),
        ("discuss", "procedure", {"factuality": "ongoing"}, ("rules", "intended", "asserts")),
        ("agree", "many rule", {}, ("rules", "intended", "asserts")),
        ("agree", "truce", {"factuality": "demanded", "act": "demand"}, ("truce", "outstanding", "asserts")),
        ("agree", "truce", {"factuality": "conditional"}, None),
        ("truce", "", {"pos": "noun", "modifiers": ("disputed",)}, ("truce", "outstanding", "asserts")),
        ("truce", "", {"pos": "noun", "modifiers": ("stalled",)}, ("truce", "breached", "asserts")),
        ("sign", "settlement", {"actors": ("north",)}, ("deal", "fulfilled", "asserts")),
        ("sign", "settlement", {"actors": ("river-state",)}, None),
        ("sign", "settlement", {"actors": ("league",)}, None),  # an ally does not sit at the table
    ],
)
def test_what_a_clause_claims(
    lemma: str, words: str, more: dict[str, Any], expected: tuple[str, str, str] | None
) -> None:
    assert one("north-envoy", lemma, words, **more) == ([expected] if expected else [])


def test_under_way_and_in_dispute_are_noted() -> None:
    scene = Scene()
    position = scene.say("north-envoy", "we discuss the rules of the disputed truce")
    scene.event("discuss", "discuss", "rule", at=position, factuality="ongoing")
    scene.event("truce", "truce", "", at=position, pos="noun", modifiers=("disputed",))
    assert [(e.claim, e.notes) for e in linked(scene)] == [("outstanding", (UNSETTLED,)), ("intended", (UNDER_WAY,))]


def test_an_agreement_between_them_is_one_unless_it_is_conditional() -> None:
    def told(**more: Any) -> list[Evidence]:
        scene = Scene()
        position = scene.say(
            "league-chief", "when the agreement on the procedures is reached we shall see", "assessment"
        )
        scene.event("agreement", "agreement", "", at=position, pos="noun", factuality="ongoing")
        if more:
            scene.event("reached", "reach", "agreement", at=position, **more)
        return [e for e in linked(scene) if e.claim == "fulfilled"]

    assert [e.subject for e in told()] == ["stage:ford/rules"]
    assert told(factuality="conditional") == []


@pytest.mark.parametrize(("names", "found"), [(("north", "mountain-front"), True), (("north",), False), ((), False)])
def test_stalled_talks_must_be_these_talks(names: tuple[str, ...], found: bool) -> None:
    scene = Scene()
    at = scene.tell("the stalled talks " + " and ".join(names))
    for name in names:
        start = scene.text.index(name)
        scene.mentions.append(Mention(Span.on(scene.text, start, start + len(name)), name))
    scene.event("talks", "talk", "", at=at, pos="noun", modifiers=("stalled",))
    assert bool(linked(scene)) is found


# --- from evidence to states ------------------------------------------------------------------------------------------


def said(subject: str, claim: str, known: str, witness: str = "north", grade: str = "C3", **more: Any) -> Evidence:
    more.setdefault("standing", "third-party")
    return replace(word(promise(), witness, claim, known, grade=grade, **more), subject=subject, witness=witness)


def board(*evidence: Evidence, as_of: str = "2030-12-31") -> TalksFinding:
    (found,) = evaluate_talks(pact(), evidence, as_of=day(as_of), known_at=day(as_of))
    return found


def state(found: TalksFinding, key: str) -> tuple[str, bool]:
    (stage,) = [one for one in (*found.stages, *found.items) if one.stage.id == key]
    return stage.state, stage.reported


def test_before_anything_was_said() -> None:
    found = board()
    assert (found.state, found.current, found.since) == ("not begun", "", None)
    assert {one.state for one in found.stages} == {"not reached"}
    assert {one.state for one in found.items} == {"open"}


def test_stages_follow_each_other() -> None:
    under_way = said("stage:ford/rules", "intended", "2030-02-01", notes=(UNDER_WAY,))
    done = said("stage:ford/rules", "fulfilled", "2030-03-01", "mountain-front")
    later = said("stage:ford/substance", "intended", "2030-04-01", notes=(UNDER_WAY,))
    evidence = (under_way, done, later)
    seen = [board(*evidence, as_of=on) for on in ("2030-01-15", "2030-02-15", "2030-03-15", "2030-04-15")]
    assert [(one.state, one.current) for one in seen] == [
        ("not begun", ""),
        ("going on", "rules"),
        ("going on", "rules"),
        ("going on", "substance"),
    ]
    assert [one.stages[0].state for one in seen] == ["not reached", "under way", "concluded", "concluded"]
    assert seen[3].stages[0].since == day("2030-03-01")


def test_a_plan_is_no_stage() -> None:
    assert state(board(said("stage:ford/rules", "intended", "2030-02-01")), "rules") == ("not reached", False)


@pytest.mark.parametrize(("grade", "reported"), [("F6", True), ("C3", False)])
def test_a_weak_voice_only_reports(grade: str, reported: bool) -> None:
    found = board(said("stage:ford/rules", "fulfilled", "2030-02-01", "Valley Post", grade))
    assert state(found, "rules") == ("concluded", reported)


def test_items_agreed_disputed_stalled_and_open() -> None:
    agreed = said("item:ford/truce", "fulfilled", "2030-02-01")
    denied = said("item:ford/truce", "fulfilled", "2030-02-02", "mountain-front", stance="denies")
    early = said("item:ford/truce", "fulfilled", "2030-01-20", "mountain-front", stance="denies")
    stalled = said("item:ford/truce", "breached", "2030-03-01", "observers")
    disputed = said("item:ford/truce", "outstanding", "2030-03-01", notes=(UNSETTLED,))
    asked = said("item:ford/truce", "outstanding", "2030-03-01", "league")
    assert state(board(agreed), "truce") == ("agreed", False)
    assert state(board(agreed, denied), "truce") == ("disputed", False)
    assert state(board(early, agreed), "truce") == ("agreed", False)  # it was open before: history
    assert state(board(agreed, stalled), "truce") == ("stalled", False)
    assert state(board(disputed), "truce") == ("disputed", False)
    assert state(board(asked), "truce") == ("open", False)
    assert board(asked).items[0].notes == ("asked for by league",)
    assert state(board(agreed, stalled, disputed, asked), "mill") == ("open", False)


def test_talks_stall_and_go_on_again() -> None:
    begun = said("talks:ford", "fulfilled", "2030-02-01", "observers")
    stalled = said("talks:ford", "breached", "2030-03-01", "Valley Post", "F6")
    again = said("stage:ford/rules", "fulfilled", "2030-04-01")
    assert board(begun).state == "going on"
    found = board(begun, stalled)
    assert (found.state, found.since, found.reported) == ("stalled", day("2030-03-01"), True)
    assert board(begun, stalled, again).state == "going on"


def test_an_agreement_without_talks_has_none() -> None:
    assert evaluate_talks(agreement(promise()), [], as_of=day("2030-01-01"), known_at=day("2030-01-01")) == []


# --- what changed -----------------------------------------------------------------------------------------------------


def test_changes_tell_what_moved_at_the_table_with_the_sentence() -> None:
    evidence = (
        said("stage:ford/rules", "intended", "2030-02-01", notes=(UNDER_WAY,)),
        said("stage:ford/rules", "fulfilled", "2030-03-01", "mountain-front"),
        said("item:ford/truce", "outstanding", "2030-03-02", notes=(UNSETTLED,)),
        said("talks:ford", "breached", "2030-04-01"),
    )
    first, second, third = (board(*evidence, as_of=on) for on in ("2030-01-15", "2030-03-05", "2030-04-15"))
    found = talks_changes([first], [second])
    assert [(c.kind, c.before, c.after) for c in found if c.kind != "evidence"] == [
        ("talks", "not begun", "going on"),
        ("stage", "rules: not reached", "rules: concluded"),
        ("item", "truce: open", "truce: disputed"),
    ]
    assert {(c.about, c.commitment) for c in found} == {("talks", "ford")}
    assert [c.evidence.evidence.claim for c in found if c.evidence] == ["fulfilled", "outstanding"]
    later = talks_changes([second], [third])
    assert ("talks", "going on", "stalled") in [(c.kind, c.before, c.after) for c in later]
    assert talks_changes([third], [third]) == []
    assert talks_changes([], [third]) == []
