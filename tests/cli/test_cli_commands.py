"""What each verb prints, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from treuga.case import Case
from treuga.ledger import Ledger

AGREEMENT = "us-taliban-2020"


def texts(case: Path) -> dict[str, str]:
    with Ledger(Case.find(case).ledger) as ledger:
        return {report.name: report.text for report in ledger.reports()}


def line(records: list[dict[str, Any]], commitment: str) -> dict[str, Any]:
    return next(record for record in records if record["commitment"] == commitment)


def test_status_json_has_the_published_shape(invoke: Any, case: Path) -> None:
    result = invoke("status", AGREEMENT, "--as-of", "2021-02-16", "--format", "json", "--case", case)
    assert result.code == 0
    records, sources = json.loads(result.out), texts(case)
    assert len(records) > 10
    for record in records:
        assert set(record) >= {"commitment", "state", "readings", "schedule", "deadline", "evidence_class", "claims"}
        assert set(record["readings"]) == {"debtor", "creditor"}
        for claim in record["claims"]:
            assert set(claim) == {"party", "says"}
        for piece in record["evidence"]:
            assert set(piece) >= {"report", "start", "end", "text", "speaker", "stance", "standing"}
            assert sources[piece["report"]][piece["start"] : piece["end"]] == piece["text"]
    assert line(records, "withdrawal")["deadline"] == "2021-04-29"


def test_status_follows_the_words_of_the_one_who_is_owed(invoke: Any, case: Path) -> None:
    result = invoke("status", AGREEMENT, "--as-of", "2021-02-16", "--format", "json", "--case", case)
    records = json.loads(result.out)
    five, one = line(records, "prisoners-5000"), line(records, "prisoners-1000")
    assert (five["state"], five["evidence_class"]) == ("satisfied", "acknowledged")
    assert one["evidence_class"] == "claimed"
    assert [piece["report"] for piece in five["evidence"] if piece["counted"]] == ["a-release.txt"]


def test_status_before_anything_was_known(invoke: Any, case: Path) -> None:
    given = ("--as-of", "2020-09-01", "--known-at", "2020-09-01")
    result = invoke("status", AGREEMENT, *given, "--format", "json", "--case", case)
    assert {record["evidence_class"] for record in json.loads(result.out)} == {"none"}
    assert all(record["known_at"] == "2020-09-01" for record in json.loads(result.out))
    table = invoke("status", AGREEMENT, *given, "--case", case)
    assert "No report was read for that time" in " ".join(table.out.split())


@pytest.mark.parametrize("width", ["80", "120"])
def test_status_table_is_legible(invoke: Any, case: Path, width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", width)
    result = invoke("status", AGREEMENT, "--as-of", "2021-02-16", "--case", case)
    assert result.code == 0
    assert max(len(row) for row in result.out.splitlines()) <= int(width)
    words = " ".join(result.out.split())
    assert "prisoners-5000" in words
    assert "4 reports read, published 2020-09-10 to 2021-02-16. Out by 2021-02-16: 3 of them." in words
    assert "Without a date: d-leaflet.txt." in words


def test_status_csv_is_a_table_without_formulas(invoke: Any, case: Path) -> None:
    result = invoke("status", AGREEMENT, "--format", "csv", "--case", case)
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert "prisoners-5000" in [row["commitment"] for row in rows]
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "@"))]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("status", AGREEMENT, "--as-of", "Tuesday"), 2, "[TR107]"),
        (("status", AGREEMENT, "--known-at", "2021-13"), 2, "[TR107]"),
        (("status", "us-taliban-2002"), 2, "us-taliban-2020"),
        (("why", AGREEMENT, "prisoners-500"), 2, "Did you mean 'prisoners-5000'?"),
        (("status", AGREEMENT, "--format", "xml"), 2, "table"),
        (("stauts", AGREEMENT), 2, "Did you mean 'status'?"),
        (("parties", "show", "talibn"), 2, "taliban"),
        (("agreements", "show", "nowhere"), 2, "TR5"),
    ],
)
def test_mistakes_are_answered_kindly(
    invoke: Any, case: Path, arguments: tuple[str, ...], code: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case)
    result = invoke(*arguments)
    assert result.code == code
    assert words in result.err
    assert "Traceback" not in result.err
    assert result.out == ""


def test_without_a_case_the_way_out_is_named(invoke: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = invoke("status", AGREEMENT)
    assert result.code == 2
    assert "[TR101]" in result.err
    assert "treuga init" in result.err


def test_a_new_agreement_needs_no_new_reading(invoke: Any, case: Path) -> None:
    from treuga.agreements import library

    text = library()[AGREEMENT].read_text("utf-8").replace(f"id: {AGREEMENT}", "id: doha-again", 1)
    (case / "agreements" / "doha-again.yaml").write_text(text, encoding="utf-8")
    result = invoke("status", "doha-again", "--as-of", "2021-02-16", "--format", "json", "--case", case)
    assert result.code == 0, result.err
    assert line(json.loads(result.out), "prisoners-5000")["state"] == "satisfied"
    assert invoke("verify", "--case", case).code == 0


def test_status_answers_while_another_writes(invoke: Any, case: Path) -> None:
    from treuga.agreements import library

    text = library()[AGREEMENT].read_text("utf-8").replace(f"id: {AGREEMENT}", "id: doha-again", 1)
    (case / "agreements" / "doha-again.yaml").write_text(text, encoding="utf-8")
    with Ledger(case / "ledger.db") as ledger, ledger.writer():
        result = invoke("status", "doha-again", "--as-of", "2021-02-16", "--format", "json", "--case", case)
        assert line(json.loads(result.out), "prisoners-5000")["state"] == "satisfied"
        busy = invoke("read", case / "reports", "--case", case)
        assert busy.code == 1
        assert "[TR402]" in busy.err


def test_why_prints_the_sentence_and_where_it_stands(invoke: Any, case: Path) -> None:
    result = invoke("why", AGREEMENT, "prisoners-5000", "--as-of", "2021-02-16", "--case", case)
    assert result.code == 0
    words = " ".join(result.out.split())
    assert "5,000 of our prisoners have been released" in words
    for expected in ("a-release.txt, characters ", "Harbour Post", "2020-09-10", "acknowledged", "Counts, weight"):
        assert expected in words
    record = json.loads(
        invoke("why", AGREEMENT, "prisoners-5000", "--as-of", "2021-02-16", "--format", "json", "--case", case).out
    )
    assert record["commitment"] == "prisoners-5000"
    assert record["evidence"]


def test_gates_of_other_agreements_that_depend_on_this_one(invoke: Any, case: Path) -> None:
    result = invoke("gates", AGREEMENT, "--as-of", "2021-02-16", "--format", "json", "--case", case)
    assert result.code == 0
    gate = next(record for record in json.loads(result.out) if record["gate"] == "presence")
    assert gate["agreement"] == "nato-resolute-support"
    assert gate["open"] is False
    assert "ties" in gate["blocked_by"]
    own = json.loads(invoke("gates", "nato-resolute-support", "--format", "json", "--case", case).out)
    assert [record["gate"] for record in own] == ["presence"]
    table = invoke("gates", "--as-of", "2021-02-16", "--case", case)
    assert "nato-resolute-support/presence: not open" in table.out


def test_brief_is_written_whole_in_both_formats(invoke: Any, case: Path, tmp_path: Path) -> None:
    for name in ("brief.html", "brief.md"):
        target = tmp_path / name
        result = invoke("brief", AGREEMENT, "-o", target, "--as-of", "2021-02-16", "--case", case)
        assert result.code == 0, result.err
        assert "prisoners" in target.read_text("utf-8")
    assert "<script>alert" not in (tmp_path / "brief.html").read_text("utf-8")
    result = invoke("brief", AGREEMENT, "-o", tmp_path / "no" / "b.html", "--case", case)
    assert (result.code, "[TR123]" in result.err) == (2, True)


def test_reports_search_and_their_filters(invoke: Any, case: Path) -> None:
    listed = json.loads(invoke("reports", "--format", "json", "--case", case).out)
    assert [record["report"] for record in listed] == ["a-release.txt", "b-ties.txt", "c-hostile.txt", "d-leaflet.txt"]
    undated = json.loads(invoke("reports", "--undated", "--format", "json", "--case", case).out)
    assert [record["report"] for record in undated] == ["d-leaflet.txt"]
    table = invoke("reports", "--format", "csv", "--case", case).out
    assert "'=Quay Wire" in table
    hits = json.loads(invoke("search", "violence", "--reports", "--format", "json", "--case", case).out)
    sources = texts(case)
    assert {hit["report"] for hit in hits} == {"b-ties.txt", "c-hostile.txt"}
    assert all(sources[hit["report"]][hit["start"] : hit["end"]] == hit["text"] for hit in hits)
    assert invoke("search", 'AND ( " NEAR', "--case", case).code == 0


def test_hostile_report_text_never_steers_the_terminal(invoke: Any, case: Path) -> None:
    for arguments in (
        ("reports",),
        ("search", "violence", "--reports"),
        ("why", AGREEMENT, "reduce-violence", "--as-of", "2021-02-17"),
        ("status", AGREEMENT, "--as-of", "2021-02-17"),
        ("search", "violence", "--reports", "--format", "json"),
        ("extract", case / "reports" / "c-hostile.txt"),
    ):
        given = arguments if arguments[0] == "extract" else (*arguments, "--case", case)
        result = invoke(*given)
        assert result.code == 0, result.err
        steering = [c for c in result.out + result.err if unicodedata.category(c) == "Cc" and c != "\n"]
        assert not steering, arguments
    found = invoke("search", "violence", "--reports", "--case", case)
    assert "[bold red]the Taliban[/bold red]" in " ".join(found.out.split())


def test_extract_prints_json_lines_without_a_case(invoke: Any, case: Path, tmp_path: Path) -> None:
    result = invoke("extract", case / "reports")
    assert result.code == 0, result.err
    records = [json.loads(row) for row in result.out.splitlines()]
    assert {"statement", "mention", "quantity"} <= {record["kind"] for record in records}
    sources = texts(case)
    for record in records:
        if "start" in record:
            assert sources[record["report"]][record["start"] : record["end"]] == record["text"]
    bad = tmp_path / "picture.txt"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    result = invoke("extract", bad, case / "reports" / "a-release.txt")
    assert result.code == 1
    assert "[TR2" in result.err
    assert "a-release.txt" in result.out


def test_agreements_can_be_listed_shown_and_checked(invoke: Any, case: Path, tmp_path: Path) -> None:
    (case / "agreements" / "broken.yaml").write_text("treuga: 1\nid: broken\ntitel: x\n", encoding="utf-8")
    listed = invoke("agreements", "list", "--format", "json", "--case", case)
    assert listed.code == 1  # one of them has a mistake, which is named
    assert "broken.yaml:" in listed.err
    assert {"us-taliban-2020", "nato-resolute-support"} <= {r["agreement"] for r in json.loads(listed.out)}
    shown = invoke("agreements", "show", AGREEMENT, "--case", case)
    assert shown.code == 0
    assert "prisoners-1000" in shown.out
    checked = invoke("agreements", "check", case / "agreements" / "broken.yaml")
    assert checked.code == 1
    assert "broken.yaml:3" in checked.out


def test_parties_can_be_found_and_shown(invoke: Any, case: Path) -> None:
    found = json.loads(invoke("parties", "find", "Stoltenbreg", "--format", "json", "--case", case).out)
    assert found[0]["party"] == "jens-stoltenberg"
    shown = json.loads(invoke("parties", "show", "muhammad-naim", "--format", "json", "--case", case).out)
    assert "taliban" in shown["speaks_for"]
    assert "speaks for: " in invoke("parties", "show", "muhammad-naim", "--case", case).out


def test_verify_finds_a_word_that_was_changed(invoke: Any, case: Path) -> None:
    good = invoke("verify", "--case", case)
    assert good.code == 0
    assert "4 reports" in good.out
    with sqlite3.connect(case / "ledger.db") as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
        db.execute("UPDATE reports SET text = replace(text, '5,000', '4,000')")
    db.close()
    bad = invoke("verify", "--case", case)
    assert bad.code == 1
    assert "a-release.txt" in bad.out


def test_an_error_that_nobody_foresaw(invoke: Any, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by \x1b[31mred")

    monkeypatch.setattr(Ledger, "verify", fail)
    result = invoke("verify", "--case", case)
    assert result.code == 1
    assert "[TR199]" in result.err
    assert "Traceback" not in result.err
    assert "\x1b" not in result.err
    assert "Traceback" in invoke("--debug", "verify", "--case", case).err
