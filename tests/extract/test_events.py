from __future__ import annotations

from typing import Any

import pytest


def event(testimony: Any, lemma: str) -> Any:
    return next(e for e in testimony.events if e.lemma == lemma)


@pytest.mark.parametrize(
    ("text", "lemma", "factuality", "polarity"),
    [
        ("The army released the prisoners.", "release", "happened", True),
        ("The prisoners have been released.", "release", "happened", True),
        ("The army did not release the prisoners.", "release", "happened", False),
        ("The army failed to release the prisoners.", "release", "happened", False),
        ("The army has yet to release the prisoners.", "release", "happened", False),
        ("The army is releasing the prisoners.", "release", "ongoing", True),
        ("The army will release the prisoners.", "release", "planned", True),
        ("The army agreed to release the prisoners.", "release", "planned", True),
        ("The army must release the prisoners.", "release", "demanded", True),
        ("NATO urged the army to release the prisoners.", "release", "demanded", True),
        ("NATO called for the release of the prisoners.", "release", "demanded", True),
        ("The army might release the prisoners.", "release", "possible", True),
        ("If the army releases the prisoners, the truce holds.", "release", "conditional", True),
        (
            "The rebels did not fulfil their promises that included cutting ties with the group.",
            "cut",
            "happened",
            False,
        ),
    ],
)
def test_factuality(read: Any, text: str, lemma: str, factuality: str, polarity: bool) -> None:
    found = event(read(text), lemma)
    assert (found.factuality, found.polarity) == (factuality, polarity)


def test_a_demand_to_stop_presupposes_that_it_goes_on(read: Any) -> None:
    found = event(read("The rebels must stop hosting foreign fighters."), "host")
    assert (found.factuality, found.aspect) == ("demanded", "stop")
    assert "fighter" in found.words


def test_they_and_that_has_been_done_carry_over_what_was_said_before(read: Any) -> None:
    text = "The army said that 400 rebels will be released, and they have been freed."
    freed = event(read(text), "free")
    assert freed.factuality == "happened" and "rebel" in freed.words and [q.value for q in freed.quantities] == [400]
    text = "Naim Saleh said that the army must release 70 prisoners, and that has been done."
    done = [e for e in read(text).events if e.lemma == "release"]
    assert [e.factuality for e in done] == ["demanded", "happened"]
    assert [q.value for q in done[1].quantities] == [70]


def test_whose_the_prisoners_are(read: Any) -> None:
    ours = event(read("“300 of our prisoners were released,” Muhammad Naim said."), "release")
    assert ours.owners == ("muhammad-naim",)
    theirs = event(read("Kabul released 300 Taliban prisoners."), "release")
    assert theirs.owners == ("taliban",) and theirs.actors == ("afghan-government",)


def test_what_describes_a_level_describes_what_it_measures(read: Any) -> None:
    found = event(read("The current level of violence is not acceptable, NATO said."), "violence")
    assert {"level", "current", "not acceptable"} <= set(found.modifiers)


def test_an_event_knows_who_asserts_it(read: Any) -> None:
    testimony = read("The Pentagon said that the Taliban released the prisoners. The army left.")
    assert testimony.statements[event(testimony, "release").statement].speaker.party == "pentagon"
    assert event(testimony, "leave").statement is None


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("The Taliban attacked NATO on Monday.", "ASSAULT", "taliban", "nato"),
        ("NATO accused the Taliban of breaking the truce.", "ACCUSE", "nato", "taliban"),
        ("NATO withdrew 400 troops from the valley.", "RETREAT", "nato", None),
        ("Russia imposed sanctions on Ukraine.", "SANCTION", "russia", "ukraine"),
        ("Sudan signed an agreement with Ethiopia.", "SUPPORT", "sudan", "ethiopia"),
    ],
)
def test_plover_types(read: Any, text: str, kind: str, actor: str, recipient: str | None) -> None:
    found = [e for e in read(text).events if e.type == kind and actor in e.actors]
    assert found and (recipient is None or recipient in found[0].recipients)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sudan will release 40 prisoners to Ethiopia.", "AGREE"),
        ("Russia will attack Ukraine.", "THREATEN"),
        ("NATO will not withdraw from Kosovo.", "REJECT"),
        ("Sudan must withdraw from Ethiopia.", "REQUEST"),
    ],
)
def test_what_is_only_announced_is_a_verbal_act(read: Any, text: str, kind: str) -> None:
    assert kind in {e.type for e in read(text).events}


def test_up_to_is_no_particle(read: Any) -> None:
    assert event(read("Kabul released up to 16 men."), "release").factuality == "happened"
