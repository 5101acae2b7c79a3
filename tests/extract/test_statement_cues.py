"""Cues of all kinds, where their content begins, and where it ends."""

from __future__ import annotations

from typing import Any

import pytest

from treuga.extract.cues import ADJECTIVES, NOUNS, SPEECH_TAGS, VERBS

FRAMES = set("tqioenmwg")
ACTS = {
    "", "demand", "commitment", "condition", "announcement", "claim", "accusation", "denial", "warning", "expectation",
    "assessment", "refusal",
}  # fmt: skip


def told(testimony: Any) -> list[tuple[str | None, str, str]]:
    return [(s.speaker.party, s.cue.text, s.content.text.strip(' .,”“"')) for s in testimony.statements]


def test_the_lexicon_is_well_formed() -> None:
    assert len(VERBS) > 400
    for word, cue in (VERBS | NOUNS | ADJECTIVES).items():
        assert cue.frames <= FRAMES, word
        assert cue.act in ACTS, word
        assert word == "make" or cue.frames or cue.prepositions, word
    assert set(VERBS) >= SPEECH_TAGS


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content"),
    [
        ("The Taliban brushed aside the objections.", "taliban", "brushed aside", "the objections"),
        ("NATO ruled out any change of plan.", "nato", "ruled out", "any change of plan"),
        ("NATO did not respond to the claim.", "nato", "did not respond to", "the claim"),
        ("NATO would not confirm the figure.", "nato", "would not confirm", "the figure"),
        ("NATO has made known that the talks will resume.", "nato", "has made known", "the talks will resume"),
        ("The Pentagon reckons that the road is mined.", "pentagon", "reckons", "the road is mined"),
        ("NATO expressed doubt that the truce will hold.", "nato", "expressed doubt", "the truce will hold"),
        ("NATO is concerned about the new checkpoints.", "nato", "is concerned about", "the new checkpoints"),
        ("The Taliban are ready to release the hostages.", "taliban", "are ready", "to release the hostages"),
        ("The plan was rejected by the Taliban.", "taliban", "was rejected by", "The plan"),
        ("The roads are closed, in the view of NATO.", "nato", "in the view of", "The roads are closed"),
        ("NATO dismissed it as a rumour.", "nato", "dismissed", "it as a rumour"),
        ("NATO put the number of fighters at 9,000.", "nato", "put", "the number of fighters at 9,000"),
        ("NATO expects the talks to resume in May.", "nato", "expects", "the talks to resume in May"),
        ("The road, Jens Stoltenberg said, is mined.", "jens-stoltenberg", "said",
         "The road, Jens Stoltenberg said, is mined"),
        ("NATO reminded the Taliban that trust cannot be decreed.", "nato", "reminded", "trust cannot be decreed"),
    ],
)  # fmt: skip
def test_cues_and_their_content(read: Any, text: str, speaker: str, cue: str, content: str) -> None:
    assert (speaker, cue, content) in told(read(text))


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The Taliban rejected the deal on Sunday.", "the deal"),
        ("NATO promised to support the mission and called on the Taliban to stop.", "to support the mission"),
        ("NATO warned that the truce could fail; shops in the town stayed shut.", "the truce could fail"),
        ("NATO said the road was open, although shells fell on the bridge.", "the road was open"),
        ("NATO says it will stay, having sworn in May that it would leave.", "it will stay"),
        ("The Taliban promised two convoys, according to NATO.", "two convoys"),
        ("Jens Stoltenberg, who said the road was open, left for Kabul.", "the road was open"),
        ("NATO welcomed the exchange, which took place in Doha.", "the exchange"),
        ("NATO fears a long war if nothing is agreed before June.", "a long war if nothing is agreed before June"),
        ("NATO said the guns are silent and that the road is open.", "the guns are silent and that the road is open"),
    ],
)
def test_where_content_ends(read: Any, text: str, content: str) -> None:
    assert content in [t[2] for t in told(read(text))]


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban oppose the army at the river.",  # no words, but arms
        "The attack raised doubts about the truce.",  # what happens holds no view
        "It is said that the road is mined.",
        "NATO may express doubt that the truce will hold.",
    ],
)
def test_what_is_nobodys_statement(read: Any, text: str) -> None:
    assert told(read(text)) == []


def test_to_reject_a_charge_is_denial_and_to_reject_an_offer_is_refusal(read: Any) -> None:
    acts = [read(f"The Taliban rejected the {what}.").statements[0].act for what in ("charge", "offer")]
    assert acts == ["denial", "refusal"]


def test_a_cue_that_takes_over_has_the_same_source(read: Any) -> None:
    text = "NATO says the Taliban fled the valley and demands a pause of six months."
    assert [(f[0], f[1]) for f in told(read(text))] == [("nato", "says"), ("nato", "demands")]


def test_a_passive_subject_goes_on_as_speaker(read: Any) -> None:
    text = "Jens Stoltenberg was welcomed in Kabul and declined to name a date."
    assert ("jens-stoltenberg", "declined", "to name a date") in told(read(text))


def test_a_parenthesis_reports_the_whole_and_leaves_the_inner_cue_its_own(read: Any) -> None:
    text = "The Taliban declined to send a witness, Jens Stoltenberg said, because they wanted a deal."
    found = told(read(text))
    assert ("taliban", "declined", "to send a witness") in found
    assert ("jens-stoltenberg", "said", text.rstrip(".")) in found


def test_the_name_beside_the_office_is_the_speaker(read: Any) -> None:
    statement = read("The alliance's chief, Jens Stoltenberg, said the road was open.").statements[0]
    assert (statement.speaker.span.text, statement.speaker.party) == ("Jens Stoltenberg", "jens-stoltenberg")


def test_an_unresolved_pronoun_still_speaks(read: Any) -> None:
    statement = read("She said the road was mined.").statements[0]
    assert (statement.speaker.span.text, statement.speaker.party) == ("She", None)


def test_a_signature_behind_a_dash(read: Any) -> None:
    text = "“The road is open. The bridge is next.” ― Ada Moss"
    assert [(f[0], f[2]) for f in told(read(text))] == [
        ("ada-moss", "The road is open"), ("ada-moss", "The bridge is next"),
    ]  # fmt: skip


def test_a_question_keeps_its_mark(read: Any) -> None:
    assert read("“Who will pay for it?” Jens Stoltenberg asked.").statements[0].content.text == "Who will pay for it?"


def test_quotes_inside_a_quotation_do_not_change_its_speaker(read: Any) -> None:
    text = "“Whoever says ‘the war is over’ should visit the hospital,” Jens Stoltenberg said."
    found = told(read(text))
    assert [f[0] for f in found if f[2].startswith("Whoever")] == ["jens-stoltenberg"]


def test_a_cue_behind_two_quoted_sentences_does_not_nest_the_first(read: Any) -> None:
    text = "“The road is open. The bridge is next,” Jens Stoltenberg said."
    assert [s.nested_in for s in read(text).statements] == [None, None]


def test_those_who_only_ask_say_nothing(read: Any) -> None:
    text = "\n".join(
        (
            "Weekly Outlook: Has the war ended?", "Ada Moss: The guns are silent.",
            "Weekly Outlook: Who pays?", "Ada Moss: The donors pay.",
            "REPORTER: The mayor went to court. Why?",
        )
    )  # fmt: skip
    assert [s.content.text for s in read(text).statements] == ["The guns are silent", "The donors pay"]
