"""States, schedules, claims and evidence classes, by hand-made evidence."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from monitor_kit import agreement, conduct, day, promise, word

from treuga.errors import MonitorError
from treuga.model import Commitment, Deadline, Evidence, Finding
from treuga.monitor import evaluate
from treuga.monitor.remarks import NO_NUMBER, REPORTER, UNAFFILIATED, UNIDENTIFIED

C, K = promise(), conduct()


def find(
    commitments: tuple[Commitment, ...] | Commitment,
    *evidence: Evidence,
    as_of: str = "2030-06-01",
    known_at: str = "",
    signed: str | None = "2030-01-01",
    **more: Any,
) -> Finding:
    """The finding on the last of the commitments."""
    wanted = commitments if isinstance(commitments, tuple) else (commitments,)
    pact = agreement(*wanted, signed=signed)
    return evaluate(pact, evidence, as_of=day(as_of), known_at=day(known_at or as_of), **more)[-1]


def board(found: Finding) -> tuple[str, str, str]:
    return found.readings[0], found.readings[1], found.evidence_class


FRONT, NORTH, LEAGUE, CAPITAL, WATCH, RIVER = (
    "mountain-front", "north", "league", "capital", "observers", "river-state",
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ("active", "active", "none")),
        # done: acknowledged, claimed, by third parties
        ([(FRONT, "fulfilled")], ("satisfied", "satisfied", "acknowledged")),
        ([(NORTH, "fulfilled")], ("satisfied", "active", "claimed")),
        ([(CAPITAL, "fulfilled")], ("satisfied", "active", "claimed")),  # performer
        ([(LEAGUE, "fulfilled")], ("satisfied", "active", "claimed")),  # ally
        ([(WATCH, "fulfilled")], ("satisfied", "satisfied", "third-party")),
        ([(NORTH, "fulfilled"), (LEAGUE, "fulfilled"), (CAPITAL, "fulfilled")], ("satisfied", "active", "claimed")),
        ([(NORTH, "fulfilled"), (FRONT, "fulfilled")], ("satisfied", "satisfied", "acknowledged")),
        # third parties against each other
        ([(WATCH, "fulfilled"), (RIVER, "not")], ("satisfied", "violated", "third-party")),
        ([(FRONT, "fulfilled"), (RIVER, "not")], ("satisfied", "satisfied", "acknowledged")),
        # not done, after it was due
        ([(FRONT, "not")], ("active", "violated", "claimed")),
        ([(NORTH, "not")], ("violated", "violated", "acknowledged")),
        ([(WATCH, "not")], ("violated", "violated", "third-party")),
        ([(NORTH, "fulfilled"), (FRONT, "not")], ("satisfied", "violated", "claimed")),
        ([(WATCH, "fulfilled"), (FRONT, "not")], ("satisfied", "satisfied", "third-party")),
        # an appeal is no breach; a plan changes nothing
        ([(FRONT, "outstanding")], ("active", "active", "none")),
        ([(NORTH, "outstanding")], ("active", "active", "none")),
        ([(WATCH, "intended"), (NORTH, "intended")], ("active", "active", "none")),
        # given up
        ([(NORTH, "breached")], ("violated", "violated", "acknowledged")),
        ([(FRONT, "breached")], ("active", "violated", "claimed")),
        ([(FRONT, "breached"), (NORTH, "no breach")], ("active", "violated", "claimed")),
        ([(WATCH, "breached"), (RIVER, "no breach")], ("active", "violated", "third-party")),
        # released, suspended
        ([(FRONT, "released")], ("released", "released", "acknowledged")),
        ([(NORTH, "released")], ("released", "active", "claimed")),
        ([(FRONT, "suspended")], ("suspended", "suspended", "acknowledged")),
    ],
)
def test_a_promise_to_achieve(words: list[tuple[str, str]], expected: tuple[str, str, str]) -> None:
    evidence = [_word(C, witness, claim, "2030-05-01") for witness, claim in words]
    assert board(find(C, *evidence)) == expected


def _word(commitment: Commitment, witness: str, claim: str, known: str, **more: Any) -> Evidence:
    if claim == "not":
        return word(commitment, witness, "fulfilled", known, stance="denies", **more)
    if claim == "no breach":
        return word(commitment, witness, "breached", known, stance="denies", **more)
    return word(commitment, witness, claim, known, **more)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ("active", "active", "none")),
        ([(FRONT, "fulfilled", "03")], ("active", "active", "claimed")),
        ([(NORTH, "fulfilled", "03")], ("active", "active", "acknowledged")),
        ([(NORTH, "breached", "03")], ("active", "violated", "claimed")),
        ([(LEAGUE, "breached", "03"), (NORTH, "breached", "04")], ("active", "violated", "claimed")),
        ([(FRONT, "breached", "03")], ("violated", "violated", "acknowledged")),
        ([(WATCH, "breached", "03")], ("violated", "violated", "third-party")),
        ([(WATCH, "breached", "03"), (FRONT, "no breach", "04")], ("violated", "violated", "third-party")),
        ([(WATCH, "breached", "03"), (NORTH, "no breach", "04")], ("active", "violated", "third-party")),
        # cured by acknowledgement or a third party, not by one's own word
        ([(WATCH, "breached", "03"), (NORTH, "fulfilled", "04")], ("active", "active", "acknowledged")),
        ([(WATCH, "breached", "03"), (RIVER, "fulfilled", "04")], ("active", "active", "third-party")),
        ([(WATCH, "breached", "03"), (FRONT, "fulfilled", "04")], ("violated", "violated", "third-party")),
        ([(FRONT, "breached", "03"), (FRONT, "fulfilled", "04")], ("violated", "violated", "acknowledged")),
        ([(WATCH, "fulfilled", "03"), (RIVER, "breached", "04")], ("violated", "violated", "third-party")),
        ([(NORTH, "outstanding", "03")], ("active", "active", "none")),
        ([(WATCH, "not", "03")], ("violated", "violated", "third-party")),  # "denied that it was kept"
        ([(NORTH, "not", "03")], ("active", "violated", "claimed")),
        ([(NORTH, "breached", "03"), (NORTH, "outstanding", "04")], ("active", "violated", "claimed")),
    ],
)
def test_a_promise_to_maintain(words: list[tuple[str, str, str]], expected: tuple[str, str, str]) -> None:
    evidence = [_word(K, witness, claim, f"2030-{month}-01") for witness, claim, month in words]
    assert board(find(K, *evidence)) == expected


def test_breaches_are_indicated_only() -> None:
    assert find(K, word(K, WATCH, "breached", "2030-03-01")).indicated
    assert find(K, word(K, NORTH, "breached", "2030-03-01")).indicated
    assert not find(K).indicated


def test_absence_is_never_breach() -> None:
    found = find(C, as_of="2039-01-01")
    assert (found.state, found.schedule) == ("active", "overdue")
    assert "no report that was read speaks of it" in found.notes[0]


@pytest.mark.parametrize(
    ("as_of", "schedule", "days"),
    [
        ("2030-01-15", "not due", 45),
        ("2030-02-10", "due soon", 19),
        ("2030-03-01", "due soon", 0),
        ("2030-03-02", "overdue", -1),
    ],
)
def test_the_calendar(as_of: str, schedule: str, days: int) -> None:
    found = find(C, as_of=as_of)
    assert (found.schedule, found.days, found.deadline) == (schedule, days, dt.date(2030, 3, 1))


@pytest.mark.parametrize(
    ("event", "known", "urged", "schedule"),
    [
        ("2030-02-20", "2030-05-01", "", "on time"),
        ("2030-03-02", "2030-05-01", "", "late"),
        ("2030-02", "2030-05-01", "", "on time"),
        ("2030-03", "2030-05-01", "", "done, date unknown"),  # 1 March is in it
        ("2030-04", "2030-05-01", "", "late"),
        (None, "2030-02-27", "", "on time"),  # known before it was due
        (None, "2030-05-01", "", "done, date unknown"),
        (None, "2030-05-01", "2030-04-10", "late"),  # still asked for after it was due
        (None, "2030-05-01", "2030-02-10", "done, date unknown"),
        (None, "2030-05-01", "2030-05-20", "done, date unknown"),  # asked for more, afterwards
    ],
)
def test_when_it_was_done(event: str | None, known: str, urged: str, schedule: str) -> None:
    evidence = [word(C, FRONT, "fulfilled", known, event=event)]
    if urged:
        evidence.append(word(C, LEAGUE, "outstanding", urged))
    assert find(C, *evidence).schedule == schedule


def test_the_one_who_still_asked_is_named() -> None:
    urged = word(C, LEAGUE, "outstanding", "2030-04-10")
    found = find(C, word(C, FRONT, "fulfilled", "2030-05-01"), urged)
    assert "done between 2030-04-10 and 2030-05-01" in found.notes
    assert "league still asked for it on 2030-04-10" in found.notes
    assert [w.counted for w in found.evidence if w.evidence == urged] == [True]


def test_a_date_that_an_appeal_contradicts_is_not_believed() -> None:
    found = find(
        C,
        word(C, CAPITAL, "fulfilled", "2030-05-01", event="2030-02-20"),
        word(C, LEAGUE, "outstanding", "2030-04-10"),
        word(C, FRONT, "fulfilled", "2030-05-02"),
    )
    assert found.schedule == "late"
    assert any("capital gives 2030-02-20" in note for note in found.notes)


def test_what_is_disputed_is_not_done_in_time() -> None:
    assert find(C, word(C, NORTH, "fulfilled", "2030-02-01")).schedule == "overdue"


def test_hindsight() -> None:
    told = word(C, FRONT, "fulfilled", "2030-05-01", event="2030-02-10")
    assert find(C, told, as_of="2030-02-20").state == "active"
    assert find(C, told, as_of="2030-02-20", known_at="2030-05-01").state == "satisfied"
    assert find(C, told, as_of="2030-02-05", known_at="2030-05-01").state == "active"


def test_an_unknown_day_counts_once_it_is_certain() -> None:
    told = word(C, FRONT, "fulfilled", "2030-05-01", event="2030-02")
    assert find(C, told, as_of="2030-02-20", known_at="2030-05-01").state == "active"
    assert find(C, told, as_of="2030-02-28", known_at="2030-05-01").state == "satisfied"
    in_month = word(C, FRONT, "fulfilled", "2030-02-10", event="2030-02")
    assert find(C, in_month, as_of="2030-02-10").state == "satisfied"  # it was reported by then


def test_the_last_word_of_a_witness_stands() -> None:
    yes, no = word(C, WATCH, "fulfilled", "2030-04-01"), _word(C, WATCH, "not", "2030-05-01")
    assert board(find(C, yes, no)) == ("violated", "violated", "third-party")
    assert board(find(C, yes, no, as_of="2030-04-02")) == ("satisfied", "satisfied", "third-party")


def test_what_was_still_open_before_the_deed_is_history() -> None:
    done = word(C, WATCH, "fulfilled", "2030-04-01")
    assert find(C, _word(C, RIVER, "not", "2030-03-15"), done).state == "satisfied"
    assert find(C, _word(C, RIVER, "not", "2030-04-15"), done).state == "disputed"


def test_nobody_takes_back_a_concession_by_his_own_interest() -> None:
    yes, no = word(C, FRONT, "fulfilled", "2030-04-01"), _word(C, FRONT, "not", "2030-05-01")
    assert find(C, yes, no).state == "satisfied"


def test_a_retraction_takes_back() -> None:
    yes = word(C, FRONT, "fulfilled", "2030-04-01")
    back = word(C, FRONT, "fulfilled", "2030-05-01", stance="retracts", standing="acknowledged")
    assert find(C, yes, back).state == "active"
    assert find(C, yes, back, as_of="2030-04-30").state == "satisfied"


def test_grades_weigh_third_parties() -> None:
    def state(*grades: str, **more: Any) -> str:
        witnesses = (WATCH, RIVER)
        return find(
            C,
            *(word(C, w, "fulfilled", "2030-04-01", grade=g, **more) for w, g in zip(witnesses, grades, strict=False)),
        ).state

    assert [state(g) for g in ("A1", "B2", "C3", "D3", "F6", "E5")] == ["satisfied"] * 3 + ["disputed"] * 3
    assert [state(g) for g in ("C4", "B4", "A5")] == ["disputed", "satisfied", "disputed"]
    assert state("F6", "F6") == "satisfied"
    assert state("E1", "E1") == "disputed"
    assert state("A1", notes=(UNAFFILIATED,)) == "disputed"


def test_one_witness_has_one_vote() -> None:
    many = [word(C, WATCH, "fulfilled", f"2030-04-{n:02}", grade="F6") for n in range(1, 9)]
    assert find(C, *many).state == "disputed"


def test_copies_have_one_vote() -> None:
    told = [
        word(C, outlet, "fulfilled", "2030-04-01", grade="F6", notes=(REPORTER,), report=outlet)
        for outlet in ("one", "two")
    ]
    assert find(C, *told).state == "satisfied"
    found = find(C, *told, groups={"one": "story", "two": "story"})
    assert found.state == "disputed"
    assert any("one story has one vote" in w.why for w in found.evidence)


@pytest.mark.parametrize("note", [UNIDENTIFIED, NO_NUMBER, "a part only: 3 of 10"])
def test_some_voices_show_but_do_not_count(note: str) -> None:
    found = find(C, word(C, FRONT, "fulfilled", "2030-04-01", notes=(note,)))
    assert board(found) == ("active", "active", "none")
    assert [w.counted for w in found.evidence] == [False]
    assert found.claims == ()


def test_evidence_of_another_wording_is_left_aside() -> None:
    assert find(C, word(C, FRONT, "fulfilled", "2030-04-01", digest="e" * 64)).evidence == ()


# Antecedents


def test_before_the_signing_nothing_is_owed() -> None:
    assert find(C, as_of="2029-12-01").state == "conditional"
    assert find(promise(antecedent=("always",)), as_of="2029-12-01").state == "active"
    assert find(C, signed=None).state == "active"


def test_a_deed_as_antecedent() -> None:
    after = promise("review", antecedent=("release",), title="The review")
    assert find((C, after)).state == "conditional"
    assert find((C, after), word(C, FRONT, "fulfilled", "2030-04-01")).state == "active"
    claimed = find((C, after), word(C, CAPITAL, "fulfilled", "2030-04-01"))
    assert claimed.readings == ("active", "conditional")


def test_a_reading_is_passed_to_the_side_that_holds_it() -> None:
    """Where the creditor of one is the debtor of the other, its reading goes with it."""
    back = promise("back", debtor=("mountain-front",), creditor=("north",), performer=(), antecedent=("release",))
    claimed = find((C, back), word(C, CAPITAL, "fulfilled", "2030-04-01"))
    assert claimed.readings == ("conditional", "active")


@pytest.mark.parametrize(
    ("witness", "state"), [(None, "active"), (NORTH, "active"), (WATCH, "conditional"), (FRONT, "conditional")]
)
def test_conduct_as_antecedent_holds_until_its_breach_is_established(witness: str | None, state: str) -> None:
    after = promise("leave", antecedent=("no-shelling",))
    evidence = [word(K, witness, "breached", "2030-04-01")] if witness else []
    assert find((K, after), *evidence).state == state


def test_nothing_is_broken_before_it_is_owed() -> None:
    after = promise("review", antecedent=("release",))
    assert find((C, after), word(after, NORTH, "breached", "2030-04-01")).state == "conditional"


def test_what_can_no_longer_come_is_expired() -> None:
    after = promise("review", antecedent=("release",))
    found = find((C, after), word(C, FRONT, "released", "2030-04-01"))
    assert (found.state, found.schedule) == ("expired", "not due")


def test_a_circle_of_antecedents_is_refused_with_its_path() -> None:
    with pytest.raises(MonitorError, match=r"TR602.*release -> review -> release"):
        find((promise(antecedent=("review",)), promise("review", antecedent=("release",))))


def test_an_antecedent_that_does_not_exist_is_refused() -> None:
    with pytest.raises(MonitorError, match=r"TR604.*'release' waits for 'nothing'"):
        find(promise(antecedent=("nothing",)))


@pytest.mark.parametrize("wrong", ["2030-01-01", dt.datetime(2030, 1, 1)])
def test_days_must_be_days(wrong: object) -> None:
    with pytest.raises(MonitorError, match=r"TR603"):
        evaluate(agreement(C), (), as_of=wrong, known_at=day("2030-01-01"))  # type: ignore[arg-type]


# Deadlines


def test_a_deadline_that_counts_from_a_deed() -> None:
    after = promise("review", antecedent=("release",), deadline=Deadline("start(release) + 3 months", None))
    assert find((C, after)).schedule == "no deadline"
    dated = word(C, FRONT, "fulfilled", "2030-02-20", event="2030-02-10")
    assert find((C, after), dated).deadline == day("2030-05-10")
    undated = find((C, after), word(C, FRONT, "fulfilled", "2030-02-20"))
    assert undated.deadline is None
    assert "it is due at 'start(release) + 3 months', and that day is not known yet" in undated.notes


def test_variants_of_a_deadline_are_told() -> None:
    due = Deadline("2030-03-01", day("2030-03-01"), ((day("2030-03-05"), "announced by North"),))
    assert "the deadline is also given as 2030-03-05 (announced by North)" in find(promise(deadline=due)).notes


def test_conduct_for_a_term() -> None:
    term = conduct(deadline=Deadline("2030-03-01", day("2030-03-01")))
    assert find(term, word(term, NORTH, "fulfilled", "2030-02-20")).state == "satisfied"
    assert find(term).state == "active"
    assert find(term).schedule == "not due"
    assert find(term, word(term, WATCH, "breached", "2030-02-20")).state == "violated"


# What is told


def test_claims_are_each_partys_last_word() -> None:
    found = find(
        C,
        word(C, FRONT, "outstanding", "2030-03-05"),
        _word(C, FRONT, "not", "2030-04-01"),
        word(C, NORTH, "fulfilled", "2030-03-01"),
        word(C, NORTH, "intended", "2030-05-01"),
        word(C, LEAGUE, "outstanding", "2030-04-02"),
        word(C, LEAGUE, "intended", "2030-04-02", stance="denies"),
        word(C, "Valley Post", "fulfilled", "2030-04-03", grade="F6", notes=(REPORTER,)),
    )
    assert dict(found.claims) == {FRONT: "not done", NORTH: "done", LEAGUE: "still to be done"}


def test_once_it_is_done_appeals_are_history() -> None:
    urged, later = word(C, LEAGUE, "outstanding", "2030-03-05"), word(C, NORTH, "outstanding", "2030-05-20")
    found = find(C, urged, word(C, FRONT, "fulfilled", "2030-04-01"), later)
    assert found.claims == ((FRONT, "done"),)
    assert found.evidence[-1].why == "asks for it after it was done, which undoes nothing"


def test_claims_on_conduct() -> None:
    found = find(K, word(K, FRONT, "fulfilled", "2030-04-01"), word(K, NORTH, "breached", "2030-04-01"))
    assert dict(found.claims) == {FRONT: "kept", NORTH: "broken"}


def test_notes_say_who_alone_claims_it() -> None:
    alone = find(C, word(C, NORTH, "fulfilled", "2030-04-01"))
    assert "said to be done by north only; nobody contradicts it" in alone.notes
    against = find(C, word(C, NORTH, "fulfilled", "2030-04-01"), _word(C, FRONT, "not", "2030-04-02"))
    assert "said to be done by north only; mountain-front says otherwise" in against.notes
    assert any("an acknowledgement by mountain-front" in line for line in alone.would_change)


def test_a_cure_is_told() -> None:
    found = find(K, word(K, WATCH, "breached", "2030-03-01"), word(K, NORTH, "fulfilled", "2030-04-01"))
    assert "broken before (observers, by 2030-03-01), and kept since by acknowledgement" in found.notes


def test_every_weight_is_explained() -> None:
    found = find(
        C,
        word(C, FRONT, "fulfilled", "2030-04-01"),
        word(C, NORTH, "fulfilled", "2030-04-01"),
        word(C, WATCH, "fulfilled", "2030-04-01"),
        word(C, RIVER, "intended", "2030-03-01"),
    )
    assert [(w.weight, w.counted, w.side) for w in found.evidence] == [
        (2, False, "neither"), (3, True, "for"), (0, True, "for"), (2, True, "for"),
    ]  # fmt: skip
    assert found.evidence[1].why == "said by the creditor's side against its own interest"
    assert found.evidence[2].why.endswith("others bear it out")
    assert all(w.why for w in found.evidence)
