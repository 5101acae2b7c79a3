"""Verify names what was tampered with: each test alters the file by plain SQLite, past the safeguards."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from pathlib import Path

import pytest
from ledger_samples import DIGEST, TEXT, bundle, sample, sample_evidence

from treuga import model
from treuga.errors import CODES, LedgerError
from treuga.ledger import Ledger, VerifyResult


@pytest.fixture
def path(tmp_path: Path) -> Path:
    report, original, testimony = sample()
    with Ledger.create(tmp_path / "ledger.db") as ledger, ledger.writer() as writer:
        writer.add_report(report, original, testimony)
        writer.add_report(*bundle("<p>Rain.</p>", "page.html", media_type="text/html"))
        writer.add_evidence(DIGEST, report.id, [sample_evidence(report)])
    return tmp_path / "ledger.db"


def tamper(path: Path, *statements: str, values: tuple = ()) -> None:
    """Alter the file behind the ledger's back, and put its safeguards back in place."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA foreign_keys = OFF")
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        changed = db.execute(statement, values).rowcount
        assert changed, "the tampering itself must work"
    for _, sql in triggers:
        db.execute(sql)
    db.close()


def verified(path: Path) -> VerifyResult:
    with Ledger(path) as ledger:
        return ledger.verify()


def codes(path: Path) -> set[str]:
    result = verified(path)
    assert not result.ok
    for problem in result.problems:
        assert problem.where
        assert problem.message
        assert CODES[problem.code][1]
    return {problem.code for problem in result.problems}


def test_a_good_ledger_is_good(path: Path) -> None:
    steps: list[tuple[int, int]] = []
    with Ledger(path) as ledger:
        result = ledger.verify(progress=lambda done, total: steps.append((done, total)))
    assert result.ok
    assert result.problems == ()
    assert result.skipped == ()
    assert result.checked["reports"] == 2
    assert result.checked["statements"] == 2
    assert result.checked["events"] == 1
    assert result.checked["evidence"] == 1
    assert result.checked["indexes"] == 2
    # 2 statements of 3 spans and an addressee, 2 mentions, a time, a quantity, a place, an event of 4, evidence of 3
    assert result.checked["quotations"] == 7 + 2 + 1 + 1 + 1 + 4 + 3
    assert steps == [(1, 2), (2, 2)]


def test_another_original(path: Path) -> None:
    other = TEXT.replace("40", "41").encode()
    tamper(path, "UPDATE reports SET original = ? WHERE n = 1", values=(zlib.compress(other),))
    assert codes(path) == {"TR420", "TR421"}  # the bytes, and the text that should be theirs


def test_an_original_that_cannot_be_unpacked(path: Path) -> None:
    tamper(path, "UPDATE reports SET original = x'00ff' WHERE n = 2")
    assert codes(path) == {"TR420"}
    with Ledger(path) as ledger, pytest.raises(LedgerError) as caught:
        ledger.original(ledger.report_ids()[1])
    assert caught.value.code == "TR412"


def test_an_original_that_would_fill_the_memory(path: Path) -> None:
    bomb = zlib.compress(bytes(50_000_000))
    tamper(path, "UPDATE reports SET original = ? WHERE n = 2", values=(bomb,))
    assert codes(path) == {"TR420"}


def test_another_id(path: Path) -> None:
    tamper(path, "UPDATE reports SET id = ? WHERE n = 2", values=("0" * 64,))
    assert codes(path) == {"TR420"}


def test_another_text_of_a_plain_report(path: Path) -> None:
    other = TEXT.replace("40 prisoners", "99 prisoners")
    tamper(path, "UPDATE reports SET text = ? WHERE n = 1", values=(other,))
    # the quotations that hold the number are named too, and the index no longer agrees
    assert codes(path) == {"TR421", "TR422", "TR425"}


def test_another_text_with_another_digest(path: Path) -> None:
    other = TEXT.replace("Hill Front", "Dale Front")
    digest = hashlib.sha256(other.encode()).hexdigest()
    tamper(path, "UPDATE reports SET text = ?, text_digest = ? WHERE n = 1", values=(other, digest))
    problems = verified(path).problems
    assert any(p.code == "TR421" and "original" in p.message for p in problems)


def test_another_text_of_a_page(path: Path) -> None:
    tamper(path, "UPDATE reports SET text = 'Sun.' WHERE n = 2")
    assert codes(path) == {"TR421", "TR425"}


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("UPDATE statements SET content_text = 'both sides will exchange 50 prisoners' WHERE position = 0", "content"),
        ("UPDATE statements SET cue_start = cue_start - 1 WHERE position = 1", "cue of statement 1"),
        ("UPDATE statements SET speaker_text = 'The king' WHERE position = 0", "speaker of statement 0"),
        ("UPDATE statements SET addressees = '[[0, 4, \"Rome\", null]]' WHERE position = 0", "addressee"),
        ("UPDATE mentions SET span_end = 99999 WHERE position = 0", "mention 0"),
        ("UPDATE times SET span_text = 'Sunday'", "time 0"),
        ("UPDATE quantities SET span_start = 0", "quantity 0"),
        ("UPDATE events SET predicate_text = 'swap'", "predicate of event 0"),
        ("UPDATE events SET quantities = replace(quantities, '40 p', '60 p')", "quantity of event 0"),
        ("UPDATE events SET times = replace(times, 'Monday', 'Friday')", "time of event 0"),
        ("UPDATE evidence SET spans = replace(spans, 'no prisoner', 'a prisoner')", "evidence e1, quotation"),
        ("UPDATE evidence SET speaker_text = 'The king'", "evidence e1, speaker"),
        ("UPDATE reports SET furniture = '[[0, 4000, \"advert\"]]' WHERE n = 1", "furniture"),
    ],
)
def test_a_quotation_that_does_not_stand_there(path: Path, statement: str, names: str) -> None:
    tamper(path, statement)
    assert "TR422" in codes(path)
    (first, *_) = [problem for problem in verified(path).problems if problem.code == "TR422"]
    assert names in first.message
    assert first.where.startswith("thaw.txt, offset ")


def test_many_wrong_quotations_are_counted_not_listed(tmp_path: Path) -> None:
    report, original, _ = bundle("tick " * 100)
    mentions = tuple(model.Mention(model.Span(i * 5, i * 5 + 4, "tick"), "clock") for i in range(100))
    with Ledger.create(tmp_path / "ledger.db") as ledger, ledger.writer() as writer:
        writer.add_report(report, original, model.Testimony(report.id, mentions=mentions))
    tamper(tmp_path / "ledger.db", "UPDATE mentions SET span_text = 'tock'")
    problems = verified(tmp_path / "ledger.db").problems
    assert len(problems) == 6
    assert problems[-1].message == "95 more quotations are wrong"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM statements WHERE position = 0",  # an event and a statement point to it
        "UPDATE statements SET nested_in = 7 WHERE position = 1",
        "UPDATE events SET statement = 9",
        "UPDATE evidence SET report = 9",
        "UPDATE linked SET report = 9",
        "UPDATE mentions SET report = 9 WHERE position = 1",
    ],
)
def test_a_reference_to_nothing(path: Path, statement: str) -> None:
    tamper(path, statement)
    assert "TR423" in codes(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE statements SET topics = '[' WHERE position = 0",
        "UPDATE statements SET said = 'yesterday' WHERE position = 0",
        "UPDATE statements SET addressees = '[[1]]' WHERE position = 0",
        "UPDATE events SET quantities = '{\"a\": 1}'",
        "UPDATE mentions SET span_start = 'far' WHERE position = 0",
        "UPDATE evidence SET known_upto = 'soon'",
        "UPDATE evidence SET notes = 'null'",
    ],
)
def test_a_row_that_cannot_be_understood(path: Path, statement: str) -> None:
    tamper(path, statement)
    assert "TR427" in codes(path)


def test_a_reader_says_that_a_row_cannot_be_understood(path: Path) -> None:
    tamper(path, "UPDATE statements SET said = 'yesterday' WHERE position = 0")
    tamper(path, "UPDATE evidence SET known_upto = '2021-02-31'")
    tamper(path, "UPDATE reports SET furniture = '[[1]]' WHERE n = 1")
    with Ledger(path) as ledger:
        key = ledger.report_ids()[0]
        for question in (
            lambda: ledger.testimony(key),
            lambda: ledger.evidence(DIGEST),
            lambda: ledger.report(key),
            ledger.reports,
            lambda: ledger.search("prisoners"),
        ):
            with pytest.raises(LedgerError, match="cannot be understood") as caught:
                question()
            assert caught.value.code == "TR412"


def test_an_index_that_does_not_agree(path: Path) -> None:
    tamper(path, "INSERT INTO statements_search (statements_search) VALUES ('delete-all')")
    problems = verified(path).problems
    assert [(problem.code, problem.where) for problem in problems] == [("TR425", "statements_search")]


def test_a_safeguard_that_is_gone(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("DROP TRIGGER evidence_stay")
    db.close()
    problems = verified(path).problems
    assert [(problem.code, problem.where) for problem in problems] == [("TR426", "trigger evidence_stay")]


def test_a_trigger_of_somebody_else(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TRIGGER sly AFTER INSERT ON evidence BEGIN SELECT 1; END")
    db.execute("CREATE VIEW mine AS SELECT name FROM reports")  # a view of the user's own is fine
    db.close()
    problems = verified(path).problems
    assert [(problem.code, problem.where) for problem in problems] == [("TR426", "trigger sly")]


def test_a_damaged_file(path: Path) -> None:
    db = sqlite3.connect(path)
    ((page,),) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'events'")
    db.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    path.write_bytes(content)
    assert "TR424" in codes(path)


def test_a_cut_file(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])
    try:
        with Ledger(path) as ledger:
            assert "TR424" in {problem.code for problem in ledger.verify().problems}
    except LedgerError as error:
        assert error.code == "TR412"


def test_while_another_writes_the_rest_is_checked(path: Path) -> None:
    with Ledger(path) as ledger, ledger.writer() as writer, writer.batch():
        writer.add_report(*bundle("One more."))
        result = ledger.verify()
    assert result.ok
    assert result.checked["reports"] == 2
    assert "being written" in result.skipped[0]


def test_a_byte_order_mark_may_be_kept_or_dropped(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "ledger.db") as ledger:
        with ledger.writer() as writer:
            for text, original in (("\ufeffsnow", "\ufeffsnow".encode()), ("rain", "\ufeffrain".encode())):
                report = model.Report(hashlib.sha256(original).hexdigest(), f"{text}.txt", text)
                writer.add_report(report, original, model.Testimony(report.id))
        assert ledger.verify().ok


def test_plain_text_in_another_encoding_is_checked_by_its_hashes(tmp_path: Path) -> None:
    original = "Über die Brücke".encode("latin-1")
    report = model.Report(hashlib.sha256(original).hexdigest(), "old.txt", "Über die Brücke")
    with Ledger.create(tmp_path / "ledger.db") as ledger:
        with ledger.writer() as writer:
            writer.add_report(report, original, model.Testimony(report.id))
        assert ledger.verify().ok
    tamper(tmp_path / "ledger.db", "UPDATE reports SET text = 'Unter der Brücke'")
    assert codes(tmp_path / "ledger.db") == {"TR421", "TR425"}


def test_the_result_is_plain_data(path: Path) -> None:
    result = verified(path)
    assert json.dumps(result.checked)
