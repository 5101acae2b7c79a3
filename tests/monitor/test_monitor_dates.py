"""Which day the words of a clause give: never the bound of a stretch, a comparison, or another clause's date."""

from __future__ import annotations

import re

import pytest

from treuga.model import Event, PartialDate, Report, Span, TimeExpression
from treuga.monitor.quote import is_past, stated_date

DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?|\b20\d\d\b")


def report(text: str) -> Report:
    return Report(id="r" * 64, name="r.txt", text=text, published=PartialDate("2031-06-01"))


def clause(text: str, predicate: str, span: str = "") -> Event:
    """An event with every ISO date of its clause."""
    whole = Span.on(text, text.index(span), text.index(span) + len(span)) if span else Span.on(text, 0, len(text))
    at = text.index(predicate)
    times = (Span.on(text, *found.span()) for found in DAY.finditer(text, whole.start, whole.end))
    return Event(
        whole,
        Span.on(text, at, at + len(predicate)),
        predicate,
        "verb",
        times=tuple(TimeExpression(span, "DATE", span.text) for span in times),
    )


def stated(text: str, predicate: str) -> str:
    found = stated_date(clause(text, predicate), report(text))
    return found.iso if found else ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The guards shelled the mill on 2031-05-02.", "2031-05-02"),
        ("On the morning of 2031-05-02 the guards shelled the mill.", "2031-05-02"),
        ("In 2031-05 the guards shelled the mill.", "2031-05"),
        ("In the attack against the mill on 2031-05-02 they shelled the yard.", "2031-05-02"),
        ("As announced, they shelled the mill on 2031-05-02.", "2031-05-02"),
        ("Since 2030-02-01 the guards shelled the mill.", ""),
        ("They shelled it for the first time since 2030-02.", ""),
        ("The guards shelled the mill until 2031-03-01.", ""),
        ("By 2031-03-01 the guards shelled the mill.", ""),
        ("From 2031-03-01 on, the guards shelled the mill.", ""),
        ("After the talks in Oz on 2031-03-01 the guards shelled the mill.", ""),
        ("They shelled the mill less often than in 2031-03.", ""),
        ("They shelled the mill 40 times, compared with 30 in 2031-03.", ""),
        ("They shelled the mill in breach of the accord of 2030-02-01.", ""),
        ("They shelled the mill, which the 2030 agreement forbids.", ""),
        ("They shelled the mill on 2031-05-02, for the first time since 2030-02.", "2031-05-02"),
        ("They shelled the mill on 2031-07-02.", ""),
    ],
)
def test_only_the_day_of_the_deed_is_its_day(text: str, day: str) -> None:
    assert stated(text, "shelled") == day


def test_a_date_in_another_sentence_or_line_is_none() -> None:
    assert stated("Report of the week, 2031-05-02\n\nThe guards shelled the mill.", "shelled") == ""
    assert stated("2031-05-02\nThe guards shelled the mill.", "shelled") == ""
    assert stated("The envoy left on 2031-05-02. The guards shelled the mill.", "shelled") == ""
    assert stated("Gathered at 5 p.m. on 2031-05-02, they shelled the mill.", "shelled") == "2031-05-02"


def test_an_event_named_by_its_day_has_that_day() -> None:
    assert stated("The attack of 2031-05-02 cost ten lives.", "attack") == "2031-05-02"


def test_a_clause_inside_keeps_its_date_to_itself() -> None:
    text = "The guards, whom the envoy met on 2031-05-02, shelled the mill."
    outer, inner = clause(text, "shelled"), clause(text, "met", "whom the envoy met on 2031-05-02")
    assert stated_date(outer, report(text), [outer, inner]) is None
    assert stated_date(inner, report(text), [outer, inner]) == PartialDate("2031-05-02")


def test_a_bound_does_not_make_it_past() -> None:
    text = "The guards will have shelled it by 2031-03-01."
    assert not is_past(clause(text, "shelled"), report(text))
