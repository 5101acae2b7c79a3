"""The agreements that ship with Treuga, and the vocabulary that they are written in."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from treuga.agreements import find_agreement, library, load_agreement
from treuga.agreements.topics import vocabularies
from treuga.agreements.words import shipped_classes
from treuga.extract.registry import load_registry
from treuga.model import Agreement, Commitment, Pattern

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
DOHA = "us-taliban-2020"


def doha(key: str) -> Commitment:
    found = find_agreement(DOHA).commitment(key)
    assert found is not None
    return found


def patterns(agreement: Agreement) -> list[Pattern]:
    found = [p for c in agreement.commitments for p in (*c.fulfilled, *c.breached)]
    for gate in agreement.gates:
        found += [*gate.opened, *(p for c in gate.conditions for p in (*c.met, *c.unmet))]
    for talks in agreement.talks:
        found += [p for stage in (*talks.stages, *talks.items) for p in stage.reached]
    return found


@pytest.mark.parametrize("name", sorted(library()))
def test_every_agreement_is_good_and_its_parties_are_known(name: str) -> None:
    agreement = load_agreement(library()[name], registry=load_registry())
    assert agreement.sources
    assert all(c.fulfilled for c in agreement.commitments), "each must be able to be told as done"
    assert all(c.topics for c in agreement.commitments)
    assert len(patterns(agreement)) > 0


def test_the_library_holds_the_three_papers_of_the_afghan_case() -> None:
    assert set(library()) >= {DOHA, "us-afghanistan-declaration-2020", "nato-resolute-support"}


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("withdrawal-135-days", "2020-07-13"),
        ("bases", "2020-07-13"),
        ("withdrawal", "2021-04-29"),
        ("prisoners-5000", "2020-03-10"),
        ("prisoners-1000", "2020-03-10"),
        ("remaining-prisoners", "2020-06-10"),
        ("sanctions-review", "2020-08-27"),
        ("un-delisting", "2020-05-29"),
        ("intra-afghan-talks", "2020-03-10"),
    ],
)
def test_what_is_due_by_a_day(key: str, day: str) -> None:
    due = doha(key).deadline
    assert due is not None
    assert due.date == dt.date.fromisoformat(day)
    assert doha(key).mode == "achieve"


@pytest.mark.parametrize("key", ["non-interference", "no-safe-haven", "released-bound", "reduce-violence"])
def test_what_must_go_on_is_due_at_no_day(key: str) -> None:
    assert doha(key).mode == "maintain"
    assert doha(key).deadline is None


def test_the_withdrawal_depends_on_the_conduct_of_the_taliban_and_was_announced_for_another_day() -> None:
    withdrawal = doha("withdrawal")
    assert withdrawal.antecedent == ("no-safe-haven",)
    assert withdrawal.deadline is not None
    assert [day for day, _ in withdrawal.deadline.variants] == [dt.date(2021, 5, 1)]
    assert doha("withdrawal-135-days").antecedent == ("signing",)


def test_the_prisoners_differ_in_who_owes_who_performs_and_how_many() -> None:
    ours, theirs = doha("prisoners-5000"), doha("prisoners-1000")
    assert (ours.debtor, ours.performer, ours.creditor) == (("united-states",), ("afghan-government",), ("taliban",))
    assert theirs.debtor == ("taliban",)
    assert (ours.fulfilled[0].count, theirs.fulfilled[0].count) == (5000.0, 1000.0)
    assert (ours.fulfilled[0].of, theirs.fulfilled[0].of) == ("taliban", "united-states")


def test_the_ceasefire_is_an_item_of_the_talks_and_no_promise() -> None:
    agreement = find_agreement(DOHA)
    (talks,) = agreement.talks
    assert "ceasefire" in {item.id for item in talks.items}
    assert agreement.commitment("ceasefire") is None
    assert [stage.id for stage in talks.stages] == [
        "pre-negotiation",
        "procedures",
        "agenda",
        "substantive",
        "agreement",
        "implementation",
    ]


def test_reduced_violence_is_asserted_only() -> None:
    assert doha("reduce-violence").basis == "asserted"
    assert {c.id for c in find_agreement(DOHA).commitments if c.basis == "asserted"} == {"reduce-violence"}


def test_what_rests_on_general_knowledge_says_so() -> None:
    general = {
        "remaining-prisoners", "released-bound", "un-delisting", "non-interference", "reduce-violence",
    }  # fmt: skip
    for key in general:
        assert any(source.certainty == "general" for source in doha(key).sources), key
    for key in ("prisoners-5000", "withdrawal", "bases"):
        assert {source.certainty for source in doha(key).sources} == {"read"}
    declaration = find_agreement("us-afghanistan-declaration-2020")
    steps = [c for c in declaration.commitments if c.id.startswith("withdrawal")]
    assert all(c.antecedent == ("taliban-conduct",) for c in steps)
    assert {source.certainty for c in steps for source in c.sources} == {"secondary"}


def test_the_gate_waits_for_the_promises_of_doha() -> None:
    (gate,) = find_agreement("nato-resolute-support").gates
    assert gate.decider == ("nato",)
    assert {c.id: c.commitment for c in gate.conditions} == {
        "ties": f"{DOHA}/no-safe-haven",
        "violence": f"{DOHA}/reduce-violence",
    }
    assert [str(day) for day in gate.expected] == ["2021-02-17", "2021-02-18"]


def test_word_classes_hold_lemmas_that_all_can_be_found() -> None:
    classes = shipped_classes()
    assert len(classes) > 60
    for name, members in classes.items():
        assert members, name
        assert all(member == member.lower().strip() for member in members), name
        assert all(member[1:] in classes for member in members if member.startswith("@")), name


def test_the_vocabularies_of_topics_are_whole() -> None:
    known = vocabularies()
    assert (len(known["pax"]), len(known["pam"])) == (251, 51)
    assert known["pax"]["TjPrire"] == "Prisoner release"
    assert all(label for labels in known.values() for label in labels.values())


@pytest.mark.skipif(not (SHARED / "reports").is_dir(), reason="the founding reports are not beside the project")
def test_no_sentence_is_taken_from_the_reports() -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return {tuple(words[i : i + 12]) for i in range(len(words) - 11)}

    theirs = set().union(*(runs(path.read_text(encoding="utf-8")) for path in (SHARED / "reports").glob("*.txt")))
    for path in (*library().values(), Path(__file__)):
        assert not theirs & runs(path.read_text(encoding="utf-8")), path.name


@pytest.mark.skipif(not (SHARED / "data/agreements/pax-v10.csv").is_file(), reason="PA-X is not beside the project")
def test_the_codes_of_pax_are_those_of_its_table() -> None:
    with (SHARED / "data/agreements/pax-v10.csv").open(encoding="utf-8-sig") as file:
        columns = file.readline().strip().split(",")
    assert set(vocabularies()["pax"]) <= set(columns)
