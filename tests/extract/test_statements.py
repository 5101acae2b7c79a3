from __future__ import annotations

from typing import Any

import pytest

from treuga.extract.pipeline import extract
from treuga.model import Furniture, PartialDate, Report


def told(testimony: Any) -> list[tuple[str | None, str, str]]:
    return [(s.speaker.party, s.cue.text, s.content.text.strip(' .,”“"')) for s in testimony.statements]


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content"),
    [
        ("NATO said on Monday that the talks had failed.", "nato", "said", "the talks had failed"),
        ("“The talks have failed,” Jens Stoltenberg said.", "jens-stoltenberg", "said", "The talks have failed"),
        ("“The talks failed,” said Jens Stoltenberg on Monday.", "jens-stoltenberg", "said", "The talks failed"),
        ("Jens Stoltenberg said: “The talks have failed.”", "jens-stoltenberg", "said", "The talks have failed"),
        ("The talks have failed, Jens Stoltenberg said.", "jens-stoltenberg", "said", "The talks have failed"),
        ("According to the Pentagon, the raids went on.", "pentagon", "According to", "the raids went on"),
        ("The raids went on, according to the Pentagon.", "pentagon", "according to", "The raids went on"),
        ("The Taliban promised to free the hostages by June.", "taliban", "promised", "to free the hostages by June"),
        ("The Taliban rejected the ministry's accusations.", "taliban", "rejected", "the ministry's accusations"),
        ("NATO called for an end to the fighting.", "nato", "called for", "an end to the fighting"),
        ("The Taliban refused to hand over the weapons.", "taliban", "refused", "to hand over the weapons"),
        ("NATO warned of grave consequences.", "nato", "warned of", "grave consequences"),
    ],
)  # fmt: skip
def test_forms_of_attribution(read: Any, text: str, speaker: str, cue: str, content: str) -> None:
    assert (speaker, cue, content) in told(read(text))


def test_a_quote_that_its_cue_breaks_is_one_statement(read: Any) -> None:
    text = "“We will leave,” Jens Stoltenberg said, “when the time is right.”"
    found = told(read(text))
    assert [f[2] for f in found] == ["We will leave,” Jens Stoltenberg said, “when the time is right"]


def test_quoted_sentences_are_statements_of_their_own_with_one_speaker(read: Any) -> None:
    text = "“The road is open. The bridge is next,” Antonio Guterres said. “We thank all sides.”"
    assert [(f[0], f[2]) for f in told(read(text))] == [
        ("antonio-guterres", "The road is open"),
        ("antonio-guterres", "The bridge is next"),
        ("antonio-guterres", "We thank all sides"),
    ]


def test_a_quotation_in_a_paragraph_of_its_own_goes_on_with_the_last_speaker(read: Any) -> None:
    text = "Jens Stoltenberg spoke to the press. “The road is open,” he said.\n\n“The bridge is next to be repaired.”"
    assert [f[0] for f in told(read(text))] == ["jens-stoltenberg", "jens-stoltenberg"]


def test_speech_without_marks_goes_on_while_it_says_we(read: Any) -> None:
    text = "Jens Stoltenberg said: As you know, we left the valley. So far we have seen no attack. The road is closed."
    assert [f[2] for f in told(read(text))] == ["As you know, we left the valley", "So far we have seen no attack"]


def test_the_reporters_own_voice_is_nobodys_statement(read: Any) -> None:
    assert read("The Taliban entered the town on Monday. Shops were closed and the market was empty.").statements == ()


def test_quoted_words_inside_a_clause_are_no_speech(read: Any) -> None:
    found = told(read("The so-called “green corridor” was empty. NATO said that the “green corridor” was safe."))
    assert [f[2] for f in found] == ["the “green corridor” was safe"]


def test_pronouns_and_descriptions_find_their_party(read: Any) -> None:
    text = (
        "Jens Stoltenberg met reporters in Brussels. He said the mission would end. "
        "The NATO chief added that no date was set. The alliance hopes that talks will resume."
    )
    assert [f[0] for f in told(read(text))] == ["jens-stoltenberg", "jens-stoltenberg", "nato"]


def test_she_is_not_he(read: Any) -> None:
    text = "Jens Stoltenberg and Federica Mogherini arrived. She said the talks had failed."
    assert told(read(text))[0][0] == "federica-mogherini"


def test_the_statement_speaks_for_whoever_issued_it(read: Any) -> None:
    text = "The African Union in a statement urged restraint. “The guns must fall silent,” the statement said."
    assert [f[0] for f in told(read(text))] == ["african-union", "african-union"]


def test_coordinated_and_participial_cues_share_their_subject(read: Any) -> None:
    text = "NATO praised the envoys and called for restraint, warning that the truce could collapse."
    assert [(f[0], f[1], f[2]) for f in told(read(text))] == [
        ("nato", "praised", "the envoys"),
        ("nato", "called for", "restraint"),
        ("nato", "warning", "the truce could collapse"),
    ]


def test_saying_behind_a_reported_clause_belongs_to_whoever_reports_it(read: Any) -> None:
    text = "Jens Stoltenberg has said that the alliance wants peace, saying it will decide in May."
    assert ("jens-stoltenberg", "saying", "it will decide in May") in told(read(text))


def test_nested_statements_are_both_kept_and_linked(read: Any) -> None:
    testimony = read("Jens Stoltenberg said that the Taliban had promised to free the hostages.")
    outer, inner = testimony.statements
    assert (outer.speaker.party, inner.speaker.party) == ("jens-stoltenberg", "taliban")
    assert inner.content.text == "to free the hostages"
    assert inner.nested_in == 0


def test_unreal_speech_is_not_reported(read: Any) -> None:
    assert read("If the Taliban say that the road is closed, the convoy stays.").statements == ()
    assert read("The Taliban must say that the road is open.").statements == ()


def test_addressees_are_those_asked_and_those_told_they_must(read: Any) -> None:
    urged = read("NATO urged the Taliban and the Afghan government to meet.").statements[0]
    assert [a.party for a in urged.addressees] == ["taliban", "afghan-government"]
    must = read("“The Taliban must stop the attacks,” Jens Stoltenberg said.").statements[0]
    assert [a.party for a in must.addressees] == ["taliban"]


def test_both_sides_are_the_pair_named_before(read: Any) -> None:
    text = "The Taliban and the Afghan government met in Doha. NATO urged both sides to agree on a truce."
    assert [a.party for a in read(text).statements[0].addressees] == ["taliban", "afghan-government"]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("NATO urged the Taliban to stop.", "demand"),
        ("Jens Stoltenberg said the Taliban must stop.", "demand"),
        ("“We call on all sides to stop,” Jens Stoltenberg said.", "demand"),
        ("The Taliban pledged to stop.", "commitment"),
        ("“We will fulfil our part of the agreement,” Jens Stoltenberg said.", "commitment"),
        ("Jens Stoltenberg said NATO would only leave if conditions on the ground allow it.", "condition"),
        ("“We will not leave before the guns are silent,” Jens Stoltenberg said.", "condition"),
        ("“To have a truce, we need the army to be part of it,” Jens Stoltenberg said.", "condition"),
        ("“We will discuss the report tomorrow,” Jens Stoltenberg said.", "announcement"),
        ("“The envoys have arrived,” Jens Stoltenberg said.", "claim"),
        ("Jens Stoltenberg said the Taliban had failed to cut ties with al-Qaeda.", "accusation"),
        ("The Taliban denied the report.", "denial"),
        ("The Taliban threatened to resume the war.", "warning"),
        ("“We hope that the talks will resume,” Jens Stoltenberg said.", "expectation"),
        ("“This is a historic step,” Jens Stoltenberg said.", "assessment"),
        ("The Taliban refused to comment on the raid.", "refusal"),
    ],
)
def test_acts_and_their_reason(read: Any, text: str, act: str) -> None:
    statement = read(text).statements[0]
    assert statement.act == act
    assert statement.reason


def test_forms(read: Any) -> None:
    direct, mixed, indirect = (
        read(text).statements[0].form
        for text in (
            "“The talks have failed,” Jens Stoltenberg said.",
            "Jens Stoltenberg said the talks had “failed badly” in May.",
            "Jens Stoltenberg said the talks had failed.",
        )
    )
    assert (direct, mixed, indirect) == ("direct", "mixed", "indirect")


def test_when_it_was_said(read: Any) -> None:
    assert read("NATO said on Monday that the talks had failed.").statements[0].said == PartialDate("2021-03-08")


def test_nothing_is_taken_from_furniture() -> None:
    text = "NATO said the talks had failed.\n\nThe Taliban said 4,000 prisoners were free on Monday.\n"
    start = text.index("The Taliban")
    report = Report(
        "x", "x.txt", text, published=PartialDate("2021-03-12"), furniture=(Furniture(start, len(text), "related"),)
    )
    testimony = extract(report)
    everything = (
        *(s.content for s in testimony.statements), *(m.span for m in testimony.mentions),
        *(e.span for e in testimony.events),
        *(q.span for q in testimony.quantities), *(t.span for t in testimony.times),
    )  # fmt: skip
    assert len(testimony.statements) == 1
    assert everything and all(span.end <= start for span in everything)
