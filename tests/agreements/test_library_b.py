"""Colombia and South Sudan: what the files say, how reports are heard under them, and where promises then stand.

The sentences and reports are made up; each is read by the whole chain: extraction, registry, linking, evaluation.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache

import pytest
from library_b_reports import REPORTS, STANDS
from library_b_samples import BESIDE, BROKEN, COLOMBIA, DONE, NOT_DONE, PUBLISHED, SAID, SOUTH_SUDAN

from treuga.agreements import find_agreement
from treuga.extract import extract_many
from treuga.extract.registry import load_registry
from treuga.model import Commitment, Evidence, Finding, GateFinding, PartialDate, Report
from treuga.monitor import deadlines, evaluate, evaluate_gates, evaluate_talks, link

BOTH = (COLOMBIA, SOUTH_SUDAN)


def made_up(key: str, text: str, published: str) -> Report:
    digest = hashlib.sha256(f"{key}{published}{text}".encode()).hexdigest()
    return Report(
        digest, "post.txt", f"{text}\n", outlet="Valley Post", published=PartialDate(published), language="en"
    )


def commitment(key: str, name: str) -> Commitment:
    found = find_agreement(key).commitment(name)
    assert found is not None
    return found


@cache
def heard() -> dict[tuple[str, str], set[tuple[str, str, str]]]:
    """What each sentence says of the promises of its agreement: commitment, claim and stance."""
    registry = load_registry()
    sentences = [(key, sentence) for key in SAID for _, sentence, _ in SAID[key]]
    sentences += [(key, sentence) for key in BESIDE for _, sentence in BESIDE[key]]
    reports = [made_up(key, sentence, PUBLISHED[key]) for key, sentence in sentences]
    out: dict[tuple[str, str], set[tuple[str, str, str]]] = {}
    for (key, sentence), read, testimony in zip(sentences, reports, extract_many(reports), strict=True):
        found = link(find_agreement(key), read, testimony, registry)
        promises = [e for e in found if e.subject.startswith("commitment:")]
        out[key, sentence] = {(e.subject.partition(":")[2], e.claim, e.stance) for e in promises}
    return out


@cache
def ledger(key: str) -> tuple[Evidence, ...]:
    """The evidence of all made-up reports of a process."""
    registry = load_registry()
    reports = [made_up(key, text, day) for day, text in REPORTS[key]]
    read = zip(reports, extract_many(reports), strict=True)
    graded = {"Valley Post": "B2"}
    linked = (link(find_agreement(key), report, told, registry, grades=graded) for report, told in read)
    return tuple(evidence for found in linked for evidence in found)


def board(key: str, as_of: str, known_at: str = "") -> dict[str, Finding]:
    day, known = dt.date.fromisoformat(as_of), dt.date.fromisoformat(known_at or as_of)
    findings = evaluate(find_agreement(key), ledger(key), as_of=day, known_at=known)
    return {finding.commitment.id: finding for finding in findings}


@pytest.mark.parametrize(("key", "promise", "sentence", "told"), [(key, *case) for key in BOTH for case in SAID[key]])
def test_a_report_is_heard(key: str, promise: str, sentence: str, told: tuple[str, str]) -> None:
    assert (commitment(key, promise).id, *told) in heard()[key, sentence]


@pytest.mark.parametrize(("key", "promise", "sentence"), [(key, *case[:2]) for key in BOTH for case in SAID[key]])
def test_it_is_heard_of_no_other_promise(key: str, promise: str, sentence: str) -> None:
    assert not {one for one in heard()[key, sentence] if one[0] != promise and one[1:] in (DONE, BROKEN)}


@pytest.mark.parametrize(("key", "why", "sentence"), [(key, *case) for key in BOTH for case in BESIDE[key]])
def test_what_stands_beside_a_promise_settles_nothing(key: str, why: str, sentence: str) -> None:
    assert not {one for one in heard()[key, sentence] if one[1:] in (DONE, BROKEN)}, why


@pytest.mark.parametrize("key", BOTH)
def test_a_good_share_of_the_promises_is_heard_kept_and_broken(key: str) -> None:
    ids = {commitment.id for commitment in find_agreement(key).commitments}
    kept = {name for name, _, told in SAID[key] if told == DONE}
    broken = {name for name, _, told in SAID[key] if told in (BROKEN, NOT_DONE)}
    assert len(kept) >= 0.7 * len(ids)
    assert len(broken) >= 0.5 * len(ids)


@pytest.mark.parametrize("key", BOTH)
def test_each_file_has_what_a_specialist_looks_for(key: str) -> None:
    agreement = find_agreement(key)
    assert 12 <= len(agreement.commitments) <= 40
    assert agreement.gates
    assert agreement.talks
    assert agreement.amendments
    for promise in agreement.commitments:
        assert promise.fulfilled, promise.id
        assert promise.breached, promise.id
        assert promise.topics.get("pax"), promise.id
        assert promise.topics.get("pam"), promise.id


@pytest.mark.parametrize(
    ("key", "promise", "day"),
    [
        (COLOMBIA, "zones", "2016-12-31"),
        (COLOMBIA, "weapons", "2017-05-30"),
        (COLOMBIA, "framework-plan", "2017-03-24"),
        (COLOMBIA, "seats-2018", "2018-07-20"),
        (COLOMBIA, "land-fund", "2028-11-24"),
        (COLOMBIA, "land-titles", "2026-11-24"),
        (SOUTH_SUDAN, "unity-government", "2019-05-12"),
        (SOUTH_SUDAN, "states", "2019-05-12"),
    ],
)
def test_what_was_first_due_by_a_day(key: str, promise: str, day: str) -> None:
    deadline = commitment(key, promise).deadline
    assert deadline is not None
    assert deadline.date == dt.date.fromisoformat(day)


def test_the_weapons_come_in_three_shares() -> None:
    due = deadlines([board(COLOMBIA, "2016-12-05")["weapons"]])
    assert [(str(one.date), one.kind) for one in due] == [
        ("2017-03-01", "milestone"),
        ("2017-03-31", "milestone"),
        ("2017-04-30", "milestone"),
        ("2017-05-30", "deadline"),
    ]


@pytest.mark.parametrize(
    ("as_of", "promise", "day"),
    [
        ("2019-04-30", "unity-government", "2019-05-12"),
        ("2019-05-04", "unity-government", "2019-11-12"),
        ("2019-11-08", "unity-government", "2020-02-20"),
        ("2021-01-01", "elections", "2022-12-22"),
        ("2022-09-01", "elections", "2024-12-22"),
        ("2024-11-01", "elections", "2026-12-22"),
        ("2021-01-01", "constitution", "2022-02-22"),
    ],
)
def test_what_each_extension_of_the_transition_moved(as_of: str, promise: str, day: str) -> None:
    assert board(SOUTH_SUDAN, as_of)[promise].deadline == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("as_of", "promise", "day"),
    [
        ("2017-05-28", "weapons", "2017-05-30"),
        ("2017-05-29", "weapons", "2017-06-20"),
        ("2017-05-29", "caches", "2017-09-01"),
        ("2021-12-31", "truth-report", "2022-06-27"),
    ],
)
def test_what_was_given_more_time_in_colombia(as_of: str, promise: str, day: str) -> None:
    assert board(COLOMBIA, as_of)[promise].deadline == dt.date.fromisoformat(day)


def test_what_the_gates_wait_for() -> None:
    def gates(key: str, day: str) -> dict[str, GateFinding]:
        when, findings = dt.date.fromisoformat(day), tuple(board(key, day).values())
        found = evaluate_gates(find_agreement(key), ledger(key), as_of=when, known_at=when, lookup=lambda _: findings)
        return {one.gate.id: one for one in found}

    shares = gates(COLOMBIA, "2017-03-15")["next-shares"]
    assert (shares.open, shares.met, shares.blocked_by) == (False, ("amnesty",), ("zones",))
    assert shares.unknown == ("prisoners",)
    vote = gates(SOUTH_SUDAN, "2024-11-01")["vote"]
    assert vote.open is False
    assert {"law", "constitution", "forces"} >= {*vote.blocked_by} >= {"forces"}
    assert "commission" in vote.met
    assert "census" in vote.unknown


def test_the_talks_with_the_hold_outs_came_to_protocols() -> None:
    def table(day: str) -> tuple[str, str]:
        when = dt.date.fromisoformat(day)
        (found,) = evaluate_talks(find_agreement(SOUTH_SUDAN), ledger(SOUTH_SUDAN), as_of=when, known_at=when)
        return found.current, next(s.state for s in found.stages if s.stage.id == "protocols")

    assert table("2024-07-01") == ("", "not reached")
    assert table("2024-11-01") == ("protocols", "concluded")


def test_nobody_could_know_the_roadmap_before_it_was_announced() -> None:
    known = {day: board(SOUTH_SUDAN, "2022-08-10", day)["elections"].deadline for day in ("2022-08-03", "2022-08-04")}
    assert known == {"2022-08-03": dt.date(2022, 12, 22), "2022-08-04": dt.date(2024, 12, 22)}


@pytest.mark.parametrize(
    ("key", "as_of", "promise", "state", "schedule"),
    [(key, as_of, *stand) for (key, as_of), stands in STANDS.items() for stand in stands],
)
def test_where_a_promise_stands(key: str, as_of: str, promise: str, state: str, schedule: str) -> None:
    finding = board(key, as_of)[promise]
    assert (finding.state, finding.schedule) == (state, schedule), [w.evidence.spans[0].text for w in finding.evidence]


def test_hold_outs_and_dissidents_stand_on_no_side() -> None:
    assert not {"farc-dissidents-emc", "segunda-marquetalia", "eln"}.intersection(
        find_agreement(COLOMBIA).sides["farc"]
    )
    sides = find_agreement(SOUTH_SUDAN).sides
    assert not {"nas-south-sudan", "kitgwang", "ssoma"}.intersection(*sides.values())
