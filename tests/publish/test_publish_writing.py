"""Writing briefs to files, formats, errors, and the words that a brief uses."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import publish_kit as kit
import pytest

from treuga.errors import PublishError
from treuga.model import Finding, PartialDate, Span
from treuga.publish import brief, format_of, words, write


def test_writes_the_format_of_the_name(tmp_path: Path) -> None:
    board = kit.make_board()
    for name, start in (("a.html", "<!DOCTYPE html>"), ("b.MD", "# Accord"), ("c.markdown", "# "), ("d.htm", "<!")):
        path = write(board, tmp_path / name)
        assert path.read_text("utf-8").startswith(start)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.html", "b.MD", "c.markdown", "d.htm"]


def test_format_can_be_given(tmp_path: Path) -> None:
    assert write(kit.make_board(), tmp_path / "brief.txt", format="md").read_text("utf-8").startswith("# Accord")


@pytest.mark.parametrize("name", ["brief.pdf", "brief", "brief.html.zip"])
def test_unknown_format_is_told(name: str) -> None:
    with pytest.raises(PublishError) as caught:
        format_of(name)
    assert caught.value.code == "TR702" and caught.value.where == name and ".md" in caught.value.remedy
    with pytest.raises(PublishError, match="'pdf'"):
        brief(kit.make_board(), format="pdf")  # type: ignore[arg-type]


def test_no_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(PublishError) as caught:
        write(kit.make_board(), tmp_path / "none" / "brief.html")
    assert caught.value.code == "TR701" and "none" in caught.value.where


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "brief.html"
    target.write_text("old")

    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(PublishError, match="No space left"):
        write(kit.make_board(), target)
    assert target.read_text() == "old" and list(tmp_path.iterdir()) == [target]


def test_a_quotation_that_is_not_the_text_is_not_published() -> None:
    page, other, _ = kit.reports()
    false = kit.evidence(page, other)[0]
    span = false.spans[0]
    false = replace(false, spans=(Span(span.start, span.end, span.text.replace("forty", "fifty")),))
    with pytest.raises(PublishError) as caught:
        brief(kit.make_board(heard=[false]))
    assert caught.value.code == "TR703" and caught.value.where == f"ferry-talks.txt, characters {span.start}-{span.end}"


def test_markdown_says_the_same_and_cites_by_footnotes() -> None:
    page = brief(kit.make_board(), format="md")
    told, defined = set(re.findall(r"\[\^(\d+)\](?!:)", page)), re.findall(r"^\[\^(\d+)\]:", page, re.M)
    assert told == set(defined) and len(defined) == len(set(defined)) == 5
    for sentence in (
        "As of 16 March 2031, of 5 commitments one is satisfied",
        "| Return of forty boats | ◐ disputed | 15 days past 1 Mar 2031, in the creditor’s reading | claimed only",
        "Ada Lind said that **all forty boats had gone back to their owners**. She spoke at the lock.",
        "Also given as 5 March 2031: said on the radio.",
        "<https://lock-gazette.example/a%28b%29?c=d>",
    ):
        assert sentence in page
    headings = re.findall(r"^## (.+)$", page, re.M)
    assert headings[0] == "Summary" and headings[-2:] == ["Passages", "How to read this brief"]


def finding(**values: Any) -> Finding:
    base = kit.make_board(heard=[]).findings[0]
    return replace(base, **values)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"schedule": "not due", "days": 72}, "due: 1 Mar 2031, in 72 days"),
        ({"schedule": "due soon", "days": 1}, "due soon: 1 Mar 2031, in 1 day"),
        ({"schedule": "due soon", "days": 0}, "due soon: 1 Mar 2031, today"),
        ({"schedule": "overdue", "days": -1}, "1 day past 1 Mar 2031"),
        (
            {"schedule": "overdue", "days": -9, "readings": ("active", "conditional")},
            "9 days past 1 Mar 2031, in the debtor’s reading",
        ),
        ({"schedule": "not due", "days": -9}, "was foreseen for 1 Mar 2031; not owed at present"),
        ({"schedule": "on time", "days": -9}, "done in time (due 1 Mar 2031)"),
        ({"schedule": "late", "days": -9}, "done late (due 1 Mar 2031)"),
        ({"schedule": "done, date unknown", "days": -9}, "done on a day not known (due 1 Mar 2031)"),
        ({"deadline": None, "days": None}, "due at “2031-03-01”, a day not known yet"),
    ],
)
def test_schedule_in_words(values: dict[str, Any], expected: str) -> None:
    assert words.schedule(finding(**values)) == expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2031-02-18"], "on 18 February 2031"),
        (["2031-02"], "in February 2031"),
        (["2031-02-18", "2031-02-17"], "17 to 18 February 2031"),
        (["2031-03-30", "2031-04-02"], "30 March to 2 April 2031"),
        (["2030-12-30", "2031-01-02"], "30 December 2030 to 2 January 2031"),
        (["2031-02", "2031-04"], "February to April 2031"),
        (["2030", "2031"], "2030 to 2031"),
    ],
)
def test_periods(dates: list[str], expected: str) -> None:
    assert words.period([PartialDate(date) for date in dates]) == expected


def test_notes_become_sentences() -> None:
    titles, names = (
        {"boats": "Return of boats"},
        {"left-bank": "Left Bank", "mission": "River Mission", "reeds": "Reeds"},
    )
    note = "left-bank said so in 2031-02-01-left-bank.txt on 2031-02-01, the mission and reeds wait for 'boats'"
    assert words.prose(note, titles, names) == (
        "Left Bank said so in 2031-02-01-left-bank.txt on 1 February 2031, "
        "the mission and Reeds wait for “Return of boats”."
    )
    assert words.prose("on 2031-02-31 it's done", {}, {}) == "On 2031-02-31 it's done."


def test_numbers_and_lists() -> None:
    assert [words.count(n) for n in (0, 1, 10, 11, 1234)] == ["no", "one", "ten", "11", "1,234"]
    assert words.listed_lines([("a",), ("b, c",), ("d",)]) == ("a", "; ", "b, c", "; and ", "d")
    assert words.listed(["a", "b", "c"]) == "a, b and c" and words.listed([]) == ""
    assert words.day(dt.date(2031, 4, 9), short=True) == "9 Apr 2031" and words.day(None) == ""
