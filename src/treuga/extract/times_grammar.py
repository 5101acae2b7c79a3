"""The grammar of the time tagger: what its rules are made of, and where they register.

A rule is a compiled pattern and a function from the match and its `Context` to type and value, or None where the words
turn out to be something else. Longest match first; the order of the rules decides between matches of equal length.
All gaps and repetitions are bounded, so each rule is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from treuga.extract.numbers import COUNT
from treuga.extract.times_calendar import Anchor


@dataclass(slots=True)
class Context:
    """What a rule may look at: the text, the anchor, the tense around the match, and the dates mentioned last.

    ``last_value`` is the date mentioned last, ``reported`` the quarter of a year whose figures the text tells. With
    ``timeml``, words and values are wanted as TimeBank has them (`treuga.extract.times_style`).
    """

    text: str
    anchor: Anchor
    direction: Callable[[int, int], int]
    tag: Callable[[int, int], str]
    hangs_on_noun: Callable[[int, int], bool]
    timeml: bool = False
    last_value: str = ""
    last_end: int = -1
    end_of_last: int = 0
    reported: str = ""
    reported_end: int = -1

    def tense(self, found: re.Match[str]) -> int:
        """The direction of the clause around a match."""
        return self.direction(found.start(), found.end())

    def before(self, found: re.Match[str], length: int = 24) -> str:
        """The characters before a match, in lower case."""
        return self.text[max(found.start() - length, 0) : found.start()].lower()

    def after(self, found: re.Match[str], length: int = 24) -> str:
        """The characters after a match, in lower case."""
        return self.text[found.end() : found.end() + length].lower()

    def recent_value(self, start: int, reach: int = 400) -> str:
        """The value of the date mentioned last, where that was not long ago; else empty."""
        return self.last_value if self.last_value and start - self.last_end <= reach else ""

    def reported_quarter(self, start: int, reach: int = 2500) -> str:
        """The quarter that the text reports on, where it was named not too long ago; else empty."""
        return self.reported if self.reported and start - self.reported_end <= reach else ""


#: TIMEX3 type and value, or None: not a time expression after all.
Answer = tuple[str, str] | None
Meaning = Callable[[re.Match[str], Context], Answer]


#: What a rule cannot do without, by the name that rules give: each is run only around such words.
TRIGGER: Final = re.compile(
    r"(?P<digit>\d{1,30})"
    r"|\b(?:(?P<unit>(?:minute|hour|day|night|week|fortnight|month|quarter|year|decade|centur|second))"
    r"|(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|(?P<weekday>mon|tue|wed|thu|fri|sat|sun)"
    r"|(?P<season>spring|summer|autumn|fall|winter)"
    r"|(?P<word>every|each|today|yesterday|tomorrow|tonight|morning|afternoon|evening|noon|midnight|recently|lately|past"
    r"|soon|future|currently|nowadays|these|right|moment|present|time|now|half|nineteen|overnight|latest|dawn|daybreak|dusk|nightfall"
    r"|current|twenties|thirties|forties|fifties|sixties"
    r"|seventies|eighties|nineties|hourly|daily|nightly|weekly|biweekly|fortnightly|monthly|quarterly|yearly|annually))",
    re.IGNORECASE,
)
#: What else a trigger of one kind sets off: "night" and "days" are units, and words of "last night" and "these days".
ALSO: Final = {"unit": ("word",), "month": ("word",), "weekday": ("word",), "season": ("word",)}


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, what it means, and the trigger without which it cannot match; ``timeml``: in that style only."""

    needs: str
    pattern: re.Pattern[str]
    meaning: Meaning
    timeml: bool = False


RULES: Final[list[Rule]] = []


def rule(needs: str, pattern: str, *, timeml: bool = False) -> Callable[[Meaning], Meaning]:
    """Register a function as the meaning of a pattern that needs a trigger of the given kind."""

    def keep(function: Meaning) -> Meaning:
        RULES.append(Rule(needs, re.compile(pattern, re.IGNORECASE), function, timeml))
        return function

    return keep


_MONTHS: Final = "January February March April May June July August September October November December".split()
_WEEKDAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTH_NUMBER: Final = {name[:3].lower(): number for number, name in enumerate(_MONTHS, 1)}
_WEEKDAY_NUMBER: Final = {name[:3].lower(): number for number, name in enumerate(_WEEKDAYS, 1)}
ORDINALS: Final = {word: n for n, word in enumerate("first second third fourth".split(), 1)}
SEASON_CODES: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PART_CODES: Final = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}


def _either(words: list[str] | dict[str, int] | dict[str, str]) -> str:
    return "(?:" + "|".join(words) + ")"


# One gap: spaces, at most one line break, never a blank line.
GAP: Final = r"(?:[^\S\n]{1,3}\n?[^\S\n]{0,3}|\n[^\S\n]{0,3})"
SEP: Final = rf"(?:{GAP}|[-‑–])"
#: Not inside a word, a sum of money or a longer number.
START: Final = r"(?<![\w$€£#/.,:-])(?=[\w‘’'])"
END: Final = r"(?!\w|[-‑–]\w)"

# Names of months and days have capitals: "may" and "march" are other words.
_MONTH_NAMES: Final = _either([*_MONTHS, *(name.upper() for name in _MONTHS)])
_MONTH_SHORT: Final = (
    "(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)"
)
MONTH: Final = rf"(?-i:{_MONTH_NAMES}|{_MONTH_SHORT}\b\.?)"
#: A month that can stand without a day or year beside it.
LONE_MONTH: Final = (
    rf"(?-i:{_either([*_MONTHS, *(name.upper() for name in _MONTHS if len(name) > 5)])}\b"
    r"|(?:Jan|Feb|Apr|Aug|Sept|Oct|Nov|Dec)\.)"
)
WEEKDAY: Final = (
    rf"(?-i:{_either([*_WEEKDAYS, *(name.upper() for name in _WEEKDAYS)])}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"
)
DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)"
YEAR: Final = r"(?:1[5-9]|20)\d\d(?!\d|,\d)"
PART: Final = _either(PART_CODES)
SEASON: Final = _either(SEASON_CODES)
ORDINAL: Final = _either(ORDINALS)

#: Units, singular or plural; "second" only in the plural, for it is mostly an ordinal.
UNITS: Final = (
    "(?:seconds|minutes?|hours?|days?|nights?|weekends?|weeks?|fortnights?|months?|quarters?|years?|decades?"
    "|century|centuries)"
)
UNIT: Final = "(?:minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|century)"
PERIOD: Final = "(?:weekend|week|month|quarter|year|decade|century)"
PLURAL: Final = "(?:minutes|hours|days|nights|weekends|weeks|fortnights|months|quarters|years|decades|centuries)"

ABOUT: Final = (
    rf"(?:(?:about|around|nearly|almost|some|roughly|approximately|over|(?:just|a{GAP}little|well){GAP}(?:over|under)"
    rf"|(?:more|less|fewer){GAP}than|at{GAP}(?:least|most)|up{GAP}to){GAP})?"
)
STAGE: Final = (
    rf"(?:(?:early|late|mid){SEP}(?:in{GAP}(?:the{GAP})?)?|(?:earlier|later|sometime){GAP}(?:in{GAP}(?:the{GAP})?)?"
    rf"|(?:beginning|start|middle|end){GAP}of{GAP}(?:the{GAP})?)?"
)
COUNTED: Final = COUNT


def month_number(name: str) -> int:
    """1 for "January", "Jan." or "JAN"."""
    return _MONTH_NUMBER[name[:3].lower()]


def weekday_number(name: str) -> int:
    """1 for "Monday" or "Mon."."""
    return _WEEKDAY_NUMBER[name[:3].lower()]


def singular(unit: str) -> str:
    """The singular of a unit of time."""
    unit = unit.lower()
    return "century" if unit == "centuries" else unit.removesuffix("s")
