"""Deadlines as an iCalendar file (RFC 5545), which every calendar program reads.

Only what all-day entries need is written: text is escaped (section 3.3.11), lines are folded at 75 octets without
cutting a character (3.1), and the same deadline keeps its UID, so that a later file updates what was imported before.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator

from treuga.monitor.due import Due

_OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def icalendar(deadlines: Iterable[Due], *, stamp: dt.datetime, remind: int = 0) -> str:
    """The text of a calendar with one all-day entry for each deadline whose day is known.

    Args:
        deadlines: as `treuga.monitor.deadlines` gives them.
        stamp: when the calendar was made (UTC).
        remind: days before the day on which a calendar program shall remind; 0 for none.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Treuga//Deadlines//EN", "CALSCALE:GREGORIAN"]
    for due in deadlines:
        if due.date is not None:
            lines += _entry(due, due.date, stamp, remind)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines)


def _entry(due: Due, date: dt.date, stamp: dt.datetime, remind: int) -> Iterator[str]:
    # A deadline whose day moves, by its own terms or by an amendment, stays the same entry; milestones and other dates
    # that were given for it are entries of their own.
    which = {"deadline": "", "milestone": due.note}.get(due.kind, f"{due.date} {due.note}")
    key = "\x1f".join((due.agreement, due.subject, due.kind, which))
    summary = due.title if due.kind == "deadline" else f"{due.title} ({due.kind})"
    about = (
        f"{due.agreement}/{due.subject}",
        f"State: {due.state}; {due.schedule}",
        f"As the agreement has it: {due.expression}",
        due.note,
    )
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:32]}@treuga"
    yield f"DTSTAMP:{stamp.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{date.isoformat().replace('-', '')}"
    yield f"SUMMARY:{escape(summary)}"
    yield f"DESCRIPTION:{escape(chr(10).join(filter(None, about)))}"
    yield "TRANSP:TRANSPARENT"  # a deadline does not make anybody busy
    if remind:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{escape(summary)}"
        yield f"TRIGGER:-P{remind}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def escape(text: str) -> str:
    """Text as a property value: no control character, and nothing that could begin another property."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") else " " for c in lines)
    return "".join(kept).translate(_ESCAPES)


def fold(line: str) -> str:
    """A content line in pieces of at most 75 octets, each after the first beginning with a space."""
    pieces, piece, size = [], "", 0
    for c in line:
        octets = len(c.encode("utf-8"))
        if size + octets > _OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + c, size + octets
    return "\r\n".join([*pieces, piece])
