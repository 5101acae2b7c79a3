"""Who is asked, told, warned or promised something."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("NATO urged Hamas to free the crew.", {"hamas"}),
        ("NATO told UNICEF that the road was shut.", {"unicef"}),
        ("NATO thanked Norway for the boats.", {"norway"}),
        ("“Let UNICEF see the wells,” said Ban Ki-moon.", {"unicef"}),
        ("Ban Ki-moon said that Hamas must free the crew.", {"hamas"}),
        ("Ban Ki-moon said that the crew must be freed by Hamas.", {"hamas"}),
        ("The crew must be freed by Kabul, the Taliban said.", {"afghan-government"}),
        ("Ban Ki-moon demanded that Hamas release the crew.", {"hamas"}),
        ("Hamas said that the boats were late.", set()),
        ("Hamas demanded a pause.", set()),
    ],
)
def test_addressees(read: Any, text: str, parties: set[str]) -> None:
    statement = read(text).statements[0]
    assert {a.party for a in statement.addressees} == parties


def test_whoever_speaks_addresses_others(read: Any) -> None:
    text = "Boris Johnson met Ban Ki-moon. Ban Ki-moon urged him to wait."
    assert [a.party for a in read(text).statements[0].addressees] == ["boris-johnson"]


def test_his_troops_are_those_of_the_body_that_bears_arms(read: Any) -> None:
    text = "Fighting in Sudan went on. General Abdel Fattah al-Burhan told his troops to hold fire."
    assert [a.party for a in read(text, "2023-06-01").statements[0].addressees] == ["sudanese-armed-forces"]


def test_each_addressee_once(read: Any) -> None:
    found = read("NATO called on Hamas and Israel to free the crew.").statements[0].addressees
    assert [a.party for a in found] == ["hamas", "israel"]
