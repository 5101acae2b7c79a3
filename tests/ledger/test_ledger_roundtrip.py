"""What goes into the ledger comes out equal, field by field."""

from __future__ import annotations

import datetime as dt
import gc
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_samples import DIGEST, bundle, bundles, evidences, sample, sample_evidence

from treuga import model
from treuga.errors import LedgerError
from treuga.ledger import Ledger
from treuga.model import PartialDate, Report


@pytest.fixture(scope="module")
def shared():  # one ledger for all examples: a report's id is its content, so examples do not disturb each other
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder, "ledger.db")) as ledger:
        yield ledger


relaxed = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@relaxed
@given(data=st.data())
def test_any_report_and_testimony_come_back_equal(shared: Ledger, data: st.DataObject) -> None:
    report, original, testimony = data.draw(bundles())
    new = report.id not in shared
    with shared.writer() as writer:
        assert writer.add_report(report, original, testimony) is new
    if new:
        assert shared.report(report.id) == report
        assert shared.testimony(report.id) == testimony
        assert shared.original(report.id) == original


@settings(relaxed, max_examples=12)
@given(data=st.data())
def test_any_evidence_comes_back_equal(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    report, original, testimony = data.draw(bundles())
    pieces = data.draw(evidences(report))
    with Ledger.create(tmp_path_factory.mktemp("ledger") / "ledger.db") as ledger:
        with ledger.writer() as writer:
            writer.add_report(report, original, testimony)
            assert writer.add_evidence(DIGEST, report.id, pieces) == len(pieces)
        assert ledger.evidence(DIGEST) == pieces
        assert ledger.verify().ok


def test_types_survive_too(tmp_path: Path) -> None:
    report, original, testimony = sample(retrieved=dt.date(2021, 4, 2))
    with Ledger.create(tmp_path / "ledger.db") as ledger:
        with ledger.writer() as writer:
            writer.add_report(report, original, testimony)
        back = ledger.testimony(report.id)
        assert back == testimony
        assert back.events[0].polarity is True
        assert isinstance(back.quantities[0].value, float)
        assert isinstance(back.statements[0].topics, tuple)
        assert ledger.report(report.id).retrieved == dt.date(2021, 4, 2)


def test_a_report_is_added_once(tmp_path: Path) -> None:
    report, original, testimony = sample()
    with Ledger.create(tmp_path / "ledger.db") as ledger:
        with ledger.writer() as writer:
            assert writer.add_report(report, original, testimony)
            assert not writer.add_report(report, original, model.Testimony(report.id))
        assert ledger.testimony(report.id) == testimony
        assert ledger.stats().reports == 1


def test_order_of_reading_is_kept(tmp_path: Path) -> None:
    given_ = [bundle(f"Number {i} of the bulletins.", f"{9 - i}.txt") for i in range(9)]
    with Ledger.create(tmp_path / "ledger.db") as ledger:
        with ledger.writer() as writer, writer.batch():
            for item in given_:
                writer.add_report(*item)
        assert ledger.reports() == [report for report, _, _ in given_]
        assert ledger.report_ids() == [report.id for report, _, _ in given_]


def test_testimonies_of_many_reports(tmp_path: Path) -> None:
    first, second = sample(), bundle("Nothing happened in the valley.")
    with Ledger.create(tmp_path / "ledger.db") as ledger:
        with ledger.writer() as writer:
            writer.add_report(*first)
            writer.add_report(*second)
        assert ledger.testimonies() == [first[2], second[2]]
        assert ledger.testimonies([second[0].id, first[0].id]) == [second[2], first[2]]
        with pytest.raises(LedgerError, match="abc"):
            ledger.testimonies(["abc"])
        assert gc.isenabled()  # it was paused meanwhile
        gc.disable()
        try:
            ledger.testimonies()
            assert not gc.isenabled()  # and is left as it was found
        finally:
            gc.enable()


def test_linked_and_unlinked(tmp_path: Path) -> None:
    first, second = sample(), bundle("Nothing happened in the valley.")
    with Ledger.create(tmp_path / "ledger.db") as ledger:
        with ledger.writer() as writer:
            writer.add_report(*first)
            writer.add_report(*second)
            assert ledger.unlinked(DIGEST) == [first[0].id, second[0].id]
            piece = sample_evidence(first[0])
            assert writer.add_evidence(DIGEST, first[0].id, [piece]) == 1
            assert writer.add_evidence(DIGEST, second[0].id, []) == 0
            # Again, with one piece more: only that one is new.
            assert writer.add_evidence(DIGEST, first[0].id, [piece, sample_evidence(first[0], "e2")]) == 1
        assert ledger.unlinked(DIGEST) == []
        assert ledger.unlinked("another wording") == [first[0].id, second[0].id]
        assert [evidence.id for evidence in ledger.evidence(DIGEST)] == ["e1", "e2"]
        assert ledger.evidence(DIGEST, known_upto=dt.date(2021, 3, 30)) == []
        assert len(ledger.evidence(DIGEST, known_upto=dt.date(2021, 3, 31))) == 2
        assert ledger.evidence("another wording") == []


def test_the_same_evidence_under_another_wording_is_kept_apart(tmp_path: Path) -> None:
    report, original, testimony = sample()
    with Ledger.create(tmp_path / "ledger.db") as ledger:
        with ledger.writer() as writer:
            writer.add_report(report, original, testimony)
            writer.add_evidence(DIGEST, report.id, [sample_evidence(report)])
            writer.add_evidence("f" * 64, report.id, [sample_evidence(report, digest="f" * 64)])
        assert ledger.evidence("f" * 64) == [sample_evidence(report, digest="f" * 64)]
        assert ledger.evidence(DIGEST) == [sample_evidence(report)]


def test_counts_and_coverage(tmp_path: Path) -> None:
    def dated(text: str, iso: str | None, retrieved: dt.date | None = None) -> tuple[Report, bytes, model.Testimony]:
        return bundle(text, published=iso and PartialDate(iso), retrieved=retrieved)

    with Ledger.create(tmp_path / "ledger.db") as ledger:
        with ledger.writer() as writer:
            writer.add_report(*dated("a", "2020-10-17"))
            writer.add_report(*dated("b", "2020-10"))
            writer.add_report(*dated("c", "2020"))
            writer.add_report(*dated("d", None, dt.date(2020, 11, 5)))
            writer.add_report(*dated("e", None))
            writer.add_report(*sample())
        assert ledger.coverage(dt.date(2020, 10, 17), dt.date(2020, 10, 17)) == 1
        assert ledger.coverage(dt.date(2020, 10, 1), dt.date(2020, 10, 31)) == 2
        assert ledger.coverage(dt.date(2020, 10, 2), dt.date(2020, 10, 31)) == 1
        assert ledger.coverage(dt.date(2020, 1, 1), dt.date(2020, 12, 31)) == 3
        assert ledger.read_count(dt.date(2020, 10, 30)) == 1
        assert ledger.read_count(dt.date(2020, 11, 5)) == 3
        assert ledger.read_count(dt.date(2022, 1, 1)) == 5
        stats = ledger.stats()
        assert (stats.reports, stats.undated) == (6, 2)
        assert (stats.first, stats.last) == (PartialDate("2020"), PartialDate("2021-03"))
        assert (stats.statements, stats.mentions, stats.times, stats.quantities, stats.events) == (2, 2, 1, 1, 1)
        assert stats.evidence == 0


def test_an_empty_ledger_answers(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "ledger.db") as ledger:
        assert ledger.reports() == []
        assert ledger.search("anything") == []
        assert ledger.stats().first is None
        assert ledger.verify().ok


@pytest.mark.parametrize("question", ["report", "testimony", "original"])
def test_an_unknown_report_is_named(tmp_path: Path, question: str) -> None:
    with Ledger.create(tmp_path / "ledger.db") as ledger, pytest.raises(LedgerError, match="abc") as caught:
        getattr(ledger, question)("abc")
    assert caught.value.code == "TR410"
    assert caught.value.remedy
