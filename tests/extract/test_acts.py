"""The act of a statement, with its reason: by the cue, else by the grammar of the content."""

from __future__ import annotations

from typing import Any

import pytest

TARGET = "Kofi Annan said "


def acts(testimony: Any) -> list[str]:
    return [s.act for s in testimony.statements]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        # by the cue
        ("Hamas rejected the accusation.", "denial"),
        ("Hamas rejected the truce.", "refusal"),
        ("Hamas announced that two bridges were open.", "claim"),
        ("Hamas announced that it will open two bridges.", "announcement"),
        ("The ELN confirmed its readiness to meet.", "commitment"),
        ("The ELN reminded the government of its obligation.", "demand"),
        ("The ELN stipulated that the villages be empty by May.", "condition"),
        ("The ELN promised to hand over the rifles if the patrols leave.", "condition"),
        ("Ban Ki-moon believes that the road will open soon.", "expectation"),
        # by the content
        ("“Let the bishops visit the camp,” Ban Ki-moon said.", "demand"),
        ("“Leave the valley by noon,” Ban Ki-moon said.", "demand"),
        ("“May the harvest be quiet,” Ban Ki-moon said.", "expectation"),
        ("“We welcome the exchange,” Ban Ki-moon said.", "assessment"),
        ("“We condemn the raid,” Ban Ki-moon said.", "accusation"),
        ("“We have agreed to a pause of ten days,” Ban Ki-moon said.", "commitment"),
        ("“The bridge is in our word, and we will keep our promise,” Ban Ki-moon said.", "commitment"),
        ("“That is a lie,” Ban Ki-moon said.", "denial"),
        ("“It was a wish, never a demand,” Ban Ki-moon said.", "denial"),
        ("“Nobody was robbed by us,” Ban Ki-moon said.", "denial"),
        ("“We shall not go to the palace,” Ban Ki-moon said.", "refusal"),
        ("“We are not ready to talk,” Ban Ki-moon said.", "refusal"),
        ("“We have no intention of leaving,” Ban Ki-moon said.", "refusal"),
        ("“Our hostages must come home,” Ban Ki-moon said.", "demand"),
        ("“Our side must keep the truce,” Ban Ki-moon said.", "commitment"),
        ("“As soon as the court sits, the camps will close,” Ban Ki-moon said.", "condition"),
        ("“If the boys find no work, they will buy guns again,” Ban Ki-moon said.", "warning"),
        ("“If they free the miners, we can meet in May,” Ban Ki-moon said.", "condition"),
        ("“I have told the guards to stand aside,” Ban Ki-moon said.", "announcement"),
    ],
)
def test_act(read: Any, text: str, act: str) -> None:
    assert acts(read(text)) == [act]


def test_naming_judges_though_the_verb_can_also_demand(read: Any) -> None:
    assert acts(read("Ban Ki-moon called the pact a first step.")) == ["assessment"]
    assert acts(read("Ban Ki-moon called on Israel to open the road.")) == ["demand"]


def test_a_third_ones_demand_inside_somebodys_words_is_not_the_speakers(read: Any) -> None:
    found = read("Ban Ki-moon said that the army insists that the villagers leave.").statements
    assert found[0].speaker.party == "ban-ki-moon"
    assert found[0].act == "claim"


def test_numbers_that_the_fighting_cost_charge_nobody(read: Any) -> None:
    testimony = read("Ban Ki-moon noted that the fighting had killed 40 people.")
    assert acts(testimony) == ["claim"]
    testimony = read("Ban Ki-moon said that the rebels had killed four villagers and attacked a convoy.")
    assert acts(testimony) == ["accusation"]


def test_would_reports_a_plan_in_indirect_speech_and_weighs_in_a_quotation(read: Any) -> None:
    assert acts(read("Ban Ki-moon said the envoy would fly to Sanaa.")) == ["announcement"]
    assert acts(read("“It would be a loss for everyone,” Ban Ki-moon said.")) == ["assessment"]


def test_every_act_says_why(read: Any) -> None:
    text = (
        "Hamas said it would free two men. Israel denied that. “Let us see,” Ban Ki-moon said. Egypt hopes for quiet. "
        "Qatar warned of war. Hamas refused to comment. “The pause is fragile,” Ban Ki-moon added."
    )
    statements = read(text).statements
    assert len(statements) >= 6
    assert all(len(s.reason) > 8 for s in statements)
