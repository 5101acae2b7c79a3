"""Reviews: what people decided is applied, outlives new linking, and is never lost from the ledger."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from monitor_kit import agreement, conduct, day, promise, word

from treuga.errors import LedgerError, MonitorError
from treuga.ledger import Ledger, Place, Review
from treuga.model import Evidence, Finding, Report, Span
from treuga.model import Testimony as Said
from treuga.monitor import evaluate
from treuga.monitor.review import (
    Signature,
    pick_link,
    place_of,
    review_of_breach,
    review_of_link,
    reviewed_breaches,
    reviewed_links,
)

C, K = promise(), conduct()
PACT = agreement(C, K)
WHO = Signature("A. Reader", "I read the whole report", dt.date(2030, 7, 1))
LINK = word(C, "mountain-front", "fulfilled", "2030-02-01", report="r1")


def nothing(digest: str, key: str) -> Evidence | None:
    return None


def apply(evidence: list[Evidence], *reviews: Review) -> list[Evidence]:
    return reviewed_links(PACT, evidence, reviews, nothing)


def moved(e: Evidence, start: int, end: int, **more: object) -> Evidence:
    """The same, as another reading finds it: another id, another passage."""
    return replace(e, id="another", digest="d" * 64, spans=(Span(start, end, "x" * (end - start)),), **more)  # type: ignore[arg-type]


def test_a_rejected_link_is_gone_and_an_accepted_one_is_marked() -> None:
    other = word(C, "north", "fulfilled", "2030-02-02", report="r2")
    assert apply([LINK, other], review_of_link(LINK, "reject", WHO)) == [other]
    kept, untouched = apply([LINK, other], review_of_link(LINK, "accept", WHO))
    assert "link accepted by A. Reader on 2030-07-01: I read the whole report" in kept.notes
    assert untouched == other


def test_the_last_review_stands() -> None:
    reject, accept = (review_of_link(LINK, verdict, WHO) for verdict in ("reject", "accept"))  # type: ignore[arg-type]
    assert [e.id for e in apply([LINK], reject, accept)] == [LINK.id]
    assert apply([LINK], accept, reject) == []


@pytest.mark.parametrize(
    ("again", "applies"),
    [
        (moved(LINK, 3, 9), True),
        (moved(LINK, 5, 9), False),
        (moved(LINK, 0, 5, claim="breached"), False),
        (moved(LINK, 0, 5, stance="denies"), False),
        (moved(LINK, 0, 5, subject="commitment:no-shelling"), False),
        (moved(LINK, 0, 5, report="r9"), False),
    ],
    ids=["overlapping", "beside it", "another claim", "another stance", "another subject", "another report"],
)
def test_the_next_reading_keeps_it(again: Evidence, applies: bool) -> None:
    assert (apply([again], review_of_link(LINK, "reject", WHO)) == []) is applies


def test_an_accepted_link_stays_when_linking_no_longer_finds_it() -> None:
    old = replace(LINK, digest="0" * 64)
    review = review_of_link(old, "accept", WHO)
    (kept,) = reviewed_links(
        PACT, [], [review], lambda digest, key: old if (digest, key) == (old.digest, old.id) else None
    )
    assert kept.digest == PACT.digest
    assert "linking no longer finds it" in kept.notes
    assert (
        reviewed_links(agreement(K), [], [review], lambda digest, key: old) == []
    )  # the promise is gone from the file
    assert reviewed_links(PACT, [], [review_of_link(old, "reject", WHO)], lambda digest, key: old) == []


# --- breaches ---------------------------------------------------------------------------------------------------------


def board(*evidence: Evidence, as_of: str = "2030-06-01", known_at: dt.date = dt.date.max) -> Finding:
    return evaluate(agreement(K), evidence, as_of=day(as_of), known_at=known_at)[0]


BREACH = word(K, "north", "breached", "2030-02-01", report="r1")
AGAIN = word(K, "north", "breached", "2030-05-01", report="r2")


def test_a_breach_is_confirmed_or_withheld() -> None:
    found = board(BREACH)
    assert found.indicated
    for verdict, indicated in (("confirm", False), ("withhold", True)):
        review = review_of_breach(found, verdict, WHO, {"r1"})  # type: ignore[arg-type]
        (after,) = reviewed_breaches([found], [review])
        assert after.indicated is indicated
        assert after.readings == found.readings
        assert "A. Reader on 2030-07-01: I read the whole report" in after.notes[-1]
    both = [review_of_breach(found, verdict, WHO, {"r1"}) for verdict in ("confirm", "withhold")]  # type: ignore[arg-type]
    assert reviewed_breaches([found], both)[0].indicated


def test_a_confirmation_does_not_cover_another_breach() -> None:
    confirmed = review_of_breach(board(BREACH), "confirm", WHO, {"r1", "r2"})
    kept = word(K, "north", "fulfilled", "2030-03-01", report="r3")
    later = board(BREACH, kept, AGAIN)
    assert later.indicated
    assert reviewed_breaches([later], [confirmed])[0].indicated


def test_a_confirmation_is_known_from_its_day() -> None:
    confirmed = review_of_breach(board(BREACH), "confirm", WHO, {"r1"})
    for known_at, indicated in ((day("2030-06-30"), True), (day("2030-07-01"), False), (dt.date.max, False)):
        assert reviewed_breaches([board(BREACH, known_at=known_at)], [confirmed])[0].indicated is indicated


def test_what_is_no_breach_cannot_be_confirmed() -> None:
    with pytest.raises(MonitorError, match=r"TR610.*'no-shelling' is active"):
        review_of_breach(board(), "confirm", WHO, {"r1"})
    with pytest.raises(MonitorError, match=r"TR610.*no sentence"):
        review_of_breach(board(BREACH), "confirm", WHO, set())


def test_a_link_is_picked_by_the_beginning_of_its_id() -> None:
    links = [replace(LINK, id="abcd1"), replace(LINK, id="abcd2"), replace(LINK, id="ffff1")]
    assert pick_link(links, "ffff").id == "ffff1"
    assert pick_link(links, "abcd1").id == "abcd1"
    for key in ("abcd", "fff", "zzzz"):
        with pytest.raises(MonitorError, match="TR609"):
            pick_link(links, key)


# --- in the ledger ----------------------------------------------------------------------------------------------------


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    raw = b"They shelled the mill."
    report = Report(id=hashlib.sha256(raw).hexdigest(), name="a.txt", text=raw.decode())
    found = Ledger.create(tmp_path / "ledger.db")
    with found.writer() as writer:
        writer.add_report(report, raw, Said(report.id))
    return found


def review(ledger: Ledger, **more: object) -> Review:
    place = Place(ledger.report_ids()[0], 5, 12, "breached", "asserts", "d" * 64, "e1")
    one = Review("pact", "commitment:no-shelling", "reject", "A. Reader", "It's '; DROP TABLE", WHO.day, (place,))
    return replace(one, **more)  # type: ignore[arg-type]


def test_reviews_come_back_as_they_were_given(ledger: Ledger) -> None:
    given = [review(ledger), review(ledger, verdict="accept"), review(ledger, agreement="other")]
    with ledger.writer() as writer:
        for one in given:
            writer.add_review(one)
    assert ledger.reviews("pact") == given[:2]
    assert ledger.reviews("nothing") == []
    assert ledger.verify().ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reviews SET reason = 'x'",
        "DELETE FROM reviews",
        "UPDATE review_places SET claim = 'x'",
        "DELETE FROM review_places",
        "INSERT OR REPLACE INTO reviews SELECT * FROM reviews",
    ],
)
def test_reviews_stay(ledger: Ledger, statement: str) -> None:
    with ledger.writer() as writer:
        writer.add_review(review(ledger))
    db = sqlite3.connect(ledger.path)
    with pytest.raises(sqlite3.DatabaseError, match=r"never|already"):
        db.execute(statement)
    db.close()


@pytest.mark.parametrize(
    "more",
    [
        {"reviewer": "  "},
        {"reason": ""},
        {"reason": "x" * 5001},
        {"places": ()},
        {"places": (Place("0" * 64, 0, 2, "breached", "asserts", "d", "e"),)},
        {"verdict": "perhaps"},
    ],
)
def test_a_review_that_cannot_be_kept_leaves_nothing(ledger: Ledger, more: dict[str, object]) -> None:
    with ledger.writer() as writer, pytest.raises(LedgerError):
        writer.add_review(review(ledger, **more))
    assert ledger.reviews("pact") == []


def test_a_place_outside_its_report_is_refused(ledger: Ledger) -> None:
    place = replace(place_of(replace(LINK, report=ledger.report_ids()[0])), start=5, end=5000)
    with ledger.writer() as writer, pytest.raises(LedgerError, match="TR428"):
        writer.add_review(review(ledger, places=(place,)))
