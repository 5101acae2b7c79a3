"""Rules for dates that name a day, month, year, season or decade."""

from __future__ import annotations

import re
from typing import Final

from treuga.extract.numbers import TENS, UNITS_BELOW_10, parse_number
from treuga.extract.times_calendar import FUTURE, PAST, iso_day
from treuga.extract.times_grammar import (
    DAY,
    END,
    GAP,
    LONE_MONTH,
    MONTH,
    SEASON,
    SEASON_CODES,
    SEP,
    STAGE,
    START,
    WEEKDAY,
    YEAR,
    Answer,
    Context,
    month_number,
    rule,
)

_DAY_NAME = rf"(?:{WEEKDAY},?{GAP}(?:the{GAP})?)?"
_ORDINAL_DAY = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
    "|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
).split("|")
_DAY_WORD = rf"(?:twenty[-\s](?:{'|'.join(_ORDINAL_DAY[:9])})|thirty[-\s]first|(?:{'|'.join(_ORDINAL_DAY)}))"
_TO = rf"{GAP}?(?:-|–|—|to|until|and|/){GAP}?"
#: Nouns that a number like 1998 or 2000 counts, so that it is no year.
_COUNTED = re.compile(
    r"\s(?:of\s(?:the|them|our|their|its)\b|(?:people|persons|troops?|soldiers|fighters|prisoners|detainees|civilians|families"
    r"|children|women|men|members|militants|refugees|officers|police|casualties|deaths|dollars|euros|pounds|miles|metres"
    r"|meters|kilometres|kilometers|km|tons|tonnes|homes|houses|shells|rounds|mines|hours|days|years|words|feet|points)\b)",
    re.IGNORECASE,
)
_ORDER: Final = {"first": 1, "last": 2, "latter": 2}


def _day_number(text: str) -> int:
    return int(text.rstrip("stndrhSTNDRH"))


def _date(year: str | None, month: int, day: int, found: re.Match[str], context: Context) -> str | None:
    if year:
        return iso_day(int(year), month, day)
    since = context.before(found).endswith("since ")
    return context.anchor.named_day(month, day, PAST if since else context.tense(found), strict=since)


def _day_answer(found: re.Match[str], context: Context) -> Answer:
    """A day in a month, or a run of days, which becomes an ISO 8601 interval."""
    part = found.groupdict()
    month = month_number(part["m"])
    if not part["d2"]:
        value = _date(part["y"], month, _day_number(part["d"]), found, context)
        return ("DATE", value) if value else None
    last = _date(part["y"], month_number(part.get("m2") or part["m"]), _day_number(part["d2"]), found, context)
    if not last:
        return None
    year, day = last[:4], _day_number(part["d"])
    if not iso_day(2020 if year == "XXXX" else int(year), month, day):
        return None
    first = f"{year}-{month:02}-{day:02}"
    return ("DATE", f"{first}/{last}") if first < last else None


@rule("digit", rf"{START}(?P<y>\d{{4}})-(?P<m>\d\d)(?:-(?P<d>\d\d)(?:T\d\d:\d\d(?::\d\d)?Z?)?)?(?![\w-])")
def iso(found: re.Match[str], context: Context) -> Answer:
    """2020-12-02, 2020-12."""
    value = iso_day(int(found["y"]), int(found["m"]), int(found["d"] or 1))
    if value and found["d"]:
        clock = found[0][10:].rstrip("Zz")
        return ("TIME", value + clock.upper()) if clock else ("DATE", value)
    return ("DATE", value[:7]) if value and 1500 <= int(found["y"]) < 2100 else None


@rule("digit", rf"{START}(?P<a>\d{{1,2}})(?P<s>[/.])(?P<b>\d{{1,2}})(?P=s)(?P<y>(?:19|20)\d\d|\d\d)(?![\w/-]|\.\d)")
def slashed(found: re.Match[str], context: Context) -> Answer:
    """25/03/2021, 03/25/2021, 25.03.2021; where day and month cannot be told apart, the year alone."""
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    if len(found["y"]) == 2:
        if found["s"] == ".":  # a version or section number
            return None
        year += 2000 if year < 50 else 1900
    days = {value for value in (iso_day(year, second, first), iso_day(year, first, second)) if value}
    if found["s"] == ".":  # the dotted form is day first wherever it is used
        day_first = iso_day(year, second, first)
        return ("DATE", day_first) if day_first else None
    if not days:
        return None
    return "DATE", days.pop() if len(days) == 1 else f"{year:04}"


@rule("digit", rf"{START}(?:Sept(?:ember|\.)?{GAP}11(?={GAP}(?:terror|attack|hijack|conspir))|9/11){END}")
def named_day(found: re.Match[str], context: Context) -> Answer:
    """The one day of recent history that is called by its date."""
    return "DATE", "2001-09-11"


@rule(
    "month",
    rf"{START}{_DAY_NAME}(?P<m>{MONTH}){GAP}?(?:the{GAP})?(?P<d>{DAY})(?:{_TO}(?P<d2>{DAY}))?"
    rf"(?:(?:,{GAP}?|{GAP})(?P<y>{YEAR}))?{END}",
)
def month_day(found: re.Match[str], context: Context) -> Answer:
    """March 12, 2021; Mar. 3; Friday, March 12; March 3-5."""
    return _day_answer(found, context)


@rule(
    "month",
    rf"{START}{_DAY_NAME}(?P<d>{DAY})(?:{_TO}(?P<d2>{DAY}))?(?:{SEP}(?:of{GAP})?)(?P<m>{MONTH})"
    rf"(?:(?:,{GAP}?|{SEP})(?P<y>{YEAR}))?{END}",
)
def day_month(found: re.Match[str], context: Context) -> Answer:
    """12 March 2021; 29th of February 2020; 3-4 April; 22 and 23 May."""
    return _day_answer(found, context)


@rule(
    "month",
    rf"{START}{_DAY_NAME}(?:(?P<m>{MONTH}){GAP}(?:the{GAP})?(?P<d>{_DAY_WORD})"
    rf"|(?P<d1>{_DAY_WORD}){GAP}of{GAP}(?P<m1>{MONTH}))(?:,?{GAP}(?P<y>{YEAR}))?{END}(?!{GAP}(?:round|meeting|session|time))",
)
def spelt_day(found: re.Match[str], context: Context) -> Answer:
    """March the eighth; the twenty-first of May."""
    words = (found["d"] or found["d1"]).lower().replace("-", " ").split()
    last = words[-1]
    day = 30 if last == "thirtieth" else 20 + (_ORDINAL_DAY.index(last) + 1) % 20
    if len(words) == 1 and last not in ("twentieth", "thirtieth"):
        day = _ORDINAL_DAY.index(last) + 1
    elif words[0] == "thirty":
        day = 31
    elif last == "twentieth":
        day = 20
    value = _date(found["y"], month_number(found["m"] or found["m1"]), day, found, context)
    return ("DATE", value) if value else None


@rule(
    "month",
    rf"{START}(?P<d>{DAY}){GAP}(?P<m>{MONTH}){_TO}(?P<d2>{DAY}){GAP}(?P<m2>{MONTH})(?:,?{GAP}(?P<y>{YEAR}))?{END}",
)
def day_month_span(found: re.Match[str], context: Context) -> Answer:
    """28 February to 3 March 2020."""
    return _day_answer(found, context)


@rule("month", rf"{START}{STAGE}(?P<m>{MONTH}),?{SEP}(?:of{GAP})?(?P<y>{YEAR})(?!-\d)\b")
def month_year(found: re.Match[str], context: Context) -> Answer:
    """February 2020; early March 2021; February of 2020."""
    return "DATE", f"{found['y']}-{month_number(found['m']):02}"


@rule("month", rf"{START}{STAGE}(?P<m>{LONE_MONTH})(?:[’']s)?{END}")
def lone_month(found: re.Match[str], context: Context) -> Answer:
    """February; early March: the last or the next one, by the tense of the clause."""
    name = found["m"]
    if name == "May" and not _is_may(found, context):
        return None
    if name == "March" and context.tag(found.start("m"), found.end("m")).startswith("VB"):
        return None
    if context.text[found.end() : found.end() + 2].strip()[:1].isdigit() or _part_of_name(found, context):
        return None
    if name == "March" and re.match(rf"{GAP}(?:of|for)\b", context.text[found.end() : found.end() + 6]):
        return None  # people on their feet
    return "DATE", _lone_month_value(found, context)


_NEXT_NOUN = re.compile(rf"{GAP}(?=[a-z])")
_LIMIT = re.compile(r"\b(?:until|till|through|for|by|before)\s(?:the\s)?$")
_POINTED = re.compile(r"\b(?:the|their|its|this|that|our|his|her)\s$")
#: What is called by its month before it takes place, as well as after.
_SCHEDULED = frozenset(
    "summit meeting meetings talks conference vote election elections referendum session round deadline hearing visit "
    "trip poll polls assembly congress target date withdrawal handover transition inauguration offensive".split()
)


def _lone_month_value(found: re.Match[str], context: Context) -> str:
    """By tense, but for these cases.

    "The February deal" was made, so it lies back, and in a February it is of an earlier one, for of the current month
    one says "this month"; of a summit or a vote the tense tells. "By February" and "until February" look ahead where
    the last one is far. And under a verb in the past next month lies ahead: of the one of a year before it is told.
    """
    start, end = found.span("m")
    number, direction = month_number(found["m"]), context.direction(start, end)
    date, before = context.anchor.date, context.before(found)
    if date is None or re.search(r"\bsince\s$", before):
        return context.anchor.named_month(number, PAST)
    ahead = (number - date.earliest.month) % 12
    noun = _named_by_month(found, context)
    if noun and noun not in _SCHEDULED:
        if ahead == 0 and direction != FUTURE:
            return context.anchor.month(-12) if date.precision != "year" else f"XXXX-{number:02}"
        if ahead and _POINTED.search(before):
            direction = PAST
    elif (ahead == 1 and direction == PAST) or (0 < ahead <= 6 and _LIMIT.search(before)):
        direction = FUTURE
    return context.anchor.named_month(number, direction)


def _named_by_month(found: re.Match[str], context: Context) -> str:
    """The noun that a month stands before, as in "the February deal"; empty where there is none."""
    gap = _NEXT_NOUN.match(context.text, found.end())
    if not gap or not context.tag(gap.end(), gap.end() + 1).startswith(("NN", "JJ")):
        return ""
    words = re.match(r"[a-z-]+(?:\s[a-z-]+)?", context.text[gap.end() : gap.end() + 40])
    names = words[0].split() if words else []
    if len(names) == 2 and context.tag(gap.end() + len(names[0]) + 1, gap.end() + len(names[0]) + 2).startswith("NN"):
        return names[1]  # "the February peace deal"
    return names[0] if names and context.tag(gap.end(), gap.end() + 1).startswith("NN") else ""


def _is_may(found: re.Match[str], context: Context) -> bool:
    """Whether "May" is the month: not the auxiliary, and not Theresa."""
    if context.tag(found.start("m"), found.end("m")) == "MD":
        return False
    return bool(
        found.start("m") > found.start()
        or re.search(
            r"\b(?:in|of|since|until|till|by|before|after|from|to|during|through|and|last|this|next|for|between)\s+$",
            context.before(found),
        )
    )


def _part_of_name(found: re.Match[str], context: Context) -> bool:
    """April Glaspie, August Wilson: a month between capitalised words is a person's name, mostly."""
    after = context.text[found.end() : found.end() + 12]
    before = context.before(found)
    return (
        found["m"] in ("April", "June", "August")
        and bool(re.match(r" [A-Z][a-z]+", after))
        and not re.search(r"\b(?:in|since|until|by|the|last|this|next|an?|of|its|their)\s+$", before)
    )


#: Words before four digits that make them a label or a count.
_NO_YEAR_BEFORE = re.compile(
    r"(?:resolution|no\.?|number|article|section|page|paragraph|flight|route|room|about|nearly|than|least|some|worth)\s\Z"
    r"|[\d,]\s\Z"
)


@rule(
    "digit",
    rf"{START}{STAGE}(?:fiscal{GAP}(?:year{GAP})?)?(?P<y>{YEAR})(?:(?P<dash>[-–/])(?P<y2>\d\d(?:\d\d)?))?(?![\w]|[/-]\d|[.:]\d|%)",
)
def year(found: re.Match[str], context: Context) -> Answer:
    """2020; mid-2019; end of 2014; 2014-2015."""
    number = found["y"]
    if found["dash"]:
        last = found["y2"] if len(found["y2"]) == 4 else number[:2] + found["y2"]
        return ("DATE", f"{number}/{last}") if number < last < "2100" else None
    if not "1600" <= number < "2100" or _COUNTED.match(context.text, found.end()):
        return None
    if _NO_YEAR_BEFORE.search(context.before(found)):
        return None
    return "DATE", number


@rule("word", rf"{START}nineteen{SEP}(?P<tens>{'|'.join(TENS)})(?:{SEP}(?P<unit>{'|'.join(UNITS_BELOW_10)}))?{END}")
def spelt_year(found: re.Match[str], context: Context) -> Answer:
    """Nineteen ninety-one, as transcripts of speech have it."""
    words = f"{found['tens']} {found['unit'] or ''}".strip()
    return "DATE", f"{1900 + int(parse_number(words) or 0)}"


@rule(
    "digit",
    rf"{START}(?:(?:early|mid|late){SEP}(?:to{SEP}(?:mid|late){SEP})?)?(?:(?P<y>(?:1[5-9]|20)\d)0[’']?s|[‘’'](?P<short>\d)0s)\b",
)
def decade(found: re.Match[str], context: Context) -> Answer:
    """1990s; early 2000s; '90s."""
    return "DATE", (found["y"] or f"{20 if found['short'] < '2' else 19}{found['short']}"[:3]) + "X"


_SPELT: Final = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}


@rule("word", rf"{START}(?<=the )(?:(?:early|mid|late){SEP})?(?P<word>{'|'.join(_SPELT)})\b")
def spelt_decade(found: re.Match[str], context: Context) -> Answer:
    """The nineties; the early eighties."""
    return "DATE", f"19{_SPELT[found['word'].lower()]}X"


@rule("digit", rf"{START}(?:(?:early|mid|late){SEP})?(?P<n>1\d|20|21)(?:st|th){SEP}century\b")
def century(found: re.Match[str], context: Context) -> Answer:
    """20th century, by its first two digits."""
    return "DATE", f"{int(found['n']) - 1}"


@rule(
    "season",
    rf"{START}{STAGE}(?P<s>{SEASON}),?{GAP}(?:of{GAP}(?:(?:last|this|next){GAP}year\b)?)?(?P<y>{YEAR})?(?:(?<=\d)|(?<=year)){END}",
)
def season_of_year(found: re.Match[str], context: Context) -> Answer:
    """Summer 2019; the spring of 2021; the autumn of last year."""
    shift = {"last": -1, "this": 0, "next": 1}
    words = found[0].lower().split()
    stated = found["y"] or context.anchor.year(shift[words[-2]])
    return "DATE", f"{stated}-{SEASON_CODES[found['s'].lower()]}"


@rule("season", rf"{START}(?<=\bthe )(?:(?:early|late|mid){SEP})?(?P<s>{SEASON}){END}(?!{GAP}of\b)")
def lone_season(found: re.Match[str], context: Context) -> Answer:
    """In the spring: the last or next one, by tense; "fall" only after a preposition of time."""
    if not re.search(r"\b(?:in|since|by|until|during|before|after|through|over)\s+the\s$", context.before(found)):
        return None
    return "DATE", context.anchor.season(SEASON_CODES[found["s"].lower()], context.tense(found))
