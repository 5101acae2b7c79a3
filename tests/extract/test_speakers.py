"""Who speaks when no name is given: offices, spokespeople, bodies, those who stay anonymous, and pairs."""

from __future__ import annotations

from typing import Any

import pytest

from treuga.extract.discourse import Discourse
from treuga.extract.pipeline import analyse, load_pipeline
from treuga.extract.registry import load_registry
from treuga.model import PartialDate, Report


def speakers(testimony: Any) -> list[str | None]:
    return [s.speaker.party for s in testimony.statements]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        # an own voice that is not named, and stays apart from its body
        ("A senior official of IGAD in Juba said that the talks were slow.", "senior-official"),
        ("A diplomat from the region said that the talks were slow.", "diplomat"),
        ("A baker in Aden said that the talks were slow.", "baker"),
        ("U.S. officials said that the talks were slow.", "us-officials"),
        ("An officer of the ELN, who asked not to be named, said that the talks were slow.", "officer"),
        # those who speak for a body
        ("An ELN commander in Arauca said that the talks were slow.", "eln"),
        ("A spokeswoman for the Yemeni foreign ministry said that the talks were slow.", "yemeni-foreign-ministry"),
        ("A spokeswoman for UN Secretary-General António Guterres said that the talks were slow.", "united-nations"),
        ("The military government in Bamako said that the talks were slow.", "malian-government"),
        ("The UN mission in Libya said that the talks were slow.", "unsmil"),
        ("An army captain in the Philippines said that the talks were slow.", "armed-forces-of-the-philippines"),
        ("The figures of UNICEF are high. According to figures of UNICEF, nine schools closed.", "unicef"),
    ],
)
def test_descriptions(read: Any, text: str, party: str) -> None:
    assert speakers(read(text)) == [party]


def test_the_official_is_the_one_who_was_brought_in(read: Any) -> None:
    text = "A senior Pentagon official said the base would close. “It is late,” the official said."
    assert len(set(speakers(read(text)))) == 1


def test_an_office_alone_is_the_one_last_named_with_it(read: Any) -> None:
    text = "Information Minister Omar Tindal spoke for an hour. The minister denied that the port was shut."
    assert speakers(read(text)) == ["omar-tindal"]


def test_the_head_of_state_is_of_the_state_that_the_report_is_about(read: Any) -> None:
    text = "The truce in Colombia is a year old. The head of state said that the war was over in Colombia."
    assert speakers(read(text, "2023-03-01")) == ["gustavo-petro"]


def test_two_who_are_named_together_are_both_sides(read: Any) -> None:
    text = "Israel and Hamas met in Cairo. Ban Ki-moon called on both sides to free the hostages."
    statement = read(text).statements[0]
    assert {a.party for a in statement.addressees} == {"israel", "hamas"}


def test_mediators_who_are_named_together_are_not_the_parties(read: Any) -> None:
    text = (
        "The FARC has laid down arms in Colombia. UNICEF and UNESCO watched. "
        "Ban Ki-moon urged the parties to keep their word."
    )
    statement = read(text).statements[0]
    assert {a.party for a in statement.addressees} == {"colombian-government", "farc"}


def test_nobody_is_guessed_where_no_two_are_known(read: Any) -> None:
    statement = read("Ban Ki-moon urged both sides to stop.").statements[0]
    assert [a.party for a in statement.addressees] == [None]


def test_a_relative_clause_behind_the_team_is_the_persons(read: Any) -> None:
    doc = analyse(
        load_pipeline(), Report("r" * 64, "r.txt", "Kofi Annan of the panel, who hoped for rain, left.", published=None)
    )
    head = next(t for t in doc if t.text == "panel")
    if any(c.dep_ == "relcl" for c in head.children):  # the parse that the rule is for
        assert Discourse(doc, load_registry()).resolve(head).party == "kofi-annan"


def test_what_is_observed_twice_counts_once() -> None:
    text = "Hamas met Egypt. Hamas left."
    doc = analyse(load_pipeline(), Report("r" * 64, "r.txt", text, published=PartialDate("2021-03-12")))
    discourse = Discourse(doc, load_registry())
    discourse.observe(0, 2, [])
    discourse.observe(0, 4, [])
    discourse.observe(0, len(doc), [])
    assert discourse.counts["hamas"] == 2


def test_the_states_of_a_text_leave_out_what_papers_are_called_after() -> None:
    text = "The Algiers accord is dead. Mali left it. The Algiers accord bound Mali for nine years."
    doc = analyse(load_pipeline(), Report("r" * 64, "r.txt", text, published=PartialDate("2024-02-01")))
    assert doc._.states == ("mali",)
