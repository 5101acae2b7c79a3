"""The example case as shipped: complete, invented, varied, and as hostile as it claims to be."""

from __future__ import annotations

import csv
import datetime as dt
import importlib.resources
import re
from pathlib import Path

import pytest

from treuga.model import PartialDate

ROOT = Path(__file__).resolve().parents[1]
FOUNDING = ROOT / ".." / "shared" / "reports"
DEMO = Path(str(importlib.resources.files("treuga"))) / "data" / "demo"
REPORTS = sorted(p for p in (DEMO / "reports").iterdir() if p.suffix in {".txt", ".html"})
TEXTS = {p.name: p.read_text("utf-8") for p in REPORTS}
COLUMNS = ["file", "outlet", "published", "published_precision", "language", "url", "note"]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(text: str, size: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + size]) for i in range(len(found) - size + 1)}


def rows() -> list[dict[str, str]]:
    with (DEMO / "reports" / "metadata.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_there_are_enough_reports_of_both_kinds() -> None:
    assert len(REPORTS) >= 14
    assert sum(p.suffix == ".html" for p in REPORTS) >= 3
    assert {p.name for p in (DEMO / "reports").iterdir()} == set(TEXTS) | {"metadata.csv"}


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_each_says_that_it_is_invented(name: str) -> None:
    assert re.search("invented example text", TEXTS[name], re.I)


def test_readme_lists_every_report_and_warns() -> None:
    readme = (DEMO / "README.md").read_text("utf-8")
    assert "All text in this folder is invented" in readme
    assert "Nobody said them" in readme
    assert set(re.findall(r"^\| `([^`]+)`", readme, re.M)) == set(TEXTS)


@pytest.mark.parametrize("name", sorted(set(TEXTS) - {"2021-02-15-flash.txt"}))
def test_each_has_the_length_of_a_report(name: str) -> None:
    prose = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", TEXTS[name], flags=re.S)
    assert 150 <= len(words(prose)) <= 450


def test_metadata_is_valid_and_leaves_some_reports_out() -> None:
    table = rows()
    assert list(table[0]) == COLUMNS
    names = [row["file"] for row in table]
    assert len(names) == len(set(names))
    assert set(names) < set(TEXTS)
    without = set(TEXTS) - set(names)
    assert {Path(name).suffix for name in without} == {".txt", ".html"}, "dates must also come from pages and from text"
    for row in table:
        assert dt.date(2020, 1, 1) < PartialDate(row["published"]).earliest < dt.date(2021, 3, 1)
        assert row["published_precision"] in {"day", "month", "year"}
        assert row["outlet"] and row["language"] == "en"
        assert row["note"].startswith("Invented example text")
        assert not row["url"] or re.fullmatch(r"https://[a-z-]+\.example/\S*", row["url"]), "only reserved hosts"


def test_file_names_agree_with_dates() -> None:
    for row in rows():
        assert row["file"].startswith(row["published"][:7])


def test_a_wire_story_has_a_lightly_edited_copy() -> None:
    one, two = (runs(TEXTS[n], 3) for n in ("2020-02-29-meridian-signing.txt", "2020-03-01-harbour-signing.txt"))
    assert TEXTS["2020-02-29-meridian-signing.txt"] != TEXTS["2020-03-01-harbour-signing.txt"]
    assert len(one & two) / len(one | two) > 0.7
    for name, text in TEXTS.items():
        if "signing" not in name:
            assert len(one & runs(text, 3)) / len(one) < 0.2, f"{name} is a copy too"


def test_the_hostile_page_is_hostile() -> None:
    page = TEXTS["2021-02-14-hostile-page.html"]
    for weapon in (
        "<script>",
        "onload=",
        "onclick=",
        "onerror=",
        "javascript:",
        "<iframe",
        "DROP TABLE",
        "=HYPERLINK(",
    ):
        assert weapon in page
    # What a page writes as text must come out as text, and be escaped again at every output.
    assert "&lt;script&gt;alert('quote')&lt;/script&gt;" in page


def test_quotes_are_nested_three_deep() -> None:
    page = TEXTS["2021-02-04-nested-quotes.html"]
    assert re.search(r"&ldquo;[^&]*&lsquo;[^&]*&ldquo;[^&]*&rdquo;[^&]*&rsquo;", page)


def test_the_wrong_date_is_wrong() -> None:
    assert "29 January 2020" in TEXTS["2020-11-19-wrong-date.txt"]
    assert not any("29 January" in text for name, text in TEXTS.items() if "wrong-date" not in name)


def test_the_opinion_attributes_nothing() -> None:
    cues = r"\b(said|says|told|wrote|warned|denied|according to|announced|claimed|accused|urged)\b"
    assert not re.search(cues, TEXTS["2021-01-06-opinion.txt"])
    assert all(re.search(cues, t) for n, t in TEXTS.items() if not re.search("opinion|communique|flash", n))


def test_the_flash_is_a_headline_and_a_date() -> None:
    assert len(words(TEXTS["2021-02-15-flash.txt"])) < 25
    assert "15 February 2021" in TEXTS["2021-02-15-flash.txt"]


@pytest.mark.skipif(not FOUNDING.is_dir(), reason="the founding reports (../shared/reports) are not here")
def test_no_sentence_is_taken_from_the_founding_reports() -> None:
    theirs = {run for path in FOUNDING.glob("*.txt") for run in runs(path.read_text("utf-8"), 12)}
    assert len(theirs) > 1000
    ours = {name: runs(text, 12) & theirs for name, text in TEXTS.items()}
    assert not {name: shared for name, shared in ours.items() if shared}
