"""Calendar arithmetic on dates that may be known to the month, the year or not at all.

`Anchor` stands for the publication date. What it cannot know it does not say: an undated report's "Wednesday" is
``XXXX-WXX-3``, and the "Wednesday" of a report known to be of October 2020 is no more than ``2020-10``.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from treuga.model import PartialDate

PAST: Final = -1
UNKNOWN: Final = 0
FUTURE: Final = 1

#: First month of each season, of the northern hemisphere as TIMEX3 has it. Winter begins in December.
SEASONS: Final[dict[str, int]] = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}

#: A day without its year, told from a nearer one, is seldom further away than these days, whatever the tense.
_TENSE_DECIDES: Final = 45

#: TIMEX3 unit letters by English unit.
UNIT_LETTERS: Final[dict[str, str]] = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "night": "D",
    "week": "W",
    "weekend": "W",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "Y",
    "century": "Y",
}
#: How many of that letter one unit is, where it is not one: TIMEX3 has no letter that all readers share for a decade.
UNIT_FACTORS: Final[dict[str, int]] = {"fortnight": 2, "decade": 10, "century": 100}


#: Half of a unit, in the next smaller one.
_HALVES: Final[dict[str, str]] = {"hour": "30M", "year": "6M"}


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """The month that lies ``count`` months after the given one."""
    total = year * 12 + month - 1 + count
    return total // 12, total % 12 + 1


def iso_week(day: dt.date) -> str:
    """The ISO week of a day, as in ``2020-W42``."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def duration(count: float | None, unit: str) -> str:
    """A TIMEX3 duration; ``count`` None is an unknown number of units (``PXY``).

    >>> duration(14, "month"), duration(2, "decade"), duration(None, "year"), duration(1.5, "year")
    ('P14M', 'P20Y', 'PXY', 'P1Y6M')
    """
    letter = UNIT_LETTERS[unit]
    if count is not None and count % 1 == 0.5 and unit in _HALVES:
        whole, half = int(count), _HALVES[unit]
        if unit == "hour":
            return f"PT{whole}H{half}" if whole else f"PT{half}"
        return f"P{whole}Y{half}" if whole else f"P{half}"
    amount = "X" if count is None else f"{count * UNIT_FACTORS.get(unit, 1):.10g}"
    return f"PT{amount}{letter[1]}" if len(letter) == 2 else f"P{amount}{letter}"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The date from which relative expressions are counted, to the precision that is known."""

    date: PartialDate | None

    @property
    def _day(self) -> dt.date | None:
        return self.date.earliest if self.date is not None and self.date.precision == "day" else None

    def _coarse(self, unknown: str) -> str:
        """All that an anchor without a day can say of a day or week near it."""
        return self.date.iso if self.date is not None else unknown

    def day(self, offset: int = 0) -> str:
        """The day that lies ``offset`` days from publication."""
        if self._day is None:
            return self._coarse("XXXX-XX-XX")
        return _shift(self._day, offset).isoformat()

    def week(self, offset: int = 0) -> str:
        """The ISO week that lies ``offset`` weeks from publication."""
        return self._coarse("XXXX-WXX") if self._day is None else iso_week(_shift(self._day, 7 * offset))

    def weekend(self, offset: int = 0) -> str:
        """The weekend of the week that lies ``offset`` weeks from publication."""
        return self._coarse("XXXX-WXX-WE") if self._day is None else self.week(offset) + "-WE"

    def weekday(self, number: int, direction: int) -> str:
        """Monday is 1. The publication day itself counts, in either direction; without direction, the last one."""
        if self._day is None:
            return self._coarse(f"XXXX-WXX-{number}")
        back = (self._day.isoweekday() - number) % 7
        return _shift(self._day, -back if direction != FUTURE or back == 0 else 7 - back).isoformat()

    def weekday_of_week(self, number: int, offset: int) -> str:
        """The weekday of the week that lies ``offset`` weeks away ("Monday of next week")."""
        if self._day is None:
            return self._coarse(f"XXXX-WXX-{number}")
        return _shift(self._day, 7 * offset + number - self._day.isoweekday()).isoformat()

    def month(self, offset: int = 0) -> str:
        """The month that lies ``offset`` months from publication."""
        if self.date is None or self.date.precision == "year":
            return self._coarse("XXXX-XX")
        first = self.date.earliest
        return _month(*add_months(first.year, first.month, offset))

    def quarter(self, offset: int = 0) -> str:
        """The quarter that lies ``offset`` quarters from publication."""
        if self.date is None or self.date.precision == "year":
            return self._coarse("XXXX-QX")
        first = self.date.earliest
        year, month = add_months(first.year, first.month, 3 * offset)
        return f"{year:04}-Q{(month + 2) // 3}"

    def year(self, offset: int = 0) -> str:
        """The year that lies ``offset`` years from publication."""
        return "XXXX" if self.date is None else _year(self.date.earliest.year + offset)

    def decade(self, offset: int = 0) -> str:
        """The decade that lies ``offset`` decades from publication, as in ``201X``."""
        return "XXXX" if self.date is None else _year(self.date.earliest.year + 10 * offset)[:3] + "X"

    def century(self, offset: int = 0) -> str:
        """The century that lies ``offset`` centuries from publication, as in ``20``."""
        return "XX" if self.date is None else _year(self.date.earliest.year + 100 * offset)[:2]

    def named_month(self, number: int, direction: int) -> str:
        """A month without its year: the last or the next one, the month of publication included."""
        if self.date is None or self.date.precision == "year":
            return f"XXXX-{number:02}"
        now = self.date.earliest
        ahead = (number - now.month) % 12
        if ahead and (direction == PAST or (direction == UNKNOWN and ahead > 3)):
            ahead -= 12
        return _month(*add_months(now.year, now.month, ahead))

    def named_day(self, month: int, day: int, direction: int, *, strict: bool = False) -> str | None:
        """A day and month without the year: the nearest; where that is weeks away, or if ``strict``, by direction."""
        if self.date is None or self.date.precision == "year":
            return f"XXXX-{month:02}-{day:02}" if iso_day(2020, month, day) else None
        now = self.date.earliest
        options = [found for year in (-1, 0, 1) if (found := _make_day(now.year + year, month, day))]
        if not options:
            return f"XXXX-{month:02}-{day:02}" if iso_day(2020, month, day) else None
        nearest = min(options, key=lambda option: abs((option - now).days))
        if strict or abs((nearest - now).days) > _TENSE_DECIDES:
            past, future = [o for o in options if o <= now], [o for o in options if o >= now]
            nearest = (
                past[-1] if direction == PAST and past else future[0] if direction == FUTURE and future else nearest
            )
        return nearest.isoformat()

    def season(self, season: str, direction: int) -> str:
        """A season without its year; the one that is running counts in either direction."""
        if self.date is None or self.date.precision == "year":
            return f"XXXX-{season}"
        now = self.date.earliest
        ahead = (SEASONS[season] - now.month) % 12
        if ahead >= 10 or (ahead and direction != FUTURE):
            ahead -= 12
        year, _ = add_months(now.year, now.month, ahead)
        return f"{year:04}-{season}"


def _shift(day: dt.date, days: int) -> dt.date:
    """Add days; at the ends of the calendar stay there, for report text may ask for anything."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return dt.date.max if days > 0 else dt.date.min


def _year(year: int) -> str:
    return f"{min(max(year, 1), 9999):04}"


def _month(year: int, month: int) -> str:
    return f"{_year(year)}-{month:02}"


def _make_day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def iso_day(year: int, month: int, day: int) -> str | None:
    """The ISO date, or None where there is no such day."""
    found = _make_day(year, month, day)
    return found.isoformat() if found else None


_BOUNDS = re.compile(
    r"(?P<y>\d{4})(?:-(?:(?P<m>\d\d)(?:-(?P<d>\d\d))?|W(?P<w>\d\d)(?:-(?P<wd>[1-7]|WE))?|Q(?P<q>[1-4])|H(?P<h>[12])"
    r"|(?P<s>SP|SU|FA|WI)))?(?:T.*)?\Z"
    r"|(?P<decade>\d{3})X\Z|(?P<century>\d{2})\Z"
)


def bounds(value: str) -> tuple[dt.date, dt.date] | None:
    """The first and last day that a TIMEX3 date value can mean; None for durations, references and unknown dates.

    >>> bounds("2020-W42")
    (datetime.date(2020, 10, 12), datetime.date(2020, 10, 18))
    >>> bounds("2020-Q1")
    (datetime.date(2020, 1, 1), datetime.date(2020, 3, 31))
    >>> bounds("XXXX-WXX-3") is None
    True
    """
    first, slash, last = value.partition("/")
    if slash:
        one, two = bounds(first), bounds(last)
        return (one[0], two[1]) if one and two else None
    found = _BOUNDS.match(value)
    try:
        return _interval(found) if found else None
    except ValueError:  # no such day, week or year
        return None


def _interval(found: re.Match[str]) -> tuple[dt.date, dt.date]:
    part = found.groupdict()
    if part["decade"]:
        return dt.date(int(part["decade"] + "0"), 1, 1), dt.date(int(part["decade"] + "9"), 12, 31)
    if part["century"]:
        return dt.date(int(part["century"] + "00"), 1, 1), dt.date(int(part["century"] + "99"), 12, 31)
    year = int(part["y"])
    if part["w"]:
        first, last = {"": (1, 7), "WE": (6, 7)}.get(part["wd"] or "", (0, 0))
        if not first:
            first = last = int(part["wd"])
        week = int(part["w"])
        return dt.date.fromisocalendar(year, week, first), dt.date.fromisocalendar(year, week, last)
    if part["d"]:
        return (dt.date(year, int(part["m"]), int(part["d"])),) * 2
    start, length = 1, 12
    if part["m"]:
        start, length = int(part["m"]), 1
    elif part["q"]:
        start, length = 3 * int(part["q"]) - 2, 3
    elif part["h"]:
        start, length = 6 * int(part["h"]) - 5, 6
    elif part["s"]:
        start, length = SEASONS[part["s"]], 3
    end_year, end_month = add_months(year, start, length)
    return dt.date(year, start, 1), dt.date(end_year, end_month, 1) - dt.timedelta(days=1)
