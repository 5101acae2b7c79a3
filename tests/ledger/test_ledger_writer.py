"""One writer, whole additions, nothing that does not fit."""

from __future__ import annotations

import dataclasses
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from ledger_samples import DIGEST, TEXT, bundle, sample, sample_evidence

from treuga import model
from treuga.errors import LedgerBusy, LedgerError
from treuga.ledger import Ledger
from treuga.model import Furniture, Reference, Span

HOLD = """
import sys
from treuga.ledger import Ledger
with Ledger(sys.argv[1]) as ledger, ledger.writer():
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger.create(tmp_path / "ledger.db") as made:
        yield made


def hold(ledger: Ledger) -> subprocess.Popen[str]:
    """Another process that writes, until its input ends."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(ledger.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout and child.stdout.readline() == "ready\n"
    return child


def end(child: subprocess.Popen[str]) -> None:
    with child:
        assert child.stdin
        child.stdin.close()
        child.wait(20)


def test_a_second_writer_process_is_told_who_writes(ledger: Ledger) -> None:
    child = hold(ledger)
    try:
        with pytest.raises(LedgerBusy, match=f"process {child.pid} is writing") as caught, ledger.writer():
            pass
        assert caught.value.code == "TR402"
        assert "Wait until" in str(caught.value)
        assert ledger.reports() == []  # reading goes on
    finally:
        end(child)
    with ledger.writer() as writer:
        assert writer.add_report(*sample())


def test_a_killed_writer_leaves_no_lock(ledger: Ledger) -> None:
    child = hold(ledger)
    child.kill()
    child.communicate()
    with ledger.writer() as writer:
        assert writer.add_report(*sample())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_worker_does_not_keep_the_lock_of_a_dead_parent(ledger: Ledger, tmp_path: Path) -> None:
    script = HOLD.replace(
        '    print("ready", flush=True)',
        '    import os, time\n    child = os.fork()\n    if not child:\n        time.sleep(30)\n        os._exit(0)\n'
        '    print(child, flush=True)',
    )  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-c", script, str(ledger.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
        try:
            os.kill(worker, 0)  # it lives on
            with ledger.writer() as writer:
                assert writer.add_report(*sample())
        finally:
            os.kill(worker, 9)


def test_a_second_writer_of_the_same_process_is_refused(ledger: Ledger) -> None:
    with ledger.writer() as writer:
        caught: list[BaseException] = []

        def other() -> None:
            try:
                with Ledger(ledger.path) as again, again.writer():
                    pass
            except LedgerBusy as error:
                caught.append(error)

        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        assert "this process" in str(caught[0])
        assert writer.add_report(*sample())  # and the first goes on undisturbed
    child = hold(ledger)  # the refused attempt did not give the lock away, nor keep it
    end(child)


def test_a_link_to_the_ledger_is_the_same_ledger(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.db"
    link.symlink_to(ledger.path)
    with ledger.writer(), Ledger(link) as other, pytest.raises(LedgerBusy), other.writer():
        pass


def test_another_program_that_holds_the_file_is_busy_too(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("treuga.ledger.connect._PATIENCE_S", 0.05)
    other = sqlite3.connect(ledger.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with ledger.writer() as writer, pytest.raises(LedgerBusy, match="another program"):
        writer.add_report(*sample())
    other.close()


def test_readers_see_whole_additions_while_a_writer_works(ledger: Ledger) -> None:
    with ledger.writer() as writer:
        with writer.batch():
            writer.add_report(*sample())
            assert ledger.report_ids() == []
            assert ledger.search("prisoners") == []
        assert len(ledger.report_ids()) == 1
        assert ledger.search("prisoners")


def test_a_batch_keeps_what_was_whole_when_it_is_interrupted(ledger: Ledger) -> None:
    first, second = sample(), bundle("A later bulletin.")
    with pytest.raises(KeyboardInterrupt), ledger.writer() as writer, writer.batch():
        writer.add_report(*first)
        writer.add_report(*second)
        raise KeyboardInterrupt
    assert ledger.report_ids() == [first[0].id, second[0].id]
    assert ledger.verify().ok


def test_a_bad_report_in_a_batch_takes_nothing_with_it(ledger: Ledger) -> None:
    first, last = bundle("First."), bundle("Last.")
    report, original, testimony = sample()
    with ledger.writer() as writer, writer.batch():
        writer.add_report(*first)
        with pytest.raises(LedgerError):
            writer.add_report(report, original, dataclasses.replace(testimony, report="another"))
        # This one fails only in the middle of its rows: a lone surrogate cannot be stored.
        bad = dataclasses.replace(testimony.events[0], lemma="\ud800")
        with pytest.raises(LedgerError, match="surrogate") as caught:
            writer.add_report(report, original, dataclasses.replace(testimony, events=(bad,)))
        assert caught.value.code == "TR408"
        with writer.batch():  # a batch in a batch is the same batch
            writer.add_report(*last)
    assert ledger.report_ids() == [first[0].id, last[0].id]
    assert ledger.stats().statements == 0
    result = ledger.verify()
    assert result.ok, result.problems


def test_nothing_is_left_of_a_report_that_failed_outside_a_batch(ledger: Ledger) -> None:
    report, original, testimony = sample()
    bad = dataclasses.replace(testimony.events[-1], aspect="\udfff")
    with ledger.writer() as writer:
        with pytest.raises(LedgerError):
            writer.add_report(report, original, dataclasses.replace(testimony, events=(bad,)))
        assert report.id not in ledger
        assert writer.add_report(report, original, testimony)


def other_bytes(report, original, testimony):
    return report, original + b"!", testimony


def moved_quote(report, original, testimony):
    cue = testimony.statements[0].cue
    moved = dataclasses.replace(testimony.statements[0], cue=Span(cue.start + 1, cue.end + 1, cue.text))
    return report, original, dataclasses.replace(testimony, statements=(moved,))


def beyond_the_end(report, original, testimony):
    event = dataclasses.replace(testimony.events[0], span=Span(len(TEXT) - 2, len(TEXT) + 9, TEXT[-2:]))
    return report, original, dataclasses.replace(testimony, events=(event,))


def negative_place(report, original, testimony):
    mention = dataclasses.replace(testimony.mentions[0], span=Span(-3, -1, TEXT[-3:-1]))
    return report, original, dataclasses.replace(testimony, mentions=(mention,))


def nested_time(report, original, testimony):
    time = dataclasses.replace(testimony.times[0], span=Span(0, 6, "Monday"))
    event = dataclasses.replace(testimony.events[0], times=(time,))
    return report, original, dataclasses.replace(testimony, events=(event,))


def wrong_addressee(report, original, testimony):
    said = dataclasses.replace(testimony.statements[0], addressees=(Reference(Span(0, 4, "Nobody"), None),))
    return report, original, dataclasses.replace(testimony, statements=(said, testimony.statements[1]))


def no_such_statement(report, original, testimony):
    event = dataclasses.replace(testimony.events[0], statement=2)
    return report, original, dataclasses.replace(testimony, events=(event,))


def nested_nowhere(report, original, testimony):
    said = dataclasses.replace(testimony.statements[0], nested_in=-1)
    return report, original, dataclasses.replace(testimony, statements=(said, testimony.statements[1]))


def not_a_number(report, original, testimony):
    return report, original, dataclasses.replace(
        testimony, quantities=(dataclasses.replace(testimony.quantities[0], value=float("nan")),)
    )  # fmt: skip


def too_large(report, original, testimony):
    quantity = dataclasses.replace(testimony.quantities[0], value=10**400)
    event = dataclasses.replace(testimony.events[0], quantities=(quantity,))
    return report, original, dataclasses.replace(testimony, events=(event,))


def furniture_outside(report, original, testimony):
    return dataclasses.replace(report, furniture=(Furniture(5, len(TEXT) + 1, "advert"),)), original, testimony


@pytest.mark.parametrize(
    ("spoil", "code", "says"),
    [
        (other_bytes, "TR407", "SHA-256"),
        (moved_quote, "TR408", "cue of statement 0: 'said' does not stand at"),
        (beyond_the_end, "TR408", "event 0: the place"),
        (negative_place, "TR408", "mention 0: the place"),
        (nested_time, "TR408", "time of event 0"),
        (wrong_addressee, "TR408", "addressee of statement 0"),
        (no_such_statement, "TR408", "event 0 stands in statement 2, and there are 2"),
        (nested_nowhere, "TR408", "nested in statement -1"),
        (not_a_number, "TR408", "finite"),
        (too_large, "TR408", "finite"),
        (furniture_outside, "TR408", "advert"),
    ],
)
def test_what_does_not_fit_is_refused(ledger: Ledger, spoil: Callable[..., tuple], code: str, says: str) -> None:
    with ledger.writer() as writer, pytest.raises(LedgerError) as caught:
        writer.add_report(*spoil(*sample()))
    assert caught.value.code == code
    assert says in caught.value.message
    assert caught.value.where.startswith("thaw.txt")
    assert ledger.stats() == Ledger(ledger.path).stats()
    assert ledger.report_ids() == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"digest": "e" * 64}, "another wording"),
        ({"report": "0" * 64}, "another report"),
        ({"spans": (Span(3, 9, "thawed"),)}, "does not stand"),
        ({"speaker": Reference(Span(0, 9, "the mayor"), None)}, "speaker"),
    ],
)
def test_evidence_that_does_not_fit_is_refused(ledger: Ledger, fields: dict, says: str) -> None:
    report, original, testimony = sample()
    with ledger.writer() as writer:
        writer.add_report(report, original, testimony)
        with pytest.raises(LedgerError, match=says) as caught:
            writer.add_evidence(DIGEST, report.id, [sample_evidence(report), sample_evidence(report, "e2", **fields)])
    assert caught.value.code == "TR409"
    assert ledger.evidence(DIGEST) == []  # neither of the two
    assert ledger.unlinked(DIGEST) == [report.id]


def test_evidence_is_never_rewritten(ledger: Ledger) -> None:
    report, original, testimony = sample()
    with ledger.writer() as writer:
        writer.add_report(report, original, testimony)
        writer.add_evidence(DIGEST, report.id, [sample_evidence(report)])
        with pytest.raises(LedgerError, match="what is recorded stays"):
            writer.add_evidence(DIGEST, report.id, [sample_evidence(report, stance="denies")])
    assert ledger.evidence(DIGEST) == [sample_evidence(report)]


def test_evidence_needs_its_report(ledger: Ledger) -> None:
    report, _, _ = sample()
    with ledger.writer() as writer, pytest.raises(LedgerError) as caught:
        writer.add_evidence(DIGEST, report.id, [sample_evidence(report)])
    assert caught.value.code == "TR410"


def test_hostile_text_is_only_text(ledger: Ledger) -> None:
    text = "'); DROP TABLE reports; --\0 <script>alert(1)</script> %s ? :x {0}"
    report, original, _ = bundle(text, name="../../etc/'\"; DROP.txt", outlet=text, title=text)
    mention = model.Mention(Span.on(text, 4, 14), text)
    with ledger.writer() as writer:
        writer.add_report(report, original, model.Testimony(report.id, mentions=(mention,)))
    assert ledger.report(report.id) == report
    assert ledger.testimony(report.id).mentions == (mention,)
    assert ledger.verify().ok
