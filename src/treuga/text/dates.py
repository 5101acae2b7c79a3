"""The publication date that a report states of itself, in a header or a dateline.

Only forms that state it count: a label ("Published: 3 March 2021"), a line that is a date and nothing else, a credit
line with a date behind a bar, a report's title with the day of its state of things ("update as of 3 March 2021"), a
dateline before the first sentence. A date mentioned in a headline or in the body is
none of these, and no date is ever guessed from it.
"""

from __future__ import annotations

import datetime as dt
import re

from treuga.model import PartialDate
from treuga.text.lines import raw_blocks

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<{0}>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY, _YEAR = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?", r"(?P<{0}>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_WEEKDAY_LAST = r"(?:,?\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)?"
_CLOCK = (
    r"(?:(?:[,|T]|\s*[-–—]|\s+at)?\s*\d{1,2}[:.]\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"(?:\s*\(?(?:[A-Z]{2,5}(?:[+-]\d{1,2})?|Z|[+-]\d\d:?\d\d)\)?)?(?:\s*local time)?)?"
)
_FULL = "|".join(
    (
        r"(?:the\s+)?"
        + _DAY.format("d1")
        + r"(?:\s+of)?[\s-]+"
        + _MONTH.format("m1")
        + r",?[\s-]+"
        + _YEAR.format("y1"),
        _MONTH.format("m2") + r"\s+" + _DAY.format("d2") + r",?\s+" + _YEAR.format("y2"),
        _YEAR.format("y3") + r"[-/.](?P<m3>\d\d)[-/.](?P<d3>\d\d)(?!\d)",
        r"(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\." + _YEAR.format("y4"),
        r"(?P<a5>\d{1,2})[/-](?P<b5>\d{1,2})[/-]" + _YEAR.format("y5"),
        _MONTH.format("m6") + r",?\s+" + _YEAR.format("y6"),
    )
)
_FLAGS = re.IGNORECASE
_CALENDAR = re.compile(rf"{_WEEKDAY}(?:{_FULL})", _FLAGS)
_UNNAMED = re.sub(r"\(\?P<\w+>", "(?:", _FULL)
_DATE = rf"(?P<date>{_WEEKDAY}(?:{_UNNAMED}))(?!\d){_CLOCK}{_WEEKDAY_LAST}"
_ALONE = re.compile(rf"\(?{_DATE}\)?\.?\Z", _FLAGS)
_LABEL = re.compile(
    r"(?:(?P<first>(?:first\s+)?(?:published|posted|issued|released|uploaded|submitted)(?:\s+(?:on|at|online))?|"
    r"(?:publication|release|issue|report(?:ing)?|posting)\s+date|date(?:\s+of\s+(?:publication|issue|release))?|dated|"
    r"(?:for\s+immediate\s+release|press\s+release|news\s+release|media\s+release|press\s+statement|statement|communiqu[eé]))"
    r"|(?P<later>(?:last\s+)?(?:updated|modified|revised)(?:\s+(?:on|at))?))\s*[:,|·•–—-]?\s*(?:on\s+)?"
    + _DATE
    + r"\.?\s*(?:\Z|[|,;·•–—/(-]|(?:by|in|at|under|last|updated|modified)\b)",
    _FLAGS,
)
_BAR = re.compile(rf"(?:\A|[|·•])\s*{_DATE}\s*(?:[|·•]|\Z)", _FLAGS)
_CREDIT = re.compile(rf"(?:by|written by|posted by|reported by)\s+.{{2,60}}?[,|·•–—-]\s*{_DATE}\Z", _FLAGS)
_DASHED = re.compile(rf"(?P<lead>[^.!?]{{2,40}}?)\s+[–—-]\s+{_DATE}\Z", _FLAGS)
#: "Daily report as of 19:30, 14 April 2016": a report's own title, also as the name of the file it was made from.
_AS_OF = re.compile(
    r"\b(?:report|update|bulletin|summary|brief|briefing|overview|newsletter|sitrep|digest)s?\b[^!?]{0,40}?"
    r"\bas\s+(?:of|at)\s+(?:\d{1,2}[:.]?\d\d\s*(?:hours|hrs?|h)?(?:\s*\(?[^\W\d_]+(?:\s+time)?\)?)?\s*,?\s*(?:on\s+)?)?"
    rf"{_DATE}[\s)'\"”’>]*(?:\.(?:pdf|docx?|html?|txt|rtf)\b)?[\s)'\"”’>]*\Z",
    _FLAGS,
)
#: "KABUL, Afghanistan (12 March 2021)" - capitalised words only, then the date, an agency perhaps, and a dash or colon.
_PLACE = r"(?-i:[^\W\d_a-z][\w.'’-]*(?:(?:,\s*|\s+|\s*/\s*)(?:[^\W\d_a-z][\w.'’-]*|de|el|al|of|the|and))*)"
_END = r"\s*\)?\s*(?:[(/][^()/]{2,40}[)/])?\s*(?:[-–—:]|--)(?:\s|\Z)"
_DATELINES = (
    re.compile(rf"{_PLACE}\s*[,:(/|–—-]?\s*\(?{_DATE}{_END}", _FLAGS),
    re.compile(rf"{_DATE}\s*,\s*\(?{_PLACE}{_END}", _FLAGS),
)

#: How far down a header reaches, and how long a header line is.
_HEADER_LINES, _HEADER_CHARS = 10, 140


def parse_date(value: str) -> PartialDate | None:
    """The date that a string is, with its precision; None where it is none, or is ambiguous (``03/04/2021``).

    Args:
        value: for example ``2021-03-12T08:00:00Z``, ``12 March 2021``, ``March 2021``, ``2021``.
    """
    value = value.strip()
    try:
        return PartialDate(value)
    except ValueError:
        found = _ALONE.match(value) if len(value) <= 80 else None
    return _made(found) if found else None


def stated_date(text: str) -> PartialDate | None:
    """The publication date that a report states in its header or dateline; None where it states none.

    Args:
        text: the canonical text.
    """
    later: PartialDate | None = None
    for raw in raw_blocks(text[:20_000])[:_HEADER_LINES]:
        line = text[raw.start : raw.end]
        head = re.sub(r"\s+", " ", line[:_HEADER_CHARS])
        if len(line) <= _HEADER_CHARS:
            found, updated = _header(head)
            if found and not updated:
                return found
            later = later or found
        for pattern in _DATELINES:
            found_line = pattern.match(head)
            # Behind a colon a headline may stand ("Accord of Oz, 3 May 1999: What It Says"): there it takes a sentence.
            told = found_line and (not found_line[0].rstrip().endswith(":") or (len(line) > 80 and line[-1] in '.”"'))
            if found_line and told and (date := _made(found_line)) and date.precision == "day":
                return date
    return later


def _header(line: str) -> tuple[PartialDate | None, bool]:
    """The date of a header line, and whether it is that of an update."""
    if found := _ALONE.match(line):
        return _made(found), False
    if found := _LABEL.match(line):
        return _made(found), found["later"] is not None
    for pattern in (_BAR, _CREDIT, _AS_OF):
        if found := pattern.search(line):
            return _made(found), False
    if (found := _DASHED.match(line)) and len(found["lead"].split()) <= 4:
        return _made(found), False
    return None, False


def _made(found: re.Match[str]) -> PartialDate | None:
    calendar = _CALENDAR.match(found["date"])
    part = {k: v for k, v in calendar.groupdict().items() if v} if calendar else {}
    year = next((v for k, v in part.items() if k[0] == "y"), "0")
    month = next((v for k, v in part.items() if k[0] == "m"), "")
    day = next((v for k, v in part.items() if k[0] == "d"), "")
    if "a5" in part:
        # Day first or month first? Only a number above twelve, or twice the same, tells.
        a, b = int(part["a5"]), int(part["b5"])
        if a > 12 or a == b:
            day, month = str(a), str(b)
        elif b > 12:
            day, month = str(b), str(a)
        else:
            return None
    number = _MONTHS.get(month.lower(), 0) or int(month)
    try:
        if not day:
            return PartialDate(f"{year}-{number:02d}")
        return PartialDate(dt.date(int(year), number, int(day)).isoformat())
    except ValueError:
        return None
