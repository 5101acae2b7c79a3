"""``treuga whynot`` on the small case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import treuga
from treuga.case import Case
from treuga.ledger import Ledger

ASKED = ("whynot", "us-taliban-2020", "prisoners-1000", "--as-of", "2021-02-16")


def test_near_misses_have_their_places_and_reasons(invoke: Any, case: Path) -> None:
    records = json.loads(invoke(*ASKED, "--format", "json", "--case", case).out)
    with Ledger(Case.find(case).ledger) as ledger:
        texts = {report.name: report.text for report in ledger.reports()}
    assert all(texts[r["report"]][r["start"] : r["end"]] == r["text"] for r in records)
    failed = {(record["failed"], record["linked"]) for record in records}
    assert ("contested", True) in failed  # "we have released 1,000 prisoners", says who owes it
    assert {linked for _, linked in failed} == {True, False}


def test_the_table_says_what_would_change_it(invoke: Any, case: Path) -> None:
    result = invoke(*ASKED, "--case", case)
    words = " ".join(result.out.split())
    assert "Heard, and decides nothing" in words
    assert "Left out, though its words come near" in words
    assert "What would change it" in words
    assert max(len(line) for line in result.out.splitlines()) <= 80


def test_before_anything_was_out_nothing_is_near(invoke: Any, case: Path) -> None:
    result = invoke(*ASKED[:3], "--as-of", "2020-03-01", "--known-at", "2020-03-01", "--case", case)
    assert "Left out" not in result.out
    assert len(treuga.whynot(*ASKED[1:3], case=case, as_of="2021-02-16").to_rows()) > 1


def test_an_unknown_commitment_is_refused(invoke: Any, case: Path) -> None:
    result = invoke("whynot", "us-taliban-2020", "prisoner-1000", "--case", case)
    assert (result.code, "Did you mean 'prisoners-1000'?" in result.err) == (2, True)
