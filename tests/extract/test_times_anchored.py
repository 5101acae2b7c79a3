"""Durations counted from something, periods of figures, the day of speech, running logs, and TimeBank's style."""

from __future__ import annotations

import pytest
from spacy.language import Language

from treuga.errors import ExtractError
from treuga.extract.pipeline import load_pipeline
from treuga.extract.times import TimeComponent, find_times
from treuga.model import PartialDate, TimeExpression


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def times(
    nlp: Language, text: str, published: str | None = "2020-10-17", style: str = "treuga"
) -> list[TimeExpression]:
    doc = nlp.make_doc(text)
    doc._.published = PartialDate(published) if published else None
    for name, component in nlp.pipeline:
        if not name.startswith("treuga"):
            doc = component(doc)
    return list(find_times(doc, style))


def values(
    nlp: Language, text: str, published: str | None = "2020-10-17", style: str = "treuga"
) -> list[tuple[str, str]]:
    return [(time.span.text, time.value) for time in times(nlp, text, published, style)]


@pytest.mark.parametrize(
    ("text", "value", "relation", "anchor"),
    [
        ("All must leave within 14 months from the date of the accord.", "P14M", "within", "the date of the accord"),
        ("A week after the President took office, talks resumed.", "P1W", "after", "the President took office"),
        ("They were freed 135 days after signing.", "P135D", "after", "signing"),
        ("It failed three days before the vote, as feared.", "P3D", "before", "the vote"),
        ("Two weeks into the truce, shelling began.", "P2W", "after", "the truce"),
        ("It ends not later than 48 hours after the ceasefire.", "PT48H", "within", "the ceasefire"),
        ("In the weeks before the vote, both sides rearmed.", "PXW", "before", "the vote"),
    ],
)
def test_a_duration_knows_what_it_is_counted_from(
    nlp: Language, text: str, value: str, relation: str, anchor: str
) -> None:
    time = times(nlp, text)[0]
    assert (time.type, time.value, time.relation) == ("DURATION", value, relation)
    assert time.anchor is not None
    assert time.anchor.text == anchor
    assert text[time.anchor.start : time.anchor.end] == anchor


@pytest.mark.parametrize(
    "text", ["After 14 months of talks they met.", "He lives ten days from Kabul.", "It took a week."]
)
def test_a_duration_of_something_is_not_counted_from_it(nlp: Language, text: str) -> None:
    assert all(time.anchor is None and time.relation == "" for time in times(nlp, text))


def test_what_is_called_by_its_month_lies_back(nlp: Language) -> None:
    assert values(nlp, "The February agreement will be carried out, he said.")[0] == ("February", "2020-02")
    assert values(nlp, "They will attend the February summit.") == [("February", "2021-02")]


def test_next_month_is_ahead_even_under_the_past(nlp: Language) -> None:
    assert values(nlp, "NATO has decided to admit three states in November.") == [("November", "2020-11")]
    assert values(nlp, "They promised to pay it back by January.") == [("January", "2021-01")]


def test_today_in_a_quotation_is_the_day_of_the_speech(nlp: Language) -> None:
    text = "The two sides signed on Friday.\n\n“Today the guns fall silent,” the envoy said. Today is Saturday."
    assert [v for w, v in values(nlp, text) if w == "Today"] == ["2020-10-16", "2020-10-17"]


def test_a_running_log_is_of_the_day_of_publication(nlp: Language) -> None:
    log = "06:10 — The army fires.\n\n07:45 — A dentist complains.\n\n20:15 — Doctors count 26 dead since dawn.\n"
    assert [v for _, v in values(nlp, log)] == [
        "2020-10-17T06:10", "2020-10-17T07:45", "2020-10-17T20:15", "2020-10-17TMO",
    ]  # fmt: skip
    assert [v for _, v in values(nlp, log, None)] == ["T06:10", "T07:45", "T20:15", "TMO"]
    assert values(nlp, "The shelling began at 06:10 and ended at 07:45.") == [("06:10", "T06:10"), ("07:45", "T07:45")]


def test_figures_are_compared_with_the_same_quarter(nlp: Language) -> None:
    text = (
        "Incidents fell 12% in the third quarter. The mission counted 40% fewer than a year earlier. In the quarter it "
        "lost two vehicles, against 5% in the year-ago period."
    )
    assert [v for w, v in values(nlp, text) if "quarter" in w or "year" in w] == [
        "2020-Q3", "2019-Q3", "2020-Q3", "2019-Q3",
    ]  # fmt: skip
    assert ("a year ago", "2019") in values(nlp, "The army left the town a year ago.")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The week of 2 September was calm.", "2020-W36"),
        ("It ends next January 20.", "2021-01-20"),
        ("Talks began on March the eighth.", "2020-03-08"),
        ("He was freed in nineteen ninety-one.", "1991"),
        ("They returned 1,097 days later than planned.", "P1097D"),
        ("It closed next year's first quarter.", "2021-Q1"),
        ("The 50-year-old conflict ended.", "P50Y"),
        ("It fell in the last six months of 2019.", "2019-H2"),
        ("Talks on a halt resume on Sunday.", "2020-10-18"),
        ("Sides agree on truce from Monday", "2020-10-19"),
    ],
)
def test_single_expressions(nlp: Language, text: str, value: str) -> None:
    assert value in [v for _, v in values(nlp, text)]


@pytest.mark.parametrize(
    "text",
    ["3 minute read", "The 44-year-old envoy spoke.", "She hopes they may one day return.", "The 8-year-old fled."],
)
def test_no_times(nlp: Language, text: str) -> None:
    assert values(nlp, text) == []


def test_the_style_of_timebank(nlp: Language) -> None:
    text = "In recent weeks and in the 1990s they talked; now the current truce holds. They met on Friday night."
    assert values(nlp, text) == [("recent weeks", "PAST_REF"), ("1990s", "199X"), ("Friday night", "2020-10-16TNI")]
    assert values(nlp, text, style="timeml") == [
        ("recent weeks", "PXW"), ("1990s", "199"), ("now", "PRESENT_REF"), ("current", "PRESENT_REF"),
        ("Friday night", "2020-10-16"),
    ]  # fmt: skip


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(ExtractError) as caught:
        TimeComponent(style="iso")
    assert caught.value.code == "TR303"
    assert "timeml" in str(caught.value)
