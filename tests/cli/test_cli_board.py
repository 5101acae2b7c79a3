"""The board that briefs are made from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import treuga
from treuga.case import Case, Outlet
from treuga.records import finding_record

AGREEMENT = "us-taliban-2020"


def test_a_board_holds_everything_that_was_known(case: Path) -> None:
    board = treuga.make_board(AGREEMENT, case=case, as_of="2021-02-16")
    assert [finding.commitment for finding in board.findings] == list(board.agreement.commitments)
    assert [testimony.report for testimony in board.testimonies] == [report.id for report in board.reports]
    assert [report.name for report in board.reports] == [
        "a-release.txt",
        "b-ties.txt",
        "c-hostile.txt",
        "d-leaflet.txt",
    ]
    assert board.hindsight
    assert (board.coverage.reports, board.coverage.undated, board.coverage.later) == (4, ("d-leaflet.txt",), 0)
    assert board.coverage.by_then == 3  # the leaflet was read today
    assert (board.coverage.first, board.coverage.last) == (dt.date(2020, 9, 10), dt.date(2021, 2, 16))
    assert board.coverage.outlets[0] == ("Harbour Post", 2)
    assert board.name("taliban") == "Taliban"
    assert board.name("nobody-we-know") == "nobody-we-know"
    found = board.finding("prisoners-5000")
    assert found is not None
    evidence = found.evidence[0].evidence
    report = board.report(evidence.report)
    assert report is not None
    assert report.text[evidence.spans[0].start : evidence.spans[0].end] == evidence.spans[0].text
    assert board.finding("x") is board.report("x") is None


def test_what_came_later_is_left_out_and_counted(case: Path) -> None:
    board = treuga.make_board(AGREEMENT, case=case, as_of="2021-02-16", known_at="2021-02-15")
    assert [report.name for report in board.reports] == ["a-release.txt", "b-ties.txt"]
    # The leaflet has no date: it was known for certain only on the day on which it was read.
    assert (board.coverage.reports, board.coverage.later, board.hindsight) == (2, 2, False)
    assert all(
        weighed.evidence.known_upto <= dt.date(2021, 2, 15)
        for finding in board.findings
        for weighed in finding.evidence
    )


def test_gates_that_depend_on_an_agreement_are_on_its_board(case: Path) -> None:
    board = treuga.make_board(AGREEMENT, case=case, as_of="2021-02-16")
    assert [(gate.agreement, gate.gate.id) for gate in board.gates] == [("nato-resolute-support", "presence")]


def test_a_gate_whose_other_agreement_cannot_be_read_is_not_told(case: Path) -> None:
    (case / "agreements" / f"{AGREEMENT}.yaml").write_text("treuga: 1\n")
    found = treuga.gates("nato-resolute-support", case=case, as_of="2021-02-16")
    assert "ties" in found[0].unknown


def test_grades_in_the_settings_reach_the_evidence(case: Path) -> None:
    settings = "outlets:\n  Harbour Post:\n    grade: A1\n"
    (case / "treuga.yaml").write_text(settings, encoding="utf-8")
    assert Case.find(case).settings.outlets == {"Harbour Post": Outlet("A1")}
    table = treuga.status(AGREEMENT, case=case, as_of="2021-02-16")
    pieces = [piece for finding in table for piece in finding_record(finding)["evidence"]]
    own_voice = [piece for piece in pieces if piece["outlet"] == "Harbour Post" and not piece["speaker"]]
    assert {piece["grade"] for piece in own_voice} == {"A1"}  # a named witness keeps a grade of its own
    assert "A1" not in {piece["grade"] for piece in pieces if piece["outlet"] != "Harbour Post"}
