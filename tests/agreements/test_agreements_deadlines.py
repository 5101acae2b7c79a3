"""Deadline expressions."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treuga.agreements import DeadlineExpression, parse_deadline, resolve
from treuga.agreements.deadlines import Offset
from treuga.errors import AgreementError
from treuga.model import PartialDate

SIGNED = PartialDate("2020-02-29")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-03-10", "2020-03-10"),
        ("signed", "2020-02-29"),
        ("signed + 135 days", "2020-07-13"),
        ("signed + 14 months", "2021-04-29"),
        ("signed+1 year", "2021-02-28"),  # no 29 February then
        ("signed + 1 year + 1 day", "2021-03-01"),
        ("2020-01-31 + 1 month", "2020-02-29"),
        ("2020-03-10 + 3 months", "2020-06-10"),
        ("2020-03-10 - 2 weeks", "2020-02-25"),
        ("2021-05", "2021-05-31"),  # due within May: its last day
        ("2021", "2021-12-31"),
        ("  signed  +  2  weeks ", "2020-03-14"),
    ],
)
def test_a_deadline_comes_to_a_day(text: str, day: str) -> None:
    assert resolve(text, SIGNED) == dt.date.fromisoformat(day)


def test_a_deadline_can_count_from_the_day_on_which_something_was_done() -> None:
    asked: list[str] = []

    def lookup(key: str) -> PartialDate | None:
        asked.append(key)
        return PartialDate("2020-09-12")

    assert resolve("start(intra-afghan-talks) + 3 months", SIGNED, lookup) == dt.date(2020, 12, 12)
    assert asked == ["intra-afghan-talks"]
    assert resolve("start(intra-afghan-talks) + 3 months", SIGNED, lambda key: None) is None
    assert resolve("start(intra-afghan-talks) + 3 months", SIGNED) is None


def test_where_the_anchor_is_known_to_a_month_its_last_day_counts() -> None:
    assert resolve("signed + 1 day", PartialDate("2020-02")) == dt.date(2020, 3, 1)
    assert resolve("signed + 1 day", None) is None
    assert resolve("signed + 1 day", dt.date(2020, 2, 1)) == dt.date(2020, 2, 2)


def test_an_expression_is_kept_in_a_plain_form() -> None:
    parsed = parse_deadline("start( talks )+3 months-1 day")
    assert parsed == DeadlineExpression("start", "talks", (Offset(3, "months"), Offset(-1, "days")))
    assert parse_deadline(str(parsed)) == parsed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "TR510"),
        ("soon", "TR510"),
        ("signed in Doha", "TR510"),
        ("signed + some days", "TR510"),
        ("signed + 14months", "TR510"),
        ("signed + 14 months, at the latest", "TR510"),
        ("start() + 1 day", "TR510"),
        ("start(Talks)", "TR510"),
        ("2020-02-30", "TR509"),
        ("2020-2-3", "TR510"),
        ("٢٠٢٠-01-01", "TR510"),
        ("signed + ٣ days", "TR510"),
    ],
)
def test_what_is_no_deadline_is_refused(text: str, code: str) -> None:
    with pytest.raises(AgreementError) as caught:
        parse_deadline(text)
    assert caught.value.code == code


@given(st.text())
def test_any_text_is_a_deadline_or_a_kind_error(text: str) -> None:
    try:
        resolve(text, SIGNED)
    except AgreementError as error:
        assert error.code in {"TR509", "TR510"}


_DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
_UNITS = st.sampled_from(["days", "weeks", "months", "years"])


@given(_DAYS, st.integers(0, 500), _UNITS)
def test_later_offsets_never_come_earlier(signed: dt.date, count: int, unit: str) -> None:
    first = resolve(f"signed + {count} {unit}", signed)
    second = resolve(f"signed + {count + 1} {unit}", signed)
    assert first is not None
    assert second is not None
    assert signed <= first < second


@given(_DAYS, st.integers(0, 20_000))
def test_days_are_days(signed: dt.date, count: int) -> None:
    assert resolve(f"signed + {count} days", signed) == signed + dt.timedelta(days=count)
