"""Later papers and other thresholds: what held on a day, as far as one could know."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from monitor_kit import Registry, Scene, agreement, conduct, counted, day, promise, word

from treuga.model import Agreement, Amendment, Citation, Deadline, Evidence, Finding, Milestone, PartialDate, Thresholds
from treuga.monitor import Supposition, deadlines, evaluate, link
from treuga.monitor.whatif import suppose

C = promise()


def amended(date: str = "2030-02-15", known: str | None = None, key: str = "release", **more: Any) -> Amendment:
    source = Citation("Exchange of letters")
    return Amendment(key, PartialDate(date), PartialDate(known or date), sources=(source,), **more)


def later(iso: str) -> Deadline:
    return Deadline(iso, dt.date.fromisoformat(iso))


def at(pact: Agreement, as_of: str, known_at: str | None = None, evidence: list[Evidence] | None = None) -> Finding:
    found = evaluate(pact, evidence or [], as_of=day(as_of), known_at=day(known_at or as_of))
    return next(finding for finding in found if finding.commitment.id == "release")


@pytest.mark.parametrize(
    ("as_of", "known_at", "due", "schedule"),
    [
        ("2030-02-14", "2030-12-31", "2030-03-01", "due soon"),  # before it: the old deadline, also in hindsight
        ("2030-03-05", "2030-02-20", "2030-03-01", "overdue"),  # nobody could know of it yet
        ("2030-03-05", "2030-03-05", "2030-05-01", "not due"),
        ("2030-05-02", "2030-12-31", "2030-05-01", "overdue"),
    ],
)
def test_a_deadline_moves_from_its_amendment_on_as_far_as_known(
    as_of: str, known_at: str, due: str, schedule: str
) -> None:
    pact = agreement(C, amendments=(amended(known="2030-02-25", deadline=later("2030-05-01")),))
    found = at(pact, as_of, known_at)
    assert (str(found.deadline), found.schedule) == (due, schedule)
    told = any("moved from 2030-03-01 to 2030-05-01" in note and "Exchange of letters" in note for note in found.notes)
    assert told == (due == "2030-05-01")


def test_what_was_not_done_by_the_old_day_is_no_breach_once_the_day_was_moved() -> None:
    pact = agreement(C, amendments=(amended("2030-03-20", deadline=later("2030-05-01")),))
    heard = [word(C, "observers", "fulfilled", "2030-03-10", stance="denies", event="2030-03-10")]
    assert at(pact, "2030-03-15", evidence=heard).state == "violated"
    assert at(pact, "2030-03-25", evidence=heard).state == "active"


def test_several_amendments_apply_in_the_order_of_their_dates() -> None:
    first, second = (amended(f"2030-02-{d}", deadline=later(f"2030-0{m}-01")) for d, m in ((10, 5), (20, 6)))
    found = at(agreement(C, amendments=(second, first)), "2030-02-25")
    assert str(found.deadline) == "2030-06-01"
    moves = [note for note in found.notes if note.startswith("moved")]
    assert [note.split(" by ")[0] for note in moves] == [
        "moved from 2030-03-01 to 2030-05-01",
        "moved from 2030-05-01 to 2030-06-01",
    ]


def test_what_was_withdrawn_is_no_longer_owed_in_both_readings() -> None:
    pact = agreement(C, amendments=(amended(withdrawn=True),))
    assert at(pact, "2030-02-14").state == "active"
    found = at(pact, "2030-04-01")
    assert (found.readings, found.schedule) == (("released", "released"), "not due")
    assert any(note.startswith("withdrawn by the amendment of 2030-02-15") for note in found.notes)


def test_what_replaces_a_promise_is_owed_from_then_on_and_not_before() -> None:
    new = promise("exchange", deadline=None)
    pact = agreement(C, new, amendments=(amended(replaced_by="exchange"),))
    for as_of, states in (("2030-02-14", ["active", "conditional"]), ("2030-02-15", ["released", "active"])):
        found = evaluate(pact, [], as_of=day(as_of), known_at=day(as_of))
        assert [finding.state for finding in found] == states


def test_a_new_number_holds_for_reports_from_then_on() -> None:
    many, few = counted()
    pact = agreement(many, few, amendments=(amended("2030-02-15", key="many", count=2000.0, unit="captive"),))
    for published, part in (("2030-02-10", True), ("2030-02-20", False)):
        scene = Scene(published)
        place = scene.tell("The Capital released 2000 captives")
        scene.event("released", "release", "captive", at=place, count=(2000, "captive"), owners=("mountain-front",))
        (found,) = link(pact, scene.report, scene.testimony, Registry())
        assert (found.subject, any("a part only" in note for note in found.notes)) == ("commitment:many", part)


def test_the_list_of_deadlines_tells_what_moved_one_and_shows_milestones() -> None:
    halfway = Milestone("2030-04-01", dt.date(2030, 4, 1), "Half of them")
    moved = Deadline("2030-05-01", dt.date(2030, 5, 1), milestones=(halfway,))
    pact = agreement(C, amendments=(amended(deadline=moved),))
    found = deadlines(evaluate(pact, [], as_of=day("2030-03-25"), known_at=day("2030-03-25")))
    assert [(due.kind, str(due.date), due.days) for due in found] == [
        ("milestone", "2030-04-01", 7),
        ("deadline", "2030-05-01", 37),
    ]
    assert found[0].note == "Half of them"
    assert found[1].note.startswith("moved from 2030-03-01 to 2030-05-01 by the amendment of 2030-02-15")


def test_a_supposed_deadline_stands_for_all_that_were_agreed() -> None:
    pact = agreement(C, amendments=(amended(deadline=later("2030-05-01")),))
    supposed, _ = suppose(pact, [], Supposition(moves={"release": "2030-07-01"}))
    assert str(at(supposed, "2030-04-01").deadline) == "2030-07-01"


@pytest.mark.parametrize(("needed", "state"), [(2, "satisfied"), (3, "satisfied"), (4, "disputed")])
def test_a_file_says_how_much_must_speak_for_a_claim(needed: int, state: str) -> None:
    pact = agreement(C, thresholds=Thresholds(needed))
    heard = [word(C, "mountain-front", "fulfilled", "2030-02-20")]  # acknowledged: weighs 3
    found = at(pact, "2030-02-25", evidence=heard)
    assert (found.state, found.accepted_from) == (state, needed)
    assert any(f"from a weight of {needed}" in note for note in found.notes) == (needed != 2)


def test_two_classes_of_witness_reach_a_high_threshold() -> None:
    pact = agreement(C, thresholds=Thresholds(4))
    heard = [word(C, witness, "fulfilled", "2030-02-20") for witness in ("mountain-front", "observers")]
    assert at(pact, "2030-02-25", evidence=heard).state == "satisfied"


def test_a_suspension_ends_when_it_is_told_that_it_is_over() -> None:
    heard = [word(C, "mountain-front", "suspended", "2030-02-03")]
    assert at(agreement(C), "2030-02-05", evidence=heard).state == "suspended"
    resumed = [*heard, word(C, "observers", "suspended", "2030-02-10", stance="denies")]
    assert at(agreement(C), "2030-02-12", evidence=resumed).state == "active"
    again = [*resumed, word(C, "mountain-front", "suspended", "2030-02-20")]
    assert at(agreement(C), "2030-02-21", evidence=again).state == "suspended"


def test_one_weak_voice_does_not_end_a_suspension() -> None:
    heard = [
        word(C, "mountain-front", "suspended", "2030-02-03"),
        word(C, "valley-post", "suspended", "2030-02-10", stance="denies", grade="F6"),
    ]
    assert at(agreement(C), "2030-02-12", evidence=heard).readings[0] == "suspended"


def test_an_amendment_of_conduct_leaves_the_others_alone() -> None:
    kept = conduct()
    pact = agreement(C, kept, amendments=(amended(key=kept.id, withdrawn=True),))
    found = evaluate(pact, [], as_of=day("2030-02-20"), known_at=day("2030-02-20"))
    assert [finding.state for finding in found] == ["active", "released"]
    assert found[0].commitment == replace(C)
