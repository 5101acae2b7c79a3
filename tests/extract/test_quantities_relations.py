"""Shares with their base, owners, casualties by side, parts of a total, ranges."""

from __future__ import annotations

import pytest
from spacy.language import Language

from treuga.extract.pipeline import load_pipeline
from treuga.model import Quantity


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def quantities(nlp: Language, text: str) -> list[Quantity]:
    return list(nlp(text)._.quantities)


def test_a_share_knows_its_base(nlp: Language) -> None:
    share, fall = quantities(nlp, "About 30% of the fighters left. Incidents fell by 40% compared with last year.")
    assert (share.value, share.unit, share.bound) == (30, "percent", "about")
    assert share.base is not None and share.base.text == "fighters"
    assert fall.base is not None and fall.base.text == "last year"
    plain = quantities(nlp, "Turnout was 40%.")[0]
    assert plain.base is None


def test_casualties_are_split_by_side(nlp: Language) -> None:
    soldiers, rebels = quantities(nlp, "The blast killed 5 soldiers and 12 rebels.")
    assert (soldiers.value, soldiers.unit, soldiers.harm) == (5, "soldier", "kill")
    assert (rebels.value, rebels.unit, rebels.harm) == (12, "rebel", "kill")


def test_a_part_knows_its_whole(nlp: Language) -> None:
    text = "At least 40 people, including 12 civilians and 3 children, were wounded."
    people, civilians, children = quantities(nlp, text)
    assert people.part_of is None
    assert people.harm == "wound"
    assert civilians.part_of == children.part_of == people.span


def test_a_part_without_a_noun_counts_what_its_whole_counts(nlp: Language) -> None:
    patrols, five = quantities(nlp, "The monitors made 38 patrols, five of which were turned back.")
    assert (five.value, five.unit) == (5, "patrol")
    assert five.part_of == patrols.span


def test_owners(nlp: Language) -> None:
    ours = quantities(nlp, "They still hold 1,000 of our prisoners.")[0]
    assert ours.owner is not None
    assert (ours.owner.span.text, ours.owner.party) == ("our", None)
    named = quantities(nlp, "The envoy counted 5,000 Taliban prisoners.")[0]
    assert named.owner is not None
    assert named.owner.party == "taliban"
    nobody = quantities(nlp, "The envoy counted 5,000 prisoners.")[0]
    assert nobody.owner is None


def test_a_range_has_two_ends(nlp: Language) -> None:
    found = quantities(nlp, "Between 70 and 80 vehicles were counted.")[0]
    assert (found.value, found.upper, found.bound, found.unit) == (70, 80, "at least", "vehicle")
    assert quantities(nlp, "There were 80 vehicles.")[0].upper is None


def test_a_number_takes_the_noun_before_it(nlp: Language) -> None:
    found = quantities(nlp, "He agreed to cut the number of states from 32 to ten.")
    assert [(q.value, q.unit) for q in found][:1] == [(32, "state")]


@pytest.mark.parametrize("text", ["3 min read", "A 5 minute read", "The 5+5 Joint Military Commission met."])
def test_no_quantities(nlp: Language, text: str) -> None:
    assert quantities(nlp, text) == []


def test_a_plural_is_not_led_astray_by_what_follows(nlp: Language) -> None:
    found = quantities(nlp, "They paid 75,000 former fighters nothing.")[0]
    assert (found.span.text, found.unit) == ("75,000 former fighters", "fighter")
