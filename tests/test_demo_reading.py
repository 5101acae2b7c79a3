"""What the reading rooms make of the example case: dates and their origin, copies, furniture, no live script."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

import pytest

from treuga.errors import ReadError
from treuga.model import Report
from treuga.sources import find_files, read_many, read_metadata
from treuga.text import near_duplicates

FOLDER = Path(str(importlib.resources.files("treuga"))) / "data" / "demo" / "reports"

#: Reports that have no row in metadata.csv: the date as written in the text or page, and where it was found.
OWN_DATES = {
    "2020-03-03-week-of-reduction.txt": ("2020-03-03", "text"),
    "2020-03-11-council-endorses.html": ("2020-03-11", "html"),
    "2020-09-20-naim-interview.txt": ("2020-09-20", "text"),
    "2020-10-17-tweets.txt": ("2020-10-17", "text"),
    "2021-01-06-opinion.txt": ("2021-01-06", "text"),
    "2021-02-04-nested-quotes.html": ("2021-02-04", "html"),
    "2021-02-14-hostile-page.html": ("2021-02-14", "html"),
    "2021-02-15-flash.txt": ("2021-02-15", "text"),
}
FURNITURE = {
    "2020-03-01-harbour-signing.txt": ["Home > World > Asia", "Share this story"],
    "2020-04-26-after-six-weeks.txt": [
        "Skip to content",
        "Related Articles",
        "Floods cut Salang road",
        "Leave a comment",
        "Save my name in this browser",
    ],
    "2020-10-17-tweets.txt": ["Log in to reply"],
    "2020-10-20-scraped-helmand.txt": [
        "YOU MAY ALSO LIKE",
        "Increase font",
        "Karachi port workers end strike",
        "Sign up for our newsletter",
        "All rights reserved",
    ],
}
PROSE = {
    "2020-03-01-harbour-signing.txt": ["About 16,000 soldiers serve", "The Taliban promised that no one"],
    "2020-04-26-after-six-weeks.txt": ["has released 481 Taliban prisoners", "Shaheen dismissed the figure"],
    "2020-09-20-naim-interview.txt": ["The 5,000 prisoners whose names", "We have released the 1,000 prisoners"],
    "2020-10-17-tweets.txt": ["Fewer operations, fewer dead", "Thirty-six thousand displaced"],
    "2020-10-20-scraped-helmand.txt": ["The Taliban denied that they had broken", "at least 50 civilians"],
    "2021-01-29-pentagon-briefing.txt": ["The Taliban are not meeting their commitments"],
}


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    read = list(read_many(find_files([FOLDER]), read_metadata(FOLDER / "metadata.csv")))
    failed = [str(item) for item in read if isinstance(item, ReadError)]
    assert failed == []
    return {item.report.name: item.report for item in read if not isinstance(item, ReadError)}


def test_every_report_can_be_read(reports: dict[str, Report]) -> None:
    assert set(reports) == {p.name for p in FOLDER.iterdir() if p.suffix in {".txt", ".html"}}
    assert all(report.published is not None for report in reports.values())


@pytest.mark.parametrize("name", sorted(OWN_DATES))
def test_dates_come_from_page_or_text_where_no_metadata_are(reports: dict[str, Report], name: str) -> None:
    report = reports[name]
    assert (str(report.published), report.dated_by) == OWN_DATES[name]


def test_other_dates_come_from_metadata(reports: dict[str, Report]) -> None:
    assert {n for n, r in reports.items() if r.dated_by == "metadata"} == set(reports) - set(OWN_DATES)
    assert str(reports["2020-10-06-uncertain-count.txt"].published) == "2020-10"


def test_outlets_of_pages_come_from_the_page(reports: dict[str, Report]) -> None:
    assert reports["2020-03-11-council-endorses.html"].outlet == "The Quay Review"
    assert reports["2021-02-04-nested-quotes.html"].outlet == "Gulf Lantern"


def test_only_the_wire_story_and_its_copy_are_near_duplicates(reports: dict[str, Report]) -> None:
    names = sorted(reports)
    groups = [{names[i] for i in group} for group in near_duplicates([reports[n].text for n in names])]
    copies = [group for group in groups if len(group) > 1]
    assert copies == [{"2020-02-29-meridian-signing.txt", "2020-03-01-harbour-signing.txt"}]


def marked(report: Report, phrase: str) -> bool:
    start = report.text.index(phrase)
    return any(f.start < start + len(phrase) and start < f.end for f in report.furniture)


@pytest.mark.parametrize(("name", "phrase"), [(n, p) for n, phrases in FURNITURE.items() for p in phrases])
def test_furniture_is_marked(reports: dict[str, Report], name: str, phrase: str) -> None:
    assert marked(reports[name], phrase)


@pytest.mark.parametrize(("name", "phrase"), [(n, p) for n, phrases in PROSE.items() for p in phrases])
def test_prose_is_not_marked(reports: dict[str, Report], name: str, phrase: str) -> None:
    assert not marked(reports[name], phrase)


def test_scripts_styles_and_comments_do_not_become_text(reports: dict[str, Report]) -> None:
    text = reports["2021-02-14-hostile-page.html"].text
    for hidden in ("treugaWasHere", "alert('load')", "alert('click')", "only a style", "comments in markup"):
        assert hidden not in text
    assert "a script is not a statement" not in text
    assert "Whoever seeks to prolong the war" in text
    # Markup that the page shows as text is text: what escapes it is the output, not the reader.
    assert "<script>alert('quote')</script>" in text
