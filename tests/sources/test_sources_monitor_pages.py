"""Pages that were made from PDF by a converter: its debris is furniture, and the day that the title states is read."""

from __future__ import annotations

import pytest

from treuga.sources.page import read_page
from treuga.text import find_furniture, stated_date

PAGE = """<p><a id="0"><_io.BufferedReader name='Weekly Report as of
3 March 2031.pdf'>
</a></p>
<p><a id="1">Latest News/In Depth \uf0b7 The observers counted nine shots near the old mill of the valley last week.
\uf0b7 The guards kept the observers from the bridge, and gave no reason for that at all.</a></p>"""


def marked(text: str) -> list[str]:
    return [text[f.start : f.end].strip() for f in find_furniture(text)]


def test_the_debris_of_a_converter_and_section_names_are_furniture() -> None:
    text = read_page(PAGE, "page.html").text
    found = "\n".join(marked(text))
    assert "BufferedReader" in found and "Latest News/In Depth" in found
    assert "observers" not in found


def test_bullets_of_symbol_fonts_begin_lines() -> None:
    lines = read_page(PAGE, "page.html").text.splitlines()
    assert [line[:16] for line in lines if line.startswith("\uf0b7")] == [
        "\uf0b7 The observers ",
        "\uf0b7 The guards kep",
    ]


def test_the_day_in_the_title_is_the_date() -> None:
    assert str(stated_date(read_page(PAGE, "page.html").text)) == "2031-03-03"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Daily update as of 19:30, 14 April 2016", "2016-04-14"),
        ("Situation report as of 1930 hours (Kyiv time), 14 April 2016", "2016-04-14"),
        ("Status Bulletin no. 7 as at 14 April 2016", "2016-04-14"),
        ("The report says that as of 14 April 2016 all guns were back.", "None"),
        ("Guns withdrawn as of 14 April 2016", "None"),
    ],
)
def test_a_title_as_of_a_day(line: str, day: str) -> None:
    assert str(stated_date(f"{line}\n\nThe observers counted nine shots near the mill.")) == day


@pytest.mark.parametrize("line", ["Talks on/Off Again", "The News/Radio deal was signed by both sides on Monday."])
def test_a_slash_alone_is_no_sign(line: str) -> None:
    body = "The observers counted nine shots near the old mill of the valley last week."
    assert line not in marked(f"{line}\n\n{body}\n\n{body}")
