"""Rules for quarters and halves of years, and for the periods with which figures are compared.

Reports with figures name their period once ("in the third quarter") and then only point at it: "the quarter", "the
latest period", "a year earlier". The quarter that a text reports on is kept in `Context.reported`: the latest one named
that had ended when the text was published.
"""

from __future__ import annotations

import datetime as dt
import re

from treuga.extract.times_calendar import PAST, UNKNOWN, bounds, iso_day
from treuga.extract.times_grammar import (
    DAY,
    END,
    GAP,
    MONTH,
    ORDINAL,
    ORDINALS,
    SEP,
    START,
    YEAR,
    Answer,
    Context,
    month_number,
    rule,
)

_QUARTER = re.compile(r"(\d{4})(-Q[1-4])\Z")
#: Figures, as what is compared with the year before: money, shares and large sums.
_FIGURE = re.compile(
    r"[$€£#]\s?\d|\d%|\d (?:million|billion)|\bper\s?cent\b|\b(?:earned|earnings|profit|revenue|income|cents)\b"
)
#: Longer periods: after one of these is named, it is what figures are compared over.
_LONGER = re.compile(r"\b(?:six|nine)[-\s]months?\b|\bfull[-\s]year\b|\b(?:first|second)[-\s]half\b", re.IGNORECASE)
#: From the last day of a quarter to its middle: a quarter "ended July 31" is mostly of May, June and July.
_HALF_A_QUARTER = dt.timedelta(days=45)


def note_quarter(context: Context, value: str, end: int) -> None:
    """Keep a quarter as the one reported on: if it is over, and no earlier one that others are compared with."""
    span = bounds(value) if _QUARTER.match(value) else None
    date = context.anchor.date
    if span is None or (date is not None and span[1] > date.latest):
        return
    if not context.reported or value >= context.reported or end - context.reported_end > 2500:
        context.reported, context.reported_end = value, end


def quarter_before(value: str, years: float) -> str | None:
    """The same quarter of an earlier year; None where the value is no quarter."""
    found = _QUARTER.match(value)
    return f"{max(int(found[1]) - int(years), 1):04}{found[2]}" if found else None


def compared_quarter(found: re.Match[str], context: Context, years: float) -> str | None:
    """What "a year ago" is among the figures of a quarter: the same quarter of the year before."""
    before = context.text[max(found.start() - 120, 0) : found.start()]
    reach = 2500 if _FIGURE.search(before) or "-" in found[0] else 250
    if _LONGER.search(context.text, max(context.reported_end, 0), found.start()):
        return None
    return quarter_before(context.reported_quarter(found.start(), reach), years)


_OF_YEAR = rf"(?:(?:,?{GAP}(?:of{GAP}(?:fiscal{GAP})?)?|{GAP}in{GAP})(?P<y>{YEAR}))"
_OTHER_YEAR = {"last": -1, "this": 0, "next": 1}


@rule(
    "unit",
    rf"{START}(?:(?P<y0>{YEAR}){GAP}|(?P<other>last|this|next){GAP}year[’']s{GAP})?(?:fiscal{GAP})?"
    rf"(?P<n>{ORDINAL}|final|1st|2nd|3rd|4th)(?:{SEP})quarter(?:{_OF_YEAR}|{GAP}(?:of{GAP})?(?P<other2>last|this|next){GAP}year)?{END}",
)
def quarter(found: re.Match[str], context: Context) -> Answer:
    """Third quarter of 2020; the fourth quarter; next year's first quarter."""
    word = found["n"].lower()
    number = 4 if word == "final" else ORDINALS.get(word) or int(word[0])
    return "DATE", f"{_year_of_part(found, context, number / 4)}-Q{number}"


@rule("digit", rf"{START}Q(?P<n>[1-4]){_OF_YEAR}{END}")
def short_quarter(found: re.Match[str], context: Context) -> Answer:
    """Q3 2020."""
    return "DATE", f"{found['y']}-Q{found['n']}"


@rule("digit", rf"{START}(?P<n>first|second|last|latter){SEP}(?:half|two{GAP}quarters|six{GAP}months){_OF_YEAR}{END}")
def half(found: re.Match[str], context: Context) -> Answer:
    """First half of 2020; the last six months of 2019."""
    return "DATE", f"{found['y']}-H{1 if found['n'].lower() == 'first' else 2}"


def _year_of_part(found: re.Match[str], context: Context, share: float) -> str:
    """The year of a quarter: the stated one, else the last such quarter that has begun, or the next by tense."""
    part = found.groupdict()
    if part.get("y") or part.get("y0"):
        return str(part["y"] or part["y0"])
    other = part.get("other") or part.get("other2")
    if other:
        return context.anchor.year(_OTHER_YEAR[other.lower()])
    date = context.anchor.date
    if date is None or date.precision == "year":
        return context.anchor.year()
    ahead = share - 0.25 > (date.earliest.month - 1) / 12
    return context.anchor.year(-1 if ahead and context.tense(found) in (PAST, UNKNOWN) else 0)


@rule("digit", rf"{START}(?P<y>{YEAR}){GAP}(?:quarter|period){END}")
def quarter_of_year(found: re.Match[str], context: Context) -> Answer:
    """The 1988 quarter, the 1988 period: that of the year with the number of the quarter reported on."""
    kept = _QUARTER.match(context.reported_quarter(found.start()))
    return "DATE", found["y"] + (kept[2] if kept else "")


@rule("unit", rf"{START}(?:comparable{GAP})?year[-‑–](?:ago|earlier)(?:{GAP}(?:period|quarter|level|month))?{END}")
def year_ago(found: re.Match[str], context: Context) -> Answer:
    """The year-earlier period: the same quarter of the year before, where a quarter was named; else that year."""
    return "DATE", compared_quarter(found, context, 1) or context.anchor.year(-1)


@rule(
    "unit",
    rf"{START}(?:(?<=the )|(?<=its )|(?<=their ))(?P<span>(?:latest{GAP})?(?:fiscal{GAP})?quarter){END}"
    rf"(?:,?{GAP}(?:which{GAP})?(?:ended|ending|that{GAP}ended){GAP}(?:on{GAP})?(?P<ended>(?P<m>{MONTH}){GAP}(?P<d>{DAY})))?",
)
def lone_quarter(found: re.Match[str], context: Context) -> Answer:
    """The quarter, the latest quarter: that reported on, else the one that ended last."""
    if found["ended"]:
        return "DATE", _ended(found, context) or context.anchor.quarter(-1)
    return "DATE", context.reported_quarter(found.start()) or context.anchor.quarter(-1)


def _ended(found: re.Match[str], context: Context) -> str | None:
    """The calendar's quarter in which the middle of one with a stated last day lies."""
    named = context.anchor.named_day(month_number(found["m"]), int(found["d"].rstrip("stndrh")), PAST, strict=True)
    if named is None or named.startswith("X") or iso_day(*map(int, named.split("-"))) is None:
        return None
    middle = dt.date.fromisoformat(named) - _HALF_A_QUARTER
    return f"{middle.year:04}-Q{(middle.month + 2) // 3}"


@rule("word", rf"{START}(?<=the )latest{GAP}period{END}")
def latest_period(found: re.Match[str], context: Context) -> Answer:
    """The latest period, where a quarter is reported on."""
    kept = context.reported_quarter(found.start())
    return ("DATE", kept) if kept else None
