"""Rules for dates that are told from the day of publication, or from the date mentioned last."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from treuga.extract.numbers import parse_number
from treuga.extract.times_calendar import (
    FUTURE,
    PAST,
    UNIT_FACTORS,
    UNKNOWN,
    Anchor,
    bounds,
    iso_day,
    iso_week,
)
from treuga.extract.times_grammar import (
    ABOUT,
    COUNTED,
    DAY,
    END,
    GAP,
    MONTH,
    PART,
    PART_CODES,
    PERIOD,
    SEASON,
    SEASON_CODES,
    SEP,
    STAGE,
    START,
    UNITS,
    WEEKDAY,
    YEAR,
    Answer,
    Context,
    month_number,
    rule,
    singular,
    weekday_number,
)
from treuga.extract.times_quarters import compared_quarter
from treuga.model import PartialDate

_SHIFT: Final = {
    "last": -1, "past": -1, "previous": -1, "this past": -1, "preceding": -1,
    "this": 0, "current": 0, "the current": 0,
    "next": 1, "coming": 1, "following": 1, "this coming": 1, "upcoming": 1,
}  # fmt: skip
_WHICH = rf"(?P<which>this{GAP}(?:past|coming)|last|past|this|current|next|coming|upcoming)"
_POSSESSIVE = r"(?:[’']s)?"


def _shift(found: re.Match[str]) -> int:
    return _SHIFT[" ".join(found["which"].lower().split())]


@rule(
    "word",
    rf"{START}(?P<early>(?:early|late|later|earlier){GAP})?(?P<day>day{GAP}before{GAP}yesterday|day{GAP}after{GAP}tomorrow|yesterday|today|tomorrow|tonight)"
    rf"(?:{GAP}(?P<part>{PART}))?{_POSSESSIVE}{END}",
)
def deictic_day(found: re.Match[str], context: Context) -> Answer:
    """Today, yesterday morning, tonight, the day after tomorrow."""
    if found["day"] == "Today" and re.search(
        r"[A-Z][a-z]+ \Z", context.text[max(found.start() - 20, 0) : found.start()]
    ):
        return None  # a newspaper or a channel
    words = found["day"].lower().split()
    offset = {"yesterday": -1, "tomorrow": 1}.get(words[-1], 0) * (2 if len(words) > 1 else 1)
    value = _spoken_day(found, context).day(offset)
    if words[-1] == "tonight":
        return "TIME", value + "TNI"
    if found["part"]:
        return "TIME", value + "T" + PART_CODES[found["part"].lower()]
    return "DATE", value


#: How many days a report may lie behind the speech that it quotes.
_BEHIND = 3
_MARKS = re.compile("[“”«»\"]|``|''")


def _spoken_day(found: re.Match[str], context: Context) -> Anchor:
    """The day on which "today" was said: within quotation marks that of the speech, where the text named it before.

    A report of Saturday has "signed on Friday" first and quotes "Today the war ends" then: that was Friday.
    """
    published = context.anchor.date
    spoken = _as_anchor(context.recent_value(found.start(), 600))
    if published is None or spoken is None or spoken.date is None or "day" not in published.precision:
        return context.anchor
    if spoken.date.precision != "day" or not _quoted(found, context.text):
        return context.anchor
    behind = (published.earliest - spoken.date.earliest).days
    return spoken if 0 < behind <= _BEHIND else context.anchor


def _quoted(found: re.Match[str], text: str) -> bool:
    """Whether the nearest quotation mark before, in the same paragraph, opens."""
    first = max(text.rfind("\n", 0, found.start()), found.start() - 400) + 1
    marks = _MARKS.findall(text, first, found.start())
    if not marks:
        return False
    return marks[-1] in ("“", "«", "``") or (marks[-1] == '"' and len([m for m in marks if m == '"']) % 2 == 1)


@rule("word", rf"{START}(?:(?:mid|early|late){SEP})?(?P<part>{PART}){GAP}(?P<day>yesterday|today|tomorrow){END}")
def part_of_day(found: re.Match[str], context: Context) -> Answer:
    """Mid-afternoon yesterday."""
    offset = {"yesterday": -1, "tomorrow": 1}.get(found["day"].lower(), 0)
    return "TIME", f"{context.anchor.day(offset)}T{PART_CODES[found['part'].lower()]}"


@rule("word", rf"{START}(?P<which>this|last){GAP}(?P<part>{PART}){END}")
def deictic_part(found: re.Match[str], context: Context) -> Answer:
    """This morning, last night."""
    offset = -1 if found["which"].lower() == "last" else 0
    return "TIME", context.anchor.day(offset) + "T" + PART_CODES[found["part"].lower()]


@rule("unit", rf"{START}{STAGE}{_WHICH}{GAP}(?P<unit>{PERIOD}){_POSSESSIVE}{END}")
def deictic_period(found: re.Match[str], context: Context) -> Answer:
    """Last week, this month, earlier this year, next quarter, the coming weekend."""
    which = found["which"].lower()
    if which in ("past", "coming") and found["unit"].lower() in ("decade", "century"):
        return "DURATION", "P10Y" if found["unit"].lower() == "decade" else "P100Y"
    return "DATE", _period(context.anchor, found["unit"].lower(), _shift(found))


def _period(anchor: Anchor, unit: str, offset: int) -> str:
    return str(getattr(anchor, unit)(offset))


@rule(
    "weekday",
    rf"{START}(?:(?:early|late|earlier|later){GAP})?{_WHICH}{GAP}(?P<day>{WEEKDAY})(?:{GAP}(?P<part>{PART}))?{_POSSESSIVE}{END}",
)
def deictic_weekday(found: re.Match[str], context: Context) -> Answer:
    """Last Friday, next Tuesday: never the day of publication; this Friday: that of the week, by tense."""
    offset, number = _shift(found), weekday_number(found["day"])
    if offset == 0:
        return _weekday_answer(context.anchor.weekday(number, context.tense(found)), found)
    date = context.anchor.date
    if date is not None and date.precision == "day" and date.earliest.isoweekday() == number:
        return _weekday_answer(context.anchor.day(7 * offset), found)
    return _weekday_answer(context.anchor.weekday(number, FUTURE if offset > 0 else PAST), found)


def _weekday_answer(value: str, found: re.Match[str]) -> Answer:
    part = found["part"]
    return ("TIME", f"{value}T{PART_CODES[part.lower()]}") if part else ("DATE", value)


#: Days with names of their own, newspapers and battles: no weekday of the calendar is meant.
_HOLY = re.compile(r"\b(?:good|black|bloody|ash|palm|easter|cyber|super|shrove|maundy|holy|sunday)\s$")


@rule(
    "weekday",
    rf"{START}(?:(?:early|late|earlier|later|mid){SEP}(?:on{GAP})?)?(?P<day>{WEEKDAY})"
    rf"(?:,?{GAP}(?:in{GAP}the{GAP})?(?P<part>{PART}))?{_POSSESSIVE}{END}",
)
def weekday(found: re.Match[str], context: Context) -> Answer:
    """Wednesday; Monday morning: the last or next one, by the tense of the clause."""
    if _HOLY.search(context.before(found)) or _newspaper(found, context):
        return None
    number = weekday_number(found["day"])
    week = re.match(rf"{GAP}of{GAP}(last|this|next){GAP}week\b", context.text[found.end() : found.end() + 30])
    if week:
        value = context.anchor.weekday_of_week(number, _SHIFT[week[1].lower()])
    else:
        value = context.anchor.weekday(number, _weekday_direction(found, context))
    return _weekday_answer(value, found)


def _newspaper(found: re.Match[str], context: Context) -> bool:
    return bool(
        re.match(
            r" (?:Times|Telegraph|Mirror|Express|Post|Mail|Herald|Agreement|Accord)\b",
            context.text[found.end() : found.end() + 12],
        )
    )


#: "A truce from Monday", "until Friday": without a verb that says otherwise, to come.
_STARTING = re.compile(r"\b(?:from|until|till|starting|beginning|as of)\s(?:on\s)?$")


#: "Talks resume on Sunday": the present of a timetable.
_SCHEDULED = re.compile(r"\b(?:resumes?|begins?|starts?|expires?|convenes?|reconvenes?)\s(?:again\s)?(?:on\s)?$")


def _weekday_direction(found: re.Match[str], context: Context) -> int:
    direction = context.direction(found.start("day"), found.end("day"))
    if _SCHEDULED.search(context.before(found)):
        return FUTURE
    return FUTURE if direction == UNKNOWN and _STARTING.search(context.before(found)) else direction


@rule(
    "month",
    rf"{START}(?P<which>last|next){GAP}(?:(?P<m>{MONTH}){GAP}(?P<d>{DAY})|(?P<d2>{DAY}){GAP}(?P<m2>{MONTH})){END}",
)
def deictic_date(found: re.Match[str], context: Context) -> Answer:
    """Next January 20, last 4 May."""
    month, day = month_number(found["m"] or found["m2"]), int(re.sub(r"\D", "", found["d"] or found["d2"]))
    direction = FUTURE if found["which"].lower() == "next" else PAST
    value = context.anchor.named_day(month, day, direction, strict=True)
    return ("DATE", value) if value else None


@rule("month", rf"{START}{STAGE}{_WHICH}{GAP}(?P<m>{MONTH}){_POSSESSIVE}{END}")
def deictic_month(found: re.Match[str], context: Context) -> Answer:
    """Last February, this May, next January."""
    offset, number = _shift(found), month_number(found["m"])
    anchor = context.anchor
    if anchor.date is not None and anchor.date.precision != "year" and anchor.date.earliest.month == number:
        return "DATE", anchor.month(12 * offset)
    if offset == 0:
        return "DATE", anchor.named_month(number, context.tense(found))
    return "DATE", anchor.named_month(number, offset)


@rule("month", rf"{START}(?P<m>{MONTH}){GAP}(?:of{GAP})?{_WHICH}{GAP}year{END}")
def month_of_year(found: re.Match[str], context: Context) -> Answer:
    """February last year; May of next year."""
    return "DATE", f"{context.anchor.year(_shift(found))}-{month_number(found['m']):02}"


@rule("season", rf"{START}(?:(?:early|late|earlier|later){GAP})?{_WHICH}{GAP}(?P<s>{SEASON}){_POSSESSIVE}{END}")
def deictic_season(found: re.Match[str], context: Context) -> Answer:
    """Last summer, this spring, next winter."""
    offset, code = _shift(found), SEASON_CODES[found["s"].lower()]
    if offset == 0:
        return "DATE", context.anchor.season(code, context.tense(found))
    running = context.anchor.season(code, PAST)
    inside = bounds(running)
    date = context.anchor.date
    if inside and date is not None and inside[0] <= date.earliest <= inside[1]:
        return "DATE", f"{int(running[:4]) + offset:04}-{code}"
    return "DATE", context.anchor.season(code, FUTURE if offset > 0 else PAST)


@rule(
    "unit",
    rf"{START}(?P<n>{ABOUT}(?:{COUNTED}|an?|several|many|a{GAP}few|some|just)(?:{GAP}(?:and{GAP}a{GAP}half))?){GAP}(?P<unit>{UNITS}){GAP}(?:ago|from{GAP}now|hence){END}",
)
def ago(found: re.Match[str], context: Context) -> Answer:
    """Three days ago; about a month ago; two years from now: a date as precise as its unit."""
    sign = -1 if found[0].lower().endswith("ago") else 1
    count = _count(found["n"])
    if count is None:
        return "DATE", "PAST_REF" if sign < 0 else "FUTURE_REF"
    unit = singular(found["unit"])
    if unit == "year" and sign < 0:
        quarter = compared_quarter(found, context, count)
        if quarter:
            return "DATE", quarter
    return "DATE", _moved(context.anchor, unit, sign * count)


_ABOUT_WORDS = re.compile(ABOUT.removesuffix("?"), re.IGNORECASE)


def _count(text: str) -> float | None:
    words = " ".join(_ABOUT_WORDS.sub("", text, count=1).lower().split())
    if words in ("a", "an"):
        return 1.0
    return parse_number(words)


def _moved(anchor: Anchor, unit: str, count: float) -> str:
    """The date ``count`` units away, in the precision of the unit."""
    whole = int(count)
    if unit in ("second", "minute", "hour"):
        return anchor.day() if unit != "hour" or abs(whole) < 24 else anchor.day(whole // 24)
    if unit in ("day", "night"):
        return anchor.day(whole)
    if unit in ("week", "fortnight", "weekend"):
        return anchor.week(whole * UNIT_FACTORS.get(unit, 1))
    if unit == "month":
        return anchor.month(whole)
    if unit == "quarter":
        return anchor.quarter(whole)
    return anchor.year(round(count * UNIT_FACTORS.get(unit, 1))) if unit == "year" else _far(anchor, unit, whole)


def _far(anchor: Anchor, unit: str, count: int) -> str:
    return anchor.decade(count) if unit == "decade" else anchor.century(count)


@rule("unit", rf"{START}(?:hours|days|weeks|months|years|decades){GAP}ago{END}")
def vaguely_ago(found: re.Match[str], context: Context) -> Answer:
    """Months ago, years ago."""
    return "DATE", "PAST_REF"


@rule(
    "unit",
    rf"{START}(?:year[-\s]end|(?P<part>end|start|beginning|middle|close|rest|remainder|course){GAP}of{GAP}(?:the|this|next|last){GAP}(?P<unit>week|month|year|decade|century)){END}",
)
def part_of_period(found: re.Match[str], context: Context) -> Answer:
    """End of the year, start of next month: the period, as TIMEX3 values have no parts of it."""
    if not found["unit"]:
        return "DATE", context.anchor.year() + "-12"
    which = found[0].lower().split()[-2]
    return "DATE", _period(context.anchor, found["unit"].lower(), {"next": 1, "last": -1}.get(which, 0))


@rule("unit", rf"{START}(?:(?<=over the )|(?<=at the )|(?<=during the )|(?<=for the )|(?<=over ))weekend{END}")
def lone_weekend(found: re.Match[str], context: Context) -> Answer:
    """Over the weekend: that of last week, unless it is one to come, or still runs."""
    date = context.anchor.date
    if context.tense(found) == FUTURE or (
        date is not None and date.precision == "day" and date.earliest.isoweekday() >= 6
    ):
        return "DATE", context.anchor.weekend(0)
    return "DATE", context.anchor.weekend(-1)


@rule(
    "unit",
    rf"{START}(?P<n>{ABOUT}(?:{COUNTED}|an?)){GAP}(?P<unit>{UNITS}){GAP}(?P<way>earlier|later|before(?=[.,;]|$))"
    rf"{END}(?!{GAP}than\b)",
)
def from_reference(found: re.Match[str], context: Context) -> Answer:
    """Three days later: counted from the date mentioned last, where one was mentioned."""
    count, unit = _count(found["n"]), singular(found["unit"])
    sign = 1 if found["way"].lower() == "later" else -1
    reference = _as_anchor(context.recent_value(found.start()))
    if unit == "year" and sign < 0 and count and (quarter := compared_quarter(found, context, count)):
        return "DATE", quarter
    if count is None or reference is None:
        return "DATE", _moved(Anchor(None), unit, 0)
    return "DATE", _moved(reference, unit, sign * count)


def _as_anchor(value: str) -> Anchor | None:
    """The date mentioned last as an anchor; a season or quarter is no more than its year."""
    if not value or value.startswith("X") or not bounds(value):
        return None
    value = value.partition("/")[0].partition("T")[0]
    if re.fullmatch(r"\d{4}-W\d\d(?:-WE)?", value):
        found = bounds(value)
        return Anchor(PartialDate.of(found[0])) if found else None
    plain = re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=-|$)", value)
    return Anchor(PartialDate(plain[0])) if plain else None


@rule("unit", rf"{START}(?P<which>same|that|following|next|previous|preceding){GAP}(?P<unit>day|week|month|year){END}")
def reference_period(found: re.Match[str], context: Context) -> Answer:
    """That year, the same day, the following month: from the date mentioned last."""
    which, unit = found["which"].lower(), found["unit"].lower()
    if which == "next" and unit != "day":
        return None  # deictic
    offset = {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(which, 0)
    reference = _as_anchor(context.recent_value(found.start()))
    if reference is None or (unit != "year" and reference.date is not None and reference.date.precision == "year"):
        reference = Anchor(None)
    if unit == "week" and reference.date is not None and reference.date.precision == "day":
        first = bounds(reference.week(offset))
        return "DATE", iso_week(first[0] if first else dt.date.min)
    return "DATE", str(getattr(reference, unit)(offset))


@rule("word", rf"{START}(?P<which>that|(?:the{GAP})?(?:next|following)){GAP}(?P<part>{PART}){END}")
def reference_part(found: re.Match[str], context: Context) -> Answer:
    """That morning, the following night: from the day mentioned last; without one, of no day."""
    offset = 0 if found["which"].lower() == "that" else 1
    reference = _as_anchor(context.recent_value(found.start()))
    part = PART_CODES[found["part"].lower()]
    if reference is None or reference.date is None or reference.date.precision != "day":
        return "TIME", "T" + part
    return "TIME", f"{reference.day(offset)}T{part}"


_WEEK_DAY = (
    rf"(?:(?P<d>{DAY}){GAP}(?:of{GAP})?(?P<m>{MONTH})|(?P<m2>{MONTH}){GAP}(?P<d2>{DAY}))(?:,?{GAP}(?P<y>{YEAR}))?"
)


@rule("unit", rf"{START}week{GAP}(?:of|beginning|starting|commencing|from){GAP}(?:{WEEKDAY},?{GAP})?{_WEEK_DAY}{END}")
def week_of(found: re.Match[str], context: Context) -> Answer:
    """The week of 2 September: the ISO week of that day."""
    month, day = month_number(found["m"] or found["m2"]), int(re.sub(r"\D", "", found["d"] or found["d2"]))
    value = (
        iso_day(int(found["y"]), month, day)
        if found["y"]
        else context.anchor.named_day(month, day, context.tense(found))
    )
    if value is None or value.startswith("X"):
        return ("DATE", "XXXX-WXX") if value else None
    return "DATE", iso_week(dt.date.fromisoformat(value))


@rule("word", rf"{START}(?:at{GAP}|by{GAP}|since{GAP})(?P<span>that{GAP}time){END}")
def that_time(found: re.Match[str], context: Context) -> Answer:
    """At that time: past or future by tense."""
    return "DATE", "FUTURE_REF" if context.direction(*found.span("span")) == FUTURE else "PAST_REF"


@rule(
    "unit",
    rf"{START}(?P<which>recent|past|previous|last|coming|upcoming|next|future)(?:{GAP}few)?{GAP}(?:minutes|hours|days|weeks|months|quarters|years|decades|weekends)(?:{GAP}and{GAP}(?:days|weeks|months|years))?{END}"
    rf"|{START}(?<=the )(?:minutes|hours|days|weeks|months|years|decades){GAP}(?:ahead|to{GAP}come){END}",
)
def fuzzy_period(found: re.Match[str], context: Context) -> Answer:
    """Recent weeks, the coming days, the years ahead."""
    back = (found["which"] or "").lower() in ("recent", "past", "previous", "last")
    return "DATE", "PAST_REF" if back else "FUTURE_REF"


_PAST_WORD = r"(?P<past>recently|lately|(?:(?<=in the )|(?<=in the recent ))past)"
_FUTURE_WORD = rf"(?P<future>(?<!\bas )soon|(?:(?:near|foreseeable|distant){GAP}|(?<=in the ))future)"
_PRESENT_WORD = rf"(?P<now>currently|nowadays|these{GAP}days|right{GAP}now|at{GAP}(?:the{GAP}moment|present))"


@rule("word", rf"{START}(?:{_PAST_WORD}|{_FUTURE_WORD}|{_PRESENT_WORD})(?!-|{GAP}enough|{GAP}as\b){END}")
def reference(found: re.Match[str], context: Context) -> Answer:
    """Recently, soon, currently, in the near future. Bare "now", "so far" and "already" are not annotated."""
    if (
        found["past"]
        and found["past"].lower() == "past"
        and re.match(rf"{GAP}\w+", context.text[found.end() : found.end() + 6])
    ):
        following = context.after(found, 14).split()
        if following and (
            following[0][0].isdigit() or following[0] in ("few", "two", "three", "several", "year", "week", "month")
        ):
            return None
    if found["future"] and found["future"].lower() == "soon" and context.tense(found) == PAST:
        return None  # "soon became"
    return "DATE", "PAST_REF" if found["past"] else "FUTURE_REF" if found["future"] else "PRESENT_REF"
