"""Names and offices of the peace processes in ``peace-processes.yaml``."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from treuga.extract.registry import load_registry


@pytest.mark.parametrize(
    ("party", "on", "body"),
    [
        ("george-mitchell", dt.date(1998, 4, 1), "united-states"),
        ("turki-al-malki", dt.date(2020, 4, 9), "saudi-led-coalition"),
        ("jonathan-powell", dt.date(1998, 4, 1), "british-government"),
        ("bashar-jaafari", dt.date(2017, 5, 4), "syrian-government"),
        ("najib-razak", dt.date(2014, 3, 27), "malaysian-government"),
    ],
)
def test_for_whom_they_spoke(party: str, on: dt.date, body: str) -> None:
    assert body in load_registry().principals(party, on)


def test_an_office_has_one_holder_on_a_day() -> None:
    registry = load_registry()
    assert registry.holder("prime minister", "british-government", dt.date(1998, 4, 10)) == "tony-blair"
    assert registry.holder("special envoy", "us-state-department", dt.date(2010, 1, 1)) == "george-mitchell"


def test_an_acronym_is_the_forces_where_their_state_is_named(read: Any) -> None:
    near = read("The Philippine government said that the AFP had found the boat.").mentions
    assert {m.party for m in near if m.span.text == "AFP"} == {"armed-forces-of-the-philippines"}
    far = read("The boat was found, AFP reported from Paris.").mentions
    assert {m.party for m in far if m.span.text == "AFP"} == {"afp"}


def test_each_state_has_its_own_forces_by_noun() -> None:
    registry = load_registry()
    for state, forces in (("sudan", "sudanese-armed-forces"), ("south-sudan", "sspdf"), ("myanmar", "tatmadaw")):
        assert dict(registry.bodies_by_noun(state))["army"] == forces
        assert registry.state_of_forces(forces) == state
    assert registry.state_of_forces("hamas") is None
    assert registry.bodies_by_noun("hamas") == []


def test_an_unknown_union_is_no_mention_of_its_country(read: Any) -> None:
    parties = {m.party for m in read("The Sudan Bakers Union said that bread was dear.").mentions}
    assert "sudan" not in parties


def test_soldiers_of_a_country_name_the_country(read: Any) -> None:
    assert [m.span.text for m in read("They met the soldiers of Eritrea on the road.").mentions] in ([], ["Eritrea"])
