"""The board and the gates as people read them, from findings made by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from treuga.board import Coverage
from treuga.cli import boardview
from treuga.model import Commitment, Condition, Finding, Gate, GateFinding, PartialDate

AS_OF = dt.date(2021, 2, 16)


def finding(**changes: Any) -> Finding:
    values: dict[str, Any] = {
        "agreement": "harbour-truce",
        "commitment": Commitment(
            "open-port", "The port is opened to grain ships of all flags", ("north",), ("south",), "x"
        ),
        "as_of": AS_OF,
        "known_at": dt.date.max,
        "state": "active",
        "readings": ("active", "active"),
        "schedule": "not due",
        "deadline": dt.date(2021, 4, 29),
        "days": 72,
        "evidence_class": "none",
    }
    return Finding(**(values | changes))


def gate(**changes: Any) -> GateFinding:
    conditions = (Condition("quiet", "The guns are silent"), Condition("talks", "Talks go on"), Condition("aid", "Aid"))
    one = Gate("lift-blockade", "Lifting of the blockade", ("council",), conditions, expected=(PartialDate("2021-03"),))
    values: dict[str, Any] = {
        "agreement": "harbour-truce",
        "gate": one,
        "as_of": AS_OF,
        "known_at": dt.date.max,
        "open": False,
        "blocked_by": ("quiet",),
        "unknown": ("talks",),
        "met": ("aid",),
    }
    return GateFinding(**(values | changes))


def shown(width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], do: Any) -> str:
    from treuga.cli.console import console

    monkeypatch.setenv("COLUMNS", str(width))
    do(console())
    return capsys.readouterr().out


@pytest.mark.parametrize("width", [80, 120])
def test_the_board_fits_the_width_and_says_everything_in_words(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    findings = [
        finding(),
        finding(
            state="disputed",
            readings=("satisfied", "active"),
            evidence_class="claimed",
            claims=(("north", "done"), ("southern-transitional-council", "still to be done")),
        ),
    ]
    coverage = Coverage(7, dt.date(2020, 1, 2), dt.date(2021, 2, 15), undated=("leaflet.txt",), later=2, by_then=6)
    out = shown(
        width, monkeypatch, capsys, lambda c: boardview.print_board(c, "Harbour truce", findings, coverage, AS_OF)
    )
    assert max(len(line) for line in out.splitlines()) <= width
    assert "\x1b" not in out
    words = " ".join(out.split())
    for expected in ("open-port", "due 2021-04-29", "disputed", "debtor: satisfied", "no evidence", "north: done"):
        assert expected in words
    assert "7 reports read, published 2020-01-02 to 2021-02-15. Out by 2021-02-16: 6 of them." in words
    assert "2 reports published later left out." in words
    assert "Without a date: leaflet.txt." in words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "due 2021-04-29 (in 72 days)"),
        ({"schedule": "due soon", "days": 1}, "due 2021-04-29 (in 1 day)"),
        ({"schedule": "due soon", "days": 0}, "due 2021-04-29 (today)"),
        ({"schedule": "not due", "days": -5}, "not due (foreseen for 2021-04-29)"),
        ({"schedule": "overdue", "days": -5}, "overdue since 2021-04-29 (5 days)"),
        ({"schedule": "late"}, "late (due 2021-04-29)"),
        ({"schedule": "no deadline", "deadline": None, "days": None}, "no deadline"),
    ],
)
def test_schedule_in_words(changes: dict[str, Any], words: str) -> None:
    assert boardview.schedule_words(finding(**changes)) == words


def test_a_breach_is_only_indicated_until_confirmed() -> None:
    assert boardview.state_words(finding(state="violated", indicated=True)) == "violated (indicated)"
    assert boardview.state_words(finding(state="violated")) == "violated (confirmed)"


def test_hostile_words_do_not_reach_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = finding(claims=(("north", "done\x1b[2J[bold]x[/bold]"),))
    out = shown(120, monkeypatch, capsys, lambda c: boardview.print_board(c, "T\x1b[31m", [bad], Coverage(0), AS_OF))
    assert "\x1b" not in out
    assert "[bold]x[/bold]" in "".join(out.split())
    assert "that nothing is known says nothing" in " ".join(out.split())


def test_gates_name_each_condition(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(80, monkeypatch, capsys, lambda c: boardview.print_gates(c, [gate()]))
    assert "harbour-truce/lift-blockade: not open" in out
    assert [" ".join(row.split()) for row in out.splitlines()[4:7]] == [
        "unmet quiet: The guns are silent",
        "unknown talks: Talks go on",
        "met aid: Aid",
    ]
    assert "expected: 2021-03" in out


@pytest.mark.parametrize(("value", "words"), [(True, "open"), (False, "not open"), (None, "cannot be told")])
def test_a_gate_has_three_values(value: bool | None, words: str) -> None:
    assert boardview.gate_words(gate(open=value)) == words
