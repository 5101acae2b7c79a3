"""Deadlines, and the calendar file that is made of them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from monitor_kit import agreement, conduct, day, promise, word

from treuga.model import Condition, Deadline, Gate, PartialDate
from treuga.monitor import deadlines, evaluate, evaluate_gates
from treuga.monitor.calendar import escape, fold, icalendar
from treuga.monitor.due import Due

STAMP = dt.datetime(2030, 3, 2, 12, 30, tzinfo=dt.UTC)
RELEASE = promise(deadline=Deadline("2030-03-01", dt.date(2030, 3, 1), ((dt.date(2030, 3, 15), "said on the radio"),)))
OPENING = promise("opening", deadline=Deadline("start(release) + 1 month", None))
GATE = Gate("return", "The return", ("league",), (Condition("calm", "Calm"),), expected=(PartialDate("2030-06"),))


def board(*evidence: object, as_of: str = "2030-03-11") -> list[Due]:
    pact = agreement(RELEASE, OPENING, conduct(), gates=(GATE,))
    findings = evaluate(pact, evidence, as_of=day(as_of), known_at=day(as_of))  # type: ignore[arg-type]
    gates = evaluate_gates(pact, [], as_of=day(as_of), known_at=day(as_of), lookup=lambda key: findings)
    return deadlines(findings, gates)


def test_dates_come_in_order_with_what_is_not_known_last() -> None:
    assert [(due.subject, due.kind, str(due.date), due.days, due.settled) for due in board()] == [
        ("release", "deadline", "2030-03-01", -10, False),
        ("release", "also given as", "2030-03-15", 4, False),
        ("return", "decision expected", "2030-06-30", 111, False),
        ("opening", "deadline", "None", None, False),
    ]


def test_a_deadline_that_waits_for_a_deed_appears_with_it() -> None:
    done = word(RELEASE, "mountain-front", "fulfilled", "2030-03-10", event="2030-03-09")
    found = {due.subject: due for due in board(done) if due.kind == "deadline"}
    assert found["release"].settled
    assert found["release"].schedule == "late"
    assert (found["opening"].date, found["opening"].note) == (dt.date(2030, 4, 9), "")


def test_the_calendar_has_each_known_day_once() -> None:
    text = icalendar(board(), stamp=STAMP, remind=7)
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == text.count("TRIGGER:-P7D") == 3
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)", text) == ["20300301", "20300315", "20300630"]
    assert len(set(re.findall(r"UID:(\S+)", text))) == 3
    assert "DTSTAMP:20300302T123000Z" in text
    assert "VALARM" not in icalendar(board(), stamp=STAMP)


def test_an_entry_keeps_its_uid_when_its_day_or_state_changes() -> None:
    def uid(due: Due) -> list[str]:
        return re.findall(r"UID:(\S+)", icalendar([due], stamp=STAMP))

    due = board()[0]
    assert uid(due) == uid(replace(due, date=dt.date(2030, 5, 1), state="satisfied", title="Other words"))
    assert uid(due) != uid(replace(due, subject="another"))


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


@given(st.text(max_size=400), st.text(max_size=60))
def test_hostile_words_stay_inside_their_value(title: str, note: str) -> None:
    due = replace(board()[0], title=title, note=note)
    text = icalendar([due], stamp=STAMP)
    lines = unfolded(text)
    names = [re.split("[:;]", line, maxsplit=1)[0] for line in lines if line]
    assert names == [
        "BEGIN", "VERSION", "PRODID", "CALSCALE", "BEGIN", "UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION",
        "TRANSP", "END", "END",
    ]  # fmt: skip
    assert all(len(line.encode("utf-8")) <= 75 for line in text.split("\r\n"))
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|(?<!\r)\n|\r(?!\n)", text)


def test_text_is_escaped_and_folded_as_the_standard_says() -> None:
    assert escape("a,b;c\\d\r\ne\x1bf") == "a\\,b\\;c\\\\d\\ne f"
    assert fold("x" * 75) == "x" * 75
    assert fold("é" * 40) == "é" * 37 + "\r\n " + "é" * 3
