"""Conditions, negation, hedges, tense, topics and fidelity of statements."""

from __future__ import annotations

import json
from typing import Any

import pytest

from treuga.agreements.topics import vocabularies
from treuga.extract.jsonl import records, schema
from treuga.extract.topics import MOST, labels
from treuga.model import Report


@pytest.mark.parametrize(
    ("text", "antecedent", "consequent"),
    [
        ("NATO said it would stay if the talks fail.", "if the talks fail", "it would stay"),
        ("“If the talks fail, we will stay,” Jens Stoltenberg said.", "If the talks fail", "we will stay"),
        ("“We will not leave until the guns are silent,” Jens Stoltenberg said.", "until the guns are silent",
         "We will not leave"),
        ("NATO said it will only leave when the conditions are met.", "when the conditions are met",
         "it will only leave"),
        ("NATO said the road was open.", None, None),
        ("The Taliban said they left when the army came.", None, None),  # a time, no condition
        ("NATO asked if the road was open.", None, None),  # a question, no condition
    ],
)  # fmt: skip
def test_conditions(read: Any, text: str, antecedent: str | None, consequent: str | None) -> None:
    statement = read(text).statements[0]
    assert (statement.antecedent and statement.antecedent.text) == antecedent
    assert (statement.consequent and statement.consequent.text) == consequent
    for span in filter(None, (statement.antecedent, statement.consequent)):
        assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("text", "negated", "hedge", "tense"),
    [
        ("NATO said the road is open.", False, "", "present"),
        ("NATO said the road was never open.", True, "", "past"),
        ("NATO said the road will not be open.", True, "", "future"),
        ("NATO said the road may be open.", False, "may", "present"),
        ("NATO said the Taliban probably left.", False, "probably", "past"),
        ("NATO said no convoy has arrived.", True, "", "past"),
        ("The Taliban promised to leave.", False, "", ""),
    ],
)
def test_negation_hedge_and_tense(read: Any, text: str, negated: bool, hedge: str, tense: str) -> None:
    statement = read(text).statements[0]
    assert (statement.negated, statement.hedge, statement.tense) == (negated, hedge, tense)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("NATO said the prisoners must be freed.", "TjPrire"),
        ("NATO urged a cease-fire.", "Ce"),
        ("NATO called for a cessation of hostilities.", "Ce"),
        ("NATO demanded the withdrawal of foreign troops.", "SsrFf"),
        ("The Taliban said women may vote in the elections.", "GeWom"),
        ("The Taliban demanded that the sanctions be lifted.", "TjSan"),
        ("NATO said the negotiators would meet again.", "talks"),
    ],
)
def test_topics(read: Any, text: str, topic: str) -> None:
    assert topic in read(text).statements[0].topics


def test_no_topic_is_an_answer_and_there_are_never_many(read: Any) -> None:
    assert read("NATO said it would answer.").statements[0].topics == ()
    long = "NATO said women, prisoners, elections, sanctions, borders, refugees and police were discussed in the talks."
    assert len(read(long).statements[0].topics) == MOST


def test_topic_codes_are_those_of_the_vocabulary() -> None:
    known = set(vocabularies()["pax"])
    assert {code for code in labels() if code[0].isupper()} <= known
    assert {code for code in labels() if code[0].islower()} == {"talks", "violence"}


@pytest.mark.parametrize(
    ("text", "fidelity"),
    [
        ("The Taliban said in Pashto: “The road is open.”", "translated"),
        ("“The road is open,” the Taliban told the Arabic-language channel.", "translated"),
        ("“The road is open,” the Taliban said through an interpreter.", "translated"),
        ("Jens Stoltenberg told the Dari-language daily: “The road is open.”", "back-translated"),
        ("The Taliban said: “The road is open.”", "verbatim"),
        ("The Taliban said the road to the French forces was open.", "paraphrase"),
        ("The Taliban said: “The sign was written in Pashto.”", "verbatim"),  # their words, not the reporter's
        ("The Taliban said in Pashto that the road was open.", "paraphrase"),
        ("The Taliban said in French territory: “The road is open.”", "verbatim"),
    ],
)
def test_fidelity(read: Any, text: str, fidelity: str) -> None:
    assert read(text).statements[0].fidelity == fidelity


def test_a_translated_report_translates_all_its_quotations(read: Any) -> None:
    text = "“The road is open,” the Taliban said. “We doubt it,” Jens Stoltenberg said.\n\n"
    text += "Translated from Dari by Ada Moss."
    assert [s.fidelity for s in read(text).statements] == ["translated", "back-translated"]


def test_a_sign_holds_for_what_the_same_speaker_says_in_the_paragraph(read: Any) -> None:
    text = "The Taliban said in Pashto: “The road is open.” “The bridge is next,” the Taliban added.\n\n"
    text += "“The talks go on,” the Taliban said."
    assert [s.fidelity for s in read(text).statements] == ["translated", "translated", "verbatim"]


def test_records_with_qualities_keep_to_the_schema(read: Any) -> None:
    import jsonschema

    text = "NATO said it would stay if the talks fail."
    testimony = read(text)
    report = Report("r" * 64, "report.txt", text)
    checked = [json.loads(json.dumps(r)) for r in records(report, testimony)]
    for record in checked:
        jsonschema.validate(record, schema())
    said = next(r for r in checked if r["kind"] == "statement")
    assert said["antecedent"]["text"] == "if the talks fail"
