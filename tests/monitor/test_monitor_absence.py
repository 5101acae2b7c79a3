"""Nobody says that it was done: how much was read for that time. It was done late: by how much."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from monitor_kit import Registry, agreement, day, promise, word

from treuga.model import Deadline, Evidence, Finding
from treuga.monitor import evaluate
from treuga.monitor.absence import with_coverage
from treuga.monitor.remarks import UNIDENTIFIED

C = promise()  # due on 1 March 2030


def board(*evidence: Evidence, as_of: str = "2030-04-01", known_at: str = "2030-04-01") -> Finding:
    return evaluate(agreement(C), evidence, as_of=day(as_of), known_at=day(known_at))[0]


def note(finding: Finding, read: int) -> tuple[str, list[tuple[dt.date, dt.date]]]:
    asked: list[tuple[dt.date, dt.date]] = []

    def count(first: dt.date, last: dt.date) -> int:
        asked.append((first, last))
        return read

    (after,) = with_coverage([finding], count)
    assert after.notes[: len(finding.notes)] == finding.notes
    return " ".join(after.notes[len(finding.notes) :]), asked


@pytest.mark.parametrize(
    ("read", "words"),
    [(0, "no report published"), (1, "the only report published"), (1200, "none of the 1,200 reports published")],
)
def test_an_overdue_promise_of_which_nobody_speaks(read: int, words: str) -> None:
    found, asked = note(board(), read)
    assert found.startswith(words)
    assert "2030-03-01" in found
    assert asked == [(day("2030-03-02"), day("2030-04-01"))]


def test_only_what_could_be_known_is_counted() -> None:
    assert note(board(known_at="2030-03-10"), 3)[1] == [(day("2030-03-02"), day("2030-03-10"))]
    found, asked = note(board(known_at="2030-02-10"), 3)
    assert (found.startswith("no report"), asked) == (True, [])


def test_an_appeal_does_not_say_whether_it_was_done() -> None:
    asked_for = word(C, "mountain-front", "outstanding", "2030-03-15")
    assert "none of the 4 reports" in note(board(asked_for), 4)[0]


def test_what_was_said_and_does_not_count_is_not_passed_over() -> None:
    unnamed = word(C, "mountain-front", "fulfilled", "2030-03-15", notes=(UNIDENTIFIED,), standing="third-party")
    assert "none of the 4 reports" in note(board(unnamed), 4)[0]
    assert "says, in a way that counts, whether it was done" in note(board(unnamed), 4)[0]


@pytest.mark.parametrize(
    "finding",
    [
        board(as_of="2030-02-20", known_at="2030-04-01"),  # not due
        board(word(C, "mountain-front", "fulfilled", "2030-03-15")),
        board(word(C, "mountain-front", "fulfilled", "2030-03-15", stance="denies")),
    ],
    ids=["not due", "done", "said not to be done"],
)
def test_elsewhere_nothing_is_added(finding: Finding) -> None:
    assert note(finding, 5) == ("", [])


# --- lateness ---------------------------------------------------------------------------------------------------------


def late(*evidence: Evidence, **more: Any) -> Finding:
    pact = agreement(promise(**more))
    return evaluate(pact, evidence, as_of=day("2030-06-01"), known_at=day("2030-06-01"))[0]


DONE = word(C, "mountain-front", "fulfilled", "2030-04-20", event="2030-04-15")


def test_what_was_violated_and_done_late_keeps_its_lateness() -> None:
    denied = word(C, "observers", "fulfilled", "2030-03-10", stance="denies", event="2030-03-10")
    assert board(denied).state == "violated"
    found = late(denied, DONE)
    assert (found.state, found.schedule, found.indicated) == ("satisfied", "late", False)
    assert "done 45 days after it was due" in found.notes
    assert "said not to be done, or broken, in between, by Observers; cured since" in evaluate_named(denied, DONE).notes
    assert not any("cured" in note for note in late(DONE).notes)


def evaluate_named(*evidence: Evidence) -> Finding:
    days = {"as_of": day("2030-06-01"), "known_at": day("2030-06-01")}
    return evaluate(agreement(C), evidence, registry=Registry(), **days)[0]


def test_bounds_of_the_day_are_bounds_of_the_lateness() -> None:
    asked = word(C, "mountain-front", "outstanding", "2030-03-11", event="2030-03-11")
    told = word(C, "mountain-front", "fulfilled", "2030-04-20")
    assert "done 10 to 50 days after it was due" in late(asked, told).notes


@pytest.mark.parametrize(("other", "kind"), [("2030-05-01", True), ("2030-04-01", False)])
def test_another_date_that_was_given_is_held_against_the_deed_too(other: str, kind: bool) -> None:
    due = Deadline("2030-03-01", day("2030-03-01"), ((day(other), "the minister"),))
    found = late(DONE, deadline=due)
    assert found.schedule == "late"  # the text's own date decides
    assert (f"not late by the other date that was given, {other} (the minister)" in found.notes) is kind
