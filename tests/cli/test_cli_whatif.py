"""``treuga whatif`` on the small case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import treuga

ASKED = ("whatif", "us-taliban-2020", "--as-of", "2021-02-16")


def test_without_a_source(invoke: Any, case: Path) -> None:
    before = invoke("status", *ASKED[1:], "--format", "json", "--case", case).out
    result = invoke(*ASKED, "--drop-source", "a-release.txt", "--format", "json", "--case", case)
    states = {r["subject"]: (r["before"], r["after"]) for r in json.loads(result.out) if r["kind"] == "state"}
    assert states["prisoners-5000"] == ("satisfied", "active")
    assert {r["supposing"] for r in json.loads(result.out)} == {"without a-release.txt"}
    assert invoke("status", *ASKED[1:], "--format", "json", "--case", case).out == before


def test_an_outlet_with_odd_characters_can_be_graded(invoke: Any, case: Path) -> None:
    result = invoke(*ASKED, "--grade", "=Quay Wire=b2", "--case", case)
    assert result.code == 0
    assert "Nothing would change." in result.out
    assert "=Quay Wire graded B2" in " ".join(result.out.split())


def test_a_deadline_moved(invoke: Any, case: Path) -> None:
    result = invoke(*ASKED, "--move", "withdrawal=2021-01-01", "--case", case)
    assert "Schedule: not due -> overdue" in result.out


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((), "Say what to suppose"),
        (("--grade", "Harbour Post"), "is not of the form NAME=GRADE"),
        (("--grade", "Harbour Post=Z9"), "TR605"),
        (("--drop-source", "Harbor Post"), "Did you mean 'Harbour Post'?"),
        (("--move", "withdrawal=tomorrow"), "TR608"),
        (("--move", "withdrawl=2021-01-01"), "Did you mean 'withdrawal'?"),
    ],
)
def test_what_cannot_be_supposed_is_refused(invoke: Any, case: Path, given: tuple[str, ...], words: str) -> None:
    result = invoke(*ASKED, *given, "--case", case)
    assert result.code == 2
    assert words in " ".join(result.err.split())


def test_the_python_face(case: Path) -> None:
    table = treuga.whatif("us-taliban-2020", without="a-release.txt", case=case, as_of="2021-02-16")
    assert ("prisoners-5000", "state") in {(row["subject"], row["kind"]) for row in table.to_rows()}
