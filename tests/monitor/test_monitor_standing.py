from __future__ import annotations

import pytest
from monitor_kit import SPEAKS_FOR, agreement, conduct, promise

from treuga.model import Commitment
from treuga.monitor.standing import Sides, helps_debtor, standing


@pytest.mark.parametrize(
    ("witness", "side", "voice"),
    [
        ("north", "debtor", "north"),
        ("north-envoy", "debtor", "north"),  # speaks for the debtor
        ("capital", "debtor", "capital"),  # performs for the debtor
        ("league-chief", "debtor", "league"),  # speaks for an ally of the debtor
        ("front-speaker", "creditor", "mountain-front"),
        ("observers", None, "observers"),
        ("river-state", None, "river-state"),
    ],
)
def test_who_stands_where(witness: str, side: str | None, voice: str) -> None:
    sides = Sides.of(agreement())
    assert sides.side(promise(), SPEAKS_FOR[witness]) == (side, voice)


def test_an_alliance_binds_its_members_to_each_other() -> None:
    by_the_capital = promise(debtor=("capital",), performer=())
    assert Sides.of(agreement()).side(by_the_capital, ("league",)) == ("debtor", "league")


def test_a_party_to_the_promise_is_no_ally_of_the_other_side() -> None:
    between_allies = promise(debtor=("north",), performer=(), creditor=("capital",))
    sides = Sides.of(agreement())
    assert sides.side(between_allies, ("capital",)) == ("creditor", "capital")
    assert sides.side(between_allies, ("league",)) == (None, "league")  # ally of both: of neither


def mutual() -> Commitment:
    return promise(debtor=("north", "mountain-front"), creditor=("mountain-front", "north"), performer=())


@pytest.mark.parametrize(
    ("actors", "side"),
    [((), "both"), (("north",), "debtor"), (("league",), "debtor"), (("mountain-front",), "creditor")],
)
def test_where_both_owe_the_same_the_conduct_decides(actors: tuple[str, ...], side: str) -> None:
    assert Sides.of(agreement()).side(mutual(), ("north",), actors) == (side, "north")


@pytest.mark.parametrize(
    ("side", "claim", "stance", "expected"),
    [
        ("creditor", "fulfilled", "asserts", "acknowledged"),
        ("debtor", "fulfilled", "asserts", "self-serving"),
        ("debtor", "breached", "asserts", "acknowledged"),
        ("creditor", "breached", "asserts", "self-serving"),
        ("debtor", "fulfilled", "denies", "acknowledged"),
        ("creditor", "fulfilled", "denies", "self-serving"),
        ("creditor", "breached", "denies", "acknowledged"),
        ("debtor", "breached", "denies", "self-serving"),
        ("debtor", "outstanding", "asserts", "acknowledged"),
        ("creditor", "outstanding", "asserts", "self-serving"),
        ("both", "breached", "asserts", "self-serving"),
        ("both", "fulfilled", "asserts", "self-serving"),
        (None, "breached", "asserts", "third-party"),
    ],
)
def test_what_a_word_costs(side: str | None, claim: str, stance: str, expected: str) -> None:
    assert standing(side, claim, stance) == expected  # type: ignore[arg-type]


def test_a_denied_breach_helps_the_debtor() -> None:
    assert helps_debtor("breached", "denies")
    assert not helps_debtor("fulfilled", "denies")


def test_no_one_speaks_for_no_side() -> None:
    assert Sides({}).side(conduct(), ()) == (None, "")
