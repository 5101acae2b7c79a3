"""Communiqués and declarations: the speaker stands once, at the head."""

from __future__ import annotations

from typing import Any

COMMUNIQUE = """Communiqué of the summit of IGAD

The Council of Elders:

1. Deplores the raids on the wells;

2. Demands that the camps be opened;

3. Decides to meet again in June.
"""
DECLARATION = """Joint Declaration

We, the guarantors, welcome the exchange of the crews.

We will send two boats in June. The sea was calm.
"""
STATEMENT = """Statement by UNICEF

The rains have come early. We regret the closing of nine schools. “We are thirsty,” a boy said. We thank all donors.
"""


def test_operative_paragraphs_have_the_preambles_speaker(read: Any) -> None:
    found = [s for s in read(COMMUNIQUE).statements if s.cue.text in ("Deplores", "Demands", "Decides")]
    assert len(found) >= 2
    assert {s.speaker.party for s in found} == {"igad"}


def test_we_the_guarantors_speak_with_and_without_a_cue(read: Any) -> None:
    found = read(DECLARATION).statements
    assert {s.speaker.party for s in found} == {"guarantors"}
    assert [s.act for s in found] == ["assessment", "announcement"]
    assert "sea" not in " ".join(s.content.text for s in found)


def test_we_of_a_statement_are_whose_it_is_and_we_in_a_quotation_are_not(read: Any) -> None:
    by = {s.content.text: s.speaker.party for s in read(STATEMENT).statements}
    assert by["the closing of nine schools"] == "unicef"
    assert by["We are thirsty"] != "unicef"


def test_we_of_a_reporter_are_nobodys_testimony(read: Any) -> None:
    text = "A day in the valley\n\nWe welcome the rain here. We drove for an hour, and we saw no guard.\n"
    assert read(text).statements == ()
