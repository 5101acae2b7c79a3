from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treuga.text import parse_date, stated_date

LEAD = "The two armies left the mill on Monday, and the miller opened the gates."


@pytest.mark.parametrize(
    ("head", "iso"),
    [
        (f"LINDEN, 12 March 2021 (Agency) - {LEAD}", "2021-03-12"),
        (f"LINDEN, Orland, March 12, 2021 /Valley Wire/ -- {LEAD}", "2021-03-12"),
        (f"Linden (12 March 2021) – {LEAD}", "2021-03-12"),
        (f"12 March 2021, Linden – {LEAD}", "2021-03-12"),
        (f"Army leaves the mill\n\nPublished: March 3, 2021\n\n{LEAD}", "2021-03-03"),
        (f"Army leaves the mill\nPosted on 3rd of March, 2021 by admin in News\n{LEAD}", "2021-03-03"),
        (f"Army leaves the mill\n\n14 September 2019\n\n{LEAD}", "2019-09-14"),
        (f"2019-09-14\n{LEAD}", "2019-09-14"),
        (f"Friday, Sept. 13, 2019, 10:30 AM GMT\n{LEAD}", "2019-09-13"),
        (f"Army leaves the mill\nMarch 12, 2021 Friday\n{LEAD}", "2021-03-12"),
        (f"By Ann Roe | 12 March 2021\n{LEAD}", "2021-03-12"),
        (f"Press release - 12 March 2021\n{LEAD}", "2021-03-12"),
        (f"13/04/2021\n{LEAD}", "2021-04-13"),
        (f"Monthly report\n\nMarch 2021\n\n{LEAD}", "2021-03"),
        (f"Updated: 5 May 2021\nPublished: 4 May 2021\n{LEAD}", "2021-05-04"),
        (f"Last updated 5 May 2021\n{LEAD}", "2021-05-05"),
    ],
)
def test_headers_and_datelines_state_the_date(head: str, iso: str) -> None:
    assert str(stated_date(head)) == iso


@pytest.mark.parametrize(
    "text",
    [
        LEAD,
        "The accord was signed on 29 February 2020 at the mill.",
        f"Accord of 29 February 2020 in tatters\n\n{LEAD}",
        "On 29 February 2020, the parties signed - in Linden - an accord.",
        "29 February 2020: the day of the accord\n\nIt was a cold day.",
        "Mill Accord, 29 February 2020: What It Says\n\nIt says little.",
        "By 12 March 2021, all guns had gone",
        "Statement 4 May 2021 was read out to the press",
        f"LINDEN, March 12 (Agency) - {LEAD}",
        f"03/04/2021\n{LEAD}",
        f"LINDEN, 30 February 2021 - {LEAD}",
        f"{(LEAD + chr(10)) * 12}14 September 2019",
        "May 2021 be better",
    ],
)
def test_a_mention_is_no_statement(text: str) -> None:
    assert stated_date(text) is None


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2021-03-12T08:00:00Z", "2021-03-12"),
        ("2021-03-12 08:00:00+00:00", "2021-03-12"),
        ("Fri, 12 Mar 2021 08:00:00 GMT", "2021-03-12"),
        ("12.3.2021", "2021-03-12"),
        ("March 2021", "2021-03"),
        ("2021", "2021"),
        ("2021-02-30", None),
        ("04/05/2021", None),
        ("soon", None),
        ("", None),
    ],
)
def test_parse_date(value: str, iso: str | None) -> None:
    found = parse_date(value)
    assert (found and str(found)) == iso


@given(st.dates())
def test_any_day_is_read_back(day) -> None:  # type: ignore[no-untyped-def]
    if 1900 <= day.year <= 2099:
        written = f"{day:%A}, {day.day} {day:%B} {day.year}"
        assert str(stated_date(f"{written}\n\n{LEAD}")) == day.isoformat()


@given(st.text(max_size=400))
def test_never_raises(text: str) -> None:
    stated_date(text)
    parse_date(text)
