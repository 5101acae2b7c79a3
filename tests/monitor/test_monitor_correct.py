"""Links that a person amended: weighed as amended, shown beside the original, kept through later readings."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from monitor_kit import Registry, agreement, conduct, day, promise, word

from treuga.errors import LedgerError, MonitorError
from treuga.ledger import Ledger, Place, Review
from treuga.model import Evidence, Report, Span
from treuga.model import Testimony as Said
from treuga.monitor import evaluate, why
from treuga.monitor.correct import corrections
from treuga.monitor.review import Signature, review_of_correction, review_of_link, reviewed_links

C, K = promise(), conduct()
PACT = agreement(C, K)
WHO = Signature("A. Reader", "the words say so", dt.date(2030, 7, 1))
LINK = word(C, "north", "fulfilled", "2030-02-01", report="r1")


def amended(link: Evidence = LINK, **wanted: str) -> Review:
    return review_of_correction(link, corrections(PACT, link, wanted, Registry()), WHO)  # type: ignore[arg-type]


def apply(evidence: list[Evidence], *reviews: Review, old: Evidence | None = None) -> list[Evidence]:
    return reviewed_links(PACT, evidence, reviews, lambda digest, key: old, Registry())


def moved(e: Evidence, **more: Any) -> Evidence:
    """The same passage as a later reading finds it: a little longer, under another id."""
    return replace(e, **{"id": "another", "spans": (Span(2, 9, "x" * 7),), **more})


def test_the_original_is_shown_beside_what_a_person_said() -> None:
    (one,) = apply([LINK], amended(claim="outstanding", happened="2030-01"))
    assert (one.claim, one.stance, str(one.t_event), one.spans) == ("outstanding", "asserts", "2030-01", LINK.spans)
    (finding,) = evaluate(agreement(C), [one], as_of=day("2030-06-01"), known_at=day("2030-06-01"))
    (row,) = why(finding)
    assert "amended by A. Reader on 2030-07-01: the words say so" in row.notes
    assert "as it was found: claim fulfilled, date not said" in row.notes


def test_an_amended_link_weighs_as_what_it_is() -> None:
    assert evaluate(PACT, [LINK], as_of=day("2030-02-10"), known_at=day("2030-12-31"))[0].state == "disputed"
    (one,) = apply([LINK], amended(witness="mountain-front"))
    assert (one.witness, one.standing, one.speaker.party) == ("mountain-front", "acknowledged", "mountain-front")
    found = evaluate(PACT, [one], as_of=day("2030-02-10"), known_at=day("2030-12-31"))[0]
    assert (found.state, found.evidence_class) == ("satisfied", "acknowledged")


def test_a_link_moves_to_another_commitment_where_its_speaker_stands_elsewhere() -> None:
    (one,) = apply([LINK], amended(subject="no-shelling", claim="breached"))
    assert (one.subject, one.standing) == ("commitment:no-shelling", "self-serving")
    states = [f.evidence_class for f in evaluate(PACT, [one], as_of=day("2030-06-01"), known_at=day("2030-06-01"))]
    assert states == ["none", "claimed"]


@pytest.mark.parametrize(
    "again",
    [
        moved(LINK),
        moved(LINK, claim="outstanding"),  # the later reading finds what the person said
    ],
    ids=["as before", "as corrected"],
)
def test_the_next_reading_keeps_it(again: Evidence) -> None:
    (one,) = apply([again], amended(claim="outstanding", happened="2030-01-20"))
    assert (one.claim, str(one.t_event)) == ("outstanding", "2030-01-20")


def test_found_both_ways_it_is_one_link() -> None:
    found = apply([LINK, moved(LINK, claim="outstanding")], amended(claim="outstanding"))
    assert [e.claim for e in found] == ["outstanding"]


def test_another_passage_or_report_is_another_link() -> None:
    for other in (moved(LINK, spans=(Span(5, 9, "xxxx"),)), moved(LINK, report="r9")):
        assert other in apply([other], amended(claim="outstanding"))


def test_it_stays_when_linking_no_longer_finds_it_and_goes_with_its_promise() -> None:
    old = replace(LINK, digest="0" * 64)
    (one,) = apply([], amended(old, claim="breached"), old=old)
    assert (one.digest, one.claim) == (PACT.digest, "breached")
    assert "linking no longer finds it" in one.notes
    review = amended(old, subject="no-shelling")
    assert reviewed_links(agreement(C), [], [review], lambda digest, key: old, Registry()) == []


def test_the_last_word_stands() -> None:
    first, second = amended(claim="breached"), amended(happened="2030-01-15")
    (one,) = apply([LINK], first, second)
    assert (one.claim, str(one.t_event)) == ("fulfilled", "2030-01-15")
    assert apply([LINK], first, review_of_link(LINK, "reject", WHO)) == []
    (one,) = apply([LINK], first, review_of_link(LINK, "accept", WHO))
    assert one.claim == "fulfilled"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"subject": "releas"}, "TR601.*Did you mean 'release'"),
        ({"claim": "done"}, "TR611.*fulfilled, breached"),
        ({"stance": "doubts"}, "TR611.*asserts, denies"),
        ({"happened": "yesterday"}, "TR611.*YYYY-MM-DD"),
        ({"witness": "nobody-at-all"}, "TR611.*treuga parties"),
        ({"claim": "fulfilled", "happened": "unknown"}, "TR611.*stands already"),
        ({}, "TR611"),
    ],
)
def test_what_cannot_be_so_is_refused(wanted: dict[str, str], code: str) -> None:
    with pytest.raises(MonitorError, match=code):
        amended(**wanted)


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
    given = (("claim", "fulfilled"), ("happened", ""), ("witness", "'; DROP TABLE"))
    one = Review("pact", "commitment:no-shelling", "amend", "A. Reader", "so it is", WHO.day, (place,), given)  # type: ignore[arg-type]
    return replace(one, **more)  # type: ignore[arg-type]


def test_corrections_come_back_as_they_were_given(ledger: Ledger) -> None:
    given = [review(ledger), review(ledger, verdict="accept", corrections=())]
    with ledger.writer() as writer:
        for one in given:
            writer.add_review(one)
    assert ledger.reviews("pact") == given
    assert ledger.verify().ok


@pytest.mark.parametrize("more", [{"corrections": ()}, {"verdict": "reject"}, {"corrections": (("witnes", "x"),)}])
def test_what_is_no_correction_is_not_kept(ledger: Ledger, more: dict[str, object]) -> None:
    with ledger.writer() as writer, pytest.raises(LedgerError):
        writer.add_review(review(ledger, **more))
    assert ledger.reviews("pact") == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE review_corrections SET value = 'x'",
        "DELETE FROM review_corrections",
        "INSERT OR REPLACE INTO review_corrections SELECT * FROM review_corrections",
    ],
)
def test_corrections_stay(ledger: Ledger, statement: str) -> None:
    with ledger.writer() as writer:
        writer.add_review(review(ledger))
    db = sqlite3.connect(ledger.path)
    with pytest.raises(sqlite3.DatabaseError, match=r"never|already"):
        db.execute(statement)
    db.close()
