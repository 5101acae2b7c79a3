"""Calendar arithmetic with dates that are known to the day, the month, the year or not at all."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treuga.extract.times_calendar import FUTURE, PAST, UNKNOWN, Anchor, bounds, duration
from treuga.model import PartialDate

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@given(DAYS, st.integers(1, 7))
def test_weekday_lies_within_a_week_on_its_side(day: dt.date, number: int) -> None:
    anchor = Anchor(PartialDate.of(day))
    past = dt.date.fromisoformat(anchor.weekday(number, PAST))
    future = dt.date.fromisoformat(anchor.weekday(number, FUTURE))
    assert past.isoweekday() == future.isoweekday() == number
    assert 0 <= (day - past).days < 7
    assert 0 <= (future - day).days < 7


@given(DAYS, st.integers(-200, 200))
def test_months_and_quarters_agree(day: dt.date, offset: int) -> None:
    anchor = Anchor(PartialDate.of(day))
    month = bounds(anchor.month(3 * offset))
    quarter = bounds(anchor.quarter(offset))
    assert month
    assert quarter
    assert quarter[0] <= month[0] <= month[1] <= quarter[1]


@given(DAYS, st.integers(1, 12))
def test_named_month_by_direction(day: dt.date, number: int) -> None:
    anchor = Anchor(PartialDate.of(day))
    past, future = bounds(anchor.named_month(number, PAST)), bounds(anchor.named_month(number, FUTURE))
    assert past
    assert future
    assert past[0] <= day
    assert future[1] >= day


@given(DAYS, st.sampled_from(("SP", "SU", "FA", "WI")))
def test_seasons_by_direction(day: dt.date, season: str) -> None:
    anchor = Anchor(PartialDate.of(day))
    past, future = bounds(anchor.season(season, PAST)), bounds(anchor.season(season, FUTURE))
    assert past
    assert future
    assert past[0] <= day <= future[1]


@pytest.mark.parametrize("iso", [None, "2020", "2020-10"])
def test_no_day_is_invented(iso: str | None) -> None:
    anchor = Anchor(PartialDate(iso) if iso else None)
    relative = [
        anchor.day(-1),
        anchor.week(-1),
        anchor.weekend(),
        anchor.weekday(3, PAST),
        anchor.weekday_of_week(3, 1),
    ]
    for value in relative:
        assert value == (iso or value)
        assert bounds(value) is None or value == iso


def test_unknown_years_stay_unknown() -> None:
    nowhen = Anchor(None)
    assert nowhen.weekday(3, PAST) == "XXXX-WXX-3"
    assert nowhen.named_month(2, PAST) == "XXXX-02"
    assert nowhen.named_day(2, 29, UNKNOWN) == "XXXX-02-29"
    assert nowhen.named_day(2, 30, UNKNOWN) is None
    assert nowhen.year(-1) == "XXXX"


def test_the_end_of_the_calendar_holds() -> None:
    late = Anchor(PartialDate("9999-12-31"))
    assert late.day(10**9).startswith("9999")
    assert late.month(10**6) == "9999-01" or bounds(late.month(10**6))
    assert late.year(5) == "9999"
    assert Anchor(PartialDate("0001-01-01")).week(-4).startswith("0001")


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020-02-29", "2020-02-29", "2020-02-29"),
        ("2020-02-29T17:00", "2020-02-29", "2020-02-29"),
        ("2020-W01", "2019-12-30", "2020-01-05"),
        ("2020-W42-WE", "2020-10-17", "2020-10-18"),
        ("2020-W42-3", "2020-10-14", "2020-10-14"),
        ("2020-Q4", "2020-10-01", "2020-12-31"),
        ("2020-H2", "2020-07-01", "2020-12-31"),
        ("2020-WI", "2020-12-01", "2021-02-28"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
        ("2019-04-03/2019-04-04", "2019-04-03", "2019-04-04"),
    ],
)
def test_bounds(value: str, first: str, last: str) -> None:
    assert bounds(value) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize("value", ["P14M", "PAST_REF", "XXXX-WXX-3", "2020-13", "2021-02-29", "T17:00", "", "2020/"])
def test_no_bounds(value: str) -> None:
    assert bounds(value) is None


@given(st.text(max_size=14) | st.from_regex(r"\d{2,4}(-[WQH]?\d{1,2}){0,2}", fullmatch=True))
def test_bounds_of_anything(value: str) -> None:
    found = bounds(value)
    assert found is None or found[0] <= found[1]


def test_durations() -> None:
    assert [duration(14, "month"), duration(2, "decade"), duration(None, "year")] == ["P14M", "P20Y", "PXY"]
    assert [duration(24, "hour"), duration(2.5, "year"), duration(0.5, "hour")] == ["PT24H", "P2Y6M", "PT30M"]
